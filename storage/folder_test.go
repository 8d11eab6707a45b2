package storage

import (
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"testing"
)

func TestFolder(t *testing.T) {
	f := NewFolder(filepath.Join(t.TempDir(), "new"))
	write := func(name, text string) {
		t.Helper()
		err := f.Write(name, func(w io.Writer) error {
			_, err := io.WriteString(w, text)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if names, err := f.Names(); err != nil || names != nil {
		t.Errorf("names of a folder that is not there: %v, %v", names, err)
	}
	if _, err := f.Open("a"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("open of none: %v", err)
	}
	write("a", "old text")
	old, err := f.Open("a")
	if err != nil {
		t.Fatal(err)
	}
	write("a", "new")
	write("empty", "")
	now, err := f.Open("a")
	if err != nil || string(old) != "old text" || string(now) != "new" {
		t.Errorf("old %q, now %q, %v", old, now, err)
	}
	if b, err := f.Open("empty"); err != nil || len(b) != 0 {
		t.Errorf("an empty file: %q, %v", b, err)
	}
	full := errors.New("full")
	if err := f.Write("b", func(io.Writer) error { return full }); !errors.Is(err, full) {
		t.Errorf("a failed write: %v", err)
	}
	names, err := f.Names()
	if slices.Sort(names); err != nil || !slices.Equal(names, []string{"a", "empty"}) {
		t.Errorf("names %v, %v", names, err)
	}
	if err := f.Remove("a"); err != nil || string(now) != "new" {
		t.Errorf("removed: %v, %q", err, now)
	}
	for _, name := range []string{"../a", "/a", "", ".", "x/y"} {
		if _, err := f.Open(name); err == nil {
			t.Errorf("%q is opened", name)
		}
		if err := f.Write(name, func(io.Writer) error { return nil }); err == nil {
			t.Errorf("%q is written", name)
		}
	}
}
