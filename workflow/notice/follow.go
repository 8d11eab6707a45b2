package notice

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"time"

	"truchement/workflow"
)

const (
	feedPage  = 200              // entries of the feed that one transaction makes notices of
	mostUnset = 1000             // entries that a restart may read again
	clockTick = 30 * time.Second // how late a reminder may be, and a failed round is tried again
)

// Run makes notices until ctx ends: of what is appended to the feed, of which watcher notifies it, and by the
// clock. Every node may run it.
func (u *UseCases) Run(ctx context.Context, watcher workflow.Watcher, log *slog.Logger) {
	workflow.OnWake(ctx, watcher, clockTick, func(tick bool) {
		err := u.Follow(ctx)
		if tick {
			err = errors.Join(err, u.Remind(ctx))
		}
		if err != nil && ctx.Err() == nil {
			log.ErrorContext(ctx, "notices not made", slog.Any("error", err))
		}
	})
}

// Follow makes the notices of what happened since the last time. It writes them and how far it has
// come in one transaction, so that a notice is made once, whichever node is first and wherever a
// program stops.
func (u *UseCases) Follow(ctx context.Context) error {
	for {
		more, err := u.followPage(ctx)
		if err != nil || !more {
			return err
		}
	}
}

// followPage makes the notices of one page of the feed, and reports whether there was one. Entries
// that make no notice are passed over in memory: writing the position costs as much as a save, and most
// entries are saves.
func (u *UseCases) followPage(ctx context.Context) (more bool, err error) {
	var position, last int64
	var m *making
	err = u.View(ctx, func(t *txn) error {
		m = newMaking(t)
		if position, err = t.NoticePosition(); err != nil {
			return err
		}
		entries, err := t.Feed(workflow.FeedFilter{After: max(position, u.skipped.Load()), Limit: feedPage})
		if err != nil || len(entries) == 0 {
			last = 0
			return err
		}
		last = entries[len(entries)-1].Seq
		return m.readAll(entries)
	})
	if err != nil || last == 0 {
		return false, err
	}
	if !m.concerns && last-position < mostUnset {
		u.skipped.Store(last)
		return true, nil
	}
	err = u.Update(ctx, workflow.Actor{}, func(t *txn) error {
		now, err := t.NoticePosition()
		if err != nil || now != position {
			return err // another node was faster: the next page says what is left
		}
		if err := t.SetNoticePosition(last); err != nil {
			return err
		}
		return m.write(t)
	})
	return err == nil, err
}

// write keeps the notices that were made, removes those that hold no more, and has the pages of
// these people know.
func (m *making) write(t *txn) error {
	notified := map[string]bool{}
	for _, n := range m.made {
		n.ID = t.NewID()
		if err := t.KeepNotice(n); err != nil {
			return err
		}
		notified[n.Person] = true
	}
	for _, n := range m.over {
		if err := t.RemoveUnread(n.ID); err != nil {
			return err
		}
		notified[n.Person] = true
	}
	return t.appendMade(notified)
}

// appendMade appends that the notices of these people have changed.
func (t *txn) appendMade(people map[string]bool) error {
	if len(people) == 0 {
		return nil
	}
	return t.AppendFeed(workflow.NoticesMade, "", "", map[string]any{
		"people": slices.Sorted(maps.Keys(people))})
}

// decode reads what an entry of the feed carries.
func decode[T any](e workflow.Entry) (T, error) {
	var v T
	if len(e.Payload) == 0 {
		return v, nil
	}
	return v, json.Unmarshal(e.Payload, &v)
}
