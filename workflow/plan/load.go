package plan

import (
	"context"
	"time"

	"truchement/workflow"
)

// Loads returns how much each person has to do. endOfDay is the end of the day
// where the newsroom is.
func (u *UseCases) Loads(ctx context.Context, who workflow.Actor, endOfDay time.Time) ([]workflow.Load, error) {
	if err := who.May(workflow.ReadDesk); err != nil {
		return nil, err
	}
	var all []workflow.Load
	err := u.View(ctx, func(tx *txn) error {
		var err error
		all, err = tx.Loads(u.Now().UnixMilli(), endOfDay.UnixMilli())
		return err
	})
	return all, err
}
