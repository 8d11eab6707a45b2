package publication_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/lang"
	"truchement/workflow/story"
)

// TestLookOfEditions gives the editions of a publication a colour, fonts and credits of its own: a colour
// that could not be read is refused at its field, and what was typed stays.
func TestLookOfEditions(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	chief := n.As(workflow.Chief)
	p, err := n.Publication.Add(t.Context(), n.Actor(workflow.Chief), workflow.Publication{
		Name: "مجلة <i>الجسر</i>", SourceLang: "ar", TargetLang: "fr"})
	if err != nil {
		t.Fatal(err)
	}
	at := "/publications/" + p.ID
	page := n.See(chief.Get(at), 200, "Aspect des éditions", `id="accent"`, "Livre (Amiri)", "Crédits des éditions", "Relecture")
	page = oneLine(page)
	if got := strings.Count(page, `name="credit"`); got != len(workflow.HideableFacts()) ||
		strings.Count(page, `name="credit" value="translator" checked`) != 1 {
		t.Errorf("%d credits\n%s", got, page)
	}
	fields := []string{"name", p.Name, "source-lang", "ar", "target-lang", "fr", "french", "fr-FR", "arabic", "ar-MA",
		"honorifics", "keep", "typeface", "press", "credits", "chosen", "credit", "editor", "credit", "date", "accent"}
	page = oneLine(n.See(chief.Post(at, append(fields, "#ffd700")...), 422, "trop pâle", `value="#ffd700"`,
		`aria-invalid="true"`, `<option value="press" selected>`))
	if strings.Contains(page, `value="translator" checked`) || !strings.Contains(page, `value="editor" checked`) {
		t.Error("what was checked and unchecked is lost")
	}
	n.See(chief.Post(at, append(fields, "rouge")...), 422, "une couleur comme #8a1c2c", `value="rouge"`)
	n.See(chief.Follow(chief.Post(at, append(fields, " #8a1c2c ")...)), 200)
	n.See(chief.Get(at), 200, `value="#8a1c2c"`, `<option value="press" selected>`)
	all, err := n.Publication.List(t.Context(), n.Actor(workflow.Chief))
	if err != nil || len(all) != 1 || all[0].Style.Accent != "#8a1c2c" || all[0].Style.Typeface != "press" ||
		!slices.Equal(all[0].Style.Hidden, []string{"translator", "memory", "machine", "origin", "unreviewed", "override"}) {
		t.Errorf("kept %+v (%v)", all, err)
	}
}

// oneLine is a page without its lines.
func oneLine(page string) string { return strings.Join(strings.Fields(page), " ") }

// TestLogoOfAPublication uploads a logo, sees it, is refused others in words, and removes it.
func TestLogoOfAPublication(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	chief := n.As(workflow.Chief)
	p, err := n.Publication.Add(t.Context(), n.Actor(workflow.Chief), workflow.Publication{
		Name: "مجلة الجسر", SourceLang: "ar", TargetLang: "fr"})
	if err != nil {
		t.Fatal(err)
	}
	at := "/publications/" + p.ID
	for _, c := range []struct {
		name, words string
		file        []byte
		status      int
	}{
		{"dessin.svg", "une image PNG ou JPEG", []byte("<svg/>"), 422},
		{"grand.png", "pixels de côté.", story.PNG(2001, 10), 422},
		{"lourd.png", "dépasse 64", append(story.PNG(20, 10), make([]byte, 70<<10)...), 413},
	} {
		page := n.See(chief.Upload(at+"/logo", c.name, c.file), c.status, c.words, `aria-invalid="true"`, "مجلة الجسر")
		if !strings.Contains(page, `action="`+at+`"`) {
			t.Errorf("%s: the form of the publication is sent elsewhere", c.name)
		}
	}
	n.See(chief.Post(at+"/logo"), 422, "une image PNG ou JPEG")
	if w := chief.Get(at + "/logo"); w.Code != 404 {
		t.Errorf("a logo that is not there: status %d", w.Code)
	}
	page := n.See(chief.Follow(chief.Upload(at+"/logo", "logo.png", story.PNG(120, 40))), 200, "est enregistré",
		`<img src="`+at+`/logo" alt="Logo de `+lang.Isolate("مجلة الجسر")+`">`)
	uitest.CheckData(t, page, "مجلة الجسر")
	w := chief.Get(at + "/logo")
	if w.Code != 200 || w.Header().Get("Content-Type") != "image/png" || !bytes.HasPrefix(w.Body.Bytes(), []byte("\x89PNG")) {
		t.Errorf("%d %s", w.Code, w.Header().Get("Content-Type"))
	}
	if w := n.As(workflow.Editor).Upload(at+"/logo", "logo.png", story.PNG(9, 9)); w.Code != 403 {
		t.Errorf("an editor sets a logo: status %d", w.Code)
	}
	page = n.See(chief.Follow(chief.Post(at+"/logo/remove")), 200, "est retiré")
	if strings.Contains(page, "<img src") {
		t.Error("the logo is there after it was removed")
	}
}

// TestPreviewOfALook has the frame of the form show an edition in the look that is asked for, in the desk's own
// pages alone: the logo that is kept or the name, the colour, the fonts, and a sample in both languages.
func TestPreviewOfALook(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	chief := n.As(workflow.Chief)
	p, err := n.Publication.Add(t.Context(), n.Actor(workflow.Chief), workflow.Publication{
		Name: "مجلة <i>الجسر</i>", SourceLang: "ar", TargetLang: "fr", Style: workflow.HouseStyle{Accent: "#8a1c2c"}})
	if err != nil {
		t.Fatal(err)
	}
	page := n.See(chief.Get("/publications/"+p.ID), 200, `src="/publications/look?accent=%238a1c2c&amp;id=`+p.ID)
	if strings.Index(page, `id="look"`) > strings.Index(page, `<details class="more"`) {
		t.Error("the look is in the fold")
	}
	n.See(chief.Get("/publications"), 200, `src="/publications/look?accent=&amp;id=&amp;`)
	at := "/publications/look?name=L%E2%80%99%3Cb%3E%C3%89cho&source-lang=ar&target-lang=fr&accent=%237a1f3d&typeface=press"
	w := chief.Get(at)
	n.See(w, 200, "L’&lt;b&gt;Écho", "--accent:#7a1f3d", "Source Serif 4", "Le bibliobus reprend la route",
		"حافلة الكتب تستأنف جولاتها", `href="https://example.org/"`)
	if policy := w.Header().Get("Content-Security-Policy"); !strings.HasSuffix(policy, "frame-ancestors 'self'") ||
		!strings.HasPrefix(policy, "default-src 'none'") {
		t.Errorf("the policy is %s", policy)
	}
	if err := n.Publication.SetLogo(t.Context(), n.Actor(workflow.Chief), p.ID, story.PNG(120, 40)); err != nil {
		t.Fatal(err)
	}
	n.See(chief.Get(at+"&id="+p.ID), 200, `src="data:image/png;base64,`)
	n.See(chief.Get("/publications/look?source-lang=ar&target-lang=fr&accent=red"), 200, "Édition bilingue")
	n.See(chief.Get(at+"&typeface=comic&typeface=x"), 200) // the first of two counts
	for _, wrong := range []string{"source-lang=ar&target-lang=fr&typeface=comic", "source-lang=x-&target-lang=fr"} {
		if w := chief.Get("/publications/look?" + wrong); w.Code != 422 {
			t.Errorf("%s: status %d", wrong, w.Code)
		}
	}
	if w := n.As(workflow.Editor).Get(at); w.Code != 403 {
		t.Errorf("an editor: status %d", w.Code)
	}
}
