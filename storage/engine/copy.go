package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/mattn/go-sqlite3"

	"truchement/workflow"
)

// Copy writes all that the database holds at one moment to a new file at path, which is a database of SQLite
// whatever the engine is; rows of PostgreSQL pass rewrite. Saves go on while it runs. The file is checked by Check and
// on the disk when Copy returns; after an error it is not there. Damage in it is damage in the database, and ends
// writing.
func (d *DB) Copy(ctx context.Context, path string, rewrite Rewrite) error {
	err := d.eng.copyChecked(ctx, path, rewrite)
	if isDamage(err) {
		d.eng.stopWriting(damageRefusal(err))
	}
	return err
}

func (e *engine) copyChecked(ctx context.Context, path string, rewrite Rewrite) (err error) {
	defer func() {
		if err != nil {
			err = errors.Join(err, removeAll(path, path+"-journal", path+"-wal", path+"-shm"))
		}
	}()
	if err := e.copy(ctx, path, rewrite); err != nil {
		return fmt.Errorf("storage: copy the database: %w", err)
	}
	if err := Check(ctx, path); err != nil {
		return fmt.Errorf("storage: the copy is damaged: %w", err)
	}
	return errors.Join(os.Chmod(path, 0o600), syncFile(path))
}

// copySQLite copies the database in one step: one that is copied a few pages at a time begins anew at each
// save, and under load never ends. Readers and the writer are not kept waiting.
func (e *engine) copySQLite(ctx context.Context, path string, _ Rewrite) error {
	from, err := e.readers.Conn(ctx)
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := openPool("file:"+escapePath(path)+"?_foreign_keys=off", 1)
	if err != nil {
		return err
	}
	defer to.Close()
	into, err := to.Conn(ctx)
	if err != nil {
		return err
	}
	defer into.Close()
	err = into.Raw(func(dst any) error {
		return from.Raw(func(src any) error { return backUp(dst, src) })
	})
	if err != nil {
		return err
	}
	// A file of its own needs no log beside it.
	var mode string
	if err := into.QueryRowContext(ctx, "PRAGMA journal_mode=DELETE").Scan(&mode); err != nil {
		return err
	}
	if mode != "delete" {
		return fmt.Errorf("the copy has journal_mode=%s", mode)
	}
	return nil
}

// keepBeforeMigration copies the database to a file of its directory that is named after the version, and drops
// the copies of all versions but the last two.
func (e *engine) keepBeforeMigration(ctx context.Context, dir string, version int64) error {
	path := filepath.Join(dir, fmt.Sprintf("before-migration-%04d.db", version+1))
	if err := removeAll(path, path+"-journal"); err != nil {
		return err
	}
	if err := e.copyChecked(ctx, path, nil); err != nil {
		return err
	}
	kept, err := filepath.Glob(filepath.Join(dir, "before-migration-*.db")) // sorted by their numbers
	if err != nil || len(kept) <= 2 {
		return err
	}
	return removeAll(kept[:len(kept)-2]...)
}

func backUp(dst, src any) error {
	to, ok := dst.(*sqlite3.SQLiteConn)
	from, same := src.(*sqlite3.SQLiteConn)
	if !ok || !same {
		return fmt.Errorf("the driver's connections are %T and %T", dst, src)
	}
	b, err := to.Backup("main", from, "main")
	if err != nil {
		return err
	}
	done, err := b.Step(-1)
	if err == nil && !done {
		err = errors.New("the copy ended before its last page")
	}
	return errors.Join(err, b.Finish())
}

// maxFindings is how many damages of a database are named.
const maxFindings = 10

// DamageError says what is wrong with a database.
type DamageError struct{ Findings []string }

// Error names the first damages.
func (e *DamageError) Error() string { return "damaged: " + strings.Join(e.Findings, "; ") }

// Check has SQLite check a database file that no program has open: that every page and index is whole, and that
// every reference leads somewhere. Its error is a DamageError where it is not, or cannot be read.
func Check(ctx context.Context, path string) (err error) {
	db, err := openPool("file:"+escapePath(path)+"?mode=ro&_query_only=1", 1)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if _, err := db.ExecContext(ctx, "PRAGMA trusted_schema=OFF"); err != nil {
		return asDamage(err)
	}
	return checkSQLite(ctx, db, thoroughCheck)
}

