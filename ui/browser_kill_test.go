package ui_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/desk"
)

// kill ends a browser as the system does that runs out of memory.
func kill(t *testing.T, chromium *uitest.Screen) {
	t.Helper()
	process := chromedp.FromContext(chromium.Ctx).Browser.Process()
	if err := process.Kill(); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(uitest.Patience); process.Signal(nil) == nil; {
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
	n := uitest.OpenShow(t, "fr")
	d := uitest.OpenDoor(t, n.Newsroom)
	profile := t.TempDir()
	chromium := uitest.StartWholeChromium(t, profile)
	s := uitest.OpenProfile(t, chromium, d, "fr")
	s.Enter(n.As(workflow.Translator))
	bench := "/articles/" + n.Main + "/bench?s="
	s.Open(bench + n.Segment(12))
	keptHere(s)
	s.Write(openField, "Écrit avant la coupure")
	s.StripSays("saved", "")
	d.Stop()
	s.Write(openField, "Écrit pendant la coupure")
	s.StripSays("offline", "")

	// The tab is closed; another opens the page from the disk and finds the text.
	other := uitest.OpenProfile(t, chromium, d, "fr")
	shut(s)
	other.Open(bench + n.Segment(12))
	other.Until("the text of the closed tab", `document.querySelector(`+uitest.Quote(openField)+
		`).value === "Écrit pendant la coupure"`)
	other.Click(fmt.Sprintf(`#r-%s .num`, n.Segment(13)))
	other.Has(segmentOn(13))
	other.Write(openField, "La rencontre, vue du train")
	other.StripSays("offline", "")

	// The browser is killed a quarter of a second after the last key.
	other.Click(fmt.Sprintf(`#r-%s .num`, n.Segment(14)))
	other.Has(segmentOn(14))
	other.Write(openField, "Chaque lettre compte")
	time.Sleep(250 * time.Millisecond) // what is promised
	kill(t, other)
	theirs := n.View(n.Main).Segments[12]
	n.Must(n.Desk.Save(t.Context(), n.Actor(workflow.Editor), desk.Save{Segment: theirs.ID,
		Version: theirs.Version, Target: "La rencontre, vue du bureau"}))
	d.Reopen()

	again := uitest.OpenProfile(t, uitest.StartWholeChromium(t, profile), d, "fr")
	again.Enter(n.As(workflow.Translator))
	again.Open(bench + n.Segment(11))
	again.StripSays("conflict", "")
	// A row shows its text before the server has it; the status bar counts what still waits.
	again.Until("the end of the sending", `document.querySelector("#strip [data-said]").textContent === `+
		uitest.Quote(again.T("strip.conflict", "Count", 1)))
	for position, want := range map[int]string{12: "Écrit pendant la coupure", 14: "Chaque lettre compte"} {
		again.Until("segment "+want, fmt.Sprintf(`document.getElementById("r-%s").textContent.includes(%s)`,
			n.Segment(position), uitest.Quote(want)))
		g := n.View(n.Main).Segments[position-1]
		if got := g.Target.String(); got != want || saves(n, g.ID, want) != 1 {
			t.Errorf("segment %d: %q, saved %d times", position, got, saves(n, g.ID, want))
		}
	}
	again.See(again.T("strip.conflict", "Count", 1))
	again.Click(`[data-strip="list"]`)
	again.See("La rencontre, vue du train")
	again.Follow(`#unsent [data-go]`)
	again.See(again.T("conflict.theirs"), "vue du bureau", "vue du train")
	remembers(n, theirs.ID, "La rencontre, vue du train")
	again.Click(`.clash [data-leave]`)
	again.StripSays("idle", "")
	again.Quiet()
}
