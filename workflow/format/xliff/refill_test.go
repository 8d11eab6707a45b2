package xliff_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition/editiontest"
	"truchement/workflow/format/limit"
	"truchement/workflow/format/xliff"
)

// handedIn are the files that the tests of refilling read.
func handedIn(t testing.TB) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	for _, pattern := range []string{"testdata/*.xlf", "testdata/refill/*.*", "../testdata/handed/*.xlf", "../testdata/handed/*.sdlxliff"} {
		paths, err := filepath.Glob(pattern)
		if err != nil || len(paths) == 0 {
			t.Fatal(pattern, err)
		}
		for _, path := range paths {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			files[filepath.Base(path)] = data
		}
	}
	return files
}

func refilled(t testing.TB, data []byte, d *bitext.Document) string {
	t.Helper()
	var out bytes.Buffer
	if left, err := xliff.Refill(&out, data, d); err != nil || left != 0 {
		t.Fatalf("%d left, %v", left, err)
	}
	return out.String()
}

func TestRefillWithWhatWasReadChangesNothing(t *testing.T) {
	for name, data := range handedIn(t) {
		d, err := xliff.Read(bytes.NewReader(data))
		if err != nil {
			t.Fatal(name, err)
		}
		if got := refilled(t, data, d); got != string(data) {
			t.Errorf("%s changed:\n%s", name, got)
		}
	}
}

// translated gives every segment of d another target, with the codes of its source, and the state of an approved one.
func translated(d *bitext.Document) {
	for i := range d.Blocks {
		for j := range d.Blocks[i].Segments {
			s := &d.Blocks[i].Segments[j]
			s.Target = bitext.Join(bitext.Plain(fmt.Sprintf("<%d> ", j+1)), s.Source)
			s.State, s.SubState = bitext.Reviewed, bitext.None
		}
	}
}

func TestRefilledFileHasTargetsAndStates(t *testing.T) {
	for name, data := range handedIn(t) {
		d, err := xliff.Read(bytes.NewReader(data))
		if err != nil {
			t.Fatal(name, err)
		}
		translated(d)
		got := refilled(t, data, d)
		again, err := xliff.Read(strings.NewReader(got))
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, got)
		}
		for i, s := range again.Segments() {
			want := d.Segments()[i]
			if s.Source.Markup() != want.Source.Markup() || s.Target.Markup() != want.Target.Markup() {
				t.Errorf("%s: segment %d is %q > %q, want %q", name, i+1, s.Source.Markup(), s.Target.Markup(), want.Target.Markup())
			}
			if s.State != bitext.Reviewed && !(strings.HasPrefix(name, "phrase") && s.State == bitext.Translated) {
				t.Errorf("%s: segment %d is %s/%s\n%s", name, i+1, s.State, s.SubState, got)
			}
		}
		if twice := refilled(t, []byte(got), d); twice != got {
			t.Errorf("%s: a second time changes it:\n%s", name, twice)
		}
	}
}

// TestRefillMatchesGolden shows what becomes of files in each dialect: the second segment and the third are translated, the
// others are left.
func TestRefillMatchesGolden(t *testing.T) {
	var b strings.Builder
	for _, name := range []string{"trados.sdlxliff", "memoq.mqxliff", "phrase.mxliff", "pieces.xlf", "two.xlf"} {
		data := handedIn(t)[name]
		d, err := xliff.Read(bytes.NewReader(data))
		if err != nil {
			t.Fatal(name, err)
		}
		n := 0
		for i := range d.Blocks {
			for j := range d.Blocks[i].Segments {
				s := &d.Blocks[i].Segments[j]
				if n++; n == 2 || n == 3 {
					s.Target, _ = s.Source.Map(func(words string) (string, error) {
						if strings.TrimSpace(words) == "" {
							return words, nil
						}
						return "جديد & " + words, nil
					})
					s.State, s.SubState = bitext.Translated, bitext.None
				}
			}
		}
		b.WriteString("== " + name + "\n" + refilled(t, data, d))
	}
	editiontest.CheckGolden(t, "refill.txt", b.String())
}

func TestRefillKeepsEncoding(t *testing.T) {
	const plain = `<?xml version="1.0" encoding="utf-16"?><xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">` +
		`<file original="a" source-language="fr" target-language="ar" datatype="plaintext"><body><trans-unit id="1"><source>Un é</source></trans-unit></body></file></xliff>`
	wide := []byte{0xFF, 0xFE}
	for _, r := range plain {
		wide = append(wide, byte(r), byte(r>>8))
	}
	d, err := xliff.Read(bytes.NewReader(wide))
	if err != nil {
		t.Fatal(err)
	}
	if got := refilled(t, wide, d); got != string(wide) {
		t.Errorf("UTF-16 changed: %q", got)
	}
	translated(d)
	again, err := xliff.Read(strings.NewReader(refilled(t, wide, d)))
	if err != nil || again.Segments()[0].Target.String() != "<1> Un é" {
		t.Errorf("UTF-16: %+v, %v", again, err)
	}
	old := []byte(strings.Replace(strings.ReplaceAll(plain, "é", "\xE9"), "utf-16", "iso-8859-1", 1))
	var e *limit.Error
	if _, err := xliff.Refill(&bytes.Buffer{}, old, d); !errors.As(err, &e) || e.Kind != limit.Encoding || e.Found != "iso-8859-1" {
		t.Errorf("an encoding without Arabic: %v", err)
	}
}

func FuzzRefill(f *testing.F) {
	for _, data := range handedIn(f) {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := xliff.Read(bytes.NewReader(data))
		if err != nil {
			return
		}
		var out bytes.Buffer
		left, err := xliff.Refill(&out, data, d)
		if err != nil {
			return // an encoding that is not written
		}
		if left == 0 && !bytes.Equal(out.Bytes(), data) {
			t.Fatalf("changed:\n%q", out.String())
		}
		translated(d)
		out.Reset()
		if _, err := xliff.Refill(&out, data, d); err != nil {
			t.Fatal(err)
		}
		if _, err := xliff.Read(&out); err != nil {
			t.Errorf("the file that was refilled is not read: %v\n%q", err, out.String())
		}
	})
}
