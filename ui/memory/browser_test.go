package memory_test

import (
	"testing"

	"github.com/chromedp/chromedp/kb"

	"truchement/ui/uitest"
	"truchement/workflow"
)

// TestMemoryByKeyboard finds a unit, edits it in its place and takes that back, by keys
// alone, as those do who read French and those who read Arabic.
func TestMemoryByKeyboard(t *testing.T) {
	chromium := uitest.StartChromium(t)
	for _, language := range []string{"fr", "ar"} {
		t.Run(language, func(t *testing.T) {
			n, editor := opened(t)
			n.Reading(language)
			s := uitest.OpenScreen(t, chromium, uitest.OpenDoor(t, n), language)
			s.Enter(editor)
			s.Open("/memory?pair=ar%3Efr")
			s.Stay()
			s.Write("#q", "الوَزير")
			s.Press(kb.Enter)
			s.Until("two units with the word lit", `document.querySelectorAll(".unit mark").length === 2`)
			uitest.Read[bool](s, `(document.querySelector('.unit a[id^="edit-"]').focus(), true)`)
			s.Press(kb.Enter)
			s.Until("the field has the focus", `document.activeElement.name === "target"`)
			s.Press(kb.Escape)
			s.Until("the row has the focus again", `document.activeElement.id.startsWith("edit-")`)
			s.Press(kb.Enter)
			s.Until("the field has the focus", `document.activeElement.name === "target"`)
			s.Press(kb.End)
			s.Type(" Vraiment.")
			s.Press(kb.Tab)
			s.Press(kb.Enter)
			s.See(" Vraiment.", s.T("memory.edited"))
			s.Until("the row has the focus", `document.activeElement.id.startsWith("edit-")`)
			if !uitest.Read[bool](s, `window.stayed === true`) {
				t.Error("the page was loaded anew")
			}
			uitest.Read[bool](s, `(document.querySelector("#notice .undo button").focus(), true)`)
			s.Press(kb.Enter)
			s.See(s.T("memory.edit-restored"), s.T("memory.restored", "Count", 1))
			list, _ := n.Units.Pairs(t.Context(), n.Actor(workflow.Editor))
			if len(list) != 1 || list[0].Units != 4 {
				t.Errorf("the memory has %+v", list)
			}
			s.Quiet()
		})
	}
}
