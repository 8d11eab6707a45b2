package bench_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
	"truchement/workflow/intake"
	"truchement/workflow/plan"
	"truchement/workflow/publication"
	"truchement/workflow/remote/grammar/grammartest"
	"truchement/workflow/story"
)

// checkedArticle is an article in a newsroom with checks: its segments have numbers.
func checkedArticle(t testing.TB, to string) *remembered {
	t.Helper()
	r := &remembered{Newsroom: uitest.OpenCheckedNewsroom(t)}
	from, source := "ar", "وصل 12 وزيرا إلى الرباط أمس.\n\nوقّع الوزيران اتفاقا في الرباط."
	if to == "ar" {
		from, source = "fr", "Les 12 ministres sont arrivés à Rabat hier.\n\nLes ministres ont signé un accord à Rabat."
	}
	r.New = r.add(t, from, to, source)
	r.ID = r.New[0].Article
	return r
}

func (r *remembered) save(t testing.TB, n int, target string, confirm bool) error {
	t.Helper()
	g, err := r.Article.Segment(t.Context(), r.Actor(workflow.Translator), r.New[n-1].ID)
	if err != nil {
		t.Fatal(err)
	}
	_, err = r.Desk.Save(t.Context(), r.Actor(workflow.Translator), desk.Save{Segment: g.ID, Version: g.Version, Target: target,
		Confirm: confirm})
	return err
}

// A confirmation that a finding blocks is a draft that says so; a finding is dismissed with a reason, and opened again.
func TestFindingsWithoutScript(t *testing.T) {
	r := checkedArticle(t, "fr")
	const wrong = "Hier, 13 ministres sont arrivés à Rabat."
	if err := r.save(t, 1, wrong, true); workflow.KindOf(err) != workflow.Invalid {
		t.Fatalf("a wrong number is confirmed: %v", err)
	}
	g := r.View(r.ID).Segments[0]
	if g.Target.String() != wrong || g.Snapshot.State != bitext.Initial || g.SubState != bitext.Draft {
		t.Fatalf("%q is %s/%s, want it kept as a draft", g.Target, g.Snapshot.State, g.SubState)
	}
	path := "/segments/" + g.ID
	b := r.As(workflow.Translator)
	w := b.Post(path, "version", "2", "target", wrong, "do", "next")
	page := r.See(b.Follow(w), http.StatusOK, "pas confirmé", "Nombres", "13", "Bloque")
	uitest.CheckData(t, page, "13", "12")
	key := uitest.Field(page, "word")
	r.See(b.Post(path+"/dismiss", "check", "number", "word", key, "scope", "segment", "reason", " "), 422, "Dites pourquoi")
	r.See(b.Post(path+"/dismiss", "check", "number", "word", key, "scope", "word", "reason", "x"), 403)
	r.See(b.Post(path+"/dismiss", "check", "none", "word", key, "scope", "segment", "reason", "x"), 422)
	w = b.Post(path+"/dismiss", "check", "number", "word", key, "scope", "segment", "reason", "La dépêche s’est trompée.")
	page = r.See(b.Follow(w), http.StatusOK, "L’alerte est écartée.", "La dépêche s’est trompée.", "1 alerte écartée")
	r.See(b.Get("/articles/"+r.ID+"/checks"), http.StatusOK, "0 alerte", "La dépêche s’est trompée.")
	if err := r.save(t, 1, wrong, true); err != nil {
		t.Errorf("it is not confirmed though the finding was dismissed: %v", err)
	}
	_, rest, _ := strings.Cut(page, "/dismissals/")
	id, _, _ := strings.Cut(rest, "/")
	r.See(r.As(workflow.Reader).Post("/dismissals/"+id+"/restore"), 403)
	r.See(b.Follow(b.Post("/dismissals/"+id+"/restore")), http.StatusOK, "L’alerte est rétablie.", "Bloque")
	page = r.See(b.Get("/articles/"+r.ID+"/checks"), http.StatusOK, "1 alerte · 1 empêche de confirmer")
	uitest.CheckData(t, page, wrong)
	r.See(b.Get("/articles/"+r.ID+"/checks?from=2&to=2"), http.StatusOK, "0 alerte")
	r.See(b.Get("/articles/"+r.ID+"/checks?from=2&to=9"), http.StatusUnprocessableEntity, "Choisissez des segments de", `id="from-problem"`)
	if strings.Contains(r.See(b.Get("/articles/"+r.ID), http.StatusOK), "des alertes") {
		t.Error("an article that is not translated yet lists findings as what is left")
	}
	if err := r.save(t, 2, "Les ministres ont signé un accord à Rabat.", true); err != nil {
		t.Fatal(err)
	}
	r.See(b.Get("/articles/"+r.ID), http.StatusOK, "Un segment a des alertes", "/articles/"+r.ID+"/checks")
	r.See(r.As(workflow.Editor).Get("/articles/"+r.ID+"/review"), http.StatusOK, "Un segment a des alertes")
	part := b.Post(path+"/checks", "target", "Hier, 12 ministres sont arrivés à Rabat.")
	if part.Code != http.StatusOK || !strings.Contains(part.Body.String(), `data-findings="[]"`) {
		t.Errorf("a text in which nothing is wrong: %d\n%s", part.Code, part.Body)
	}
	r.See(b.Get("/articles/none/checks"), http.StatusNotFound)

	a, err := r.Plan.Assign(t.Context(), r.Actor(workflow.Chief), plan.NewAssignment{Article: r.ID, From: 1, To: 1,
		Person: r.People[workflow.Editor].ID, Role: workflow.Translator})
	if err != nil {
		t.Fatal(a, err)
	}
	if strings.Contains(r.See(b.Get("/articles/"+r.ID+"/checks"), http.StatusOK, "1 alerte"), `/dismiss"`) {
		t.Error("a translator is asked to dismiss what is found in the segment of another")
	}
}

