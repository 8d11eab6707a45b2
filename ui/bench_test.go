package ui

import (
	"html"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/format/text"
)

// story is an article that is being worked on: one segment of each state, a bold name and a note
// mark in the third, two comments.
type story struct {
	*newsroom
	id       string
	segments []workflow.Segment
}

// french are the translations of the first segments.
func french() []string {
	return []string{
		"Rabat et Paris renforcent leur partenariat en matière de sécurité et de migration, dans la perspective d’une coopération stratégique globale",
		"La capitale, Rabat, a été lundi le théâtre d’une nouvelle étape du rapprochement maroco-français, avec la réunion du ministre de l’Intérieur, Abdelouafi Laftit, et de son homologue français, Bruno Retailleau.",
		"La réunion n’était pas une simple rencontre protocolaire\u202f; elle portait un contenu stratégique, selon le président ⟦1⟧Emmanuel Macron⟦/1⟧.⟦2/⟧",
		"Ce partenariat repose sur de nouvelles bases qui reflètent la profondeur des relations historiques",
		"De son côté, le responsable français a souligné l’importance de la coopération avec le Maroc, pays de transit et de stabilité.",
	}
}

func tell(t *testing.T) *story {
	t.Helper()
	n := openNewsroom(t)
	f, err := os.Open("../workflow/testdata/rabat-paris.ar.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	doc, err := text.Read(f)
	if err != nil {
		t.Fatal(err)
	}
	bold, note := bitext.Code{ID: "1", Type: bitext.Bold},
		bitext.Code{ID: "2", Type: bitext.NoteMark, Equiv: "*"}
	coded := bitext.NewBlock(bitext.Paragraph, bitext.Text{
		{Chars: "الاجتماع لم يكن مجرد لقاء بروتوكولي، بل حمل مضامين استراتيجية، حسب الرئيس\u00a0"},
		{Kind: bitext.Open, Code: bold}, {Chars: "إيمانويل ماكرون"}, {Kind: bitext.Close, Code: bold},
		{Chars: " في حديثه"}, {Kind: bitext.Lone, Code: note}, {Chars: " إلى الصحافة."}})
	doc.Blocks = append(doc.Blocks[:1:1], append([]bitext.Block{doc.Blocks[0], coded}, doc.Blocks[1:]...)...)
	doc.Blocks[1] = bitext.NewBlock(bitext.Paragraph, bitext.Plain(
		"شهدت العاصمة الرباط، اليوم الإثنين، محطة جديدة في مسار التقارب المغربي الفرنسي."))
	a, err := n.desk.AddArticle(t.Context(), n.actor(workflow.Editor), workflow.NewArticle{
		Document: doc, SourceLang: "ar", TargetLang: "fr", Due: n.clock.now().Add(3 * time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	st := &story{newsroom: n, id: a.ID}
	st.work(t)
	return st
}

// work translates, approves, returns and comments until every state is there.
func (st *story) work(t *testing.T) {
	t.Helper()
	must := func(_ any, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ctx, translator, editor := t.Context(), st.actor(workflow.Translator), st.actor(workflow.Editor)
	must(st.desk.Assign(ctx, editor, workflow.NewAssignment{Article: st.id,
		Person: translator.ID, Role: workflow.Translator}))
	st.read(t)
	for i, target := range french() {
		must(st.desk.Save(ctx, translator, workflow.Save{Segment: st.segments[i].ID, Version: 1,
			Target: target, Confirm: i != 3}))
	}
	must(st.desk.Review(ctx, editor, workflow.Review{Segment: st.segments[0].ID, Version: 2,
		Decision: workflow.Approve}))
	must(st.desk.Review(ctx, editor, workflow.Review{Segment: st.segments[4].ID, Version: 2,
		Decision: workflow.Return, Reason: "Nom propre : écrire « Retailleau »"}))
	must(st.desk.Comment(ctx, editor, st.id, st.segments[2].ID, "هل الاسم صحيح؟"))
	must(st.desk.Comment(ctx, translator, st.id, st.segments[2].ID, "Oui, vérifié."))
	st.read(t)
}

func (st *story) read(t *testing.T) {
	t.Helper()
	v, err := st.desk.Article(t.Context(), st.actor(workflow.Chief), st.id)
	if err != nil {
		t.Fatal(err)
	}
	st.segments = v.Segments
}

// segment is the nth one, from 1, as it stands.
func (st *story) segment(t *testing.T, n int) workflow.Segment {
	t.Helper()
	st.read(t)
	return st.segments[n-1]
}

func (st *story) bench(n int) string {
	return "/articles/" + st.id + "/bench?s=" + st.segments[n-1].ID
}

// save sends the editor's form as a browser without script does.
func (st *story) save(b *browser, n int, do, target string) *httptest.ResponseRecorder {
	st.t.Helper()
	page := b.get(st.bench(n)).Body.String()
	return b.post("/segments/"+st.segments[n-1].ID, "version", field(page, "version"),
		"op", field(page, "op"), "view", field(page, "view"), "from", "", "target", target, "do", do)
}

func field(page, name string) string {
	m := regexp.MustCompile(`name="` + name + `" value="([^"]*)"`).FindStringSubmatch(page)
	if m == nil {
		return ""
	}
	return html.UnescapeString(m[1])
}

func TestBenchShowsBothTextsWithTheirDirections(t *testing.T) {
	st := tell(t)
	b := st.as(workflow.Translator)
	page := st.see(b.get(st.bench(3)), http.StatusOK,
		`lang="ar" dir="rtl"`, `lang="fr" dir="ltr"`, `data-state="reviewed"`, `data-state="draft"`,
		`data-state="returned"`, `data-state="initial"`, `data-state="translated"`,
		`<bdi class="code-tag" dir="ltr">⟦1⟧</bdi>`, "⟦1⟧Emmanuel Macron⟦/1⟧.⟦2/⟧</textarea>",
		`<span class="sp" data-mark="NBSP" title="Espace insécable">`, "écrire « Retailleau »")
	if strings.Count(page, "<textarea") != 3 { // the editor, the new comment, the blank editor
		t.Errorf("%d text areas, want the active one, the comment's and the blank one's",
			strings.Count(page, "<textarea"))
	}
	checkData(t, page, st.segments[3].Source.String(), "هل الاسم صحيح؟")
	inactive := b.get(st.bench(1)).Body.String()
	if !strings.Contains(inactive, "<b>Emmanuel Macron</b>") {
		t.Error("a paired code is not shown as formatting in an inactive row")
	}
}

func TestBenchOpensWhatIsToDo(t *testing.T) {
	st := tell(t)
	tests := []struct {
		name, query string
		rows        int
		active      int // 0: none
	}{
		{"first unfinished", "", len(st.segments), 4},
		{"jump with Arabic digits", "?go=٣", len(st.segments), 3},
		{"past the end", "?go=9999", len(st.segments), len(st.segments)},
		{"not a number", "?go=x", len(st.segments), 4},
		{"returned", "?state=returned", 1, 5},
		{"drafts", "?state=draft", 1, 4},
		{"with comments", "?comments=1", 1, 3},
		{"both languages, folded", "?q=RETAILLEAU", 1, 2},
		{"Arabic with another last letter", "?q=حديثة", 1, 3},
		{"nothing", "?q=zzzz", 0, 0},
		{"somebody else's segment", "?s=none", len(st.segments), 4},
	}
	b := st.as(workflow.Translator)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			page := st.see(b.get("/articles/"+st.id+"/bench"+tt.query), http.StatusOK)
			if got := strings.Count(page, `<li class="seg`); got != tt.rows {
				t.Errorf("%d rows, want %d", got, tt.rows)
			}
			got := 0
			if m := regexp.MustCompile(`<li class="seg on[^>]*>\s*<a class="num" id="s(\d+)"`).FindStringSubmatch(page); m != nil {
				got, _ = strconv.Atoi(m[1])
			}
			if got != tt.active {
				t.Errorf("segment %d is active, want %d", got, tt.active)
			}
		})
	}
}

func TestConfirmAndNextWithoutScript(t *testing.T) {
	st := tell(t)
	b := st.as(workflow.Translator)
	w := st.save(b, 6, "next", "Le volet sécuritaire a dominé les discussions.")
	if want := st.segments[6].ID; !strings.Contains(w.Header().Get("Location"), "s="+want+"#s7") {
		t.Fatalf("goes to %s, want segment 7", w.Header().Get("Location"))
	}
	st.see(b.follow(w), http.StatusOK, "Segment 6 confirmé")
	if g := st.segment(t, 6); g.Snapshot.State != bitext.Translated || g.Target.String() == "" {
		t.Errorf("segment 6 is %s %q", g.Snapshot.State, g.Target)
	}
}

func TestNextKeepsToTheFilter(t *testing.T) {
	st := tell(t)
	b := st.as(workflow.Translator)
	w := b.post("/segments/"+st.segments[3].ID, "version", "2", "op", "a", "view", "state=open",
		"target", "Fini.", "do", "next")
	if loc := w.Header().Get("Location"); !strings.Contains(loc, "state=open") ||
		!strings.HasSuffix(loc, "#s5") {
		t.Errorf("goes to %s, want segment 5 of what is open", loc)
	}
}

// A damaged tag is refused in words, and what was typed stays in the field.
func TestDamagedTagsAreRefused(t *testing.T) {
	st := tell(t)
	tests := []struct{ name, target, want string }{
		{"torn", "Selon ⟦1⟧Macron", "n’a pas sa moitié"},
		{"unknown", "Selon ⟦9⟧Macron⟦/9⟧", "n’existe pas dans la source"},
		{"broken", "Selon ⟦1 Macron", "incomplète"},
		{"twice", "⟦2/⟧ et ⟦2/⟧", "plus d’une fois"},
		{"override", "abc\u202edef", "renverse l’ordre"},
	}
	b := st.as(workflow.Translator)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := st.save(b, 3, "next", tt.target)
			st.see(w, http.StatusUnprocessableEntity, tt.want, "Rien n’a été enregistré",
				html.EscapeString(tt.target)+"</textarea>")
		})
	}
}

