package intake_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"truchement/ui/uitest"
	"truchement/workflow"
)

// BenchmarkIntake previews and makes an article of 100 segments and of 1,000, in turns with a file
// of the same text that is written and synced. It reports what each takes, and how many times longer
// than the file it takes to make the article.
func BenchmarkIntake(b *testing.B) {
	for _, size := range []int{100, 1000} {
		b.Run(fmt.Sprintf("segments=%d", size), func(b *testing.B) {
			n := uitest.OpenNewsroom(b)
			chief := n.As(workflow.Chief)
			var preview, made, bare time.Duration
			round := 0
			for b.Loop() {
				text := textOf(size, round)
				began := time.Now()
				page := n.See(chief.Post("/articles/new", "text", text, "do", "preview"), 200)
				preview += time.Since(began)
				began = time.Now()
				w := chief.Post("/articles/new", "text", text, "do", "create",
					"seen", uitest.Hidden(b, page, "seen"))
				made += time.Since(began)
				if w.Code != 303 {
					b.Fatal(w.Code, w.Body)
				}
				began = time.Now()
				writeSynced(b, text)
				bare += time.Since(began)
				round++
			}
			b.ReportMetric(float64(preview.Microseconds())/1000/float64(round), "preview-ms")
			b.ReportMetric(float64(made.Microseconds())/1000/float64(round), "make-ms")
			b.ReportMetric(float64(made)/float64(bare), "make/file")
		})
	}
}

// textOf is an article of so many segments, four to a paragraph.
func textOf(segments, round int) string {
	var text strings.Builder
	fmt.Fprintf(&text, "عنوان %d\n", round)
	for i := 1; i < segments; i++ {
		fmt.Fprintf(&text, "قال الوزير في تصريح رقم %d للصحافة إن المحادثات ستستأنف غدا في الرباط. ", i)
		if i%4 == 0 {
			text.WriteString("\n")
		}
	}
	return text.String()
}

func writeSynced(b *testing.B, text string) {
	b.Helper()
	f, err := os.Create(filepath.Join(b.TempDir(), "article.txt"))
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteString(text); err != nil {
		b.Fatal(err)
	}
	if err := f.Sync(); err != nil {
		b.Fatal(err)
	}
}
