package edition_test

import (
	"archive/zip"
	"fmt"
	"io"
	"mime"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
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
	if err != nil || params["filename"] != "Deux articles & plus.ar-fr-popup.epub" {
		t.Errorf("the file is called %q, %v", params["filename"], err)
	}

	n.See(reader.Get("/collection"), 422, "Cochez au moins un article", `href="/editions"`)
	n.See(reader.Get("/collection/file"), 422, "Cochez au moins un article")
	for _, path := range []string{"/collection?article=" + waiting.ID, "/collection/file?article=" + waiting.ID, "/collection?article=none"} {
		n.See(reader.Get(path), 422, "Aucun de ces articles ne peut être dans un livre", "Article n° 1 de votre choix")
	}
	if w := n.As(workflow.Translator).Get("/collection?article=" + waiting.ID); w.Code != 200 {
		t.Errorf("a translator may not put what is on the desk in a book: status %d", w.Code)
	}
	retract(n, first)
	n.See(reader.Get("/collection/file?article="+first.ID), 422, "Aucun de ces articles", "retiré après sa publication")
	both := "article=" + first.ID + "&article=" + second.ID
	for _, path := range []string{"/collection?", "/collection/file?"} {
		status := map[string]int{"/collection?": 200, "/collection/file?": 422}[path]
		page = n.See(reader.Get(path+both), status, "1 article ne sera pas dans le livre", "Article n° 1 de votre choix",
			"retiré après sa publication", "النص الثاني")
		if strings.Contains(page, first.ID) {
			t.Error("the form still has what cannot be in the book")
		}
	}
	n.See(n.As(workflow.Editor).Get("/collection?"+both), 200, "الرباط وباريس", "retiré après sa publication")
	wrong := url.Values{"article": {second.ID}, "title-fr": {"a\u202Eb"}, "title-ar": {"عنوان"}}.Encode()
	n.See(reader.Get("/collection/file?"+wrong), 422, "l’ordre d’affichage", "النص الثاني", `value="عنوان"`)
	for query, refusal := range map[string]string{"lead=en": "Cette édition n’existe pas dans la langue", "lead=xx": "fr, ar",
		"title-zz=a": "Aucun article du livre n’est dans la langue", "title-x!=a": "n’est pas une étiquette de langue",
		"edition=below": "Présentation inconnue"} {
		n.See(reader.Get("/collection/file?article="+second.ID+"&"+query), 422, refusal, "النص الثاني")
	}
	many := url.Values{"article": {second.ID}}
	for i := range 150 {
		many.Add("article", fmt.Sprint(i))
	}
	n.See(reader.Get("/collection/file?"+many.Encode()), 422, "Vous avez coché 151 articles", "au plus 100", "au moins 51")
	if w := n.Browser().Get("/collection?article=" + second.ID); w.Code == 200 {
		t.Error("a book is made for nobody")
	}
}

// ticked are the articles of the page of a book, in their order, with whether they are ticked.
func ticked(page string) []string {
	var all []string
	for _, m := range regexp.MustCompile(`name="article" value="([^"]*)" id="[^"]*"( checked)?`).FindAllStringSubmatch(page, -1) {
		all = append(all, m[1]+m[2])
	}
	return all
}

// TestOrderOfABookIsChanged moves articles by the buttons of the form, without a script: what was typed,
// chosen and unticked stays, and the book is in the new order.
func TestOrderOfABookIsChanged(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	var ids []string
	for _, text := range []string{"الأول", "الثاني", "الثالث"} {
		v := n.AddArticle(text+"\n\nجملة هنا.", 0)
		n.Translate(v.ID, "Traduction.")
		n.Publish(v.ID)
		n.Clock.Pass(24 * time.Hour)
		ids = append(ids, v.ID)
	}
	reader := n.As(workflow.Reader)
	q := url.Values{"shown": ids, "article": {ids[0], ids[2]}, "title-fr": {"Trois"}, "edition": {"popup"}, "lead": {"ar"}}
	for _, c := range []struct {
		move string
		want []string
	}{
		{"", []string{ids[0] + " checked", ids[1], ids[2] + " checked"}},
		{"up " + ids[2], []string{ids[0] + " checked", ids[2] + " checked", ids[1]}},
		{"down " + ids[0], []string{ids[1], ids[0] + " checked", ids[2] + " checked"}},
		{"up " + ids[0], []string{ids[0] + " checked", ids[1], ids[2] + " checked"}}, // it is the first
		{"sideways " + ids[0], []string{ids[0] + " checked", ids[1], ids[2] + " checked"}},
	} {
		q.Set("move", c.move)
		page := n.See(reader.Get("/collection?"+q.Encode()), 200, `value="Trois"`, `value="popup" selected`, `value="ar" selected`)
		if got := ticked(page); !slices.Equal(got, c.want) {
			t.Errorf("%q: the page has %q, want %q", c.move, got, c.want)
		}
	}
	q.Set("move", "up "+ids[2])
	page := reader.Get("/collection?" + q.Encode()).Body.String()
	if !regexp.MustCompile(`value="up ` + ids[2] + `"[^>]* autofocus`).MatchString(page) {
		t.Error("the focus leaves the button")
	}
	book := url.Values{"article": {ids[2], ids[0]}}
	nav := fileOf(t, reader.Get("/collection/file?"+book.Encode()), "nav.xhtml")
	if at := strings.Index(nav, "الثالث"); at < 0 || at > strings.Index(nav, "الأول") {
		t.Errorf("the book is in another order\n%s", nav)
	}
}

