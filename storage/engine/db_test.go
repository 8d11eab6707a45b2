package engine

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"testing/fstest"

	"truchement/storage/storagetest"
	"truchement/workflow"
)

// testSchema is the smallest desk: people, what refers to them, and a feed.
var testSchema = fstest.MapFS{"migrations/0001_test.sql": {Data: []byte(`
CREATE TABLE person (id TEXT NOT NULL PRIMARY KEY, note TEXT NOT NULL );
CREATE TABLE feed (seq BIGINT NOT NULL PRIMARY KEY);`)}}

const headOfFeed = `SELECT COALESCE(max(seq), 0) FROM feed`

// readNumber reads the one number that a query answers with.
func readNumber(t *Tx, query string, args ...any) (n int64, err error) {
	err = t.ReadOne(func(row Scanner) error { return row.Scan(&n) }, query, args...)
	return n, err
}

// openDesk opens a database with testSchema.
func openDesk(ctx context.Context, c Config) (*DB, error) {
	return Open(ctx, c, testSchema, func(t *Tx) (int64, error) { return readNumber(t, headOfFeed) })
}

// discardLogger is the logger of tests that provoke errors.
func discardLogger() *slog.Logger { return slog.New(slog.DiscardHandler) }

// open opens a database that closes with its test.
func open(t testing.TB, c Config) *DB {
	t.Helper()
	if c.Logger == nil {
		c.Logger = discardLogger()
	}
	db, err := openDesk(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return db
}

// onEngines runs a test on both engines; the second skips it when there is no PostgreSQL.
func onEngines(t *testing.T, run func(t *testing.T, c Config)) {
	t.Run("sqlite", func(t *testing.T) { run(t, Config{Data: t.TempDir()}) })
	t.Run("postgres", func(t *testing.T) { run(t, Config{Database: storagetest.Postgres(t)}) })
}

// person is an Update that adds a person.
func person(id string) func(*Tx) error {
	return func(t *Tx) error {
		_, err := t.Exec(`INSERT INTO person (id, note) VALUES ($1, '')`, id)
		return err
	}
}

func countPeople(t *Tx) (int64, error) { return readNumber(t, `SELECT count(*) FROM person`) }

// appendOne is an Update that adds to the feed.
func appendOne(t *Tx) error {
	_, err := t.ExecEntry(`INSERT INTO feed (seq) VALUES ((` + headOfFeed + `) + 1) RETURNING seq`)
	return err
}

// nonsense is a statement that no engine can prepare.
func nonsense(t *Tx) error {
	_, err := readNumber(t, `SELECT nonsense FROM person WHERE id = $1`, "p1")
	return err
}

func isKind(err error, kind workflow.Kind, id string) bool {
	return errors.Is(err, &workflow.Error{Kind: kind, ID: id})
}
