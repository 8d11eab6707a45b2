package desk_test

import (
	"strings"
	"testing"
	"time"

	"truchement/ui/uitest"
	"truchement/workflow"
)

// An article crosses the board by its menu, without script, and each move is taken back.
func TestArticleIsMovedByItsMenu(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := n.AddArticle("Un titre\nUne phrase.", 0)
	amina, luc := n.As(workflow.Translator), n.As(workflow.Editor)
	path := "/articles/" + v.ID + "/move"
	stage := func(want workflow.Stage) {
		t.Helper()
		if got := n.View(v.ID).Stage(); got != want {
			t.Fatalf("the article is %s, want %s", got, want)
		}
	}
	move := func(b *uitest.Browser, from, to string, more ...string) string {
		t.Helper()
		w := b.Follow(b.Post(path, append([]string{"from", from, "to", to}, more...)...))
		return n.See(w, 200)
	}
	page := n.See(amina.Get(path), 200, "Prendre les segments libres", "Il reste 2 segments à traduire")
	uitest.CheckData(t, page, v.Title)
	uitest.CheckHTML(t, page)
	w := amina.Post(path, "from", "arrived", "to", "translating")
	if got := w.Header().Get("Location"); got != "/board" {
		t.Errorf("a move leads to %q, want the board", got)
	}
	page = n.See(amina.Follow(w), 200)
	stage(workflow.Translating)
	for _, want := range []string{`action="` + path + `"`, "est passé dans", "Annuler"} {
		if !strings.Contains(page, want) {
			t.Errorf("the notice lacks %q", want)
		}
	}
	move(amina, "translating", "arrived", "undo", "1")
	stage(workflow.Arrived)
	move(luc, "arrived", "translating", "person", n.People[workflow.Translator].ID)
	n.See(luc.Post(path, "from", "arrived", "to", "translating"), 409, "a changé de place")
	n.Translate(v.ID, "هدف")
	n.See(luc.Post(path, "from", "reviewing", "to", "translating"), 422, "aria-invalid")
	page = move(luc, "reviewing", "translating", "kind", "style", "reason", "trop long")
	stage(workflow.Translating)
	undo := page[strings.Index(page, "/batches/"):]
	undo = undo[:strings.Index(undo, `"`)]
	luc.Follow(luc.Post(undo, "back", "/"))
	stage(workflow.Reviewing)
	n.See(luc.Post(path, "from", "reviewing", "to", "ready"), 422, "Il reste 2 segments à relire")
	n.Approve(v.ID)
	n.See(luc.Get("/board?show=all"), 200, "Attend le bon à publier")
	move(luc, "reviewing", "ready")
	n.See(amina.Get(path), 200, "Votre rôle ne le permet pas")
	page = move(luc, "ready", "published")
	stage(workflow.Published)
	if strings.Contains(page, `class="undo"`) {
		t.Error("a publication is offered to be undone")
	}
}

func TestDeskIsRememberedFilteredAndSorted(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	late := n.AddArticle("En retard\nUne phrase.", -time.Hour)
	soon := n.AddArticle("Abordé\nUne phrase un peu plus longue que l’autre.", time.Hour)
	never := n.AddArticle("العاجل\nخبر.", 0)
	order := func(b *uitest.Browser, path string) string {
		t.Helper()
		page, found := n.See(b.Get(path), 200), ""
		for rest := page; ; {
			_, after, ok := strings.Cut(rest, `data-article="`)
			if !ok {
				return strings.TrimSpace(found)
			}
			id, _, _ := strings.Cut(after, `"`)
			found += map[string]string{late.ID: "late ", soon.ID: "soon ", never.ID: "never "}[id]
			rest = after
		}
	}
	chief := n.As(workflow.Chief)
	for path, want := range map[string]string{
		"/board":                          "late soon never",
		"/board?view=list&sort=-due":      "never soon late",
		"/board?view=list&sort=title":     "soon late never",
		"/board?view=list&sort=words":     "never late soon",
		"/board?deadline=late":            "late",
		"/board?deadline=today":           "late soon",
		"/board?deadline=none":            "never",
		"/board?pair=ar-fr":               "never",
		"/board?q=" + "ABORDE":            "soon",
		"/board?deadline=late&pair=ar-fr": "",
	} {
		if got := order(n.As(workflow.Chief), path); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	if order(chief, "/board?view=list&pair=fr-ar&sort=title&q=abord") != "soon" {
		t.Error("the search finds nothing")
	}
	if got := order(chief, "/board"); got != "soon late" {
		t.Errorf("the view is remembered as %q", got)
	}
	n.See(chief.Get("/board?view=list&sort=-due"), 200, `aria-sort="descending"`)
}
