package storage

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"truchement/workflow"
)

const (
	// waiting is how many Updates may stand in the queue before the next one
	// waits to get in.
	waiting = 1024
	// gather is how long a transaction takes more Updates in.
	gather = 25 * time.Millisecond
)

// writer runs all Updates in one goroutine; see the package comment.
type writer struct {
	eng   *engine
	log   *slog.Logger
	told  func(seq int64) // hears of feed entries after their commit
	queue chan *job
	done  chan struct{} // closed when the goroutine has ended

	closing sync.RWMutex // held for reading while an Update enters the queue
	closed  bool
	broken  atomic.Pointer[error] // why nothing is written any more
	session *session              // of the goroutine alone
}

// job is one Update.
type job struct {
	fn     func(workflow.Tx) error
	taken  atomic.Bool // by the writer, or by its own caller who gave up
	answer chan error
	err    error // of the last run
	seq    int64 // of its last feed entry
}

func newWriter(eng *engine, log *slog.Logger, told func(int64)) *writer {
	w := &writer{
		eng: eng, log: log, told: told,
		queue: make(chan *job, waiting), done: make(chan struct{}),
	}
	go w.loop()
	return w
}

// update runs fn and waits for its outcome. A caller whose ctx ends before fn
// began is let go; after that the outcome is near, and matters.
func (w *writer) update(ctx context.Context, fn func(workflow.Tx) error) error {
	j := &job{fn: fn, answer: make(chan error, 1)}
	if err := w.enter(ctx, j); err != nil {
		return err
	}
	select {
	case err := <-j.answer:
		return err
	case <-ctx.Done():
		if j.taken.CompareAndSwap(false, true) {
			return refusal(stopped, ctx.Err())
		}
		return <-j.answer
	}
}

func (w *writer) enter(ctx context.Context, j *job) error {
	w.closing.RLock()
	defer w.closing.RUnlock()
	if w.closed {
		return &workflow.Error{Kind: workflow.Unavailable, ID: "store.closed"}
	}
	if err := ctx.Err(); err != nil {
		return refusal(stopped, err)
	}
	if why := w.broken.Load(); why != nil {
		return refusal(broken, *why)
	}
	select {
	case w.queue <- j:
		return nil
	case <-ctx.Done():
		return refusal(stopped, ctx.Err())
	}
}

// close, called once, lets nobody in any more and waits until all who are in are answered.
func (w *writer) close() {
	w.closing.Lock()
	w.closed = true
	close(w.queue)
	w.closing.Unlock()
	<-w.done
}

func (w *writer) loop() {
	defer close(w.done)
	defer w.reset()
	for j := range w.queue {
		if j.taken.CompareAndSwap(false, true) {
			w.batch(j)
		}
	}
}

// batch runs first and whoever joins it until they are kept, refused or
// uncertain, and answers them all.
func (w *writer) batch(first *job) {
	b := &batch{jobs: []*job{first}, began: time.Now()}
	var err error
	if why := w.broken.Load(); why != nil {
		err = refusal(broken, *why)
	} else {
		err = w.insist(b)
	}
	var seq int64
	for _, j := range b.jobs {
		if err == nil {
			seq = max(seq, j.seq)
			j.answer <- j.err
			continue
		}
		j.answer <- err
	}
	if seq > 0 {
		w.told(seq)
	}
}

// insist runs the batch again while that can help. Waits grow to a fifth of a
// second, about what a failover's last steps take.
func (w *writer) insist(b *batch) error {
	wait := 5 * time.Millisecond
	for {
		f, err := w.attempt(b)
		switch f {
		case spoilt:
			b.careful = true
			continue
		case passing, lost, crowded:
			if time.Since(b.began) < w.eng.patience {
				time.Sleep(wait)
				wait = min(2*wait, 200*time.Millisecond)
				continue
			}
		case broken:
			w.stop(err)
		}
		return err
	}
}

// stop ends all writing: what a broken file says cannot be trusted.
func (w *writer) stop(why error) {
	if w.broken.CompareAndSwap(nil, &why) {
		w.log.Error("storage is broken; nothing is written until a restart", "error", why)
	}
}

// attempt runs the batch in one transaction. What it returns concerns all of
// the batch; errors of single Updates stay with them.
func (w *writer) attempt(b *batch) (fault, error) {
	ctx, cancel := w.eng.bound()
	defer cancel()
	defer w.eng.enter()()
	s, err := w.open(ctx)
	if err == nil {
		err = w.eng.run(ctx, s.conn, w.eng.begin)
	}
	if err != nil {
		return w.abandon(err)
	}
	b.full = time.Now().Add(gather)
	for i := 0; w.more(b, i); i++ {
		f, err := w.run(ctx, b, i)
		if err != nil {
			return w.abandon(err)
		}
		if f == spoilt {
			return w.undo(b)
		}
	}
	if b.fruitless() {
		return w.undo(b)
	}
	return w.commit(ctx)
}

