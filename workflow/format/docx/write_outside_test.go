package docx

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

// TestEditionsAreValidOpenXML validates the editions with Microsoft's Open XML SDK.
func TestEditionsAreValidOpenXML(t *testing.T) {
	for _, c := range goldens {
		path := filepath.Join(t.TempDir(), c.name+".docx")
		if err := os.WriteFile(path, write(t, c.doc, c.o), 0o600); err != nil {
			t.Fatal(err)
		}
		outside.CheckOpenXML(t, path)
	}
}

// TestLibreOfficePrintsEditions has LibreOffice convert the editions to PDF and looks
// for their words in it.
func TestLibreOfficePrintsEditions(t *testing.T) {
	outside.Package(t, "")
	dir := t.TempDir()
	var files []string
	for _, c := range goldens {
		path := filepath.Join(dir, c.name+".docx")
		if err := os.WriteFile(path, write(t, c.doc, c.o), 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, path)
	}
	outside.Convert(t, "pdf", dir, files...)
	var arabic []string
	for _, b := range editiontest.Article().Blocks {
		arabic = append(arabic, wordsOf(b.Source().String())...)
	}
	for _, c := range goldens[:2] {
		words := printed(t, filepath.Join(dir, c.name+".pdf"))
		for _, b := range c.doc.Blocks {
			for _, w := range wordsOf(b.Target().String()) {
				if !slices.Contains(words, w) {
					t.Errorf("%s: %q is not on paper", c.name, w)
				}
			}
		}
		if want := 2; !c.o.TargetOnly && pagesOf(t, filepath.Join(dir, c.name+".pdf")) > want {
			t.Errorf("%s takes more than %d pages", c.name, want)
		}
		found := 0
		for _, w := range arabic {
			if slices.Contains(words, w) {
				found++
			}
		}
		// Extractors lose vocalised words and some at line ends, not more.
		if want := len(arabic) * 9 / 10; !c.o.TargetOnly && found < want {
			t.Errorf("%s: %d of %d Arabic words on paper, want %d", c.name, found, len(arabic), want)
		}
		if c.o.TargetOnly && found > 12 {
			t.Errorf("%s: %d Arabic words on paper, want those of the credits", c.name, found)
		}
	}
}

func printed(t *testing.T, pdf string) []string {
	t.Helper()
	out, err := exec.Command("pdftotext", pdf, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext: %v", err)
	}
	marks := strings.NewReplacer("\u202A", "", "\u202B", "", "\u202C", "", "\u200F", "", "\u200E", "")
	return wordsOf(marks.Replace(string(out)))
}

// pagesOf counts the pages of a PDF file: each ends in a form feed of its text.
func pagesOf(t *testing.T, pdf string) int {
	t.Helper()
	out, err := exec.Command("pdftotext", pdf, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext: %v", err)
	}
	return strings.Count(string(out), "\f")
}

// wordsOf leaves punctuation out, because extractors move it.
func wordsOf(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
}
