package memory

import (
	"context"

	"truchement/workflow"
)

// alignmentAt reads an alignment on the version that somebody saw, and refuses when another
// stands.
func (t *txn) alignmentAt(id string, version int64) (workflow.Alignment, error) {
	a, err := t.MemoryTx.Alignment(id)
	if err == nil && a.Version != version {
		err = workflow.Fail(workflow.Conflict, "align.changed")
	}
	return a, err
}

// EditBeads carries out an edit on the version of the alignment that the person saw.
func (u *UseCases) EditBeads(
	ctx context.Context, who workflow.Actor, id string, e workflow.BeadChange,
) (workflow.Alignment, error) {
	if err := who.May(workflow.AlignTexts); err != nil {
		return workflow.Alignment{}, err
	}
	var a workflow.Alignment
	err := u.update(ctx, who, func(t *txn) error {
		var err error
		if a, err = t.alignmentAt(id, e.Version); err != nil {
			return err
		}
		if err := a.Edit(e); err != nil {
			return err
		}
		a.CountBeads()
		a.Version, a.Updated = a.Version+1, t.Now
		return t.UpdateAlignment(a)
	})
	return a, err
}

// KeepBeads makes units of the memory of the accepted beads, in place of those that the
// alignment had made before.
func (u *UseCases) KeepBeads(ctx context.Context, who workflow.Actor, id string, version int64) (workflow.Alignment, error) {
	if err := who.May(workflow.AlignTexts); err != nil {
		return workflow.Alignment{}, err
	}
	var a workflow.Alignment
	err := u.update(ctx, who, func(t *txn) error {
		var err error
		if a, err = t.alignmentAt(id, version); err != nil {
			return err
		}
		if err := t.RemoveUnits(id); err != nil {
			return err
		}
		if a.Kept, err = t.keepBeads(&a); err != nil {
			return err
		}
		a.Version, a.Updated = a.Version+1, t.Now
		if err := t.UpdateAlignment(a); err != nil {
			return err
		}
		return t.AppendFeed(workflow.UnitsKept, a.Article, "", map[string]any{"alignment": id, "units": a.Kept})
	})
	return a, err
}

func (t *txn) keepBeads(a *workflow.Alignment) (int, error) {
	kept := 0
	for _, b := range a.Beads {
		if !b.Accepted || b.Null() {
			continue
		}
		kept++
		if err := t.AddUnit(unit(a, b, t)); err != nil {
			return 0, err
		}
	}
	return kept, nil
}
