package plan

import (
	"context"
	"time"

	"truchement/workflow"
)

// Enter notes that the actor came to an article. The first visit has no news.
func (u *UseCases) Enter(ctx context.Context, who workflow.Actor, article string) error {
	return u.visit(ctx, who, article, func(t *txn, v *workflow.Visit) error {
		if v.At.IsZero() {
			head, err := t.FeedHead()
			*v = workflow.Visit{Person: who.ID, Article: article, Since: head, Seq: head, At: t.Now}
			return err
		}
		v.Since = v.News(t.Now)
		return nil
	})
}

// Leave notes that the actor left an article, at a time that may be past: of a browser that says
// nothing any more, the last sign of life counts.
func (u *UseCases) Leave(ctx context.Context, who workflow.Actor, article string, at time.Time) error {
	return u.visit(ctx, who, article, func(t *txn, v *workflow.Visit) error {
		seq, err := t.SeqAt(article, at)
		if v.At.IsZero() {
			*v = workflow.Visit{Person: who.ID, Article: article, Since: seq}
		}
		v.Seq, v.At = seq, at
		return err
	})
}

func (u *UseCases) visit(
	ctx context.Context, who workflow.Actor, article string, change func(*txn, *workflow.Visit) error,
) error {
	if err := who.May(workflow.ReadDesk); err != nil {
		return err
	}
	return u.Update(ctx, who, func(t *txn) error {
		if _, err := t.Article(article); err != nil {
			return err
		}
		v, err := t.Visit(who.ID, article)
		if err != nil {
			return err
		}
		if err := change(t, &v); err != nil {
			return err
		}
		return t.KeepVisit(v)
	})
}

// News are the segments of an article that others changed or commented on since the actor left
// it. known is false for a person who was never there.
func (u *UseCases) News(ctx context.Context, who workflow.Actor, article string) (
	segments map[string]bool, known bool, err error,
) {
	if err := who.May(workflow.ReadDesk); err != nil {
		return nil, false, err
	}
	segments = map[string]bool{}
	err = u.View(ctx, func(tx *txn) error {
		v, err := tx.Visit(who.ID, article)
		if err != nil || v.At.IsZero() {
			return err
		}
		known = true
		ids, err := tx.ChangedSince(article, who.ID, v.News(u.Now()))
		for _, id := range ids {
			segments[id] = true
		}
		return err
	})
	return segments, known, err
}

// Missed counts for each article the segments that others changed since the actor last left it.
// Articles without any are left out.
func (u *UseCases) Missed(ctx context.Context, who workflow.Actor) (map[string]int, error) {
	if err := who.May(workflow.ReadDesk); err != nil {
		return nil, err
	}
	var missed map[string]int
	err := u.View(ctx, func(tx *txn) error {
		var err error
		missed, err = tx.Missed(who.ID)
		return err
	})
	return missed, err
}
