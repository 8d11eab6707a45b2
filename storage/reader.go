package storage

import (
	"context"
	"sync"
	"time"

	"truchement/workflow"
)

const (
	// mostReaders is how many Views run at once; more wait.
	mostReaders = 8
	// longestView bounds a View: on SQLite the log cannot shrink while an old
	// state is still being read.
	longestView = 15 * time.Second
)

// readers is the pool of sessions that Views run in.
type readers struct {
	eng    *engine
	places chan struct{} // one for each View that runs
	closed chan struct{}
	mu     sync.Mutex
	idle   []*session
}

func newReaders(eng *engine) *readers {
	return &readers{
		eng: eng, places: make(chan struct{}, mostReaders), closed: make(chan struct{}),
	}
}

// view runs fn on one state. The transaction is over when fn returns or panics.
func (r *readers) view(ctx context.Context, fn func(workflow.Tx) error) error {
	ctx, cancel := context.WithTimeout(ctx, longestView)
	defer cancel()
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer func() { <-r.places }()
	s, err := r.begin(ctx)
	if err != nil {
		return r.eng.translate(err, "begin a View")
	}
	t := &tx{ctx: ctx, eng: r.eng, source: s}
	defer func() {
		t.over = true
		r.end(s, t.fault)
	}()
	if err := fn(t.parts()); err != nil {
		return err
	}
	return t.doom
}

// enter waits for a place.
func (r *readers) enter(ctx context.Context) error {
	select {
	case r.places <- struct{}{}:
		return nil
	case <-r.closed:
		return &workflow.Error{Kind: workflow.Unavailable, ID: "store.closed"}
	case <-ctx.Done():
		return refusal(stopped, ctx.Err())
	}
}

// begin opens a transaction, in the newest idle session that still lives.
func (r *readers) begin(ctx context.Context) (*session, error) {
	for {
		s := r.pop()
		fresh := s == nil
		if fresh {
			var err error
			if s, err = connect(ctx, r.eng, r.eng.readers); err != nil {
				return nil, err
			}
		}
		err := r.eng.run(ctx, s.conn, r.eng.view)
		if err == nil {
			return s, nil
		}
		s.discard()
		if fresh || r.eng.fault(err) != lost {
			return nil, err
		}
	}
}

func (r *readers) pop() *session {
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

func (r *readers) end(s *session, f fault) {
	if f == lost || !s.rollback() {
		s.discard()
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.idle = append(r.idle, s)
}

// close lets nobody in any more and waits for the Views that run.
func (r *readers) close() {
	close(r.closed)
	for range mostReaders {
		r.places <- struct{}{}
	}
	for s := r.pop(); s != nil; s = r.pop() {
		s.discard()
	}
}
