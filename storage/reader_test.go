package storage

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"truchement/workflow"
)

// nonsense is a statement that no engine can prepare.
func nonsense(x workflow.Tx) error {
	scan := func(row scanner) (v string, err error) { return v, row.Scan(&v) }
	_, err := queryOne(x.FeedTx.(*tx), "nonsense", scan, "SELECT nonsense FROM person WHERE id = $1", "p1")
	return err
}

// TestViewIsRefusedToWrite tries to write in a View, and past the Tx on its
// connection: the program refuses the first, the engine the second.
func TestViewIsRefusedToWrite(t *testing.T) {
	onEngines(t, func(t *testing.T, c Config) {
		db := open(t, c)
		ctx := t.Context()
		if err := db.Update(ctx, person("p1")); err != nil {
			t.Fatal(err)
		}
		for name, write := range map[string]func(workflow.Tx) error{
			"AddPerson": person("p2"),
			"Append":    func(tx workflow.Tx) error { _, err := tx.Append(workflow.Entry{}); return err },
		} {
			if err := db.View(ctx, write); !errors.Is(err, errReadOnly) {
				t.Errorf("%s in a View: %v, want %v", name, err, errReadOnly)
			}
		}
		s, err := db.readers.begin(ctx)
		if err != nil {
			t.Fatal(err)
		}
		defer s.discard()
		if err := db.eng.exec(ctx, s.conn, "DELETE FROM person"); err == nil {
			t.Error("the connection of a View can write")
		}
	})
}

// TestViewReturnsIgnoredError has a View ignore an error of the engine.
func TestViewReturnsIgnoredError(t *testing.T) {
	onEngines(t, func(t *testing.T, c Config) {
		db := open(t, c)
		err := db.View(t.Context(), func(tx workflow.Tx) error {
			first := nonsense(tx)
			if _, err := tx.People(); !errors.Is(err, first) {
				t.Errorf("a read after %v: %v, want the same error", first, err)
			}
			return nil
		})
		if !isKind(err, workflow.Internal, "store.fault") {
			t.Errorf("a View that ignored an error: %v, want that error", err)
		}
	})
}

// TestViewEndsAfterItsTimeout has a View take longer than it may.
func TestViewEndsAfterItsTimeout(t *testing.T) {
	onEngines(t, func(t *testing.T, c Config) {
		db := open(t, c)
		db.readers.timeout = 20 * time.Millisecond
		err := db.View(t.Context(), func(tx workflow.Tx) error {
			time.Sleep(40 * time.Millisecond)
			_, err := tx.People()
			return err
		})
		if workflow.KindOf(err) != workflow.Unavailable {
			t.Errorf("a View after its time: %v, want unavailable", err)
		}
		db.readers.timeout = viewTimeout
		if err := db.View(t.Context(), func(tx workflow.Tx) error { return nil }); err != nil {
			t.Errorf("the next View: %v", err)
		}
	})
}

// TestViewsWaitForASlot holds all slots: one more View waits until its context ends, or
// until a slot is free.
func TestViewsWaitForASlot(t *testing.T) {
	db := open(t, Config{Data: t.TempDir()})
	ctx := t.Context()
	var began, ended sync.WaitGroup
	release := make(chan struct{})
	began.Add(maxReaders)
	for range maxReaders {
		ended.Go(func() {
			err := db.View(ctx, func(workflow.Tx) error {
				began.Done()
				<-release
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	began.Wait()
	short, cancel := context.WithTimeout(ctx, 20*time.Millisecond)
	defer cancel()
	err := db.View(short, func(workflow.Tx) error { return nil })
	if !isKind(err, workflow.Unavailable, "store.cancelled") {
		t.Errorf("View %d: %v, want it to wait", maxReaders+1, err)
	}
	close(release)
	ended.Wait()
	if err := db.View(ctx, func(workflow.Tx) error { return nil }); err != nil {
		t.Errorf("with slots free again: %v", err)
	}
}
