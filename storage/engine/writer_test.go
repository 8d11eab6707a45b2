package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/mattn/go-sqlite3"

	"truchement/workflow"
)

// TestUpdatesShareCommits queues Updates while one runs: few commits keep them all.
func TestUpdatesShareCommits(t *testing.T) {
	onEngines(t, func(t *testing.T, c Config) {
		db := open(t, c)
		commits := countCommits(db.eng)
		release, began := make(chan struct{}), make(chan struct{})
		var wait sync.WaitGroup
		wait.Go(func() {
			err := db.Update(context.Background(), func(*Tx) error {
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
		err := db.Update(context.Background(), func(tx *Tx) error {
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

// countCommits makes the engine count commits.
func countCommits(eng *engine) *atomic.Int64 {
	var commits atomic.Int64
	commit := eng.commit
	eng.commit = func(ctx context.Context, conn *sql.Conn) error {
		commits.Add(1)
		return commit(ctx, conn)
	}
	return &commits
}

// TestBatchIsBounded queues Updates while one runs: a full batch is committed without the
// next one, and so is a batch that was open for gatherTime.
func TestBatchIsBounded(t *testing.T) {
	for _, test := range []struct {
		name     string
		maxBatch int
		pause    time.Duration // of each Update
		least    int64         // commits of 6 Updates; without the bound there are at most 2
	}{
		{"by count", 2, 0, 3},
		{"by time", 256, 2 * gatherTime, 6},
	} {
		t.Run(test.name, func(t *testing.T) {
			db := open(t, Config{Data: t.TempDir()})
			db.eng.maxBatch = test.maxBatch
			commits := countCommits(db.eng)
			var fns []func(*Tx) error
			for i := range 6 {
				fns = append(fns, func(tx *Tx) error {
					time.Sleep(test.pause)
					return person(fmt.Sprint(i))(tx)
				})
			}
			if err := errors.Join(together(t, db.writer, fns...)...); err != nil {
				t.Error(err)
			}
			if got := commits.Load(); got < test.least {
				t.Errorf("6 Updates took %d commits, want at least %d", got, test.least)
			}
		})
	}
}

// TestFailedReadIsUndoneAlone has a statement fail in an Update that has written nothing,
// beside one that is kept: on PostgreSQL it makes the whole transaction fail.
func TestFailedReadIsUndoneAlone(t *testing.T) {
	onEngines(t, func(t *testing.T, c Config) {
		db := open(t, c)
		began := time.Now()
		errs := together(t, db.writer, person("p1"), nonsense, person("p2"))
		if errs[0] != nil || !isKind(errs[1], workflow.Internal, "store.fault") || errs[2] != nil {
			t.Errorf("the Updates: %v, want only the second refused", errs)
		}
		if took := time.Since(began); took > db.eng.retryTimeout/2 {
			t.Errorf("it took %v: the batch was tried again and again", took)
		}
	})
}

// TestCommitFaultsThatKeepNothing has the commit refused by the engine itself: the Update
// may be made again, unlike one whose outcome is unknown.
func TestCommitFaultsThatKeepNothing(t *testing.T) {
	for name, err := range map[string]error{
		"store.full":      sqlite3.Error{Code: sqlite3.ErrFull},
		"error.not-found": sqlite3.Error{ExtendedCode: sqlite3.ErrConstraintForeignKey},
		"store.taken":     sqlite3.Error{ExtendedCode: sqlite3.ErrConstraintUnique},
		"store.rejected":  sqlite3.Error{ExtendedCode: sqlite3.ErrConstraintCheck},
	} {
		db := open(t, Config{Data: t.TempDir()})
		commit := db.eng.commit
		db.eng.commit = func(context.Context, *sql.Conn) error { return err }
		got := db.Update(t.Context(), person("p1"))
		if !errors.Is(got, &workflow.Error{ID: name}) {
			t.Errorf("a commit refused with %v: %v, want %s", err, got, name)
		}
		db.eng.commit = commit
		if err := db.Update(t.Context(), person("p1")); err != nil {
			t.Errorf("the Update made again after %s: %v", name, err)
		}
	}
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
		for range db.Watch(ctx) {
		}
		for name, err := range map[string]error{
			"Update": db.Update(ctx, person("late")),
			"View":   db.View(ctx, func(*Tx) error { return nil }),
			"Ready":  db.Ready(ctx),
		} {
			if !isKind(err, workflow.Unavailable, "store.closed") {
				t.Errorf("%s after Close: %v", name, err)
			}
		}
		again := open(t, c)
		var people int64
		err := again.View(ctx, func(tx *Tx) (err error) {
			people, err = countPeople(tx)
			return err
		})
		if err != nil || people != kept.Load() {
			t.Errorf("%d people are kept (%v), %d were acknowledged", people, err, kept.Load())
		}
	})
}

var errSample = errors.New("any")

func TestRefusalsHaveKindAndCause(t *testing.T) {
	for f, want := range map[fault]workflow.Error{
		otherFault:       {Kind: workflow.Internal, ID: "store.fault"},
		duplicate:        {Kind: workflow.Conflict, ID: "store.taken"},
		missingReference: {Kind: workflow.NotFound, ID: "error.not-found"},
		invalidValue:     {Kind: workflow.Invalid, ID: "store.rejected"},
		transient:        {Kind: workflow.Unavailable, ID: "store.busy"},
		busy:             {Kind: workflow.Unavailable, ID: "store.busy"},
		disconnected:     {Kind: workflow.Unavailable, ID: "store.unreachable"},
		diskFull:         {Kind: workflow.Unavailable, ID: "store.full"},
		corrupted:        {Kind: workflow.Unavailable, ID: "store.stopped"},
		cancelled:        {Kind: workflow.Unavailable, ID: "store.cancelled"},
	} {
		err := refusal(f, errSample)
		if !isKind(err, want.Kind, want.ID) || !errors.Is(err, errSample) {
			t.Errorf("fault %d is %v, want %s %s and its cause", f, err, want.Kind, want.ID)
		}
	}
}
