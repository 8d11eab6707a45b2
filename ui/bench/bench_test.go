package bench_test

import (
	"html"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/access"
	"truchement/workflow/bitext"
	"truchement/workflow/intake"
)

func TestBenchShowsBothTextsWithTheirDirections(t *testing.T) {
	st := uitest.OpenStory(t)
	b := st.As(workflow.Translator)
	page := st.See(b.Get(st.Bench(3)), http.StatusOK,
		`lang="ar" dir="rtl"`, `lang="fr" dir="ltr"`, `data-state="reviewed"`, `data-state="draft"`,
		`data-state="returned"`, `data-state="initial"`, `data-state="translated"`,
		`<bdi class="code-tag" dir="ltr">⟦1⟧</bdi>`, "⟦1⟧Emmanuel Macron⟦/1⟧.⟦2/⟧</textarea>",
		`<span class="sp" data-mark="NBSP" title="Espace insécable">`, "écrire « Retailleau »")
	if strings.Count(page, "<textarea") != 3 { // the editor, the new comment, the blank editor
		t.Errorf("%d text areas, want the active one, the comment's and the blank one's",
			strings.Count(page, "<textarea"))
	}
	uitest.CheckData(t, page, st.Segments[3].Source.String(), "هل الاسم صحيح؟")
	inactive := b.Get(st.Bench(1)).Body.String()
	if !strings.Contains(inactive, "<b>Emmanuel Macron</b>") {
		t.Error("a paired code is not shown as formatting in an inactive row")
	}
}

func TestBenchOpensWhatIsToDo(t *testing.T) {
	st := uitest.OpenStory(t)
	tests := []struct {
		name, query string
		rows        int
		active      int // 0: none
	}{
		{"first unfinished", "", len(st.Segments), 4},
		{"jump with Arabic digits", "?go=٣", len(st.Segments), 3},
		{"past the end", "?go=9999", len(st.Segments), len(st.Segments)},
		{"not a number", "?go=x", len(st.Segments), 4},
		{"returned", "?state=returned", 1, 5},
		{"drafts", "?state=draft", 1, 4},
		{"with comments", "?comments=1", 1, 3},
		{"both languages, folded", "?q=RETAILLEAU", 1, 2},
		{"Arabic with another last letter", "?q=حديثة", 1, 3},
		{"nothing", "?q=zzzz", 0, 0},
		{"somebody else's segment", "?s=none", len(st.Segments), 4},
	}
	b := st.As(workflow.Translator)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			page := st.See(b.Get("/articles/"+st.ID+"/bench"+tt.query), http.StatusOK)
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
	st := uitest.OpenStory(t)
	b := st.As(workflow.Translator)
	w := st.Save(b, 6, "next", "Le volet sécuritaire a dominé les discussions.")
	if want := st.Segments[6].ID; !strings.Contains(w.Header().Get("Location"), "s="+want+"#s7") {
		t.Fatalf("goes to %s, want segment 7", w.Header().Get("Location"))
	}
	st.See(b.Follow(w), http.StatusOK, "Segment 6 confirmé")
	if g := st.Segment(t, 6); g.Snapshot.State != bitext.Translated || g.Target.String() == "" {
		t.Errorf("segment 6 is %s %q", g.Snapshot.State, g.Target)
	}
}

func TestNextKeepsToTheFilter(t *testing.T) {
	st := uitest.OpenStory(t)
	b := st.As(workflow.Translator)
	w := b.Post("/segments/"+st.Segments[3].ID, "version", "2", "op", "a", "view", "state=open",
		"target", "Fini.", "do", "next")
	if loc := w.Header().Get("Location"); !strings.Contains(loc, "state=open") ||
		!strings.HasSuffix(loc, "#s5") {
		t.Errorf("goes to %s, want segment 5 of what is open", loc)
	}
}

// A damaged tag is refused in words, and what was typed stays in the field.
func TestDamagedTagsAreRefused(t *testing.T) {
	st := uitest.OpenStory(t)
	tests := []struct{ name, target, want string }{
		{"torn", "Selon ⟦1⟧Macron", "n’a pas sa moitié"},
		{"unknown", "Selon ⟦9⟧Macron⟦/9⟧", "n’existe pas dans la source"},
		{"broken", "Selon ⟦1 Macron", "incomplète"},
		{"twice", "⟦2/⟧ et ⟦2/⟧", "plus d’une fois"},
		{"override", "abc\u202edef", "renverse l’ordre"},
	}
	b := st.As(workflow.Translator)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := st.Save(b, 3, "next", tt.target)
			st.See(w, http.StatusUnprocessableEntity, tt.want, "Rien n’a été enregistré",
				html.EscapeString(tt.target)+"</textarea>")
		})
	}
}

