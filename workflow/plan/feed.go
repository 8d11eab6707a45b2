package plan

import (
	"context"

	"truchement/workflow"
)

// Feed lists what happened after a sequence, oldest first.
func (u *UseCases) Feed(ctx context.Context, who workflow.Actor, f workflow.FeedFilter) ([]workflow.Entry, error) {
	if err := who.May(workflow.ReadDesk); err != nil {
		return nil, err
	}
	var all []workflow.Entry
	err := u.View(ctx, func(tx *txn) error {
		var err error
		all, err = tx.Feed(f)
		return err
	})
	return all, err
}

// FeedHead is the last sequence of the feed.
func (u *UseCases) FeedHead(ctx context.Context) (int64, error) {
	var head int64
	err := u.View(ctx, func(tx *txn) error {
		var err error
		head, err = tx.FeedHead()
		return err
	})
	return head, err
}
