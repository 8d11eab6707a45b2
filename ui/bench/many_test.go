package bench_test

import (
	"testing"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/desk"
)

// TestManyChangesAppear has an editor return 700 segments at once and take that back. They appear
// at the workbench and in the review, though the header of one request could not name them.
func TestManyChangesAppear(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	book := addBook(n, 700)
	n.Translate(book, "Une phrase.")
	b := uitest.OpenTab(t, n)
	b.SignIn(n.As(workflow.Editor))
	follow := func(page string, rows string, change func() error) {
		b.Open("/articles/" + book + "/" + page)
		b.Until("all rows of "+page, `document.querySelectorAll(".seg").length === `+rows)
		uitest.Evaluate[bool](b, `(window.stale = () => [...document.querySelectorAll(".seg")].filter((r) =>
			r.dataset.version === old[r.id]).length, window.old = Object.fromEntries(
			[...document.querySelectorAll(".seg")].map((r) => [r.id, r.dataset.version])), true)`)
		if err := change(); err != nil {
			t.Fatal(err)
		}
		b.Until("the changes of all rows of "+page, `stale() === 0`)
	}
	var batch string
	follow("bench", "700", func() error {
		out, err := n.Desk.ReviewMany(t.Context(), n.Actor(workflow.Editor), desk.BulkReview{Article: book,
			Choice: &desk.Choice{Seen: 1 << 40}, Decision: workflow.Return, Reason: "style"})
		batch = out.Batch
		return err
	})
	follow("review?show=returned", "500", func() error {
		_, err := n.Desk.Undo(t.Context(), n.Actor(workflow.Editor), batch)
		return err
	})
	b.KeptPolicy()
}
