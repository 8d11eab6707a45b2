package review_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
	"truchement/workflow/mqm"
)

// waiting is a story in which all segments but the first wait for review.
func waiting(t *testing.T) *uitest.Story {
	t.Helper()
	st := uitest.OpenStory(t)
	for i, g := range st.Segments[3:] {
		_, err := st.Desk.Save(t.Context(), st.Actor(workflow.Translator), desk.Save{Segment: g.ID,
			Version: g.Version, Target: fmt.Sprintf("Traduction numéro %d.", i+4), Confirm: true})
		if err != nil {
			t.Fatal(err)
		}
	}
	st.Read(t)
	return st
}

// reviewing opens the review at a round trip, where it begins: at the first segment that waits.
func reviewing(t *testing.T, st *uitest.Story, d *uitest.Door) *uitest.Screen {
	t.Helper()
	s := uitest.OpenScreen(t, uitest.StartChromium(t), d, "fr")
	s.Enter(st.As(workflow.Editor))
	s.Open("/articles/" + st.ID + "/review")
	s.Until("the focus where one begins", `document.activeElement.id === "s2"`)
	s.Stay()
	return s
}

func approve(s *uitest.Screen) { s.Press(kb.Enter, chromedp.ModifierCtrl) }

// fold presses the keys that return a segment, which ask for the reason first.
func fold(s *uitest.Screen) {
	s.Press(kb.Backspace, chromedp.ModifierCtrl, chromedp.ModifierShift)
}

const reasonOfActive = `document.querySelector(".seg.on .num a").id + " " +
	document.querySelector('.seg.on [name="reason"]').value`

func isOn(t *testing.T, st *uitest.Story, n int, state bitext.State, sub bitext.SubState, reason string) {
	t.Helper()
	if g := st.Segment(t, n); g.Snapshot.State != state || g.SubState != sub || g.Reason != reason {
		t.Errorf("segment %d is %s %s, reason %q; want %s %s, %q", n, g.Snapshot.State, g.SubState, g.Reason, state, sub, reason)
	}
}

// Decisions move at once: three approvals and a return by keys that wait for nothing, and the reason
// that is typed next is that of the next segment.
func TestDecisionsDoNotWaitForTheServer(t *testing.T) {
	uitest.OnEveryNetwork(t, func(t *testing.T, roundTrip time.Duration) {
		st := waiting(t)
		s := reviewing(t, st, uitest.OpenDoorAt(t, st.Newsroom, roundTrip))
		approve(s)
		approve(s)
		approve(s)
		fold(s)
		s.Type("Nom propre ?")
		s.Press(kb.Enter)
		fold(s)
		s.Type("Trop long")
		if got := uitest.Read[string](s, reasonOfActive); got != "s6 Trop long" {
			t.Errorf("being written: %q", got)
		}
		s.Until("all is sent", `!document.querySelector("[data-sending]")`)
		if got := uitest.Read[string](s, reasonOfActive); got != "s6 Trop long" {
			t.Errorf("being written when all is sent: %q", got)
		}
		for n := 2; n <= 4; n++ {
			isOn(t, st, n, bitext.Reviewed, bitext.None, "")
		}
		isOn(t, st, 5, bitext.Translated, bitext.Returned, "Nom propre ?")
		isOn(t, st, 6, bitext.Translated, bitext.None, "")
		approve(s) // in the box of the reason it returns
		s.See(s.T("review.was-returned", "Position", 6))
		isOn(t, st, 6, bitext.Translated, bitext.Returned, "Trop long")
		s.Until("the next one", `document.activeElement.id === "s7"`)
		if !uitest.Read[bool](s, `window.stayed`) {
			t.Error("the page was loaded anew")
		}
		s.Quiet()
	})
}

// A reason that was written is not thrown away by an approval.
func TestApprovalKeepsAWrittenReason(t *testing.T) {
	st := waiting(t)
	s := reviewing(t, st, uitest.OpenDoor(t, st.Newsroom))
	fold(s)
	s.Type("Faux sens")
	uitest.Read[bool](s, `(document.querySelector(".seg.on .num a").focus(), true)`)
	approve(s)
	s.See(s.T("review.reason-left"))
	s.Until("the reason", `document.activeElement.id === "reason" && document.activeElement.value === "Faux sens"`)
	isOn(t, st, 2, bitext.Translated, bitext.None, "")
}

