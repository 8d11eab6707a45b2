package unit

import (
	"context"

	"truchement/workflow"
)

// Standing is what is left of an import.
type Standing struct {
	Units int // that are in the memory
	// Out is the edit that took the first of its units out, where none is left; nil: there was none, or some are left.
	Out *workflow.UnitEdit
	By  string // name of who did; empty: the command line
}

// StandingOf is what is left of an import, by its job.
func (u *UseCases) StandingOf(ctx context.Context, who workflow.Actor, job string) (s Standing, err error) {
	if err := who.May(workflow.ManageMemory); err != nil {
		return s, err
	}
	after, until := importRange(job)
	err = u.View(ctx, func(t *txn) error {
		s = Standing{}
		if s.Units, err = t.CountUnitsInRange(after, until); err != nil || s.Units > 0 {
			return err
		}
		first, err := t.UnitsInRange(after, until, 1)
		if err != nil || len(first) == 0 {
			return err
		}
		edits, err := t.UnitEdits(first[0].ID)
		if err != nil || len(edits) == 0 {
			return err
		}
		s.Out = &edits[len(edits)-1]
		s.By, err = workflow.NameOf(t, s.Out.By)
		return err
	})
	return s, err
}

// IsUndone reports whether all units that a batch changed are again what they were before.
func (u *UseCases) IsUndone(ctx context.Context, who workflow.Actor, batch string) (undone bool, err error) {
	if err := who.May(workflow.ManageMemory); err != nil {
		return false, err
	}
	err = u.View(ctx, func(t *txn) error {
		all, err := t.CountUnitEdits(batch)
		if err != nil || all == 0 {
			return err
		}
		lasting, err := t.CountLastingUnitEdits(batch)
		undone = lasting == 0
		return err
	})
	return undone, err
}
