package article_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
)

// must stops the test when the desk refuses something.
func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// next is what the bar offers its reader.
func next(name string) string { return `#next [data-next="` + name + `"]` }

// TestBarLeadsThroughTheArticle has a chief, a translator and an editor take an article from its arrival to
// its edition by what the bar of its page offers each of them.
func TestBarLeadsThroughTheArticle(t *testing.T) {
	chromium := uitest.StartChromium(t)
	uitest.InEveryLanguage(t, func(t *testing.T, language string, roundTrip time.Duration) {
		for _, size := range [][2]int64{{1440, 900}, {390, 844}} {
			t.Run(fmt.Sprint(language, size[0]), func(t *testing.T) {
				n := uitest.OpenNewsroom(t)
				n.Reading(language)
				id := n.AddArticle(uitest.ArabicArticle, 3*time.Hour).ID
				d := uitest.OpenDoorAt(t, n, roundTrip)
				as := func(role workflow.Role) *uitest.Screen {
					s := uitest.OpenScreen(t, chromium, d, language)
					s.Do(chromedp.EmulateViewport(size[0], size[1]))
					s.Enter(n.As(role))
					return s
				}
				open := func(s *uitest.Screen, step string) {
					t.Helper()
					s.Open("/articles/" + id)
					s.Has(next(step))
					checkFrame(s, size[0] > 1000)
				}
				chief, translator, editor := as(workflow.Chief), as(workflow.Translator), as(workflow.Editor)

				open(chief, "assign")
				chief.See(chief.T("assign.nobody-yet"))
				chief.Click(next("assign"))
				chief.Until("the form is open", `document.activeElement.id === "assignee"`)
				chief.Fill("#assignee", n.People[workflow.Translator].ID)
				chief.Fill("#to", "2")
				chief.Follow("#assign button.main")
				chief.See(chief.T("assign.made"))
				if got := uitest.Read[string](chief, `document.querySelector("#people .crew bdi").textContent`); got != "1\u20132" {
					t.Errorf("the bar names the segments %q", got)
				}

				open(translator, "write")
				translator.Follow(next("write"))
				translator.Has(".seg.on #s1")
				for _, g := range n.View(id).Segments[:2] {
					_, err := n.Desk.Save(t.Context(), n.Actor(workflow.Translator), desk.Save{Segment: g.ID,
						Version: g.Version, Target: "Une traduction.", Confirm: true})
					must(t, err)
				}
				open(translator, "claim")
				translator.See(translator.T("assign.claim-free", "Count", 1))
				translator.Follow(next("claim"))
				translator.Has(".bench")
				if got := n.View(id).Segments[2].Translator; got != n.People[workflow.Translator].ID {
					t.Errorf("segment 3 is with %q", got)
				}
				n.Translate(id, "Une traduction.")

				open(editor, "review")
				editor.See(editor.T("article.review-count", "Count", 3))
				editor.Click("#lacks > summary")
				editor.See(editor.T("article.not-yet"))
				editor.Press(kb.Escape)
				editor.Until("the menu is closed", `!document.querySelector("#lacks[open]")`)
				editor.Follow(next("review"))
				editor.Has(".seg.on #s1")
				n.Approve(id)
				open(editor, "sign")
				editor.See(editor.T("article.no-gaps"))
				editor.Follow(next("sign"))
				editor.Follow(next("publish"))
				editor.See(editor.T("article.was-published"))
				editor.Follow(next("export"))
				for _, s := range []*uitest.Screen{chief, translator, editor} {
					s.Quiet()
				}
			})
		}
	})
}

// checkFrame fails when the page is wider than its window, or its bar higher than it may be where
// all of it has room.
func checkFrame(s *uitest.Screen, roomy bool) {
	s.TB.Helper()
	if wide := uitest.Read[int](s, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
		s.TB.Errorf("the page is %d px too wide", wide)
	}
	if high := uitest.Read[int](s, `document.querySelector(".article-bar").offsetHeight`); roomy && high != 48 {
		s.TB.Errorf("the bar is %d px high", high)
	}
}

// hover moves the mouse to the middle of what a selector finds.
func hover(s *uitest.Screen, selector string) {
	s.TB.Helper()
	at := uitest.Read[[]float64](s, fmt.Sprintf(`(() => { const r = document.querySelector(%s).getClientRects()[0];
		return [r.x + r.width / 2, r.y + r.height / 2]; })()`, uitest.Quote(selector)))
	uitest.Command(s, input.DispatchMouseEvent, input.DispatchMouseEventParams{
		Type: input.DispatchMouseEventTypeMouseMoved, X: at[0], Y: at[1]})
}

// toolsAt is true when the tools are beside these segments and nowhere else.
func toolsAt(positions string) string {
	return `[...document.querySelectorAll("#text .acts")].map((a) => a.closest("li").dataset.s).join() === ` +
		uitest.Quote(positions)
}

