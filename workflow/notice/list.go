package notice

import (
	"context"
	"time"

	"truchement/workflow"
)

// Bell is what every page shows of a person's notices.
type Bell struct {
	Unread int
	Seq    int64 // of the feed, up to which Unread holds
}

// Bell counts the unread notices of who asks.
func (u *UseCases) Bell(ctx context.Context, who workflow.Actor) (Bell, error) {
	if err := who.May(workflow.ManageSelf); err != nil {
		return Bell{}, err
	}
	var b Bell
	err := u.View(ctx, func(t *txn) (err error) {
		if b.Seq, err = t.FeedHead(); err != nil {
			return err
		}
		b.Unread, err = t.CountUnread(filterOf(who))
		return err
	})
	return b, err
}

// filterOf chooses the notices that who may see now, which a lower role has made fewer.
func filterOf(who workflow.Actor) workflow.NoticeFilter {
	return workflow.NoticeFilter{Person: who.ID, Published: !who.Can(workflow.ReadDesk), Unread: true}
}

// Described is a notice with what it is about, as it is now.
type Described struct {
	workflow.Notice
	Article workflow.Article
	Segment workflow.Segment // the zero Segment when it is about none, or about one that was merged
	By      string           // the name of the actor
}

// List lists notices of who asks, newest first: limit of them that are older than the one with id
// before.
func (u *UseCases) List(ctx context.Context, who workflow.Actor, before string, limit int) ([]Described, error) {
	if err := who.May(workflow.ManageSelf); err != nil {
		return nil, err
	}
	var described []Described
	err := u.View(ctx, func(t *txn) error {
		f := filterOf(who)
		f.Unread, f.Before, f.Limit = false, before, limit
		all, err := t.Notices(f)
		if err != nil {
			return err
		}
		described, err = t.describe(all)
		return err
	})
	return described, err
}

// describe adds to notices what they are about.
func (t *txn) describe(all []workflow.Notice) ([]Described, error) {
	m := newMaking(t)
	described := make([]Described, 0, len(all))
	for _, n := range all {
		one := Described{Notice: n}
		var err error
		if one.Article, err = t.Article(n.Article); err != nil {
			return nil, err
		}
		actor, err := m.person(n.Actor)
		if err != nil {
			return nil, err
		}
		one.By = actor.Name
		if c := n.Facts.Comment; c != "" { // a split or a merge moves it
			if at, err := t.Comment(c); err == nil {
				n.Segment = at.Segment
			}
		}
		if n.Segment != "" {
			s, err := t.Segment(n.Segment)
			if err != nil && workflow.KindOf(err) != workflow.NotFound {
				return nil, err
			}
			if err == nil && !s.Gone {
				one.Segment = s
			}
		}
		described = append(described, one)
	}
	return described, nil
}

// Open marks one notice of who asks as read, and answers it with what it is about.
func (u *UseCases) Open(ctx context.Context, who workflow.Actor, id string) (Described, error) {
	var described []Described
	err := u.mark(ctx, who, id, func(t *txn, n workflow.Notice) (err error) {
		if described, err = t.describe([]workflow.Notice{n}); err != nil || !n.Read.IsZero() {
			return err
		}
		return t.markRead(n, t.Now)
	})
	if err != nil {
		return Described{}, err
	}
	return described[0], nil
}

// Mark marks one notice of who asks as read, or as unread again.
func (u *UseCases) Mark(ctx context.Context, who workflow.Actor, id string, read bool) error {
	return u.mark(ctx, who, id, func(t *txn, n workflow.Notice) error {
		at := time.Time{}
		if read {
			at = t.Now
		}
		if n.Read.IsZero() == !read {
			return nil
		}
		return t.markRead(n, at)
	})
}

func (t *txn) markRead(n workflow.Notice, at time.Time) error {
	if err := t.MarkNotice(n.ID, at); err != nil {
		return err
	}
	return t.appendMade(map[string]bool{n.Person: true}) // for the pages that are open elsewhere
}

// mark changes a notice of who asks. Those of others are not there.
func (u *UseCases) mark(
	ctx context.Context, who workflow.Actor, id string, change func(*txn, workflow.Notice) error,
) error {
	if err := who.May(workflow.ManageSelf); err != nil {
		return err
	}
	return u.Update(ctx, who, func(t *txn) error {
		n, err := t.Notice(id)
		if err != nil {
			return err
		}
		if n.Person != who.ID {
			return workflow.Fail(workflow.NotFound, "error.not-found")
		}
		return change(t, n)
	})
}

// MarkAll marks the notices of who asks as read, up to the newest that they have seen.
func (u *UseCases) MarkAll(ctx context.Context, who workflow.Actor, last string) error {
	if err := who.May(workflow.ManageSelf); err != nil {
		return err
	}
	return u.Update(ctx, who, func(t *txn) error {
		if err := t.MarkNotices(who.ID, last, t.Now); err != nil {
			return err
		}
		return t.appendMade(map[string]bool{who.ID: true})
	})
}

// How long notices are kept.
const (
	keepRead   = 30 * 24 * time.Hour
	keepUnread = 90 * 24 * time.Hour
)

// removeChunk is how many old notices one transaction removes.
const removeChunk = 200

// RemoveOld removes the notices that are too old to be looked for; it answers how many.
func (u *UseCases) RemoveOld(ctx context.Context) (int, error) {
	removed := 0
	for {
		var n int
		err := u.Update(ctx, workflow.Operator(), func(t *txn) (err error) {
			n, err = t.RemoveOldNotices(t.Now.Add(-keepRead), t.Now.Add(-keepUnread), removeChunk)
			return err
		})
		removed += n
		if err != nil || n < removeChunk {
			return removed, err
		}
	}
}