func TestTextIsKeptWhenTheSessionIsOver(t *testing.T) {
	st := uitest.OpenStory(t)
	path := "/segments/" + st.Segments[3].ID
	w := st.Browser().Post(path, "version", "2", "op", "k", "target", "Texte <précieux>", "do", "next")
	st.See(w, http.StatusUnauthorized, "Texte &lt;précieux&gt;</textarea>", `action="`+path+`"`,
		`name="version" value="2"`)
}

func TestAnotherTranslatorsSegmentKeepsWhatWasTyped(t *testing.T) {
	st := uitest.OpenStory(t)
	p, err := st.Access.AddPerson(t.Context(), workflow.Operator(), access.NewPerson{
		Email: "omar@desk.test", Name: "عمر", Language: "fr", Role: workflow.Translator,
		Password: uitest.TestPassword})
	if err != nil {
		t.Fatal(p, err)
	}
	b := st.Browser()
	b.SignIn("omar@desk.test", uitest.TestPassword)
	st.See(b.Get(st.Bench(6)), http.StatusOK, "attribué à <bdi>ليلى translator</bdi>")
	w := b.Post("/segments/"+st.Segments[5].ID, "version", "1", "target", "à moi", "do", "save")
	if w.Code != http.StatusForbidden || !strings.Contains(w.Body.String(), "à moi") {
		t.Errorf("status %d, or the text is lost:\n%s", w.Code, w.Body)
	}
}

// Going back to a form and sending another text with it is another save; sending the same is not.
func TestFormSentAgain(t *testing.T) {
	st := uitest.OpenStory(t)
	b := st.As(workflow.Translator)
	send := func(version, text string) int64 {
		w := b.Post("/segments/"+st.Segments[5].ID, "version", version, "op", "one", "target", text, "do", "save")
		if w.Code != http.StatusSeeOther {
			t.Fatalf("status %d\n%s", w.Code, w.Body)
		}
		return st.Segment(t, 6).Version
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
	st := uitest.OpenStory(t)
	b := st.As(workflow.Translator)
	n := len(st.Segments)
	st.See(b.Follow(st.Save(b, 6, "merge", "tapé avant la fusion")), http.StatusOK, "tapé avant la fusion")
	if st.Read(t); len(st.Segments) != n-1 {
		t.Fatalf("%d segments after the merge, want %d", len(st.Segments), n-1)
	}
	b.Follow(st.Save(b, 6, "undo", "tapé avant la fusion"))
	if st.Read(t); len(st.Segments) != n {
		t.Fatalf("%d segments after the undo, want %d", len(st.Segments), n)
	}
	w := st.Save(b, 7, "split", "à couper en deux")
	page := st.See(b.Follow(w), http.StatusOK, "Où couper la source", "<span>couper</span>")
	at := regexp.MustCompile(`name="at" value="(\d+)"`).FindStringSubmatch(page)[1]
	w = b.Post("/segments/"+st.Segments[6].ID+"/cut", "version", uitest.Field(page, "version"), "at", at, "target_at", "-1")
	if b.Follow(w); len(st.Segments) == n {
		st.Read(t)
	}
	if len(st.Segments) != n+1 {
		t.Errorf("%d segments after the cut, want %d", len(st.Segments), n+1)
	}
	b.Follow(st.Save(b, 4, "clear", "encore un mot"))
	g := st.Segment(t, 4)
	if !g.Target.Empty() || g.Snapshot.State != bitext.Initial {
		t.Errorf("cleared segment is %s %q", g.Snapshot.State, g.Target)
	}
	st.See(b.Get("/segments/"+g.ID+"/history"), http.StatusOK, "encore un mot", "Vidé")
}

func TestCutWithoutAPlaceIsRefused(t *testing.T) {
	st := uitest.OpenStory(t)
	b := st.As(workflow.Translator)
	w := b.Post("/segments/"+st.Segments[1].ID+"/cut", "version", "2", "at", "", "target_at", "-1")
	st.See(w, http.StatusUnprocessableEntity, "Chaque partie doit contenir du texte")
}

func TestHistoryShowsDifferencesAndRestores(t *testing.T) {
	st := uitest.OpenStory(t)
	b := st.As(workflow.Translator)
	st.Save(b, 2, "next", strings.Replace(uitest.FrenchTexts()[1], "lundi", "mardi", 1))
	path := "/segments/" + st.Segments[1].ID
	page := st.See(b.Get(path+"/history"), http.StatusOK, "suppression", "<del>", "lundi", "mardi",
		"Rétablir ce texte", "<bdi>ليلى translator</bdi>")
	change := regexp.MustCompile(`name="change" value="([^"]+)"`).FindStringSubmatch(page)[1]
	b.Follow(b.Post(path+"/restore", "version", uitest.Field(page, "version"), "change", change))
	if got := st.Segment(t, 2).Target.String(); got != uitest.FrenchTexts()[1] {
		t.Errorf("restored %q", got)
	}
	w := b.Post(path+"/restore", "version", uitest.Field(page, "version"), "change", change)
	st.See(w, http.StatusConflict, "Le segment a changé entre-temps")
}

func TestCommentsAreAnsweredResolvedAndReopened(t *testing.T) {
	st := uitest.OpenStory(t)
	b := st.As(workflow.Editor)
	path := "/segments/" + st.Segments[2].ID + "/comments"
	st.See(b.Post(path, "text", "  "), http.StatusUnprocessableEntity, "Le commentaire est vide")
	page := st.See(b.Follow(b.Post(path, "text", "ثالث <b>")), http.StatusOK, "ثالث &lt;b&gt;", `dir="auto"`)
	action := regexp.MustCompile(`action="(/comments/[^"]+/resolve)"`).FindStringSubmatch(page)[1]
	st.See(b.Follow(b.Post(action)), http.StatusOK, "Clos par", "Rouvrir")
	st.See(b.Follow(b.Post(strings.Replace(action, "resolve", "reopen", 1))), http.StatusOK, "Commentaire rouvert")
	st.See(b.Follow(b.Post("/articles/"+st.ID+"/comments", "text", "Sur tout l’article")), http.StatusOK,
		"Sur tout l’article", "Article entier", "هل الاسم صحيح؟")
}

// A book is one page, so that finding in the page, anchors and printing have all of it.
func TestBenchOfABookIsOnePage(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	a := addBook(n, 2100)
	b := n.As(workflow.Translator)
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
		page := n.See(b.Get("/articles/"+a+"/bench"+tt.query), http.StatusOK)
		if got := strings.Count(page, `<li class="seg`); got != tt.rows {
			t.Errorf("%q: %d rows, want %d", tt.query, got, tt.rows)
		}
		if got := on.FindStringSubmatch(page); got == nil || got[1] != tt.on {
			t.Errorf("%q: %v is active, want %s", tt.query, got, tt.on)
		}
	}
}

