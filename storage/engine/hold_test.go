package engine

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// A program that was stopped in the middle of a restore has put the old database away and not yet the new one in
// its place: what opened then would be an empty desk.
func TestInterruptedReplaceIsNotOpened(t *testing.T) {
	dir := t.TempDir()
	db := open(t, Config{Data: dir})
	if err := db.Update(t.Context(), person("p1")); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "copy.db")
	if err := db.Copy(t.Context(), file, nil); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := Replace(dir, filepath.Join(dir, "missing"), filepath.Join(dir, "aside1")); err == nil {
		t.Fatal("a missing file takes the place of the database")
	}
	_, err := openSQLite(t.Context(), dir)
	if err == nil || !strings.Contains(err.Error(), "interrupted") {
		t.Errorf("opened after an interrupted restore: %v", err)
	}
	if err := Replace(dir, file, filepath.Join(dir, "aside2")); err != nil {
		t.Fatal(err)
	}
	open(t, Config{Data: dir})
	if err := Replace(dir, file, filepath.Join(dir, "aside3")); !errors.Is(err, ErrInUse) {
		t.Errorf("replaced while it is open: %v", err)
	}
}

// A new database is made in many steps, and nothing was there before any of them.
func TestNewDatabaseHasNoCopy(t *testing.T) {
	dir := t.TempDir()
	e, err := openSQLite(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer e.close()
	all, err := readMigrations(fstest.MapFS{
		"migrations/0001_a.sql": {Data: []byte(`CREATE TABLE a (n BIGINT)`)},
		"migrations/0002_b.sql": {Data: []byte(`CREATE TABLE b (n BIGINT)`)},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := migrate(t.Context(), e, all, time.Now()); err != nil {
		t.Fatal(err)
	}
	if found, err := filepath.Glob(filepath.Join(dir, "before-migration-*")); err != nil || len(found) != 0 {
		t.Errorf("copies of a new database: %v, %v", found, err)
	}
}

// The database is kept as it is before the first step of a migration.
func TestMigrationKeepsACopy(t *testing.T) {
	dir := t.TempDir()
	steps := fstest.MapFS{"migrations/0001_a.sql": {Data: []byte(`CREATE TABLE a (n BIGINT)`)}}
	migrateAt := func() {
		t.Helper()
		e, err := openSQLite(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		defer e.close()
		all, err := readMigrations(steps)
		if err != nil {
			t.Fatal(err)
		}
		if err := migrate(t.Context(), e, all, time.Now()); err != nil {
			t.Fatal(err)
		}
	}
	copies := func() []string {
		found, err := filepath.Glob(filepath.Join(dir, "before-migration-*"))
		if err != nil {
			t.Fatal(err)
		}
		for i := range found {
			found[i] = filepath.Base(found[i])
		}
		return found
	}
	migrateAt()
	steps["migrations/0002_b.sql"] = &fstest.MapFile{Data: []byte(`DROP TABLE a; CREATE TABLE b (n BIGINT)`)}
	steps["migrations/0003_c.sql"] = &fstest.MapFile{Data: []byte(`CREATE TABLE c (n BIGINT)`)}
	migrateAt()
	if got := copies(); len(got) != 1 || got[0] != "before-migration-0002.db" {
		t.Fatalf("copies %v, want one of before the second step", got)
	}
	var n, version int
	if err := QueryFile(t.Context(), filepath.Join(dir, "before-migration-0002.db"),
		`SELECT (SELECT count(*) FROM a), max(version) FROM schema_version`, &n, &version); err != nil || version != 1 {
		t.Errorf("the copy is of schema %d: %v", version, err)
	}
	for _, name := range []string{"0004_d", "0005_e", "0006_f"} {
		steps["migrations/"+name+".sql"] = &fstest.MapFile{Data: []byte(`CREATE TABLE ` + name[5:] + ` (n BIGINT)`)}
		migrateAt()
	}
	if got := strings.Join(copies(), " "); got != "before-migration-0005.db before-migration-0006.db" {
		t.Errorf("copies %s, want the last two", got)
	}
}

func TestCheckNamesDamage(t *testing.T) {
	file := filepath.Join(t.TempDir(), "copy.db")
	db := open(t, Config{Data: t.TempDir()})
	if err := db.Update(t.Context(), person("p1")); err != nil {
		t.Fatal(err)
	}
	if err := db.Copy(t.Context(), file, nil); err != nil {
		t.Fatal(err)
	}
	if err := Check(t.Context(), file); err != nil {
		t.Errorf("a sound copy: %v", err)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i := 4096; i < len(text); i++ {
		text[i] ^= 0xA5
	}
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	var damage *DamageError
	if err := Check(t.Context(), file); !errors.As(err, &damage) || len(damage.Findings) == 0 {
		t.Errorf("a damaged file: %v", err)
	}
}