// TestToolsFollowTheReader has an editor read with the mouse, with the keyboard and by touch: the
// tools are in the paragraph that the reader is in, and a colleague's text waits until they have left.
func TestToolsFollowTheReader(t *testing.T) {
	chromium := uitest.StartChromium(t)
	for _, language := range []string{"fr", "ar"} {
		t.Run(language, func(t *testing.T) {
			n := uitest.OpenNewsroom(t)
			n.Reading(language)
			v := n.AddArticle(uitest.ArabicArticle, 0)
			n.Translate(v.ID, "Une traduction.")
			s := uitest.OpenScreen(t, chromium, uitest.OpenDoorAt(t, n, uitest.Far), language)
			s.Enter(n.As(workflow.Editor))
			s.Open("/articles/" + v.ID)
			s.Stay()

			hover(s, `.trg [data-s="3"]`)
			s.Until("the tools of the second paragraph", toolsAt("2,3"))
			lit := uitest.Read[string](s, `[...document.querySelectorAll(".lit")].map((e) => e.tagName + e.dataset.s).join()`)
			if lit != "LI3,SPAN3,SPAN3" {
				t.Errorf("marked are %q, want the third segment in the margin and in both texts", lit)
			}
			hover(s, `.src [data-s="1"]`)
			s.Until("the tools of the headline", toolsAt("1"))
			hover(s, ".brand")
			s.Until("no tools", toolsAt(""))

			uitest.Read[bool](s, `(document.querySelector("#s1 .num").focus(), true)`)
			s.Until("the tools of the headline", toolsAt("1"))
			s.Press(kb.ArrowDown)
			s.Until("the tools of the second paragraph", toolsAt("2,3")+` && document.activeElement.closest("#s2")`)
			s.Press(kb.Tab)
			s.Until("the workbench at segment 2", fmt.Sprintf(`document.activeElement.href.endsWith("/bench?s=%s#s2")`, v.Segments[1].ID))
			_, err := n.Desk.Save(t.Context(), n.Actor(workflow.Translator), desk.Save{Segment: v.Segments[1].ID,
				Version: n.View(v.ID).Segments[1].Version, Target: "Un autre texte.", Confirm: true})
			must(t, err)
			s.Press(kb.Tab)
			s.Press(kb.Escape)
			s.Until("no tools", toolsAt("")+` && document.activeElement.matches("#s2 .num")`)
			uitest.Read[bool](s, `(document.activeElement.blur(), true)`)
			s.See("Un autre texte.")

			s.Click(`.trg [data-s="2"]`)
			hover(s, `.src [data-s="1"]`)
			s.Press(kb.Tab)
			s.Until("the tools stay where one has pressed", toolsAt("2,3"))
			s.Until("one page", "window.stayed")
			s.Click(".kind-menu > summary")
			s.Fill(".kind-menu select", "quote")
			s.Follow(".kind-menu button")
			s.See(s.T("article.kind-saved"))
			if got := n.View(v.ID).Blocks[1].Kind; got != bitext.Quote {
				t.Errorf("the block is a %s", got)
			}
			s.Click(`.trg [data-s="3"]`)
			s.Follow(`#s3 .acts a[href$="/correct"]`)
			s.See(s.T("correct.title", "Position", 3))
		})
	}
}

// TestTextWithoutScript reaches the tools of a paragraph by its link, and every menu of the bar.
func TestTextWithoutScript(t *testing.T) {
	chromium := uitest.StartChromium(t)
	n := uitest.OpenNewsroom(t)
	v := n.AddArticle(uitest.ArabicArticle, 0)
	s := uitest.OpenScreen(t, chromium, uitest.OpenDoor(t, n), "fr")
	s.WithoutScript()
	s.Enter(n.As(workflow.Chief))
	s.Open("/articles/" + v.ID)
	s.Follow(`#b-` + v.Blocks[1].ID + ` .more`)
	s.Until("the tools of the second paragraph", toolsAt("2,3"))
	s.Click(".kind-menu > summary")
	s.Fill(".kind-menu select", "quote")
	s.Follow(".kind-menu button")
	if got := n.View(v.ID).Blocks[1].Kind; got != bitext.Quote {
		t.Errorf("the block is a %s", got)
	}
	s.Click("#people > summary")
	s.Fill("#assignee", n.People[workflow.Translator].ID)
	s.Fill("#from", "99")
	s.Follow("#assign button.main")
	s.See(s.T("assign.range", "Count", 3))
	s.Fill("#from", "")
	s.Follow("#assign button.main")
	s.See(s.T("assign.made"))
	s.Click("#view-source")
	s.Until("the source alone", `!document.querySelector(".trg").checkVisibility() && document.querySelector(".src").checkVisibility()`)
	s.Click("#sheet > summary")
	s.See(s.T("article.created"))
}
