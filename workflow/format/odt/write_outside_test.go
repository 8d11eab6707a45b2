package odt

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"truchement/workflow/format/edition/editiontest"
	"truchement/workflow/outside"
)

// TestEditionsFitTheSchema validates the parts with jing against the RELAX NG schemas of OASIS, of ODF
// 1.3 for documents and of 1.2 for the manifest, which Debian has with Emacs.
func TestEditionsFitTheSchema(t *testing.T) {
	outside.Package(t, "")
	schema := func(name string) string {
		found, err := filepath.Glob("/usr/share/emacs/*/etc/schema/" + name)
		if err != nil || len(found) == 0 {
			t.Fatalf("no %s: install emacs-common", name)
		}
		return found[0]
	}
	dir := t.TempDir()
	var texts []string
	for _, c := range goldens {
		file := write(t, c.doc, c.o)
		for _, name := range []string{"content.xml", "styles.xml", "meta.xml"} {
			path := filepath.Join(dir, c.name+"-"+name)
			if err := os.WriteFile(path, []byte(editiontest.Part(t, file, name)), 0o600); err != nil {
				t.Fatal(err)
			}
			texts = append(texts, path)
		}
	}
	args := append([]string{"-i", "-c", schema("OpenDocument-schema-v1.3.rnc")}, texts...)
	if out, err := exec.Command("jing", args...).CombinedOutput(); err != nil {
		t.Errorf("jing: %v\n%s", err, out)
	}
	manifest := filepath.Join(dir, "manifest.xml")
	text := strings.ReplaceAll(editiontest.Part(t, write(t, goldens[4].doc, goldens[4].o), "META-INF/manifest.xml"),
		`version="1.3"`, `version="1.2"`)
	if err := os.WriteFile(manifest, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("jing", "-i", "-c", schema("od-manifest-schema-v1.2-os.rnc"), manifest).CombinedOutput()
	if err != nil {
		t.Errorf("jing: %v\n%s", err, out)
	}
}

// TestLibreOfficePrintsEditions has LibreOffice convert the editions to PDF and looks for their words.
func TestLibreOfficePrintsEditions(t *testing.T) {
	outside.Package(t, "")
	dir := t.TempDir()
	var files []string
	for _, c := range goldens {
		path := filepath.Join(dir, c.name+".odt")
		if err := os.WriteFile(path, write(t, c.doc, c.o), 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, path)
	}
	outside.Convert(t, "pdf", dir, files...)
	for _, c := range goldens[:2] {
		out, err := exec.Command("pdftotext", filepath.Join(dir, c.name+".pdf"), "-").Output()
		if err != nil {
			t.Fatalf("pdftotext: %v", err)
		}
		words := wordsOf(string(out))
		arabic, found := 0, 0
		for _, s := range c.doc.Segments() {
			for _, w := range wordsOf(s.Target.String()) {
				if !slices.Contains(words, w) {
					t.Errorf("%s: %q is not on paper", c.name, w)
				}
			}
			for _, w := range wordsOf(s.Source.String()) {
				arabic++
				if slices.Contains(words, w) {
					found++
				}
			}
		}
		// Extractors lose vocalised words and some at line ends, not more.
		if !c.o.TargetOnly && found < arabic*9/10 {
			t.Errorf("%s: %d of %d Arabic words on paper", c.name, found, arabic)
		}
	}
}

// wordsOf leaves punctuation out, because extractors move it.
func wordsOf(s string) []string {
	s = strings.NewReplacer("\u202A", "", "\u202B", "", "\u202C", "", "\u200F", "", "\u200E", "").Replace(s)
	return strings.FieldsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
}
