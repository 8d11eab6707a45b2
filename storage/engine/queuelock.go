package engine

import (
	"errors"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// queueLock lets the processes that write to one data directory take turns.
// SQLite's own lock is polled, so a busy server would keep a command waiting
// for seconds. Here a process holds the first lock while it waits for the
// second, so the process that releases its turn lets in the one that has waited
// at the head of the queue.
//
// The lock is for fairness alone: SQLite's lock is what keeps writers apart.
type queueLock struct {
	queue, turn *os.File

	mu        sync.Mutex
	waiting   bool // a wait is under way
	abandoned bool // and its writer has continued without a turn
}

// acquireTimeout is how long to wait for a turn before SQLite's lock is tried
// without one: the process that holds the turn may have been suspended.
const acquireTimeout = 2 * time.Second

func openQueueLock(dir string) (*queueLock, error) {
	queue, err := os.OpenFile(filepath.Join(dir, "queue.lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	turn, err := os.OpenFile(filepath.Join(dir, "turn.lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, errors.Join(err, queue.Close())
	}
	return &queueLock{queue: queue, turn: turn}, nil
}

func (l *queueLock) close() error { return errors.Join(l.queue.Close(), l.turn.Close()) }

// acquire waits for a turn, at most for acquireTimeout; release ends the turn.
func (l *queueLock) acquire() (release func()) {
	if l.tryAcquire() {
		return l.release
	}
	l.mu.Lock()
	if l.waiting {
		l.mu.Unlock()
		return func() {}
	}
	l.waiting, l.abandoned = true, false
	l.mu.Unlock()
	acquired := make(chan bool, 1)
	go func() { acquired <- l.waitForTurn() }()
	select {
	case ok := <-acquired:
		if ok {
			return l.release
		}
	case <-time.After(acquireTimeout):
		l.mu.Lock()
		defer l.mu.Unlock()
		if !l.waiting && <-acquired {
			return l.release
		}
		l.abandoned = true
	}
	return func() {}
}

// tryAcquire takes the turn if no process has it or waits for it.
func (l *queueLock) tryAcquire() bool {
	if !tryLock(l.queue) {
		return false
	}
	defer unlock(l.queue)
	return tryLock(l.turn)
}

// waitForTurn takes the turn when it comes, and gives it back if it comes too late.
func (l *queueLock) waitForTurn() bool {
	ok := lock(l.queue) && lock(l.turn)
	unlock(l.queue)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.waiting = false
	if l.abandoned && ok {
		unlock(l.turn)
	}
	return ok && !l.abandoned
}

func (l *queueLock) release() { unlock(l.turn) }
