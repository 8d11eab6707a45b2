package intake_test

import (
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/bitext"
)

func TestIntakePreviewsThenCreates(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	b := n.As(workflow.Translator)
	n.See(b.Get("/articles/new"), 200, "Collez l’article")
	page := n.See(b.Post("/articles/new", "text", uitest.ArabicArticle, "do", "preview"), 200,
		"3 segments", "Langue reconnue", "Arabe", `<option value="headline" selected>`)
	if n.Articles() != 0 {
		t.Fatal("the preview made an article")
	}
	w := b.Post("/articles/new", "text", uitest.ArabicArticle, "do", "translate", "note", "Chiffres !",
		"seen", uitest.Hidden(t, page, "seen"), "kind-1", "deck", "due", "2024-10-28T17:00")
	at := w.Header().Get("Location")
	if w.Code != 303 || !strings.HasSuffix(at, "/bench") {
		t.Fatalf("status %d to %q\n%s", w.Code, at, w.Body)
	}
	v := n.View(strings.Split(at, "/")[2])
	if v.Note != "Chiffres !" || v.Blocks[1].Kind != "deck" || v.Due.Hour() != 17 ||
		v.Segments[2].Translator != n.People[workflow.Translator].ID {
		t.Errorf("made %+v", v)
	}
	n.See(b.Post("/articles/new", "text", uitest.ArabicArticle, "do", "preview"), 200,
		"Ce texte est déjà dans un article", "/articles/"+v.ID)
}

func TestIntakeKeepsThePeopleOfLastTime(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	b, who := n.As(workflow.Editor), n.People[workflow.Translator].ID
	page := n.See(b.Post("/articles/new", "text", uitest.ArabicArticle, "do", "preview"), 200)
	b.Follow(b.Post("/articles/new", "text", uitest.ArabicArticle, "do", "create", "translator", who,
		"seen", uitest.Hidden(t, page, "seen")))
	n.See(b.Get("/articles/new"), 200, `<option value="`+who+`" dir="auto" selected>`)
	other := n.As(workflow.Chief)
	other.Cookies["truchement-intake"] = b.Cookies["truchement-intake"]
	if strings.Contains(other.Get("/articles/new").Body.String(), `dir="auto" selected>`) {
		t.Error("somebody else’s choices are kept for the chief")
	}
}

func TestIntakeNeedsAPreviewOfThisText(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	b := n.As(workflow.Editor)
	page := n.See(b.Post("/articles/new", "text", uitest.ArabicArticle, "do", "preview"), 200)
	n.See(b.Post("/articles/new", "text", uitest.ArabicArticle+" زيادة.", "do", "create",
		"seen", uitest.Hidden(t, page, "seen")), 422, "Le texte a changé depuis l’aperçu")
	if n.Articles() != 0 {
		t.Error("an article was made of a text nobody had seen cut")
	}
}

func TestIntakeKeepsAFileFromThePreview(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	b := n.As(workflow.Chief)
	html := `<article><h1>Le titre</h1><p>Un <b>mot</b> gras. ` +
		`Une <a href="https://example.org">suite</a>.</p></article>`
	page := n.See(b.Upload("/articles/new", "papier.html", []byte(html), "do", "preview"), 200,
		"papier.html", "<b>mot</b>", "3 segments")
	w := b.Post("/articles/new", "do", "create", "doc", uitest.Hidden(t, page, "doc"),
		"seen", uitest.Hidden(t, page, "seen"))
	n.See(b.Follow(w), 200, "est ajouté à la rédaction", "<b>mot</b>", "papier.html")
}

// TestCarriedDocumentIsNotTrusted sends a document that no preview has carried: a link that is
// script, codes that do not nest, and a kind of block that there is not.
func TestCarriedDocumentIsNotTrusted(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	b := n.As(workflow.Chief)
	page := n.See(b.Upload("/articles/new", "papier.html", []byte(`<p>Un <a href="https://example.org">lien</a>.</p>`),
		"do", "preview"), 200)
	carried, seen := uitest.Hidden(t, page, "doc"), uitest.Hidden(t, page, "seen")
	for name, change := range map[string]*strings.Replacer{
		"no nesting": strings.NewReplacer(`{"c":"1"}`, `{"c":"2"}`),
		"no kind":    strings.NewReplacer(`"paragraph"`, `"poem"`),
	} {
		doc := change.Replace(carried)
		if doc == carried {
			t.Fatalf("%s: nothing to change in %s", name, carried)
		}
		w := b.Post("/articles/new", "do", "preview", "doc", doc)
		if w.Code == 200 {
			w = b.Post("/articles/new", "do", "create", "doc", doc, "seen", uitest.Hidden(t, w.Body.String(), "seen"))
		}
		if w.Code != 422 && w.Code != 413 {
			t.Errorf("%s: status %d, want a refusal", name, w.Code)
		}
	}
	if n.Articles() != 0 {
		t.Error("an article was made")
	}
	script := strings.ReplaceAll(carried, "https://example.org", "javascript://example.org")
	w := b.Post("/articles/new", "do", "create", "doc", script, "seen", seen, "source-lang", "fr", "target-lang", "ar")
	if w.Code != 303 || n.Articles() != 1 {
		t.Fatalf("status %d, %d articles; want 303 and 1", w.Code, n.Articles())
	}
	id := strings.TrimPrefix(w.Header().Get("Location"), "/articles/")
	v, err := n.Article.Read(t.Context(), workflow.Operator(), id)
	if err != nil {
		t.Fatal(err)
	}
	link := v.Segments[0].Source[1].Code
	if link.Type != bitext.Link || link.Data != "" {
		t.Errorf("the article has %+v, want a link without an address", link)
	}
}

