package memory_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/story"
)

func wantFaults(r *story.Runner, want ...string) {
	r.T.Helper()
	r.CheckNow("follow", r.Memory.Follow(r.Ctx()))
	faults, err := r.Memory.Examine(r.Ctx(), r.ArticleID)
	r.CheckNow("examine", err)
	var got []string
	for _, f := range faults {
		got = append(got, fmt.Sprintf("%d %s", f.Position, f.Fault))
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		r.T.Errorf("faults (-want +got):\n%s", diff)
	}
}

// What people do leaves units and segments in agreement; what is written behind their back is found.
func TestExamineComparesUnitsWithSegments(t *testing.T) {
	r := story.New(t).As("amina").Add("واحد.", "اثنان.", "ثلاثة.", "أربعة.", "خمسة.")
	for i, target := range []string{"Un.", "Deux.", "Trois.", "Quatre."} {
		r.Translate(i+1, target)
	}
	wantFaults(r)
	takeOut(r, 1)
	r.Merge(4).Undo(4)
	wantFaults(r)
	change := func(position int, fn func(u *workflow.Unit)) {
		id := r.Segment(position).ID
		r.Behind(func(tx workflow.Tx) error {
			u, err := tx.Unit(id)
			fn(&u)
			if err != nil {
				return err
			}
			return tx.UpdateUnit(u)
		})
	}
	change(2, func(u *workflow.Unit) { u.Gone = true })
	change(3, func(u *workflow.Unit) { u.Target = bitext.Plain("Tres.") })
	wantFaults(r, "2 lacking", "3 other")
	r.As("luc").Return(4, "non")
	wantFaults(r, "2 lacking", "3 other")
	change(4, func(u *workflow.Unit) { u.Gone = false })
	wantFaults(r, "2 lacking", "3 other", "4 left")
}
