package docx

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition/editiontest"
)

// book is a document of 10,000 segments of the real article.
func book() *bitext.Document {
	d := editiontest.Article()
	blocks := d.Blocks
	for n := 0; n < 10_000; {
		for _, b := range blocks[1:] {
			b.Segments = append([]bitext.Segment(nil), b.Segments...)
			for i := range b.Segments {
				n++
				b.Segments[i].ID = fmt.Sprintf("0192f0c1-7a2b-7def-8123-%012d", n)
			}
			d.Blocks = append(d.Blocks, b)
		}
	}
	return d
}

func BenchmarkWriteBook(b *testing.B) {
	d := book()
	b.ReportAllocs()
	for b.Loop() {
		if err := Write(io.Discard, d, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkProposalsOfBook(b *testing.B) {
	d := book()
	var file bytes.Buffer
	if err := Write(&file, d, Options{}); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		rows, err := ReadRows(bytes.NewReader(file.Bytes()))
		if err != nil {
			b.Fatal(err)
		}
		if changed, _, err := Match(d, rows).Proposals(d); err != nil || len(changed) != 0 {
			b.Fatal(len(changed), err)
		}
	}
}
