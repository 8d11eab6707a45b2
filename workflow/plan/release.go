package plan

import (
	"context"
	"slices"
	"time"

	"truchement/workflow"
)

// TakeBack ends an assignment; its segments go back to the pool. Taking it back again continues with
// what was stopped half-way.
func (u *UseCases) TakeBack(ctx context.Context, who workflow.Actor, id string) error {
	if err := who.May(workflow.Translate); err != nil {
		return err
	}
	return u.release(ctx, who, func(t *txn) ([]workflow.Assignment, error) {
		a, err := t.activeAssignment(id)
		return []workflow.Assignment{a}, err
	})
}

// ReleaseArticle ends every assignment to translate of an article in which nothing is written yet.
func (u *UseCases) ReleaseArticle(ctx context.Context, who workflow.Actor, article string) error {
	if err := who.May(workflow.Translate); err != nil {
		return err
	}
	return u.release(ctx, who, func(t *txn) ([]workflow.Assignment, error) {
		a, err := t.Counted(article)
		if err != nil {
			return nil, err
		}
		if err := a.RefuseRelease(who); err != nil {
			return nil, err
		}
		all, err := t.Assignments(article)
		return slices.DeleteFunc(all, func(a workflow.Assignment) bool {
			return a.Role != workflow.Translator
		}), err
	})
}

// releaseChunk is how many segments go back to the pool in one step.
const releaseChunk = 50

// release gives the segments of the assignments that choose answers back to the pool, in slices,
// and ends each one with its last segment.
func (u *UseCases) release(
	ctx context.Context, who workflow.Actor, choose func(*txn) ([]workflow.Assignment, error),
) error {
	var all []workflow.Assignment
	at := []int{0} // the assignment of each step, by its place in all
	_, err := u.UpdateWhile(ctx, who, func(t *txn, i int) (more bool, err error) {
		if i == 0 {
			if all, err = choose(t); err != nil || len(all) == 0 {
				return false, err
			}
		}
		k := at[i]
		ended, err := t.releaseChunk(all[k].ID)
		if err != nil {
			return false, err
		}
		if ended {
			k++
		}
		at = append(at[:i+1], k)
		return k < len(all), nil
	})
	return err
}

// releaseChunk takes segments from an assignment, and ends it when none is left.
func (t *txn) releaseChunk(id string) (ended bool, err error) {
	a, err := t.Assignment(id)
	if err != nil || !a.Ended.IsZero() {
		return true, err
	}
	n, err := t.ReleaseSegments(a, releaseChunk)
	if err != nil || n == releaseChunk {
		return false, err
	}
	a.Ended = t.Now
	if err := t.UpdateAssignment(a); err != nil {
		return false, err
	}
	return true, t.AppendFeed(workflow.AssignmentEnded, a.Article, "", map[string]any{
		"assignment": a.ID, "person": a.Person,
	})
}

// ReleaseStray gives back to the pool what an assignment still had that ended over an hour ago: a
// program that stopped left it half made. It answers how many such assignments there were.
func (u *UseCases) ReleaseStray(ctx context.Context) (int, error) {
	var all []workflow.Assignment
	err := u.View(ctx, func(t *txn) (err error) {
		all, err = t.StrayAssignments(u.Time().Add(-time.Hour))
		return err
	})
	for _, a := range all {
		if err != nil {
			break
		}
		_, err = u.UpdateWhile(ctx, workflow.Operator(),
			func(t *txn, _ int) (more bool, err error) {
				released, err := t.ReleaseSegments(a, releaseChunk)
				return released == releaseChunk, err
			})
	}
	return len(all), err
}
