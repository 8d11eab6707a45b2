package ui_test

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/bitext"
)

const openField = `.seg.on textarea[name="target"]`

// typed is what stands in the open field.
func typed(s *uitest.Screen) string {
	s.TB.Helper()
	return uitest.Read[string](s, "document.querySelector("+uitest.Quote(openField)+").value")
}
func here(s *uitest.Screen) bool { return uitest.Read[bool](s, `window.stayed === true`) }

// TestTwoTranslatorsSeeEachOther has two people in one article in two browsers: each sees what the other does
// without loading the page anew, and where the other is.
func TestTwoTranslatorsSeeEachOther(t *testing.T) {
	n := uitest.OpenShow(t, "fr")
	chromium, d := uitest.StartChromium(t), uitest.OpenDoor(t, n.Newsroom)
	amina, luc := uitest.OpenScreen(t, chromium, d, "fr"), uitest.OpenScreen(t, chromium, d, "fr")
	amina.Enter(n.As(workflow.Translator))
	luc.Enter(n.As(workflow.Editor))
	bench := "/articles/" + n.Main + "/bench?s="
	amina.Open(bench + n.Segment(11))
	luc.Open(bench + n.Segment(12))
	luc.Stay()

	// Presence, each way.
	for _, p := range []struct {
		s        *uitest.Screen
		position int
		name     string
	}{{luc, 11, "أمينة برادة"}, {amina, 12, "Luc Martin"}} {
		p.s.Until("face of "+p.name, fmt.Sprintf(`document.querySelector("#h-%s .face")
			?.getAttribute("aria-label").includes(%s)`, n.Segment(p.position), uitest.Quote(p.name)))
	}

	// What one confirms is there at the other, with its state, and the meter moves.
	const meter = `document.querySelector("#meter .meter").getAttribute("aria-label")`
	before := uitest.Read[string](luc, meter)
	amina.Write(openField, "Les deux parties se sont dites prêtes.")
	amina.Press(kb.Enter, chromedp.ModifierCtrl)
	amina.Has(segmentOn(12))
	luc.Until("the confirmed row", fmt.Sprintf(`(r => r.textContent.includes("se sont dites prêtes") &&
		r.querySelector('[data-state="translated"]'))(document.getElementById("r-%s"))`, n.Segment(11)))
	luc.Until("the meter", meter+" !== "+uitest.Quote(before))
	amina.Until("luc is seen where amina now is", fmt.Sprintf(
		`document.querySelector("#h-%s .face")`, n.Segment(12)))

	// What is being typed by the one does not suffer from what the other saves elsewhere.
	luc.Write(openField, "Le ministre marocain")
	amina.Open(bench + n.Segment(13))
	amina.Write(openField, "La rencontre a montré")
	amina.StripSays("saved", "")
	luc.Until("the draft of the other", fmt.Sprintf(
		`document.getElementById("r-%s").textContent.includes("La rencontre a montré")`, n.Segment(13)))
	if got := typed(luc); got != "Le ministre marocain" || !here(luc) {
		t.Errorf("the field holds %q, page kept: %v", got, here(luc))
	}
	amina.Quiet()
	luc.Quiet()
}

// TestTwoTabs types in one segment in two tabs of one browser: the second to save is shown both
// texts and neither is lost, wherever it then looks.
func TestTwoTabs(t *testing.T) {
	n := uitest.OpenShow(t, "ar")
	chromium, d := uitest.StartChromium(t), uitest.OpenDoor(t, n.Newsroom)
	one := uitest.OpenScreen(t, chromium, d, "ar")
	one.Enter(n.As(workflow.Translator))
	bench := "/articles/" + n.Main + "/bench?s=" + n.Segment(12)
	one.Open(bench)
	// The other tab is open before the first saves, and hears nothing of it, as on a train.
	two := one.Tab()
	two.Open(bench)
	uitest.Read[bool](two, `(window.fetched = window.fetch,
		window.fetch = () => Promise.reject(new TypeError()), true)`)
	two.Write(openField, "Version du deuxième onglet")
	two.StripSays("offline", "strip.offline")
	// The first tab sends what the second could not: that is the save that stands.
	one.Write(openField, "Version du premier onglet")
	one.StripSays("conflict", "")
	one.See("Version du premier onglet", "Version du deuxième onglet",
		one.T("conflict.yours"), one.T("conflict.theirs"))
	if got := typed(one); got != "Version du premier onglet" {
		t.Errorf("the field holds %q", got)
	}
	g := n.View(n.Main).Segments[11]
	if got := g.Target.String(); got != "Version du deuxième onglet" {
		t.Errorf("stands %q", got)
	}
	remembers(n, g.ID, "Version du premier onglet")
	two.StripSays("conflict", "") // of this person, wherever it is settled
	merge(one, openField, "Version des deux")
	n.AwaitTarget(n.Main, 12, bitext.Translated, "Version des deux")
	remembers(n, g.ID, "Version du deuxième onglet")
	one.StripSays("saved", "")
	two.Until("nothing to settle", `document.getElementById("strip").dataset.state !== "conflict"`)
	one.Quiet()
	two.Quiet()
}

