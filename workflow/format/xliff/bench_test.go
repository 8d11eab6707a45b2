package xliff

import (
	"io"
	"testing"

	"truchement/workflow/format/xmlpull/xmltest"
)

// BenchmarkRead makes a document of 20 MB, beside xmllint, which only checks the file.
func BenchmarkRead(b *testing.B) {
	xmltest.CompareSpeed(b, xmltest.File(b, 20_000_000, xmltest.WriteXLIFF), func(in io.Reader) error {
		_, err := Read(in)
		return err
	})
}
