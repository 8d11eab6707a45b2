package ui_test

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/bitext"
)

// hurried lets what shows the progress of a slow request come at once, and keeps in the session of the
// tab whether it came.
const hurried = `(() => {
	const later = window.setTimeout;
	window.setTimeout = (f, ms, ...more) => later(f, ms === 400 || ms === 3000 ? 0 : ms, ...more);
	new MutationObserver(() => {
		if (document.querySelector(".busy-bar, .busy-words")) sessionStorage.busy = "yes";
	}).observe(document.body, {childList: true});
	return true;
})()`

// The page shows that an answer takes long while it waits for one, and not after a form that a module
// has sent: the bar stayed for ever after the first confirmation and the first decision.
func TestProgressEndsWithItsRequest(t *testing.T) {
	st := uitest.OpenStory(t)
	d := uitest.OpenDoorAt(t, st.Newsroom, uitest.Far)
	chromium := uitest.StartChromium(t)
	calm := func(s *uitest.Screen, after string) {
		t.Helper()
		// What setTimeout was asked for before has come after two tasks of its own.
		uitest.Read[bool](s, `new Promise(r => setTimeout(() => setTimeout(() => r(true))))`)
		if uitest.Read[bool](s, `!!sessionStorage.busy || !!document.querySelector(".busy-bar, .busy-words")`) {
			t.Errorf("the page shows progress %s", after)
		}
	}

	s := uitest.OpenScreen(t, chromium, d, "fr")
	s.Enter(st.As(workflow.Translator))
	s.Open(st.Bench(4))
	uitest.Read[bool](s, hurried)
	s.Write(`.seg.on [name="target"]`, "Ce partenariat est nouveau.")
	s.Press(kb.Enter, chromedp.ModifierCtrl)
	s.Until("confirmed", `document.querySelector("#r-`+st.Segments[3].ID+` [data-state=translated]")`)
	calm(s, "after a confirmation")

	s = uitest.OpenScreen(t, chromium, d, "fr")
	s.Enter(st.As(workflow.Editor))
	s.Open("/articles/" + st.ID + "/review")
	uitest.Read[bool](s, hurried)
	s.Press(kb.Enter, chromedp.ModifierCtrl)
	s.Until("approved", `document.querySelector("#r-`+st.Segments[1].ID+` [data-state=reviewed]") &&
		!document.querySelector("[data-sending]")`)
	calm(s, "after a decision")
	if g := st.Segment(t, 2); g.Snapshot.State != bitext.Reviewed {
		t.Errorf("segment 2 is %s", g.Snapshot.State)
	}
	// A form that the browser sends shows it.
	s.Follow(".undo button")
	if !uitest.Read[bool](s, `!!sessionStorage.busy`) {
		t.Error("a request that takes long shows no progress")
	}
}
