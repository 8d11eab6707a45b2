package limit

import (
	"sync"
	"time"
)

// Gate bounds what all readers together hold in memory: each says before it begins how much it may come to, and waits
// until there is room for it. The zero Gate has none.
type Gate struct {
	mu      sync.Mutex
	all     int64 // the room that there is
	room    int64 // that is left
	waiting []*waiter
	most    int // that wait at once
}

// waiter is a reader that waits for its turn.
type waiter struct {
	size  int64
	ready chan struct{}
	open  bool // it has its room
}

// NewGate makes a gate with room for so many bytes, before which so many readers wait at most.
func NewGate(room int64, most int) *Gate { return &Gate{all: room, room: room, most: most} }

// Enter waits for room for a reader, in the order in which they came, and returns what gives it back. A reader that finds
// too many before it, or waits for longer than patience, is refused with an *Error of Kind Busy. One that asks for more
// than there is gets all of it.
func (g *Gate) Enter(size int64, patience time.Duration) (leave func(), err error) {
	size = min(size, g.all)
	g.mu.Lock()
	if len(g.waiting) >= g.most {
		g.mu.Unlock()
		return nil, &Error{Kind: Busy}
	}
	w := &waiter{size: size, ready: make(chan struct{})}
	g.waiting = append(g.waiting, w)
	g.admit()
	g.mu.Unlock()
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case <-w.ready:
	case <-timer.C:
		g.mu.Lock()
		defer g.mu.Unlock()
		if !w.open {
			g.remove(w)
			return nil, &Error{Kind: Busy}
		}
	}
	return sync.OnceFunc(func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.room += size
		g.admit()
	}), nil
}

// admit lets those in who are first and for whom there is room. The lock is held.
func (g *Gate) admit() {
	for len(g.waiting) > 0 && g.waiting[0].size <= g.room {
		w := g.waiting[0]
		g.waiting = g.waiting[1:]
		g.room -= w.size
		w.open = true
		close(w.ready)
	}
}

func (g *Gate) remove(gone *waiter) {
	for i, w := range g.waiting {
		if w == gone {
			g.waiting = append(g.waiting[:i:i], g.waiting[i+1:]...)
			g.admit()
			return
		}
	}
}

// Weight is how much memory the reading of a file of so many bytes may take: a tree of its elements, or the parts of a
// package unpacked. The size of a file that is not known is below 0.
func Weight(size int64) int64 {
	if size < 0 {
		size = Upload
	}
	return 16<<20 + 12*size
}
