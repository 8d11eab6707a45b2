package quality

import (
	"context"

	"truchement/workflow"
)

// Issues lists issues, oldest first, ended ones too unless only open ones are asked for.
func (u *UseCases) Issues(ctx context.Context, who workflow.Actor, f workflow.IssueFilter) ([]workflow.Issue, error) {
	if err := who.May(workflow.ReadDesk); err != nil {
		return nil, err
	}
	var all []workflow.Issue
	err := u.View(ctx, func(tx *txn) error {
		var err error
		all, err = tx.Issues(f)
		return err
	})
	return all, err
}

// Issue is one issue, open or not.
func (u *UseCases) Issue(ctx context.Context, who workflow.Actor, id string) (workflow.Issue, error) {
	if err := who.May(workflow.ReadDesk); err != nil {
		return workflow.Issue{}, err
	}
	var i workflow.Issue
	err := u.View(ctx, func(tx *txn) error {
		var err error
		i, err = tx.Issue(id)
		return err
	})
	return i, err
}
