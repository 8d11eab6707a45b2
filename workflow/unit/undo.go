package unit

import (
	"context"
	"slices"

	"truchement/workflow"
)

// Undo takes back what a batch of edits did to units, in short transactions. A unit that was edited
// after and is not again as the batch left it, or whose segment no longer holds, stays as it is.
func (u *UseCases) Undo(ctx context.Context, who workflow.Actor, batch string) (Outcome, error) {
	return u.changeAtOnce(ctx, who, Change{Undo: batch})
}

func (u *UseCases) orderUndo(ctx context.Context, batch string) (o Order, err error) {
	err = u.View(ctx, func(t *txn) error {
		if o.Total, err = t.CountUnitEdits(batch); err != nil || o.Total > 0 {
			return err
		}
		after, until := importRange(batch)
		one, err := t.UnitsInRange(after, until, 1)
		if o.brings = len(one) > 0; err != nil || !o.brings {
			return err
		}
		o.recounts = true
		o.Total, err = t.CountUnitsInRange(after, until)
		return err
	})
	if err == nil && o.Total == 0 && !o.brings {
		err = workflow.Fail(workflow.NotFound, "memory.no-undo")
	}
	o.many = o.Total > Many
	return o, err
}

// undoImport takes out the units of an import that no person has edited.
func undoImport(job string) step {
	first, until := importRange(job)
	after := []string{first}
	return func(t *txn, i int) (out Outcome, more bool, err error) {
		units, err := t.UnitsInRange(after[i], until, editChunk)
		if err != nil || len(units) == 0 {
			return out, false, err
		}
		after = append(after[:i+1], units[len(units)-1].ID)
		more = len(units) == editChunk
		kept := units[:0]
		for _, w := range units {
			if w.Gone {
				out.Already = true
				continue
			}
			edits, err := t.UnitEdits(w.ID)
			if err != nil {
				return out, false, err
			}
			if slices.ContainsFunc(edits, func(e workflow.UnitEdit) bool { return e.Kind == workflow.UnitEdited }) {
				out.Left++
				continue
			}
			kept = append(kept, w)
		}
		out.Done, err = t.removeThese(kept, 0)
		return out, more, err
	}
}

// undoBatch takes back the edits of a batch.
func undoBatch(batch string) step {
	after := []string{""}
	return func(t *txn, i int) (out Outcome, more bool, err error) {
		edits, err := t.UnitEditsOf(batch, after[i], editChunk)
		if err != nil || len(edits) == 0 {
			return out, false, err
		}
		after = append(after[:i+1], edits[len(edits)-1].ID)
		out, err = t.undoEdits(edits)
		return out, len(edits) == editChunk, err
	}
}

func (t *txn) undoEdits(edits []workflow.UnitEdit) (out Outcome, err error) {
	ids := make([]string, len(edits))
	for i, e := range edits {
		ids[i] = e.Unit
	}
	units, err := t.UnitsByIDs(ids)
	if err != nil {
		return out, err
	}
	var kept []workflow.UnitEdit
	var restored []workflow.Unit
	for _, e := range edits {
		w := units[e.Unit]
		all, err := t.UnitEdits(e.Unit)
		if err != nil {
			return out, err
		}
		if all[len(all)-1].Batch == t.Batch {
			continue // undone before the job was stopped
		}
		if isAs(w, e) {
			out.Already = true
			continue
		}
		may := isAfter(w, e, all)
		if may {
			if may, err = t.mayUndo(e, w); err != nil {
				return out, err
			}
		}
		if !may {
			out.Left++
			continue
		}
		kept = append(kept, t.editOf(&w, workflow.UnitRestored))
		w.Source, w.Target, w.Gone = e.Source, e.Target, e.Gone
		restored = append(restored, w)
	}
	if out.Done = len(restored); out.Done == 0 {
		return out, nil
	}
	if err := t.AddUnitEdits(kept...); err != nil {
		return out, err
	}
	return out, t.ChangeUnits(restored)
}

// isAs reports whether a unit is what it was before an edit.
func isAs(w workflow.Unit, e workflow.UnitEdit) bool {
	return w.Gone == e.Gone && w.Source.Equal(e.Source) && w.Target.Equal(e.Target)
}

// isAfter reports whether a unit is as an edit left it. All are the unit's edits, of which each keeps what the one
// before it left.
func isAfter(w workflow.Unit, e workflow.UnitEdit, all []workflow.UnitEdit) bool {
	next := slices.IndexFunc(all, func(o workflow.UnitEdit) bool { return o.ID == e.ID }) + 1
	return next == len(all) || isAs(w, all[next])
}

// mayUndo reports whether a unit, that is as an edit left it, may be again what it was before.
func (t *txn) mayUndo(e workflow.UnitEdit, w workflow.Unit) (bool, error) {
	if e.Kind == workflow.UnitEdited && w.Gone {
		return false, nil // its alignment was kept anew
	}
	if w.Segment == "" {
		return true, nil
	}
	if w.Gone == e.Gone || !w.Source.Equal(e.Source) || !w.Target.Equal(e.Target) {
		return false, nil // its segment was changed, and it followed
	}
	s, err := t.Segment(w.Segment)
	if err != nil {
		return false, err
	}
	a, err := t.Article(s.Article)
	return a.HasUnit(s), err
}
