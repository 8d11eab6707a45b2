package termbase

import (
	"context"
	"slices"

	"truchement/workflow"
)

// UndoJob is the kind of the jobs that take back what was done to many concepts.
const UndoJob = "terms-undo"

// Many is how many concepts a request changes at most before it answers: more are the work of a job.
const Many = 500

// UndoOrder says what is to be undone. It is the part of a job that does so.
type UndoOrder struct {
	Batch string `json:"batch"`
	Total int    `json:"-"` // concepts that the batch changed
}

// IsMany reports whether the undo is so large that it is the work of a job.
func (o UndoOrder) IsMany() bool { return o.Total > Many }

// Undone is what became of an undo.
type Undone struct {
	Batch string `json:"batch,omitempty"` // with which the undo is undone; empty: it did nothing
	Done  int    `json:"done"`            // concepts that are again what they were
	Left  int    `json:"left,omitempty"`  // concepts that stay as they are, since they were changed after
	// Already says that the undo had nothing to do, since what it takes back is undone.
	Already bool `json:"already,omitempty"`
}

// OrderUndo counts the concepts that a batch changed. A batch that changed none is refused.
func (u *UseCases) OrderUndo(ctx context.Context, batch string) (o UndoOrder, err error) {
	o.Batch = batch
	if o.Total, err = u.countEdits(ctx, batch); err == nil && o.Total == 0 {
		err = workflow.Fail(workflow.NotFound, "term.no-undo")
	}
	return o, err
}

func (u *UseCases) countEdits(ctx context.Context, batch string) (n int, err error) {
	err = u.View(ctx, func(t *txn) error {
		n, err = t.CountConceptEdits(batch)
		return err
	})
	return n, err
}

// Undo takes back what a batch of edits did to concepts, in short transactions. A concept that was
// edited after, and is not again as the batch left it, stays as it is.
func (u *UseCases) Undo(ctx context.Context, who workflow.Actor, batch string) (out Undone, err error) {
	chunks, err := u.editsOf(ctx, batch)
	if err != nil {
		return out, err
	}
	steps := make([]Undone, len(chunks))
	out.Batch, err = u.UpdateInSlices(ctx, who, len(chunks), func(t *txn, i int) (err error) {
		steps[i], err = t.undo(chunks[i])
		return err
	})
	out.add(steps)
	if out.Done == 0 {
		out.Batch = ""
	}
	return out, u.afterWrite(ctx, err)
}

// RunUndo undoes the batch of a job, and reports what became of it as Undone. The id of the job is the batch of the
// undo: after a stop it goes on where it was, and is undone as one.
func (u *UseCases) RunUndo(ctx context.Context, who workflow.Actor, t workflow.JobTask) (any, error) {
	in, err := workflow.JobPart[UndoOrder](t)
	if err != nil {
		return nil, err
	}
	chunks, err := u.editsOf(ctx, in.Batch)
	if err != nil {
		return nil, err
	}
	steps := make([]Undone, len(chunks))
	err = u.UpdateBatch(ctx, who, t.ID, func(tx *txn, i int) (bool, error) {
		n, err := tx.undo(chunks[i])
		steps[i] = n
		t.Progress(i*editChunk+len(chunks[i]), t.Total)
		return i+1 < len(chunks), err
	})
	done, failed := u.countEdits(context.WithoutCancel(ctx), t.ID)
	if failed != nil {
		return nil, failed
	}
	var out Undone
	out.add(steps)
	if out.Done = done; done > 0 { // the steps of before a stop too
		out.Batch, out.Already = t.ID, false
	}
	return out, u.afterWrite(ctx, err)
}

// add adds what became of the steps of an undo.
func (o *Undone) add(steps []Undone) {
	for _, n := range steps {
		o.Done, o.Left, o.Already = o.Done+n.Done, o.Left+n.Left, o.Already || n.Already
	}
	o.Already = o.Already && o.Done == 0
}

// editsOf are the edits of a batch, some for each step.
func (u *UseCases) editsOf(ctx context.Context, batch string) (chunks [][]workflow.ConceptEdit, err error) {
	var edits []workflow.ConceptEdit
	err = u.View(ctx, func(t *txn) error {
		edits, err = t.ConceptEditsOf(batch)
		return err
	})
	if err == nil && len(edits) == 0 {
		err = workflow.Fail(workflow.NotFound, "term.no-undo")
	}
	return slices.Collect(slices.Chunk(edits, editChunk)), err
}

// undo makes concepts again what they were before some edits, those that were not edited after.
func (t *txn) undo(edits []workflow.ConceptEdit) (out Undone, err error) {
	for _, e := range edits {
		c, err := t.Concept(e.Concept)
		if err != nil {
			return out, err
		}
		was := workflow.Concept{Concept: e.Was, State: e.State, By: c.By, Gone: e.Gone}
		if err := mayUndo(t.Who, c, was); err != nil {
			return out, err
		}
		all, err := t.ConceptEdits(e.Concept)
		if err != nil {
			return out, err
		}
		switch {
		case all[len(all)-1].Batch == t.Batch: // undone before the job was stopped
			continue
		case isAs(c, e):
			out.Already = true
			continue
		case !isAfter(c, e, all):
			out.Left++
			continue
		}
		if err := t.AddConceptEdits(t.editOf(c, workflow.ConceptRestored, "")); err != nil {
			return out, err
		}
		if err := t.rewrite(&was); err != nil {
			return out, err
		}
		out.Done++
	}
	return out, nil
}

// isAs reports whether a concept is what it was before an edit.
func isAs(c workflow.Concept, e workflow.ConceptEdit) bool {
	return c.Gone == e.Gone && c.State == e.State && equal(c.Concept, e.Was)
}

// isAfter reports whether a concept is as an edit left it. All are the concept's edits, of which each keeps what the
// one before it left.
func isAfter(c workflow.Concept, e workflow.ConceptEdit, all []workflow.ConceptEdit) bool {
	next := slices.IndexFunc(all, func(o workflow.ConceptEdit) bool { return o.ID == e.ID }) + 1
	return next == len(all) || isAs(c, all[next])
}

// mayUndo refuses who may write a concept neither as it is nor as it was.
func mayUndo(who workflow.Actor, is, was workflow.Concept) error {
	if err := mayEdit(who, is); err != nil {
		return err
	}
	return mayEdit(who, was)
}