// A page looks at so many segments of a long article, and leads to those after.
func TestFindingsOfALongArticle(t *testing.T) {
	r := checkedArticle(t, "fr")
	r.New = r.add(t, "ar", "fr", strings.Repeat("وصل 12 وزيرا إلى الرباط أمس.\n\n", 302))
	r.ID = r.New[0].Article
	for _, n := range []int{1, 302} {
		if err := r.save(t, n, "Hier, 13 ministres sont arrivés à Rabat.", false); err != nil {
			t.Fatal(err)
		}
	}
	b := r.As(workflow.Translator)
	r.See(b.Get("/articles/"+r.ID+"/checks"), http.StatusOK, "1 alerte", `href="/articles/`+r.ID+`/checks?from=301&amp;to=302"`)
	page := r.See(b.Get("/articles/"+r.ID+"/checks?from=301"), http.StatusOK, "1 alerte")
	if strings.Contains(page, "Segments suivants") {
		t.Error("there are more segments after the last")
	}
}

// A chief sets a grammar server up, tries it, and sees why one does not answer; nothing typed is lost.
func TestGrammarServerIsSetUp(t *testing.T) {
	server := grammartest.Serve(t, map[string]string{"Les ministre": "Les ministres"})
	r := checkedArticle(t, "fr")
	chief := r.As(workflow.Chief)
	p, err := r.Publication.Add(t.Context(), r.Actor(workflow.Chief), workflow.Publication{Name: "النشرة", SourceLang: "ar", TargetLang: "fr"})
	if err != nil {
		t.Fatal(err)
	}
	path := "/publications/" + p.ID + "/checks"
	try := func(address, private string) *httptest.ResponseRecorder {
		return chief.Post(path, "do", "try", "grammar", address, "grammar-private", private, "headline", "70")
	}
	r.See(try(server.URL, "1"), http.StatusOK, "Le serveur répond. Dans un texte d’essai, il trouve", "1 en français", `value="70"`)
	r.See(try(server.URL, ""), http.StatusOK, "Cette adresse mène dans un réseau privé", server.URL)
	r.See(try("http://169.254.169.254", "1"), http.StatusOK, "Le programme ne se connecte pas à cette adresse")
	r.See(try("ftp://a.test", ""), http.StatusOK, "Ce n’est pas l’adresse d’un serveur", "ftp://a.test")
	r.See(try("http://127.0.0.1:9", "1"), http.StatusOK, "Aucun serveur ne répond")
	server.AnswerWith(func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "", http.StatusForbidden) })
	r.See(try(server.URL, "1"), http.StatusOK, "Le serveur refuse de répondre (réponse 403)")
	r.See(chief.Get(path), http.StatusOK, `placeholder="http://localhost:8081" value=""`) // a try keeps nothing
	r.See(chief.Post(path, "do", "save", "grammar", "ftp://a.test"), 422, `id="grammar-problem"`, "ftp://a.test")
	r.See(chief.Follow(chief.Post(path, "do", "save", "grammar", server.URL, "grammar-private", "1", "mode-grammar", "warn")), http.StatusOK,
		"Les contrôles sont enregistrés.", server.URL, "checked")
}

