package desk_test

import (
	"strings"
	"testing"
	"time"

	"truchement/ui/uitest"
	"truchement/workflow"
)

// A due time is typed as it is said, in any field that asks for one, in any language and without
// script; the page says it back, and what means nothing is refused and kept.
func TestDueTimesAreTypedAsTheyAreSaid(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	v := n.AddArticle(uitest.ArabicArticle, 3*time.Hour)
	luc, at := n.As(workflow.Editor), "/articles/"+v.ID
	due := func(want string) {
		t.Helper()
		if got := n.View(v.ID).Due.Format("2006-01-02 15:04"); got != want {
			t.Errorf("the article is due %s, want %s", got, want)
		}
	}
	facts := func(text string) string {
		t.Helper()
		w := luc.Post(at, "title", v.Title, "urgency", "0", "due", text)
		if w.Code == 422 {
			return w.Body.String()
		}
		return n.See(luc.Follow(w), 200)
	}
	page := n.See(luc.Get(at), 200, `value="28 octobre 17:05"`, "aujourd’hui", "dans 1\u00a0h")
	if strings.Contains(page, "datetime-local") {
		t.Error("a field follows the browser's language")
	}
	facts("demain 9h")
	due("2024-10-29 09:00")
	facts("غدًا الساعة ١٠")
	due("2024-10-29 10:00")
	facts("in 2 hours")
	due("2024-10-28 16:05")
	page = facts("quand tu peux")
	due("2024-10-28 16:05")
	for _, want := range []string{`value="quand tu peux"`, "n’est pas compris", `aria-invalid="true"`} {
		if !strings.Contains(page, want) {
			t.Errorf("a refused due time: the page lacks %s", want)
		}
	}
	// The field, sent as it is shown, keeps the time.
	facts("28 octobre 16:05")
	due("2024-10-28 16:05")
	facts("")
	due("0001-01-01 00:00")

	amina := n.People[workflow.Translator]
	n.See(luc.Post(at+"/assignments", "assignee", amina.ID, "role", "translator", "due", "26h"), 422, "n’existe pas", `value="26h"`)
	luc.Follow(luc.Post(at+"/assignments", "assignee", amina.ID, "role", "translator", "due", "16h30"))
	if got := n.View(v.ID).Assignments[0].Due.Format("15:04"); got != "16:30" {
		t.Errorf("the assignment is due %s", got)
	}

	w := n.AddArticle("Un titre\nUne phrase.", 0)
	move := "/articles/" + w.ID + "/move"
	n.See(luc.Post(move, "from", "arrived", "to", "translating", "person", amina.ID, "due", "un jour"), 422, "n’est pas compris", `value="un jour"`)
	luc.Follow(luc.Post(move, "from", "arrived", "to", "translating", "person", amina.ID, "due", "dans 1 h"))
	if got := n.View(w.ID).Assignments; len(got) != 1 || got[0].Person != amina.ID || got[0].Due.Format("15:04") != "15:05" {
		t.Errorf("moved to %+v", got)
	}
	if got := luc.Get("/due?text=17h").Body.String(); !strings.Contains(got, "aujourd’hui") {
		t.Errorf("17h is said to be %q", got)
	}
	if got := luc.Get("/due?text=99h").Body.String(); !strings.Contains(got, `"wrong":true`) {
		t.Errorf("99h is said to be %q", got)
	}
	// An article that is pasted into the field does not come back whole in the refusal.
	if got := luc.Get("/due?text=" + strings.Repeat("x", 5000)).Body.String(); strings.Count(got, "x") > 100 || !strings.Contains(got, "xx…") {
		t.Errorf("5,000 letters are refused with %q", got)
	}
}
