package engine

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
)

// pollEvery is how late an entry of another process is seen at worst.
const pollEvery = time.Second

// watch notifies subscribers of new feed entries. The writer reports those of
// this process; those of other processes are found by polling the head of the
// feed, and on PostgreSQL sooner by LISTEN.
type watch struct {
	db      *DB
	log     *slog.Logger
	stop    context.CancelFunc
	work    sync.WaitGroup
	pending chan struct{} // to notifyNodes: this node has committed entries

	mu          sync.Mutex
	seen        int64 // the last sequence that subscribers were notified of
	closed      bool
	subscribers map[chan struct{}]bool
}

func newWatch(db *DB, head int64, log *slog.Logger) *watch {
	ctx, stop := context.WithCancel(context.Background())
	w := &watch{
		db: db, log: log, stop: stop, seen: head,
		pending: make(chan struct{}, 1), subscribers: map[chan struct{}]bool{},
	}
	w.work.Go(func() { w.poll(ctx) })
	if db.eng.listenToNodes != nil {
		w.work.Go(func() { db.eng.listenToNodes(ctx, w.announceAll) })
		w.work.Go(func() { w.notifyNodes(ctx) })
	}
	return w
}

// Watch returns a channel that receives after commits that added to the feed,
// by this process or another. It closes when ctx ends or the DB is closed.
func (d *DB) Watch(ctx context.Context) <-chan struct{} {
	w := d.watch
	ch := make(chan struct{}, 1)
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		close(ch)
		return ch
	}
	w.subscribers[ch] = true
	context.AfterFunc(ctx, func() { w.unsubscribe(ch) })
	return ch
}

func (w *watch) unsubscribe(ch chan struct{}) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.subscribers[ch] {
		delete(w.subscribers, ch)
		close(ch)
	}
}

// committed is called by the writer once entries up to seq are on disk.
func (w *watch) committed(seq int64) {
	w.announce(seq)
	select {
	case w.pending <- struct{}{}:
	default: // an earlier commit is still to be sent to other nodes: once is enough
	}
}

// announce notifies all subscribers unless they were notified of seq before.
func (w *watch) announce(seq int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if seq > w.seen {
		w.seen = seq
		w.notifySubscribers()
	}
}

func (w *watch) announceAll() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.notifySubscribers()
}

func (w *watch) notifySubscribers() {
	for ch := range w.subscribers {
		select {
		case ch <- struct{}{}:
		default: // the last notification is still unread, and serves for this one
		}
	}
}

// poll looks for entries of other processes while there are subscribers.
func (w *watch) poll(ctx context.Context) {
	for sleep(ctx, pollEvery) {
		if !w.hasSubscribers() {
			continue
		}
		head, err := w.db.feedHead(ctx)
		if err != nil {
			w.log.Debug("poll the feed", "error", err) // Ready reports it
			continue
		}
		w.announce(head)
	}
}

func (w *watch) hasSubscribers() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.subscribers) > 0
}

// notifyNodes notifies the other nodes, outside the transactions of saves: a
// NOTIFY in a transaction holds a lock of the whole server until its commit.
func (w *watch) notifyNodes(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-w.pending:
		}
		bound, cancel := context.WithTimeout(ctx, 5*time.Second)
		if err := w.db.eng.notifyNodes(bound); err != nil && ctx.Err() == nil {
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
	for ch := range w.subscribers {
		delete(w.subscribers, ch)
		close(ch)
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

// listen receives the notifications of other nodes on a connection of its own
// until ctx ends, and connects again whenever that connection is lost.
func listen(ctx context.Context, config *pgx.ConnConfig, log *slog.Logger, announce func()) {
	for {
		err := listenOnce(ctx, config, announce)
		if ctx.Err() != nil {
			return
		}
		log.Warn("listening to other nodes was cut; polling until it is back", "error", err)
		if !sleep(ctx, pollEvery) {
			return
		}
	}
}

func listenOnce(ctx context.Context, config *pgx.ConnConfig, announce func()) error {
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	if _, err := conn.Exec(ctx, "LISTEN "+feedChannel); err != nil {
		return err
	}
	announce() // for what was sent before this connection listened
	for {
		if err := waitForNotification(ctx, conn); err != nil {
			return err
		}
		announce()
	}
}

// waitForNotification waits for one notification. A broken network looks like a
// quiet desk, so the connection is tried whenever nothing came for a while.
func waitForNotification(ctx context.Context, conn *pgx.Conn) error {
	for {
		quiet, cancel := context.WithTimeout(ctx, pollEvery)
		_, err := conn.WaitForNotification(quiet)
		cancel()
		if err == nil || ctx.Err() != nil || !isContextEnd(err) {
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
