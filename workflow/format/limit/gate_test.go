package limit

import (
	"errors"
	"slices"
	"sync"
	"testing"
	"time"
)

// Readers come in as long as there is room, in their order; one too many, and one that waits too long, is refused.
func TestGateLetsInWhomItHasRoomFor(t *testing.T) {
	g := NewGate(10, 2)
	first, err := g.Enter(99, 0) // all of it
	if err != nil {
		t.Fatal(err)
	}
	var busy *Error
	if _, err := g.Enter(1, time.Millisecond); !errors.As(err, &busy) || busy.Kind != Busy {
		t.Errorf("a second one: %v", err)
	}
	var mu sync.Mutex
	var order []int64
	var wait sync.WaitGroup
	queued := func(n int) {
		for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); {
			g.mu.Lock()
			got := len(g.waiting)
			g.mu.Unlock()
			if got == n {
				return
			}
			time.Sleep(time.Millisecond)
		}
		t.Fatalf("not %d are waiting", n)
	}
	for i, size := range []int64{10, 1} {
		wait.Go(func() {
			leave, err := g.Enter(size, time.Minute)
			if err != nil {
				t.Error(err)
				return
			}
			mu.Lock()
			order = append(order, size)
			mu.Unlock()
			leave()
			leave() // once
		})
		queued(i + 1)
	}
	if _, err := g.Enter(1, time.Minute); !errors.As(err, &busy) {
		t.Errorf("one too many: %v", err)
	}
	first()
	wait.Wait()
	if !slices.Equal(order, []int64{10, 1}) || g.room != 10 {
		t.Errorf("order %v, room %d", order, g.room)
	}
	if Weight(-1) != Weight(Upload) {
		t.Error("an unknown size is not taken for the largest")
	}
}
