package desk_test

import (
	"fmt"
	"testing"
	"time"

	"truchement/ui/uitest"
	"truchement/workflow"
)

// BenchmarkDesk asks for the board of a small and of a large desk, which shows the 500 newest of what
// has something left to do: what an article adds, beside what the page itself costs. The whole board is what a live update brings too.
func BenchmarkDesk(b *testing.B) {
	var small time.Duration
	for _, articles := range []int{10, 1000} {
		b.Run(fmt.Sprintf("articles=%d", articles), func(b *testing.B) {
			n := uitest.OpenNewsroom(b)
			for i := range articles {
				n.AddArticle(fmt.Sprintf("Titre %d\n%s", i, "Une phrase. Une autre. Et encore une. "+
					"Puis une phrase un peu plus longue que les autres."), time.Duration(i)*time.Minute)
			}
			chief := n.As(workflow.Chief)
			chief.Header.Set("Fx-Target", "board")
			chief.Header.Set("Accept-Encoding", "gzip")
			size := chief.Get("/board").Body.Len()
			for b.Loop() {
				if w := chief.Get("/board"); w.Code != 200 {
					b.Fatal(w.Code)
				}
			}
			took := b.Elapsed() / time.Duration(b.N)
			if small == 0 {
				small = took
			}
			b.ReportMetric(float64(took)/float64(small), "x-of-10")
			b.ReportMetric(float64(size)/1024, "KB-packed")
		})
	}
}
