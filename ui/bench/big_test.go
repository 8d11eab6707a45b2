package bench_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"truchement/ui/uitest"
	"truchement/workflow"
)

// BenchmarkBook answers the workbench of 10,000 segments, packed, and of one row of it.
func BenchmarkBook(b *testing.B) {
	n := uitest.OpenNewsroom(b)
	book := addBook(n, 10000)
	reader := n.As(workflow.Translator)
	v, err := n.Article.Read(b.Context(), n.Actor(workflow.Chief), book)
	if err != nil {
		b.Fatal(err)
	}
	one := v.Segments[5000].ID
	for _, bm := range []struct{ name, part string }{{"page", ""}, {"row", "bench r-" + one}} {
		b.Run(bm.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r := httptest.NewRequest(http.MethodGet, "/articles/"+book+"/bench?s="+one, nil)
				r.Header.Set("Accept-Encoding", "gzip")
				if bm.part != "" {
					r.Header.Set("Fx-Target", bm.part)
				}
				w := reader.Send(r)
				b.ReportMetric(float64(w.Body.Len())/1024, "KB")
				if w.Header().Get("Content-Encoding") == "gzip" {
					z, err := gzip.NewReader(w.Body)
					if err != nil {
						b.Fatal(err)
					}
					plain, err := io.Copy(io.Discard, z)
					if err != nil {
						b.Fatal(err)
					}
					b.ReportMetric(float64(plain)/1024, "plain-KB")
				}
			}
		})
	}
}
