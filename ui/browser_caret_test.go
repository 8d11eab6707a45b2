package ui_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"truchement/ui/uitest"
	"truchement/workflow"
)

// A new chief goes from the link in the terminal to a publication without touching the mouse: every
// page opens where one begins, and where something was wrong.
func TestFirstRunByKeysAlone(t *testing.T) {
	chromium := uitest.StartChromium(t)
	for _, tt := range []struct {
		name, language string
		script         bool
	}{{"French", "fr", true}, {"Arabic without script", "ar", false}} {
		t.Run(tt.name, func(t *testing.T) {
			n := uitest.EmptyNewsroom(t)
			secret, err := n.Access.Setup(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			s := uitest.OpenScreen(t, chromium, uitest.OpenDoor(t, n), tt.language)
			if !tt.script {
				s.WithoutScript()
			}
			stands := func(id string) {
				t.Helper()
				s.Until("the caret in "+id, `document.readyState === "complete" && document.activeElement.id === `+
					uitest.Quote(id))
			}
			s.Open("/signin?lang=" + tt.language)
			s.See(s.T("first-run.link"))
			s.Open("/setup/" + secret)
			stands("name")
			s.Insert("سعاد")
			s.Press(kb.Tab)
			s.Insert("souad@desk.test")
			s.Press(kb.Tab)
			s.Insert("court")
			s.Press(kb.Enter)
			s.See(s.T("password.short", "Count", 12))
			stands("password")
			s.Insert(uitest.TestPassword)
			s.Press(kb.Enter)
			s.See(s.T("first-steps.title"))
			s.Follow(`.steps a[href="/publications"]`)
			stands("name")
			s.Insert("L’Écho")
			s.Press(kb.Enter)
			s.See(s.T("publications.added", "Name", "L’Écho"))
			s.Open("/")
			s.Has(".steps .done")
			s.Do(chromedp.EmulateViewport(390, 844))
			if wide := uitest.Read[bool](s, `document.documentElement.scrollWidth > innerWidth`); wide {
				t.Error("the page is wider than a phone")
			}
			s.Follow("#first-steps button")
			s.Has("main")
			if uitest.Read[bool](s, `!!document.getElementById("first-steps")`) {
				t.Error("the first steps were put away and are there")
			}
			s.Quiet()
			people, err := n.Access.People(t.Context(), workflow.Operator())
			if err != nil || len(people) != 1 || !strings.HasPrefix(people[0].Email, "souad@") {
				t.Errorf("people %+v (%v)", people, err)
			}
		})
	}
}
