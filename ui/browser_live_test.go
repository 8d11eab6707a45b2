package ui

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"truchement/workflow"
	"truchement/workflow/bitext"
)

const openField = `.seg.on textarea[name="target"]`

// stripSays waits until the status strip is in a state and says what the page promises for it.
func (s *screen) stripSays(state, message string) {
	s.t.Helper()
	s.until("strip "+state,
		`document.getElementById("strip").dataset.state === `+quote(state))
	if message != "" {
		s.see(s.T(message))
	}
}

// typed is what stands in the open field.
func (s *screen) typed() string {
	s.t.Helper()
	return read[string](s, "document.querySelector("+quote(openField)+").value")
}

// stay marks the page, so that here says whether it was loaded anew since.
func (s *screen) stay()      { s.t.Helper(); read[bool](s, `window.stayed = true`) }
func (s *screen) here() bool { return read[bool](s, `window.stayed === true`) }

// TestTwoAtTheBench has two people in one article in two browsers: each sees what the other does
// without loading the page anew, and where the other is.
func TestTwoAtTheBench(t *testing.T) {
	n := fillShow(t, "fr")
	chromium, d := startChromium(t), openDoor(t, n.newsroom)
	amina, luc := openScreen(t, chromium, d, "fr"), openScreen(t, chromium, d, "fr")
	amina.enter(n.as(workflow.Translator))
	luc.enter(n.as(workflow.Editor))
	bench := "/articles/" + n.main + "/bench?s="
	amina.open(bench + n.segment(11))
	luc.open(bench + n.segment(12))
	luc.stay()

	// Presence, each way.
	for _, p := range []struct {
		s        *screen
		position int
		name     string
	}{{luc, 11, "أمينة برادة"}, {amina, 12, "Luc Martin"}} {
		p.s.until("face of "+p.name, fmt.Sprintf(`document.querySelector("#h-%s .face")
			?.getAttribute("aria-label").includes(%s)`, n.segment(p.position), quote(p.name)))
	}

	// What one confirms is there at the other, with its state, and the meter moves.
	const meter = `document.querySelector("#meter .meter").getAttribute("aria-label")`
	before := read[string](luc, meter)
	amina.write(openField, "Les deux parties se sont dites prêtes.")
	amina.press(kb.Enter, chromedp.ModifierCtrl)
	amina.has(segmentOn(12))
	luc.until("the confirmed row", fmt.Sprintf(`(r => r.textContent.includes("se sont dites prêtes") &&
		r.querySelector('[data-state="translated"]'))(document.getElementById("r-%s"))`, n.segment(11)))
	luc.until("the meter", meter+" !== "+quote(before))
	amina.until("luc is seen where amina now is", fmt.Sprintf(
		`document.querySelector("#h-%s .face")`, n.segment(12)))

	// What is being typed by the one does not suffer from what the other saves elsewhere.
	luc.write(openField, "Le ministre marocain")
	amina.open(bench + n.segment(13))
	amina.write(openField, "La rencontre a montré")
	amina.stripSays("saved", "")
	luc.until("the draft of the other", fmt.Sprintf(
		`document.getElementById("r-%s").textContent.includes("La rencontre a montré")`, n.segment(13)))
	if got := luc.typed(); got != "Le ministre marocain" || !luc.here() {
		t.Errorf("the field holds %q, page kept: %v", got, luc.here())
	}
	amina.quiet()
	luc.quiet()
}