// batch is the Updates that share a commit. Most Updates succeed, or are
// refused before they write, so at first they run without savepoints; one that
// wrote and was refused spoils the transaction, and the batch runs again with.
type batch struct {
	jobs    []*job
	began   time.Time
	full    time.Time // when no more are taken in
	careful bool      // each job runs behind a savepoint
}

// more reports whether there is an i-th job, taking one in if need be.
func (w *writer) more(b *batch, i int) bool {
	for i == len(b.jobs) && i < w.eng.most && time.Now().Before(b.full) {
		select {
		case j, ok := <-w.queue:
			if !ok {
				return false
			}
			if j.taken.CompareAndSwap(false, true) {
				b.jobs = append(b.jobs, j)
			}
		default:
			return false
		}
	}
	return i < len(b.jobs)
}

// fruitless reports whether every Update of the batch was refused.
func (b *batch) fruitless() bool {
	for _, j := range b.jobs {
		if j.err == nil {
			return false
		}
	}
	return true
}

// run runs the i-th Update. It fails only when the transaction as a whole has.
func (w *writer) run(ctx context.Context, b *batch, i int) (fault, error) {
	conn, j := w.session.conn, b.jobs[i]
	if b.careful {
		if err := w.eng.run(ctx, conn, "SAVEPOINT one"); err != nil {
			return otherFault, err
		}
	}
	t := &tx{ctx: ctx, eng: w.eng, source: w.session, writes: true}
	j.err = w.call(j.fn, t)
	t.over = true
	if t.fault.fatal() || t.fault == stopped {
		return t.fault, t.doom
	}
	if j.err == nil {
		j.err = t.doom
	}
	j.seq = t.seq
	if j.err != nil {
		j.seq = 0
	}
	clean := j.err == nil || !t.wrote && t.doom == nil
	switch {
	case b.careful && clean:
		return noFault, w.eng.run(ctx, conn, "RELEASE SAVEPOINT one")
	case b.careful:
		return noFault, w.eng.run(ctx, conn, "ROLLBACK TO SAVEPOINT one; RELEASE SAVEPOINT one")
	case clean:
		return noFault, nil
	}
	return spoilt, nil
}

// call runs fn in a goroutine of its own, so that neither a panic in it nor
// runtime.Goexit, which testing.T.Fatal calls, can end the writer.
func (w *writer) call(fn func(workflow.Tx) error, t *tx) error {
	end := make(chan error, 1)
	go func() {
		err := refusal(otherFault, errors.New("the Update ended its goroutine"))
		defer func() {
			if p := recover(); p != nil {
				w.log.Error("panic in an Update", "panic", p, "stack", string(debug.Stack()))
				err = refusal(otherFault, fmt.Errorf("panic: %v", p))
			}
			end <- err
		}()
		err = fn(t.parts())
	}()
	return <-end
}

// abandon gives a transaction up that nothing of is kept.
func (w *writer) abandon(err error) (fault, error) {
	f := w.eng.fault(err)
	if f == stopped {
		f = lost // our own bound on the transaction, not a caller's
	}
	if s := w.session; s != nil && (f == lost || !s.rollback()) {
		w.reset()
	}
	return f, refusal(f, err)
}

// open gives the writer's session, connecting when there is none.
func (w *writer) open(ctx context.Context) (*session, error) {
	if w.session == nil {
		s, err := connect(ctx, w.eng, w.eng.writers)
		if err != nil {
			return nil, err
		}
		w.session = s
	}
	return w.session, nil
}

func (w *writer) reset() {
	if w.session != nil {
		w.session.discard()
		w.session = nil
	}
}

// undo ends a transaction of which nothing is to be kept. Where others are in
// it besides those that were refused, it is to be run again.
func (w *writer) undo(b *batch) (fault, error) {
	if !w.session.rollback() {
		w.reset() // the connection's end is a rollback, too
	}
	if b.fruitless() {
		return noFault, nil
	}
	return spoilt, nil
}

// commit keeps the transaction. An error that came from the engine's own
// verdict means that nothing was kept; any other leaves it open.
func (w *writer) commit(ctx context.Context) (fault, error) {
	err := w.eng.commit(ctx, w.session.conn)
	if err == nil {
		return noFault, nil
	}
	switch f := w.eng.fault(err); f {
	case passing, full, crowded, taken, dangling, rejected:
		return w.abandon(err)
	case broken:
		w.reset()
		w.stop(err)
		return noFault, uncertain(err)
	default:
		w.reset()
		return noFault, uncertain(err)
	}
}