// The checks of SQLite.
const (
	quickCheck    = "quick_check"
	thoroughCheck = "integrity_check"
)

// startCheckTime is how long a start waits for its check.
const startCheckTime = 2 * time.Second

// checkAtStart looks for damage. The quick check has startCheckTime before checkAtStart returns, and its damage is an
// error. The thorough one, which also compares indexes with their tables, is made in the background until end is
// called, and what it finds ends writing.
func (e *engine) checkAtStart(ctx context.Context, wanted bool) (end func(), err error) {
	if !wanted || e.check == nil {
		return func() {}, nil
	}
	brief, cancel := context.WithTimeout(ctx, startCheckTime)
	defer cancel()
	if err := e.check(brief, quickCheck); err != nil && brief.Err() == nil {
		return func() {}, damageRefusal(err)
	}
	rest, stop := context.WithCancel(context.Background())
	var work sync.WaitGroup
	work.Go(func() {
		if err := e.check(rest, thoroughCheck); isDamage(err) {
			e.stopWriting(damageRefusal(err))
		}
	})
	return func() { stop(); work.Wait() }, nil
}

func isDamage(err error) bool {
	var damage *DamageError
	return errors.As(err, &damage)
}

// damageRefusal tells what to do about damage that a check found.
func damageRefusal(err error) error {
	if isDamage(err) {
		return &workflow.Error{Kind: workflow.Unavailable, ID: "store.damaged", Err: err}
	}
	return err
}

// Examine has the engine look at all that it keeps: SQLite checks every page, index and reference. It is nil for
// an engine that has no such check.
func (d *DB) Examine(ctx context.Context) error {
	if d.eng.check == nil {
		return nil
	}
	return damageRefusal(d.eng.check(ctx, thoroughCheck))
}

// checkSQLite runs one of SQLite's checks. The thorough one also looks for references that lead nowhere.
func checkSQLite(ctx context.Context, db *sql.DB, check string) error {
	found, err := readFindings(ctx, db, fmt.Sprintf("PRAGMA %s(%d)", check, maxFindings), 1)
	if err != nil {
		return asDamage(err)
	}
	if len(found) == 1 && found[0] == "ok" {
		found = nil
	}
	if check == quickCheck {
		return damageOf(found)
	}
	dangling, err := readFindings(ctx, db, "PRAGMA foreign_key_check", 4)
	if err != nil {
		return asDamage(err)
	}
	for _, row := range dangling {
		found = append(found, "a reference leads nowhere: "+row)
	}
	return damageOf(found)
}

func damageOf(found []string) error {
	if len(found) == 0 {
		return nil
	}
	return &DamageError{found[:min(len(found), maxFindings)]}
}

// asDamage turns the error of a file that cannot be read as a database into a DamageError.
func asDamage(err error) error {
	if classifySQLite(err) == corrupted {
		return &DamageError{[]string{err.Error()}}
	}
	return err
}

// readFindings reads the first rows of a query, each as one text.
func readFindings(ctx context.Context, db *sql.DB, query string, columns int) ([]string, error) {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var found []string
	for len(found) < maxFindings && rows.Next() {
		values := make([]sql.NullString, columns)
		places := make([]any, columns)
		for i := range values {
			places[i] = &values[i]
		}
		if err := rows.Scan(places...); err != nil {
			return nil, err
		}
		words := make([]string, columns)
		for i, v := range values {
			words[i] = v.String
		}
		found = append(found, strings.Join(words, " "))
	}
	return found, rows.Err()
}

func escapePath(path string) string { return (&url.URL{Path: path}).EscapedPath() }

func removeAll(paths ...string) error {
	var errs []error
	for _, p := range paths {
		if err := os.Remove(p); err != nil && !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// syncFile has the disk keep a file, and its name in its directory.
func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close(), SyncDir(filepath.Dir(path)))
}

// SyncDir has the disk keep the names in a directory.
func SyncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// QueryFile reads the one row of a query from a database file that no program has open.
func QueryFile(ctx context.Context, path, query string, to ...any) (err error) {
	db, err := openPool("file:"+escapePath(path)+"?mode=ro&_query_only=1", 1)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return db.QueryRowContext(ctx, query).Scan(to...)
}