func TestTextIsKeptWhenTheSessionIsOver(t *testing.T) {
	st := tell(t)
	path := "/segments/" + st.segments[3].ID
	w := st.browser().post(path, "version", "2", "op", "k", "target", "Texte <précieux>", "do", "next")
	st.see(w, http.StatusUnauthorized, "Texte &lt;précieux&gt;</textarea>", `action="`+path+`"`,
		`name="version" value="2"`)
}

func TestAnotherTranslatorsSegmentKeepsWhatWasTyped(t *testing.T) {
	st := tell(t)
	p, err := st.desk.AddPerson(t.Context(), workflow.Operator(), workflow.NewPerson{
		Email: "omar@desk.test", Name: "عمر", Language: "fr", Role: workflow.Translator,
		Password: testPassword})
	if err != nil {
		t.Fatal(p, err)
	}
	b := st.browser()
	b.signIn("omar@desk.test", testPassword)
	st.see(b.get(st.bench(6)), http.StatusOK, "attribué à <bdi>ليلى translator</bdi>")
	w := b.post("/segments/"+st.segments[5].ID, "version", "1", "target", "à moi", "do", "save")
	if w.Code != http.StatusForbidden || !strings.Contains(w.Body.String(), "à moi") {
		t.Errorf("status %d, or the text is lost:\n%s", w.Code, w.Body)
	}
}

