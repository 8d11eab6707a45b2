package storage

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"truchement/storage/storagetest"
	"truchement/workflow"
)

// allRows lists the rows of all tables of a database file, as SQL has their values.
func allRows(t *testing.T, path string) map[string][]string {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	all := map[string][]string{}
	for table := range schemaOf(t, db) {
		var columns sql.NullString
		err := db.QueryRow(`SELECT group_concat('quote("' || name || '")', ' || '', '' || ') FROM pragma_table_info(?1)
			WHERE ?1 IN (SELECT name FROM sqlite_schema WHERE type = 'table')`, table).Scan(&columns)
		if err != nil {
			t.Fatal(err)
		}
		if !columns.Valid {
			continue // an index
		}
		rows, err := db.Query(`SELECT ` + columns.String + ` FROM "` + table + `" ORDER BY 1`)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var row string
			if err := rows.Scan(&row); err != nil {
				t.Fatal(err)
			}
			all[table] = append(all[table], row)
		}
		if err := rows.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// saveMany adds articles with a segment that is saved twice.
func saveMany(t *testing.T, db *DB, n int) {
	t.Helper()
	for i := range n {
		err := db.Update(context.Background(), func(tx workflow.Tx) error {
			id := fmt.Sprintf("n%03d", i)
			if err := tx.AddPerson(workflow.Person{ID: id, Email: id, Name: "\u00e9\u0627 '\"" + id,
				Role: workflow.Reader, Created: sampleTime}); err != nil {
				return err
			}
			_, err := tx.Append(workflow.Entry{At: sampleTime, Actor: id, Kind: workflow.PersonChanged})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// A desk goes from PostgreSQL to a file of SQLite, and back to PostgreSQL, with every row of every table; each engine
// goes on where the other ended.
func TestADeskMovesBetweenEngines(t *testing.T) {
	from := open(t, Config{Database: storagetest.Postgres(t)})
	if err := from.Update(t.Context(), sample); err != nil {
		t.Fatal(err)
	}
	saveMany(t, from, 30)
	first := filepath.Join(t.TempDir(), "first")
	c, err := from.Copy(t.Context(), first)
	if err != nil || c.Seq != 31 || c.People != 31 || c.Segments != 1 {
		t.Fatalf("contents %+v, %v", c, err)
	}
	dir := t.TempDir()
	if _, err := Replace(dir, first, time.Now()); err != nil {
		t.Fatal(err)
	}
	goesOn := func(db *DB, want int64) {
		t.Helper()
		checkExists(t, db)
		if err := db.Examine(t.Context()); err != nil {
			t.Error(err)
		}
		err := db.Update(t.Context(), func(tx workflow.Tx) error {
			seq, err := tx.Append(sampleEntry)
			if seq != want {
				t.Errorf("the next entry is %d, want %d", seq, want)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
	desk := open(t, Config{Data: dir})
	goesOn(desk, 32)
	second := filepath.Join(t.TempDir(), "second")
	if _, err := desk.Copy(t.Context(), second); err != nil {
		t.Fatal(err)
	}
	if err := desk.Close(); err != nil {
		t.Fatal(err)
	}
	to := Config{Database: storagetest.Postgres(t)}
	if aside, err := Load(t.Context(), to.Database, dir, time.Now()); err != nil || aside != "" {
		t.Fatalf("aside %q, %v", aside, err)
	}
	back := open(t, to)
	third := filepath.Join(t.TempDir(), "third")
	if _, err := back.Copy(t.Context(), third); err != nil {
		t.Fatal(err)
	}
	rows := allRows(t, second)
	if len(rows["dismissal"]) != 1 || len(rows["person"]) != 31 {
		t.Errorf("%d tables have rows", len(rows))
	}
	if diff := cmp.Diff(rows, allRows(t, third)); diff != "" {
		t.Errorf("rows have changed on the way (-SQLite +PostgreSQL):\n%s", diff)
	}
	goesOn(back, 33)
}

func checkExists(t *testing.T, db *DB) {
	t.Helper()
	err := db.View(t.Context(), func(tx workflow.Tx) error {
		p, err := tx.PersonByEmail(samplePerson.Email)
		if diff := cmp.Diff(samplePerson, p); diff != "" {
			t.Error(diff)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// Both engines say how large they are and how long saves take.
func TestFigures(t *testing.T) {
	onEngines(t, func(t *testing.T, c Config) {
		db := open(t, c)
		saveMany(t, db, 5)
		f, err := db.Figures(t.Context())
		if err != nil || f.Engine != db.Engine() || f.Size < 4096 || f.Saves.Count != 5 || f.Saves.P99 < f.Saves.P50 ||
			f.Saves.P50 <= 0 || f.Waiting != 0 || f.Broken {
			t.Errorf("%+v, %v", f, err)
		}
		if files := c.Data != ""; files != (f.Log > 0) || files != (f.Free > 0) {
			t.Errorf("log %d, free %d", f.Log, f.Free)
		}
	})
}

// What a database of PostgreSQL had goes to another schema, and nothing is put in the place of a desk that is open.
func TestLoadPutsAsideWhatIsThere(t *testing.T) {
	dir := t.TempDir()
	saved := open(t, Config{Data: dir})
	saveMany(t, saved, 3)
	if err := saved.Close(); err != nil {
		t.Fatal(err)
	}
	c := Config{Database: storagetest.Postgres(t)}
	old, err := Open(t.Context(), Config{Database: c.Database, Logger: discardLogger()})
	if err != nil {
		t.Fatal(err)
	}
	saveMany(t, old, 5)
	if _, err := Load(t.Context(), c.Database, dir, time.Now()); !strings.Contains(fmt.Sprint(err), "backup.in-use-database") {
		t.Errorf("while it is open: %v", err)
	}
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	aside, err := Load(t.Context(), c.Database, dir, time.Now())
	if err != nil || aside == "" {
		t.Fatalf("aside %q, %v", aside, err)
	}
	side := connect(t, c)
	t.Cleanup(func() {
		if _, err := side.Exec("DROP SCHEMA " + aside + " CASCADE"); err != nil {
			t.Error(err)
		}
	})
	var now, before int
	err = side.QueryRow("SELECT (SELECT count(*) FROM person), (SELECT count(*) FROM "+aside+".person)").Scan(&now, &before)
	if err != nil || now != 3 || before != 5 {
		t.Errorf("%d people now, %d before, %v; want 3 and 5", now, before, err)
	}
	open(t, c)
}
