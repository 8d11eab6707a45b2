package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"truchement/workflow"
)

// TestUpdatesShareCommits queues Updates while one runs: few commits keep them all.
func TestUpdatesShareCommits(t *testing.T) {
	onEngines(t, func(t *testing.T, c Config) {
		db := open(t, c)
		var commits atomic.Int64
		real := db.eng.commit
		db.eng.commit = func(ctx context.Context, conn *sql.Conn) error {
			commits.Add(1)
			return real(ctx, conn)
		}
		release, began := make(chan struct{}), make(chan struct{})
		var wait sync.WaitGroup
		wait.Go(func() {
			err := db.Update(context.Background(), func(workflow.Tx) error {
				close(began)
				<-release
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
		<-began
		const n = 40
		for i := range n {
			wait.Go(func() {
				if err := db.Update(context.Background(), person(fmt.Sprint(i))); err != nil {
					t.Error(err)
				}
			})
		}
		for len(db.writer.queue) < n {
			time.Sleep(time.Millisecond)
		}
		close(release)
		wait.Wait()
		if got := commits.Load(); got > 5 {
			t.Errorf("%d Updates took %d commits", n+1, got)
		}
	})
}

// TestCommitWithoutAnswerIsUnknown loses the answer of a commit. SQLite then stops
// writing; PostgreSQL continues on a new connection.
func TestCommitWithoutAnswerIsUnknown(t *testing.T) {
	lostErr := map[string]error{"sqlite": errIO, "postgres": errBadConn}
	onEngines(t, func(t *testing.T, c Config) {
		db := open(t, c)
		ctx := context.Background()
		real := db.eng.commit
		// The commit succeeds, but its answer is lost.
		db.eng.commit = func(ctx context.Context, conn *sql.Conn) error {
			if err := real(ctx, conn); err != nil {
				return err
			}
			return lostErr[db.eng.name]
		}
		err := db.Update(ctx, person("p1"))
		if !isKind(err, workflow.Unknown, "store.unknown") {
			t.Errorf("a commit without an answer: %v, want unknown", err)
		}
		db.eng.commit = real
		ready := db.Ready(ctx)
		err = db.Update(ctx, person("p2"))
		if db.eng.name == "sqlite" {
			if ready == nil || !isKind(err, workflow.Unavailable, "store.stopped") {
				t.Errorf("after an I/O error: ready %v, Update %v; want both to refuse", ready, err)
			}
			return
		}
		if ready != nil || err != nil {
			t.Errorf("after a lost connection: ready %v, Update %v; want both to continue", ready, err)
		}
	})
}

// TestTransientFaultRunsUpdateAgain has a transient fault undo the first two attempts.
func TestTransientFaultRunsUpdateAgain(t *testing.T) {
	onEngines(t, func(t *testing.T, c Config) {
		db := open(t, c)
		passes := map[string]error{"sqlite": errBusy, "postgres": errRolledBack}[db.eng.name]
		var attempts int
		real := db.eng.commit
		db.eng.commit = func(ctx context.Context, conn *sql.Conn) error {
			if attempts++; attempts < 3 {
				return passes
			}
			return real(ctx, conn)
		}
		runs := 0
		err := db.Update(context.Background(), func(tx workflow.Tx) error {
			runs++
			return person("p1")(tx)
		})
		if err != nil || runs != 3 {
			t.Errorf("%d runs (%v), want 3", runs, err)
		}
	})
}

// TestRetryEndsWithBusy has the transient fault persist: the Update is refused in the
// end.
func TestRetryEndsWithBusy(t *testing.T) {
	onEngines(t, func(t *testing.T, c Config) {
		db := open(t, c)
		passes := map[string]error{"sqlite": errBusy, "postgres": errRolledBack}[db.eng.name]
		db.eng.commit = func(context.Context, *sql.Conn) error { return passes }
		db.eng.retryTimeout = 50 * time.Millisecond
		err := db.Update(context.Background(), person("p1"))
		if !isKind(err, workflow.Unavailable, "store.busy") {
			t.Errorf("got %v, want busy", err)
		}
	})
}

// TestCloseFinishesQueuedUpdates closes a desk in use: queued Updates are answered, and
// later calls are refused.
func TestCloseFinishesQueuedUpdates(t *testing.T) {
	onEngines(t, func(t *testing.T, c Config) {
		db := open(t, c)
		ctx := context.Background()
		ch := db.Watch(ctx)
		var kept atomic.Int64
		var wait sync.WaitGroup
		for i := range 100 {
			wait.Go(func() {
				switch err := db.Update(ctx, person(fmt.Sprint(i))); {
				case err == nil:
					kept.Add(1)
				case !isKind(err, workflow.Unavailable, "store.closed"):
					t.Error(err)
				}
			})
		}
		for kept.Load() == 0 {
			time.Sleep(time.Millisecond)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
		wait.Wait()
		for range ch {
		}
		for name, err := range map[string]error{
			"Update": db.Update(ctx, person("late")),
			"View":   db.View(ctx, func(workflow.Tx) error { return nil }),
			"Ready":  db.Ready(ctx),
		} {
			if !isKind(err, workflow.Unavailable, "store.closed") {
				t.Errorf("%s after Close: %v", name, err)
			}
		}
		again := open(t, c)
		var people []workflow.Person
		err := again.View(ctx, func(tx workflow.Tx) (err error) {
			people, err = tx.People()
			return err
		})
		if err != nil || int64(len(people)) != kept.Load() {
			t.Errorf("%d people are kept (%v), %d were acknowledged", len(people), err, kept.Load())
		}
	})
}

// TestWatchReportsEntriesOfOtherProcesses has another DB on the same desk add entries.
func TestWatchReportsEntriesOfOtherProcesses(t *testing.T) {
	onEngines(t, func(t *testing.T, c Config) {
		a, b := open(t, c), open(t, c)
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		defer cancel()
		ch := a.Watch(ctx)
		for n := int64(1); n <= 2; n++ {
			err := b.Update(ctx, func(tx workflow.Tx) error {
				_, err := tx.Append(workflow.Entry{Kind: workflow.PersonChanged})
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			for head := int64(0); head < n; {
				if _, ok := <-ch; !ok {
					t.Fatal("the subscriber was not notified in 30 seconds")
				}
				var err error
				if head, err = a.head(ctx); err != nil {
					t.Fatal(err)
				}
			}
		}
	})
}

var errSample = errors.New("any")

func TestRefusalsHaveKindAndCause(t *testing.T) {
	for f, want := range map[fault]workflow.Kind{
		otherFault: workflow.Internal, duplicate: workflow.Conflict, missingReference: workflow.NotFound,
		invalidValue: workflow.Invalid, transient: workflow.Unavailable, disconnected: workflow.Unavailable,
		busy: workflow.Unavailable, diskFull: workflow.Unavailable, corrupted: workflow.Unavailable,
		cancelled: workflow.Unavailable,
	} {
		err := refusal(f, errSample)
		if workflow.KindOf(err) != want || !errors.Is(err, errSample) {
			t.Errorf("fault %d is %v, want kind %s and its cause", f, err, want)
		}
	}
}
