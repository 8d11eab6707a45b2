//go:build unix

package segment

import (
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/clipperhouse/uax29/v2/sentences"
)

// cpu returns the processor time of this process, which does not depend on other work of the
// machine.
func cpu(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// cutting measures a segmenter in bytes by time, and by processor time.
func cutting(b *testing.B, cut func(lang, text string)) {
	for _, name := range []string{"ar.pud.para.gold", "fr.gsd.para.gold"} {
		texts, _ := readGold(b, name)
		text := strings.Join(texts, "\n")
		lang := name[:2]
		b.Run(lang, func(b *testing.B) {
			cut(lang, text)
			b.SetBytes(int64(len(text)))
			start := cpu(b)
			for b.Loop() {
				cut(lang, text)
			}
			b.ReportMetric(float64(len(text))*float64(b.N)/1e6/(cpu(b)-start).Seconds(), "cpuMB/s")
		})
	}
}

// BenchmarkCut is compared with BenchmarkUAX29, a segmenter with fixed rules, in the same run.
func BenchmarkCut(b *testing.B) {
	cutting(b, func(lang, text string) { Default(lang).Cut(text) })
}

func BenchmarkUAX29(b *testing.B) {
	cutting(b, func(_, text string) {
		n := 0
		for tokens := sentences.FromString(text); tokens.Next(); {
			n += len(tokens.Value())
		}
		if n != len(text) {
			b.Fatalf("%d of %d bytes", n, len(text))
		}
	})
}

// BenchmarkFirstArticle reads and compiles the default rules, and cuts an article with automata that know no state yet, as
// the first article after a start is cut. BenchmarkFirstArticle/again cuts it once more.
func BenchmarkFirstArticle(b *testing.B) {
	data, err := os.ReadFile("testdata/article-rabat-paris.txt")
	if err != nil {
		b.Fatal(err)
	}
	text := string(data)
	measure := func(b *testing.B, cut func()) {
		start := cpu(b)
		for b.Loop() {
			cut()
		}
		b.ReportMetric(1e3*(cpu(b)-start).Seconds()/float64(b.N), "cpums/op")
	}
	b.Run("cold", func(b *testing.B) {
		measure(b, func() {
			srx, err := Parse(strings.NewReader(expandLists(defaultSRX, defaultLists)))
			if err != nil {
				b.Fatal(err)
			}
			rules, err := srx.Rules("ar")
			if err != nil {
				b.Fatal(err)
			}
			rules.Cut(text)
		})
	})
	b.Run("again", func(b *testing.B) { measure(b, func() { Default("ar").Cut(text) }) })
}
