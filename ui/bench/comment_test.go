package bench_test

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"truchement/ui/uitest"
	"truchement/workflow"
)

// In the box of a comment Ctrl+Enter sends the comment, and decides nothing about the segment.
func TestCtrlEnterSendsTheComment(t *testing.T) {
	uitest.OnEveryNetwork(t, func(t *testing.T, roundTrip time.Duration) {
		st := uitest.OpenStory(t)
		s := uitest.OpenScreen(t, uitest.StartChromium(t), uitest.OpenDoorAt(t, st.Newsroom, roundTrip), "fr")
		s.Enter(st.As(workflow.Translator))
		s.Open(st.Bench(4))
		s.Press(kb.F2)
		s.Until("the box", `document.activeElement.id === "comment-text"`)
		s.Type("Faut-il dire « accord » ?")
		before := st.Segment(t, 4)
		s.Press(kb.Enter, chromedp.ModifierCtrl)
		s.Until("the comment", `[...document.querySelectorAll("#panel .said .body")].some(
			(e) => e.textContent === "Faut-il dire « accord » ?") && document.getElementById("comment-text").value === ""`)
		if after := st.Segment(t, 4); after.Version != before.Version || after.Comments != before.Comments+1 {
			t.Errorf("the segment went from version %d with %d comments to %d with %d",
				before.Version, before.Comments, after.Version, after.Comments)
		}

		s.Open("/articles/" + st.ID + "/comments")
		s.Click("#text")
		s.Type("Titre à revoir")
		s.Press(kb.Enter, chromedp.ModifierCtrl)
		s.Until("the comment on the article", `[...document.querySelectorAll(".said .body")].some((e) => e.textContent === "Titre à revoir")`)
		s.Quiet()
	})
}
