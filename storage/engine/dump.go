package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Rewrite sees each row that is taken from PostgreSQL to SQLite, and may change its values.
type Rewrite func(table string, names []string, values []any)

// copyPostgres writes all tables, as one transaction of PostgreSQL sees them, to a new database of SQLite with the same
// schema.
func (e *engine) copyPostgres(ctx context.Context, path string, rewrite Rewrite) (err error) {
	from, err := e.readers.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	// Updates commit one after the other, so what a snapshot shows is the desk between two of them.
	if err := e.exec(ctx, from, e.beginView); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, e.exec(context.WithoutCancel(ctx), from, "ROLLBACK")) }()
	var version int64
	if err := from.QueryRowContext(ctx, "SELECT max(version) FROM schema_version").Scan(&version); err != nil {
		return err
	}
	if newest := e.steps[len(e.steps)-1].version; version != newest {
		return fmt.Errorf("the database has schema %d by now, and this program makes %d", version, newest)
	}
	to, err := openPool("file:"+escapePath(path)+"?_journal_mode=MEMORY&_synchronous=OFF&_foreign_keys=off", 1)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, to.Close()) }()
	return fillSQLite(ctx, to, from, e.steps, rewrite)
}

// fillSQLite makes the tables in an empty database and fills them with the rows of another.
func fillSQLite(ctx context.Context, to *sql.DB, from *sql.Conn, steps []migration, rewrite Rewrite) (err error) {
	tx, err := to.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, tx.Rollback())
		}
	}()
	for _, statements := range ddlOf(steps) {
		if _, err := tx.ExecContext(ctx, statements); err != nil {
			return err
		}
	}
	tables, err := readTables(ctx, tx)
	if err != nil {
		return err
	}
	for _, t := range tables {
		if err := t.fillSQLite(ctx, tx, from, rewrite); err != nil {
			return fmt.Errorf("table %s: %w", t.name, err)
		}
	}
	return tx.Commit()
}

// ddlOf is what makes the schema.
func ddlOf(steps []migration) []string {
	all := []string{schemaVersion}
	for _, s := range steps {
		all = append(all, s.ddl)
	}
	return all
}

// table is a table with its columns.
type table struct {
	name    string
	columns []string
}

func (t table) quoted() string { return quote(t.name) }

func (t table) query() string { return "SELECT " + t.list() + " FROM " + t.quoted() }

func (t table) list() string {
	quoted := make([]string, len(t.columns))
	for i, c := range t.columns {
		quoted[i] = quote(c)
	}
	return strings.Join(quoted, ", ")
}

func quote(name string) string { return `"` + name + `"` }

func (t table) fillSQLite(ctx context.Context, to *sql.Tx, from *sql.Conn, rewrite Rewrite) (err error) {
	if _, err := to.ExecContext(ctx, "DELETE FROM "+t.quoted()); err != nil { // migrations put rows in some
		return err
	}
	insert, err := to.PrepareContext(ctx, "INSERT INTO "+t.quoted()+" ("+t.list()+") VALUES (?"+
		strings.Repeat(", ?", len(t.columns)-1)+")")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, insert.Close()) }()
	rows, err := from.QueryContext(ctx, t.query())
	if err != nil {
		return err
	}
	defer rows.Close()
	s := newRowScan(t, rows, rewrite)
	for s.next() {
		if _, err := insert.ExecContext(ctx, s.values...); err != nil {
			return err
		}
	}
	return s.err
}

// rowScan reads the rows of a table one after the other.
type rowScan struct {
	table          table
	rows           *sql.Rows
	rewrite        Rewrite
	values, places []any
	err            error
}

func newRowScan(t table, rows *sql.Rows, rewrite Rewrite) *rowScan {
	s := &rowScan{table: t, rows: rows, rewrite: rewrite,
		values: make([]any, len(t.columns)), places: make([]any, len(t.columns))}
	for i := range s.values {
		s.places[i] = &s.values[i]
	}
	return s
}

func (s *rowScan) next() bool {
	if s.err != nil || !s.rows.Next() {
		s.err = errors.Join(s.err, s.rows.Err())
		return false
	}
	if s.err = s.rows.Scan(s.places...); s.err == nil && s.rewrite != nil {
		s.rewrite(s.table.name, s.table.columns, s.values)
	}
	return s.err == nil
}

// querier is a transaction or a database.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// readTables lists the tables of a database of SQLite, those that others refer to before the others.
func readTables(ctx context.Context, db querier) ([]table, error) {
	names, err := readTexts(ctx, db, `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%'
		ESCAPE '!' ORDER BY name`)
	if err != nil {
		return nil, err
	}
	var all []table
	done := map[string]bool{}
	for len(all) < len(names) {
		before := len(all)
		for _, name := range names {
			if done[name] {
				continue
			}
			parents, err := readTexts(ctx, db, `SELECT "table" FROM pragma_foreign_key_list(?1) WHERE "table" <> ?1`, name)
			if err != nil {
				return nil, err
			}
			if !allIn(parents, done) {
				continue
			}
			columns, err := readTexts(ctx, db, `SELECT name FROM pragma_table_info(?1)`, name)
			if err != nil {
				return nil, err
			}
			done[name], all = true, append(all, table{name, columns})
		}
		if len(all) == before {
			return nil, errors.New("tables refer to each other in a circle")
		}
	}
	return all, nil
}

func allIn(names []string, set map[string]bool) bool {
	for _, n := range names {
		if !set[n] {
			return false
		}
	}
	return true
}

func readTexts(ctx context.Context, db querier, query string, args ...any) (all []string, err error) {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, rows.Err()
}

// asideName is a schema of PostgreSQL for what was in another before a restore; a name has 63 bytes at most.
func asideName(schema string, now time.Time) string {
	end := "_before_restore_" + now.UTC().Format("20060102t150405z")
	return schema[:min(len(schema), 63-len(end))] + end
}
