package storage

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"truchement/workflow"
)

// appendOne is an Update that appends to the feed.
func appendOne(tx workflow.Tx) error {
	_, err := tx.Append(workflow.Entry{Kind: workflow.PersonChanged})
	return err
}

// TestFeedContinuesAfterRemovedEntries removes the feed up to a sequence, as a desk that
// cleans up its feed would: sequences are not given out again.
func TestFeedContinuesAfterRemovedEntries(t *testing.T) {
	onEngines(t, func(t *testing.T, c Config) {
		db := open(t, c)
		err := db.Update(t.Context(), func(x workflow.Tx) error {
			return x.FeedTx.(*tx).write("UPDATE feed_base SET seq = 41")
		})
		if err != nil {
			t.Fatal(err)
		}
		if head, err := db.head(t.Context()); head != 41 || err != nil {
			t.Errorf("the head is %d (%v), want 41", head, err)
		}
		if err := db.Update(t.Context(), appendOne); err != nil {
			t.Fatal(err)
		}
		if head, err := db.head(t.Context()); head != 42 || err != nil {
			t.Errorf("the head is %d (%v), want 42", head, err)
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
		errs := together(t, w, person("p1"), func(tx workflow.Tx) error {
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
func together(t *testing.T, w *writer, fns ...func(workflow.Tx) error) []error {
	t.Helper()
	began, release := make(chan struct{}), make(chan struct{})
	var once sync.Once
	var wait sync.WaitGroup
	wait.Go(func() {
		err := w.update(t.Context(), func(workflow.Tx) error {
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
