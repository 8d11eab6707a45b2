package epub

import (
	"io"
	"testing"

	"truchement/workflow/format/edition/editiontest"
	"truchement/workflow/format/html"
)

// BenchmarkBook writes a book of 10,000 segments as HTML and as EPUB in one run, so that a slow machine
// slows both: the EPUB is to take less than ten seconds.
func BenchmarkBook(b *testing.B) {
	d := long(10_000)
	b.Run("html", func(b *testing.B) {
		for b.Loop() {
			if err := html.Write(io.Discard, d, html.Options{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	for name, mode := range map[string]Mode{"epub": Pairs, "epub-popup": Popup} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := Write(io.Discard, d, Options{Mode: mode}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("article", func(b *testing.B) {
		article := editiontest.Article()
		for b.Loop() {
			if err := Write(io.Discard, article, Options{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