// A publication turns a check off, and says how long headlines may be; its chief sees what was dismissed and takes it back.
func TestPublicationRulesChecks(t *testing.T) {
	r := checkedArticle(t, "fr")
	chief := r.As(workflow.Chief)
	p, err := r.Publication.Add(t.Context(), r.Actor(workflow.Chief), workflow.Publication{Name: "النشرة", SourceLang: "ar", TargetLang: "fr"})
	if err != nil {
		t.Fatal(err)
	}
	path := "/publications/" + p.ID + "/checks"
	page := r.See(chief.Get(path), http.StatusOK, "Nombres", "Comme d’habitude (\u2068Empêcher de confirmer\u2069)")
	uitest.CheckData(t, page, "النشرة")
	r.See(chief.Post(path, "headline", "long"), 422, "nombre entier")
	r.See(chief.Post(path, "mode-number", "loud"), 422, "loud")
	r.See(chief.Follow(chief.Post(path, "mode-number", "off", "headline", "80")), http.StatusOK, "Les contrôles sont enregistrés.", `value="80"`)
	r.See(r.As(workflow.Editor).Get(path), 403)
	all, err := r.Publication.List(t.Context(), r.Actor(workflow.Chief))
	if err != nil || all[0].Style.Checks["number"] != "off" || all[0].Style.Headline != 80 {
		t.Fatalf("%+v, %v", all, err)
	}
	if err := r.Publication.Edit(t.Context(), r.Actor(workflow.Chief), workflow.Publication{ID: p.ID, Name: "النشرة"}); err != nil {
		t.Fatal(err)
	}
	r.See(chief.Get(path), http.StatusOK, `value="80"`)

	g := r.New[0]
	const wrong = "Hier, 13 ministres sont arrivés à Rabat."
	if err := r.save(t, 1, wrong, false); err != nil {
		t.Fatal(err)
	}
	key := uitest.Field(r.See(chief.Get("/segments/"+g.ID+"/checks"), http.StatusOK, "Bloque"), "word")
	w := chief.Post("/segments/"+g.ID+"/dismiss", "check", "number", "word", key, "scope", "word", "reason", "C’est ainsi.")
	r.See(chief.Follow(w), http.StatusOK, "C’est ainsi.")
	chief.Post("/quality/desk")
	r.SeeEnd(chief, "/quality/desk")
	page = r.See(chief.Get("/quality/checks"), http.StatusOK, "C’est ainsi.", "\u20681\u2069 écartées sur \u20681\u2069", "Partout dans la publication")
	_, rest, _ := strings.Cut(page, "/dismissals/")
	id, _, _ := strings.Cut(rest, "/")
	r.See(chief.Follow(chief.Post("/dismissals/"+id+"/restore", "back", "/quality/checks")), http.StatusOK,
		"L’alerte est rétablie.", "Aucune alerte n’a été écartée.")
	chief.Post("/quality/desk")
	r.SeeEnd(chief, "/quality/desk", "1 alerte")
	r.See(chief.Get("/quality/checks"), http.StatusOK, "\u20680\u2069 écartées sur \u20681\u2069")
	r.See(r.As(workflow.Translator).Get("/quality/checks"), 403)
}

// What is typed is looked at, a finding is gone to and corrected by keys, and one that blocks keeps the row from being
// confirmed; a warning asks once more.
func TestFindingsByKeys(t *testing.T) {
	axe := axeSource(t)
	chromium := uitest.StartChromium(t)
	texts := map[string]struct{ wrong, right, doubled, single string }{
		"fr": {"Hier, 13 ministres sont arrivés à Rabat.", "Hier, 12 ministres sont arrivés à Rabat.",
			"Les ministres ont signé  un accord à Rabat.", "Les ministres ont signé un accord à Rabat."},
		"ar": {"وصل 13 وزيرا إلى الرباط أمس.", "وصل 12 وزيرا إلى الرباط أمس.",
			"وقع الوزراء  اتفاقا في الرباط.", "وقع الوزراء اتفاقا في الرباط."},
	}
	uitest.InEveryLanguage(t, func(t *testing.T, language string, roundTrip time.Duration) {
		r := checkedArticle(t, language)
		r.Reading(language)
		m := &memoryScreen{remembered: r, language: language}
		m.Screen = uitest.OpenScreen(t, chromium, uitest.OpenDoorAt(t, r.Newsroom, roundTrip), language)
		m.Enter(r.As(workflow.Translator))
		w := texts[language]
		m.Open(m.bench(1))
		m.Until("the field", uitest.Writing)
		m.Click(".seg.on .rich")
		m.Type(w.wrong)
		m.Until("the finding under the text", `!document.querySelector(".seg.on .found").hidden`)
		lookAt(m.Screen, axe)
		m.Press(kb.Enter, chromedp.ModifierCtrl)
		m.Until("the finding is said", `document.getElementById("alarm").textContent !== ""`)
		m.Until("the wrong number is selected", `getSelection().toString() === "13"`)
		m.holds(w.wrong)
		m.Type("12")
		m.Until("no finding", `document.querySelector(".seg.on .found").hidden`)
		m.holds(w.right)
		m.Press(kb.Enter, chromedp.ModifierCtrl)
		m.AwaitTarget(r.ID, 1, bitext.Translated, w.right)

		m.Until("the next row", `document.querySelector(".seg.on .num").id === "s2"`)
		m.Until("its field", uitest.Writing)
		m.Type(w.doubled)
		m.Until("the warning under the text", `!document.querySelector(".seg.on .found").hidden`)
		m.Press(kb.F8)
		m.Press(kb.F8, chromedp.ModifierShift)
		m.Until("it is corrected", `document.querySelector(".seg.on .found").hidden`)
		m.holds(w.single)
		m.Press("z", chromedp.ModifierCtrl)
		m.holds(w.doubled)
		m.Until("it is found again", `!document.querySelector(".seg.on .found").hidden`)
		m.Press(kb.Enter, chromedp.ModifierCtrl)
		m.Until("the row stays", `document.querySelector(".seg.on .num").id === "s2"`)
		m.Press(kb.Enter, chromedp.ModifierCtrl)
		m.AwaitTarget(r.ID, 2, bitext.Translated, w.doubled)
		r.dismissedByHand(m)
		r.heldBack(m, w.wrong)
		r.grammarBeside(m, w.single)
		m.Quiet()
	})
}

