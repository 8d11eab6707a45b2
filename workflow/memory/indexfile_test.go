package memory

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
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

// spoil changes the files of the index while a program uses them.
var spoil = map[string]func(path string) error{
	"cut":        func(path string) error { return os.Truncate(path, 0) },
	"cut at 4 K": func(path string) error { return os.Truncate(path, 4096) },
	"overwritten": func(path string) error {
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		info, err := f.Stat()
		if err == nil {
			_, err = f.WriteAt(bytes.Repeat([]byte{0xff}, int(info.Size())*3/4), info.Size()/4)
		}
		return errors.Join(err, f.Close())
	},
}

// A file that is cut or overwritten under a program ends no lookup but the one that meets it, and that
// one is answered, too.
func TestSpoiledIndexIsReadAnew(t *testing.T) {
	uses := map[string]func(u *UseCases){
		"lookup": func(u *UseCases) {
			u.find(t.Context(), Query{SourceLang: "ar", TargetLang: "fr", Text: bitext.Plain(sentence(7))})
		},
		"concordance": func(u *UseCases) { u.UnitsHaving(sentence(7), "ar", "ar", "fr") },
		"fragments": func(u *UseCases) {
			u.fragments(t.Context(), Query{SourceLang: "ar", TargetLang: "fr", Text: bitext.Plain(sentence(7))})
		},
		"saving":     func(u *UseCases) { u.index.changed = worthSaving; _ = u.save(t.Context()) },
		"refreshing": func(u *UseCases) { _ = u.Current(t.Context()) },
	}
	for how, change := range spoil {
		for name, use := range uses {
			t.Run(how+"/"+name, func(t *testing.T) {
				s := newShelf(t)
				s.addMany(300)
				first, err := s.start()
				if err != nil {
					t.Fatal(err)
				}
				s.current(first)
				u, err := s.start()
				if err != nil || !s.finds(u, sentence(7), "ar", "fr") {
					t.Fatalf("the file is not used: %v", err)
				}
				s.add("جملة جديدة تماما.", "ar", "fr")
				files, err := filepath.Glob(filepath.Join(s.folder, "*.tm"))
				if err != nil || len(files) != 1 {
					t.Fatal(files, err)
				}
				if err := change(files[0]); err != nil {
					t.Fatal(err)
				}
				use(u)
				use(u)
				if err := u.Current(t.Context()); err != nil {
					t.Fatal(err)
				}
				for _, text := range []string{sentence(7), sentence(299), "جملة جديدة تماما."} {
					if !s.finds(u, text, "ar", "fr") {
						t.Errorf("%q is not found", text)
					}
				}
				if n := u.index.of("ar", "fr").Len(); n != 301 || !u.IndexState().Ready {
					t.Errorf("%d units, %+v", n, u.IndexState())
				}
				if err := u.index.takeUnusable(); how != "overwritten" && !errors.Is(err, tm.ErrFile) {
					t.Errorf("the log has %v", err)
				}
				s.current(u)
				again, err := s.start()
				if err != nil || !s.finds(again, sentence(7), "ar", "fr") {
					t.Errorf("the file that was written then is not used: %v", err)
				}
			})
		}
	}
}

func sentence(i int) string {
	return fmt.Sprintf("وصل الوزير رقم %d إلى مدينة %d قبل %d أيام.", i, i*7, i*i)
}

func (s *shelf) addMany(n int) {
	s.Helper()
	for i := range n {
		s.add(sentence(i), "ar", "fr")
	}
}

// A table whose file was changed is not used.
func TestChangedManifestIsNotUsed(t *testing.T) {
	s := newShelf(t)
	s.add("وصل الوزير اليوم.", "ar", "fr")
	first, err := s.start()
	if err != nil {
		t.Fatal(err)
	}
	s.current(first)
	path := filepath.Join(s.folder, manifestName)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	changed := regexp.MustCompile(`"Files":\{[^}]*\}`).ReplaceAll(b, []byte(`"Files":{}`))
	if bytes.Equal(changed, b) {
		t.Fatalf("%s has no files", b)
	}
	if err := os.WriteFile(path, changed, 0o600); err != nil {
		t.Fatal(err)
	}
	u, err := s.start()
	if !errors.Is(err, tm.ErrFile) {
		t.Errorf("opened with %v", err)
	}
	s.current(u)
	if !s.finds(u, "وصل الوزير اليوم.", "ar", "fr") {
		t.Error("what is in the store is not found")
	}
}

// Looking for something in languages that the memory has no units of leaves nothing behind.
func TestLookupsMakeNoIndex(t *testing.T) {
	s := newShelf(t)
	s.add("وصل الوزير اليوم.", "ar", "fr")
	u, err := s.start()
	if err != nil {
		t.Fatal(err)
	}
	for _, tag := range []string{"xaa", "xab", "de"} {
		s.finds(u, "وصل الوزير اليوم.", tag, "fr")
		u.UnitsHaving("الوزير", tag, tag, "fr")
		if _, err := u.Fragments(t.Context(), workflow.Operator(), Query{SourceLang: tag, TargetLang: "fr",
			Text: bitext.Plain("وصل الوزير اليوم إلى باريس.")}); err != nil {
			t.Error(err)
		}
	}
	s.current(u)
	files, _ := filepath.Glob(s.folder + "/*")
	if len(files) != 2 || len(u.index.pairs) != 1 || len(u.words.pairs) > 1 {
		t.Errorf("files %v, %d indexes, %d aligners", files, len(u.index.pairs), len(u.words.pairs))
	}
}
