package unit

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"truchement/workflow"
)

// ChangeJob is the kind of the jobs that change many units.
const ChangeJob = "memory-change"

const (
	// Many is how many units a request changes at most before it answers: more are the work of a job.
	Many = 500
	// editChunk is how many units one step of a change writes.
	editChunk = 50
	// partIDs is how many ids a part of a job has.
	partIDs = 10_000
)

// Change is what can be done to many units at once. One of its fields is set.
type Change struct {
	Remove *UnitChoice        `json:"remove,omitempty"` // take them out
	Merge  *workflow.UnitPair `json:"merge,omitempty"`  // take out all duplicates of its languages but the best
	Undo   string             `json:"undo,omitempty"`   // take back what was done in this batch, or brought in by this import
}

// Outcome is what became of a change.
type Outcome struct {
	Batch string `json:"batch,omitempty"` // with which it is undone; empty: it did nothing
	Done  int    `json:"done"`            // units that were taken out, or are again what they were
	Left  int    `json:"left,omitempty"`  // units that an undo leaves as they are, since they were changed after
	// Undone says that the change took back another, and not an import, whose units it takes out.
	Undone bool `json:"undone,omitempty"`
	// Already says that an undo had nothing to do, since what it takes back is undone.
	Already bool `json:"already,omitempty"`
}

// Order is a change with the units that it means.
type Order struct {
	Change
	Total    int      // units
	many     bool     // it is the work of a job
	recounts bool     // after a stop, Total is of what is left
	brings   bool     // what it undoes is an import
	ids      []string // to remove; none: all that the filter chooses
	merges   []merge
	seq      int64 // of the feed, when the duplicates were looked for
}

// Order finds the units that a change means. It writes nothing.
func (u *UseCases) Order(ctx context.Context, who workflow.Actor, c Change) (o Order, err error) {
	if err := who.May(workflow.ManageMemory); err != nil {
		return o, err
	}
	switch {
	case c.Undo != "":
		o, err = u.orderUndo(ctx, c.Undo)
	case c.Merge != nil:
		o, err = u.orderMerge(ctx, c.Merge.SourceLang, c.Merge.TargetLang)
	case c.Remove != nil:
		o, err = u.orderRemoval(ctx, *c.Remove)
		c.Remove = o.Remove
	default:
		err = workflow.Fail(workflow.NotFound, "memory.no-undo")
	}
	o.Change = c
	return o, err
}

// restores reports whether the change makes units what they were before another.
func (o Order) restores() bool { return o.Undo != "" && !o.brings }

// IsMany reports whether the change is so large that it is the work of a job.
func (o Order) IsMany() bool { return o.many }

// Parts are the parts of the job that carries out the order.
func (o Order) Parts() []any {
	parts := []any{o.Change}
	for ids := range slices.Chunk(o.ids, partIDs) {
		parts = append(parts, ids)
	}
	return parts
}

// orderOf is the order of a job.
func (u *UseCases) orderOf(ctx context.Context, who workflow.Actor, t workflow.JobTask) (o Order, err error) {
	c, err := workflow.JobPart[Change](t)
	if err != nil {
		return o, err
	}
	if len(t.Parts) == 1 {
		return u.Order(ctx, who, c)
	}
	o.Change = c
	for i, part := range t.Parts[1:] {
		var ids []string
		if err := json.Unmarshal(part, &ids); err != nil {
			return o, fmt.Errorf("part %d of job %s: %w", i+1, t.ID, err)
		}
		o.ids = append(o.ids, ids...)
	}
	o.Total = len(o.ids)
	return o, who.May(workflow.ManageMemory)
}

// step is a step of a change. It may run again, and reports whether another one follows it.
type step func(t *txn, i int) (out Outcome, more bool, err error)

func (o Order) step() step {
	switch {
	case o.brings:
		return undoImport(o.Undo)
	case o.Undo != "":
		return undoBatch(o.Undo)
	case o.Merge != nil:
		return mergeDuplicates(o.merges, o.seq)
	case len(o.ids) > 0:
		return removeNamed(o.ids, o.Remove.Seq)
	}
	return removeAll(o.Remove.Query.UnitFilter, o.Remove.Seq)
}

