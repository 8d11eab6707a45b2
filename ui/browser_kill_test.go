package ui

import (
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"truchement/workflow"
)

// kill ends a browser as the system does that runs out of memory.
func kill(t *testing.T, chromium *screen) {
	t.Helper()
	process := chromedp.FromContext(chromium.ctx).Browser.Process()
	if err := process.Kill(); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(patience); process.Signal(nil) == nil; {
		if time.Now().After(deadline) {
			t.Fatal("the browser does not end")
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// TestNetworkStory stops the server while somebody types, closes the tab, goes on in another,
// kills the browser a quarter of a second after the last key, and starts both again: every
// character is there, each text was saved once, and what somebody else changed meanwhile comes up
// as a conflict with both texts.
func TestNetworkStory(t *testing.T) {
	n := fillShow(t, "fr")
	d := openDoor(t, n.newsroom)
	profile := t.TempDir()
	chromium := startChromiumIn(t, profile)
	s := openProfile(t, chromium, d, "fr")
	s.enter(n.as(workflow.Translator))
	bench := "/articles/" + n.main + "/bench?s="
	s.open(bench + n.segment(12))
	s.keptHere()
	s.write(openField, "Écrit avant la coupure")
	s.stripSays("saved", "")
	d.stop()
	s.write(openField, "Écrit pendant la coupure")
	s.stripSays("offline", "")

	// The tab is closed; another opens the page from the disk and finds the text.
	other := openProfile(t, chromium, d, "fr")
	s.shut()
	other.open(bench + n.segment(12))
	other.until("the text of the closed tab", `document.querySelector(`+quote(openField)+
		`).value === "Écrit pendant la coupure"`)
	other.click(fmt.Sprintf(`#r-%s .num`, n.segment(13)))
	other.has(segmentOn(13))
	other.write(openField, "La rencontre, vue du train")
	other.stripSays("offline", "")

	// The browser is killed a quarter of a second after the last key.
	other.click(fmt.Sprintf(`#r-%s .num`, n.segment(14)))
	other.has(segmentOn(14))
	other.write(openField, "Chaque lettre compte")
	time.Sleep(250 * time.Millisecond) // what is promised
	kill(t, other)
	theirs := n.view(n.main).Segments[12]
	n.must(n.desk.Save(t.Context(), n.actor(workflow.Editor), workflow.Save{Segment: theirs.ID,
		Version: theirs.Version, Target: "La rencontre, vue du bureau"}))
	d.reopen()

	again := openProfile(t, startChromiumIn(t, profile), d, "fr")
	again.enter(n.as(workflow.Translator))
	again.open(bench + n.segment(11))
	again.stripSays("conflict", "")
	// A row shows its text before the server has it; the status bar counts what still waits.
	again.until("the end of the sending", `document.querySelector("#strip [data-said]").textContent === `+
		quote(again.T("strip.conflict", "Count", 1)))
	for position, want := range map[int]string{12: "Écrit pendant la coupure", 14: "Chaque lettre compte"} {
		again.until("segment "+want, fmt.Sprintf(`document.getElementById("r-%s").textContent.includes(%s)`,
			n.segment(position), quote(want)))
		g := n.view(n.main).Segments[position-1]
		if got := g.Target.String(); got != want || n.saves(g.ID, want) != 1 {
			t.Errorf("segment %d: %q, saved %d times", position, got, n.saves(g.ID, want))
		}
	}
	again.see(again.T("strip.conflict", "Count", 1))
	again.click(`[data-strip="list"]`)
	again.see("La rencontre, vue du train")
	again.follow(`#unsent [data-go]`)
	again.see(again.T("conflict.theirs"), "vue du bureau", "vue du train")
	n.remembers(theirs.ID, "La rencontre, vue du train")
	again.click(`.clash [data-leave]`)
	again.stripSays("idle", "")
	again.quiet()
}
