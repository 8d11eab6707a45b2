package termbase

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"truchement/workflow"
	"truchement/workflow/term"
)

const (
	indexPage = 2000             // concepts that are read from the store at once
	indexTick = 30 * time.Second // how late a node that missed every wake-up is
)

// index finds the terms of the store in texts. Every node has one; each reads what was written after
// the sequence of the feed that it knows. It is safe for concurrent use.
type index struct {
	terms *term.Index

	reading sync.Mutex // one refresh at a time
	seq     int64      // of the last concept that was read
	id      string
}

func newIndex() *index { return &index{terms: term.New(), seq: -1} }

// Run keeps the index current until ctx ends. Watcher tells that something was appended to the feed.
// Every node runs it.
func (u *UseCases) Run(ctx context.Context, watcher workflow.Watcher, log *slog.Logger) {
	workflow.OnWake(ctx, watcher, indexTick, func(bool) {
		if err := u.Current(ctx); err != nil && ctx.Err() == nil {
			log.ErrorContext(ctx, "termbase not current", slog.Any("error", err))
		}
	})
}

// Current brings the index up to the concepts.
func (u *UseCases) Current(ctx context.Context) error {
	x := u.index
	x.reading.Lock()
	defer x.reading.Unlock()
	for {
		var concepts []workflow.Concept
		err := u.View(ctx, func(t *txn) (err error) {
			concepts, err = t.ConceptsSince(x.seq, x.id, indexPage)
			return err
		})
		if err != nil {
			return err
		}
		var put []term.Concept
		for _, c := range concepts {
			if c.Gone {
				x.terms.Remove(c.ID)
			} else {
				put = append(put, c.Concept)
			}
			x.seq, x.id = c.Seq, c.ID
		}
		x.terms.Put(put...)
		if len(concepts) < indexPage {
			return nil
		}
	}
}
