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

// keptHere waits until the service worker has the page that is open.
func keptHere(s *uitest.Screen) {
	s.TB.Helper()
	s.Until("the worker has the page", `(caches.match(location.pathname).then(
		r => { window.pageKept = Boolean(r); }), window.pageKept && navigator.serviceWorker.controller)`)
}

// shut closes a tab as its reader does.
func shut(s *uitest.Screen) {
	s.TB.Helper()
	if err := chromedp.Cancel(s.Ctx); err != nil {
		s.TB.Fatal(err)
	}
}

// texts are the targets of an article.
func texts(n *uitest.Show, article string) (texts []string, states []bitext.State) {
	for _, g := range n.View(article).Segments {
		texts, states = append(texts, g.Target.String()), append(states, g.State)
	}
	return texts, states
}

// saves counts the changes that gave a segment a text.
func saves(n *uitest.Show, segment, text string) (count int) {
	n.TB.Helper()
	history, err := n.Desk.History(n.TB.Context(), n.Actor(workflow.Chief), segment)
	n.Must(history, err)
	for _, c := range history {
		if c.To.Target.String() == text {
			count++
		}
	}
	return count
}

// TestWritingWithoutNetwork opens an article, loses the network, translates to the end, closes the tab,
// opens it again from the disk, and finds everything at the desk once the network is back.
func TestWritingWithoutNetwork(t *testing.T) {
	n := uitest.OpenShow(t, "fr")
	d := uitest.OpenDoor(t, n.Newsroom)
	chromium := uitest.StartWholeChromium(t, t.TempDir())
	s := uitest.OpenProfile(t, chromium, d, "fr")
	s.Enter(n.As(workflow.Translator))
	bench := "/articles/" + n.Coded + "/bench"
	first := n.View(n.Coded).Segments
	s.Open(bench + "?s=" + first[0].ID)
	keptHere(s)
	d.Stop()
	s.Stay()
	for i, g := range first {
		s.Has(fmt.Sprintf(`.seg.on[data-segment="%s"] form`, g.ID))
		if buttons := len(g.Source.Codes()); buttons != uitest.Read[int](s, `document.querySelectorAll(".seg.on .coded").length`) {
			t.Errorf("segment %d: another number of buttons than its %d codes", i+1, buttons)
		}
		s.Write(openField, fmt.Sprintf("الجملة رقم %d في القطار.", i+1))
		s.Press(kb.Enter, chromedp.ModifierCtrl)
	}
	s.StripSays("offline", "")
	s.See(s.T("strip.waiting", "Count", len(first)))
	if !here(s) {
		t.Error("the page was loaded anew")
	}
	if got, _ := texts(n, n.Coded); got[0] != "" {
		t.Fatalf("the desk has %q already", got[0])
	}
	s.Complaints() // that the server does not answer is what this is about
	again := uitest.OpenProfile(t, chromium, d, "fr")
	shut(s)
	again.Open("/account") // not kept: what is kept is listed, by titles that only the worker can read
	again.See(again.T("offline.kept"), n.View(n.Coded).Article.Title)
	again.Open(bench + "?s=" + first[1].ID)
	again.See("الجملة رقم 1 في القطار.", again.T("unsent.waits"))
	again.Until("the text in its field", fmt.Sprintf(
		`document.querySelector(%s).value === "الجملة رقم 2 في القطار."`, uitest.Quote(openField)))
	again.StripSays("offline", "")
	again.Complaints()
	d.Reopen()
	again.StripSays("saved", "")
	texts, states := texts(n, n.Coded)
	for i, g := range first {
		want := fmt.Sprintf("الجملة رقم %d في القطار.", i+1)
		if texts[i] != want || states[i] != bitext.Translated || saves(n, g.ID, want) != 1 {
			t.Errorf("segment %d: %q %s, saved %d times", i+1, texts[i], states[i], saves(n, g.ID, want))
		}
	}
	again.Until("no row waits", `!document.querySelector('[data-state="waiting"]')`)
	again.Quiet()
}

// TestAnotherTabTakesOver closes a tab on its last key while another has the segment open: that one
// shows the text without being touched, and sends it once.
func TestAnotherTabTakesOver(t *testing.T) {
	n := uitest.OpenShow(t, "fr")
	d := uitest.OpenDoor(t, n.Newsroom)
	chromium := uitest.StartWholeChromium(t, t.TempDir())
	s := uitest.OpenProfile(t, chromium, d, "fr")
	s.Enter(n.As(workflow.Translator))
	bench := "/articles/" + n.Main + "/bench?s=" + n.Segment(12)
	s.Open(bench)
	other := uitest.OpenProfile(t, chromium, d, "fr")
	other.Open(bench)
	other.Has(openField)
	d.Stop()
	const text = "Dernière lettre"
	s.Write(openField, text)
	// On the disk, and not yet handed to the outbox.
	s.Until("the draft", `(indexedDB.open("truchement").onsuccess = e => { const all = e.target.result
		.transaction("drafts").objectStore("drafts").getAll(); all.onsuccess = () => { window.drafts = all.result.length; };
		}, window.drafts)`)
	shut(s)
	other.Until("the text of the closed tab", `document.querySelector(`+uitest.Quote(openField)+`).value === `+uitest.Quote(text))
	other.Complaints()
	d.Reopen()
	other.StripSays("saved", "")
	g := n.View(n.Main).Segments[11]
	if got := g.Target.String(); got != text || saves(n, g.ID, text) != 1 {
		t.Errorf("%q, saved %d times", got, saves(n, g.ID, text))
	}
	other.Quiet()
}
