package unit

import (
	"context"

	"truchement/workflow"
)

// UnitChoice says which units are meant: those named, or all of a query.
type UnitChoice struct {
	IDs   []string
	Query UnitQuery // when there are no IDs
	Seq   int64     // of the list in which they were chosen: what was written after it stays as it is; 0: all
}

// Remove takes units out of the memory, in short transactions. They stay, as Gone: Undo brings
// them back by the batch.
func (u *UseCases) Remove(
	ctx context.Context, who workflow.Actor, c UnitChoice,
) (batch string, removed int, err error) {
	out, err := u.changeAtOnce(ctx, who, Change{Remove: &c})
	return out.Batch, out.Done, err
}

// orderRemoval finds the units that a removal means. Only units of a text are named: what a text finds is other
// units once some of them are gone.
func (u *UseCases) orderRemoval(ctx context.Context, c UnitChoice) (o Order, err error) {
	q := c.Query
	if len(c.IDs) == 0 {
		if err := workflow.CheckPair(q.SourceLang, q.TargetLang); err != nil {
			return o, err
		}
		if q.hasText() {
			if c.IDs, err = u.idsOf(ctx, q); err != nil || len(c.IDs) == 0 {
				return o, err
			}
		}
	}
	if o.ids, c.IDs = c.IDs, nil; len(o.ids) > 0 {
		o.Remove, o.Total, o.many = &c, len(o.ids), len(o.ids) > Many
		return o, nil
	}
	err = u.View(ctx, func(t *txn) error {
		if c.Seq == 0 { // what comes while a job runs stays
			if c.Seq, err = t.FeedHead(); err != nil {
				return err
			}
		}
		o.Total, err = t.CountUnitsOf(q.UnitFilter)
		o.many, o.recounts = o.Total > Many, true
		return err
	})
	o.Remove = &c
	return o, err
}

// idsOf are all units of a query that has a text.
func (u *UseCases) idsOf(ctx context.Context, q UnitQuery) (ids []string, err error) {
	for page, err := range u.pages(ctx, q) {
		if err != nil {
			return nil, err
		}
		for i := range page.Units {
			ids = append(ids, page.Units[i].ID)
		}
	}
	return ids, nil
}

// removeNamed removes units by their ids.
func removeNamed(ids []string, seq int64) step {
	return inChunks(ids, func(t *txn, ids []string) (int, error) {
		units, err := t.UnitsByID(ids)
		if err != nil {
			return 0, err
		}
		return t.removeThese(units, seq)
	})
}

// removeAll removes what a filter chooses. Each step begins where the one before has ended, since
// units that are left alone are in the list still.
func removeAll(f workflow.UnitFilter, seq int64) step {
	f.Limit = editChunk
	places := []workflow.UnitPlace{{}}
	return func(t *txn, i int) (out Outcome, more bool, err error) {
		f.After = places[i]
		units, err := t.Units(f)
		if err != nil || len(units) == 0 {
			return out, false, err
		}
		last := units[len(units)-1]
		places = append(places[:i+1], workflow.UnitPlace{At: last.At, ID: last.ID})
		out.Done, err = t.removeThese(units, seq)
		return out, len(units) == editChunk, err
	}
}

// removeThese removes units that are there and were not written after a sequence, 0 for whenever they were, and
// answers how many.
func (t *txn) removeThese(units []workflow.Unit, seq int64) (int, error) {
	var edits []workflow.UnitEdit
	var gone []workflow.Unit
	for _, w := range units {
		if w.Gone || seq != 0 && w.Seq > seq {
			continue
		}
		edits = append(edits, t.editOf(&w, workflow.UnitRemoved))
		w.Gone = true
		gone = append(gone, w)
	}
	if len(gone) == 0 {
		return 0, nil
	}
	if err := t.AddUnitEdits(edits...); err != nil {
		return 0, err
	}
	return len(gone), t.ChangeUnits(gone)
}
