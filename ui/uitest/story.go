package uitest

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
	"truchement/workflow/format/text"
	"truchement/workflow/intake"
	"truchement/workflow/plan"
)

// Story is an article that is being worked on: one segment of each state, a bold name and a note
// mark in the third, two comments.
type Story struct {
	*Newsroom
	ID       string
	Segments []workflow.Segment
}

// FrenchTexts are the translations of the first segments.
func FrenchTexts() []string {
	return []string{
		"Rabat et Paris renforcent leur partenariat en matière de sécurité et de migration, dans la perspective d’une coopération stratégique globale",
		"La capitale, Rabat, a été lundi le théâtre d’une nouvelle étape du rapprochement maroco-français, avec la réunion du ministre de l’Intérieur, Abdelouafi Laftit, et de son homologue français, Bruno Retailleau.",
		"La réunion n’était pas une simple rencontre protocolaire\u202f; elle portait un contenu stratégique, selon le président ⟦1⟧Emmanuel Macron⟦/1⟧.⟦2/⟧",
		"Ce partenariat repose sur de nouvelles bases qui reflètent la profondeur des relations historiques",
		"De son côté, le responsable français a souligné l’importance de la coopération avec le Maroc, pays de transit et de stabilité.",
	}
}

// OpenStory makes a newsroom with an article in translation.
func OpenStory(t *testing.T) *Story {
	t.Helper()
	n := OpenNewsroom(t)
	f, err := os.Open(filepath.Join(folder(), "../../workflow/story/testdata/rabat-paris.ar.txt"))
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
	a, err := n.Intake.AddArticle(t.Context(), n.Actor(workflow.Editor), intake.NewArticle{
		Document: doc, SourceLang: "ar", TargetLang: "fr", Due: n.Clock.Now().Add(3 * time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	st := &Story{Newsroom: n, ID: a.ID}
	st.work(t)
	return st
}

// work translates, approves, returns and comments until every state is there.
func (st *Story) work(t *testing.T) {
	t.Helper()
	must := func(_ any, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ctx, translator, editor := t.Context(), st.Actor(workflow.Translator), st.Actor(workflow.Editor)
	must(st.Plan.Assign(ctx, editor, plan.NewAssignment{Article: st.ID,
		Person: translator.ID, Role: workflow.Translator}))
	st.Read(t)
	for i, target := range FrenchTexts() {
		must(st.Desk.Save(ctx, translator, desk.Save{Segment: st.Segments[i].ID, Version: 1,
			Target: target, Confirm: i != 3}))
	}
	must(st.Desk.Review(ctx, editor, desk.Review{Segment: st.Segments[0].ID, Version: 2,
		Decision: workflow.Approve}))
	must(st.Desk.Review(ctx, editor, desk.Review{Segment: st.Segments[4].ID, Version: 2,
		Decision: workflow.Return, Reason: "Nom propre : écrire « Retailleau »"}))
	must(st.Desk.Comment(ctx, editor, st.ID, st.Segments[2].ID, "هل الاسم صحيح؟"))
	must(st.Desk.Comment(ctx, translator, st.ID, st.Segments[2].ID, "Oui, vérifié."))
	st.Read(t)
}

// Read reads the article anew.
func (st *Story) Read(t *testing.T) {
	t.Helper()
	v, err := st.Article.Read(t.Context(), st.Actor(workflow.Chief), st.ID)
	if err != nil {
		t.Fatal(err)
	}
	st.Segments = v.Segments
}

// Segment is the nth one, from 1, as the desk has it.
func (st *Story) Segment(t *testing.T, n int) workflow.Segment {
	t.Helper()
	st.Read(t)
	return st.Segments[n-1]
}

// Bench is the page of the workbench.
func (st *Story) Bench(n int) string {
	return "/articles/" + st.ID + "/bench?s=" + st.Segments[n-1].ID
}

// Save sends the editor's form as a browser without script does.
func (st *Story) Save(b *Browser, n int, do, target string) *httptest.ResponseRecorder {
	st.TB.Helper()
	page := b.Get(st.Bench(n)).Body.String()
	return b.Post("/segments/"+st.Segments[n-1].ID, "version", Field(page, "version"),
		"op", Field(page, "op"), "view", Field(page, "view"), "from", "", "target", target, "do", do)
}
