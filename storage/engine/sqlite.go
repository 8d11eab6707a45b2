package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/mattn/go-sqlite3"

	"truchement/workflow/status"
)

// databaseFile is the name of the database in its data directory.
const databaseFile = "truchement.db"

func databasePath(dir string) string { return filepath.Join(dir, databaseFile) }

// Exists reports whether a directory has a database.
func Exists(dir string) bool {
	_, err := os.Stat(databasePath(dir))
	return err == nil
}

// dsnSettings are part of the DSN because SQLite keeps most of them per
// connection; _synchronous is set because the driver's default loses saves.
const dsnSettings = "_journal_mode=WAL&_synchronous=FULL&_busy_timeout=5000&_foreign_keys=on"

// openSQLite opens the database of a data directory, which it makes if need be.
func openSQLite(ctx context.Context, dir string) (*engine, error) {
	dir, err := prepareDataDir(dir, networkFileSystem)
	if err != nil {
		return nil, err
	}
	locks, err := openQueueLock(dir)
	if err != nil {
		return nil, fmt.Errorf("storage: lock %s: %w", dir, err)
	}
	held, err := holdShared(dir)
	if err != nil {
		return nil, errors.Join(err, locks.close())
	}
	base := "file:" + escapePath(databasePath(dir)) + "?" + dsnSettings
	e := &engine{
		name:           "sqlite",
		rewriteQuery:   questionMarks,
		rewriteSchema:  unchanged,
		classify:       classifySQLite,
		acquire:        locks.acquire,
		beginUpdate:    "BEGIN IMMEDIATE",
		beginMigration: "BEGIN IMMEDIATE",
		beginView:      "BEGIN",
		wire:           wire{commit: commitSQLite, exec: execSQLite},
		maxBatch:       256,
		retryTimeout:   15 * time.Second,
		closeRest:      func() error { return errors.Join(locks.close(), held.Close()) },
	}
	e.copy = e.copySQLite
	e.measure = func(_ context.Context, f *status.Storage) error { return measureFiles(dir, f) }
	e.check = func(ctx context.Context, how string) error { return checkSQLite(ctx, e.readers, how) }
	e.copyBeforeMigration = func(ctx context.Context, version int64) error {
		return e.keepBeforeMigration(ctx, dir, version)
	}
	if e.writers, err = openPool(base+"&_txlock=immediate", 1); err != nil {
		return nil, errors.Join(err, e.closeRest())
	}
	if e.readers, err = openPool(base+"&_query_only=1", maxReaders); err != nil {
		return nil, errors.Join(err, e.writers.Close(), e.closeRest())
	}
	if err := e.openFirstConnections(ctx); err != nil {
		return nil, errors.Join(err, e.close())
	}
	e.intact = (&openFiles{database: databasePath(dir)}).check
	if err := e.intact(); err != nil {
		return nil, errors.Join(err, e.close())
	}
	return e, nil
}

// openFirstConnections opens the first connections and checks their settings. It
// takes a turn: turning a new database to WAL needs it alone, and SQLite does not
// wait when two processes try that at once.
func (e *engine) openFirstConnections(ctx context.Context) error {
	defer e.acquire()()
	err := assertSettings(ctx, e.writers, requiredSettings(false))
	for until := time.Now().Add(e.retryTimeout); err != nil && classifySQLite(err) == busy; {
		if time.Now().After(until) || !sleep(ctx, 20*time.Millisecond) {
			return err
		}
		err = assertSettings(ctx, e.writers, requiredSettings(false))
	}
	if err != nil {
		return err
	}
	return assertSettings(ctx, e.readers, requiredSettings(true))
}

// requiredSettings are the pragmas that durability needs, by name.
func requiredSettings(readOnly bool) map[string]string {
	want := map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"}
	if readOnly {
		want["query_only"] = "1"
	}
	return want
}

func openPool(dsn string, maxOpen int) (*sql.DB, error) {
	db, err := sql.Open("sqlite3", dsn)
	if err != nil {
		return nil, fmt.Errorf("storage: %w", err)
	}
	db.SetMaxOpenConns(maxOpen)
	db.SetMaxIdleConns(maxOpen)
	return db, nil
}

// prepareDataDir makes the directory, for its owner only, and refuses one on a
// network file system, whose locks SQLite cannot rely on. The function network
// names the network file system of a directory, "" for a local one.
func prepareDataDir(dir string, network func(dir string) (string, error)) (string, error) {
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
	kind, err := network(dir)
	if err != nil {
		return "", fmt.Errorf("storage: ask for the file system of %s: %w", dir, err)
	}
	if kind != "" {
		return "", fmt.Errorf("storage: %s is on %s, a file system of another machine: "+
			"SQLite would lose work there; choose a local disk, or PostgreSQL", dir, kind)
	}
	return dir, nil
}

// assertSettings asks SQLite itself for the settings that durability needs, and
// refuses any other: the driver may have misread the DSN.
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

func execSQLite(ctx context.Context, c *sql.Conn, statements string) error {
	_, err := c.ExecContext(ctx, statements)
	return err
}

func commitSQLite(ctx context.Context, c *sql.Conn) error { return execSQLite(ctx, c, "COMMIT") }

// classifySQLite reads the extended result code.
func classifySQLite(err error) fault {
	var e sqlite3.Error
	if errors.Is(err, errReplaced) {
		return replaced
	}
	if !errors.As(err, &e) {
		if isContextEnd(err) {
			return cancelled
		}
		return otherFault
	}
	switch e.ExtendedCode {
	case sqlite3.ErrConstraintUnique, sqlite3.ErrConstraintPrimaryKey:
		return duplicate
	case sqlite3.ErrConstraintForeignKey:
		return missingReference
	case sqlite3.ErrConstraintCheck, sqlite3.ErrConstraintNotNull:
		return invalidValue
	}
	switch e.Code {
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return busy
	case sqlite3.ErrFull:
		return diskFull
	case sqlite3.ErrReadonly, sqlite3.ErrPerm:
		return readOnly
	case sqlite3.ErrCantOpen:
		return disconnected
	case sqlite3.ErrIoErr, sqlite3.ErrCorrupt, sqlite3.ErrNotADB:
		return corrupted
	case sqlite3.ErrInterrupt:
		return cancelled
	}
	return otherFault
}

// PrepareDataDir makes a data directory for its owner only, and refuses one that SQLite must not be in.
func PrepareDataDir(dir string) error {
	_, err := prepareDataDir(dir, networkFileSystem)
	return err
}
