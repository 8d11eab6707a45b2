package ui_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/bitext"
)

// mouseless is a newsroom whose three people have a keyboard and nothing else.
type mouseless struct {
	*uitest.Newsroom
	axe                       string
	door                      *uitest.Door
	chief, translator, editor *uitest.Screen
}

// TestDayWithoutMouse is a newsroom's whole day by keys alone, from sign-in to the link that a visitor
// opens, near and far. What comes next is reached by Tab, and axe looks at every page on the way.
func TestDayWithoutMouse(t *testing.T) {
	axe := axeSource(t)
	chromium := uitest.StartChromium(t)
	uitest.InEveryLanguage(t, func(t *testing.T, language string, roundTrip time.Duration) {
		d := openMouseless(t, chromium, language, roundTrip)
		d.axe = axe
		id := d.takesIn()
		d.assigns(id)
		d.translates(id)
		d.reviews(id)
		d.mends(id)
		link := d.publishes(id)
		visitor := uitest.OpenScreen(t, chromium, d.door, language)
		visitor.Open(strings.TrimPrefix(link, d.chief.At))
		visitor.See("Le titre, repris", "الرباط وباريس تعززان شراكتهما")
		for _, s := range []*uitest.Screen{d.chief, d.translator, d.editor, visitor} {
			s.Quiet()
		}
	})
}

func openMouseless(t *testing.T, chromium context.Context, language string, roundTrip time.Duration) *mouseless {
	t.Helper()
	n := uitest.OpenNewsroom(t)
	n.Reading(language)
	door := uitest.OpenDoorAt(t, n, roundTrip)
	d := &mouseless{Newsroom: n, door: door, chief: uitest.OpenScreen(t, chromium, door, language),
		translator: uitest.OpenScreen(t, chromium, door, language),
		editor:     uitest.OpenScreen(t, chromium, door, language)}
	for role, s := range map[workflow.Role]*uitest.Screen{
		workflow.Chief: d.chief, workflow.Translator: d.translator, workflow.Editor: d.editor} {
		s.Open("/signin?lang=" + language)
		awaitFocus(s, "#email")
		s.Insert(string(role) + "@desk.test")
		s.Press(kb.Tab)
		s.Insert(uitest.TestPassword)
		s.Leave(func() { s.Press(kb.Enter) })
	}
	return d
}

// awaitFocus waits until the focus is in the element of a selector.
func awaitFocus(s *uitest.Screen, selector string) {
	s.TB.Helper()
	s.Until("the focus in "+selector, `document.readyState === "complete" && document.activeElement.matches(`+
		uitest.Quote(selector)+`)`)
}

// follow reaches a link or a button, presses Enter, waits for the page, and has axe look at it.
func (d *mouseless) follow(s *uitest.Screen, selector string) {
	s.TB.Helper()
	s.Reach(selector)
	s.Leave(func() { s.Press(kb.Enter) })
	d.look(s)
}

// look has axe look at the page; where the focus is stays.
func (d *mouseless) look(s *uitest.Screen) {
	s.TB.Helper()
	uitest.Read[bool](s, d.axe+"; true")
	for _, found := range uitest.Read[[]string](s, `axe.run({resultTypes: ["violations"], preload: false}).then(r =>
		r.violations.map(v => v.id + ": " + v.nodes.map(n => n.html).join("; ")))`) {
		s.TB.Errorf("axe on %s: %s", uitest.Read[string](s, "location.pathname"), found)
	}
}

func (d *mouseless) takesIn() (id string) {
	d.TB.Helper()
	s := d.chief
	d.look(s)
	d.follow(s, `a[href="/articles/new"]`)
	awaitFocus(s, "#text")
	s.Insert(uitest.ArabicArticle)
	s.Has("#preview .block")
	d.follow(s, `button[value="create"]`)
	return uitest.Read[string](s, `location.pathname.split("/")[2]`)
}

func (d *mouseless) assigns(id string) {
	d.TB.Helper()
	s, person := d.chief, d.People[workflow.Translator]
	s.Reach(`[data-next="assign"]`)
	s.Press(kb.Enter)
	awaitFocus(s, "#assignee")
	for range len(d.People) {
		if s.Press(kb.ArrowDown); uitest.Read[string](s, `document.activeElement.value`) == person.ID {
			break
		}
	}
	d.follow(s, "#assign button.main")
	if g := d.View(id).Segments[2]; g.Translator != person.ID {
		d.TB.Fatalf("segment 3 is with %q", g.Translator)
	}
}

