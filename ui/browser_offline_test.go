package ui

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"truchement/workflow"
	"truchement/workflow/bitext"
)

// keptHere waits until the service worker has the page that is open.
func (s *screen) keptHere() {
	s.t.Helper()
	s.until("the worker has the page", `(caches.match(location.pathname).then(
		r => { window.pageKept = Boolean(r); }), window.pageKept && navigator.serviceWorker.controller)`)
}

// shut closes a tab as its reader does.
func (s *screen) shut() {
	s.t.Helper()
	if err := chromedp.Cancel(s.ctx); err != nil {
		s.t.Fatal(err)
	}
}

// texts are the targets of an article.
func (n *show) texts(article string) (texts []string, states []bitext.State) {
	for _, g := range n.view(article).Segments {
		texts, states = append(texts, g.Target.String()), append(states, g.State)
	}
	return texts, states
}

// saves counts the changes that gave a segment a text.
func (n *show) saves(segment, text string) (count int) {
	n.t.Helper()
	history, err := n.desk.History(n.t.Context(), n.actor(workflow.Chief), segment)
	n.must(history, err)
	for _, c := range history {
		if c.To.Target.String() == text {
			count++
		}
	}
	return count
}

// TestTrainRide opens an article, loses the network, translates to the end, closes the tab,
// opens it again from the disk, and finds everything at the desk once the network is back.
func TestTrainRide(t *testing.T) {
	n := fillShow(t, "fr")
	d := openDoor(t, n.newsroom)
	chromium := startChromium(t)
	s := openProfile(t, chromium, d, "fr")
	s.enter(n.as(workflow.Translator))
	bench := "/articles/" + n.coded + "/bench"
	first := n.view(n.coded).Segments
	s.open(bench + "?s=" + first[0].ID)
	s.keptHere()
	d.stop()
	s.stay()
	for i, g := range first {
		s.has(fmt.Sprintf(`.seg.on[data-segment="%s"] form`, g.ID))
		if buttons := len(g.Source.Codes()); buttons != read[int](s, `document.querySelectorAll(".seg.on .coded").length`) {
			t.Errorf("segment %d: another number of buttons than its %d codes", i+1, buttons)
		}
		s.write(openField, fmt.Sprintf("الجملة رقم %d في القطار.", i+1))
		s.press(kb.Enter, chromedp.ModifierCtrl)
	}
	s.stripSays("offline", "")
	s.see(s.T("strip.waiting", "Count", len(first)))
	if !s.here() {
		t.Error("the page was loaded anew")
	}
	if got, _ := n.texts(n.coded); got[0] != "" {
		t.Fatalf("the desk has %q already", got[0])
	}
	s.complaints() // that the server does not answer is what this is about
	again := openProfile(t, chromium, d, "fr")
	s.shut()
	again.open(bench + "?s=" + first[1].ID)
	again.see("الجملة رقم 1 في القطار.", again.T("unsent.waits"))
	again.until("the text in its field", fmt.Sprintf(
		`document.querySelector(%s).value === "الجملة رقم 2 في القطار."`, quote(openField)))
	again.stripSays("offline", "")
	again.complaints()
	d.reopen()
	again.stripSays("saved", "")
	texts, states := n.texts(n.coded)
	for i, g := range first {
		want := fmt.Sprintf("الجملة رقم %d في القطار.", i+1)
		if texts[i] != want || states[i] != bitext.Translated || n.saves(g.ID, want) != 1 {
			t.Errorf("segment %d: %q %s, saved %d times", i+1, texts[i], states[i], n.saves(g.ID, want))
		}
	}
	again.until("no row waits", `!document.querySelector('[data-state="waiting"]')`)
	again.quiet()
}

// TestAnotherTabTakesOver closes a tab on its last key while another has the segment open: that one
// shows the text without being touched, and sends it once.
func TestAnotherTabTakesOver(t *testing.T) {
	n := fillShow(t, "fr")
	d := openDoor(t, n.newsroom)
	chromium := startChromium(t)
	s := openProfile(t, chromium, d, "fr")
	s.enter(n.as(workflow.Translator))
	bench := "/articles/" + n.main + "/bench?s=" + n.segment(12)
	s.open(bench)
	other := openProfile(t, chromium, d, "fr")
	other.open(bench)
	other.has(openField)
	d.stop()
	const text = "Dernière lettre"
	s.write(openField, text)
	// On the disk, and not yet handed to the outbox.
	s.until("the draft", `(indexedDB.open("truchement").onsuccess = e => { const all = e.target.result
		.transaction("drafts").objectStore("drafts").getAll(); all.onsuccess = () => { window.drafts = all.result.length; };
		}, window.drafts)`)
	s.shut()
	other.until("the text of the closed tab", `document.querySelector(`+quote(openField)+`).value === `+quote(text))
	other.complaints()
	d.reopen()
	other.stripSays("saved", "")
	g := n.view(n.main).Segments[11]
	if got := g.Target.String(); got != text || n.saves(g.ID, text) != 1 {
		t.Errorf("%q, saved %d times", got, n.saves(g.ID, text))
	}
	other.quiet()
}
