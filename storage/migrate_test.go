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
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the dump of the newest schema")

// TestFailedMigrationKeepsEarlierSteps adds a step to a desk in use, and then one
// that fails.
func TestFailedMigrationKeepsEarlierSteps(t *testing.T) {
	onEngines(t, func(t *testing.T, c Config) {
		ctx := context.Background()
		db := open(t, c)
		if err := db.Update(ctx, person("p1")); err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		eng, err := openEngine(ctx, Config{Data: c.Data, Database: c.Database, Logger: discardLogger()})
		if err != nil {
			t.Fatal(err)
		}
		steps, err := embedded()
		if err != nil {
			t.Fatal(err)
		}
		last := steps[len(steps)-1].version
		good := migration{last + 1, "good", `ALTER TABLE person ADD COLUMN extra TEXT ;
			UPDATE person SET extra = 'x';`}
		bad := migration{last + 2, "bad", `CREATE TABLE half (id TEXT ); INSERT INTO none VALUES (1);`}
		err = migrate(ctx, eng, append(steps, good, bad), time.Now())
		if err == nil || !strings.Contains(err.Error(), "bad") {
			t.Errorf("a step that fails: %v", err)
		}
		var extra string
		if err := eng.readers.QueryRow(`SELECT extra FROM person`).Scan(&extra); err != nil || extra != "x" {
			t.Errorf("the step before it is not kept: %q, %v", extra, err)
		}
		if _, err := eng.readers.Exec(`SELECT * FROM half`); err == nil {
			t.Error("half of the step that failed is kept")
		}
		if err := migrate(ctx, eng, append(steps, good), time.Now()); err != nil {
			t.Errorf("after the step that failed: %v", err)
		}
		if err := eng.close(); err != nil {
			t.Error(err)
		}
		// The program under test does not know schema last+1.
		_, err = Open(ctx, Config{Data: c.Data, Database: c.Database, Logger: discardLogger()})
		if err == nil || !strings.Contains(err.Error(), "newer") {
			t.Errorf("a database newer than the program: %v", err)
		}
	})
}

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
	steps, err := embedded()
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range steps {
		if s.version != int64(i+1) || s.name == "" {
			t.Errorf("migration %d is %04d_%s", i+1, s.version, s.name)
		}
		dump := fmt.Sprintf("testdata/schema/%04d.sql", s.version)
		if _, err := os.Stat(dump); err != nil {
			t.Errorf("migration %d has no dump that must upgrade: go test -run Upgrade -update", i+1)
		}
	}
}

// TestUpgradeKeepsSchemaAndData opens a filled desk of every released schema: it
// must get the schema of a new desk and keep its rows.
func TestUpgradeKeepsSchemaAndData(t *testing.T) {
	if *update {
		writeDump(t)
	}
	want := schemaOf(t, open(t, Config{Data: t.TempDir()}))
	dumps, err := filepath.Glob("testdata/schema/*.sql")
	if err != nil || len(dumps) == 0 {
		t.Fatalf("no dumps: %v", err)
	}
	for _, dump := range dumps {
		t.Run(filepath.Base(dump), func(t *testing.T) {
			dir := t.TempDir()
			loadDump(t, dump, filepath.Join(dir, databaseFile))
			db := open(t, Config{Data: dir})
			if diff := cmp.Diff(want, schemaOf(t, db)); diff != "" {
				t.Errorf("the upgraded schema is not that of a new desk (-new +upgraded):\n%s", diff)
			}
			checkSample(t, db)
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
func schemaOf(t *testing.T, db *DB) map[string]string {
	t.Helper()
	rows, err := db.eng.readers.Query(
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
var sampleTables = []string{"schema_version", "person", "grant", "publication", "article", "block",
	"assignment", "segment", "change", "comment", "issue", "feed", "feed_base", "visit",
	"notice_position"}

// writeDump writes the newest schema, filled, as SQL.
func writeDump(t *testing.T) {
	t.Helper()
	db := open(t, Config{Data: t.TempDir()})
	if err := db.Update(context.Background(), sample); err != nil {
		t.Fatal(err)
	}
	steps, err := embedded()
	if err != nil {
		t.Fatal(err)
	}
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
	to := fmt.Sprintf("testdata/schema/%04d.sql", steps[len(steps)-1].version)
	if err := os.WriteFile(to, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

func dumpRows(t *testing.T, db *DB, b *strings.Builder, table string) {
	t.Helper()
	var columns string
	err := db.eng.readers.QueryRow(`SELECT group_concat('quote(' || name || ')', ' || '', '' || ')
		FROM pragma_table_info(?1)`, table).Scan(&columns)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := db.eng.readers.Query(`SELECT ` + columns + ` FROM "` + table + `"`)
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
