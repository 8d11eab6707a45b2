package bench_test

import (
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
	"truchement/workflow/format/text"
	"truchement/workflow/intake"
	"truchement/workflow/unit"
	"truchement/workflow/unit/exchange"
)

// remembered is a newsroom with an article that was translated and approved, and another one that
// says nearly the same.
type remembered struct {
	*uitest.Newsroom
	targets []string
	Old     []workflow.Segment
	ID      string // of the new article
	New     []workflow.Segment
}

// The two directions of a desk: what was translated, and what is to be translated now. The second
// text has two words that are others, the third is like none, and the last is between the same neighbours.
var pairs = map[string]struct{ from, to, old, targets, new string }{
	"fr": {"ar", "fr",
		"وصل الوزير إلى الرباط صباح اليوم\nوقع الوزيران اتفاقا جديدا حول الأمن والهجرة في العاصمة الرباط.\n" +
			"وأكد الوزير أهمية التعاون بين البلدين في كل المجالات.\nستعقد اللجنة اجتماعها المقبل في باريس.",
		"Le ministre est arrivé à Rabat ce matin\nLes deux ministres ont signé un nouvel accord sur la " +
			"sécurité et la migration dans la capitale, Rabat.\nLe ministre a souligné l’importance de la coopération " +
			"entre les deux pays dans tous les domaines.\nLa commission tiendra sa prochaine réunion à Paris.",
		"وصل الوزير إلى الرباط صباح اليوم\nوقع الوزيران اتفاقا جديدا حول الأمن والهجرة في مدينة طنجة.\n" +
			"لا شيء يشبه هذا أبدا.\nوأكد الوزير أهمية التعاون بين البلدين في كل المجالات.\nستعقد اللجنة اجتماعها المقبل في باريس."},
	"ar": {"fr", "ar",
		"Le ministre est arrivé à Rabat ce matin\nLes deux ministres ont signé un nouvel accord sur la " +
			"sécurité et la migration dans la capitale, Rabat.\nLe ministre a souligné l’importance de la coopération " +
			"entre les deux pays dans tous les domaines.\nLa commission tiendra sa prochaine réunion à Paris.",
		"وصل الوزير إلى الرباط صباح اليوم\nوقع الوزيران اتفاقا جديدا حول الأمن والهجرة في العاصمة الرباط.\n" +
			"وأكد الوزير أهمية التعاون بين البلدين في كل المجالات.\nستعقد اللجنة اجتماعها المقبل في باريس.",
		"Le ministre est arrivé à Rabat ce matin\nLes deux ministres ont signé un nouvel accord sur la " +
			"sécurité et la migration dans la ville de Tanger.\nRien ne ressemble à cela.\nLe ministre a souligné l’importance de la coopération " +
			"entre les deux pays dans tous les domaines.\nLa commission tiendra sa prochaine réunion à Paris."},
}

// openRemembered fills the memory in a direction of translation, named after the target.
func openRemembered(t testing.TB, target string) *remembered {
	t.Helper()
	r := &remembered{Newsroom: uitest.OpenNewsroom(t)}
	p := pairs[target]
	r.targets = strings.Split(p.targets, "\n")
	old := r.add(t, p.from, p.to, p.old)
	for i, target := range r.targets {
		g, err := r.Desk.Save(t.Context(), r.Actor(workflow.Translator), desk.Save{Segment: old[i].ID,
			Version: 1, Target: target, Confirm: true})
		if err == nil && i != 2 { // the third waits for approval
			g, err = r.Desk.Review(t.Context(), r.Actor(workflow.Editor), desk.Review{Segment: g.ID,
				Version: g.Version, Decision: workflow.Approve})
		}
		if err != nil {
			t.Fatal(err)
		}
		r.Old = append(r.Old, g)
	}
	r.New = r.add(t, p.from, p.to, p.new)
	r.ID = r.New[0].Article
	if err := r.Memory.Current(t.Context()); err != nil {
		t.Fatal(err)
	}
	return r
}

