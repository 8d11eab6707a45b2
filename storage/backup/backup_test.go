package backup

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"filippo.io/age"

	"truchement/storage"
	"truchement/storage/storagetest"
	"truchement/workflow"
)

func openDesk(t *testing.T, dir string) *storage.DB {
	t.Helper()
	return openAt(t, storage.Config{Data: dir})
}

func openAt(t *testing.T, c storage.Config) *storage.DB {
	t.Helper()
	c.Logger = slog.New(slog.DiscardHandler)
	db, err := storage.Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() }) // a second close does nothing
	return db
}

func addPerson(t *testing.T, db *storage.DB, id string) {
	t.Helper()
	err := db.Update(context.Background(), func(tx workflow.Tx) error {
		err := tx.AddPerson(workflow.Person{ID: id, Email: id, Name: id, Role: workflow.Reader, Created: time.Now()})
		if err != nil {
			return err
		}
		_, err = tx.Append(workflow.Entry{At: time.Now(), Actor: id, Kind: workflow.PersonChanged})
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func count(t *testing.T, db *storage.DB) (n int) {
	t.Helper()
	err := db.View(t.Context(), func(tx workflow.Tx) error {
		all, err := tx.People()
		n = len(all)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// keys writes a file with a secret key, and one with its public key.
func keys(t *testing.T) (secret, public *Key) {
	t.Helper()
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	read := func(text string) *Key {
		file := filepath.Join(t.TempDir(), "keys")
		if err := os.WriteFile(file, []byte("# a comment\n"+text+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		k, err := ReadKey(file)
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	return read(identity.String()), read(identity.Recipient().String())
}

func wantID(t *testing.T, what string, err error, id string) {
	t.Helper()
	if !errors.Is(err, &workflow.Error{ID: id}) {
		var w *workflow.Error
		if !errors.As(err, &w) || w.ID != id {
			t.Errorf("%s: %v, want %s", what, err, id)
		}
	}
}

func TestABackupIsPutBack(t *testing.T) {
	secret, public := keys(t)
	for _, tt := range []struct {
		name         string
		write, read  *Key
		wantReadable bool
	}{{"plain", nil, nil, true}, {"secret key", secret, secret, false}, {"public key", public, secret, false}} {
		t.Run(tt.name, func(t *testing.T) {
			dir, file := t.TempDir(), filepath.Join(t.TempDir(), "desk.backup")
			db := openDesk(t, dir)
			addPerson(t, db, "kept")
			c, err := Write(t.Context(), db, file, dir, tt.write)
			if err != nil || c.People != 1 || c.Seq != 1 || c.Last.IsZero() {
				t.Fatalf("contents %+v, %v", c, err)
			}
			text, err := os.ReadFile(file)
			if err != nil || strings.Contains(string(text), "kept") != tt.wantReadable {
				t.Errorf("readable is not %v (%v)", tt.wantReadable, err)
			}
			if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("mode %v, %v", info.Mode(), err)
			}
			_, err = Write(t.Context(), db, file, dir, tt.write)
			wantID(t, "over another file", err, "backup.exists")
			addPerson(t, db, "later")
			_, err = Restore(t.Context(), file, dir, tt.read, time.Now())
			wantID(t, "while it is open", err, "backup.in-use")
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			r, err := Restore(t.Context(), file, dir, tt.read, time.Now())
			if err != nil || r.Contents != c || filepath.Dir(r.Aside) != dir {
				t.Fatalf("restored %+v, %v; want %+v", r, err, c)
			}
			if got := count(t, openDesk(t, dir)); got != 1 {
				t.Errorf("%d people after the restore, want 1", got)
			}
			old := openDesk(t, r.Aside)
			if got := count(t, old); got != 2 {
				t.Errorf("%d people in what was put aside, want 2", got)
			}
			if left, err := filepath.Glob(filepath.Join(dir, scratchBegin+"*")); err != nil || len(left) > 0 {
				t.Errorf("left over: %v, %v", left, err)
			}
		})
	}
}

// A program that was killed leaves its log beside the database, and so does a copy by hand. The log of one database
// must not be laid over another.
func TestRestorePutsTheLogAway(t *testing.T) {
	dir, file := t.TempDir(), filepath.Join(t.TempDir(), "desk.db")
	db := openDesk(t, dir)
	for i := range 50 {
		addPerson(t, db, fmt.Sprint("early", i))
	}
	if _, err := Write(t.Context(), db, file, dir, nil); err != nil {
		t.Fatal(err)
	}
	for i := range 500 {
		addPerson(t, db, fmt.Sprint("late", i))
	}
	killed := t.TempDir() // the files as a kill leaves them
	for _, name := range []string{"truchement.db", "truchement.db-wal", "truchement.db-shm"} {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err == nil {
			err = os.WriteFile(filepath.Join(killed, name), text, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := os.MkdirAll(filepath.Join(killed, "memory"), 0o700); err != nil {
		t.Fatal(err)
	}
	r, err := Restore(t.Context(), file, killed, nil, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if got := count(t, openDesk(t, killed)); got != 50 {
		t.Errorf("%d people after the restore, want 50", got)
	}
	for _, name := range []string{"truchement.db-wal", "memory"} {
		if _, err := os.Stat(filepath.Join(r.Aside, name)); err != nil {
			t.Errorf("%s was not put aside: %v", name, err)
		}
	}
	if got := count(t, openDesk(t, r.Aside)); got != 550 {
		t.Errorf("%d people in what was put aside, want 550", got)
	}
}

func TestWhatIsNoBackupIsRefused(t *testing.T) {
	secret, public := keys(t)
	other, _ := keys(t)
	dir := t.TempDir()
	db := openDesk(t, dir)
	addPerson(t, db, "kept")
	plain, sealed := filepath.Join(t.TempDir(), "plain"), filepath.Join(t.TempDir(), "sealed")
	for file, key := range map[string]*Key{plain: nil, sealed: public} {
		if _, err := Write(t.Context(), db, file, dir, key); err != nil {
			t.Fatal(err)
		}
	}
	change := func(file string, how func([]byte) []byte) string {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		to := filepath.Join(t.TempDir(), "changed")
		if err := os.WriteFile(to, how(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return to
	}
	cut := func(b []byte) []byte { return b[:len(b)-5000] }
	for _, tt := range []struct {
		name, file string
		key        *Key
		want       string
	}{
		{"no key", sealed, nil, "backup.encrypted"},
		{"a public key", sealed, public, "backup.encrypted"},
		{"another key", sealed, other, "backup.wrong-key"},
		{"a sealed one cut short", change(sealed, cut), secret, "backup.damaged"},
		{"a sealed one with another bit", change(sealed, func(b []byte) []byte { b[len(b)/2] ^= 4; return b }), secret,
			"backup.damaged"},
		{"a plain one cut short", change(plain, cut), nil, "backup.damaged"},
		{"another file", change(plain, func([]byte) []byte { return []byte("<html>") }), nil, "backup.no-backup"},
		{"an empty file", change(plain, func([]byte) []byte { return nil }), nil, "backup.no-backup"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			to := t.TempDir()
			_, err := Restore(t.Context(), tt.file, to, tt.key, time.Now())
			wantID(t, tt.name, err, tt.want)
			if left, err := os.ReadDir(to); err != nil || len(left) > 1 { // the lock
				t.Errorf("left over: %v, %v", left, err)
			}
		})
	}
}

// Backups are made while many save: each is whole, and a restore has all that was acknowledged before it began.
func TestBackupsUnderLoad(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { backUpUnderLoad(t, storage.Config{Data: t.TempDir()}) })
	t.Run("postgres", func(t *testing.T) { backUpUnderLoad(t, storage.Config{Database: storagetest.Postgres(t)}) })
}

func backUpUnderLoad(t *testing.T, config storage.Config) {
	dir, backups := t.TempDir(), t.TempDir()
	db := openAt(t, config)
	ctx, stop := context.WithCancel(t.Context())
	var saving sync.WaitGroup
	var mu sync.Mutex
	acknowledged := 0
	for worker := range 8 {
		saving.Go(func() {
			for i := 0; ctx.Err() == nil; i++ {
				addPerson(t, db, fmt.Sprintf("%d-%d", worker, i))
				mu.Lock()
				acknowledged++
				mu.Unlock()
			}
		})
	}
	for i := range 5 {
		mu.Lock()
		before := acknowledged
		mu.Unlock()
		file := filepath.Join(backups, fmt.Sprint(i))
		c, err := Write(t.Context(), db, file, dir, nil)
		if err != nil || c.People < int64(before) || c.People != c.Seq {
			t.Errorf("backup %d: %+v after %d saves, %v", i, c, before, err)
		}
		if r, err := Restore(t.Context(), file, t.TempDir(), nil, time.Now()); err != nil || r.Contents != c {
			t.Errorf("restore %d: %+v, %v; want %+v", i, r, err, c)
		}
	}
	stop()
	saving.Wait()
	k := keeperOf(db, t.TempDir(), nil)
	tried := 0
	k.Examine = func(context.Context, string) error { tried++; return nil }
	if err := k.Once(t.Context()); err != nil || tried != 1 || k.State().Tried.IsZero() {
		t.Errorf("by the clock: %v, tried %d times, %+v", err, tried, k.State())
	}
}

func newKeeper(t *testing.T, key *Key) (*Keeper, *time.Time) {
	dir := t.TempDir()
	db := openDesk(t, dir)
	addPerson(t, db, "kept")
	now := time.Date(2026, 11, 30, 3, 0, 0, 0, time.UTC)
	k := keeperOf(db, dir, key)
	k.Now = func() time.Time { return now }
	return k, &now
}

func keeperOf(db *storage.DB, dir string, key *Key) *Keeper {
	return &Keeper{DB: db, Dir: filepath.Join(dir, "backups"), Scratch: dir, Every: 24 * time.Hour, Keep: 3, Key: key,
		Examine: func(context.Context, string) error { return nil }, Log: slog.New(slog.DiscardHandler), Now: time.Now}
}

func TestKeeperKeepsTheNewest(t *testing.T) {
	secret, _ := keys(t)
	for name, key := range map[string]*Key{"plain": nil, "encrypted": secret} {
		t.Run(name, func(t *testing.T) {
			k, now := newKeeper(t, key)
			if got := k.untilNext(); got > 0 {
				t.Errorf("the first backup waits %v", got)
			}
			for range 5 {
				if err := k.Once(t.Context()); err != nil {
					t.Fatal(err)
				}
				*now = now.Add(time.Hour)
			}
			all, err := k.list()
			if err != nil || len(all) != 3 || !strings.Contains(all[2], "20261130T070000") {
				t.Errorf("backups %v, %v", all, err)
			}
			if got := k.untilNext(); got != 23*time.Hour {
				t.Errorf("the next waits %v, want 23 h", got)
			}
			s := k.State()
			if s.File != all[2] || s.Size == 0 || s.Tried.IsZero() || s.Problem != "" {
				t.Errorf("state %+v", s)
			}
			if left, err := filepath.Glob(filepath.Join(k.scratch(), scratchBegin+"*")); err != nil || len(left) > 0 {
				t.Errorf("left over: %v, %v", left, err)
			}
		})
	}
}

// What a stopped program left goes after a day. Other files of the folder stay, whatever their names, and so does what
// another program makes just now.
func TestKeeperRemovesOnlyWhatWasLeft(t *testing.T) {
	k, now := newKeeper(t, nil)
	old := now.Add(-25 * time.Hour)
	want := map[string]bool{
		"backup-2025.tar": true, "trial-1": true, "notes.part": true, scratchBegin + "trial-1": false,
		scratchBegin + "backup-2": false, nameBegin + "x.db.age.part": false,
	}
	if err := os.MkdirAll(k.Dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for name := range want {
		path := filepath.Join(k.Dir, name)
		if err := errors.Join(os.WriteFile(path, nil, 0o600), os.Chtimes(path, old, old)); err != nil {
			t.Fatal(err)
		}
	}
	young := filepath.Join(k.Dir, scratchBegin+"backup-3")
	if err := errors.Join(os.Mkdir(young, 0o700), os.Chtimes(young, *now, *now)); err != nil {
		t.Fatal(err)
	}
	want[filepath.Base(young)] = true
	if err := k.Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	for name, stays := range want {
		if _, err := os.Stat(filepath.Join(k.Dir, name)); (err == nil) != stays {
			t.Errorf("%s: %v, want it to stay: %v", name, err, stays)
		}
	}
}

// A backup that could not be put back is reported as a failure, and removes no older backup.
func TestKeeperTellsOfATrialThatFailed(t *testing.T) {
	k, now := newKeeper(t, nil)
	for range 3 {
		if err := k.Once(t.Context()); err != nil {
			t.Fatal(err)
		}
		*now = now.Add(time.Hour)
	}
	before, _ := k.list()
	k.Examine = func(context.Context, string) error { return errors.New("a broken chain") }
	if err := k.Once(t.Context()); err == nil {
		t.Fatal("no failure")
	}
	s := k.State()
	if !strings.Contains(s.Problem, "a broken chain") || s.Failed.IsZero() || !s.Tried.IsZero() {
		t.Errorf("state %+v", s)
	}
	after, err := k.list()
	if err != nil || !slices.Equal(before, after[:3]) {
		t.Errorf("backups %v after %v, %v", after, before, err)
	}
	k.Examine = func(context.Context, string) error { return nil }
	*now = now.Add(time.Hour)
	if err := k.Once(t.Context()); err != nil || k.State().Problem != "" {
		t.Errorf("the next: %v, state %+v", err, k.State())
	}
}

// With the public key alone a backup is made, and nothing claims that it was tried.
func TestKeeperWithoutTheSecretKeyDoesNotTry(t *testing.T) {
	_, public := keys(t)
	k, _ := newKeeper(t, public)
	k.Examine = func(context.Context, string) error { t.Error("tried"); return nil }
	if err := k.Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	if s := k.State(); s.File == "" || !s.Tried.IsZero() {
		t.Errorf("state %+v", s)
	}
}
