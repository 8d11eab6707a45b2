package edition_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/article"
	"truchement/workflow/desk"
)

// machinery is what is the desk's own: a reader's page has none of it.
var machinery = []string{"/bench", "/review", "/assignments", "/history", `data-state=`, `class="state`, "segment",
	"Approuvé", "final", "collé", "Numéros", `id="numbers"`, ">1</a>", "translator@desk.test", "Truchement"}

// checkReading looks for what a reader's page must not have.
func checkReading(t *testing.T, page string) {
	t.Helper()
	_, body, _ := strings.Cut(page, "<body")
	for _, trace := range machinery {
		if strings.Contains(body, trace) {
			t.Errorf("a reader sees %q", trace)
		}
	}
}

// published publishes an Arabic article under the name of a publication.
func published(n *uitest.Newsroom) workflow.ArticleView {
	n.TB.Helper()
	p, err := n.Publication.Add(n.TB.Context(), n.Actor(workflow.Chief), workflow.Publication{
		Name: "الرباط بريس", SourceLang: "ar", TargetLang: "fr", Style: workflow.HouseStyle{Arabic: "ar-MA"}})
	if err != nil {
		n.TB.Fatal(err)
	}
	v := n.AddArticle(uitest.ArabicArticle, 0)
	err = n.Article.Edit(n.TB.Context(), n.Actor(workflow.Editor), v.ID, article.Changes{Publication: &p.ID})
	if err != nil {
		n.TB.Fatal(err)
	}
	n.Translate(v.ID, "Une traduction.")
	n.Publish(v.ID)
	return n.View(v.ID)
}

// retract blocks an article whose source was withdrawn.
func retract(n *uitest.Newsroom, v workflow.ArticleView) {
	n.TB.Helper()
	s := v.Segments[0]
	_, err := n.Desk.Correct(n.TB.Context(), n.Actor(workflow.Editor), desk.Correction{Segment: s.ID,
		Version: s.Version, Source: s.Source.Markup(), Grade: workflow.Retraction, Reason: "une rumeur"})
	if err != nil {
		n.TB.Fatal(err)
	}
}

// TestReaderReadsEditions signs in as a reader: the list, the edition as a page, its downloads, and what
// a retraction leaves of them.
func TestReaderReadsEditions(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	n.Clock.Pass(26 * 24 * time.Hour) // to Saturday 23 November 2024
	reader := n.As(workflow.Reader)
	n.See(reader.Follow(reader.Get("/")), 200, "Rien n’est encore publié")
	waiting := n.AddArticle("نص لم يُنشر بعد\nجملة واحدة هنا.", 0)
	v := published(n)
	page := n.See(reader.Get("/editions"), 200, "الرباط بريس", `href="/editions/`+v.ID+`"`, "Une traduction.",
		`<time class="small muted" datetime="2024-11-23T14:05:00Z">samedi 23 novembre 2024</time>`)
	uitest.CheckData(t, page, "الرباط بريس", "الرباط وباريس تعززان شراكتهما")
	if strings.Contains(page, "نص لم يُنشر بعد") {
		t.Error("the list has what is not published")
	}
	page = n.See(reader.Get("/editions/"+v.ID), 200, `<bdi>الرباط بريس</bdi>`, "samedi 23 novembre 2024",
		"السبت، 23 نونبر 2024", `href="/editions"`, `class="s k1" id="s1"`, "Côte à côte",
		`href="/editions/`+v.ID+`/file?format=docx"`)
	checkReading(t, page)
	for _, format := range []string{"html", "fragment", "docx", "odt", "xlsx", "pdf", "text", "tmx", "csv", "tsv", "xliff", "xliff12"} {
		if w := reader.Get("/editions/" + v.ID + "/file?format=" + format); w.Code != 200 || w.Body.Len() == 0 {
			t.Errorf("%s: status %d", format, w.Code)
		}
	}
	for _, path := range []string{"/editions/" + waiting.ID, "/editions/none", "/editions/" + waiting.ID + "/file?format=html"} {
		if w := reader.Get(path); w.Code != 404 {
			t.Errorf("%s: status %d, want 404", path, w.Code)
		}
	}
	n.See(reader.Get("/editions/"+v.ID+"/file?format=doc"), 422, "doc")
	if w := reader.Get("/editions/" + v.ID + "/links"); w.Code != 403 {
		t.Errorf("a reader sees the links: status %d", w.Code)
	}

	retract(n, v)
	page = n.See(reader.Get("/editions/"+v.ID), 410, "Cet article a été retiré", "الرباط بريس", `href="/editions"`)
	for _, secret := range []string{"une rumeur", "Une traduction.", "شراكتهما"} {
		if strings.Contains(page, secret) {
			t.Errorf("a withdrawn article shows %q", secret)
		}
	}
	n.See(reader.Get("/editions/"+v.ID+"/file?format=html"), 404, "retiré")
	n.See(reader.Get("/editions"), 200, "Rien n’est encore publié")
}

