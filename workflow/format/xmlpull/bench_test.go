package xmlpull

import (
	"io"
	"testing"

	"truchement/workflow/format/xmlpull/xmltest"
)

// BenchmarkTokens reads every token of 50 MB, beside xmllint.
func BenchmarkTokens(b *testing.B) {
	for name, write := range map[string]func(io.Writer, int64) error{
		"TMX": xmltest.WriteTMX, "XLIFF": xmltest.WriteXLIFF} {
		b.Run(name, func(b *testing.B) {
			xmltest.CompareSpeed(b, xmltest.File(b, 50_000_000, write), func(in io.Reader) error {
				_, err := drain(NewReader(in, Unbounded("")))
				return err
			})
		})
	}
}

// drain reads all tokens and counts them.
func drain(r *Reader) (tokens int, err error) {
	for {
		if _, err := r.Next(); err == io.EOF {
			return tokens, nil
		} else if err != nil {
			return tokens, err
		}
		tokens++
	}
}
