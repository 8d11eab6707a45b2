package storage

import (
	"cmp"
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migration is one step of the schema. Released ones never change.
type migration struct {
	version int64
	name    string
	ddl     string
}

// embedded lists the steps of this program in order.
func embedded() ([]migration, error) { return readMigrations(migrations) }

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
	defer conn.Close()
	for {
		done, err := migrateOne(ctx, e, conn, steps, now)
		if done || err != nil {
			return err
		}
	}
}

const schemaVersion = `CREATE TABLE IF NOT EXISTS schema_version (
	version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied BIGINT NOT NULL)`

// migrateOne applies the next step, or finds that there is none.
func migrateOne(
	ctx context.Context, e *engine, conn *sql.Conn, steps []migration, now time.Time,
) (done bool, err error) {
	if err := e.run(ctx, conn, e.exclusive); err != nil {
		return false, fmt.Errorf("storage: lock the schema: %w", err)
	}
	defer func() {
		if err != nil || done {
			// What an error left open, or a look that changed nothing.
			_ = e.run(context.WithoutCancel(ctx), conn, "ROLLBACK")
		}
	}()
	next, err := e.next(ctx, conn, steps)
	if err != nil || next == nil {
		return true, err
	}
	if err := e.run(ctx, conn, e.schema(next.ddl)); err != nil {
		return false, fmt.Errorf("storage: migration %04d_%s: %w", next.version, next.name, err)
	}
	_, err = conn.ExecContext(ctx,
		e.rewrite(`INSERT INTO schema_version (version, name, applied) VALUES ($1, $2, $3)`),
		next.version, next.name, ms(now))
	if err != nil {
		return false, fmt.Errorf("storage: note migration %d: %w", next.version, err)
	}
	if err := e.commit(ctx, conn); err != nil {
		return false, fmt.Errorf("storage: commit migration %d: %w", next.version, err)
	}
	return false, nil
}

// next finds the step that follows what the database has.
func (e *engine) next(ctx context.Context, conn *sql.Conn, steps []migration) (*migration, error) {
	if err := e.run(ctx, conn, e.schema(schemaVersion)); err != nil {
		return nil, fmt.Errorf("storage: make schema_version: %w", err)
	}
	var has int64
	err := conn.QueryRowContext(ctx,
		`SELECT COALESCE(max(version), 0) FROM schema_version`).Scan(&has)
	if err != nil {
		return nil, fmt.Errorf("storage: read schema_version: %w", err)
	}
	if n := len(steps); n > 0 && has > steps[n-1].version {
		return nil, fmt.Errorf("storage: the database has schema %d, made by a newer truchement; "+
			"this program knows schemas up to %d: use the newer program", has, steps[n-1].version)
	}
	for i, s := range steps {
		if s.version > has {
			return &steps[i], nil
		}
	}
	return nil, nil
}
