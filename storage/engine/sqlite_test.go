package engine

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"truchement/workflow"
)

func TestSQLiteMakesPrivateDataDirectory(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "é à?b#c%20", "données")
	open(t, Config{Data: dir})
	if _, err := os.Stat(filepath.Join(dir, databaseFile)); err != nil {
		t.Errorf("the database is not where it was asked for: %v", err)
	}
	loose := t.TempDir() // made with another umask
	if err := os.Chmod(loose, 0o755); err != nil {
		t.Fatal(err)
	}
	open(t, Config{Data: loose})
	for _, dir := range []string{dir, loose} {
		info, err := os.Stat(dir)
		if err != nil || info.Mode().Perm() != 0o700 {
			t.Errorf("the data directory has mode %v (%v), want 0700", info.Mode().Perm(), err)
		}
	}
	plain := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(plain, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := openDesk(context.Background(), Config{Data: plain}); err == nil {
		t.Error("a file was opened as a data directory")
	}
	if _, err := openDesk(context.Background(), Config{}); err == nil {
		t.Error("a desk was opened nowhere")
	}
}

func TestSQLiteRefusesUnsafeSettings(t *testing.T) {
	dsn := "file:" + filepath.Join(t.TempDir(), "x.db") + "?"
	for _, test := range []struct {
		settings string
		readOnly bool
		fault    string // the setting that is refused; empty for none
	}{
		{dsnSettings, false, ""},
		{dsnSettings + "&_query_only=1", true, ""},
		{dsnSettings, true, "query_only"},
		{"_journal_mode=WAL&_foreign_keys=on", false, "synchronous"}, // the driver's default
		{"_journal_mode=WAL&_synchronous=NORMAL&_foreign_keys=on", false, "synchronous"},
		{"_journal_mode=DELETE&_synchronous=FULL&_foreign_keys=on", false, "journal_mode"},
		{"_journal_mode=WAL&_synchronous=FULL", false, "foreign_keys"},
	} {
		db, err := openPool(dsn+test.settings, 1)
		if err != nil {
			t.Fatal(err)
		}
		err = assertSettings(context.Background(), db, requiredSettings(test.readOnly))
		if (err == nil) != (test.fault == "") || err != nil && !strings.Contains(err.Error(), test.fault) {
			t.Errorf("%s: %v, want a fault about %q", test.settings, err, test.fault)
		}
		db.Close()
	}
}

func TestNetworkFileSystemsAreNamed(t *testing.T) {
	for magic, want := range map[uint32]string{
		0x6969: "NFS", 0xFF534D42: "SMB", 0xFE534D42: "SMB", 0x517B: "SMB",
		0xEF53: "", 0x58465342: "", 0x9123683E: "", 0x01021994: "", // ext4, XFS, btrfs, tmpfs
	} {
		if got := networkFileSystemName(magic); got != want {
			t.Errorf("file system %#x is %q, want %q", magic, got, want)
		}
	}
}

func TestSQLiteRefusesNetworkFileSystem(t *testing.T) {
	nfs := func(string) (string, error) { return "NFS", nil }
	_, err := prepareDataDir(t.TempDir(), nfs)
	if err == nil || !strings.Contains(err.Error(), "NFS") {
		t.Errorf("a data directory on NFS: %v", err)
	}
}

// TestSQLiteUpdateLocksFromItsStart begins a write elsewhere while an Update has only
// read: it is refused, so that what the Update has read stays true until its commit.
func TestSQLiteUpdateLocksFromItsStart(t *testing.T) {
	dir := t.TempDir()
	db := open(t, Config{Data: dir})
	other, err := openPool("file:"+filepath.Join(dir, databaseFile)+"?_busy_timeout=0", 1)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	var began error
	err = db.Update(t.Context(), func(tx *Tx) error {
		if _, err := countPeople(tx); err != nil {
			return err
		}
		_, began = other.Exec("BEGIN IMMEDIATE")
		return nil
	})
	if err != nil || classifySQLite(began) != busy {
		t.Errorf("Update: %v; a write that began in its middle: %v, want busy", err, began)
	}
}

// TestSQLiteFullDiskRefusesAndContinues uses up all space: an Update without room is
// refused, and writing continues once there is room.
func TestSQLiteFullDiskRefusesAndContinues(t *testing.T) {
	db := open(t, Config{Data: t.TempDir()})
	ctx := context.Background()
	if err := db.Update(ctx, person("p1")); err != nil {
		t.Fatal(err)
	}
	// The database may not grow beyond the pages it has now.
	err := db.eng.exec(ctx, db.writer.session.conn, "PRAGMA max_page_count=1")
	if err != nil {
		t.Fatal(err)
	}
	big := func(tx *Tx) error {
		for i := range 50 {
			_, err := tx.Exec(`INSERT INTO person (id, note) VALUES ($1, $2)`, fmt.Sprint(i), strings.Repeat("x", 4000))
			if err != nil {
				return err
			}
		}
		return nil
	}
	if err := db.Update(ctx, big); !isKind(err, workflow.Unavailable, "store.full") {
		t.Errorf("on a full disk: %v", err)
	}
	if err := db.Ready(ctx); err != nil {
		t.Errorf("not ready after a full disk: %v", err)
	}
	// The limit ended with the connection: its rollback failed, because SQLite had
	// rolled back already, and so it was closed.
	if err := db.Update(ctx, big); err != nil {
		t.Errorf("after there is room again: %v", err)
	}
}

