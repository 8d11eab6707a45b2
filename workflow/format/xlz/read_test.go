package xlz

import (
	"archive/zip"
	"bytes"
	"errors"
	"testing"

	"truchement/workflow/bitext"
	"truchement/workflow/format/limit"
)

// pack makes a package of names and contents.
func pack(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		f, err := w.Create(parts[i])
		if err == nil {
			_, err = f.Write([]byte(parts[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func file(target, source, text string) string {
	return `<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file source-language="fr" target-language="` +
		target + `"><body><trans-unit id="1"><source>` + source + `</source><target>` + text + `</target></trans-unit></body></file></xliff>`
}

func TestReadPackages(t *testing.T) {
	d, err := Read(bytes.NewReader(pack(t, "content.xlf", file("ar", "Un.", "واحد."), "skeleton.skl", "x",
		"z/second.XLIFF", file("ar-MA", "Deux.", "اثنان."), "z/third.mqxliff", file("en", "Trois.", "Three."))))
	if err != nil {
		t.Fatal(err)
	}
	all := d.Segments()
	if len(all) != 2 || all[1].Target.String() != "اثنان." || all[1].State != bitext.Translated || d.TargetLang != "ar" {
		t.Errorf("got %+v", d)
	}
	if len(d.Oddities) != 1 || d.Oddities[0].Kind != bitext.OddLanguage || d.Oddities[0].Text != "z/third.mqxliff" {
		t.Errorf("oddities %+v", d.Oddities)
	}
	for name, want := range map[string]limit.Kind{
		string(pack(t, "a.txt", "x")): limit.Empty, "PK\x03\x04": limit.Damaged, string(pack(t, "../a.xlf", "x")): limit.Damaged,
		string(pack(t, "a.xlf", "<html/>")): limit.Damaged,
	} {
		var e *limit.Error
		if _, err := Read(bytes.NewReader([]byte(name))); !errors.As(err, &e) || e.Kind != want {
			t.Errorf("%.30q: %v, want %s", name, err, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(pack(f, "content.xlf", file("ar", "Un.", "واحد.")))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Read(bytes.NewReader(data))
		if err != nil {
			return
		}
		for _, s := range d.Segments() {
			if !s.Source.Nested() || !s.Target.Nested() {
				t.Errorf("torn: %+v", s)
			}
		}
	})
}
