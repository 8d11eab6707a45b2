package desk_test

import (
	"strings"
	"testing"
	"time"

	"truchement/ui/uitest"
	"truchement/workflow"
)

func TestDeskIsEmptyWithOneAction(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	n.See(n.As(workflow.Chief).Get("/"), 200, "Aucun article. Collez un texte", `href="/articles/new"`)
	if w := n.As(workflow.Reader).Get("/"); w.Code != 303 || w.Header().Get("Location") != "/editions" {
		t.Errorf("a Reader has the desk: status %d to %q", w.Code, w.Header().Get("Location"))
	}
}

// An empty board says why it is empty, by what was asked of it.
func TestEmptyBoardSaysWhy(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := n.AddArticle(uitest.ArabicArticle, 0)
	luc := n.As(workflow.Editor)
	n.See(luc.Get("/board?show=review"), 200, "Rien n’attend de relecture", "/board?show=all")
	n.See(luc.Get("/board?q=zzz"), 200, "Aucun article ne correspond", "/board?show=all")
	amina := n.As(workflow.Translator)
	luc.Follow(luc.Post("/articles/"+v.ID+"/assignments", "assignee", n.People[workflow.Editor].ID, "role", "translator"))
	n.See(amina.Get("/board"), 200, "aucun segment n’est libre")
}

// A published card says nothing of what changed: it is done.
func TestPublishedCardsCountNoChanges(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := n.AddArticle("Un titre\nUne phrase.", 0)
	amina, presence := n.As(workflow.Translator), "/articles/"+v.ID+"/presence"
	amina.Post(presence, "segment", v.Segments[0].ID)
	amina.Post(presence, "segment", "")
	n.Translate(v.ID, "هدف")
	n.Approve(v.ID)
	const words = "depuis votre départ"
	n.See(amina.Get("/board?show=all"), 200, words)
	luc := n.As(workflow.Editor)
	luc.Follow(luc.Post("/articles/"+v.ID+"/move", "from", "reviewing", "to", "ready"))
	luc.Follow(luc.Post("/articles/"+v.ID+"/move", "from", "ready", "to", "published"))
	if page := n.See(amina.Get("/board?show=all"), 200, v.Title); strings.Contains(page, words) {
		t.Error("a published card counts changes")
	}
}

func TestDeskShowsArticlesByStage(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	n.AddArticle(uitest.ArabicArticle, -40*time.Minute)
	page := n.See(n.As(workflow.Chief).Get("/"), 200,
		"En retard de 40 minutes", `data-due="late"`, "3 segments libres", "ar → fr", "3 à traduire")
	uitest.CheckData(t, page, "الرباط وباريس تعززان شراكتهما")
	n.See(n.As(workflow.Chief).Get("/board?view=list"), 200, "En retard de 40 minutes", "<table")
	part := n.As(workflow.Chief)
	part.Header.Set("Fx-Target", "board")
	if got := part.Get("/board").Body.String(); !strings.HasPrefix(got, `<div id="board"`) {
		t.Errorf("the fragment begins with %.40q", got)
	}
}

func TestDeskDefaultsByRole(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := n.AddArticle(uitest.ArabicArticle, 0)
	other := n.AddArticle("Le budget 2026\nLe ministère a présenté son budget hier.", 0)
	n.Translate(other.ID, "الميزانية")
	shows := func(role workflow.Role, path, id string) bool {
		return strings.Contains(n.See(n.As(role).Get(path), 200), `data-article="`+id+`"`)
	}
	tests := []struct {
		name string
		role workflow.Role
		path string
		id   string
		want bool
	}{
		{"a translator sees the pool", workflow.Translator, "/board", v.ID, true},
		{"an editor sees what waits for review", workflow.Editor, "/board", other.ID, true},
		{"and not what is to be translated", workflow.Editor, "/board", v.ID, false},
		{"unless all is asked for", workflow.Editor, "/board?show=all", v.ID, true},
		{"a chief sees all", workflow.Chief, "/", v.ID, true},
		{"by stage", workflow.Chief, "/board?stage=reviewing", v.ID, false},
		{"by search, folded", workflow.Chief, "/board?q=%D8%A7%D9%84%D8%B1%D8%A8%D8%A7%D8%B7", v.ID, true},
		{"by search, another", workflow.Chief, "/board?q=budget", v.ID, false},
		{"somebody’s articles, not mine", workflow.Translator,
			"/board?show=mine&person=" + n.People[workflow.Editor].ID, v.ID, false},
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
	st := uitest.OpenStory(t)
	b := st.As(workflow.Translator)
	presence := "/articles/" + st.ID + "/presence"
	b.Post(presence, "segment", st.Segments[6].ID)
	b.Post(presence, "segment", "")
	st.Save(st.As(workflow.Editor), 7, "save", "Pendant son absence")
	const words = "1 segment modifié depuis votre départ"
	st.See(b.Get("/board?who=all"), 200, words)
	b.Post(presence, "segment", st.Segments[6].ID)
	b.Post(presence, "segment", "")
	if body := b.Get("/board?who=all").Body.String(); strings.Contains(body, words) {
		t.Error("what was seen is still counted")
	}
}
