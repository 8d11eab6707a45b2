package engine

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"sync"
	"time"
)

// Config says where the desk is kept: in Database, or else in Data.
type Config struct {
	Data     string           // directory of the SQLite database; made if need be
	Database string           // URL of a PostgreSQL database, postgres://…
	Logger   *slog.Logger     // nil: slog.Default
	Now      func() time.Time // the clock; nil: time.Now
	// Check looks for damage, as a server should: quickly before anything is read, thoroughly while the database is in
	// use already.
	Check bool
}

// DB is an open database. It is safe for concurrent use, and other processes may
// have the same database open.
type DB struct {
	eng      *engine
	writer   *writer
	readers  *readers
	watch    *watch
	head     func(*Tx) (int64, error)
	probing  sync.Mutex // of the fields below
	probed   time.Time  // when Ready last wrote
	probe    error      // and what came of it
	closing  sync.Once
	endCheck func() // ends the check of the start
	closed   error
}

// Open opens the database and brings its schema up to date with the steps in
// migrations/*.sql of schema. It refuses settings that could lose acknowledged
// work, and a schema newer than the program. The function head reads the last
// sequence of the feed.
func Open(
	ctx context.Context, c Config, schema fs.FS, head func(*Tx) (int64, error),
) (*DB, error) {
	if c.Logger == nil {
		c.Logger = slog.Default()
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	eng, err := openEngine(ctx, c)
	if err != nil {
		return nil, err
	}
	eng.log = c.Logger
	endCheck, err := eng.checkAtStart(ctx, c.Check)
	if err != nil {
		return nil, errors.Join(err, eng.close())
	}
	eng.steps, err = readMigrations(schema)
	if err == nil {
		err = migrate(ctx, eng, eng.steps, c.Now())
	}
	d := &DB{eng: eng, readers: newReaders(eng), head: head, endCheck: endCheck}
	var seq int64
	if err == nil {
		seq, err = d.feedHead(ctx)
	}
	if err != nil {
		endCheck()
		return nil, errors.Join(err, eng.close())
	}
	d.watch = newWatch(d, seq, c.Logger)
	d.writer = newWriter(eng, c.Logger, d.watch.committed)
	return d, nil
}

func openEngine(ctx context.Context, c Config) (*engine, error) {
	switch {
	case c.Database != "":
		return openPostgres(ctx, c.Database, c.Logger)
	case c.Data != "":
		return openSQLite(ctx, c.Data)
	}
	return nil, errors.New("storage: neither a data directory nor a database is named")
}

// Name is sqlite or postgres.
func (d *DB) Name() string { return d.eng.name }

// View runs fn on one consistent state, for at most 15 seconds. Eight Views run
// at once, so fn should read and return, and not wait for anything else.
func (d *DB) View(ctx context.Context, fn func(*Tx) error) error {
	return d.readers.view(ctx, fn)
}

// Update runs fn and keeps all that fn wrote, or nothing. Errors that are not
// fn's own are of kind workflow.Unavailable (not kept), workflow.Unknown (kept
// or not) or workflow.Internal. All Updates share one writer: fn must not wait
// for anything, and must not call Update. An error of the engine that fn met and
// ignored is returned all the same, and nothing is kept. When ctx ends before fn
// has begun, fn does not run; once it has begun, Update waits for the outcome.
func (d *DB) Update(ctx context.Context, fn func(*Tx) error) error {
	return d.writer.update(ctx, fn)
}

// readyFor is how long a commit shows that the next one will succeed too.
const readyFor = 5 * time.Second

// Ready returns an error unless the database can be read and written, and is the one at its path. When nothing was
// written for a while it writes, so that a full disk or one that cannot be written to is known before work is lost.
func (d *DB) Ready(ctx context.Context) error {
	if why := d.eng.stoppedBy.Load(); why != nil {
		return *why
	}
	if _, err := d.feedHead(ctx); err != nil {
		return err
	}
	if err := d.eng.checkIntact(); err != nil {
		return d.eng.translate(err, "look at the files")
	}
	d.probing.Lock()
	defer d.probing.Unlock()
	if time.Since(time.Unix(0, d.writer.written.Load())) < readyFor {
		return nil
	}
	if time.Since(d.probed) > readyFor/5 {
		d.probed, d.probe = time.Now(), d.Update(ctx, probe)
	}
	return d.probe
}

// probe writes a page. It changes a time by a millisecond and back: SQLite does not write what is the same.
func probe(t *Tx) error {
	_, err := t.Exec(`UPDATE schema_version SET applied = applied + 1 - 2 * (applied % 2)
		WHERE version = (SELECT max(version) FROM schema_version)`)
	return err
}

// feedHead is the last sequence of the feed.
func (d *DB) feedHead(ctx context.Context) (seq int64, err error) {
	err = d.View(ctx, func(t *Tx) error {
		seq, err = d.head(t)
		return err
	})
	return seq, err
}

// Close finishes the Updates that wait and the Views that run, closes the
// channels of Watch and then the database. Later calls are refused.
func (d *DB) Close() error {
	d.closing.Do(func() {
		d.endCheck()
		d.writer.close()
		d.watch.close()
		d.readers.close()
		d.closed = d.eng.close()
	})
	return d.closed
}
