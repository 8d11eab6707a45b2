package memory

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"truchement/storage"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/tm"
)

// shelf is a desk with units, and programs that keep their index in one folder.
type shelf struct {
	*testing.T
	store  workflow.Store
	core   *workflow.Core
	folder string
}

func newShelf(t *testing.T) *shelf {
	t.Helper()
	db, err := storage.Open(t.Context(), storage.Config{Data: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return &shelf{t, db, workflow.NewCore(db, workflow.CoreOptions{}), t.TempDir()}
}

// add keeps a unit of a pair of languages.
func (s *shelf) add(source, from, to string) {
	s.Helper()
	err := s.store.Update(s.Context(), func(tx workflow.Tx) error {
		seq, err := tx.Append(workflow.Entry{Kind: workflow.UnitsChanged, At: s.core.Time(), Payload: []byte(`{"units":1}`)})
		if err != nil {
			return err
		}
		return tx.AddUnits(workflow.Unit{ID: s.core.NewID(), SourceLang: from, TargetLang: to, Seq: seq,
			Source: bitext.Plain(source), Target: bitext.Plain("x"), State: workflow.UnitApproved})
	})
	if err != nil {
		s.Fatal(err)
	}
}

// start starts a program, which reads the files.
func (s *shelf) start() (*UseCases, error) {
	u := New(s.core)
	u.KeepIn(storage.NewFolder(s.folder))
	return u, u.open(s.Context())
}

// current reads what is new, and saves.
func (s *shelf) current(u *UseCases) {
	s.Helper()
	if err := u.Current(s.Context()); err != nil {
		s.Fatal(err)
	}
	u.index.changed = worthSaving
	if err := u.save(s.Context()); err != nil {
		s.Fatal(err)
	}
}

func (s *shelf) finds(u *UseCases, source, from, to string) bool {
	s.Helper()
	found, err := u.Matches(s.Context(), workflow.Operator(), Query{SourceLang: from, TargetLang: to,
		Text: bitext.Plain(source), Floor: 95})
	if err != nil {
		s.Fatal(err)
	}
	return len(found) == 1
}

// A program finds what the one before found, of all languages, and reads only what was written since.
func TestIndexIsKept(t *testing.T) {
	s := newShelf(t)
	s.add("وصل الوزير اليوم.", "ar", "fr")
	s.add("Le ministre est là.", "fr", "ar")
	first, err := s.start()
	if err != nil {
		t.Fatal(err)
	}
	s.current(first)
	s.add("غادر الوزير أمس.", "ar-MA", "fr")
	next, err := s.start()
	if err != nil {
		t.Fatal(err)
	}
	if !s.finds(next, "وصل الوزير اليوم.", "ar", "fr") || !s.finds(next, "Le ministre est là.", "fr", "ar") {
		t.Error("what was saved is not found")
	}
	if s.finds(next, "غادر الوزير أمس.", "ar", "fr") {
		t.Error("what was not read is found")
	}
	before := next.index.load.Read
	s.current(next)
	if !s.finds(next, "غادر الوزير أمس.", "ar", "fr") || next.index.load.Read > before+2 {
		t.Errorf("%d units are read, %d before", next.index.load.Read, before)
	}
	if files, _ := filepath.Glob(s.folder + "/*"); len(files) != 3 {
		t.Errorf("files %v, want two and the manifest", files)
	}
}

// The files of another desk, of one that was put back to an earlier time, and damaged ones are not used:
// everything is read from the store.
func TestIndexOfAnotherDeskIsNotUsed(t *testing.T) {
	s := newShelf(t)
	s.add("وصل الوزير اليوم.", "ar", "fr")
	first, err := s.start()
	if err != nil {
		t.Fatal(err)
	}
	s.current(first)
	for name, change := range map[string]func(other *shelf){
		"an empty desk":   func(*shelf) {},
		"another desk":    func(other *shelf) { other.add("نص آخر.", "ar", "fr") },
		"a damaged file":  func(other *shelf) { other.store, other.core = s.store, s.core; damage(t, s.folder, ".tm") },
		"a damaged table": func(other *shelf) { other.store, other.core = s.store, s.core; damage(t, s.folder, ".json") },
	} {
		other := newShelf(t)
		other.folder = s.folder
		change(other)
		u, err := other.start()
		if err != nil && !errors.Is(err, tm.ErrFile) {
			t.Errorf("%s: %v", name, err)
		}
		if u.index.place.seq != -1 || len(u.index.pairs) != 0 {
			t.Errorf("%s: the index is used", name)
		}
	}
}

// damage changes a byte in the middle of the files of an ending, for the rest of the test.
func damage(t *testing.T, folder, ending string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*"+ending))
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	for _, path := range files {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		b[len(b)/2] ^= 0x55
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