// What the desk refuses takes the editor back to its segment, with all that was typed: not while
// they write in another one, and no key that was meant for that one decides.
func TestRefusedDecisionTakesOneBack(t *testing.T) {
	uitest.OnEveryNetwork(t, func(t *testing.T, roundTrip time.Duration) {
		st := waiting(t)
		s := reviewing(t, st, uitest.OpenDoorAt(t, st.Newsroom, roundTrip))
		g := st.Segments[1]
		_, err := st.Desk.MarkIssue(t.Context(), st.Actor(workflow.Chief), desk.NewIssue{Segment: g.ID, Version: g.Version,
			Side: workflow.TargetSide, Words: "lundi", Verdict: workflow.Verdict{Type: "mistranslation", Severity: mqm.Critical}})
		if err != nil {
			t.Fatal(err)
		}
		approve(s)
		approve(s)
		fold(s)
		s.Type("Sens")
		s.See(s.T("review.refused", "Position", 2))
		s.Type(" à revoir")
		if got := uitest.Read[string](s, reasonOfActive); got != "s4 Sens à revoir" {
			t.Errorf("being written when a refusal comes: %q", got)
		}
		s.Press(kb.Enter)
		s.Until("back at the refused one", `document.activeElement.id === "s2" && document.querySelector(".seg.on .num a").id === "s2"`)
		s.See(s.T("review.critical", "Position", 2))
		s.Until("all is sent", `!document.querySelector("[data-sending]")`)
		isOn(t, st, 2, bitext.Translated, bitext.None, "")
		isOn(t, st, 3, bitext.Reviewed, bitext.None, "")
		isOn(t, st, 4, bitext.Translated, bitext.Returned, "Sens à revoir")
		s.Quiet()
	})
}

// A return of a version that is no more comes back with its reason; the key that follows at once was
// meant for the row after it.
func TestStaleReturnComesBackWithItsReason(t *testing.T) {
	st := waiting(t)
	s := reviewing(t, st, uitest.OpenDoor(t, st.Newsroom))
	fold(s)
	s.Type("Nom propre")
	// The page has missed a change, and an approval is pressed in the moment of the answer.
	uitest.Read[bool](s, `(() => {
		document.querySelector(".seg.on .returning [name=version]").value = "1";
		new MutationObserver((_, o) => {
			if (!document.querySelector("#r-`+st.Segments[1].ID+`.on .returning[open]") || !window.moved) return;
			o.disconnect();
			document.activeElement.dispatchEvent(new KeyboardEvent("keydown",
				{key: "Enter", code: "Enter", keyCode: 13, ctrlKey: true, bubbles: true, cancelable: true}));
			window.pressed = true;
		}).observe(document.getElementById("rows"), {subtree: true, attributes: true, childList: true});
		document.addEventListener("submit", () => { window.moved = true; });
		return true; })()`)
	s.Press(kb.Enter)
	s.See(s.T("review.refused", "Position", 2), s.T("review.changed"))
	s.Until("the key was pressed", `window.pressed`)
	if got := uitest.Read[string](s, reasonOfActive); got != "s2 Nom propre" {
		t.Errorf("after the refusal: %q", got)
	}
	s.StripSays("local", "strip.local")
	if got := s.OnDisk("Nom propre"); got != "drafts 1, keys 1" {
		t.Errorf("the browser keeps %q", got)
	}
	isOn(t, st, 2, bitext.Translated, bitext.None, "")
	s.Quiet()
}

// A decision that was made without network outlives its tab, and is sent by the next page.
func TestDecisionOutlivesItsTab(t *testing.T) {
	st := waiting(t)
	d := uitest.OpenDoor(t, st.Newsroom)
	s := reviewing(t, st, d)
	d.Stop()
	approve(s)
	s.Until("the next one", `document.activeElement.id === "s3"`)
	s.StripSays("offline", "strip.offline")
	s.See(s.T("review.sending-approve"))
	s.Click(`[data-strip="list"]`)
	s.Until("the list", `document.querySelector("#unsent[open] [data-text]")?.textContent === `+uitest.Quote(s.T("review.approve")))
	s.Do(chromedp.Navigate("about:blank"))
	isOn(t, st, 2, bitext.Translated, bitext.None, "")
	d.Reopen()
	s.Open("/articles/" + st.ID)
	for deadline := time.Now().Add(uitest.Patience); strings.Contains(s.OnDisk(), "items"); {
		if time.Now().After(deadline) {
			t.Fatal("the next page does not send the decision")
		}
	}
	s.Open("/articles/" + st.ID + "/review?show=approved")
	s.Has("#r-" + st.Segments[1].ID)
	isOn(t, st, 2, bitext.Reviewed, bitext.None, "")
}

// After the last decision the sign-off is there, and then the publication.
func TestReviewEndsWithTheSignOff(t *testing.T) {
	uitest.OnEveryNetwork(t, func(t *testing.T, roundTrip time.Duration) {
		st := uitest.OpenStory(t)
		turnAround(st, t)
		s := uitest.OpenScreen(t, uitest.StartChromium(t), uitest.OpenDoorAt(t, st.Newsroom, roundTrip), "fr")
		s.Enter(st.As(workflow.Editor))
		s.Open("/articles/" + st.ID + "/review")
		s.Until("the focus where one begins", `document.activeElement.id === "s1"`)
		approve(s)
		s.See(s.T("review.empty"))
		s.Until("the sign-off", `document.activeElement.matches('form[action$="/sign"] button')`)
		s.Press(kb.Enter)
		s.See(s.T("article.signed"))
		s.Has(`#review-end form[action$="/publish"] button:enabled`)
		s.Settle()
		s.Follow(`#review-end form[action$="/publish"] button`)
		s.See(s.T("article.was-published"))
		if v := st.View(st.ID); v.Stage() != workflow.Published {
			t.Errorf("the article is %s", v.Stage())
		}
	})
}
