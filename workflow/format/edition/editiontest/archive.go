package editiontest

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"truchement/workflow/format/archive"
)

// Parts reads the parts of a ZIP archive, in their order.
func Parts(t testing.TB, file []byte) (parts []archive.Part) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, archive.Part{Name: f.Name, Content: string(content)})
	}
	return parts
}

// Part reads one part of a ZIP archive.
func Part(t testing.TB, file []byte, name string) string {
	t.Helper()
	for _, p := range Parts(t, file) {
		if p.Name == name {
			return p.Content
		}
	}
	t.Fatalf("the file has no part %s", name)
	return ""
}

// ReviewDOCX replaces texts in the body and the comments of a DOCX file, pair by pair, as a reviewer
// does in Word.
func ReviewDOCX(t testing.TB, file []byte, pairs ...string) []byte {
	t.Helper()
	parts := Parts(t, file)
	for i := 0; i+1 < len(pairs); i += 2 {
		found := false
		for j := range parts {
			if p := &parts[j]; (p.Name == "word/document.xml" || p.Name == "word/comments.xml") &&
				strings.Contains(p.Content, pairs[i]) {
				p.Content, found = strings.ReplaceAll(p.Content, pairs[i], pairs[i+1]), true
			}
		}
		if !found {
			t.Fatalf("the file has no %q", pairs[i])
		}
	}
	var b bytes.Buffer
	if err := archive.Write(&b, parts); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