func (d *mouseless) translates(id string) {
	d.TB.Helper()
	s := d.translator
	s.Leave(func() { s.Do(chromedp.Reload()) })
	d.follow(s, fmt.Sprintf(`.day-item a.btn[href*="/articles/%s/bench"]`, id))
	for i, text := range []string{"Le titre", "Une première phrase.", "Une seconde."} {
		s.Has(segmentOn(i + 1))
		s.Until("the caret", uitest.Writing)
		s.Insert(text)
		if i == 1 {
			s.Press(kb.F2)
			s.Until("the comment's box", `document.activeElement.matches("textarea[name=text], #comment")`)
			s.Insert("À relire")
			s.Press(kb.Enter, chromedp.ModifierCtrl)
			s.See("À relire")
			s.Press(kb.Escape)
			s.Until("back in the field", uitest.Writing)
		}
		s.Press(kb.Enter, chromedp.ModifierCtrl)
	}
	s.See(s.T("bench.was-confirmed", "Position", 3))
	d.look(s)
	d.holds(id, "Le titre", "Une première phrase.", "Une seconde.")
}

// holds waits until the article has these targets, all of them confirmed.
func (d *mouseless) holds(id string, targets ...string) {
	d.TB.Helper()
	var got []string
	for deadline := time.Now().Add(uitest.Patience); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		got = nil
		for _, g := range d.View(id).Segments {
			if g.State.Rank() >= bitext.Translated.Rank() {
				got = append(got, g.Target.String())
			}
		}
		if strings.Join(got, "|") == strings.Join(targets, "|") {
			return
		}
	}
	d.TB.Fatalf("the article holds %q, want %q", got, targets)
}

// reviews returns the first segment with a reason and approves the others.
func (d *mouseless) reviews(id string) {
	d.TB.Helper()
	s := d.editor
	s.Leave(func() { s.Do(chromedp.Reload()) })
	d.follow(s, fmt.Sprintf(`main a[href*="/articles/%s"]`, id))
	if !uitest.Read[bool](s, `!!document.getElementById("review")`) {
		d.follow(s, `[data-next="review"]`)
	}
	s.Has(segmentOn(1))
	s.Press(kb.Backspace, chromedp.ModifierCtrl, chromedp.ModifierShift)
	awaitFocus(s, "#reason")
	s.Insert("Trop court")
	s.Press(kb.Enter)
	for _, position := range []int{2, 3} {
		s.Has(segmentOn(position))
		s.Press(kb.Enter, chromedp.ModifierCtrl)
	}
	s.See(s.T("review.was-approved", "Position", 3))
	d.look(s)
}

// mends finds what came back on the home page.
func (d *mouseless) mends(id string) {
	d.TB.Helper()
	s := d.translator
	s.Leave(func() { s.Do(chromedp.NavigateBack()) })
	d.follow(s, ".returned a")
	s.Has(segmentOn(1))
	s.See("Trop court")
	s.Until("the caret", uitest.Writing)
	s.Press("a", chromedp.ModifierCtrl)
	s.Insert("Le titre, repris")
	s.Press(kb.Enter, chromedp.ModifierCtrl)
	d.holds(id, "Le titre, repris", "Une première phrase.", "Une seconde.")
}

// publishes approves what was left, signs off and publishes where the review ends, and makes a link.
func (d *mouseless) publishes(id string) (link string) {
	d.TB.Helper()
	s := d.editor
	s.See(", repris")                            // it came by itself
	s.Press(kb.ArrowDown, chromedp.ModifierCtrl) // from the end to the first that waits
	s.Has(segmentOn(1))
	s.Press(kb.Enter, chromedp.ModifierCtrl)
	s.See(s.T("review.was-approved", "Position", 1))
	d.follow(s, `#review-end form[action$="/sign"] button`)
	awaitFocus(s, `#review-end form[action$="/publish"] button`)
	d.follow(s, `#review-end form[action$="/publish"] button`)
	if g := d.View(id).Segments[2]; g.State != bitext.Final {
		d.TB.Fatalf("segment 3 is %s after publication", g.State)
	}
	d.follow(s, `a[href="/editions/`+id+`/links"]`)
	s.Reach("#name")
	s.Insert("Lettre du soir")
	s.Leave(func() { s.Press(kb.Enter) })
	d.look(s)
	return uitest.Read[string](s, `document.querySelector("#link").textContent`)
}
