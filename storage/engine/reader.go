package engine

import (
	"context"
	"sync"
	"time"

	"truchement/workflow"
)

const (
	// maxReaders is how many Views run at once; more wait.
	maxReaders = 8
	// viewTimeout bounds a View: on SQLite the log cannot shrink while an old
	// state is still being read.
	viewTimeout = 15 * time.Second
)

// readers is the pool of sessions that Views run in.
type readers struct {
	eng     *engine
	timeout time.Duration // of each View
	slots   chan struct{} // one for each View that runs
	closed  chan struct{}
	mu      sync.Mutex
	idle    []*session
}

func newReaders(eng *engine) *readers {
	return &readers{
		eng: eng, timeout: viewTimeout,
		slots: make(chan struct{}, maxReaders), closed: make(chan struct{}),
	}
}

// view runs fn on one state. The transaction ends when fn returns or panics.
func (r *readers) view(ctx context.Context, fn func(*Tx) error) error {
	ctx, cancel := context.WithTimeout(ctx, r.timeout)
	defer cancel()
	if err := r.acquire(ctx); err != nil {
		return err
	}
	defer func() { <-r.slots }()
	s, err := r.begin(ctx)
	if err != nil {
		return r.eng.translate(err, "begin a View")
	}
	t := &Tx{ctx: ctx, eng: r.eng, session: s}
	defer func() {
		t.ended = true
		r.release(s, t.fault)
	}()
	if err := fn(t); err != nil {
		return err
	}
	return t.err
}

// acquire waits for a slot.
func (r *readers) acquire(ctx context.Context) error {
	select {
	case r.slots <- struct{}{}:
		return nil
	case <-r.closed:
		return &workflow.Error{Kind: workflow.Unavailable, ID: "store.closed"}
	case <-ctx.Done():
		return refusal(cancelled, ctx.Err())
	}
}

// begin opens a transaction in the newest idle session that is still connected,
// or in a new one.
func (r *readers) begin(ctx context.Context) (*session, error) {
	for {
		s := r.takeIdle()
		fresh := s == nil
		if fresh {
			var err error
			if s, err = connect(ctx, r.eng, r.eng.readers); err != nil {
				return nil, err
			}
		}
		err := r.eng.exec(r.eng.briefContext(ctx), s.conn, r.eng.beginView)
		if err == nil {
			return s, nil
		}
		s.discard()
		if fresh || r.eng.classify(err) != disconnected {
			return nil, err
		}
	}
}

func (r *readers) takeIdle() *session {
	r.mu.Lock()
	defer r.mu.Unlock()
	n := len(r.idle)
	if n == 0 {
		return nil
	}
	s := r.idle[n-1]
	r.idle = r.idle[:n-1]
	return s
}

func (r *readers) release(s *session, f fault) {
	if f == disconnected || !s.rollback() {
		s.discard()
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.idle = append(r.idle, s)
}

// close refuses new Views and waits for those that run.
func (r *readers) close() {
	close(r.closed)
	for range maxReaders {
		r.slots <- struct{}{}
	}
	for s := r.takeIdle(); s != nil; s = r.takeIdle() {
		s.discard()
	}
}