// TestEditionStandsWhileItIsChanged edits a published article: its readers see and download what was
// published until the next publication.
func TestEditionStandsWhileItIsChanged(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := published(n)
	n.Clock.Pass(time.Hour)
	s := v.Segments[1]
	if _, err := n.Desk.Save(t.Context(), n.Actor(workflow.Translator), desk.Save{Segment: s.ID, Version: s.Version,
		Target: "Un brouillon que personne n’a relu.", Confirm: true}); err != nil {
		t.Fatal(err)
	}
	reader := n.As(workflow.Reader)
	shows := func(want int, brouillon bool) {
		t.Helper()
		for _, path := range []string{"/editions/" + v.ID, "/editions/" + v.ID + "/file?format=html"} {
			page := n.See(reader.Get(path), 200)
			if got := strings.Count(page, ">Une traduction."); got != want || strings.Contains(page, "brouillon") != brouillon {
				t.Errorf("%s: %d times the translation, want %d", path, got, want)
			}
		}
	}
	count := strings.Count(n.See(reader.Get("/editions/"+v.ID), 200), ">Une traduction.")
	shows(count, false)
	n.Publish(v.ID)
	shows(count-1, true)
}

// made makes a link to an edition by the page and answers its path.
func made(t *testing.T, n *uitest.Newsroom, b *uitest.Browser, id string, pairs ...string) string {
	t.Helper()
	page := n.See(b.Post("/editions/"+id+"/links", append(pairs, "days", "7")...), 200, "Copiez-le maintenant")
	found := regexp.MustCompile(`id="link" dir="ltr">http://example\.com(/e/[\w-]{43})<`).FindStringSubmatch(page)
	if found == nil {
		t.Fatalf("no link on the page\n%s", page)
	}
	if !strings.Contains(page, `&lt;iframe src=&#34;http://example.com`+found[1]+`/frame&#34;`) {
		t.Errorf("no embed code on the page\n%s", page)
	}
	return found[1]
}

