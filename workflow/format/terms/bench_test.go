package terms

import (
	"bytes"
	"fmt"
	"testing"

	"truchement/workflow/format/terms/entry"
	"truchement/workflow/format/terms/table"
	"truchement/workflow/term"
)

// BenchmarkRead reads 10,000 concepts of three terms from each format.
func BenchmarkRead(b *testing.B) {
	var all10k []term.Concept
	for i := range 10_000 {
		all10k = append(all10k, concept(fmt.Sprintf("id-%d", i), fmt.Sprint("ar:مصطلح ", i), fmt.Sprint("fr:terme ", i),
			fmt.Sprint("!fr:therme ", i)))
	}
	for _, f := range []Format{TBX, XLSX, CSV, OmegaT} {
		file := []byte(write(b, f, Options{Pair: arabicFrench}, all10k))
		b.Run(string(f), func(b *testing.B) {
			b.SetBytes(int64(len(file)))
			b.ReportAllocs()
			for b.Loop() {
				n := 0
				_, err := Read(bytes.NewReader(file), f, table.Pair{}, func(entry.Entry) error { n++; return nil })
				if err != nil || n != len(all10k) {
					b.Fatal(n, err)
				}
			}
		})
	}
}
