package notice

import (
	"context"
	"fmt"
	"time"

	"truchement/workflow"
)

// soon is how long before its due time a person is reminded of an assignment.
const soon = time.Hour

// Remind notifies people once of each of their assignments that is due within the hour and not
// finished. A due time that was moved is another.
func (u *UseCases) Remind(ctx context.Context) error {
	var waiting []workflow.Notice
	err := u.View(ctx, func(t *txn) error {
		waiting = nil
		loads, err := t.Loads(u.Now().UnixMilli(), u.Now().UnixMilli())
		if err != nil {
			return err
		}
		for _, l := range loads {
			for _, w := range l.Work {
				if left := w.Due.Sub(u.Now()); left <= 0 || left > soon {
					continue
				}
				n := reminder(l.Person, w)
				notified, err := t.HasNotice(n.Person, n.Kind, n.Source)
				if err != nil {
					return err
				}
				if !notified {
					waiting = append(waiting, n)
				}
			}
		}
		return nil
	})
	if err != nil || len(waiting) == 0 {
		return err
	}
	return u.Update(ctx, workflow.Actor{}, func(t *txn) error {
		notified := map[string]bool{}
		for _, n := range waiting {
			done, err := t.remind(n)
			if err != nil {
				return err
			}
			if done {
				notified[n.Person] = true
			}
		}
		return t.appendMade(notified)
	})
}

func reminder(person string, w workflow.Work) workflow.Notice {
	return workflow.Notice{Person: person, Kind: workflow.NoticeDue, Article: w.Article,
		Source: fmt.Sprintf("%s@%d", w.Assignment, w.Due.UnixMilli()),
		Facts:  workflow.NoticeFacts{Assignment: w.Assignment, Role: w.Role, Due: w.Due}}
}

// remind keeps a reminder, unless another node has, or the person may not see the desk any more.
func (t *txn) remind(n workflow.Notice) (bool, error) {
	notified, err := t.HasNotice(n.Person, n.Kind, n.Source)
	if err != nil || notified {
		return false, err
	}
	p, err := t.Person(n.Person)
	if err != nil {
		return false, err
	}
	a, err := t.Article(n.Article)
	if err != nil || !mayBeNotified(p, n.Kind, a) {
		return false, err
	}
	n.ID, n.At = t.NewID(), t.Now
	return true, t.KeepNotice(n)
}
