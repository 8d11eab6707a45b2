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

func TestDeskShowsArticlesByStage(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	n.AddArticle(uitest.ArabicArticle, -40*time.Minute)
	page := n.See(n.As(workflow.Chief).Get("/"), 200,
		"En retard de 40 minutes", `data-due="late"`, "3 segments libres", "ar → fr", "3 à traduire")
	uitest.CheckData(t, page, "الرباط وباريس تعززان شراكتهما")
	n.See(n.As(workflow.Chief).Get("/?view=list"), 200, "En retard de 40 minutes", "<table")
	part := n.As(workflow.Chief)
	part.Header.Set("Fx-Target", "board")
	if got := part.Get("/").Body.String(); !strings.HasPrefix(got, `<div id="board"`) {
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
		{"a translator sees the pool", workflow.Translator, "/", v.ID, true},
		{"an editor sees what waits for review", workflow.Editor, "/", other.ID, true},
		{"and not what is to be translated", workflow.Editor, "/", v.ID, false},
		{"unless all is asked for", workflow.Editor, "/?show=all", v.ID, true},
		{"a chief sees all", workflow.Chief, "/", v.ID, true},
		{"by stage", workflow.Chief, "/?stage=reviewing", v.ID, false},
		{"by search, folded", workflow.Chief, "/?q=%D8%A7%D9%84%D8%B1%D8%A8%D8%A7%D8%B7", v.ID, true},
		{"by search, another", workflow.Chief, "/?q=budget", v.ID, false},
		{"somebody’s articles, not mine", workflow.Translator,
			"/?show=mine&person=" + n.People[workflow.Editor].ID, v.ID, false},
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
	st.See(b.Get("/?who=all"), 200, words)
	b.Post(presence, "segment", st.Segments[6].ID)
	b.Post(presence, "segment", "")
	if body := b.Get("/?who=all").Body.String(); strings.Contains(body, words) {
		t.Error("what was seen is still counted")
	}
}
