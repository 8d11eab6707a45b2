package draft_test

import (
	"net/http"
	"strings"
	"testing"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/intake"
	"truchement/workflow/remote/draft/drafttest"
)

// desk is a newsroom with a publication, an article of it in three segments, and a machine that knows their translations.
type desk struct {
	*uitest.Newsroom
	server  *drafttest.Server
	setUp   string // address of the publication's machines
	article string // id
}

func openDesk(t *testing.T) desk {
	t.Helper()
	n := uitest.OpenCheckedNewsroom(t)
	chief := n.Actor(workflow.Chief)
	p, err := n.Publication.Add(t.Context(), chief, workflow.Publication{Name: "Le Matin", SourceLang: "ar", TargetLang: "fr"})
	if err != nil {
		t.Fatal(err)
	}
	var doc bitext.Document
	for _, text := range []string{"وصل 12 وزيرا إلى الرباط.", "نعم، هذا صحيح.", "انتهى الاجتماع أمس."} {
		doc.Blocks = append(doc.Blocks, bitext.NewBlock(bitext.Paragraph, bitext.Plain(text)))
	}
	a, err := n.Intake.AddArticle(t.Context(), chief, intake.NewArticle{Document: &doc, SourceLang: "ar", TargetLang: "fr",
		Publication: p.ID, Title: "خبر"})
	if err != nil {
		t.Fatal(err)
	}
	server := drafttest.Serve(t, map[string]string{"وصل 12 وزيرا إلى الرباط.": "13 ministres sont arrivés à Rabat.",
		"نعم، هذا صحيح.": "Voici la traduction : oui, c’est exact.", "انتهى الاجتماع أمس.": "La réunion s’est achevée hier.",
		`وصل <span id="c1">الوزير</span> أمس إلى الرباط.`: `Le <span id="c1">ministre</span> est arrivé hier à Rabat.`})
	return desk{n, server, "/publications/" + p.ID + "/machines", a.ID}
}

// add sets a machine up by the page, and turns it on; it answers the machine's id.
func (d desk) add(t *testing.T, more ...string) string {
	t.Helper()
	chief := d.As(workflow.Chief)
	fields := append([]string{"name", "Tarjama", "protocol", "chat", "url", d.server.URL, "model", drafttest.Model,
		"private", "1", "own", "1", "key", drafttest.Key, "do", "save"}, more...)
	w := chief.Post(d.setUp, fields...)
	_, id, found := strings.Cut(w.Header().Get("Location"), "?m=")
	if !found {
		t.Fatalf("status %d, to %q", w.Code, w.Header().Get("Location"))
	}
	on := append([]string{"machine", id, "on", "1", "key", ""}, fields...) // of two values the first is read
	d.See(chief.Follow(chief.Post(d.setUp, on...)), 200, "en service")
	return id
}

// A chief sets a machine up, sees what is sent and tries it; what is wrong is said in words, and the key is never shown.
func TestChiefSetsMachineUp(t *testing.T) {
	d := openDesk(t)
	chief, translator := d.As(workflow.Chief), d.As(workflow.Translator)
	page := d.See(chief.Get(d.setUp), 200, "Ajouter une machine")
	uitest.CheckHTML(t, page)
	d.See(translator.Get(d.setUp), 403)
	if page := d.See(translator.Get("/articles/"+d.article), 200); strings.Contains(page, "/draft") {
		t.Error("the article speaks of machines while none is set up")
	}
	d.See(translator.Get("/articles/"+d.article+"/draft"), 404)
	try := func(status int, words string, more ...string) string {
		t.Helper()
		return d.See(chief.Post(d.setUp, append(more, "name", "Tarjama", "protocol", "chat", "url", d.server.URL, "model", drafttest.Model,
			"private", "1", "key", drafttest.Key, "do", "try")...), status, words)
	}
	page = try(200, "Le ministre est arrivé hier à Rabat.")
	uitest.CheckHTML(t, page)
	if strings.Contains(page, drafttest.Key) {
		t.Error("the page shows the key")
	}
	try(200, "Le serveur refuse la clé.", "key", "wrong")
	try(200, "Le serveur ne connaît pas ce modèle.", "model", "wrong")
	try(200, "Aucun serveur ne répond", "url", "http://127.0.0.1:1")
	try(200, "cochez la case", "private", "")
	try(422, "Un serveur de conversation", "model", "")
	try(422, `id="url-problem"`, "url", "ftp://x")
	try(422, `id="name-problem"`, "name", " ")
	try(422, `id="daily-problem"`, "daily", "x")
	d.server.AnswerWith(func(w http.ResponseWriter, _ *http.Request) {
		drafttest.Stream(w, `<segment id="1">Le ministre est arrivé.</segment>`, true)
	})
	try(200, "la mise en forme de la source n’y est pas")
	d.server.AnswerWith(nil)

	id := d.add(t)
	page = d.See(chief.Get(d.setUp+"?m="+id), 200, "Une clé est gardée", "&lt;segment id=")
	if strings.Contains(page, drafttest.Key) {
		t.Error("the page shows the key")
	}
	page = d.See(chief.Get("/audit"), 200, "Tarjama")
	if strings.Contains(page, drafttest.Key) || strings.Contains(page, `"key"`) {
		t.Error("the ledger has the key")
	}
	// The key that is kept is used for its server, and for no other.
	d.See(chief.Post(d.setUp, "machine", id, "name", "T", "protocol", "chat", "url", d.server.URL, "model", drafttest.Model,
		"private", "1", "do", "try"), 200, "La machine répond")
	d.See(chief.Post(d.setUp, "machine", id, "name", "T", "protocol", "chat", "url", strings.Replace(d.server.URL, "127.0.0.1", "localhost", 1),
		"model", drafttest.Model, "private", "1", "do", "try"), 200, "Le serveur refuse la clé.")
	// Other settings of the publication leave it alone.
	edited := workflow.Publication{ID: strings.Split(d.setUp, "/")[2], Name: "Le Soir", SourceLang: "ar", TargetLang: "fr"}
	if err := d.Publication.Edit(t.Context(), d.Actor(workflow.Chief), edited); err != nil {
		t.Fatal(err)
	}
	d.See(chief.Get(d.setUp), 200, "Tarjama", "en service")
	d.See(chief.Follow(chief.Post(d.setUp, "machine", id, "do", "remove")), 200, "La machine est retirée.")
	d.See(chief.Get(d.setUp+"?m="+id), 404)
}

