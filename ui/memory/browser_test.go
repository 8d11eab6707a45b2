package memory_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/unit"
	"truchement/workflow/unit/exchange"
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
			removeAllByKeys(s)
			list, _ = n.Units.Pairs(t.Context(), n.Actor(workflow.Editor))
			if len(list) != 1 || list[0].Units != 4 {
				t.Errorf("after removing and undoing the memory has %+v", list)
			}
			s.Quiet()
		})
	}
}

// removeAllByKeys removes all that a search shows, after it was cancelled once, and takes that back.
func removeAllByKeys(s *uitest.Screen) {
	s.TB.Helper()
	ask := func() {
		uitest.Read[bool](s, `(document.getElementById("q").focus(), true)`)
		s.Reach(`button[name="all"]`)
		s.Press(kb.Enter)
		s.See(s.T("memory.remove-sure", "Count", 2))
		s.Until("the safe way has the focus", `document.activeElement.matches(".card a.main")`)
	}
	s.Open("/memory?pair=ar%3Efr&q=ministre")
	ask()
	s.Press(kb.Enter)
	s.Until("the search again", `document.querySelectorAll(".unit").length === 2`)
	ask()
	s.Press(kb.Tab)
	s.Press(kb.Enter)
	s.See(s.T("memory.removed", "Count", 2))
	s.Until("no unit", `document.querySelectorAll(".unit").length === 0`)
	s.Reach("#notice .undo button")
	s.Press(kb.Enter)
	s.See(s.T("memory.restored", "Count", 2))
	s.Until("both units", `document.querySelectorAll(".unit").length === 2`)
}

// longFacts is a unit with everything that may be known of where it comes from.
const longFacts = "source\ttarget\ttranslator\tapprover\tdate\tlicence\n" +
	"وصل الوزير.\tLe ministre est arrivé.\tMarie-Hélène de La Rochefoucauld\tسلمى بناني الإدريسي\t2024-05-12\t" +
	"Creative Commons BY-SA 4.0, Agence Maghreb Arabe Presse\n"

// TestFactsOfAUnitStandBesideItsButtons looks at a unit with many facts on a usual window: they wrap in the room
// that the buttons leave them, and the buttons keep their line.
func TestFactsOfAUnitStandBesideItsButtons(t *testing.T) {
	chromium := uitest.StartChromium(t)
	for _, language := range []string{"fr", "ar"} {
		t.Run(language, func(t *testing.T) {
			n := uitest.OpenNewsroom(t)
			n.Reading(language)
			in := unit.NewImport{Name: "memoire-2019-2024-export-final.tsv", Format: exchange.TSV, SourceLang: "ar", TargetLang: "fr"}
			_, err := n.Units.Import(t.Context(), n.Actor(workflow.Editor), in, "job", strings.NewReader(longFacts), func(int) {})
			if err != nil {
				t.Fatal(err)
			}
			s := uitest.OpenScreen(t, chromium, uitest.OpenDoor(t, n), language)
			s.Do(chromedp.EmulateViewport(1280, 800))
			s.Enter(n.As(workflow.Editor))
			s.Open("/memory")
			const faults = `(() => {
				const box = (selector) => document.querySelector(".unit " + selector).getBoundingClientRect();
				const facts = box(".unit-facts"), buttons = box(".unit-tools"), first = box(".unit-facts > *");
				const out = [];
				if (facts.height < 1.5 * first.height) out.push("the facts are in one line: the test needs more");
				if (buttons.top > first.bottom) out.push("the buttons have a line of their own");
				if (facts.left < buttons.right && buttons.left < facts.right) out.push("the facts are under the buttons");
				return out.join("; ");
			})()`
			if got := uitest.Read[string](s, faults); got != "" {
				t.Error(got)
			}
			s.Quiet()
		})
	}
}
