package edition_test

import (
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/desk"
	"truchement/workflow/edition"
)

// The preview shows the pages of a browser's formats, the text of others, and HTML for what opens elsewhere; it
// is shown in a frame of the desk, and in no other.
func TestPreviewIsOfTheEdition(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := n.AddArticle(uitest.ArabicArticle, 0)
	n.Translate(v.ID, "Une traduction.")
	n.Approve(v.ID)
	b := n.As(workflow.Translator)
	at := "/articles/" + v.ID + "/export"
	for _, tt := range []struct{ format, kind, begins string }{
		{"html", "text/html; charset=utf-8", "<!DOCTYPE html>"},
		{"docx", "text/html; charset=utf-8", "<!DOCTYPE html>"},
		{"fragment", "text/html; charset=utf-8", "<"},
		{"pdf", "application/pdf", "%PDF-"},
		{"xliff", "text/plain; charset=utf-8", "<?xml"},
		{"csv", "text/plain; charset=utf-8", "\ufeff"},
	} {
		w := b.Get(at + "/preview?format=" + tt.format)
		policy := w.Header().Get("Content-Security-Policy")
		if w.Code != 200 || w.Header().Get("Content-Type") != tt.kind || !strings.HasPrefix(w.Body.String(), tt.begins) ||
			!strings.HasSuffix(policy, "frame-ancestors 'self'") || w.Header().Get("Content-Disposition") != "inline" {
			t.Errorf("%s: %d %v %.60q", tt.format, w.Code, w.Header(), w.Body.String())
		}
		if tt.format != "pdf" && !strings.Contains(policy, "; sandbox;") {
			t.Errorf("%s: the policy %q lets scripts run", tt.format, policy)
		}
	}
	page := n.See(b.Get(at+"?format=pdf&paper=a5&states=translated&rows=paragraph&edition=alternating"), 200,
		`src="/articles/`+v.ID+`/export/preview?edition=alternating&amp;format=pdf&amp;paper=a5&amp;rows=paragraph&amp;states=translated"`)
	for _, want := range []string{`value="pdf" checked`, `value="paragraph" checked`, `value="a5" selected`,
		`value="alternating" selected`, `value="translated" checked`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if strings.Contains(page, `value="final" checked`) {
		t.Error("the page proposes states that were not asked for")
	}
	n.See(n.As(workflow.Reader).Get(at+"/preview?format=html"), 403)
}

// A language that an edition does not have cannot be its first one, whichever way it is asked for.
func TestFirstLanguageIsOfTheEdition(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := n.AddArticle(uitest.ArabicArticle, 0)
	n.Translate(v.ID, "Une traduction.")
	n.Publish(v.ID)
	b := n.As(workflow.Editor)
	at := "/articles/" + v.ID + "/export"
	const refusal, known = "Cette édition n’existe pas dans la langue", "fr, ar"
	for _, path := range []string{at, at + "/file", at + "/preview", "/editions/" + v.ID + "/file"} {
		n.See(b.Get(path+"?format=docx&lead=en"), 422, refusal, known)
		n.See(b.Get(path+"?format=docx&lead=xx"), 422, refusal, known)
		n.See(b.Get(path+"?format=docx&lead=x-"), 422, "n’est pas une étiquette de langue")
	}
	n.See(b.Post(at+"/jobs", "format", "docx", "lead", "en"), 422, refusal)
	n.Program(workflow.Editor, workflow.ReadScope).Call(422, "GET", "/articles/"+v.ID+"/export?format=docx&lead=xx", nil, nil)
	for lead, want := range map[string]string{"fr": "fr-ar.pdf", "fr-MA": "fr-ar.pdf", "ar": "ar-fr.pdf", "": "ar-fr.pdf"} {
		w := b.Get(at + "/file?format=pdf&lead=" + lead)
		if got := w.Header().Get("Content-Disposition"); w.Code != 200 || !strings.Contains(got, want) {
			t.Errorf("begun with %q: %d, %s", lead, w.Code, got)
		}
	}
}

// bookArticle is an article that is long enough for a job.
func bookArticle(n *uitest.Newsroom) workflow.ArticleView {
	n.TB.Helper()
	var text strings.Builder
	for i := range edition.LongArticle {
		fmt.Fprintf(&text, "الجملة رقم %d هنا.\n", i)
	}
	return n.AddArticle(text.String(), 0)
}

// A long edition is asked for, left, and found again when it is ready; it is not there for another person.
func TestLongEditionIsAJob(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	n.StopJobs()
	v := bookArticle(n)
	b := n.As(workflow.Editor)
	at := "/articles/" + v.ID + "/export"
	n.See(b.Get(at), 200, `formaction="`+at+`/jobs"`, "article est long", "100 premiers segments")
	n.See(b.Post(at+"/jobs", "format", "doc"), 422, "Format inconnu")
	w := b.Post(at+"/jobs", "format", "text", "rows", "segment", "states", "initial")
	page := n.See(b.Follow(w), 200, "Préparation de l’édition", "data-wait")
	if strings.Contains(page, "/file\"") {
		t.Error("a file is offered that is not there")
	}
	order := w.Header().Get("Location")
	n.See(b.Get(order+"/file"), 404, "n’existe plus")
	n.RunJobs()
	for deadline := time.Now().Add(uitest.Patience); ; time.Sleep(20 * time.Millisecond) {
		if page = b.Get(order).Body.String(); strings.Contains(page, "data-ready") {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the edition is not ready")
		}
	}
	n.See(b.Get(order), 200, "L’édition est prête", order+"/file", "Ko")
	w = b.Get(order + "/file")
	body := w.Body.String()
	if w.Code != http.StatusOK || w.Header().Get("Content-Length") != fmt.Sprint(len(body)) ||
		!strings.Contains(body, "الجملة رقم 999 هنا.") || !strings.Contains(w.Header().Get("Content-Disposition"), "attachment") {
		t.Errorf("%d %v, %d bytes", w.Code, w.Header(), len(body))
	}
	n.See(b.Get(at), 200, order, "prête")
	other := n.As(workflow.Chief)
	for _, path := range []string{order, order + "/file"} {
		n.See(other.Get(path), 404, "n’existe plus")
	}
	n.See(b.Get(strings.Replace(order, v.ID, n.AddArticle("خبر", 0).ID, 1)), 404)
	if strings.Contains(other.Get(at).Body.String(), order) {
		t.Error("another's edition is listed")
	}
	segment := n.View(v.ID).Segments[0]
	_, err := n.Desk.Correct(t.Context(), n.Actor(workflow.Chief), desk.Correction{Segment: segment.ID,
		Version: segment.Version, Source: segment.Source.Markup(), Grade: workflow.Retraction, Reason: "démenti"})
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{order, order + "/file"} {
		n.See(b.Get(path), 403, "démenti")
	}
	n.See(b.Post(at+"/jobs", "format", "text"), 403, "démenti")
	w = b.Get(at + "/preview?format=html")
	if w.Code != 403 || !strings.Contains(w.Body.String(), "démenti") ||
		!strings.HasSuffix(w.Header().Get("Content-Security-Policy"), "frame-ancestors 'self'") {
		t.Errorf("the frame says %d %.200q", w.Code, w.Body)
	}
}

// The preview follows the options in a browser, by keys too, and the address keeps them.
func TestPreviewFollowsTheOptions(t *testing.T) {
	chromium := uitest.StartWholeChromium(t, t.TempDir())
	for _, language := range []string{"fr", "ar"} {
		t.Run(language, func(t *testing.T) {
			n := uitest.OpenShow(t, language)
			s := uitest.OpenScreen(t, chromium, uitest.OpenDoor(t, n.Newsroom), language)
			s.Enter(n.As(workflow.Editor))
			s.Open("/articles/" + n.Done + "/export")
			// What is in the frame is of no origin, so that nothing of it is known but that it came.
			shown := func(option string) {
				t.Helper()
				s.Until("the preview of "+option, `performance.getEntriesByType("resource").some((e) =>
					e.initiatorType === "iframe" && e.responseStatus === 200 && e.name.includes(`+uitest.Quote(option)+`))`)
			}
			shown("format=html")
			s.Stay()
			s.Click(`input[name="format"][value="html"]`)
			s.Click(`input[name="target"]`)
			s.Until("the address", `location.search.includes("target=1")`)
			s.Click(`input[name="format"][value="pdf"]`)
			shown("format=pdf")
			if folder := os.Getenv("TRUCHEMENT_SHOTS"); folder != "" {
				s.Shoot(folder, "export")
			}
			s.Click(`input[name="format"][value="xliff"]`)
			s.Until("the address", `location.search.includes("format=xliff")`)
			s.Press(kb.ArrowUp)
			s.Until("the format before it", `!location.search.includes("format=xliff") && window.stayed`)
			if wide := uitest.Read[int](s, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
				t.Errorf("the page is %d px too wide", wide)
			}
			s.Do(chromedp.EmulateViewport(390, 844))
			if wide := uitest.Read[int](s, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
				t.Errorf("the page is %d px too wide on a phone", wide)
			}
			s.Quiet()
		})
	}
}
