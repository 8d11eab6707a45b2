package storage

import (
	"context"
	"database/sql"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the dump of the newest schema")

// TestManyProcessesMigrateAtOnce opens an empty desk many times at once.
func TestManyProcessesMigrateAtOnce(t *testing.T) {
	onEngines(t, func(t *testing.T, c Config) {
		c.Logger = discardLogger()
		var wait sync.WaitGroup
		for i := range 6 {
			wait.Go(func() {
				db, err := Open(context.Background(), c)
				if err != nil {
					t.Error(err)
					return
				}
				if err := db.Update(context.Background(), person(fmt.Sprint(i))); err != nil {
					t.Error(err)
				}
				if err := db.Close(); err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
	})
}

func TestMigrationsAreNumberedAndDumped(t *testing.T) {
	for i, step := range steps(t) {
		number, name, _ := strings.Cut(step, "_")
		if number != fmt.Sprintf("%04d", i+1) || name == "" {
			t.Errorf("migration %d is %s", i+1, step)
		}
		dump := fmt.Sprintf("testdata/schema/%s.sql", number)
		if _, err := os.Stat(dump); err != nil {
			t.Errorf("migration %d has no dump that must upgrade: go test -run Upgrade -update", i+1)
		}
	}
}

// steps names the migrations in order.
func steps(t *testing.T) (names []string) {
	t.Helper()
	files, err := migrations.ReadDir("migrations")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		names = append(names, strings.TrimSuffix(f.Name(), ".sql"))
	}
	return names
}

// TestUpgradeKeepsSchemaAndData opens a filled desk of every released schema: it
// must get the schema of a new desk and keep its rows.
func TestUpgradeKeepsSchemaAndData(t *testing.T) {
	if *update {
		writeDump(t)
	}
	empty := Config{Data: t.TempDir()}
	open(t, empty)
	want := schemaOf(t, connect(t, empty))
	dumps, err := filepath.Glob("testdata/schema/*.sql")
	if err != nil || len(dumps) == 0 {
		t.Fatalf("no dumps: %v", err)
	}
	for _, dump := range dumps {
		t.Run(filepath.Base(dump), func(t *testing.T) {
			dir := t.TempDir()
			loadDump(t, dump, filepath.Join(dir, databaseFile))
			db := open(t, Config{Data: dir})
			if diff := cmp.Diff(want, schemaOf(t, connect(t, Config{Data: dir}))); diff != "" {
				t.Errorf("the upgraded schema is not that of a new desk (-new +upgraded):\n%s", diff)
			}
			checkSample(t, db)
			// A migration must change no sum that was kept; those of older schemas are made now.
			for range 2 {
				if err := db.Examine(context.Background()); err != nil {
					t.Error(err)
				}
				if err := db.SealOld(context.Background()); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

func loadDump(t *testing.T, dump, to string) {
	t.Helper()
	text, err := os.ReadFile(dump)
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite3", to)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(string(text)); err != nil {
		t.Fatal(err)
	}
}

// schemaOf lists the statements that create the tables and indexes of a database,
// by name.
func schemaOf(t *testing.T, db *sql.DB) map[string]string {
	t.Helper()
	rows, err := db.Query(
		`SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	all := map[string]string{}
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			t.Fatal(err)
		}
		all[name] = text
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// sampleTables are the tables in an order in which rows can be added.
var sampleTables = []string{"schema_version", "person", "grant", "publication", "logo", "article", "block",
	"assignment", "segment", "change", "comment", "issue", "feed", "feed_base", "visit",
	"notice_position", "memory_position", "memoryunit", "unitedit",
	"concept", "conceptedit", "dismissal", "ledger", "ledger_head"}

// writeDump writes the newest schema, filled, as SQL.
func writeDump(t *testing.T) {
	t.Helper()
	c := Config{Data: t.TempDir()}
	if err := open(t, c).Update(context.Background(), sample); err != nil {
		t.Fatal(err)
	}
	db := connect(t, c)
	var b strings.Builder
	schema := schemaOf(t, db)
	for _, table := range sampleTables {
		fmt.Fprintf(&b, "%s;\n", schema[table])
		delete(schema, table)
	}
	for _, table := range sampleTables {
		dumpRows(t, db, &b, table)
	}
	for _, name := range sortedKeys(schema) {
		fmt.Fprintf(&b, "%s;\n", schema[name])
	}
	to := fmt.Sprintf("testdata/schema/%04d.sql", len(steps(t)))
	if err := os.WriteFile(to, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

func dumpRows(t *testing.T, db *sql.DB, b *strings.Builder, table string) {
	t.Helper()
	var columns string
	err := db.QueryRow(`SELECT group_concat('quote(' || name || ')', ' || '', '' || ')
		FROM pragma_table_info(?1)`, table).Scan(&columns)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := db.Query(`SELECT ` + columns + ` FROM "` + table + `"`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var values string
		if err := rows.Scan(&values); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(b, "INSERT INTO \"%s\" VALUES (%s);\n", table, values)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
}