func TestIntakeConvertsEncodings(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	raw, err := charmap.Windows1256.NewEncoder().String(uitest.ArabicArticle)
	if err != nil {
		t.Fatal(err)
	}
	n.See(n.As(workflow.Chief).Upload("/articles/new", "a.txt", []byte(raw), "do", "preview"), 200,
		"windows-1256", "3 segments", "شراكتهما")
}

// An agency's file comes with its translations and states; what of it is not taken over as it is, the preview says with its
// line, and the desk has what the preview showed.
func TestIntakeTakesBilingualFiles(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	b := n.As(workflow.Translator)
	for file, want := range map[string][]string{
		"mixed.tmx":       {"4 segments", "4 traduits", "Texte dans une autre langue", "lignes \u2068", "en: No."},
		"semicolon.csv":   {"1 segment", "السعر أمس"},
		"extramrk.xlf":    {"2 segments", "اثنان. ثلاثة.", "jointe à la précédente"},
		"rlo.txt":         {"inverse l’affichage", "بلغ الرقم"},
		"renamed_sdl.xlf": {"Dont approuvées dans le fichier", "Automatique", "verrouillé"},
	} {
		data, err := os.ReadFile("../../workflow/format/testdata/handed/" + file)
		if err != nil {
			t.Fatal(err)
		}
		page := n.See(b.Upload("/articles/new", file, data, "do", "preview"), 200, want...)
		if file != "mixed.tmx" {
			continue
		}
		w := b.Post("/articles/new", "do", "create", "doc", uitest.Hidden(t, page, "doc"), "seen", uitest.Hidden(t, page, "seen"))
		v := n.View(strings.TrimPrefix(w.Header().Get("Location"), "/articles/"))
		if s := v.Segments[0]; v.TargetLang != "ar-MA" || s.Target.String() != "مرحبا." || s.State != bitext.Translated {
			t.Errorf("made %s, %+v", v.TargetLang, s)
		}
	}
}

// What surrounds an article on its page is proposed for leaving out, and taken in by its box.
func TestIntakeLeavesOutWhatSurroundsTheArticle(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	b := n.As(workflow.Translator)
	data, err := os.ReadFile("../../workflow/format/testdata/handed/page_div.html")
	if err != nil {
		t.Fatal(err)
	}
	page := n.See(b.Upload("/articles/new", "page.html", data, "do", "preview"), 200, "Laissés de côté", "Rubrique 3")
	doc := uitest.Hidden(t, page, "doc")
	box := regexp.MustCompile(`name="(take-\d+)" value="1">\s*<bdi lang="fr">Rubrique 3<`).FindStringSubmatch(page)
	if box == nil || strings.Contains(page, "checked") {
		t.Fatalf("no box that is not ticked for Rubrique 3")
	}
	w := b.Post("/articles/new", "do", "create", "doc", doc, "seen", uitest.Hidden(t, page, "seen"))
	v := n.View(strings.TrimPrefix(w.Header().Get("Location"), "/articles/"))
	if len(v.Segments) > 7 || v.Segments[0].Source.String() != "La pêche reprend à Safi" {
		t.Errorf("made of %d segments, first %q", len(v.Segments), v.Segments[0].Source)
	}
	page = n.See(b.Post("/articles/new", "do", "preview", "doc", doc, box[1], "1"), 200, box[1]+`" value="1" checked`)
	w = b.Post("/articles/new", "do", "create", "doc", doc, box[1], "1", "seen", uitest.Hidden(t, page, "seen"))
	if with := n.View(strings.TrimPrefix(w.Header().Get("Location"), "/articles/")); len(with.Segments) != len(v.Segments)+1 {
		t.Errorf("made of %d segments, want one more than %d", len(with.Segments), len(v.Segments))
	}
}

func TestIntakeRefusesInWordsAndKeepsTheForm(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	b := n.As(workflow.Chief)
	same := []string{"do", "preview", "note", "à garder"}
	tests := []struct {
		name string
		send func() *httptest.ResponseRecorder
		want string
	}{
		{"nothing", func() *httptest.ResponseRecorder { return b.Post("/articles/new", same...) },
			"Il n’y a pas de texte"},
		{"a picture", func() *httptest.ResponseRecorder {
			return b.Upload("/articles/new", "a.txt", []byte("%PDF-1.7 x"), same...)
		}, "PDF"},
		{"an unknown kind", func() *httptest.ResponseRecorder {
			return b.Upload("/articles/new", "a.exe", []byte("x"), same...)
		}, "Ce genre de fichier ne peut pas être lu"},
		{"a broken docx", func() *httptest.ResponseRecorder {
			return b.Upload("/articles/new", "a.docx", []byte("PK\x03\x04 broken"), same...)
		}, "abîmé"},
		{"both", func() *httptest.ResponseRecorder {
			return b.Upload("/articles/new", "a.txt", []byte("x"), append(same, "text", "y")...)
		}, "gardez l’un des deux"},
		{"one language", func() *httptest.ResponseRecorder {
			return b.Post("/articles/new", append(same, "text", uitest.ArabicArticle, "target-lang", "ar")...)
		}, "doivent être différentes"},
		{"a time that is none", func() *httptest.ResponseRecorder {
			return b.Post("/articles/new", append(same, "text", uitest.ArabicArticle, "due", "demain")...)
		}, "dit le jour seulement"},
		{"a document made up", func() *httptest.ResponseRecorder {
			return b.Post("/articles/new", append(same, "doc",
				`{"Blocks":[{"Kind":"paragraph","Segments":[{"Source":[{"o":"1","k":"bold"}]}]}]}`)...)
		}, "abîmée"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			n.See(tt.send(), 422, tt.want, "à garder")
		})
	}
}
