package engine

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
	"truchement/workflow/status"
)

const (
	// queueSize is how many Updates may wait in the queue before the next caller
	// waits to get in.
	queueSize = 1024
	// gatherTime is how long a transaction accepts more Updates.
	gatherTime = 25 * time.Millisecond
)

// writer runs all Updates in one goroutine; see the package comment.
type writer struct {
	eng      *engine
	log      *slog.Logger
	onCommit func(seq int64) // called after the commit of feed entries up to seq
	queue    chan *job
	done     chan struct{} // closed when the goroutine has ended

	closing sync.RWMutex // held for reading while an Update enters the queue
	closed  bool
	took    status.Clock // how long Updates took
	written atomic.Int64 // when the last commit succeeded, in Unix nanoseconds
	session *session     // used by the goroutine alone
}

// job is one Update, or one decision that is to be written.
type job struct {
	fn      func(*Tx) error
	decided any
	write   Together    // nil: it is an Update
	claimed atomic.Bool // by the writer to run it, or by its caller to withdraw it
	answer  chan error
	err     error // of the last run
	seq     int64 // of its last feed entry
}

func newWriter(eng *engine, log *slog.Logger, onCommit func(int64)) *writer {
	w := &writer{
		eng: eng, log: log, onCommit: onCommit,
		queue: make(chan *job, queueSize), done: make(chan struct{}),
	}
	go w.loop()
	return w
}

// update runs fn and waits for its outcome. A caller whose ctx ends before fn
// began returns at once; after that the caller waits, because the outcome is
// near, and matters.
func (w *writer) update(ctx context.Context, fn func(*Tx) error) error {
	return w.submit(ctx, &job{fn: fn})
}

// submit is update for any job.
func (w *writer) submit(ctx context.Context, j *job) error {
	began := time.Now()
	defer func() { w.took.Add(time.Since(began)) }()
	j.answer = make(chan error, 1)
	if err := w.enqueue(ctx, j); err != nil {
		return err
	}
	select {
	case err := <-j.answer:
		return err
	case <-ctx.Done():
		if j.claimed.CompareAndSwap(false, true) {
			return refusal(cancelled, ctx.Err())
		}
		return <-j.answer
	}
}

func (w *writer) enqueue(ctx context.Context, j *job) error {
	w.closing.RLock()
	defer w.closing.RUnlock()
	if w.closed {
		return &workflow.Error{Kind: workflow.Unavailable, ID: "store.closed"}
	}
	if err := ctx.Err(); err != nil {
		return refusal(cancelled, err)
	}
	if why := w.eng.stoppedBy.Load(); why != nil {
		return *why
	}
	select {
	case w.queue <- j:
		return nil
	case <-ctx.Done():
		return refusal(cancelled, ctx.Err())
	}
}

// close, called once, refuses new Updates and waits until all queued ones are
// answered.
func (w *writer) close() {
	w.closing.Lock()
	w.closed = true
	close(w.queue)
	w.closing.Unlock()
	<-w.done
}

func (w *writer) loop() {
	defer close(w.done)
	defer w.dropSession()
	for j := range w.queue {
		if j.claimed.CompareAndSwap(false, true) {
			w.runBatch(j)
		}
	}
}

// runBatch runs first and the Updates that join it until they are kept, refused
// or uncertain, and answers them all.
func (w *writer) runBatch(first *job) {
	b := &batch{jobs: []*job{first}, started: time.Now()}
	var err error
	if why := w.eng.stoppedBy.Load(); why != nil {
		err = *why
	} else {
		err = w.retry(b)
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
		w.onCommit(seq)
	}
}

// retry runs the batch again while that can help. Waits grow to a fifth of a
// second, about what a failover's last steps take.
func (w *writer) retry(b *batch) error {
	wait := 5 * time.Millisecond
	for {
		f, err := w.attempt(b)
		switch f {
		case needsSavepoints:
			b.savepoints = true
			continue
		case transient, disconnected, busy:
			if time.Since(b.started) < w.eng.retryTimeout {
				time.Sleep(wait)
				wait = min(2*wait, 200*time.Millisecond)
				continue
			}
		case corrupted, replaced:
			w.eng.stopWriting(err)
		}
		w.noteOutcome(f)
		return err
	}
}

// noteOutcome notes when a batch was kept, or that there was no room for one.
func (w *writer) noteOutcome(f fault) {
	switch f {
	case noFault:
		w.written.Store(time.Now().UnixNano())
	case diskFull, readOnly:
		w.written.Store(0)
	}
}

// attempt runs the batch in one transaction. The fault and the error it returns
// concern all of the batch; the error of a single Update is kept in its job.
func (w *writer) attempt(b *batch) (fault, error) {
	ctx, cancel := w.eng.attemptContext()
	defer cancel()
	defer w.eng.acquire()()
	s, err := w.ensureSession(ctx)
	if err == nil {
		err = w.eng.checkIntact()
	}
	if err == nil {
		err = w.eng.exec(ctx, s.conn, w.eng.beginUpdate)
	}
	if err != nil {
		return w.rollbackOn(err)
	}
	b.closesAt = time.Now().Add(gatherTime)
	for i := 0; w.hasNext(b, i); i++ {
		if f, err := w.run(ctx, b, i); f != noFault || err != nil {
			return w.rollbackAfter(f, b, err)
		}
	}
	if f, err := w.writeTogether(ctx, b); f != noFault || err != nil {
		return w.rollbackAfter(f, b, err)
	}
	if b.allRefused() {
		return w.rollbackRefused(b)
	}
	return w.commit(ctx)
}