// A translator sees what a draft takes and asks for it; what is good is filled as a machine's, what is not is asked for again
// alone, and all of it is taken back.
func TestArticleIsDrafted(t *testing.T) {
	d := openDesk(t)
	machine := d.add(t)
	b := d.As(workflow.Translator)
	at := "/articles/" + d.article + "/draft"
	d.See(b.Get("/articles/"+d.article), 200, `href="`+at+`"`)
	page := d.See(b.Get(at), 200, "3 segments vides", "1 demande", "Le texte reste chez nous", "&lt;segment id=")
	uitest.CheckHTML(t, page)
	d.See(b.Get(at+"?from=9"), 422, `id="from-problem"`)
	run := func(fields ...string) string {
		t.Helper()
		w := b.Post(at, append(fields, "machine", machine)...)
		if w.Code != http.StatusSeeOther {
			t.Fatalf("status %d\n%s", w.Code, w.Body)
		}
		return d.SeeEnd(b, w.Header().Get("Location"), "Segment par segment")
	}
	page = run()
	uitest.CheckHTML(t, page)
	for _, want := range []string{"2 segments remplis", "la machine parle de sa tâche", "1 alerte", "Redemander 1 segment"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q:\n%s", want, page)
		}
	}
	for i, want := range []string{"13 ministres sont arrivés à Rabat.", "", "La réunion s’est achevée hier."} {
		s := d.View(d.article).Segments[i]
		if s.Target.String() != want || want != "" && (s.State != bitext.Initial || s.SubState != bitext.FromMachine || len(s.Authors) > 0) {
			t.Errorf("segment %d: %q, %s/%s by %v", i+1, s.Target, s.State, s.SubState, s.Authors)
		}
	}
	asked := len(d.server.Asked())
	d.server.AnswerWith(func(w http.ResponseWriter, _ *http.Request) {
		drafttest.Stream(w, `<segment id="1">Oui, c’est exact.</segment>`, true)
	})
	page = run("segment", d.View(d.article).Segments[1].ID)
	if got := d.server.Asked()[asked:]; len(got) != 1 || strings.Count(got[0], "</segment>") != 1 {
		t.Errorf("asked again: %v", got)
	}
	if got := d.View(d.article).Segments[1].Target.String(); got != "Oui, c’est exact." {
		t.Errorf("then %q", got)
	}
	undo := page[strings.Index(page, "/batches/"):]
	b.Follow(b.Post(undo[:strings.Index(undo, `"`)], "back", at))
	if s := d.View(d.article).Segments[1]; !s.Target.Empty() {
		t.Errorf("after it was taken back: %q", s.Target)
	}
}

// The limit of the day, and a server that refuses, end an order; what came before stays, and the page says why.
func TestDraftIsStopped(t *testing.T) {
	d := openDesk(t)
	machine := d.add(t, "daily", "10")
	b := d.As(workflow.Translator)
	at := "/articles/" + d.article + "/draft"
	d.See(b.Get(at), 200, "10 caractères permis encore", "La limite du jour ne suffit pas")
	w := b.Post(at, "machine", machine)
	d.SeeEnd(b, w.Header().Get("Location"), "La limite du jour est atteinte.", "sans réponse", "Redemander 3 segments")
	if len(d.server.Asked()) != 0 {
		t.Error("the server was asked beyond the limit")
	}
	machine = d.add(t)
	d.server.AnswerWith(func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "", http.StatusUnauthorized) })
	w = b.Post(at, "machine", machine)
	d.SeeEnd(b, w.Header().Get("Location"), "Le serveur refuse la clé.", "sans réponse")
	w = b.Post(at, "machine", "none")
	d.SeeEnd(b, w.Header().Get("Location"), "Cette machine n’est plus là")
}
