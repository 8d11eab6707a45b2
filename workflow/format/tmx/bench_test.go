package tmx

import (
	"io"
	"testing"

	"truchement/workflow/format/xmlpull/xmltest"
)

// BenchmarkUnits makes the units of 50 MB, beside xmllint, which only checks the file.
func BenchmarkUnits(b *testing.B) {
	xmltest.CompareSpeed(b, xmltest.File(b, 50_000_000, xmltest.WriteTMX), func(in io.Reader) error {
		_, err := Units(in, func(Header, Unit) error { return nil })
		return err
	})
}
