package engine

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestWatchReportsEntriesOfOtherProcesses has another DB on the same desk add entries.
func TestWatchReportsEntriesOfOtherProcesses(t *testing.T) {
	onEngines(t, func(t *testing.T, c Config) {
		a, b := open(t, c), open(t, c)
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		defer cancel()
		ch := a.Watch(ctx)
		for n := int64(1); n <= 2; n++ {
			if err := b.Update(ctx, appendOne); err != nil {
				t.Fatal(err)
			}
			for head := int64(0); head < n; {
				if _, ok := <-ch; !ok {
					t.Fatal("the subscriber was not notified in 30 seconds")
				}
				var err error
				if head, err = a.feedHead(ctx); err != nil {
					t.Fatal(err)
				}
			}
		}
	})
}

// TestWatchReportsOwnCommits has no poll and no notification of another node: the writer
// itself reports what it commits.
func TestWatchReportsOwnCommits(t *testing.T) {
	onEngines(t, func(t *testing.T, c Config) {
		db := open(t, c)
		db.watch.stop()
		db.watch.work.Wait()
		ch := db.Watch(t.Context())
		if err := db.Update(t.Context(), appendOne); err != nil {
			t.Fatal(err)
		}
		select {
		case <-ch:
		case <-time.After(10 * time.Second):
			t.Error("the subscriber was not notified in ten seconds")
		}
	})
}

// eventLog lists what happened in order.
type eventLog struct {
	mu     sync.Mutex
	events []string
}

func (l *eventLog) add(event string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.events = append(l.events, event)
}

func (l *eventLog) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Join(l.events, " ")
}

// loggedWriter makes a writer that logs commits and announcements. The writer of the DB
// itself must not be used, since the two share one connection.
func loggedWriter(t *testing.T, c Config) (*writer, *eventLog) {
	t.Helper()
	db := open(t, c)
	l := &eventLog{}
	commit := db.eng.commit
	db.eng.commit = func(ctx context.Context, conn *sql.Conn) error {
		time.Sleep(20 * time.Millisecond)
		err := commit(ctx, conn)
		l.add("committed")
		return err
	}
	w := newWriter(db.eng, discardLogger(), func(int64) { l.add("announced") })
	t.Cleanup(w.close)
	return w, l
}

// TestAnswerAndAnnouncementFollowTheCommit holds the order of an Update that appends to
// the feed: nothing is answered or announced that could still be lost.
func TestAnswerAndAnnouncementFollowTheCommit(t *testing.T) {
	onEngines(t, func(t *testing.T, c Config) {
		w, l := loggedWriter(t, c)
		if err := w.update(t.Context(), appendOne); err != nil {
			t.Fatal(err)
		}
		if got := l.String(); !strings.HasPrefix(got, "committed") {
			t.Errorf("the answer came after %q, want the commit first", got)
		}
		for deadline := time.Now().Add(10 * time.Second); l.String() != "committed announced"; {
			if time.Now().After(deadline) {
				t.Fatalf("events %q, want the commit and then the announcement", l)
			}
			time.Sleep(time.Millisecond)
		}
	})
}

// TestRefusedEntryIsNotAnnounced has an Update append to the feed and be refused, beside
// one that is kept and appends nothing.
func TestRefusedEntryIsNotAnnounced(t *testing.T) {
	onEngines(t, func(t *testing.T, c Config) {
		w, l := loggedWriter(t, c)
		errs := together(t, w, person("p1"), func(tx *Tx) error {
			return errors.Join(appendOne(tx), errSample)
		})
		if errs[0] != nil || !errors.Is(errs[1], errSample) {
			t.Errorf("the Updates: %v", errs)
		}
		// All that the batch announces is announced before the next commit.
		if err := w.update(t.Context(), person("p2")); err != nil {
			t.Error(err)
		}
		if got := l.String(); got != "committed committed" {
			t.Errorf("events %q, want two commits", got)
		}
	})
}

// together runs Updates in one batch and returns their errors: they are queued while
// another one runs.
func together(t *testing.T, w *writer, fns ...func(*Tx) error) []error {
	t.Helper()
	began, release := make(chan struct{}), make(chan struct{})
	var once sync.Once
	var wait sync.WaitGroup
	wait.Go(func() {
		err := w.update(t.Context(), func(*Tx) error {
			once.Do(func() { close(began) })
			<-release
			return errHeld
		})
		if !errors.Is(err, errHeld) {
			t.Errorf("the Update that held the others: %v", err)
		}
	})
	<-began
	errs := make([]error, len(fns))
	for i, fn := range fns {
		wait.Go(func() { errs[i] = w.update(t.Context(), fn) })
		for len(w.queue) <= i {
			time.Sleep(time.Millisecond)
		}
	}
	close(release)
	wait.Wait()
	return errs
}

var errHeld = errors.New("the Update that held the others")