// TestLongBookIsAJob asks for a book of a long article and a short one: it is made in the background, found
// again, its file no other person's, and no longer given out when an article of it was retracted.
func TestLongBookIsAJob(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	n.StopJobs()
	long := bookArticle(n)
	short := n.AddArticle("الثاني\n\nجملة هنا.", 0)
	n.Translate(short.ID, "Traduction.")
	n.Publish(short.ID)
	b := n.As(workflow.Editor)
	q := url.Values{"shown": {short.ID, long.ID}, "article": {short.ID, long.ID}, "title-fr": {"Un long"}}
	n.See(b.Get("/collection?"+q.Encode()), 200, `formmethod="post" formaction="/collection/jobs"`, "Ce livre est long")
	page := n.See(b.Get("/collection?article="+short.ID), 200)
	if strings.Contains(page, "/collection/jobs") {
		t.Error("a short book is a job")
	}
	pairs := []string{"shown", short.ID, "shown", long.ID, "article", short.ID, "article", long.ID, "title-fr", "Un long"}
	n.See(b.Post("/collection/jobs", append(pairs, "title-zz", "x")...), 422, "Aucun article du livre n’est dans la langue", "Ce livre est long")
	n.See(b.Post("/collection/jobs", append(pairs, "article", "none")...), 422, "1 article ne sera pas dans le livre")
	w := b.Post("/collection/jobs", pairs...)
	n.See(b.Follow(w), 200, "data-wait", "la page du livre y ramène")
	at := w.Header().Get("Location")
	n.RunJobs()
	for deadline := time.Now().Add(uitest.Patience); ; time.Sleep(20 * time.Millisecond) {
		if page = b.Get(at).Body.String(); strings.Contains(page, "data-ready") {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the book is not ready")
		}
	}
	again := "/collection?" + url.Values{"article": q["article"], "shown": q["shown"]}.Encode()
	n.See(b.Get(at), 200, "L’édition est prête", at+"/file", "Un long.ar-fr.epub", `href="`+strings.ReplaceAll(again, "&", "&amp;")+`&amp;title-fr=`)
	nav := fileOf(t, b.Get(at+"/file"), "nav.xhtml")
	if i := strings.Index(nav, "الثاني"); i < 0 || i > strings.Index(nav, "الجملة رقم 0") {
		t.Errorf("the book is in another order\n%.2000s", nav)
	}
	n.See(b.Get("/collection?article="+short.ID), 200, "Vos livres préparés", at, "Un long", "prête")
	for _, path := range []string{at, at + "/file"} {
		n.See(n.As(workflow.Chief).Get(path), 404, "n’existe plus")
	}
	n.See(b.Get("/collection/jobs/none"), 404, "n’existe plus", "Demander de nouveau", `href="/editions"`)
	n.See(b.Get(strings.Replace(at, "/collection", "/articles/"+short.ID+"/export", 1)), 404, "n’existe plus",
		`href="/articles/`+short.ID+`/export"`)
	retract(n, n.View(short.ID))
	n.See(b.Get(at), 403, "Un article de ce livre a été retiré depuis", "Demander de nouveau", "/collection?article=")
	n.See(b.Get(at+"/file"), 403, "Un article de ce livre a été retiré depuis")
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
	for _, query := range []string{"", "?publication=none", "?article=none", "?article=" + v.ID + "&edition=below",
		"?article=" + v.ID + "&title-x!=a", "?article=" + v.ID + "&title-zz=a", "?article=" + v.ID + "&lead=xx"} {
		status := 422
		if strings.Contains(query, "none") {
			status = 404
		}
		program.Call(status, "GET", "/collection"+query, nil, nil)
	}
	// The whole of a choice or nothing, unless the rest is asked for.
	w = program.Call(404, "GET", "/collection?article="+v.ID+"&article=none", nil, nil)
	if body := w.Body.String(); !strings.Contains(body, "1 article ne sera pas dans le livre") || !strings.Contains(body, "none") {
		t.Errorf("the problem is %s", body)
	}
	w = program.Call(200, "GET", "/collection?partial=1&article="+v.ID+"&article=none", nil, nil)
	if got := fileOf(t, w, "nav.xhtml"); !strings.Contains(got, "الرباط وباريس") {
		t.Errorf("the rest is %s", got)
	}
}
