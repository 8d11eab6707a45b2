package tm

import (
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// benchUnits is the size of the benchmarks' memories: TRUCHEMENT_TM_UNITS, else a small one.
func benchUnits() int {
	if n, err := strconv.Atoi(os.Getenv("TRUCHEMENT_TM_UNITS")); err == nil {
		return n
	}
	return 10000
}

// benchLines are the sentences the memories are made of: those of TRUCHEMENT_TM_CORPUS, a folder
// with ar.txt and fr.txt, one sentence a line.
func benchLines(b testing.TB, tag string) []string {
	return readLines(b, os.Getenv("TRUCHEMENT_TM_CORPUS")+"/"+tag+".txt")
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func percentile(times []time.Duration, share float64) float64 {
	slices.Sort(times)
	return float64(times[int(share*float64(len(times)-1))]) / 1e6
}

func BenchmarkLookup(b *testing.B) {
	for _, tag := range []string{"ar", "fr"} {
		b.Run(tag, func(b *testing.B) {
			runtime.LockOSThread()
			defer runtime.UnlockOSThread()
			c := newCorpus(benchLines(b, tag), 1)
			sources := make([]string, benchUnits())
			words := 0
			for i := range sources {
				sources[i] = c.source(i)
				words += len(strings.Fields(sources[i]))
			}
			before, start := heap(), threadTime()
			x := Build(tag, "en", func(yield func(Unit) bool) {
				for i, s := range sources {
					if !yield(Unit{ID: testID(i), Source: s}) {
						return
					}
				}
			})
			build := threadTime() - start
			bytes := heap() - before
			n := float64(len(sources))
			b.Logf("%s: %d units of %.1f words, %.0f bytes a unit, built in %v", tag, len(sources), float64(words)/n, float64(bytes)/n, build)
			queries := make([]string, 2000)
			for i := range queries {
				queries[i] = c.edit(sources[c.random.IntN(len(sources))], c.random.Float64()/2)
			}
			var times []time.Duration
			found := 0
			for i := 0; b.Loop(); i++ {
				start := threadTime()
				found += len(x.Lookup(Query{Text: queries[i%len(queries)]}))
				times = append(times, threadTime()-start)
			}
			b.ReportMetric(percentile(times, 0.5), "p50-ms")
			b.ReportMetric(percentile(times, 0.99), "p99-ms")
			b.ReportMetric(float64(found)/float64(len(times)), "found")
		})
	}
}
