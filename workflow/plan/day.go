package plan

import (
	"context"

	"truchement/workflow"
)

// Day returns what a person has left to do, oldest first. Who gives out work sees everybody's.
func (u *UseCases) Day(ctx context.Context, who workflow.Actor, person string) ([]workflow.Task, error) {
	verb := workflow.ReadDesk
	if person != who.ID {
		verb = workflow.Assign
	}
	if err := who.May(verb); err != nil {
		return nil, err
	}
	var tasks []workflow.Task
	err := u.View(ctx, func(tx *txn) error {
		var err error
		tasks, err = tx.Tasks(person)
		return err
	})
	return tasks, err
}

// Pool returns the newest articles with something that no one was given: to review for those who
// may, else to translate.
func (u *UseCases) Pool(ctx context.Context, who workflow.Actor, limit int) ([]workflow.Free, error) {
	if err := who.May(workflow.ReadDesk); err != nil {
		return nil, err
	}
	role := workflow.Translator
	if who.Can(workflow.ReviewSegments) {
		role = workflow.Editor
	}
	var free []workflow.Free
	err := u.View(ctx, func(tx *txn) error {
		var err error
		free, err = tx.Pool(role, who.ID, limit)
		return err
	})
	return free, err
}
