package edition_test

import (
	"archive/zip"
	"io"
	"mime"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"truchement/ui/uitest"
	"truchement/workflow"
)

// fileOf reads a file of a book that was downloaded.
func fileOf(t *testing.T, w *httptest.ResponseRecorder, name string) string {
	t.Helper()
	if w.Code != 200 || w.Header().Get("Content-Type") != "application/epub+zip" {
		t.Fatalf("status %d, %s\n%.500s", w.Code, w.Header().Get("Content-Type"), w.Body)
	}
	z, err := zip.NewReader(strings.NewReader(w.Body.String()), int64(w.Body.Len()))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("EPUB/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestReaderMakesABook ticks two editions in the list and downloads them as one book, without a script.
func TestReaderMakesABook(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	first := published(n)
	n.Clock.Pass(24 * time.Hour)
	second := n.AddArticle("النص الثاني\n\nجملة واحدة هنا 漢.", 0)
	n.Translate(second.ID, "Le second.")
	n.Publish(second.ID)
	waiting := n.AddArticle("نص لم يُنشر بعد\nجملة واحدة هنا.", 0)
	reader := n.As(workflow.Reader)
	page := n.See(reader.Get("/editions"), 200, `<form class="stack book" method="get" action="/collection">`,
		`<input type="checkbox" name="article" value="`+first.ID+`"`, `aria-label="Mettre dans un livre`, "Faire un livre")
	if strings.Index(page, first.ID) < strings.Index(page, second.ID) {
		t.Error("the list has the first article first")
	}
	chosen := url.Values{"article": {second.ID, first.ID}}
	page = n.See(reader.Get("/collection?"+chosen.Encode()), 200, "Un livre d’articles", "النص الثاني", "Une traduction.",
		`name="title-fr"`, `name="title-ar"`, "Ces caractères ne sont dans aucune police du livre", "漢")
	uitest.CheckData(t, page, "النص الثاني", "漢")
	ticked := regexp.MustCompile(`name="article" value="([^"]*)" id="[^"]*" checked`).FindAllStringSubmatch(page, -1)
	if len(ticked) != 2 || ticked[0][1] != first.ID || ticked[1][1] != second.ID {
		t.Errorf("the page has %v, want %s and %s in the order of publication", ticked, first.ID, second.ID)
	}
	asked := url.Values{"article": {first.ID, second.ID}, "title-fr": {"Deux articles & <plus>"}, "title-ar": {"مقالان"},
		"edition": {"popup"}, "lead": {"ar"}}
	book := reader.Get("/collection/file?" + asked.Encode())
	opf := fileOf(t, book, "package.opf")
	for _, want := range []string{`page-progression-direction="rtl"`, "مقالان</dc:title>", "Deux articles &amp; &lt;plus&gt;</meta>"} {
		if !strings.Contains(opf, want) {
			t.Errorf("the book lacks %s\n%s", want, opf)
		}
	}
	nav := fileOf(t, book, "nav.xhtml")
	if at := strings.Index(nav, "الرباط وباريس"); at < 0 || at > strings.Index(nav, "النص الثاني") {
		t.Errorf("the contents are not in order\n%s", nav)
	}
	if page := fileOf(t, book, "article-2-1.xhtml"); !strings.Contains(page, `epub:type="noteref"`) {
		t.Error("the translations are no notes")
	}
	_, params, err := mime.ParseMediaType(book.Header().Get("Content-Disposition"))
	if err != nil || params["filename"] != "Deux articles & plus.ar-fr.epub" {
		t.Errorf("the file is called %q, %v", params["filename"], err)
	}

	n.See(reader.Get("/collection"), 422, "Cochez au moins un article", `href="/editions"`)
	n.See(reader.Get("/collection/file"), 422, "Cochez au moins un article")
	for _, path := range []string{"/collection?article=" + waiting.ID, "/collection/file?article=" + waiting.ID, "/collection?article=none"} {
		if w := reader.Get(path); w.Code != 404 {
			t.Errorf("%s: status %d, want 404", path, w.Code)
		}
	}
	if w := n.As(workflow.Translator).Get("/collection?article=" + waiting.ID); w.Code != 200 {
		t.Errorf("a translator may not put what is on the desk in a book: status %d", w.Code)
	}
	retract(n, first)
	n.See(reader.Get("/collection/file?article="+first.ID), 404, "retiré")
	wrong := url.Values{"article": {second.ID}, "title-fr": {"a\u202Eb"}, "title-ar": {"عنوان"}}.Encode()
	n.See(reader.Get("/collection/file?"+wrong), 422, "l’ordre d’affichage", "النص الثاني", `value="عنوان"`)
	if w := n.Browser().Get("/collection?article=" + second.ID); w.Code == 200 {
		t.Error("a book is made for nobody")
	}
}

// TestProgramMakesABook asks for all that a publication has published, by the API.
func TestProgramMakesABook(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := published(n)
	program := n.Program(workflow.Reader, workflow.ReadScope)
	publication := n.View(v.ID).Publication
	w := program.Call(200, "GET", "/collection?publication="+publication+"&title-ar=%D8%B4%D9%87%D8%B1", nil, nil)
	if got := fileOf(t, w, "package.opf"); !strings.Contains(got, "شهر</meta>") || !strings.Contains(got, "الرباط بريس</dc:publisher>") {
		t.Errorf("the book is %s", got)
	}
	for _, query := range []string{"", "?publication=none", "?article=none", "?article=" + v.ID + "&edition=below", "?article=" + v.ID + "&title-x!=a"} {
		status := 422
		if strings.Contains(query, "none") {
			status = 404
		}
		program.Call(status, "GET", "/collection"+query, nil, nil)
	}
}
