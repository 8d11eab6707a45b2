package uitest

import (
	"archive/zip"
	"bytes"
	"io"
	"net/url"
	"strings"
	"testing"

	"truchement/workflow"
)

// ReviewDOCX replaces texts in the body and the comments of a DOCX file, pair by pair, as a reviewer
// would who has no tool of ours.
func ReviewDOCX(t testing.TB, file []byte, pairs ...string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	found := map[string]bool{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == "word/document.xml" || f.Name == "word/comments.xml" {
			for i := 0; i+1 < len(pairs); i += 2 {
				if bytes.Contains(part, []byte(pairs[i])) {
					found[pairs[i]] = true
				}
			}
			part = []byte(strings.NewReplacer(pairs...).Replace(string(part)))
		}
		w, err := out.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(part); err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if !found[pairs[i]] {
			t.Fatalf("the file has no %q", pairs[i])
		}
	}
	return b.Bytes()
}

// DOCXForReview is the bilingual edition of an article with all that is translated.
func (n *Newsroom) DOCXForReview(id string) []byte {
	return n.As(workflow.Editor).Get("/articles/" + id + "/export/file?" + url.Values{"format": {"docx"},
		"states": {"initial", "translated", "reviewed"}}.Encode()).Body.Bytes()
}
