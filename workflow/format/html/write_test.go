package html

import (
	"bytes"
	"testing"
	"time"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/format/edition/editiontest"
)

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
	{"article-corrected.html", withCorrections(), Options{Lang: "ar", Paper: edition.A5, Reading: &Reading{},
		Look: edition.Look{Typeface: edition.Press, Accent: "#767676", Logo: logo}}},
	{"kinds.html", editiontest.Kinds(), Options{}},
	{"kinds-target.html", editiontest.Kinds(), Options{TargetOnly: true}},
}

// withCorrections is the article corrected twice since it was published.
func withCorrections() *bitext.Document {
	d := corrected()
	s := &d.Blocks[1].Segments[0]
	s.Corrections = []bitext.Correction{{Time: d.Date.Add(time.Hour), Grade: edition.Typo},
		{Time: d.Updated, Grade: edition.FactError, Reason: "Le ministre est arrivé <lundi>."}}
	return d
}

// logo is an image of one pixel.
var logo = []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\b\x00\x00\x00\x00:~\x9bU" +
	"\x00\x00\x00\nIDATx\x9cc\xf8\x0f\x00\x01\x01\x01\x00\x1b\xb6\xeeV\x00\x00\x00\x00IEND\xaeB`\x82")

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
		editiontest.CheckGolden(t, "write/"+c.name, string(got))
	}
}
