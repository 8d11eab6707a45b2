package ui

import (
	"strings"
	"testing"
	"time"

	"truchement/workflow"
	"truchement/workflow/format/text"
)

const arabicArticle = "الرباط وباريس تعززان شراكتهما\nشهدت العاصمة الرباط اليوم محطة جديدة. " +
	"وجرى بحث ملف الهجرة بين الوزيرين."

// article puts a text on the desk and answers it as it then stands.
func (n *newsroom) article(source string, due time.Duration) workflow.ArticleView {
	n.t.Helper()
	d, err := text.Read(strings.NewReader(source))
	if err != nil {
		n.t.Fatal(err)
	}
	in := workflow.NewArticle{Document: d}
	if due != 0 {
		in.Due = n.clock.now().Add(due)
	}
	a, err := n.desk.AddArticle(n.t.Context(), n.actor(workflow.Chief), in)
	if err != nil {
		n.t.Fatal(err)
	}
	return n.view(a.ID)
}

func (n *newsroom) view(id string) workflow.ArticleView {
	n.t.Helper()
	v, err := n.desk.Article(n.t.Context(), workflow.Operator(), id)
	if err != nil {
		n.t.Fatal(err)
	}
	return v
}

// translate confirms a target for every segment of an article.
func (n *newsroom) translate(id, target string) {
	n.t.Helper()
	for _, g := range n.view(id).Segments {
		_, err := n.desk.Save(n.t.Context(), n.actor(workflow.Translator), workflow.Save{
			Segment: g.ID, Version: g.Version, Target: target, Confirm: true})
		if err != nil {
			n.t.Fatal(err)
		}
	}
}

// approve approves every segment of an article.
func (n *newsroom) approve(id string) {
	n.t.Helper()
	for _, g := range n.view(id).Segments {
		_, err := n.desk.Review(n.t.Context(), n.actor(workflow.Editor), workflow.Review{
			Segment: g.ID, Version: g.Version, Decision: workflow.Approve})
		if err != nil {
			n.t.Fatal(err)
		}
	}
}

func TestDeskIsEmptyWithOneAction(t *testing.T) {
	n := openNewsroom(t)
	n.see(n.as(workflow.Chief).get("/"), 200, "Aucun article. Collez un texte", `href="/articles/new"`)
	page := n.see(n.as(workflow.Reader).get("/"), 200, "Aucun article n’est publié")
	if strings.Contains(page, "/articles/new") {
		t.Error("a Reader is offered a new article")
	}
}

func TestDeskShowsArticlesByStage(t *testing.T) {
	n := openNewsroom(t)
	n.article(arabicArticle, -40*time.Minute)
	page := n.see(n.as(workflow.Chief).get("/"), 200,
		"En retard de 40 minutes", `data-due="late"`, "3 segments libres", "ar → fr", "3 à traduire")
	checkData(t, page, "الرباط وباريس تعززان شراكتهما")
	n.see(n.as(workflow.Chief).get("/?view=list"), 200, "En retard de 40 minutes", "<table")
	part := n.as(workflow.Chief)
	part.header.Set("Fx-Target", "board")
	if got := part.get("/").Body.String(); !strings.HasPrefix(got, `<div id="board"`) {
		t.Errorf("the fragment begins with %.40q", got)
	}
}

func TestDeskDefaultsByRole(t *testing.T) {
	n := openNewsroom(t)
	v := n.article(arabicArticle, 0)
	other := n.article("Le budget 2026\nLe ministère a présenté son budget hier.", 0)
	n.translate(other.ID, "الميزانية")
	shows := func(role workflow.Role, path, id string) bool {
		return strings.Contains(n.see(n.as(role).get(path), 200), `data-article="`+id+`"`)
	}
	tests := []struct {
		name string
		role workflow.Role
		path string
		id   string
		want bool
	}{
		{"a translator sees the pool", workflow.Translator, "/", v.ID, true},
		{"an editor sees what waits for review", workflow.Editor, "/", other.ID, true},
		{"and not what is to be translated", workflow.Editor, "/", v.ID, false},
		{"unless all is asked for", workflow.Editor, "/?show=all", v.ID, true},
		{"a chief sees all", workflow.Chief, "/", v.ID, true},
		{"by stage", workflow.Chief, "/?stage=reviewing", v.ID, false},
		{"by search, folded", workflow.Chief, "/?q=%D8%A7%D9%84%D8%B1%D8%A8%D8%A7%D8%B7", v.ID, true},
		{"by search, another", workflow.Chief, "/?q=budget", v.ID, false},
		{"somebody’s articles, not mine", workflow.Translator,
			"/?show=mine&person=" + n.people[workflow.Editor].ID, v.ID, false},
		{"a Reader sees nothing unpublished", workflow.Reader, "/", v.ID, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := shows(tt.role, tt.path, tt.id); got != tt.want {
				t.Errorf("%s at %s: shown %v, want %v", tt.role, tt.path, got, tt.want)
			}
		})
	}
}

// The desk says how much others changed in an article since the reader left it.
func TestDeskCountsWhatWasMissed(t *testing.T) {
	st := tell(t)
	b := st.as(workflow.Translator)
	presence := "/articles/" + st.id + "/presence"
	b.post(presence, "segment", st.segments[6].ID)
	b.post(presence, "segment", "")
	st.save(st.as(workflow.Editor), 7, "save", "Pendant son absence")
	const words = "1 segment modifié depuis votre départ"
	st.see(b.get("/?who=all"), 200, words)
	b.post(presence, "segment", st.segments[6].ID)
	b.post(presence, "segment", "")
	if body := b.get("/?who=all").Body.String(); strings.Contains(body, words) {
		t.Error("what was seen is still counted")
	}
}
