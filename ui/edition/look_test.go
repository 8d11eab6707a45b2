package edition_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"time"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/desk"
	"truchement/workflow/story"
)

// TestEditionLooksAsItsPublicationWants publishes into a publication with a look, and reads the page, its
// fonts and the files.
func TestEditionLooksAsItsPublicationWants(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := published(n)
	chief := n.Actor(workflow.Chief)
	p := v.Publisher
	p.Style.Accent, p.Style.Typeface, p.Style.Hidden = "#8a1c2c", "press", []string{"translator"}
	if err := n.Publication.Edit(t.Context(), chief, p); err != nil {
		t.Fatal(err)
	}
	if err := n.Publication.SetLogo(t.Context(), chief, p.ID, story.PNG(120, 40)); err != nil {
		t.Fatal(err)
	}
	reader := n.As(workflow.Reader)
	at := "/editions/" + v.ID
	page := n.See(reader.Get(at), 200, "--accent:#8a1c2c", `--latin:"Source Serif 4"`, `src="data:image/png;base64,`,
		`alt="الرباط بريس"`, `<link rel="canonical" href="http://example.com`+at+`">`, `"@type":"NewsArticle"`,
		`href="`+at+`/file?format=fragment"`, "HTML à coller", "sans script ni style")
	if strings.Contains(page, "<dt>Traduction</dt>") || !strings.Contains(page, "<dt>Relecture</dt>") {
		t.Error("the credits are not those that the publication wants")
	}
	faces := regexp.MustCompile(`url\("(/editions/fonts/[^"]+)"\)`).FindAllStringSubmatch(page, -1)
	if len(faces) != 6 {
		t.Fatalf("%d faces, want six: %v", len(faces), faces)
	}
	visitor := n.Browser()
	for _, face := range faces[:2] {
		w := visitor.Get(face[1])
		if w.Code != 200 || w.Header().Get("Content-Type") != "font/woff2" || !bytes.HasPrefix(w.Body.Bytes(), []byte("wOF2")) ||
			!strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d %v", face[1], w.Code, w.Header())
		}
	}
	for _, wrong := range []string{"none.woff2", "serif-regular", "..%2Fserif-regular.woff2"} {
		if w := visitor.Get("/editions/fonts/" + wrong); w.Code != 404 {
			t.Errorf("%s: status %d", wrong, w.Code)
		}
	}
	n.See(reader.Get(at+"/file?format=html"), 200, "--accent:#8a1c2c", `src="data:image/png;base64,`, "canonical")
	n.See(reader.Get(at+"/file?format=html&fonts=1"), 200, "font-src data:", `src:url("data:font/woff2;base64,`)
	w := reader.Get(at + "/file?format=fragment")
	if body := w.Body.String(); w.Code != 200 || !strings.HasPrefix(body, "<article ") || strings.Contains(body, "<style") {
		t.Errorf("%d %.200s", w.Code, body)
	}
	if w := n.As(workflow.Editor).Get("/articles/" + v.ID + "/export/file?format=html"); !strings.Contains(w.Body.String(), "--accent:#8a1c2c") {
		t.Error("the desk's export has another look")
	}
}

// TestReadersSeeCorrectionsOnThePage corrects a typo three days after the publication: the page, a link's
// page and the files tell the day, the grade and the reason in both languages.
func TestReadersSeeCorrectionsOnThePage(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := published(n)
	link := made(t, n, n.As(workflow.Editor), v.ID)
	reader := n.As(workflow.Reader)
	at := "/editions/" + v.ID
	if page := n.See(reader.Get(at), 200); strings.Contains(page, "Mise à jour") || strings.Contains(page, "coquille") {
		t.Error("an edition that was never corrected is said to be")
	}
	n.Clock.Pass(3 * 24 * time.Hour)
	s := v.Segments[1]
	_, err := n.Desk.Correct(t.Context(), n.Actor(workflow.Editor), desk.Correction{Segment: s.ID, Version: s.Version,
		Source: s.Source.Markup() + ".", Grade: workflow.Typo, Reason: "point oublié"})
	if err != nil {
		t.Fatal(err)
	}
	visitor := n.Browser()
	visitor.Header.Set("Accept-Language", "fr")
	for path, b := range map[string]*uitest.Browser{at: reader, link: visitor, at + "/file?format=html": reader,
		at + "/file?format=text": reader} {
		page := b.Get(path).Body.String()
		for _, want := range []string{"Mise à jour", "jeudi 31 octobre 2024", "Correction", "coquille", "point oublié",
			"تصويب", "خطأ مطبعي", "lundi 28 octobre 2024"} {
			if !strings.Contains(page, want) {
				t.Errorf("%s lacks %q\n%s", path, want, page)
			}
		}
	}
	n.See(visitor.Get(link), 200, `<link rel="canonical" href="http://example.com`+link+`">`,
		`"dateModified":"2024-10-31T`, `"datePublished":"2024-10-28T`)
}
