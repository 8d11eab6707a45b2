package html

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition/editiontest"
)

var update = flag.Bool("update", false, "write the golden files anew")

var goldens = []struct {
	name string
	doc  *bitext.Document
	o    Options
}{
	{"article.html", editiontest.Article(), Options{}},
	{"article-ar.html", editiontest.Article(), Options{Lang: "ar"}},
	{"article-paragraphs.html", editiontest.Article().ByBlock(), Options{Mode: Alternating}},
	{"article-reading.html", editiontest.Article(), Options{Reading: &Reading{
		Back: Link{Address: "/editions", Words: "Toutes les éditions"}, Menu: "Télécharger",
		Files: []Link{{Address: "/file?format=html&a=1", Words: "HTML <1>", Hint: "à <coller>"}}}}},
	{"article-frame.html", editiontest.Article(), Options{Lang: "ar", Reading: &Reading{Framed: true,
		Robots: "noindex", Whole: Link{Address: "/e/x", Words: "فتح الصفحة"}}}},
	{"article-target.html", editiontest.Article(), Options{TargetOnly: true}},
	{"kinds.html", editiontest.Kinds(), Options{}},
	{"kinds-target.html", editiontest.Kinds(), Options{TargetOnly: true}},
}

func write(t *testing.T, d *bitext.Document, o Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWriteMatchesGolden(t *testing.T) {
	for _, c := range goldens {
		got := write(t, c.doc, c.o)
		path := filepath.Join("testdata", "write", c.name)
		if *update {
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(want), string(got)); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, d)
		}
	}
}
