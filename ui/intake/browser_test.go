package intake_test

import (
	"testing"
	"time"

	"truchement/ui/uitest"
	"truchement/workflow"
)

// TestPreviewIsCutInABrowser splits and joins segments of the preview in place: what is made is what was
// shown, and the text that is being pasted keeps its caret.
func TestPreviewIsCutInABrowser(t *testing.T) {
	chromium := uitest.StartChromium(t)
	uitest.InEveryLanguage(t, func(t *testing.T, language string, roundTrip time.Duration) {
		n := uitest.OpenNewsroom(t)
		n.Reading(language)
		s := uitest.OpenScreen(t, chromium, uitest.OpenDoorAt(t, n, roundTrip), language)
		s.Enter(n.As(workflow.Editor))
		s.Open("/articles/new")
		s.Click("#text")
		s.Insert("Le titre\n\nUne phrase. Une deuxième, plus longue.")
		joints := func(want int) {
			t.Helper()
			s.Until("the cuts", `document.querySelectorAll("#preview .joint").length === `+string(rune('0'+want)))
		}
		joints(1)
		s.Stay()
		s.Click(`#preview .joint`)
		joints(0)
		s.Click(`#preview button[value="open:1"]`)
		s.Click(`#preview button[value="cut:1:12"]`)
		joints(1)
		s.Click(`#preview button[value="cut:1:26"]`)
		joints(2)
		if !uitest.Read[bool](s, `window.stayed === true`) {
			t.Error("the page was loaded anew")
		}
		s.Follow(`button[value="create"]`)
		v := n.View(uitest.Read[string](s, `location.pathname.split("/")[2]`))
		if len(v.Segments) != 4 || v.Segments[3].Source.String() != "plus longue." {
			t.Errorf("%d segments: %+v", len(v.Segments), v.Segments)
		}
		s.Quiet()
	})
}