// inChunks is a step for each few of all, of which there is one at least.
func inChunks[T any](all []T, do func(t *txn, some []T) (done int, err error)) step {
	return func(t *txn, i int) (out Outcome, more bool, err error) {
		end := min((i+1)*editChunk, len(all))
		out.Done, err = do(t, all[i*editChunk:end])
		return out, end < len(all), err
	}
}

// changeAtOnce orders a change and carries it out.
func (u *UseCases) changeAtOnce(ctx context.Context, who workflow.Actor, c Change) (out Outcome, err error) {
	o, err := u.Order(ctx, who, c)
	if err != nil {
		return out, err
	}
	return u.CarryOut(ctx, who, o)
}

// CarryOut carries out an order in short transactions. Once the first of them is kept, ctx no longer ends it.
func (u *UseCases) CarryOut(ctx context.Context, who workflow.Actor, o Order) (out Outcome, err error) {
	if o.Total == 0 {
		out.Already = o.brings
		return out, nil
	}
	var done outcomes
	step := o.step()
	batch, err := u.UpdateWhile(ctx, who, func(t *txn, i int) (bool, error) {
		n, more, err := step(t, i)
		done = append(done[:i], n)
		return more, err
	})
	out = done.sum()
	out.Undone = o.restores()
	if out.Done > 0 {
		out.Batch = batch
	}
	return out, err
}

// RunChange carries out the order of a job, whose id is the batch, and reports its Outcome. After a stop it goes on
// where it was.
func (u *UseCases) RunChange(ctx context.Context, who workflow.Actor, t workflow.JobTask) (any, error) {
	before, err := u.countEdits(ctx, t.ID)
	if err != nil {
		return nil, err
	}
	o, err := u.orderOf(ctx, who, t)
	out := Outcome{Undone: o.restores(), Already: o.brings && o.Total == 0}
	if o.recounts {
		o.Total += before
	}
	if err != nil || o.Total == 0 {
		return u.outcomeOf(ctx, t.ID, out, err)
	}
	var done outcomes
	step := o.step()
	err = u.UpdateBatch(ctx, who, t.ID, func(tx *txn, i int) (bool, error) {
		n, more, err := step(tx, i)
		done = append(done[:i], n)
		sum := done.sum()
		t.Progress(before+sum.Done+sum.Left, o.Total)
		return more, err
	})
	sum := done.sum()
	out.Left, out.Already = sum.Left, sum.Already
	return u.outcomeOf(ctx, t.ID, out, err)
}

// DoneBy is what a job has changed by now that left no report: it was given up, or was cancelled before it began.
func (u *UseCases) DoneBy(ctx context.Context, who workflow.Actor, job string) (out Outcome, err error) {
	if err := who.May(workflow.ManageMemory); err != nil {
		return out, err
	}
	if out.Done, err = u.countEdits(ctx, job); out.Done > 0 {
		out.Batch = job
	}
	return out, err
}

// outcomeOf is out with what a job has done by now, and err.
func (u *UseCases) outcomeOf(ctx context.Context, job string, out Outcome, err error) (any, error) {
	n, failed := u.countEdits(context.WithoutCancel(ctx), job)
	if failed != nil {
		return nil, failed
	}
	if out.Done = n; n > 0 {
		out.Batch, out.Already = job, false
	}
	return out, err
}

func (u *UseCases) countEdits(ctx context.Context, batch string) (n int, err error) {
	err = u.View(ctx, func(t *txn) error {
		n, err = t.CountUnitEdits(batch)
		return err
	})
	return n, err
}

// outcomes are those of the steps, in order.
type outcomes []Outcome

func (all outcomes) sum() (out Outcome) {
	for _, n := range all {
		out.Done, out.Left = out.Done+n.Done, out.Left+n.Left
		out.Already = out.Already || n.Already
	}
	out.Already = out.Already && out.Done == 0
	return out
}
