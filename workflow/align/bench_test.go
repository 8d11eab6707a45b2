package align

import (
	"fmt"
	"testing"
)

// BenchmarkNews aligns 40 articles of 25 sentences in one call.
func BenchmarkNews(b *testing.B) {
	d := openDevSet(b, "pud.hard")
	a := New("ar", "fr")
	b.ReportAllocs()
	for b.Loop() {
		a.Align(d.pairs)
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N)/float64(len(d.pairs)), "ms/article")
}

// BenchmarkBook shows that time and memory grow with the length of a text.
func BenchmarkBook(b *testing.B) {
	for _, n := range []int{3_125, 12_500, 50_000} {
		p := book(b, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			a := New("ar", "fr")
			b.ReportAllocs()
			for b.Loop() {
				a.AlignOne(p)
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(n), "µs/sentence")
		})
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		New("ar", "fr")
	}
}
