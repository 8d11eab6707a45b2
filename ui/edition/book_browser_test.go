package edition_test

import (
	"os"
	"path"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"truchement/ui/uitest"
	"truchement/workflow"
)

// TestBookIsPutInOrderInABrowser chooses three articles that can be in a book and one that was retracted,
// and moves them by mouse and by keys, with scripts and without.
func TestBookIsPutInOrderInABrowser(t *testing.T) {
	chromium := uitest.StartChromium(t)
	for _, language := range []string{"fr", "ar"} {
		t.Run(language, func(t *testing.T) {
			n := uitest.OpenShow(t, language)
			s := uitest.OpenScreen(t, chromium, uitest.OpenDoor(t, n.Newsroom), language)
			s.Enter(n.As(workflow.Editor))
			query := ""
			for _, id := range []string{n.Blocked, n.Waiting, n.Ready, n.Done} {
				query += "&article=" + id
			}
			s.Open("/collection?" + query[1:])
			s.See("خبر غير مؤكد", "نفت السلطات الخبر", s.T("collection.left-rest"))
			begin := order(s)
			if len(begin) != 3 || strings.Contains(strings.Join(begin, " "), n.Blocked) {
				t.Fatalf("the page lists %v", begin)
			}
			is := func(want ...int) {
				t.Helper()
				for i, at := range want {
					if got := order(s); got[i] != begin[at] {
						t.Fatalf("the order is %v, want %v of %v", got, want, begin)
					}
				}
			}
			is(0, 1, 2)
			s.Stay()
			s.Click(`li:nth-child(3) button[value^="up"]`)
			is(0, 2, 1)
			s.Until("the place is said", `document.getElementById("live").textContent.endsWith(" 2")`)
			s.Press(kb.Enter) // the focus is on the button that was clicked
			is(2, 0, 1)
			s.Until("the other button of the first", `document.activeElement.value === "down `+begin[2]+`" && window.stayed`)
			s.Press(" ")
			is(0, 2, 1)
			s.Click(`li:nth-child(1) input[type="checkbox"]`)
			s.Fill(`input[name="title-fr"]`, "Trois")
			if folder := os.Getenv("TRUCHEMENT_SHOTS"); folder != "" {
				s.Shoot(folder, "book")
			}
			for _, width := range []int64{390, 1280} {
				s.Do(chromedp.EmulateViewport(width, 844))
				if wide := uitest.Read[int](s, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
					t.Errorf("the page is %d px too wide on a screen of %d", wide, width)
				}
			}
			// The address keeps it all.
			s.Open(path.Clean(uitest.Read[string](s, `location.pathname`)) + uitest.Read[string](s, `location.search`))
			is(0, 2, 1)
			if got := uitest.Read[string](s, `new FormData(document.getElementById("book")).getAll("article").join(" ")`); got != begin[2]+" "+begin[1] {
				t.Errorf("the book would have %s", got)
			}
			s.Quiet()

			s.WithoutScript()
			s.Open("/collection?" + query[1:])
			s.Follow(`li:nth-child(2) button[value^="up"]`)
			is(1, 0, 2)
			s.Quiet()
		})
	}
}

// order are the articles of the page of a book.
func order(s *uitest.Screen) []string {
	s.TB.Helper()
	return uitest.Read[[]string](s, `[...document.querySelectorAll("#order input[name=shown]")].map((e) => e.value)`)
}

// TestPageSaysThatAJobIsForgotten waits for an edition, and its job is removed: the page says so by itself,
// with a link to ask again, which has the options that were chosen.
func TestPageSaysThatAJobIsForgotten(t *testing.T) {
	chromium := uitest.StartChromium(t)
	for _, language := range []string{"fr", "ar"} {
		t.Run(language, func(t *testing.T) {
			n := uitest.OpenShow(t, language)
			n.StopJobs()
			s := uitest.OpenScreen(t, chromium, uitest.OpenDoor(t, n.Newsroom), language)
			b := n.As(workflow.Editor)
			s.Enter(b)
			w := b.Post("/articles/"+n.Done+"/export/jobs", "format", "pdf", "paper", "a5", "lead", "ar")
			at := w.Header().Get("Location")
			s.Open(at)
			s.Has("[data-wait]")
			s.Stay()
			err := n.Store.Update(t.Context(), func(tx workflow.Tx) error { return tx.RemoveJob(path.Base(at)) })
			if err != nil {
				t.Fatal(err)
			}
			s.See(s.T("export.job-gone"), s.T("export.again"))
			s.Until("it is said", `document.getElementById("live").textContent === `+uitest.Quote(s.T("export.job-gone"))+` && window.stayed`)
			s.Follow(`#order a.main`)
			s.See(s.T("export.heading"))
		})
	}
}
