package storage

import (
	"context"
	"database/sql"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"truchement/storage/storagetest"
	"truchement/workflow"
)

// discardLogger is the logger of tests that provoke errors.
func discardLogger() *slog.Logger { return slog.New(slog.DiscardHandler) }

// open opens a desk that closes with its test.
func open(t testing.TB, c Config) *DB {
	t.Helper()
	if c.Logger == nil {
		c.Logger = discardLogger()
	}
	db, err := Open(context.Background(), c)
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

// connect opens the database of a desk beside it.
func connect(t testing.TB, c Config) *sql.DB {
	t.Helper()
	driver, source := "sqlite3", filepath.Join(c.Data, databaseFile)
	if c.Database != "" {
		driver, source = "pgx", c.Database
	}
	db, err := sql.Open(driver, source)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// databaseFile is the name that engine gives the database in its directory.
const databaseFile = "truchement.db"

// person is an Update that adds a person.
func person(id string) func(workflow.Tx) error {
	return func(tx workflow.Tx) error {
		return tx.AddPerson(workflow.Person{
			ID: id, Email: id, Name: id, Role: workflow.Reader, Created: time.Now(),
		})
	}
}

// engines are the ways to configure an empty desk; the second skips the test
// when there is no PostgreSQL.
var engines = []struct {
	name   string
	config func(testing.TB) Config
}{
	{"sqlite", func(t testing.TB) Config { return Config{Data: t.TempDir()} }},
	{"postgres", func(t testing.TB) Config { return Config{Database: storagetest.Postgres(t)} }},
}

// onEngines runs a test on every engine.
func onEngines(t *testing.T, run func(t *testing.T, c Config)) {
	for _, e := range engines {
		t.Run(e.name, func(t *testing.T) { run(t, e.config(t)) })
	}
}

func TestEnginesKeepStorePromises(t *testing.T) {
	for _, e := range engines {
		t.Run(e.name, func(t *testing.T) {
			storagetest.Run(t, func(t *testing.T) storagetest.Store { return open(t, e.config(t)) })
		})
	}
}

func TestFeedOfTwoNodesIsInOrder(t *testing.T) {
	onEngines(t, func(t *testing.T, c Config) {
		storagetest.FeedOrder(t, open(t, c), open(t, c))
	})
}