// Going back to a form and sending another text with it is another save; sending the same is not.
func TestFormSentAgain(t *testing.T) {
	st := tell(t)
	b := st.as(workflow.Translator)
	send := func(version, text string) int64 {
		w := b.post("/segments/"+st.segments[5].ID, "version", version, "op", "one", "target", text, "do", "save")
		if w.Code != http.StatusSeeOther {
			t.Fatalf("status %d\n%s", w.Code, w.Body)
		}
		return st.segment(t, 6).Version
	}
	first := send("1", "un")
	if again := send("1", "un"); again != first {
		t.Errorf("version %d after the repetition, want %d", again, first)
	}
	if other := send(strconv.FormatInt(first, 10), "deux"); other != first+1 {
		t.Errorf("version %d after another text, want %d", other, first+1)
	}
}

// Whatever the button is for, what was typed is saved first.
func TestMergeSplitUndoClearKeepWhatWasTyped(t *testing.T) {
	st := tell(t)
	b := st.as(workflow.Translator)
	n := len(st.segments)
	st.see(b.follow(st.save(b, 6, "merge", "tapé avant la fusion")), http.StatusOK, "tapé avant la fusion")
	if st.read(t); len(st.segments) != n-1 {
		t.Fatalf("%d segments after the merge, want %d", len(st.segments), n-1)
	}
	b.follow(st.save(b, 6, "undo", "tapé avant la fusion"))
	if st.read(t); len(st.segments) != n {
		t.Fatalf("%d segments after the undo, want %d", len(st.segments), n)
	}
	w := st.save(b, 7, "split", "à couper en deux")
	page := st.see(b.follow(w), http.StatusOK, "Où couper la source", "<span>couper</span>")
	at := regexp.MustCompile(`name="at" value="(\d+)"`).FindStringSubmatch(page)[1]
	w = b.post("/segments/"+st.segments[6].ID+"/cut", "version", field(page, "version"), "at", at, "target_at", "-1")
	if b.follow(w); len(st.segments) == n {
		st.read(t)
	}
	if len(st.segments) != n+1 {
		t.Errorf("%d segments after the cut, want %d", len(st.segments), n+1)
	}
	b.follow(st.save(b, 4, "clear", "encore un mot"))
	g := st.segment(t, 4)
	if !g.Target.Empty() || g.Snapshot.State != bitext.Initial {
		t.Errorf("cleared segment is %s %q", g.Snapshot.State, g.Target)
	}
	st.see(b.get("/segments/"+g.ID+"/history"), http.StatusOK, "encore un mot", "Vidé")
}

