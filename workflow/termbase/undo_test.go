package termbase_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"truchement/workflow"
	"truchement/workflow/format/terms"
	"truchement/workflow/story"
	"truchement/workflow/termbase"
)

// glossaryOf is a table of so many concepts.
func glossaryOf(n int) string {
	var b strings.Builder
	b.WriteString("ar,fr\n")
	for i := range n {
		fmt.Fprintf(&b, "مصطلح %d,terme %d\n", i, i)
	}
	return b.String()
}

// stoppedAt is a desk whose third transaction does not begin, and the context that ends then.
func stoppedAt(r *story.Runner) (*story.Sliced, context.Context) {
	slow := r.Sliced()
	ctx, stop := context.WithCancel(r.Ctx())
	slow.Before = func(n int) error {
		if n == 3 {
			stop()
		}
		return ctx.Err()
	}
	return slow, ctx
}

// entriesOf are how many entries of the feed say that concepts were written.
func entriesOf(r *story.Runner) (n int) {
	r.T.Helper()
	r.CheckNow("feed", r.Store.View(r.Ctx(), func(tx workflow.Tx) error {
		all, err := tx.Feed(workflow.FeedFilter{Limit: 10_000})
		for _, e := range all {
			if e.Kind == workflow.ConceptsChanged {
				n++
			}
		}
		return err
	}))
	return n
}

// An import and an undo that are stopped go on where they were, each in one batch: the import is undone as one, and
// so is the undo.
func TestImportAndUndoGoOn(t *testing.T) {
	const n = 240
	r := story.New(t).As("luc")
	in := termbase.NewImport{Name: "g.csv", Format: terms.CSV}
	seen := 0
	progress := func(done, total int) {
		if seen = done; total > n {
			t.Errorf("%d of %d concepts", done, total)
		}
	}
	slow, ctx := stoppedAt(r)
	report, err := slow.Termbase.Import(ctx, r.Who, in, "job1", strings.NewReader(glossaryOf(n)), progress)
	if err == nil || report == nil || report.Written != 100 || report.Batch != "job1" || seen != 50 {
		t.Fatalf("stopped after %d: %+v, %v", seen, report, err)
	}
	report, err = r.Termbase.Import(r.Ctx(), r.Who, in, "job1", strings.NewReader(glossaryOf(n)), progress)
	r.CheckNow("go on", err)
	if report.Written != n || report.Same != 100 || report.New != 140 {
		t.Errorf("%s", counts(report))
	}
	if got := entriesOf(r); got != 5 {
		t.Errorf("%d entries of the feed for %d concepts, want one for each 50", got, n)
	}

	c := list(r)[0]
	later := c.Concept
	later.Note = "changée après"
	_, _, err = r.Termbase.Edit(r.Ctx(), r.Who, later, 0)
	r.CheckNow("edit one", err)
	part, err := json.Marshal(termbase.UndoOrder{Batch: "job1"})
	r.CheckNow("part", err)
	task := workflow.JobTask{Job: workflow.Job{ID: "job2", Total: n}, Parts: [][]byte{part}, Progress: progress}
	slow, ctx = stoppedAt(r)
	if _, err := slow.Termbase.RunUndo(ctx, r.Who, task); err == nil || seen != 100 {
		t.Fatalf("stopped after %d: %v", seen, err)
	}
	got, err := r.Termbase.RunUndo(r.Ctx(), r.Who, task)
	r.CheckNow("go on with the undo", err)
	if want := (termbase.Undone{Batch: "job2", Done: n - 1, Left: 1}); got != want {
		t.Errorf("undone %+v, want %+v", got, want)
	}
	wantTexts(r, "the one that was changed stays", termbase.Query{}, c.Terms[0].Text+"="+c.Terms[1].Text)
	out, err := r.Termbase.Undo(r.Ctx(), r.Who, "job2")
	r.CheckNow("undo the undo", err)
	if out.Done != n-1 || out.Left != 0 || len(texts(r, termbase.Query{})) != n {
		t.Errorf("%+v", out)
	}
	if _, err := r.Termbase.OrderUndo(r.Ctx(), "none"); workflow.KindOf(err) != workflow.NotFound {
		t.Errorf("edits of no batch: %v", err)
	}
	again, err := r.Termbase.Undo(r.Ctx(), r.Who, "job2")
	r.CheckNow("undo the undo again", err)
	if want := (termbase.Undone{Already: true}); again != want {
		t.Errorf("undone again %+v, want %+v", again, want)
	}
	o, err := r.Termbase.OrderUndo(r.Ctx(), "job1")
	if err != nil || o.Total != n || o.IsMany() {
		t.Errorf("the undo of the import is %+v, %v", o, err)
	}
}