// The field types by the house style of the publication, unless that is off.
func TestFieldTypesByHouseStyle(t *testing.T) {
	n := uitest.OpenNewsroom(t)
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
			p, err := n.Publication.Add(t.Context(), n.Actor(workflow.Chief), workflow.Publication{
				Name: tt.name, SourceLang: source, TargetLang: tt.target, Style: tt.style})
			if err != nil {
				t.Fatal(err)
			}
			a, err := n.Intake.AddArticle(t.Context(), n.Actor(workflow.Editor), intake.NewArticle{
				Document: &bitext.Document{Blocks: []bitext.Block{bitext.NewBlock(bitext.Paragraph,
					bitext.Plain("Texte "+tt.name))}}, SourceLang: source, TargetLang: tt.target, Publication: p.ID})
			if err != nil {
				t.Fatal(err)
			}
			page := html.UnescapeString(n.As(workflow.Editor).Get("/articles/" + a.ID + "/bench").Body.String())
			for _, want := range []string{tt.want, `data-narrow="` + tt.narrow + `"`} {
				if !strings.Contains(page, want) {
					t.Errorf("the page lacks %q", want)
				}
			}
		})
	}
}

// book adds an article of n segments, "Phrase 0" and so on, and answers its id.
func addBook(n *uitest.Newsroom, size int) string {
	n.TB.Helper()
	doc := &bitext.Document{SourceLang: "fr"}
	for i := range size {
		doc.Blocks = append(doc.Blocks,
			bitext.NewBlock(bitext.Paragraph, bitext.Plain("Phrase "+strconv.Itoa(i))))
	}
	a, err := n.Intake.AddArticle(n.TB.Context(), n.Actor(workflow.Chief),
		intake.NewArticle{Document: doc, Title: "Livre"})
	if err != nil {
		n.TB.Fatal(err)
	}
	return a.ID
}