func TestCutWithoutAPlaceIsRefused(t *testing.T) {
	st := tell(t)
	b := st.as(workflow.Translator)
	w := b.post("/segments/"+st.segments[1].ID+"/cut", "version", "2", "at", "", "target_at", "-1")
	st.see(w, http.StatusUnprocessableEntity, "Chaque partie doit contenir du texte")
}

func TestHistoryShowsDifferencesAndRestores(t *testing.T) {
	st := tell(t)
	b := st.as(workflow.Translator)
	st.save(b, 2, "next", strings.Replace(french()[1], "lundi", "mardi", 1))
	path := "/segments/" + st.segments[1].ID
	page := st.see(b.get(path+"/history"), http.StatusOK, "suppression", "<del>", "lundi", "mardi",
		"Rétablir ce texte", "<bdi>ليلى translator</bdi>")
	change := regexp.MustCompile(`name="change" value="([^"]+)"`).FindStringSubmatch(page)[1]
	b.follow(b.post(path+"/restore", "version", field(page, "version"), "change", change))
	if got := st.segment(t, 2).Target.String(); got != french()[1] {
		t.Errorf("restored %q", got)
	}
	w := b.post(path+"/restore", "version", field(page, "version"), "change", change)
	st.see(w, http.StatusConflict, "Le segment a changé entre-temps")
}

func TestCommentsAreAnsweredResolvedAndReopened(t *testing.T) {
	st := tell(t)
	b := st.as(workflow.Editor)
	path := "/segments/" + st.segments[2].ID + "/comments"
	st.see(b.post(path, "text", "  "), http.StatusUnprocessableEntity, "Le commentaire est vide")
	page := st.see(b.follow(b.post(path, "text", "ثالث <b>")), http.StatusOK, "ثالث &lt;b&gt;", `dir="auto"`)
	action := regexp.MustCompile(`action="(/comments/[^"]+/resolve)"`).FindStringSubmatch(page)[1]
	st.see(b.follow(b.post(action)), http.StatusOK, "Clos par", "Rouvrir")
	st.see(b.follow(b.post(strings.Replace(action, "resolve", "reopen", 1))), http.StatusOK, "Commentaire rouvert")
	st.see(b.follow(b.post("/articles/"+st.id+"/comments", "text", "Sur tout l’article")), http.StatusOK,
		"Sur tout l’article", "Article entier", "هل الاسم صحيح؟")
}

// A book is one page, so that finding in the page, anchors and printing have all of it.
func TestBenchOfABookIsOnePage(t *testing.T) {
	n := openNewsroom(t)
	a := n.book(2100)
	b := n.as(workflow.Translator)
	tests := []struct {
		query string
		rows  int
		on    string
	}{
		{"", 2100, `id="s1"`},
		{"?go=1500", 2100, `id="s1500"`},
		{"?go=٢٠٩٩", 2100, `id="s2099"`},
		{"?go=9999", 2100, `id="s2100"`},
		{"?q=Phrase+20", 111, `id="s21"`},
	}
	on := regexp.MustCompile(`<li class="seg on[^>]*>\s*<a class="num" (id="s\d+")`)
	for _, tt := range tests {
		page := n.see(b.get("/articles/"+a+"/bench"+tt.query), http.StatusOK)
		if got := strings.Count(page, `<li class="seg`); got != tt.rows {
			t.Errorf("%q: %d rows, want %d", tt.query, got, tt.rows)
		}
		if got := on.FindStringSubmatch(page); got == nil || got[1] != tt.on {
			t.Errorf("%q: %v is active, want %s", tt.query, got, tt.on)
		}
	}
}

