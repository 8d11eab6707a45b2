package review_test

import (
	"strings"
	"testing"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/bitext"
)

// Choosing all and unticking one sends the choice and what was taken out of it, not a list.
func TestBulkChoiceLeavesOutWhatWasUnticked(t *testing.T) {
	st := uitest.OpenStory(t)
	b := uitest.OpenTab(t, st.Newsroom)
	b.SignIn(st.As(workflow.Editor))
	b.Open("/articles/" + st.ID + "/review")
	b.Until("the page", `document.querySelector("[data-all]")?.hidden === false`)
	left := uitest.Evaluate[string](b, `(() => {
		const every = document.querySelector("input[name=every]"), boxes = [...document.querySelectorAll("input[name=seg]")];
		every.click();
		if (!boxes.every((box) => box.checked)) return "";
		boxes[0].click();
		return boxes[0].value.split(":")[0]; })()`)
	if left == "" {
		t.Fatal("choosing all ticks no rows")
	}
	uitest.Evaluate[bool](b, `(document.querySelector("#bulk [name=decision][value=approve]").click(), true)`)
	b.Until("the preview", `location.pathname.endsWith("/preview") && document.querySelector("input[name=except]")`)
	if got := uitest.Evaluate[string](b, `document.querySelector("input[name=except]").value`); got != left {
		t.Errorf("the preview leaves out %q, want %q", got, left)
	}
	uitest.Evaluate[bool](b, `(document.querySelector(".btn.main[name=decision]").click(), true)`)
	b.Until("the list", `document.querySelector(".notice, [role=status]") && location.pathname.endsWith("/review")`)
	for _, g := range st.View(st.ID).Segments {
		reviewed := g.Snapshot.State == bitext.Reviewed
		if strings.EqualFold(g.ID, left) && reviewed {
			t.Error("the unticked segment is approved")
		}
		if g.ID != left && g.AwaitsReview() {
			t.Errorf("segment %d waits still", g.Position)
		}
	}
}
