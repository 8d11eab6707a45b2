package edition_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"truchement/ui/uitest"
	"truchement/workflow"
)

// TestReaderReadsInABrowser signs a reader in, by French and by Arabic pages, on a desktop and on a
// phone, near the server and far from it: the list, the edition whose sentences light each other, and
// back. The desk's scripts are not needed.
func TestReaderReadsInABrowser(t *testing.T) {
	chromium := uitest.StartChromium(t)
	uitest.InEveryLanguage(t, func(t *testing.T, language string, roundTrip time.Duration) {
		n := uitest.OpenShow(t, language)
		s := uitest.OpenScreen(t, chromium, uitest.OpenDoorAt(t, n.Newsroom, roundTrip), language)
		s.SignIn(workflow.Reader)
		for _, width := range []int64{1440, 390} {
			s.Do(chromedp.EmulateViewport(width, 844))
			s.Open("/")
			s.See("Le bibliobus de l’Oriental reprend la route", "حافلة الكتب بجهة الشرق تستأنف جولاتها")
			s.Follow("a.edition")
			checkEdition(s, width)
			s.Follow(`.top > a[href="/editions"]`)
			s.See(s.T("editions.title"))
		}
		s.Quiet()
	})
}

// checkEdition looks at an edition as a reader does.
func checkEdition(s *uitest.Screen, width int64) {
	s.TB.Helper()
	layout := "edition.side"
	if width < 800 {
		layout = "edition.stacked"
	}
	s.See("Le Détroit – المضيق", s.T(layout))
	if got := uitest.Read[string](s, `document.documentElement.lang + " " + document.documentElement.dir`); got != s.Lang()+" "+s.Dir() {
		s.TB.Errorf("the page is %q", got)
	}
	if got := uitest.Read[string](s, `[...document.querySelectorAll(".n")].map(e => e.textContent).join("")`); got != "" {
		s.TB.Errorf("the numbers %q are shown", got)
	}
	s.Until("the fonts of the text", `[...document.fonts].filter(f => f.family.includes("Amiri") && f.status === "loaded").length >= 2`)
	if got := uitest.Read[int](s, `document.documentElement.scrollWidth`); int64(got) > width {
		s.TB.Errorf("the page is %d px wide on a screen of %d", got, width)
	}
	// Arabic is on the right, French on the left, whatever the language of the page.
	if width > 800 {
		if !uitest.Read[bool](s, `(x => x("ar") > x("fr"))(l => document.querySelector("h1 .cell:lang(" + l + ")").getBoundingClientRect().x)`) {
			s.TB.Error("Arabic is not on the right of French")
		}
	}
	uitest.Read[bool](s, `(document.querySelector("#s2").scrollIntoView({block: "center"}), true)`)
	at := uitest.Read[[]float64](s, `(r => [r.x + 12, r.y + 8])(document.querySelector("#s2").getClientRects()[0])`)
	s.Do(chromedp.MouseEvent("mouseMoved", at[0], at[1]))
	s.Until("the translation lit", `(c => c !== "rgba(0, 0, 0, 0)")(getComputedStyle(
		document.querySelector("#t2")).backgroundColor)`)
	s.Do(chromedp.MouseEvent("mouseMoved", 1, 1))
	if folder := os.Getenv("TRUCHEMENT_SHOTS"); folder != "" {
		s.Shoot(folder, fmt.Sprintf("edition-%d", width))
		s.Do(chromedp.EmulateViewport(width, 844))
	}
}

// TestLinkIsSharedInABrowser makes a link without script, opens it in a browser without a session, and puts
// the code of the frame in a page of another site: it shows the edition there, as no other page of the
// desk may. Then the link is revoked, and says so at once.
func TestLinkIsSharedInABrowser(t *testing.T) {
	chromium := uitest.StartWholeChromium(t, t.TempDir())
	for _, language := range []string{"fr", "ar"} {
		t.Run(language, func(t *testing.T) {
			n := uitest.OpenShow(t, language)
			door := uitest.OpenDoor(t, n.Newsroom)
			editor := uitest.OpenScreen(t, chromium, door, language)
			editor.WithoutScript()
			editor.Enter(n.As(workflow.Editor))
			editor.Open("/articles/" + n.Done)
			editor.Follow(`a[href="/editions/` + n.Done + `/links"]`)
			editor.Write("#name", "Lettre du soir")
			editor.Follow(`form[action$="/links"] button.main`)
			link := uitest.Read[string](editor, `document.querySelector("#link").textContent`)
			embed := uitest.Read[string](editor, `document.querySelector("#embed").textContent`)
			if folder := os.Getenv("TRUCHEMENT_SHOTS"); folder != "" {
				editor.Shoot(folder, "links")
			}

			visitor := uitest.OpenScreen(t, chromium, door, language)
			path := strings.TrimPrefix(link, visitor.At)
			visitor.Open(path + "?lang=" + language)
			checkEdition(visitor, 1440)
			visitor.Quiet()

			site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
				code := embed
				if r.URL.Path == "/whole" {
					code = strings.Replace(embed, "/frame", "", 1)
				}
				fmt.Fprintf(w, `<!DOCTYPE html><html lang="fr"><title>Un autre site</title><h1>Un autre site</h1>%s`, code)
			}))
			defer site.Close()
			visitor.At = site.URL
			visitor.Open("/")
			if got := framed(visitor); !strings.Contains(got, "حافلة الكتب بجهة الشرق تستأنف جولاتها") {
				t.Errorf("the frame in another site shows %q", got)
			}
			if folder := os.Getenv("TRUCHEMENT_SHOTS"); folder != "" {
				visitor.Shoot(folder, "embedded")
			}
			visitor.Quiet()
			visitor.Open("/whole")
			if got := framed(visitor); strings.Contains(got, "حافلة") {
				t.Error("another site frames a page that is not for frames")
			}
			if got := strings.Join(visitor.Complaints(), "\n"); !strings.Contains(got, "frame-ancestors") {
				t.Errorf("the browser does not say why it shows no frame: %q", got)
			}

			editor.Follow(`form[action$="/revoke"] button`)
			editor.See(editor.T("share.was-revoked"))
			visitor.At = "http://" + door.Address
			visitor.Open(path)
			visitor.See(visitor.T("share.over"))
			visitor.At = site.URL
			visitor.Open("/")
			if got := framed(visitor); !strings.Contains(got, visitor.T("share.over")) {
				t.Errorf("the frame of a revoked link shows %q", got)
			}
		})
	}
}

// framed is the text of the only frame in the page, once it has one: a frame is loaded after its page.
func framed(s *uitest.Screen) string {
	s.TB.Helper()
	for deadline := time.Now().Add(uitest.Patience); time.Now().Before(deadline); time.Sleep(25 * time.Millisecond) {
		frames := uitest.Command(s, page.GetFrameTree, cdp.Empty{}).FrameTree.ChildFrames
		if len(frames) != 1 {
			s.TB.Fatalf("%d frames, want one", len(frames))
		}
		world := uitest.Command(s, page.CreateIsolatedWorld, page.CreateIsolatedWorldParams{
			FrameID: frames[0].Frame.ID, WorldName: "look"})
		r, err := chromedp.Call(s.Ctx, runtime.Evaluate, runtime.EvaluateParams{ContextID: world.ExecutionContextID,
			Expression: `document.readyState === "complete" && document.body ? document.body.innerText.trim() : ""`})
		text := ""
		if err == nil && json.Unmarshal(r.Result.Value, &text) == nil && text != "" {
			return text
		}
	}
	s.TB.Fatal("the frame stays empty")
	return ""
}
