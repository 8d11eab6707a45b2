package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/mattn/go-sqlite3"
)

// file is the name of the database in its data directory.
const file = "truchement.db"

// settings stand in the DSN because SQLite keeps most of them per connection,
// and in full because the driver's default for _synchronous loses saves.
const settings = "_journal_mode=WAL&_synchronous=FULL&_busy_timeout=5000&_foreign_keys=on"

// openSQLite opens the database of a data directory, which it makes if need be.
func openSQLite(ctx context.Context, dir string) (*engine, error) {
	dir, err := dataDir(dir)
	if err != nil {
		return nil, err
	}
	gate, err := openTurnstile(dir)
	if err != nil {
		return nil, fmt.Errorf("storage: lock %s: %w", dir, err)
	}
	base := "file:" + (&url.URL{Path: filepath.Join(dir, file)}).EscapedPath() + "?" + settings
	e := &engine{
		name: "sqlite", rewrite: questionMarks, schema: same, fault: sqliteFault,
		enter: gate.enter, begin: "BEGIN IMMEDIATE", view: "BEGIN",
		exclusive: "BEGIN IMMEDIATE", run: sqliteRun, commit: sqliteCommit, most: 256, patience: 15 * time.Second,
		release: gate.close,
	}
	if e.writers, err = openPool(base+"&_txlock=immediate", 1); err != nil {
		return nil, errors.Join(err, gate.close())
	}
	if e.readers, err = openPool(base+"&_query_only=1", mostReaders); err != nil {
		return nil, errors.Join(err, e.writers.Close(), gate.close())
	}
	if err := e.settle(ctx); err != nil {
		return nil, errors.Join(err, e.close())
	}
	return e, nil
}

// settle opens the first connections, in a turn of its own: the one that makes
// a new database a WAL one needs it for itself, and SQLite does not wait for
// that where two try.
func (e *engine) settle(ctx context.Context) error {
	defer e.enter()()
	want := map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"}
	err := assertSettings(ctx, e.writers, want)
	for until := time.Now().Add(e.patience); err != nil && sqliteFault(err) == crowded; {
		if time.Now().After(until) || !sleep(ctx, 20*time.Millisecond) {
			return err
		}
		err = assertSettings(ctx, e.writers, want)
	}
	if err != nil {
		return err
	}
	want["query_only"] = "1"
	return assertSettings(ctx, e.readers, want)
}

func openPool(dsn string, most int) (*sql.DB, error) {
	db, err := sql.Open("sqlite3", dsn)
	if err != nil {
		return nil, fmt.Errorf("storage: %w", err)
	}
	db.SetMaxOpenConns(most)
	db.SetMaxIdleConns(most)
	return db, nil
}

// dataDir makes the directory, for its owner only, and refuses one on a file
// system of another machine, whose locks SQLite cannot rely on.
func dataDir(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("storage: %w", err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("storage: make the data directory: %w", err)
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		return "", fmt.Errorf("storage: keep the data directory private: %w", err)
	}
	kind, err := remote(dir)
	if err != nil {
		return "", fmt.Errorf("storage: ask for the file system of %s: %w", dir, err)
	}
	if kind != "" {
		return "", fmt.Errorf("storage: %s is on %s, a file system of another machine: "+
			"SQLite would lose work there; choose a local disk, or PostgreSQL", dir, kind)
	}
	return dir, nil
}

// assertSettings refuses to run without the settings that durability needs,
// whatever the driver made of the DSN.
func assertSettings(ctx context.Context, db *sql.DB, want map[string]string) error {
	for name, value := range want {
		var got string
		if err := db.QueryRowContext(ctx, "PRAGMA "+name).Scan(&got); err != nil {
			return fmt.Errorf("storage: open SQLite: PRAGMA %s: %w", name, err)
		}
		if got != value {
			return fmt.Errorf("storage: SQLite has %s=%s and not %s: "+
				"work would not be safe, so it is not opened", name, got, value)
		}
	}
	return nil
}

func sqliteRun(ctx context.Context, c *sql.Conn, statements string) error {
	_, err := c.ExecContext(ctx, statements)
	return err
}

func sqliteCommit(ctx context.Context, c *sql.Conn) error { return sqliteRun(ctx, c, "COMMIT") }

// sqliteFault reads the extended result code.
func sqliteFault(err error) fault {
	var e sqlite3.Error
	if !errors.As(err, &e) {
		if cancelled(err) {
			return stopped
		}
		return otherFault
	}
	switch e.ExtendedCode {
	case sqlite3.ErrConstraintUnique, sqlite3.ErrConstraintPrimaryKey:
		return taken
	case sqlite3.ErrConstraintForeignKey:
		return dangling
	case sqlite3.ErrConstraintCheck, sqlite3.ErrConstraintNotNull:
		return rejected
	}
	switch e.Code {
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return crowded
	case sqlite3.ErrFull:
		return full
	case sqlite3.ErrIoErr, sqlite3.ErrCorrupt, sqlite3.ErrNotADB:
		return broken
	case sqlite3.ErrInterrupt:
		return stopped
	}
	return otherFault
}