// merge writes the merged text and confirms it.
func merge(s *uitest.Screen, selector, text string) {
	s.TB.Helper()
	s.Write(selector, text)
	s.Press(kb.Enter, chromedp.ModifierCtrl)
	s.Has(segmentOn(13))
}

// remembers fails unless a text is in the segment's history.
func remembers(n *uitest.Show, segment, text string) {
	n.TB.Helper()
	history, err := n.Desk.History(n.TB.Context(), n.Actor(workflow.Chief), segment)
	n.Must(history, err)
	for _, c := range history {
		if c.To.Target.String() == text {
			return
		}
	}
	n.TB.Errorf("the history has lost %q", text)
}

// TestServerStopsWhileTyping stops the server under somebody who types: the page says so, what
// was typed stays in the field and in the browser, also over a crash of the tab, and is saved
// once the server is back.
func TestServerStopsWhileTyping(t *testing.T) {
	n := uitest.OpenShow(t, "fr")
	chromium, d := uitest.StartChromium(t), uitest.OpenDoor(t, n.Newsroom)
	s := uitest.OpenScreen(t, chromium, d, "fr")
	s.Enter(n.As(workflow.Translator))
	s.Open("/articles/" + n.Main + "/bench?s=" + n.Segment(12))
	s.Stay()
	s.Write(openField, "Écrit avant la coupure")
	s.StripSays("saved", "")
	d.Stop()
	s.Write(openField, "Écrit pendant la coupure")
	s.StripSays("offline", "strip.offline")
	if got := typed(s); got != "Écrit pendant la coupure" {
		t.Errorf("the field holds %q", got)
	}
	if got := n.View(n.Main).Segments[11].Target.String(); got != "Écrit avant la coupure" {
		t.Errorf("the desk holds %q", got)
	}
	s.Complaints() // that the server does not answer is what this is about
	d.Reopen()
	s.StripSays("saved", "") // by itself
	if got := n.View(n.Main).Segments[11].Target.String(); got != "Écrit pendant la coupure" {
		t.Errorf("the desk holds %q", got)
	}
	if got := typed(s); got != "Écrit pendant la coupure" || !here(s) {
		t.Errorf("the field holds %q, page kept: %v", got, here(s))
	}
	// The live feed is back too.
	n.Save(n.Main, 13, "Après la coupure", false)
	s.Until("the feed", fmt.Sprintf(
		`document.getElementById("r-%s").textContent.includes("Après la coupure")`, n.Segment(13)))

	// The tab is closed while the server is away; the next one brings the text back.
	d.Stop()
	s.Write(openField, "Écrit puis fermé")
	s.StripSays("offline", "strip.offline")
	d.Reopen()
	again := s.Tab()
	again.Open("/articles/" + n.Main + "/bench?s=" + n.Segment(12))
	again.Until("the text of the closed tab", `document.querySelector(`+uitest.Quote(openField)+
		`).value === "Écrit puis fermé"`)
	// The first tab may have sent it before this one looked.
	again.Until("nothing waits", `["saved", "idle"].includes(document.getElementById("strip").dataset.state)`)
	if got := n.View(n.Main).Segments[11].Target.String(); got != "Écrit puis fermé" {
		t.Errorf("the desk holds %q", got)
	}
	again.Quiet()
}
