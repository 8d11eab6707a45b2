package workflow_test

import (
	"testing"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/lang"
)

// TestConflictsMerge puts two versions of one target together; where that would tear a pair of
// codes or write one twice, it leaves the writer's own text.
func TestConflictsMerge(t *testing.T) {
	bold, note := bitext.Code{ID: "1", Type: bitext.Bold}, bitext.Code{ID: "2", Type: bitext.NoteMark}
	source := bitext.Text{{Kind: bitext.Open, Code: bold}, {Chars: "نص"},
		{Kind: bitext.Close, Code: bold}, {Kind: bitext.Lone, Code: note}}
	text := func(markup string) workflow.Snapshot {
		t.Helper()
		target, err := bitext.Parse(markup, source.Codes())
		if err != nil {
			t.Fatal(err)
		}
		return workflow.Snapshot{Source: source, Target: target}
	}
	for _, c := range []struct {
		name, base, theirs, yours, want string
		clashes                         int
	}{
		{"a code and a word", "Le mot est là.", "Le ⟦1⟧mot⟦/1⟧ est là.", "Le mot est ici.",
			"Le ⟦1⟧mot⟦/1⟧ est ici.", 0},
		{"one note in two places", "Le mot est bien là.", "Le mot⟦2/⟧ est bien là.",
			"Le mot est bien là⟦2/⟧.", "Le mot est bien là⟦2/⟧.", 1},
		{"bold in two places", "Le mot est bien là.", "Le ⟦1⟧mot⟦/1⟧ est bien là.",
			"Le mot est bien ⟦1⟧là⟦/1⟧.", "Le ⟦1⟧mot⟦/1⟧ est bien ⟦1⟧là⟦/1⟧.", 0},
		{"the pair gone, the pair widened", "Le ⟦1⟧mot⟦/1⟧ est là.", "Le mot est là.",
			"Le ⟦1⟧mot est⟦/1⟧ là.", "Le ⟦1⟧mot est⟦/1⟧ là.", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := &workflow.ConflictError{Base: text(c.base), Yours: text(c.yours),
				Current: workflow.Segment{Snapshot: text(c.theirs)}}
			got, clashes := lang.Merge(e.Compare())
			if got != c.want || clashes != c.clashes {
				t.Errorf("got %q with %d clashes, want %q with %d", got, clashes, c.want, c.clashes)
			}
			if _, err := bitext.Parse(got, source.Codes()); err != nil {
				t.Errorf("%q: %v", got, err)
			}
		})
	}
}
