package engine

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
)

// migration is one step of the schema. A released step never changes.
type migration struct {
	version int64
	name    string
	ddl     string
}

// readMigrations lists the steps of a schema in order.
func readMigrations(from fs.FS) ([]migration, error) {
	files, err := fs.Glob(from, "migrations/*.sql")
	if err != nil {
		return nil, fmt.Errorf("storage: list migrations: %w", err)
	}
	var steps []migration
	for _, f := range files {
		number, name, _ := strings.Cut(strings.TrimSuffix(path.Base(f), ".sql"), "_")
		version, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("storage: migration %s has no number: %w", f, err)
		}
		ddl, err := fs.ReadFile(from, f)
		if err != nil {
			return nil, fmt.Errorf("storage: read migration: %w", err)
		}
		steps = append(steps, migration{version, name, string(ddl)})
	}
	slices.SortFunc(steps, func(a, b migration) int { return cmp.Compare(a.version, b.version) })
	return steps, nil
}

// migrate applies the steps the database lacks, each in its own transaction,
// and all behind a lock, so that processes that start at once take turns.
func migrate(ctx context.Context, e *engine, steps []migration, now time.Time) error {
	conn, err := e.writers.Conn(ctx)
	if err != nil {
		return e.translate(err, "connect")
	}
	m := migrator{engine: e, conn: conn, steps: steps, now: now}
	for done := false; !done && err == nil; {
		done, err = m.step(ctx)
	}
	return errors.Join(err, conn.Close())
}

// migrator brings the schema of one database up to date.
type migrator struct {
	*engine
	conn   *sql.Conn
	steps  []migration
	now    time.Time
	copied bool // the database as it was before the first step, or there was none
}

const schemaVersion = `CREATE TABLE IF NOT EXISTS schema_version (
	version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied BIGINT NOT NULL)`

// step applies the next step, or finds that there is none.
func (m *migrator) step(ctx context.Context) (done bool, err error) {
	if err := m.exec(ctx, m.conn, m.beginMigration); err != nil {
		return false, fmt.Errorf("storage: lock the schema: %w", err)
	}
	current, next, err := m.next(ctx)
	if err == nil && next != nil && !m.copied && m.copyBeforeMigration != nil {
		if current > 0 {
			// The lock is held, so no other program migrates or saves meanwhile.
			err = m.copyBeforeMigration(ctx, current)
		}
		m.copied = err == nil
	}
	if err == nil && next != nil {
		err = m.apply(ctx, *next)
	}
	if err != nil || next == nil {
		// An error may have left the transaction open; without a step it wrote nothing.
		_ = m.exec(context.WithoutCancel(ctx), m.conn, "ROLLBACK")
	}
	return next == nil, err
}

func (m *migrator) apply(ctx context.Context, s migration) error {
	if err := m.exec(ctx, m.conn, m.rewriteSchema(s.ddl)); err != nil {
		return fmt.Errorf("storage: migration %04d_%s: %w", s.version, s.name, err)
	}
	_, err := m.conn.ExecContext(ctx,
		m.rewriteQuery(`INSERT INTO schema_version (version, name, applied) VALUES ($1, $2, $3)`),
		s.version, s.name, m.now.UnixMilli())
	if err != nil {
		return fmt.Errorf("storage: note migration %d: %w", s.version, err)
	}
	if err := m.commit(ctx, m.conn); err != nil {
		return fmt.Errorf("storage: commit migration %d: %w", s.version, err)
	}
	return nil
}

// next finds the version of the schema that the database has, and the step that follows it.
func (m *migrator) next(ctx context.Context) (current int64, next *migration, err error) {
	if err := m.exec(ctx, m.conn, m.rewriteSchema(schemaVersion)); err != nil {
		return 0, nil, fmt.Errorf("storage: make schema_version: %w", err)
	}
	err = m.conn.QueryRowContext(ctx,
		`SELECT COALESCE(max(version), 0) FROM schema_version`).Scan(&current)
	if err != nil {
		return 0, nil, fmt.Errorf("storage: read schema_version: %w", err)
	}
	if n := len(m.steps); n > 0 && current > m.steps[n-1].version {
		return current, nil, fmt.Errorf("storage: the database has schema %d, made by a newer truchement; "+
			"this program knows schemas up to %d: use the newer program", current, m.steps[n-1].version)
	}
	for i, s := range m.steps {
		if s.version > current {
			return current, &m.steps[i], nil
		}
	}
	return current, nil, nil
}
