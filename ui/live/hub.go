package live

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/plan"
)

const (
	subscriberBuffer = 64              // news a slow client may be behind
	maxStreams       = 24              // of one person
	hubPoll          = 2 * time.Second // without a Watcher, and after a failed read
)

// update is what the hub sends to every subscriber: entries of the feed, or who is where.
type update struct {
	entries  []workflow.Entry
	presence []PresenceList
}

// subscriber is one stream's place at the hub. The hub closes news when it is full.
type subscriber struct {
	updates chan update
	ready   <-chan struct{} // closed when the hub knows where it reads from
	article string          // empty: all
	person  string
}

// concerns reports whether there is anything for a stream of this article.
func (n update) concerns(article string) bool {
	if article == "" {
		return true
	}
	return slices.ContainsFunc(n.entries, func(e workflow.Entry) bool {
		return e.Article == article || e.Kind == workflow.PersonChanged
	}) ||
		slices.ContainsFunc(n.presence, func(p PresenceList) bool { return p.Article == article })
}

// hub reads the feed once for all streams of this process. It runs while there are subscribers.
type hub struct {
	plan     *plan.UseCases
	watcher  workflow.Watcher
	log      *slog.Logger
	stopping context.Context
	presence *presence

	mu    sync.Mutex
	subs  map[*subscriber]bool
	ready chan struct{}
	stop  context.CancelFunc // of the reader; nil: it does not run
}

// NewRoom makes a room with a hub of its own, which runs while there are subscribers.
func NewRoom(s *web.Server) *Room { return &Room{s, newHub(s.Config, s.Stopping)} }

func newHub(c web.Config, stopping context.Context) *hub {
	return &hub{plan: c.Plan, watcher: c.Watcher, log: c.Logger, stopping: stopping,
		presence: newPresence(c.Now), subs: map[*subscriber]bool{}}
}

// join adds a person's stream; what it gets first is who is where. It answers nil to a person
// who has too many: a browser needs one for all its tabs.
func (h *hub) join(article, person string) *subscriber {
	sub := &subscriber{updates: make(chan update, subscriberBuffer), article: article, person: person}
	sub.updates <- update{presence: h.presence.lists(article)}
	h.mu.Lock()
	defer h.mu.Unlock()
	theirs := 0
	for other := range h.subs {
		if other.person == person {
			theirs++
		}
	}
	if theirs >= maxStreams {
		return nil
	}
	h.subs[sub] = true
	if h.stop == nil {
		var ctx context.Context
		ctx, h.stop = context.WithCancel(h.stopping)
		h.ready = make(chan struct{})
		go h.read(ctx, h.ready)
	}
	sub.ready = h.ready
	return sub
}

// leave removes a stream; the reader ends with the last of them.
func (h *hub) leave(sub *subscriber) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.subs, sub)
	if len(h.subs) == 0 && h.stop != nil {
		h.stop()
		h.stop = nil
	}
}

// send sends an update to all; it never waits. A subscriber whose buffer is full is removed.
func (h *hub) send(n update) {
	if len(n.entries) == 0 && len(n.presence) == 0 {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	for sub := range h.subs {
		if !n.concerns(sub.article) {
			continue
		}
		select {
		case sub.updates <- n:
		default:
			delete(h.subs, sub)
			close(sub.updates)
		}
	}
}

// read sends the feed from now on until ctx ends. It closes ready when it knows what now is:
// a stream that reads the table after that misses nothing.
func (h *hub) read(ctx context.Context, ready chan struct{}) {
	r := &hubReader{hub: h, ready: ready}
	wake := h.wake(ctx)
	sweep := time.NewTicker(presenceSweep)
	defer sweep.Stop()
	poll := time.NewTicker(hubPoll)
	defer poll.Stop()
	for due := true; ; {
		if due {
			due = !r.advance(ctx)
		}
		select {
		case <-ctx.Done():
			return
		case _, ok := <-wake:
			due = true
			if !ok {
				wake = nil
			}
		case <-poll.C:
			// With a watcher only a read that failed is tried again.
			if wake == nil {
				due = true
			}
		case <-sweep.C:
			h.sweep(ctx)
		}
	}
}

// sweep sends who went silent, and has the desk remember since when.
func (h *hub) sweep(ctx context.Context) {
	changed, gone := h.presence.sweep()
	h.send(update{presence: changed})
	for _, d := range gone {
		err := h.plan.Leave(ctx, d.who, d.article, d.at)
		if err != nil && ctx.Err() == nil {
			h.log.ErrorContext(ctx, "presence: leave not kept", slog.Any("error", err))
		}
	}
}

func (h *hub) wake(ctx context.Context) <-chan struct{} {
	if h.watcher == nil {
		return nil
	}
	return h.watcher.Watch(ctx)
}

// hubReader is how far one run of the hub has read.
type hubReader struct {
	hub   *hub
	ready chan struct{} // nil once it knows where to read from
	last  int64
}

// advance reads and sends what came since; it answers false when a read failed.
func (r *hubReader) advance(ctx context.Context) bool {
	err := r.read(ctx)
	if err != nil && ctx.Err() == nil {
		r.hub.log.ErrorContext(ctx, "live feed: read failed", slog.Any("error", err))
	}
	return err == nil
}

func (r *hubReader) read(ctx context.Context) error {
	if r.ready != nil {
		head, err := r.hub.plan.FeedHead(ctx)
		if err != nil {
			return err
		}
		r.last = head
		close(r.ready)
		r.ready = nil
	}
	for {
		entries, err := r.hub.plan.Feed(ctx, workflow.Operator(), workflow.FeedFilter{
			After: r.last, Limit: feedPage})
		if err != nil || len(entries) == 0 {
			return err
		}
		r.last = entries[len(entries)-1].Seq
		r.hub.send(update{entries: entries})
	}
}