// TestLinkIsMadeAndRevokedByPage is the life of a link: made by an editor, listed, opened by anybody,
// revoked by the chief.
func TestLinkIsMadeAndRevokedByPage(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := published(n)
	editor, chief, anyone := n.As(workflow.Editor), n.As(workflow.Chief), n.Browser()
	anyone.Header.Set("Accept-Language", "fr")
	at := "/editions/" + v.ID + "/links"
	n.See(editor.Get("/articles/"+v.ID), 200, `href="`+at+`"`)
	n.See(editor.Get(at), 200, "Aucun lien pour l’instant", "Pendant 30 jours")
	link := made(t, n, editor, v.ID, "name", "Lettre du soir")
	page := n.See(editor.Get(at), 200, "Lettre du soir", "ليلى editor", "28/10/2024 14:05", "04/11/2024 14:05", "Actif")
	uitest.CheckData(t, page, "ليلى editor", "Lettre du soir")
	if strings.Contains(page, link) {
		t.Error("the list shows a secret")
	}
	page = n.See(anyone.Get(link), 200, "الرباط بريس", "Une traduction.", `content="noindex, nofollow"`)
	checkReading(t, page)
	if len(anyone.Cookies) > 0 {
		t.Errorf("a visitor gets cookies: %v", anyone.Cookies)
	}
	share := regexp.MustCompile(`/links/([\w-]+)/revoke`).FindStringSubmatch(n.See(chief.Get(at), 200))
	w := chief.Post(at + "/" + share[1] + "/revoke")
	n.See(chief.Follow(w), 200, "Le lien est révoqué", "Révoqué par <bdi>ليلى chief</bdi>")
	n.See(anyone.Get(link), 404, "Ce lien ne mène nulle part")
	n.See(anyone.Get(link+"/frame"), 404, "Ce lien ne mène nulle part")
}

func TestLinkIsRefusedInWords(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v, other := published(n), n.AddArticle("نص لم يُنشر بعد\nجملة واحدة هنا.", 0)
	editor := n.As(workflow.Editor)
	at := "/editions/" + v.ID + "/links"
	n.See(editor.Post(at, "days", "8", "name", "Garde-moi", "indexed", "1"), 422, "n’est pas possible ici",
		`value="Garde-moi"`, `value="1" checked`)
	n.See(editor.Post(at, "days", "7", "name", strings.Repeat("a", 2000)), 413, `aria-invalid="true"`)
	n.See(editor.Get("/editions/"+other.ID+"/links"), 200, "Seul un article publié se partage")
	n.See(editor.Post("/editions/"+other.ID+"/links", "days", "7"), 422, "Seul un article publié se partage")
	if w := editor.Post("/editions/none/links", "days", "7"); w.Code != 404 {
		t.Errorf("of no article: status %d", w.Code)
	}
	retract(n, v)
	n.See(editor.Get(at), 200, "Ses liens le disent")
}

// TestEndedLinksLookAlike compares what a visitor gets for a link that was never given out, one that was
// revoked and one whose time is over: status, headers and every byte, in the language of the browser.
func TestEndedLinksLookAlike(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := published(n)
	editor := n.As(workflow.Editor)
	revoked, ended := made(t, n, editor, v.ID), made(t, n, editor, v.ID)
	page := n.See(editor.Get("/editions/"+v.ID+"/links"), 200)
	share := regexp.MustCompile(`/links/([\w-]+)/revoke`).FindAllStringSubmatch(page, -1)
	editor.Post("/editions/" + v.ID + "/links/" + share[1][1] + "/revoke")
	n.Clock.Pass(8 * 24 * time.Hour)
	for language, words := range map[string]string{"fr-MA,fr;q=0.9": "Ce lien ne mène nulle part",
		"ar-MA": "هذا الرابط لا يؤدي إلى شيء", "en": "This link leads nowhere"} {
		for _, end := range []string{"", "/frame"} {
			var answers []string
			for _, path := range []string{"/e/" + strings.Repeat("x", 43), "/e/no", revoked, ended} {
				b := n.Browser()
				b.Header.Set("Accept-Language", language)
				w := b.Get(path + end)
				page := n.See(w, 404, words)
				w.Header().Del("X-Request-Id")
				answers = append(answers, fmt.Sprint(w.Header(), page))
			}
			for _, a := range answers[1:] {
				if a != answers[0] {
					t.Errorf("two links that lead nowhere differ:\n%s\n%s", answers[0], a)
				}
			}
		}
	}
}