// What is copied from a source keeps its codes, and what does not show is marked there too.
func TestTaggedText(t *testing.T) {
	all, err := newLocales(time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	b, _ := all.in("fr")
	bold, note := bitext.Code{ID: "1", Type: bitext.Bold}, bitext.Code{ID: "2", Type: bitext.NoteMark, Equiv: "*"}
	got := string(b.text(bitext.Text{{Chars: "a  <\u200f"}, {Kind: bitext.Open, Code: bold},
		{Chars: "b"}, {Kind: bitext.Close, Code: bold}, {Kind: bitext.Lone, Code: note}}, true))
	want := `a <span class="sp" data-mark="SP" title="Espace double"> </span>&lt;` +
		`<span class="sp" data-mark="RLM" title="Marque droite-à-gauche">` + "\u200f" + `</span>` +
		`<b data-pair="1" data-type="bold"><bdi class="code-tag" dir="ltr">⟦1⟧</bdi>b` +
		`<bdi class="code-tag" dir="ltr">⟦/1⟧</bdi></b>` +
		`<bdi class="code-tag" dir="ltr">⟦2/⟧</bdi><sup class="lone" data-chip="2" data-type="note"><bdi>*</bdi></sup>`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// The field types by the house style of the publication, unless that is off.
func TestFieldTypesByHouseStyle(t *testing.T) {
	n := openNewsroom(t)
	tests := []struct {
		name, target string
		style        workflow.HouseStyle
		want, narrow string
	}{
		{"France", "fr", workflow.HouseStyle{French: "fr-FR"},
			`{"lang":"fr","spaces":{"!":"` + "\u202f" + `","%":"` + "\u00a0" + `",":":"`, "\u202f"},
		{"Canada", "fr", workflow.HouseStyle{French: "fr-CA"},
			`{"lang":"fr","spaces":{"%":"` + "\u00a0" + `",":":"`, "\u00a0"},
		{"French off", "fr", workflow.HouseStyle{FrenchAsTyped: true}, `data-typing=""`, "\u202f"},
		{"Arabic", "ar", workflow.HouseStyle{FrenchAsTyped: true}, `{"lang":"ar","spaces":{}}`, "\u202f"},
		{"Arabic off", "ar", workflow.HouseStyle{ArabicAsTyped: true}, `data-typing=""`, "\u202f"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			source := map[string]string{"fr": "ar", "ar": "fr"}[tt.target]
			p, err := n.desk.AddPublication(t.Context(), n.actor(workflow.Chief), workflow.Publication{
				Name: tt.name, SourceLang: source, TargetLang: tt.target, Style: tt.style})
			if err != nil {
				t.Fatal(err)
			}
			a, err := n.desk.AddArticle(t.Context(), n.actor(workflow.Editor), workflow.NewArticle{
				Document: &bitext.Document{Blocks: []bitext.Block{bitext.NewBlock(bitext.Paragraph,
					bitext.Plain("Texte "+tt.name))}}, SourceLang: source, TargetLang: tt.target, Publication: p.ID})
			if err != nil {
				t.Fatal(err)
			}
			page := html.UnescapeString(n.as(workflow.Editor).get("/articles/" + a.ID + "/bench").Body.String())
			for _, want := range []string{tt.want, `data-narrow="` + tt.narrow + `"`} {
				if !strings.Contains(page, want) {
					t.Errorf("the page lacks %q", want)
				}
			}
		})
	}
}

// book adds an article of n segments, "Phrase 0" and so on, and answers its id.
func (n *newsroom) book(size int) string {
	n.t.Helper()
	doc := &bitext.Document{SourceLang: "fr"}
	for i := range size {
		doc.Blocks = append(doc.Blocks,
			bitext.NewBlock(bitext.Paragraph, bitext.Plain("Phrase "+strconv.Itoa(i))))
	}
	a, err := n.desk.AddArticle(n.t.Context(), n.actor(workflow.Chief),
		workflow.NewArticle{Document: doc, Title: "Livre"})
	if err != nil {
		n.t.Fatal(err)
	}
	return a.ID
}
