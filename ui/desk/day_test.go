package desk_test

import (
	"strings"
	"testing"
	"time"

	"truchement/ui/uitest"
	"truchement/workflow"
)

func TestLoadShowsTheDayOfEachPerson(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := n.AddArticle(uitest.ArabicArticle, time.Hour)
	editor, translator := n.As(workflow.Editor), n.As(workflow.Translator)
	amina := n.People[workflow.Translator]
	n.See(translator.Get("/load"), 200, "Rien ne vous est confié")
	editor.Follow(editor.Post("/articles/"+v.ID+"/assignments",
		"assignee", amina.ID, "role", "translator"))
	page := n.See(translator.Get("/load"), 200, "Ma journée", "Dans 60 minutes", v.Title,
		"/articles/"+v.ID+"/bench", "15:00", "Environ 10 minutes de travail")
	uitest.CheckHTML(t, page)
	uitest.CheckData(t, page, v.Title)
	if strings.Contains(page, "team-title") {
		t.Error("a translator sees everybody’s work")
	}
	page = n.See(editor.Get("/load"), 200, "Rien ne vous est confié", "Dans 60 minutes")
	uitest.CheckData(t, page, amina.Name)
	page = n.See(editor.Get("/load?person="+amina.ID), 200, "Journée de", v.Title)
	uitest.CheckHTML(t, page)
	n.See(translator.Get("/load?person="+n.People[workflow.Editor].ID), 200, "Ma journée")
	n.See(editor.Get("/load?person=nobody"), 404)
}
