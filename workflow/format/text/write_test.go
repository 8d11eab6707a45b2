package text

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition/editiontest"
	"truchement/workflow/lang"
)

var goldens = []struct {
	name string
	doc  *bitext.Document
	o    Options
}{
	{"article.txt", editiontest.Article(), Options{}},
	{"article-target.txt", editiontest.Article(), Options{TargetOnly: true}},
	{"kinds.txt", editiontest.Kinds(), Options{}},
	{"kinds-target.txt", editiontest.Kinds(), Options{TargetOnly: true}},
}

func write(t *testing.T, d *bitext.Document, o Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWriteMatchesGolden(t *testing.T) {
	for _, c := range goldens {
		got := write(t, c.doc, c.o)
		editiontest.CheckGolden(t, "write/"+c.name, got)
	}
}

// TestLinesHaveDirectionOfTheirLanguage checks the direction of every line in a program that
// goes by the first strong character.
func TestLinesHaveDirectionOfTheirLanguage(t *testing.T) {
	d := editiontest.Kinds()
	for _, b := range d.Blocks {
		for _, s := range b.Segments {
			if s.Target.Empty() {
				continue
			}
			one := &bitext.Document{SourceLang: "fr", TargetLang: "ar",
				Blocks: []bitext.Block{{Kind: b.Kind, Segments: []bitext.Segment{{Target: s.Target}}}}}
			for _, line := range strings.Split(strings.TrimSpace(write(t, one, Options{TargetOnly: true})), "\n") {
				if line == "* * *" {
					break
				}
				if got := lang.FirstStrong(line); line != "" && got != lang.RTL {
					t.Errorf("%q would be shown %q", line, got)
				}
			}
		}
	}
}

// TestTargetReadsBackAsParagraphs reads the target that was written alone.
func TestTargetReadsBackAsParagraphs(t *testing.T) {
	d := editiontest.Article()
	back, err := Read(strings.NewReader(write(t, d, Options{TargetOnly: true})))
	if err != nil {
		t.Fatal(err)
	}
	for i, b := range d.Blocks {
		if got, want := back.Blocks[i].Source().String(), b.Target().String(); got != want {
			t.Errorf("block %d reads back as %q, want %q", i, got, want)
		}
	}
}

type failingWriter struct{}

func (failingWriter) Write([]byte) (int, error) { return 0, errDiskFull }

var errDiskFull = errors.New("disk full")

func TestWriteReturnsErrorOfWriter(t *testing.T) {
	if err := Write(failingWriter{}, editiontest.Article(), Options{}); !errors.Is(err, errDiskFull) {
		t.Errorf("Write = %v, want %v", err, errDiskFull)
	}
}
