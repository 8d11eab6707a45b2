package unit_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow"
	"truchement/workflow/story"
	"truchement/workflow/unit"
)

// taskOf is an order as a job has it, and how many of its units the last call of progress named.
func taskOf(r *story.Runner, id string, o unit.Order) (t workflow.JobTask, seen *int) {
	r.T.Helper()
	seen = new(int)
	t.ID = id
	for _, part := range o.Parts() {
		body, err := json.Marshal(part)
		r.CheckNow("part", err)
		t.Parts = append(t.Parts, body)
	}
	t.Progress = func(steps, _ int) { *seen = steps }
	return t, seen
}

// A change of many that is stopped goes on where it was, in the same batch, and is undone as one.
func TestChangeOfManyGoesOn(t *testing.T) {
	filter := workflow.UnitFilter{SourceLang: "ar", TargetLang: "fr"}
	for name, c := range map[string]struct {
		change func(r *story.Runner) unit.Change
		want   unit.Outcome // without its batch
		left   int          // units of the memory afterwards
	}{
		"all of a filter": {func(*story.Runner) unit.Change {
			return unit.Change{Remove: &unit.UnitChoice{Query: unit.UnitQuery{UnitFilter: filter}}}
		}, unit.Outcome{Done: 240}, 1},
		"all of a search": {func(*story.Runner) unit.Change {
			return unit.Change{Remove: &unit.UnitChoice{Query: unit.UnitQuery{UnitFilter: filter, Text: "texte"}}}
		}, unit.Outcome{Done: 240}, 1},
		"duplicates": {func(*story.Runner) unit.Change {
			return unit.Change{Merge: &workflow.UnitPair{SourceLang: "ar", TargetLang: "fr"}}
		}, unit.Outcome{Done: 120}, 121},
		"undo of an undo": {func(r *story.Runner) unit.Change {
			batch, _, err := r.Units.Remove(r.Ctx(), r.Who, unit.UnitChoice{Query: unit.UnitQuery{UnitFilter: filter}})
			r.CheckNow("remove", err)
			out, err := r.Units.Undo(r.Ctx(), r.Who, batch)
			r.CheckNow("undo", err)
			_, err = editUnit(r, "u050a", "نص", "mieux", 0)
			r.CheckNow("edit one of them", err)
			return unit.Change{Undo: out.Batch}
		}, unit.Outcome{Done: 239, Left: 1, Undone: true}, 2},
	} {
		t.Run(name, func(t *testing.T) {
			r := story.New(t)
			var lines []string
			for i := range 120 {
				lines = append(lines, fmt.Sprintf("u%03da|نص %d|texte %d", i, i, i), fmt.Sprintf("u%03db|نص %d|texte %d", i, i, i))
			}
			keepUnits(r, lines...)
			r.As("luc")
			r.CheckNow("index", r.Memory.Current(r.Ctx()))
			o, err := r.Units.Order(r.Ctx(), r.Who, c.change(r))
			r.CheckNow("order", err)
			if o.IsMany() {
				t.Errorf("%d units are many", o.Total)
			}
			keepUnits(r, "w1|جديد|texte du lendemain")
			task, seen := taskOf(r, "job1", o)

			slow := r.Sliced()
			stopped, stop := context.WithCancel(r.Ctx())
			slow.Before = func(n int) error {
				if n == 2 {
					stop()
				}
				return stopped.Err()
			}
			if _, err := slow.Units.RunChange(stopped, r.Who, task); err == nil {
				t.Fatal("it was not stopped")
			}
			half := *seen
			if half == 0 || half >= c.want.Done {
				t.Fatalf("stopped at %d of %d", half, c.want.Done)
			}
			r.CheckNow("index", r.Memory.Current(r.Ctx()))
			got, err := r.Units.RunChange(r.Ctx(), r.Who, task)
			r.CheckNow("go on", err)
			want := c.want
			want.Batch = task.ID
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("outcome (-want +got):\n%s", diff)
			}
			if *seen != want.Done+want.Left {
				t.Errorf("progress ends at %d, want %d", *seen, want.Done+want.Left)
			}
			if n := len(units(r)); n != c.left {
				t.Errorf("%d units are left, want %d", n, c.left)
			}
			back, err := r.Units.Undo(r.Ctx(), r.Who, task.ID)
			r.CheckNow("undo", err)
			if back.Done != want.Done || back.Left != 0 {
				t.Errorf("undone %+v, want %d", back, want.Done)
			}
		})
	}
}
