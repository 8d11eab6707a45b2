package unit_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow"
	"truchement/workflow/story"
	"truchement/workflow/unit"
	"truchement/workflow/unit/exchange"
)

const importJob = "0198a000-0000-7000-8000-000000000001"

// imported is a desk with a unit of its own, and n of a file.
func imported(t *testing.T, n int) *story.Runner {
	t.Helper()
	r := story.New(t).As("luc")
	keepUnits(r, "u1|نعم|Oui")
	var file strings.Builder
	for i := range n {
		fmt.Fprintf(&file, "نص %d\ttexte %d\n", i, i)
	}
	in := unit.NewImport{Name: "t.tsv", Format: exchange.TSV, SourceLang: "ar", TargetLang: "fr"}
	report := importFile(r, in, importJob, file.String())
	if report.Batch != importJob || report.Added != n {
		t.Fatalf("%d units are added as %q", report.Added, report.Batch)
	}
	return r
}

// An import is undone as one: what it has brought in is taken out, but what a person has edited since stays. The undo is
// undone as any change is, and the import again after that.
func TestImportIsUndone(t *testing.T) {
	r := imported(t, 120)
	all, _ := ids(r, unit.UnitQuery{Text: "texte 7"})
	if _, err := editUnit(r, all[0], "نص", "mieux", 0); err != nil {
		t.Fatal(err)
	}
	undo := func(batch string, want unit.Outcome, left int) string {
		t.Helper()
		got, err := r.Units.Undo(r.Ctx(), r.Who, batch)
		r.CheckNow("undo", err)
		next := got.Batch
		got.Batch = ""
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("outcome (-want +got):\n%s", diff)
		}
		if n := len(units(r)); n != left {
			t.Errorf("%d units are left, want %d", n, left)
		}
		return next
	}
	first := undo(importJob, unit.Outcome{Done: 119, Left: 1}, 2)
	undo(importJob, unit.Outcome{Left: 1, Already: true}, 2)
	undo(first, unit.Outcome{Done: 119, Undone: true}, 121)
	undo(first, unit.Outcome{Undone: true, Already: true}, 121)
	second := undo(importJob, unit.Outcome{Done: 119, Left: 1}, 2)
	undo(first, unit.Outcome{Done: 119, Undone: true}, 121) // they are again as it left them
	undo(second, unit.Outcome{Undone: true, Already: true}, 121)
	_, err := r.Units.Undo(r.Ctx(), r.Who, "0198a000-0000-7000-8000-000000000002")
	r.Refused("memory.no-undo").Check("an import that is none", err)
	_, err = r.Units.Undo(r.Ctx(), r.People["amina"], importJob)
	r.Refused("error.forbidden").Check("a translator", err)
}

// An undo of a large import is a job, goes on where it was stopped, and ends when nothing is left to do.
func TestUndoOfImportGoesOn(t *testing.T) {
	r := imported(t, unit.Many+120)
	o, err := r.Units.Order(r.Ctx(), r.Who, unit.Change{Undo: importJob})
	r.CheckNow("order", err)
	if !o.IsMany() || o.Total != unit.Many+120 {
		t.Errorf("%d units are no work of a job", o.Total)
	}
	task, seen := taskOf(r, "job1", o)
	slow := r.Sliced()
	stopped, stop := context.WithCancel(r.Ctx())
	slow.Before = func(n int) error {
		if n == 2 {
			stop()
		}
		return stopped.Err()
	}
	report, err := slow.Units.RunChange(stopped, r.Who, task)
	if half := report.(unit.Outcome).Done; err == nil || half == 0 || half != *seen || half == o.Total {
		t.Fatalf("stopped at %d of %d, progress %d: %v", half, o.Total, *seen, err)
	}
	for _, what := range []string{"go on", "once more"} {
		got, err := r.Units.RunChange(r.Ctx(), r.Who, task)
		r.CheckNow(what, err)
		if diff := cmp.Diff(unit.Outcome{Batch: "job1", Done: o.Total}, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}
	if *seen != o.Total || len(units(r)) != 1 {
		t.Errorf("progress ends at %d of %d, %d units are left", *seen, o.Total, len(units(r)))
	}
	back, err := r.Units.Undo(r.Ctx(), r.Who, "job1")
	r.CheckNow("undo", err)
	if back.Done != o.Total {
		t.Errorf("%d are back of %d", back.Done, o.Total)
	}
	_, err = r.Units.Undo(r.Ctx(), r.Who, importJob)
	r.CheckNow("undo the import again", err)
	got, err := r.Units.RunChange(r.Ctx(), r.Who, workflow.JobTask{Job: workflow.Job{ID: "job2"}, Parts: task.Parts, Progress: task.Progress})
	r.CheckNow("undo what is undone", err)
	if diff := cmp.Diff(unit.Outcome{Already: true}, got); diff != "" {
		t.Errorf("undo what is undone (-want +got):\n%s", diff)
	}
}