func (r *remembered) add(t testing.TB, from, to, source string) []workflow.Segment {
	t.Helper()
	doc, err := text.Read(strings.NewReader(source))
	if err != nil {
		t.Fatal(err)
	}
	a, err := r.Intake.AddArticle(t.Context(), r.Actor(workflow.Editor), intake.NewArticle{
		Document: doc, SourceLang: from, TargetLang: to, Due: r.Clock.Now().Add(3 * time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	v, err := r.Article.Read(t.Context(), r.Actor(workflow.Chief), a.ID)
	if err != nil || len(v.Segments) == 0 {
		t.Fatal(len(v.Segments), err)
	}
	return v.Segments
}

func (r *remembered) bench(n int) string {
	return "/articles/" + r.ID + "/bench?s=" + r.New[n-1].ID
}

// panelOf is the panel of a page.
func panelOf(t *testing.T, page string) string {
	t.Helper()
	_, panel, found := strings.Cut(page, `<div id="panel"`)
	if !found {
		t.Fatal("no panel")
	}
	panel, _, _ = strings.Cut(panel, "</aside>")
	return html.UnescapeString(panel)
}

func TestPanelShowsMatches(t *testing.T) {
	r := openRemembered(t, "fr")
	b := r.As(workflow.Translator)
	tests := []struct {
		name       string
		segment    int
		want, lack []string
	}{
		{"in context", 5, []string{"100", "même contexte"}, []string{"exacte"}},
		{"exact", 1, []string{`aria-current="true">Mémoire <span class="count">1</span>`, "100", "exacte",
			r.targets[0], "Traduit par", "translator", "approuvé par", "editor", "/segments/" + r.Old[0].ID,
			`<bdi lang="ar" dir="rtl">`, `lang="ar" dir="rtl"`, `lang="fr" dir="ltr"`, "Ctrl+1", "Ctrl+Maj+1"}, []string{"<ins>", "non approuvé"}},
		{"fuzzy", 2, []string{"approchante", "<del>", "<ins>", `class="vh" lang="fr">suppression`}, []string{"même contexte"}},
		{"not approved", 4, []string{"97", "non approuvé"}, []string{"approuvé par"}},
		{"nothing alike", 3, []string{`aria-current="true">Mémoire`}, []string{"data-matches", "Ctrl+1"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			panel := panelOf(t, r.See(b.Get(r.bench(tt.segment)), http.StatusOK))
			for _, want := range tt.want {
				if !strings.Contains(panel, want) {
					t.Errorf("the panel lacks %q:\n%s", want, panel)
				}
			}
			for _, lack := range tt.lack {
				if strings.Contains(panel, lack) {
					t.Errorf("the panel has %q", lack)
				}
			}
		})
	}
	r.See(b.Get("/segments/"+r.New[2].ID+"/memory"), http.StatusOK, "Rien de semblable en mémoire.")
}

// What a colleague says of a segment comes first; matches can be taken all the same.
func TestPanelOpensWithComments(t *testing.T) {
	r := openRemembered(t, "fr")
	if _, err := r.Desk.Comment(t.Context(), r.Actor(workflow.Editor), r.ID, r.New[0].ID, "Attention"); err != nil {
		t.Fatal(err)
	}
	panel := panelOf(t, r.See(r.As(workflow.Translator).Get(r.bench(1)), http.StatusOK))
	for _, want := range []string{`aria-current="true">Commentaires`, `Mémoire <span class="count">1</span>`,
		`[{"unit":"` + r.Old[0].ID} {
		if !strings.Contains(panel, want) {
			t.Errorf("the panel lacks %q:\n%s", want, panel)
		}
	}
}

// The panels of the next rows come in one answer, those of the article alone and no more than fifty.
func TestPanelsAhead(t *testing.T) {
	r := openRemembered(t, "fr")
	b := r.As(workflow.Translator)
	path := "/articles/" + r.ID + "/panels?of="
	w := b.Get(path + r.New[1].ID + "," + r.New[2].ID + ",none," + r.Old[0].ID)
	body := w.Body.String()
	if got := regexp.MustCompile(`<template data-of="([^"]+)">`).FindAllStringSubmatch(body, -1); len(got) != 2 ||
		got[0][1] != r.New[1].ID || got[1][1] != r.New[2].ID || w.Code != http.StatusOK {
		t.Errorf("status %d, panels of %v", w.Code, got)
	}
	if w.Header().Get("Desk-Keep") == "" {
		t.Error("the answer may not be kept")
	}
	if got := b.Get(path); got.Code != http.StatusOK || strings.Contains(got.Body.String(), "template") {
		t.Error(got.Code, got.Body)
	}
	many := b.Get(path + strings.Repeat(r.New[1].ID+",", 60))
	if n := strings.Count(many.Body.String(), "<template"); n != 50 {
		t.Errorf("%d panels in one answer", n)
	}
}

// A save whose text is that of a unit says so in the history and in the feed; an edit does not.
func TestSaveNamesItsUnit(t *testing.T) {
	r := openRemembered(t, "fr")
	b := r.As(workflow.Translator)
	g := r.New[0]
	save := func(version, target, unit, do string) {
		t.Helper()
		w := b.Post("/segments/"+g.ID, "version", version, "op", "op-"+version, "view", "", "from", "",
			"target", target, "do", do, "unit", unit)
		if w.Code != http.StatusSeeOther {
			t.Fatal(w.Code, w.Body)
		}
	}
	save("1", r.targets[0], r.Old[0].ID, "stay")
	save("2", "Le ministre est là", "", "save")
	changes, err := r.Desk.History(t.Context(), r.Actor(workflow.Chief), g.ID)
	if err != nil || len(changes) != 3 {
		t.Fatal(len(changes), err)
	}
	if changes[1].Origin != workflow.FromUnit || changes[1].To.State != bitext.Translated ||
		changes[2].Origin != workflow.Typed {
		t.Errorf("origins %q (%s), %q", changes[1].Origin, changes[1].To.State, changes[2].Origin)
	}
	var feed []workflow.Entry
	err = r.Store.View(t.Context(), func(tx workflow.Tx) (err error) {
		feed, err = tx.Feed(workflow.FeedFilter{Limit: 1000})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var units []string
	for _, e := range feed {
		if e.Segment == g.ID && strings.Contains(string(e.Payload), `"unit"`) {
			units = append(units, string(e.Kind)+" "+string(e.Payload))
		}
	}
	if len(units) != 1 || !strings.Contains(units[0], r.Old[0].ID) ||
		!strings.HasPrefix(units[0], string(workflow.SegmentConfirmed)) {
		t.Errorf("the feed has %q", units)
	}
	r.See(b.Get("/segments/"+g.ID+"/history?all=1"), http.StatusOK, "De la mémoire")
	r.See(b.Post("/segments/"+g.ID, "version", "3", "op", "x", "target", "y", "do", "save", "unit",
		strings.Repeat("u", 500)), 422)
}

// A number that took the place of the unit's is marked, and the word it replaced is shown.
func TestPanelMarksRepairs(t *testing.T) {
	r := &remembered{Newsroom: uitest.OpenNewsroom(t)}
	old := r.add(t, "ar", "fr", "ارتفعت الأسعار بنسبة 5 في المئة هذه السنة.")
	if _, err := r.Desk.Save(t.Context(), r.Actor(workflow.Translator), desk.Save{Segment: old[0].ID,
		Version: 1, Target: "Les prix ont augmenté de 5 % cette année.", Confirm: true}); err != nil {
		t.Fatal(err)
	}
	next := r.add(t, "ar", "fr", "ارتفعت الأسعار بنسبة 7 في المئة هذه السنة.")
	if err := r.Memory.Current(t.Context()); err != nil {
		t.Fatal(err)
	}
	b := r.As(workflow.Translator)
	r.See(b.Get("/segments/"+next[0].ID+"/memory"), http.StatusOK, "Nombres ou noms adaptés",
		"</span>5</del><ins>", "</span>7</ins> % cette année.")
}

// A segment that nothing is like has the stretches that units share with it, and words are looked up in
// either language, lit in any form.
func TestPanelShowsFragmentsAndWords(t *testing.T) {
	r := &remembered{Newsroom: uitest.OpenNewsroom(t)}
	old := r.add(t, "ar", "fr", "أعلن وزير الخارجية الفرنسي جان نويل بارو في باريس أن الاجتماع سيعقد غدا.")
	if _, err := r.Desk.Save(t.Context(), r.Actor(workflow.Translator), desk.Save{Segment: old[0].ID, Version: 1,
		Target:  "Le ministre français des Affaires étrangères Jean-Noël Barrot a annoncé à Paris que la réunion se tiendra demain.",
		Confirm: true}); err != nil {
		t.Fatal(err)
	}
	next := r.add(t, "ar", "fr", "ومن المنتظر أن يصل صباح اليوم وزير الخارجية الفرنسي جان نويل بارو على رأس وفد كبير يضم عددا من رجال الأعمال.")
	if err := r.Memory.Current(t.Context()); err != nil {
		t.Fatal(err)
	}
	b := r.As(workflow.Translator)
	at := "/segments/" + next[0].ID + "/memory"
	page := r.See(b.Get(at), http.StatusOK, "Fragments traduits", "وزير الخارجية الفرنسي جان نويل بارو</p>",
		">ministre français des Affaires étrangères Jean-Noël Barrot</p>", `&#34;fragment&#34;:true`, "Traduit par")
	uitest.CheckHTML(t, page)
	r.See(b.Get(at+"?words=ministres"), http.StatusOK, "Le <mark>ministre</mark> français")
	r.See(b.Get(at+"?words=وزير+الخارجية"), http.StatusOK, "<mark>ministre français des Affaires étrangères</mark>",
		`data-take-piece="ministre français des Affaires étrangères"`, "Traduit par", "non approuvé")
	r.See(b.Get(at+"?words=والوزير"), http.StatusOK, "أعلن <mark>وزير</mark>")
	r.See(b.Get(at+"?words=poisson"), http.StatusOK, "Aucune unité n’a ces mots.")
	r.See(b.Get(at+"?words="+strings.Repeat("mot+", 200)), http.StatusOK, "La recherche est trop longue")
}

// A confirmed row offers its target to the empty segments that repeat it; they are filled, and taken back.
// TestPanelShowsUnseenSigns has a unit and a concept with characters that do not show: the panel marks them as the
// row does.
func TestPanelShowsUnseenSigns(t *testing.T) {
	r := openRemembered(t, "fr")
	const source, other = "لن يحضر أحد إلى هنا\u200f مساء اليوم.", "لن يحضر أحد إلى هنا\u200f صباح الغد."
	in := unit.NewImport{Name: "t.tsv", Format: exchange.TSV, SourceLang: "ar", TargetLang: "fr"}
	table := strings.NewReader(source + "\tPersonne ne viendra\u200e ici ce soir.\n")
	if _, err := r.Units.Import(t.Context(), r.Actor(workflow.Editor), in, "job", table, func(int) {}); err != nil {
		t.Fatal(err)
	}
	r.addConcept(t, "ar", "fr", "مساء", "après\u00admidi", "tan\u200dtôt")
	if err := r.Memory.Current(t.Context()); err != nil {
		t.Fatal(err)
	}
	b := r.As(workflow.Translator)
	for _, tt := range []struct {
		name, source, query string
		marks               map[string]int
	}{
		{"the same text", source, "memory", map[string]int{"RLM": 1, "LRM": 1}},
		{"a text that is alike", other, "memory", map[string]int{"RLM": 1, "LRM": 1}},
		{"words that are looked up", "نعم.", "memory?words=viendra", map[string]int{"RLM": 1, "LRM": 1}},
		{"terms", source, "terms", map[string]int{"SHY": 1, "ZWJ": 1}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			g := r.add(t, "ar", "fr", tt.source)[0]
			panel := panelOf(t, r.See(b.Get("/segments/"+g.ID+"/"+tt.query), http.StatusOK))
			for mark, want := range tt.marks {
				if got := strings.Count(panel, `<span class="sp" data-mark="`+mark+`"`); got != want {
					t.Errorf("%d marks %s, want %d:\n%s", got, mark, want, panel)
				}
			}
		})
	}
}

func TestRepeatsAreFilled(t *testing.T) {
	r := &remembered{Newsroom: uitest.OpenNewsroom(t)}
	all := r.add(t, "ar", "fr", "العنوان\nنعم، هذا صحيح.\nلا.\nنعم، هذا صحيح.")
	b := r.As(workflow.Translator)
	save := httptest.NewRequest(http.MethodPost, "/segments/"+all[1].ID, strings.NewReader(url.Values{"do": {"next"},
		"version": {"1"}, "target": {"Oui, c’est vrai."}, "op": {"x"}}.Encode()))
	save.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	save.Header.Set("Fx-Target", "v-"+all[1].ID)
	if row := b.Send(save).Body.String(); !strings.Contains(row, "/segments/"+all[1].ID+"/repeats") ||
		!strings.Contains(row, "répétition</button>") {
		t.Errorf("the row offers nothing:\n%s", row)
	}
	page := r.See(b.Follow(b.Post("/segments/"+all[1].ID+"/repeats")), http.StatusOK, "segment rempli")
	last := func() workflow.Segment { return r.View(all[0].Article).Segments[3] }
	if g := last(); g.Target.String() != "Oui, c’est vrai." || g.SubState != bitext.FromMemory {
		t.Errorf("the repetition has %q, %s", g.Target, g.SubState)
	}
	undo := page[strings.Index(page, "/batches/"):]
	b.Follow(b.Post(undo[:strings.Index(undo, `"`)], "back", "/"))
	if g := last(); !g.Target.Empty() {
		t.Errorf("after it was taken back: %q", g.Target)
	}
}

// importInto keeps a table in the memory, as an imported file.
func (r *remembered) importInto(t testing.TB, from, to, table string) {
	t.Helper()
	in := unit.NewImport{Name: "agence.tsv", Format: exchange.TSV, SourceLang: from, TargetLang: to}
	_, err := r.Units.Import(t.Context(), r.Actor(workflow.Editor), in, table, strings.NewReader(table), func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Memory.Current(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// Matches that contradict each other say so; units with the same texts are one match.
func TestPanelGroupsAndMarksContradictions(t *testing.T) {
	r := &remembered{Newsroom: uitest.OpenNewsroom(t)}
	r.importInto(t, "fr", "ar", "Le gouvernement appelle au calme.\tتدعو الحكومة إلى الهدوء.\n")
	for _, g := range r.add(t, "fr", "ar", "Le gouvernement appelle au calme.\nLe gouvernement appelle au calme.") {
		g, err := r.Desk.Save(t.Context(), r.Actor(workflow.Translator), desk.Save{Segment: g.ID, Version: 1,
			Target: "تدعو الحكومة إلى الهدوء.", Confirm: true})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := r.Desk.Review(t.Context(), r.Actor(workflow.Editor), desk.Review{Segment: g.ID,
			Version: g.Version, Decision: workflow.Approve}); err != nil {
			t.Fatal(err)
		}
	}
	r.importInto(t, "fr", "ar", "Les ministres partent demain.\tيغادر الوزراء غدا.\nLes ministres partent demain.\tيسافر الوزراء غدا.\n")
	b := r.As(workflow.Translator)
	see := func(text string, words ...string) string {
		return r.See(b.Get("/segments/"+r.add(t, "fr", "ar", text+"\nFin.")[0].ID+"/memory"), http.StatusOK, words...)
	}
	page := see("Le gouvernement appelle au calme.", ">3 fois<", "approuvé par")
	uitest.CheckHTML(t, page)
	if strings.Contains(page, `data-match="2"`) || strings.Contains(page, "contradictoire") {
		t.Error("the same translation is listed twice, or contradicts itself")
	}
	see("Les ministres partent demain.", "contradictoire", "Le même texte a 1 autre traduction au même score.", `data-match="2"`,
		"importé −1", "importé ·")
}
