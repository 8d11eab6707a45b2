package desk_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/desk"
)

func TestLoadShowsTheDayOfEachPerson(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := n.AddArticle(uitest.ArabicArticle, time.Hour)
	editor, translator := n.As(workflow.Editor), n.As(workflow.Translator)
	amina := n.People[workflow.Translator]
	editor.Follow(editor.Post("/articles/"+v.ID+"/assignments",
		"assignee", amina.ID, "role", "translator"))
	page := n.See(editor.Get("/load"), 200, "Charge", "Dans 60 minutes", "15:00")
	uitest.CheckData(t, page, amina.Name)
	page = n.See(editor.Get("/load?person="+amina.ID), 200, "Journée de", v.Title, "Environ 10 minutes de travail")
	uitest.CheckHTML(t, page)
	uitest.CheckData(t, page, v.Title)
	n.See(editor.Get("/load?person="+n.People[workflow.Editor].ID), 200, "Rien ne vous est attribué")
	n.See(editor.Get("/load?person=nobody"), 404)
	w := translator.Get("/load?person=" + n.People[workflow.Editor].ID)
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/day" {
		t.Errorf("a translator is led to %d %s", w.Code, w.Header())
	}
}

// The home of a translator is their day: their own part and its own due time, where to go on, what
// came back and what is free.
func TestHomeOfATranslatorIsTheirDay(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := n.AddArticle("Un titre\nUne phrase. Une autre. Et une autre.", 3*time.Hour)
	luc, amina := n.As(workflow.Editor), n.As(workflow.Translator)
	n.See(amina.Get("/"), 200, "Rien à faire", "des segments sont libres", "Prendre et commencer")
	luc.Follow(luc.Post("/articles/"+v.ID+"/assignments", "assignee", n.People[workflow.Translator].ID,
		"role", "translator", "from", "2", "to", "3", "due", "16h30"))
	v = n.View(v.ID)
	bench := "/articles/" + v.ID + "/bench?s="
	page := n.See(amina.Get("/"), 200, "Ma journée", `aria-current="page"`, "16:30", "Segments ", "2–3",
		"Commencer au segment 2", bench+v.Segments[1].ID+"#s2", "Nouveau parmi les segments libres", "2 segments et 5 mots")
	uitest.CheckHTML(t, page)
	uitest.CheckData(t, page, v.Title)
	if strings.Contains(page, "17:05") && !strings.Contains(page[strings.Index(page, "day-pool"):], "17:05") {
		t.Error("the part is due when the article is")
	}
	if n := strings.Count(page, `class="btn main" href`); n != 1 {
		t.Errorf("%d main buttons, want 1", n)
	}
	n.See(amina.Get("/board"), 200, "16:30")
	n.See(n.As(workflow.Chief).Get("/board"), 200, "17:05")

	save := func(position int) {
		t.Helper()
		g := n.View(v.ID).Segments[position-1]
		_, err := n.Desk.Save(t.Context(), n.Actor(workflow.Translator), desk.Save{Segment: g.ID,
			Version: g.Version, Target: "هدف", Confirm: true})
		if err != nil {
			t.Fatal(err)
		}
	}
	save(2)
	n.See(amina.Get("/"), 200, "Continuer au segment 3", "1 sur 2")
	g := n.View(v.ID).Segments[1]
	_, err := n.Desk.Review(t.Context(), n.Actor(workflow.Editor), desk.Review{Segment: g.ID,
		Version: g.Version, Decision: workflow.Return, Reason: "trop long"})
	if err != nil {
		t.Fatal(err)
	}
	page = n.See(amina.Get("/"), 200, "Commencer au segment 2", "Revenu vers vous", "trop long")
	uitest.CheckData(t, page, "trop long")
	save(2)
	save(3)
	n.See(amina.Get("/"), 200, "Rien à faire", "des segments sont libres")
	w := amina.Post("/articles/"+v.ID+"/claim", "then", "bench")
	if got, want := w.Header().Get("Location"), bench+v.Segments[0].ID+"#s1"; got != want {
		t.Errorf("who takes an article is led to %s, want %s", got, want)
	}
	save(1)
	save(4)
	n.See(amina.Get("/"), 200, "Rien à faire", "tout le travail en cours est déjà pris", `href="/articles/new"`)
}

// An editor goes on in the review, and may have the board as home; a chief has it.
func TestHomeOfAnEditorIsTheReviewOrTheBoard(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := n.AddArticle(uitest.ArabicArticle, time.Hour)
	luc := n.As(workflow.Editor)
	n.See(luc.Get("/"), 200, "Ma journée", "rien n’attend de relecture")
	luc.Follow(luc.Post("/articles/"+v.ID+"/assignments", "assignee", n.People[workflow.Editor].ID, "role", "editor"))
	page := n.See(luc.Get("/"), 200, v.Title, "0 sur 3")
	if strings.Contains(page, "Relire à partir") {
		t.Error("a review is offered before anything is translated")
	}
	n.Translate(v.ID, "Un titre")
	n.See(luc.Get("/"), 200, "Relire à partir du segment 1", "/articles/"+v.ID+"/review?s="+v.Segments[0].ID+"#s1")
	other := n.AddArticle("Un titre\nUne phrase.", 0)
	n.Translate(other.ID, "هدف")
	n.See(luc.Get("/"), 200, "Nouveau à relire", "/articles/"+other.ID+"/review")

	n.See(luc.Get("/board"), 200, "En faire ma page d’accueil")
	n.See(luc.Follow(luc.Post("/home", "home", "board")), 200, `id="board"`, "page d’accueil dans ce navigateur")
	n.See(luc.Get("/day"), 200, "Ma journée", "En faire ma page d’accueil")
	n.See(luc.Follow(luc.Post("/home", "home", "day")), 200, `id="day"`)
	n.See(luc.Post("/home", "home", "elsewhere"), 422)
	n.See(n.As(workflow.Chief).Get("/"), 200, `id="board"`)
	if got := n.As(workflow.Reader).Get("/").Header().Get("Location"); got != "/editions" {
		t.Errorf("a reader's home leads to %q", got)
	}
	w := n.As(workflow.Chief).Get("/?view=list&stage=arrived")
	if got := w.Header().Get("Location"); w.Code != http.StatusSeeOther || got != "/board?view=list&stage=arrived" {
		t.Errorf("an old address of the board leads to %d %s", w.Code, got)
	}
}