// batch is the Updates that share a commit. Most Updates succeed, or are
// refused before they write, so at first they run without savepoints. When one
// is refused after it wrote, the transaction is rolled back and the batch runs
// again with savepoints.
type batch struct {
	jobs       []*job
	started    time.Time
	closesAt   time.Time // when no more are accepted
	savepoints bool      // each job runs behind a savepoint
	apart      bool      // what was decided could not be written together
}

// hasNext reports whether the batch has an i-th job, adding a queued one if need
// be.
func (w *writer) hasNext(b *batch, i int) bool {
	for i == len(b.jobs) && i < w.eng.maxBatch && time.Now().Before(b.closesAt) {
		select {
		case j, ok := <-w.queue:
			if !ok {
				return false
			}
			if j.claimed.CompareAndSwap(false, true) {
				b.jobs = append(b.jobs, j)
			}
		default:
			return false
		}
	}
	return i < len(b.jobs)
}

// allRefused reports whether every Update of the batch was refused.
func (b *batch) allRefused() bool {
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
	if j.write != nil {
		return noFault, nil // see writeTogether
	}
	if b.savepoints {
		if err := w.eng.exec(ctx, conn, "SAVEPOINT one"); err != nil {
			return otherFault, err
		}
	}
	t := &Tx{ctx: ctx, eng: w.eng, session: w.session, canWrite: true}
	j.err = w.call(j.fn, t)
	t.ended = true
	if t.fault.endsTransaction() || t.fault == cancelled {
		return t.fault, t.err
	}
	if j.err == nil {
		j.err = t.err
	}
	j.seq = t.lastSeq
	if j.err != nil {
		j.seq = 0
	}
	clean := j.err == nil || !t.hasWritten && t.err == nil
	switch {
	case b.savepoints && clean:
		return noFault, w.eng.exec(ctx, conn, "RELEASE SAVEPOINT one")
	case b.savepoints:
		return noFault, w.eng.exec(ctx, conn, "ROLLBACK TO SAVEPOINT one; RELEASE SAVEPOINT one")
	case clean:
		return noFault, nil
	}
	return needsSavepoints, nil
}

// call runs fn in a goroutine of its own, so that neither a panic in it nor
// runtime.Goexit, which testing.T.Fatal calls, can end the writer.
func (w *writer) call(fn func(*Tx) error, t *Tx) error {
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
		err = fn(t)
	}()
	return <-end
}

// rollbackAfter ends a transaction that failed as a whole, or that must run again.
func (w *writer) rollbackAfter(f fault, b *batch, err error) (fault, error) {
	if err != nil {
		return w.rollbackOn(err)
	}
	return w.rollbackRefused(b)
}

// rollbackOn ends a transaction that failed as a whole. Nothing of it is kept.
func (w *writer) rollbackOn(err error) (fault, error) {
	f := w.eng.classify(err)
	if f == cancelled {
		f = disconnected // attemptTimeout has passed: no caller can cancel an attempt
	}
	if s := w.session; s != nil && (f == disconnected || f == readOnly || !s.rollback()) {
		w.dropSession()
	}
	return f, refusal(f, err)
}

// ensureSession returns the writer's session, connecting when there is none.
func (w *writer) ensureSession(ctx context.Context) (*session, error) {
	if w.session == nil {
		s, err := connect(ctx, w.eng, w.eng.writers)
		if err != nil {
			return nil, err
		}
		w.session = s
	}
	return w.session, nil
}

func (w *writer) dropSession() {
	if w.session != nil {
		w.session.discard()
		w.session = nil
	}
}

// rollbackRefused rolls back a transaction with refused Updates in it. Unless all
// were refused, the batch must run again with savepoints.
func (w *writer) rollbackRefused(b *batch) (fault, error) {
	if !w.session.rollback() {
		w.dropSession() // closing the connection also rolls back
	}
	if b.allRefused() {
		return noFault, nil
	}
	return needsSavepoints, nil
}

// commit commits the transaction. When the engine itself refused the commit,
// nothing was kept; any other error leaves that open.
func (w *writer) commit(ctx context.Context) (fault, error) {
	err := w.eng.commit(ctx, w.session.conn)
	if err == nil {
		// What was committed into a file that was replaced meanwhile may be gone.
		err = w.eng.checkIntact()
	}
	if err == nil {
		return noFault, nil
	}
	switch f := w.eng.classify(err); f {
	case transient, diskFull, readOnly, busy, duplicate, missingReference, invalidValue:
		return w.rollbackOn(err)
	case corrupted, replaced:
		w.dropSession()
		w.eng.stopWriting(refusal(f, err))
		return noFault, uncertain(err)
	default:
		w.dropSession()
		return noFault, uncertain(err)
	}
}
