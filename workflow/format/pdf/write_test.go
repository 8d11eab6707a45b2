package pdf

import (
	"bytes"
	"testing"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition/editiontest"
)

func write(t testing.TB, d *bitext.Document, o Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func BenchmarkArticle(b *testing.B) {
	d := editiontest.Article()
	for b.Loop() {
		out := write(b, d, Options{})
		b.ReportMetric(float64(len(out))/1024, "KB")
	}
}