// TestLinkSaysThatAnArticleWasWithdrawn opens a link to an article that was retracted since.
func TestLinkSaysThatAnArticleWasWithdrawn(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := published(n)
	link := made(t, n, n.As(workflow.Editor), v.ID, "indexed", "1")
	retract(n, v)
	b := n.Browser()
	b.Header.Set("Accept-Language", "ar")
	for _, path := range []string{link, link + "/frame"} {
		w := b.Get(path)
		page := n.See(w, 410, "سُحب هذا المقال", "الرباط بريس", `dir="rtl"`)
		if strings.Contains(page, "une rumeur") || strings.Contains(page, "شراكتهما") {
			t.Error("a withdrawn article shows its title or the newsroom's reason")
		}
		if w.Header().Get("X-Robots-Tag") != "noindex, nofollow" {
			t.Error("search engines may keep a withdrawn article")
		}
	}
}

// TestGuessingLinksEnds tries one secret after the other.
func TestGuessingLinksEnds(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	link := made(t, n, n.As(workflow.Editor), published(n).ID)
	b := n.Browser()
	for i := range 60 {
		if w := b.Get(fmt.Sprintf("/e/guess-%d", i)); w.Code != 404 {
			t.Fatalf("guess %d: status %d", i+1, w.Code)
		}
	}
	for _, path := range []string{"/e/guess", link, link + "/frame"} {
		w := b.Get(path)
		n.See(w, 429, "Trop d’essais")
	}
	n.See(n.Browser().Get(link), 200)
}

// TestSearchEnginesAreTold compares what the header, the page and robots.txt say.
func TestSearchEnginesAreTold(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := published(n)
	editor := n.As(workflow.Editor)
	plain, indexed := made(t, n, editor, v.ID), made(t, n, editor, v.ID, "indexed", "1")
	for path, want := range map[string]string{plain: "noindex, nofollow", plain + "/frame": "noindex, nofollow",
		indexed: "", indexed + "/frame": "noindex, nofollow", "/e/none": "noindex, nofollow"} {
		w := n.Browser().Get(path)
		if got := w.Header().Get("X-Robots-Tag"); got != want {
			t.Errorf("%s: X-Robots-Tag %q, want %q", path, got, want)
		}
		if got := strings.Contains(w.Body.String(), `<meta name="robots" content="noindex`); got != (want != "") {
			t.Errorf("%s: the page says noindex: %v", path, got)
		}
	}
	if got := n.Browser().Get("/robots.txt").Body.String(); got != "User-agent: *\nAllow: /e/\nAllow: /static/\nDisallow: /\n" {
		t.Errorf("robots.txt says %q", got)
	}
}

// TestOnlyTheFrameMayBeFramed asks every address of the desk that a visitor or the chief may read: other
// sites may frame that of the embed code and no other, and the desk itself the preview alone.
func TestOnlyTheFrameMayBeFramed(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := published(n)
	link := made(t, n, n.As(workflow.Editor), v.ID)
	policy := func(path string) string {
		return n.As(workflow.Chief).Get(path).Header().Get("Content-Security-Policy")
	}
	paths := []string{link, "/editions/" + v.ID, "/e/none", "/nowhere"}
	for _, r := range n.AllRoutes() {
		if r.Method == "GET" && !r.Live && r.Path != "/e/:secret/frame" {
			paths = append(paths, regexp.MustCompile(`:\w+`).ReplaceAllString(r.Path, "none"))
		}
	}
	for _, path := range paths {
		by := "frame-ancestors 'none'"
		if strings.HasSuffix(path, "/export/preview") {
			by = "frame-ancestors 'self'"
		}
		if got := policy(path); !strings.Contains(got, by) || !strings.Contains(got, "default-src 'none'") {
			t.Errorf("%s: policy %q", path, got)
		}
	}
	for _, path := range []string{link + "/frame", "/e/none/frame"} {
		got := policy(path)
		if !strings.HasSuffix(got, "frame-ancestors *") || strings.Contains(got, "script") ||
			!strings.HasPrefix(got, "default-src 'none'; style-src 'sha256-") {
			t.Errorf("%s: policy %q", path, got)
		}
	}
}
