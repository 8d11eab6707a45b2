package termbase_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/termbase"
	"truchement/workflow/unit"
	"truchement/workflow/unit/exchange"
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

// termTable has pairs that the memory suggests as terms.
const termTable = "زارت ماري مجلس الوزراء في الرباط.\tMarie a visité le conseil des ministres à Rabat.\n" +
	"زار بول مجلس الوزراء في الرباط.\tPaul a visité le conseil des ministres à Rabat.\n" +
	"زارت جان مجلس الوزراء في الرباط.\tJeanne a visité le conseil des ministres à Rabat.\n" +
	"زار لوك مجلس الوزراء في الرباط.\tLuc a visité le conseil des ministres à Rabat.\n"

// TestSuggestionIsSettledByKeyboard accepts what the memory suggests, as it is and edited, and declines it, takes
// that back and declines it again, by keys alone.
func TestSuggestionIsSettledByKeyboard(t *testing.T) {
	inEveryLanguage(t, func(n *uitest.Newsroom, s *uitest.Screen, language string) {
		ctx, editor := n.TB.Context(), n.Actor(workflow.Editor)
		in := unit.NewImport{Name: "t.tsv", Format: exchange.TSV, SourceLang: "ar", TargetLang: "fr"}
		if _, err := n.Units.Import(ctx, editor, in, "t", strings.NewReader(termTable), func(int) {}); err != nil {
			n.TB.Fatal(err)
		}
		if err := n.Memory.Current(ctx); err != nil {
			n.TB.Fatal(err)
		}
		wantOffers := func(when string, want ...string) {
			n.TB.Helper()
			terms := uitest.Read[[]string](s, `[...document.querySelectorAll(".offer .offer-pair")].map((e) => e.innerText)`)
			for i := range terms {
				terms[i] = strings.Join(strings.Fields(terms[i]), " ")
			}
			if diff := cmp.Diff(append([]string{}, want...), terms); diff != "" {
				n.TB.Errorf("suggestions %s (-want +got):\n%s", when, diff)
			}
		}
		const council, rabat = "مجلس الوزراء = conseil des ministres", "الرباط = Rabat"
		s.Open("/termbase/suggestions?pair=ar%3Efr")
		wantOffers("at first", council, rabat)
		s.Reach(".offer")
		s.Press(" ")
		s.See(s.T("termbase.added"))
		s.Until("the next row has the focus", `document.activeElement === document.querySelector(".offer")`)
		wantOffers("after one was accepted", rabat)
		s.Press(kb.F6, chromedp.ModifierShift)
		s.Press(kb.F6)
		s.Reach("#notice .undo button")
		s.Leave(func() { s.Press(kb.Enter) })
		wantOffers("after that was undone", council, rabat)

		s.Reach(".offer")
		s.Press(kb.F2)
		s.Until("the translation has the focus", `document.activeElement.name === "new-target"`)
		s.Type("dropped")
		s.Press(kb.Escape)
		s.Until("the row has the focus, and what was typed is dropped", `document.activeElement.matches(".offer") &&
			document.activeElement.querySelector("[name='new-target']").value === "conseil des ministres"`)
		s.Press(kb.F2)
		s.Until("the translation has the focus", `document.activeElement.name === "new-target"`)
		s.Press("a", chromedp.ModifierCtrl)
		s.Type("Conseil des ministres")
		s.Press(kb.Enter)
		s.See(s.T("termbase.added"))
		s.Until("the next row has the focus", `document.activeElement === document.querySelector(".offer")`)

		s.Press(kb.Delete)
		s.See(s.T("termbase.suggestion-declined"))
		s.Until("the undo has the focus, as no row is left", `document.activeElement.matches("#notice .undo button")`)
		s.Leave(func() { s.Press(kb.Enter) })
		wantOffers("after the decline was undone", rabat)
		s.Reach(".offer")
		s.Press(kb.Delete)
		s.See(s.T("termbase.suggestion-declined"))
		s.Open("/termbase/suggestions?pair=ar%3Efr")
		s.See(s.T("termbase.no-suggestions"))
		list, err := n.Termbase.List(ctx, editor, termbase.Query{})
		if err != nil || len(list.Concepts) != 1 || list.Concepts[0].Terms[1].Text != "Conseil des ministres" ||
			list.Concepts[0].State != workflow.ConceptSettled {
			n.TB.Errorf("%+v, %v", list.Concepts, err)
		}
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