// TestTwoTabs types in one segment in two tabs of one browser: the second to save is shown both
// texts and neither is lost, wherever it then looks.
func TestTwoTabs(t *testing.T) {
	n := fillShow(t, "ar")
	chromium, d := startChromium(t), openDoor(t, n.newsroom)
	one := openScreen(t, chromium, d, "ar")
	one.enter(n.as(workflow.Translator))
	bench := "/articles/" + n.main + "/bench?s=" + n.segment(12)
	one.open(bench)
	// The other tab is open before the first saves, and hears nothing of it, as on a train.
	two := one.tab()
	two.open(bench)
	read[bool](two, `(window.fetched = window.fetch,
		window.fetch = () => Promise.reject(new TypeError()), true)`)
	two.write(openField, "Version du deuxième onglet")
	two.stripSays("offline", "strip.offline")
	// The first tab sends what the second could not: that is the save that stands.
	one.write(openField, "Version du premier onglet")
	one.stripSays("conflict", "")
	one.see("Version du premier onglet", "Version du deuxième onglet",
		one.T("conflict.yours"), one.T("conflict.theirs"))
	if got := one.typed(); got != "Version du premier onglet" {
		t.Errorf("the field holds %q", got)
	}
	g := n.view(n.main).Segments[11]
	if got := g.Target.String(); got != "Version du deuxième onglet" {
		t.Errorf("stands %q", got)
	}
	n.remembers(g.ID, "Version du premier onglet")
	two.stripSays("conflict", "") // of this person, wherever it is settled
	one.merge(openField, "Version des deux")
	g = n.view(n.main).Segments[11]
	if g.Target.String() != "Version des deux" || g.State != bitext.Translated {
		t.Errorf("after the merge stands %q %s", g.Target, g.State)
	}
	n.remembers(g.ID, "Version du deuxième onglet")
	one.stripSays("saved", "")
	two.until("nothing to settle", `document.getElementById("strip").dataset.state !== "conflict"`)
	one.quiet()
	two.quiet()
}

// merge writes the merged text and confirms it.
func (s *screen) merge(selector, text string) {
	s.t.Helper()
	s.write(selector, text)
	s.press(kb.Enter, chromedp.ModifierCtrl)
	s.has(segmentOn(13))
}

// remembers fails unless a text is in the segment's history.
func (n *show) remembers(segment, text string) {
	n.t.Helper()
	history, err := n.desk.History(n.t.Context(), n.actor(workflow.Chief), segment)
	n.must(history, err)
	for _, c := range history {
		if c.To.Target.String() == text {
			return
		}
	}
	n.t.Errorf("the history has lost %q", text)
}

// TestServerStopsWhileTyping stops the server under somebody who types: the page says so, what
// was typed stays in the field and in the browser, also over a crash of the tab, and is saved
// once the server is back.
func TestServerStopsWhileTyping(t *testing.T) {
	n := fillShow(t, "fr")
	chromium, d := startChromium(t), openDoor(t, n.newsroom)
	s := openScreen(t, chromium, d, "fr")
	s.enter(n.as(workflow.Translator))
	s.open("/articles/" + n.main + "/bench?s=" + n.segment(12))
	s.stay()
	s.write(openField, "Écrit avant la coupure")
	s.stripSays("saved", "")
	d.stop()
	s.write(openField, "Écrit pendant la coupure")
	s.stripSays("offline", "strip.offline")
	if got := s.typed(); got != "Écrit pendant la coupure" {
		t.Errorf("the field holds %q", got)
	}
	if got := n.view(n.main).Segments[11].Target.String(); got != "Écrit avant la coupure" {
		t.Errorf("the desk holds %q", got)
	}
	s.complaints() // that the server does not answer is what this is about
	d.reopen()
	s.stripSays("saved", "") // by itself
	if got := n.view(n.main).Segments[11].Target.String(); got != "Écrit pendant la coupure" {
		t.Errorf("the desk holds %q", got)
	}
	if got := s.typed(); got != "Écrit pendant la coupure" || !s.here() {
		t.Errorf("the field holds %q, page kept: %v", got, s.here())
	}
	// The live feed is back too.
	n.save(n.main, 13, "Après la coupure", false)
	s.until("the feed", fmt.Sprintf(
		`document.getElementById("r-%s").textContent.includes("Après la coupure")`, n.segment(13)))

	// The tab is closed while the server is away; the next one brings the text back.
	d.stop()
	s.write(openField, "Écrit puis fermé")
	s.stripSays("offline", "strip.offline")
	d.reopen()
	again := s.tab()
	again.open("/articles/" + n.main + "/bench?s=" + n.segment(12))
	again.until("the text of the closed tab", `document.querySelector(`+quote(openField)+
		`).value === "Écrit puis fermé"`)
	// The first tab may have sent it before this one looked.
	again.until("nothing waits", `["saved", "idle"].includes(document.getElementById("strip").dataset.state)`)
	if got := n.view(n.main).Segments[11].Target.String(); got != "Écrit puis fermé" {
		t.Errorf("the desk holds %q", got)
	}
	again.quiet()
}
