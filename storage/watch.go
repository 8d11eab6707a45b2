package storage

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
)

// pollEvery is how late an entry of another process is seen at worst.
const pollEvery = time.Second

// watch wakes those who read the feed. It hears of this process's entries from
// the writer and of others' by polling the head, on PostgreSQL by LISTEN first.
type watch struct {
	db   *DB
	log  *slog.Logger
	stop context.CancelFunc
	work sync.WaitGroup
	poke chan struct{} // to the notifier: this node has committed entries

	mu     sync.Mutex
	seen   int64
	closed bool
	ears   map[chan struct{}]bool
}

func newWatch(db *DB, head int64, log *slog.Logger) *watch {
	ctx, stop := context.WithCancel(context.Background())
	w := &watch{
		db: db, log: log, stop: stop, seen: head,
		poke: make(chan struct{}, 1), ears: map[chan struct{}]bool{},
	}
	w.work.Go(func() { w.poll(ctx) })
	if db.eng.listen != nil {
		w.work.Go(func() { db.eng.listen(ctx, w.wakeAll) })
		w.work.Go(func() { w.notify(ctx) })
	}
	return w
}

// Watch gives a channel that receives after commits that added to the feed,
// this process's or another's. It closes when ctx ends or the DB is closed.
func (d *DB) Watch(ctx context.Context) <-chan struct{} {
	w := d.watch
	ear := make(chan struct{}, 1)
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		close(ear)
		return ear
	}
	w.ears[ear] = true
	context.AfterFunc(ctx, func() { w.forget(ear) })
	return ear
}

func (w *watch) forget(ear chan struct{}) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.ears[ear] {
		delete(w.ears, ear)
		close(ear)
	}
}

// committed hears from the writer that entries up to seq are on disk.
func (w *watch) committed(seq int64) {
	w.wake(seq)
	select {
	case w.poke <- struct{}{}:
	default: // the notifier has yet to send for an earlier commit: once is enough
	}
}

// wake wakes everybody unless they were woken for seq before.
func (w *watch) wake(seq int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if seq > w.seen {
		w.seen = seq
		w.ring()
	}
}

func (w *watch) wakeAll() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ring()
}

func (w *watch) ring() {
	for ear := range w.ears {
		select {
		case ear <- struct{}{}:
		default: // it has not read the last wake-up yet, which serves for this one
		}
	}
}

// poll looks for entries of other processes, while anybody wants to know.
func (w *watch) poll(ctx context.Context) {
	for sleep(ctx, pollEvery) {
		if !w.heard() {
			continue
		}
		head, err := w.db.head(ctx)
		if err != nil {
			w.log.Debug("poll the feed", "error", err) // Ready tells of it
			continue
		}
		w.wake(head)
	}
}

func (w *watch) heard() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.ears) > 0
}

// notify tells the other nodes, outside the transactions of saves: a NOTIFY in
// a transaction holds a lock of the whole server until its commit.
func (w *watch) notify(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-w.poke:
		}
		bound, cancel := context.WithTimeout(ctx, 5*time.Second)
		if err := w.db.eng.notify(bound); err != nil && ctx.Err() == nil {
			w.log.Warn("notify other nodes; they poll instead", "error", err)
		}
		cancel()
	}
}

func (w *watch) close() {
	w.stop()
	w.work.Wait()
	w.mu.Lock()
	defer w.mu.Unlock()
	w.closed = true
	for ear := range w.ears {
		delete(w.ears, ear)
		close(ear)
	}
}

// sleep reports whether d passed before ctx ended.
func sleep(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}

// listen hears other nodes on a connection of its own until ctx ends,
// connecting again whenever it is lost.
func listen(ctx context.Context, config *pgx.ConnConfig, log *slog.Logger, wake func()) {
	for {
		err := listenOnce(ctx, config, wake)
		if ctx.Err() != nil {
			return
		}
		log.Warn("listening to other nodes was cut; polling until it is back", "error", err)
		if !sleep(ctx, pollEvery) {
			return
		}
	}
}

func listenOnce(ctx context.Context, config *pgx.ConnConfig, wake func()) error {
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	if _, err := conn.Exec(ctx, "LISTEN "+channel); err != nil {
		return err
	}
	wake() // for what was told while nobody listened
	for {
		if err := hear(ctx, conn); err != nil {
			return err
		}
		wake()
	}
}

// hear waits for a notification. A silent network looks like a quiet desk, so
// the connection is tried whenever nothing came for a while.
func hear(ctx context.Context, conn *pgx.Conn) error {
	for {
		quiet, cancel := context.WithTimeout(ctx, pollEvery)
		_, err := conn.WaitForNotification(quiet)
		cancel()
		if err == nil || ctx.Err() != nil || !cancelled(err) {
			return err
		}
		try, cancel := context.WithTimeout(ctx, 2*time.Second)
		err = conn.Ping(try)
		cancel()
		if err != nil {
			return err
		}
	}
}
