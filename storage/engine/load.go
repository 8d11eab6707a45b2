package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/jackc/pgx/v5"
)

// Load puts the database of SQLite in the directory dir, which no program has open and which has all steps of the
// schema, in the place of the one in a database of PostgreSQL, in one transaction. It refuses with ErrInUse while a
// program has that open. Tables that were there before go to a schema of their own, whose name Load returns, empty if
// there were none.
func Load(ctx context.Context, url, dir string, schema fs.FS, now time.Time) (aside string, err error) {
	steps, err := readMigrations(schema)
	if err != nil {
		return "", err
	}
	from, err := openPool("file:"+escapePath(databasePath(dir))+"?_query_only=1", 1)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return "", fmt.Errorf("storage: connect to PostgreSQL: %w", err)
	}
	defer func() { err = errors.Join(err, conn.Close(context.WithoutCancel(ctx))) }()
	err = pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) (err error) {
		l := loading{tx: tx, from: from, steps: steps}
		aside, err = l.run(ctx, now)
		return err
	})
	return aside, err
}

// loading is one Load.
type loading struct {
	tx    pgx.Tx
	from  *sql.DB
	steps []migration
}

func (l *loading) run(ctx context.Context, now time.Time) (aside string, err error) {
	var free bool
	if err := l.tx.QueryRow(ctx, "SELECT pg_try_advisory_xact_lock("+openLock+")").Scan(&free); err != nil {
		return "", err
	}
	if !free {
		return "", ErrInUse
	}
	tables, err := readTables(ctx, l.from)
	if err != nil {
		return "", err
	}
	if aside, err = l.putAside(ctx, tables, now); err != nil {
		return "", err
	}
	for _, ddl := range ddlOf(l.steps) {
		if _, err := l.tx.Exec(ctx, collateByBytes(ddl), pgx.QueryExecModeSimpleProtocol); err != nil {
			return "", err
		}
	}
	for _, t := range tables {
		if err := l.fill(ctx, t); err != nil {
			return "", fmt.Errorf("table %s: %w", t.name, err)
		}
	}
	return aside, nil
}

// putAside moves the tables that are there to a schema of their own.
func (l *loading) putAside(ctx context.Context, tables []table, now time.Time) (aside string, err error) {
	var schema string
	if err := l.tx.QueryRow(ctx, "SELECT current_schema()").Scan(&schema); err != nil {
		return "", err
	}
	for _, t := range tables {
		var there bool
		err := l.tx.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = $1 AND tablename = $2)`,
			schema, t.name).Scan(&there)
		if err != nil {
			return "", err
		}
		if !there {
			continue
		}
		if aside == "" {
			aside = asideName(schema, now)
			if _, err := l.tx.Exec(ctx, "CREATE SCHEMA "+quote(aside)); err != nil {
				return "", fmt.Errorf("put aside what is there: %w", err)
			}
		}
		if _, err := l.tx.Exec(ctx, "ALTER TABLE "+t.quoted()+" SET SCHEMA "+quote(aside)); err != nil {
			return "", err
		}
	}
	return aside, nil
}

// fill copies the rows of a table, and compares how many there are.
func (l *loading) fill(ctx context.Context, t table) error {
	if _, err := l.tx.Exec(ctx, "DELETE FROM "+t.quoted()); err != nil {
		return err
	}
	if err := l.copyRows(ctx, t); err != nil {
		return err
	}
	var want, got int64
	if err := l.from.QueryRowContext(ctx, "SELECT count(*) FROM "+t.quoted()).Scan(&want); err != nil {
		return err
	}
	if err := l.tx.QueryRow(ctx, "SELECT count(*) FROM "+t.quoted()).Scan(&got); err != nil {
		return err
	}
	if got != want {
		return fmt.Errorf("%d of %d rows arrived", got, want)
	}
	return nil
}

func (l *loading) copyRows(ctx context.Context, t table) error {
	rows, err := l.from.QueryContext(ctx, t.query())
	if err != nil {
		return err
	}
	defer rows.Close()
	_, err = l.tx.CopyFrom(ctx, pgx.Identifier{t.name}, t.columns, &copySource{newRowScan(t, rows, nil)})
	return err
}

// copySource gives rows to COPY.
type copySource struct{ *rowScan }

func (s *copySource) Next() bool             { return s.next() }
func (s *copySource) Values() ([]any, error) { return s.values, nil }
func (s *copySource) Err() error             { return s.err }
