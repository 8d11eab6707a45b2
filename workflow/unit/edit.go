package unit

import (
	"context"
	"slices"

	"truchement/workflow"
	"truchement/workflow/bitext"
)

// UnitText is a unit as it was edited.
type UnitText struct {
	Source, Target bitext.Text
	Seq            int64 // of the unit that was edited; 0: whatever it is now
}

// Edit writes the texts of a unit, and keeps what it was. A unit that follows a segment is edited
// there: it is refused. So is one that another person has written meanwhile. The batch, with which
// the edit is undone, is empty when nothing changed.
func (u *UseCases) Edit(
	ctx context.Context, who workflow.Actor, id string, in UnitText,
) (out workflow.Unit, batch string, err error) {
	if err := who.May(workflow.ManageMemory); err != nil {
		return out, "", err
	}
	if in.Source.Empty() || in.Target.Empty() {
		return out, "", workflow.Fail(workflow.Invalid, "memory.empty")
	}
	err = u.Update(ctx, who, func(t *txn) error {
		if out, err = t.Unit(id); err != nil {
			return err
		}
		batch = ""
		switch {
		case out.Segment != "":
			return workflow.Fail(workflow.Conflict, "memory.follows", "Article", out.Article, "Segment", out.Segment)
		case out.Gone:
			return workflow.Fail(workflow.Conflict, "memory.gone")
		case in.Seq != 0 && in.Seq != out.Seq:
			return workflow.Fail(workflow.Conflict, "memory.changed")
		case in.Source.Equal(out.Source) && in.Target.Equal(out.Target):
			return nil
		}
		batch = t.Batch
		if err := t.AddUnitEdits(t.editOf(&out, workflow.UnitEdited)); err != nil {
			return err
		}
		out.Source, out.Target = in.Source, in.Target
		written := []workflow.Unit{out}
		err := t.ChangeUnits(written)
		out = written[0]
		return err
	})
	return out, batch, err
}

// editOf is the edit of a unit as it is now.
func (t *txn) editOf(u *workflow.Unit, kind workflow.UnitEditKind) workflow.UnitEdit {
	return workflow.UnitEdit{ID: t.NewID(), Unit: u.ID, Batch: t.Batch, Kind: kind, At: t.Now,
		By: personOf(t.Who), Source: u.Source, Target: u.Target, Gone: u.Gone}
}

// personOf is the id of the person who acts; empty for the command line.
func personOf(who workflow.Actor) string {
	if who.ID == workflow.Operator().ID {
		return ""
	}
	return who.ID
}

// editChunk is how many units one step of an edit of many writes.
const editChunk = 50

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
	if err := who.May(workflow.ManageMemory); err != nil {
		return "", 0, err
	}
	if len(c.IDs) == 0 {
		if err := workflow.CheckPair(c.Query.SourceLang, c.Query.TargetLang); err != nil {
			return "", 0, err
		}
		if c.Query.hasText() {
			if c.IDs, err = u.idsOf(ctx, c.Query); err != nil || len(c.IDs) == 0 {
				return "", 0, err
			}
		}
	}
	if len(c.IDs) > 0 {
		return u.removeIDs(ctx, who, c.IDs, c.Seq)
	}
	return u.removeAll(ctx, who, c)
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

func (u *UseCases) removeIDs(
	ctx context.Context, who workflow.Actor, ids []string, seq int64,
) (batch string, removed int, err error) {
	chunks := slices.Collect(slices.Chunk(ids, editChunk))
	counts := make([]int, len(chunks))
	batch, err = u.UpdateInSlices(ctx, who, len(chunks), func(t *txn, i int) error {
		units, err := t.UnitsByID(chunks[i])
		if err != nil {
			return err
		}
		counts[i], err = t.removeThese(units, seq)
		return err
	})
	return batch, sum(counts), err
}

// removeAll removes what a filter chooses. Each step begins where the one before has ended, since
// units that are left alone are in the list still.
func (u *UseCases) removeAll(
	ctx context.Context, who workflow.Actor, c UnitChoice,
) (batch string, removed int, err error) {
	f := c.Query.UnitFilter
	f.Limit = editChunk
	places, counts := []workflow.UnitPlace{{}}, []int{}
	batch, err = u.UpdateWhile(ctx, who, func(t *txn, i int) (more bool, err error) {
		f := f
		f.After = places[i]
		units, err := t.Units(f)
		if err != nil || len(units) == 0 {
			return false, err
		}
		last := units[len(units)-1]
		places = append(places[:i+1], workflow.UnitPlace{At: last.At, ID: last.ID})
		n, err := t.removeThese(units, c.Seq)
		counts = append(counts[:i], n)
		return len(units) == editChunk, err
	})
	return batch, sum(counts), err
}

func sum(counts []int) (n int) {
	for _, c := range counts {
		n += c
	}
	return n
}

// removeThese removes units that are there and were not written after a sequence, and answers how many.
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

// Undone is what became of an undo.
type Undone struct {
	Batch    string // with which the undo is undone; empty: it did nothing
	Restored int
	Changed  int // units that stay as they are, since they were changed after
}

// Undo takes back what a batch of edits did to units, in short transactions. A unit that was edited
// after, or whose segment no longer holds, stays as it is.
func (u *UseCases) Undo(ctx context.Context, who workflow.Actor, batch string) (out Undone, err error) {
	if err := who.May(workflow.ManageMemory); err != nil {
		return out, err
	}
	after, done := []string{""}, []Undone{}
	out.Batch, err = u.UpdateWhile(ctx, who, func(t *txn, i int) (more bool, err error) {
		edits, err := t.UnitEditsOf(batch, after[i], editChunk)
		if err != nil || len(edits) == 0 {
			return false, err
		}
		after = append(after[:i+1], edits[len(edits)-1].ID)
		n, err := t.undoEdits(edits)
		done = append(done[:i], n)
		return len(edits) == editChunk, err
	})
	for _, n := range done {
		out.Restored, out.Changed = out.Restored+n.Restored, out.Changed+n.Changed
	}
	if err == nil && len(done) == 0 {
		err = workflow.Fail(workflow.NotFound, "memory.no-undo")
	}
	return out, err
}

func (t *txn) undoEdits(edits []workflow.UnitEdit) (n Undone, err error) {
	ids := make([]string, len(edits))
	for i, e := range edits {
		ids[i] = e.Unit
	}
	units, err := t.UnitsByIDs(ids)
	if err != nil {
		return n, err
	}
	var kept []workflow.UnitEdit
	var restored []workflow.Unit
	for _, e := range edits {
		w := units[e.Unit]
		may, err := t.mayUndo(e, w)
		if err != nil {
			return n, err
		}
		if !may {
			n.Changed++
			continue
		}
		kept = append(kept, t.editOf(&w, workflow.UnitRestored))
		w.Source, w.Target, w.Gone = e.Source, e.Target, e.Gone
		restored = append(restored, w)
	}
	if n.Restored = len(restored); n.Restored == 0 {
		return n, nil
	}
	if err := t.AddUnitEdits(kept...); err != nil {
		return n, err
	}
	return n, t.ChangeUnits(restored)
}

// mayUndo reports whether a unit is as an edit left it, and may be again what it was before.
func (t *txn) mayUndo(e workflow.UnitEdit, w workflow.Unit) (bool, error) {
	edits, err := t.UnitEdits(e.Unit)
	if err != nil || edits[len(edits)-1].ID != e.ID {
		return false, err
	}
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