// TestSQLiteDamageStopsWriting overwrites the file: writing stops, and Ready says so.
func TestSQLiteDamageStopsWriting(t *testing.T) {
	dir := t.TempDir()
	db := open(t, Config{Data: dir})
	ctx := context.Background()
	if err := db.Update(ctx, person("p1")); err != nil {
		t.Fatal(err)
	}
	if err := db.eng.exec(ctx, db.writer.session.conn, "PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(filepath.Join(dir, databaseFile), os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	noise := []byte(strings.Repeat("\xA5", int(info.Size())-4096))
	if _, err := f.WriteAt(noise, 4096); err != nil {
		t.Fatal(err)
	}
	db.writer.session.discard() // with the pages in its cache
	db.writer.session = nil
	err = db.Update(ctx, person("p2"))
	if !isKind(err, workflow.Unavailable, "store.stopped") {
		t.Errorf("on a damaged file: %v", err)
	}
	if db.Ready(ctx) == nil {
		t.Error("ready with a damaged file")
	}
	ran := false
	err = db.Update(ctx, func(*Tx) error { ran = true; return nil })
	if ran || !isKind(err, workflow.Unavailable, "store.stopped") {
		t.Errorf("after that: %v, ran %v", err, ran)
	}
}

// TestSQLiteReadOnlyRefusesAndContinues refuses an Update of a database that may not be written to as not saved, says
// so in Ready, and continues once it may be.
func TestSQLiteReadOnlyRefusesAndContinues(t *testing.T) {
	db := open(t, Config{Data: t.TempDir()})
	ctx := t.Context()
	if err := db.Update(ctx, person("p1")); err != nil {
		t.Fatal(err)
	}
	forbid := func() {
		if err := db.eng.exec(ctx, db.writer.session.conn, "PRAGMA query_only=1"); err != nil {
			t.Fatal(err)
		}
	}
	forbid()
	if err := db.Update(ctx, person("p2")); !isKind(err, workflow.Unavailable, "store.read-only") {
		t.Errorf("of a database that may not be written to: %v", err)
	}
	if err := db.Update(ctx, person("p2")); err != nil {
		t.Errorf("once it may be: %v", err)
	}
	forbid()
	db.writer.written.Store(0) // some time ago
	if err := db.Ready(ctx); !isKind(err, workflow.Unavailable, "store.read-only") {
		t.Errorf("Ready: %v", err)
	}
	db.probed = time.Time{}
	if err := db.Ready(ctx); err != nil {
		t.Errorf("Ready once it may be: %v", err)
	}
}

// TestSQLiteFilesAreThoseAtTheirPaths moves, removes and replaces what is open: what would be saved there is gone at
// the next start, so it is refused and Ready says so.
func TestSQLiteFilesAreThoseAtTheirPaths(t *testing.T) {
	for _, name := range []string{databaseFile, databaseFile + "-wal"} {
		for how, do := range map[string]func(path string) error{
			"removed": os.Remove,
			"moved":   func(path string) error { return os.Rename(path, path+".old") },
			"replaced": func(path string) error {
				text, err := os.ReadFile(path)
				return errors.Join(err, os.Rename(path, path+".old"), os.WriteFile(path, text, 0o600))
			},
		} {
			t.Run(name+" "+how, func(t *testing.T) {
				dir := t.TempDir()
				db := open(t, Config{Data: dir})
				if err := errors.Join(db.Update(t.Context(), person("p1")), db.Ready(t.Context())); err != nil {
					t.Fatal(err)
				}
				if err := do(filepath.Join(dir, name)); err != nil {
					t.Fatal(err)
				}
				if err := db.Ready(t.Context()); !isKind(err, workflow.Unavailable, "store.replaced") {
					t.Errorf("Ready: %v", err)
				}
				for range 2 {
					err := db.Update(t.Context(), person("p2"))
					if !isKind(err, workflow.Unavailable, "store.replaced") {
						t.Errorf("Update: %v", err)
					}
				}
			})
		}
	}
}

// TestSQLiteReadOfDamageEndsWriting reads a page that is damaged: what cannot be read must not be written on.
func TestSQLiteReadOfDamageEndsWriting(t *testing.T) {
	dir := t.TempDir()
	db := open(t, Config{Data: dir})
	for i := range 50 {
		if err := db.Update(t.Context(), person(fmt.Sprint(i))); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.eng.exec(t.Context(), db.writer.session.conn, "PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		t.Fatal(err)
	}
	spoil(t, filepath.Join(dir, databaseFile))
	err := db.View(t.Context(), func(tx *Tx) error {
		_, err := countPeople(tx)
		return err
	})
	if err == nil {
		t.Skip("the pages are in the cache")
	}
	if err := db.Ready(t.Context()); !isKind(err, workflow.Unavailable, "store.stopped") {
		t.Errorf("Ready: %v", err)
	}
}

// spoil overwrites all pages of a database but the first.
func spoil(t *testing.T, path string) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteAt([]byte(strings.Repeat("\xA5", int(info.Size())-4096)), 4096); err != nil {
		t.Fatal(err)
	}
}

// TestStartChecksTheDatabase opens a database that was copied by hand beside the log of a later state, as a server
// would, and as restores by cp do.
func TestStartChecksTheDatabase(t *testing.T) {
	dir := t.TempDir()
	db := open(t, Config{Data: dir})
	save := func(n int, name string) {
		for i := range n { // the ids are in no order, so that every page of the index changes
			id := sha256.Sum256([]byte(fmt.Sprint(name, i)))
			if err := db.Update(t.Context(), person(fmt.Sprintf("%x", id))); err != nil {
				t.Fatal(err)
			}
		}
	}
	checkpoint := func() {
		if err := db.eng.exec(t.Context(), db.writer.session.conn, "PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
			t.Fatal(err)
		}
	}
	read := func(path string) []byte {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	save(200, "early")
	checkpoint()
	byHand := read(filepath.Join(dir, databaseFile))
	if err := db.Copy(t.Context(), filepath.Join(dir, "copy"), nil); err != nil {
		t.Fatal(err)
	}
	save(600, "later")
	checkpoint()
	save(20, "last")
	for name, database := range map[string][]byte{"the file": byHand, "a copy": read(filepath.Join(dir, "copy"))} {
		t.Run(name, func(t *testing.T) {
			put := t.TempDir()
			if err := errors.Join(os.WriteFile(filepath.Join(put, databaseFile), database, 0o600),
				os.WriteFile(filepath.Join(put, databaseFile+"-wal"), read(filepath.Join(dir, databaseFile+"-wal")), 0o600),
			); err != nil {
				t.Fatal(err)
			}
			db, err := openDesk(t.Context(), Config{Data: put, Check: true, Logger: discardLogger()})
			if err == nil {
				t.Cleanup(func() { _ = db.Close() })
				for until := time.Now().Add(5 * time.Second); err == nil && time.Now().Before(until); {
					time.Sleep(10 * time.Millisecond)
					err = db.Ready(t.Context())
				}
			}
			if !isKind(err, workflow.Unavailable, "store.damaged") {
				t.Errorf("served with %v", err)
			}
		})
	}
}

// TestQueueLockContinuesWithoutHeldTurn has one process keep its turn: after
// acquireTimeout another continues without one.
func TestQueueLockContinuesWithoutHeldTurn(t *testing.T) {
	dir := t.TempDir()
	a, err := openQueueLock(dir)
	if err != nil {
		t.Fatal(err)
	}
	b, err := openQueueLock(dir)
	if err != nil {
		t.Fatal(err)
	}
	leave := a.acquire()
	began := time.Now()
	b.acquire()()
	if d := time.Since(began); d < acquireTimeout || d > acquireTimeout+5*time.Second {
		t.Errorf("waited %v for a process that keeps its turn, want about %v", d, acquireTimeout)
	}
	leave()
	for deadline := time.Now().Add(5 * time.Second); ; {
		b.mu.Lock()
		waiting := b.waiting
		b.mu.Unlock()
		if !waiting {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the wait did not end with the turn")
		}
		time.Sleep(time.Millisecond)
	}
	if !a.tryAcquire() {
		t.Error("a turn that came too late was kept")
	}
	a.release()
	if err := errors.Join(a.close(), b.close()); err != nil {
		t.Error(err)
	}
}

func TestSQLiteParametersKeepTheirNumbers(t *testing.T) {
	got := questionMarks(`SELECT $2 || '-' || $1 || '-' || $12`)
	if want := `SELECT +?2 || '-' || +?1 || '-' || +?12`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	db := open(t, Config{Data: t.TempDir()})
	var order string
	err := db.eng.readers.QueryRow(questionMarks(`SELECT $2 || '-' || $1 || '-' || $2`), "x", "y").
		Scan(&order)
	if err != nil || order != "y-x-y" {
		t.Errorf("parameters are bound as %s (%v), want y-x-y", order, err)
	}
}
