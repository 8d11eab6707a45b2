package intake_test

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/format/docx"
	"truchement/workflow/format/html"
	"truchement/workflow/format/markdown"
	"truchement/workflow/format/text"
)

// TestLinesAreSegments: whatever way an article comes in, a headline, a byline, a dateline and
// a line without a sign at its end are segments of their own.
func TestLinesAreSegments(t *testing.T) {
	want := []string{"Le titre sans point", "Par Nadia El Fassi", "RABAT (MAP) –", "Le ministre part.",
		"Il revient", "Une ligne sans signe", "Fin"}
	for name, c := range map[string]struct {
		read func(io.Reader) (*bitext.Document, error)
		text string
	}{
		"text": {text.Read, "Le titre sans point\nPar Nadia El Fassi\nRABAT (MAP) –\n" +
			"Le ministre part. Il revient\nUne ligne sans signe\n\nFin"},
		"markdown": {markdown.Read, "# Le titre sans point\n\nPar Nadia El Fassi  \nRABAT (MAP) –  \n" +
			"Le ministre part. Il\nrevient\n\n- Une ligne sans signe\n\nFin"},
		"html": {html.Read, "<h1>Le titre sans point</h1><p>Par Nadia El Fassi<br>RABAT (MAP) –<br/>" +
			"Le ministre part. Il revient</p><ul><li>Une ligne sans signe</ul>Fin"},
		"docx": {docx.Read, asDocx(t, "Le titre sans point", "Par Nadia El Fassi\nRABAT (MAP) –",
			"Le ministre part. Il revient", "Une ligne sans signe", "Fin")},
	} {
		t.Run(name, func(t *testing.T) {
			doc, err := c.read(strings.NewReader(c.text))
			if err != nil {
				t.Fatal(err)
			}
			doc.SourceLang = "fr"
			workflow.CutDocument(doc)
			var got []string
			for _, b := range doc.Blocks {
				for _, s := range b.Segments {
					got = append(got, s.Source.String())
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// asDocx is a document of paragraphs; a newline in one is a break.
func asDocx(t *testing.T, paragraphs ...string) string {
	t.Helper()
	doc := &bitext.Document{SourceLang: "ar", TargetLang: "fr"}
	for _, p := range paragraphs {
		var source bitext.Text
		for i, line := range strings.Split(p, "\n") {
			if i > 0 {
				source = append(source, bitext.Run{Kind: bitext.Lone,
					Code: bitext.Code{ID: "1", Type: bitext.Break}})
			}
			source = append(source, bitext.Plain(line)...)
		}
		b := bitext.NewBlock(bitext.Paragraph, source)
		b.Segments[0].Target, b.Segments[0].State = source, bitext.Final
		doc.Blocks = append(doc.Blocks, b)
	}
	var out bytes.Buffer
	if err := docx.Write(&out, doc, docx.Options{TargetOnly: true}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
