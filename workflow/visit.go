package workflow

import (
	"context"
	"time"
)

// VisitGap is how long somebody must be away for a return to be another visit. A page loaded
// anew, or a look at another page, leaves what was news as it was.
const VisitGap = 10 * time.Minute

// Visit is what the desk remembers of a person at an article: with it the workbench shows what
// others changed since they left.
type Visit struct {
	Person, Article string
	Since           int64     // what follows this sequence was news when they came
	Seq             int64     // the feed's head when they left
	At              time.Time // when they left
}

// news is the sequence after which changes are news to somebody who is there now.
func (v Visit) news(now time.Time) int64 {
	if now.Sub(v.At) > VisitGap {
		return v.Seq
	}
	return v.Since
}

// Enter notes that the actor came to an article. The first visit has no news.
func (d *Desk) Enter(ctx context.Context, who Actor, article string) error {
	return d.visit(ctx, who, article, func(u *unit, v *Visit) error {
		if v.At.IsZero() {
			head, err := u.FeedHead()
			*v = Visit{Person: who.ID, Article: article, Since: head, Seq: head, At: u.Now}
			return err
		}
		v.Since = v.news(u.Now)
		return nil
	})
}

// Leave notes that the actor left an article, at a time that may be past: of a browser that says
// nothing any more, the last sign of life counts.
func (d *Desk) Leave(ctx context.Context, who Actor, article string, at time.Time) error {
	return d.visit(ctx, who, article, func(u *unit, v *Visit) error {
		seq, err := u.SeqAt(article, at)
		if v.At.IsZero() {
			*v = Visit{Person: who.ID, Article: article, Since: seq}
		}
		v.Seq, v.At = seq, at
		return err
	})
}

func (d *Desk) visit(
	ctx context.Context, who Actor, article string, change func(*unit, *Visit) error,
) error {
	if err := who.may(ReadDesk); err != nil {
		return err
	}
	return d.update(ctx, who, func(u *unit) error {
		if _, err := u.Article(article); err != nil {
			return err
		}
		v, err := u.Visit(who.ID, article)
		if err != nil {
			return err
		}
		if err := change(u, &v); err != nil {
			return err
		}
		return u.KeepVisit(v)
	})
}

// News are the segments of an article that others changed or commented on since the actor left
// it. known is false for somebody who was never there.
func (d *Desk) News(ctx context.Context, who Actor, article string) (
	segments map[string]bool, known bool, err error,
) {
	if err := who.may(ReadDesk); err != nil {
		return nil, false, err
	}
	segments = map[string]bool{}
	err = d.view(ctx, func(tx *unit) error {
		v, err := tx.Visit(who.ID, article)
		if err != nil || v.At.IsZero() {
			return err
		}
		known = true
		ids, err := tx.ChangedSince(article, who.ID, v.news(d.Now()))
		for _, id := range ids {
			segments[id] = true
		}
		return err
	})
	return segments, known, err
}

// Missed counts for each article the segments that others changed since the actor last left it.
// Articles without any are left out.
func (d *Desk) Missed(ctx context.Context, who Actor) (map[string]int, error) {
	if err := who.may(ReadDesk); err != nil {
		return nil, err
	}
	var missed map[string]int
	err := d.view(ctx, func(tx *unit) error {
		var err error
		missed, err = tx.Missed(who.ID)
		return err
	})
	return missed, err
}
