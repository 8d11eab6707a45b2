package termbase_test

import (
	"testing"

	"github.com/chromedp/chromedp/kb"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/termbase"
)

// TestProposalIsSettledByKeyboard accepts a proposal, and declines another with a reason, by keys alone, as
// those do who read French and those who read Arabic.
func TestProposalIsSettledByKeyboard(t *testing.T) {
	chromium := uitest.StartChromium(t)
	for _, language := range []string{"fr", "ar"} {
		t.Run(language, func(t *testing.T) {
			n := uitest.OpenNewsroom(t)
			add(t, n, workflow.Translator, "ar لفتيت", "fr Laftit")
			add(t, n, workflow.Translator, "ar ماكرون", "fr Makron")
			editor := n.As(workflow.Editor)
			n.Reading(language)
			s := uitest.OpenScreen(t, chromium, uitest.OpenDoor(t, n), language)
			s.Enter(editor)
			s.Open("/termbase/proposals")
			s.Stay()
			uitest.Read[bool](s, `(document.querySelector(".offer").focus(), true)`)
			s.Press(kb.ArrowDown)
			s.Until("the second row has the focus", `document.activeElement === document.querySelectorAll(".offer")[1]`)
			s.Press(kb.ArrowUp)
			s.Press(" ")
			s.See(s.T("termbase.accepted"))
			s.Until("the next row has the focus", `document.activeElement === document.querySelector(".offer")`)
			s.Press(kb.Delete)
			s.Until("the reason has the focus", `document.activeElement.name === "reason"`)
			s.Type("Macron")
			s.Press(kb.Enter)
			s.See(s.T("termbase.declined"), s.T("termbase.none-waiting"))
			if !uitest.Read[bool](s, `window.stayed === true`) {
				t.Error("the page was loaded anew")
			}
			list, err := n.Termbase.List(t.Context(), n.Actor(workflow.Editor), termbase.Query{})
			if err != nil || len(list.Concepts) != 1 || list.Concepts[0].State != workflow.ConceptSettled {
				t.Errorf("%+v, %v", list.Concepts, err)
			}
			s.Quiet()
		})
	}
}