// dismissedByHand has a finding dismissed in the panel: it is gone there, under the text, and for confirming.
func (r *remembered) dismissedByHand(m *memoryScreen) {
	m.Screen.TB.Helper()
	m.Open(m.bench(2))
	m.Until("its finding", `!document.querySelector(".seg.on .found").hidden`)
	m.Click(`[data-unfold]`)
	m.Click(`#panel a[href$="/checks"]`)
	m.Click("#checks .finding summary")
	m.Click(`#checks input[name="reason"]`)
	m.Type("Ainsi.")
	m.Click(`#checks button[value="segment"]`)
	m.Until("no finding under the text", `document.querySelector(".seg.on .found").hidden`)
	m.Until("no open finding in the panel", `document.querySelector("#checks") !== null && !document.querySelector("#checks .finding")`)
	m.Until("the field has the focus", uitest.Writing)
}

// heldBack has a wrong text confirmed before it was looked at: the row is left, the desk keeps a draft, and the person is
// led back to it.
func (r *remembered) heldBack(m *memoryScreen, wrong string) {
	m.Screen.TB.Helper()
	m.Open(m.bench(1))
	m.Until("the field", uitest.Writing)
	m.Click(".seg.on .rich")
	m.Press("a", chromedp.ModifierCtrl)
	m.Insert(wrong + " ")
	m.Press(kb.Enter, chromedp.ModifierCtrl)
	m.Until("led back to the row", `document.querySelector(".seg.on .num").id === "s1" &&
		!document.querySelector(".seg.on .found").hidden`)
	m.Until("the status bar names what was found", `document.getElementById("strip").textContent.includes(
		document.querySelector(".seg.on .found bdi").textContent)`)
}

// grammarBeside types a text in which a grammar server finds a mistake: it is found beside, while the server takes its time, and
// a server that does not answer is said to be that in the panel.
func (r *remembered) grammarBeside(m *memoryScreen, text string) {
	t := m.Screen.TB
	t.Helper()
	word := strings.Fields(text)[1]
	server := grammartest.Serve(t, map[string]string{word: "xx"})
	chief := r.Actor(workflow.Chief)
	p, err := r.Publication.Add(t.Context(), chief, workflow.Publication{Name: "Le Journal"})
	if err == nil {
		err = r.Publication.SetChecks(t.Context(), chief, p.ID, publication.CheckRules{Modes: map[string]string{"grammar": "warn"}, Grammar: server.Server})
	}
	if err != nil {
		t.Fatal(err)
	}
	from, source := "ar", "وقّع الوزراء اتفاقا في الرباط."
	if m.language == "ar" {
		from, source = "fr", "Les ministres ont signé un accord à Rabat."
	}
	a, err := r.Intake.AddArticle(t.Context(), chief, intake.NewArticle{Document: story.Paragraphs(source), SourceLang: from,
		TargetLang: m.language, Publication: p.ID})
	if err != nil {
		t.Fatal(err)
	}
	m.Open("/articles/" + a.ID + "/bench?s=" + r.View(a.ID).Segments[0].ID)
	m.Until("the field", uitest.Writing)
	m.Type(text)
	m.Until("the mistake under the text", `document.querySelector(".seg.on .found bdi")?.textContent.includes(`+uitest.Quote(word)+`)`)
	m.holds(text)
	server.AnswerWith(func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "", http.StatusInternalServerError) })
	m.Type(" ")
	m.Press(kb.Enter, chromedp.ModifierCtrl)
	m.AwaitTarget(a.ID, 1, bitext.Translated, text+" ")
}
