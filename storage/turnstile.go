package storage

import (
	"errors"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// turnstile lets the processes that write to one data directory take turns.
// SQLite's own lock is polled, so a busy server would keep a command waiting
// for seconds. Here a process holds the first lock while it waits for the
// second, so whoever leaves finds the next one at the head of the queue.
//
// It is for fairness alone: SQLite's lock is what keeps writers apart.
type turnstile struct {
	queue, turn *os.File

	mu      sync.Mutex
	waiting bool // a wait is under way
	late    bool // and its writer has gone on without it
}

// turnPatience is how long to wait for a turn before SQLite's lock is tried
// without: whoever holds it may have been stopped in its tracks.
const turnPatience = 2 * time.Second

func openTurnstile(dir string) (*turnstile, error) {
	queue, err := os.OpenFile(filepath.Join(dir, "queue.lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	turn, err := os.OpenFile(filepath.Join(dir, "turn.lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, errors.Join(err, queue.Close())
	}
	return &turnstile{queue: queue, turn: turn}, nil
}

func (g *turnstile) close() error { return errors.Join(g.queue.Close(), g.turn.Close()) }

// enter waits for a turn, or as long as is reasonable; leave ends it.
func (g *turnstile) enter() (leave func()) {
	if g.free() {
		return g.leave
	}
	g.mu.Lock()
	if g.waiting {
		g.mu.Unlock()
		return func() {}
	}
	g.waiting, g.late = true, false
	g.mu.Unlock()
	in := make(chan bool, 1)
	go func() { in <- g.wait() }()
	select {
	case ok := <-in:
		if ok {
			return g.leave
		}
	case <-time.After(turnPatience):
		g.mu.Lock()
		defer g.mu.Unlock()
		if !g.waiting && <-in {
			return g.leave
		}
		g.late = true
	}
	return func() {}
}

// free takes the turn if nobody has it or waits for it.
func (g *turnstile) free() bool {
	if !tryLock(g.queue) {
		return false
	}
	defer unlock(g.queue)
	return tryLock(g.turn)
}

// wait takes the turn when it comes, and gives it back if it comes too late.
func (g *turnstile) wait() bool {
	ok := lock(g.queue) && lock(g.turn)
	unlock(g.queue)
	g.mu.Lock()
	defer g.mu.Unlock()
	g.waiting = false
	if g.late && ok {
		unlock(g.turn)
	}
	return ok && !g.late
}

func (g *turnstile) leave() { unlock(g.turn) }
