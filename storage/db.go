package storage

import (
	"context"
	"embed"
	"errors"

	"truchement/storage/engine"
	"truchement/storage/position"
	"truchement/workflow"
	"truchement/workflow/status"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Config says where the desk is kept: in Database, or else in Data.
type Config = engine.Config

// DB is an open desk. It is safe for concurrent use, and other processes may
// have the same desk open.
type DB struct {
	eng       *engine.DB
	positions *position.Cache
}

var (
	_ workflow.Store   = (*DB)(nil)
	_ workflow.Decider = (*DB)(nil)
	_ workflow.Watcher = (*DB)(nil)
)

// Open opens the desk and brings its schema up to date. It refuses settings
// that could lose acknowledged work, and a schema newer than the program.
func Open(ctx context.Context, c Config) (*DB, error) {
	head := func(t *engine.Tx) (int64, error) { return (&tx{t}).FeedHead() }
	eng, err := engine.Open(ctx, c, migrations, head)
	if err != nil {
		return nil, err
	}
	return &DB{eng, position.NewCache()}, nil
}

// Exists reports whether a data directory has a desk.
func Exists(dir string) bool { return engine.Exists(dir) }

// Engine names what keeps the desk: sqlite or postgres.
func (d *DB) Engine() string { return d.eng.Name() }

// View runs fn on one consistent state, for at most 15 seconds; see engine.DB.
func (d *DB) View(ctx context.Context, fn func(workflow.Tx) error) error {
	return d.eng.View(ctx, func(t *engine.Tx) error { return fn(parts(&tx{t})) })
}

// Update runs fn and keeps all that fn wrote, or nothing; fn must not wait for
// anything, and must not call Update. See engine.DB for what its errors mean.
func (d *DB) Update(ctx context.Context, fn func(workflow.Tx) error) error {
	return d.eng.Update(ctx, func(t *engine.Tx) error { return fn(parts(&tx{t})) })
}

// Decide is an Update for what reads a segment and writes its next version, as a save does. Such decisions are made
// beside each other, on the state that each of them reads, and written together in few statements: one whose segment,
// its article or its assignments have changed meanwhile is made again, by an Update. So is all that fn does which is
// not known here.
func (d *DB) Decide(ctx context.Context, fn func(workflow.Tx) error) error {
	var made *decision
	err := d.eng.Decide(ctx, func(t *engine.Tx) (any, error) {
		made = &decision{tx: &tx{t}, positions: d.positions}
		t.Fence(true)
		err := fn(parts(made))
		made.apart = made.apart || t.Trespassed()
		if err != nil || made.apart || !made.writes() {
			return nil, err
		}
		return made, nil
	}, writeDecisions)
	if made != nil && made.apart || errors.Is(err, engine.ErrStale) {
		return d.Update(ctx, fn)
	}
	return err
}

// Watch returns a channel that receives after commits that added to the feed,
// by this process or another. It closes when ctx ends or the DB is closed.
func (d *DB) Watch(ctx context.Context) <-chan struct{} { return d.eng.Watch(ctx) }

// Ready returns an error unless the desk can be read and written; it is for a
// load balancer.
func (d *DB) Ready(ctx context.Context) error { return d.eng.Ready(ctx) }

// Figures say how the desk's database does.
func (d *DB) Figures(ctx context.Context) (status.Storage, error) { return d.eng.Figures(ctx) }

// Close finishes the Updates that wait and the Views that run, closes the
// channels of Watch and then the database. Later calls are refused.
func (d *DB) Close() error { return d.eng.Close() }
