package engine

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"truchement/workflow"
)

// TestViewIsRefusedToWrite tries to write in a View, and past the Tx on its
// connection: the program refuses the first, the engine the second.
func TestViewIsRefusedToWrite(t *testing.T) {
	onEngines(t, func(t *testing.T, c Config) {
		db := open(t, c)
		ctx := t.Context()
		if err := db.Update(ctx, person("p1")); err != nil {
			t.Fatal(err)
		}
		for name, write := range map[string]func(*Tx) error{
			"Exec":      person("p2"),
			"ExecEntry": appendOne,
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
		err := db.View(t.Context(), func(tx *Tx) error {
			first := nonsense(tx)
			if _, err := countPeople(tx); !errors.Is(err, first) {
				t.Errorf("a read after %v: %v, want the same error", first, err)
			}
			return nil
		})
		if !isKind(err, workflow.Internal, "store.fault") {
			t.Errorf("a View that ignored an error: %v, want that error", err)
		}
	})
}

// TestViewEndsAfterItsTimeout has a View read for longer than it may.
func TestViewEndsAfterItsTimeout(t *testing.T) {
	onEngines(t, func(t *testing.T, c Config) {
		db := open(t, c)
		db.readers.timeout = 20 * time.Millisecond
		err := db.View(t.Context(), func(tx *Tx) error {
			for began := time.Now(); time.Since(began) < 10*time.Second; {
				if _, err := countPeople(tx); err != nil {
					return err
				}
			}
			return nil
		})
		if workflow.KindOf(err) != workflow.Unavailable {
			t.Errorf("a View after its time: %v, want unavailable", err)
		}
		db.readers.timeout = viewTimeout
		if err := db.View(t.Context(), func(tx *Tx) error { return nil }); err != nil {
			t.Errorf("the next View: %v", err)
		}
	})
}

// TestCutReadIsAnError has the time of a View end in the middle of a read: the rows read until
// then must not pass for all.
func TestCutReadIsAnError(t *testing.T) {
	onEngines(t, func(t *testing.T, c Config) {
		db := open(t, c)
		db.readers.timeout = 100 * time.Millisecond
		err := db.View(t.Context(), func(tx *Tx) error {
			return tx.ReadAll(func(Scanner) error { return nil }, `WITH RECURSIVE number (n) AS
				(SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 1000000000)
				SELECT n FROM number`)
		})
		if workflow.KindOf(err) != workflow.Unavailable {
			t.Errorf("a read that was cut: %v, want unavailable", err)
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
			err := db.View(ctx, func(*Tx) error {
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
	err := db.View(short, func(*Tx) error { return nil })
	if !isKind(err, workflow.Unavailable, "store.cancelled") {
		t.Errorf("View %d: %v, want it to wait", maxReaders+1, err)
	}
	close(release)
	ended.Wait()
	if err := db.View(ctx, func(*Tx) error { return nil }); err != nil {
		t.Errorf("with slots free again: %v", err)
	}
}
