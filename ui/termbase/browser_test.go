package termbase_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/termbase"
)

// inEveryLanguage runs a story for an editor who reads French and for one who reads Arabic, near and far.
func inEveryLanguage(t *testing.T, story func(n *uitest.Newsroom, s *uitest.Screen, language string)) {
	chromium := uitest.StartChromium(t)
	uitest.OnEveryNetwork(t, func(t *testing.T, roundTrip time.Duration) {
		for _, language := range []string{"fr", "ar"} {
			t.Run(language, func(t *testing.T) {
				n := uitest.OpenNewsroom(t)
				editor := n.As(workflow.Editor)
				n.Reading(language)
				s := uitest.OpenScreen(t, chromium, uitest.OpenDoorAt(t, n, roundTrip), language)
				s.Enter(editor)
				story(n, s, language)
				s.Quiet()
			})
		}
	})
}

// TestOldSpellingIsFoundByKeyboard has an editor write a name otherwise in the termbase, by keys alone: the page
// lists the published articles that have it as before, and leads to the place in the article.
func TestOldSpellingIsFoundByKeyboard(t *testing.T) {
	words := map[string]struct{ source, name, target, old, new string }{
		"fr": {"قال لفتيت نعم.\n\nلا أحد هنا.", "ar لفتيت", "M. Lefteet a dit oui.", "Lefteet", "Laftit"},
		"ar": {"Laftit a dit oui.\n\nIl n’y avait personne.", "fr Laftit", "قال لفتيط نعم.", "لفتيط", "لفتيت"},
	}
	inEveryLanguage(t, func(n *uitest.Newsroom, s *uitest.Screen, language string) {
		w := words[language]
		add(n.TB, n, workflow.Editor, w.name, language+" "+w.old)
		published := n.AddArticle(w.source, 0).ID
		n.Translate(published, w.target)
		n.Publish(published)
		n.Translate(n.AddArticle(w.source+"\n\n1", 0).ID, w.target) // which is not published
		if err := n.Memory.Current(n.TB.Context()); err != nil {
			n.TB.Fatal(err)
		}
		s.Open("/termbase")
		s.Reach("#q")
		s.Type(w.old)
		s.Press(kb.Enter)
		s.Until("the concept that is found", `location.search.includes("q=") && document.querySelectorAll(".concept").length === 1`)
		s.Reach(`.concept a[href^="/termbase/concepts/"]`)
		s.Leave(func() { s.Press(kb.Enter) })
		if uitest.Read[bool](s, `document.querySelector("#outdated") !== null`) {
			n.TB.Error("a spelling is said to be outdated that is preferred")
		}
		s.Reach("#text-1")
		s.Type(w.new) // Tab has chosen what was in the field
		s.Leave(func() { s.Press(kb.Enter) })
		s.See(s.T("termbase.edited"), s.T("termbase.outdated"))
		s.Until("the focus in the list of places", `document.activeElement.closest("#outdated") !== null`)
		places := uitest.Read[[]string](s, `[...document.querySelectorAll("#outdated li mark")].map((e) => e.textContent)`)
		if got := strings.Join(places, " "); got != w.old+" "+w.old {
			n.TB.Errorf("the list has %q", got)
		}
		s.Reach(`#outdated a[href^="/articles/` + published + `/bench"]`)
		s.Leave(func() { s.Press(kb.Enter) })
		s.Until("the place in the article, in sight", fmt.Sprintf(`(row => row && row.textContent.includes(%q) &&
			location.pathname.includes(%q) && row.getBoundingClientRect().top >= 0 &&
			row.getBoundingClientRect().bottom <= innerHeight)(document.querySelector(".seg.on"))`, w.old, published))
	})
}

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
