package ui

import (
	"bytes"
	"mime/multipart"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"truchement/workflow"

	"golang.org/x/text/encoding/charmap"
)

// upload sends a multipart form; pairs are names and values in turn.
func (b *browser) upload(
	path, name string, content []byte, pairs ...string,
) *httptest.ResponseRecorder {
	b.n.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for i := 0; i+1 < len(pairs); i += 2 {
		if err := w.WriteField(pairs[i], pairs[i+1]); err != nil {
			b.n.t.Fatal(err)
		}
	}
	file, err := w.CreateFormFile("file", name)
	if err == nil {
		_, err = file.Write(content)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		b.n.t.Fatal(err)
	}
	r := httptest.NewRequest("POST", path, &body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return b.send(r)
}

// hidden is the value of a hidden field of a page.
func hidden(t *testing.T, page, name string) string {
	t.Helper()
	m := regexp.MustCompile(`name="` + name + `" value="([^"]*)"`).FindStringSubmatch(page)
	if m == nil {
		t.Fatalf("no hidden field %s", name)
	}
	return strings.NewReplacer("&#34;", `"`, "&amp;", "&", "&lt;", "<", "&gt;", ">", "&#39;", "'",
		"&#43;", "+").Replace(m[1])
}

// articles counts the articles of the desk.
func (n *newsroom) articles() int {
	n.t.Helper()
	all, err := n.desk.Articles(n.t.Context(), workflow.Operator(), workflow.ArticleFilter{})
	if err != nil {
		n.t.Fatal(err)
	}
	return len(all)
}

func TestIntakePreviewsThenCreates(t *testing.T) {
	n := openNewsroom(t)
	b := n.as(workflow.Translator)
	n.see(b.get("/articles/new"), 200, "Collez l’article")
	page := n.see(b.post("/articles/new", "text", arabicArticle, "do", "preview"), 200,
		"3 segments", "Langue reconnue", "Arabe", `<option value="headline" selected>`)
	if n.articles() != 0 {
		t.Fatal("the preview made an article")
	}
	w := b.post("/articles/new", "text", arabicArticle, "do", "translate", "note", "Chiffres !",
		"seen", hidden(t, page, "seen"), "kind-1", "deck", "due", "2024-10-28T17:00")
	at := w.Header().Get("Location")
	if w.Code != 303 || !strings.HasSuffix(at, "/bench") {
		t.Fatalf("status %d to %q\n%s", w.Code, at, w.Body)
	}
	v := n.view(strings.Split(at, "/")[2])
	if v.Note != "Chiffres !" || v.Blocks[1].Kind != "deck" || v.Due.Hour() != 17 ||
		v.Segments[2].Translator != n.people[workflow.Translator].ID {
		t.Errorf("made %+v", v)
	}
	n.see(b.post("/articles/new", "text", arabicArticle, "do", "preview"), 200,
		"Ce texte est déjà dans un article", "/articles/"+v.ID)
}

func TestIntakeKeepsThePeopleOfLastTime(t *testing.T) {
	n := openNewsroom(t)
	b, who := n.as(workflow.Editor), n.people[workflow.Translator].ID
	page := n.see(b.post("/articles/new", "text", arabicArticle, "do", "preview"), 200)
	b.follow(b.post("/articles/new", "text", arabicArticle, "do", "create", "translator", who,
		"seen", hidden(t, page, "seen")))
	n.see(b.get("/articles/new"), 200, `<option value="`+who+`" dir="auto" selected>`)
	other := n.as(workflow.Chief)
	other.cookies["truchement-intake"] = b.cookies["truchement-intake"]
	if strings.Contains(other.get("/articles/new").Body.String(), `dir="auto" selected>`) {
		t.Error("somebody else’s choices are kept for the chief")
	}
}

func TestIntakeNeedsAPreviewOfThisText(t *testing.T) {
	n := openNewsroom(t)
	b := n.as(workflow.Editor)
	page := n.see(b.post("/articles/new", "text", arabicArticle, "do", "preview"), 200)
	n.see(b.post("/articles/new", "text", arabicArticle+" زيادة.", "do", "create",
		"seen", hidden(t, page, "seen")), 422, "Le texte a changé depuis l’aperçu")
	if n.articles() != 0 {
		t.Error("an article was made of a text nobody had seen cut")
	}
}

func TestIntakeKeepsAFileFromThePreview(t *testing.T) {
	n := openNewsroom(t)
	b := n.as(workflow.Chief)
	html := `<article><h1>Le titre</h1><p>Un <b>mot</b> gras. ` +
		`Une <a href="https://example.org">suite</a>.</p></article>`
	page := n.see(b.upload("/articles/new", "papier.html", []byte(html), "do", "preview"), 200,
		"papier.html", "<b>mot</b>", "3 segments")
	w := b.post("/articles/new", "do", "create", "doc", hidden(t, page, "doc"),
		"seen", hidden(t, page, "seen"))
	n.see(b.follow(w), 200, "est ajouté à la rédaction", "<b>mot</b>", "papier.html")
}

func TestIntakeConvertsEncodings(t *testing.T) {
	n := openNewsroom(t)
	raw, err := charmap.Windows1256.NewEncoder().String(arabicArticle)
	if err != nil {
		t.Fatal(err)
	}
	n.see(n.as(workflow.Chief).upload("/articles/new", "a.txt", []byte(raw), "do", "preview"), 200,
		"windows-1256", "3 segments", "شراكتهما")
}

func TestIntakeRefusesInWordsAndKeepsTheForm(t *testing.T) {
	n := openNewsroom(t)
	b := n.as(workflow.Chief)
	same := []string{"do", "preview", "note", "à garder"}
	tests := []struct {
		name string
		send func() *httptest.ResponseRecorder
		want string
	}{
		{"nothing", func() *httptest.ResponseRecorder { return b.post("/articles/new", same...) },
			"Il n’y a pas de texte"},
		{"a picture", func() *httptest.ResponseRecorder {
			return b.upload("/articles/new", "a.txt", []byte("%PDF-1.7 x"), same...)
		}, "PDF"},
		{"an unknown kind", func() *httptest.ResponseRecorder {
			return b.upload("/articles/new", "a.exe", []byte("x"), same...)
		}, "Ce genre de fichier ne peut pas être lu"},
		{"a broken docx", func() *httptest.ResponseRecorder {
			return b.upload("/articles/new", "a.docx", []byte("PK\x03\x04 broken"), same...)
		}, "abîmé"},
		{"both", func() *httptest.ResponseRecorder {
			return b.upload("/articles/new", "a.txt", []byte("x"), append(same, "text", "y")...)
		}, "gardez l’un des deux"},
		{"one language", func() *httptest.ResponseRecorder {
			return b.post("/articles/new", append(same, "text", arabicArticle, "target-lang", "ar")...)
		}, "doivent être différentes"},
		{"an override", func() *httptest.ResponseRecorder {
			return b.post("/articles/new", append(same, "text", "abc \u202e def")...)
		}, "renverse"},
		{"a time that is none", func() *httptest.ResponseRecorder {
			return b.post("/articles/new", append(same, "text", arabicArticle, "due", "demain")...)
		}, "Donnez un jour et une heure"},
		{"a document made up", func() *httptest.ResponseRecorder {
			return b.post("/articles/new", append(same, "doc",
				`{"Blocks":[{"Kind":"paragraph","Segments":[{"Source":[{"o":"1","k":"bold"}]}]}]}`)...)
		}, "abîmée"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			n.see(tt.send(), 422, tt.want, "à garder")
		})
	}
}
