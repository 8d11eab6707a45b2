package tm

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
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
		lines := benchLines(b, tag)
		n := benchUnits()
		before := heap()
		runtime.LockOSThread()
		start := threadTime()
		c := newCorpus(lines, 1)
		x := Build(tag, "en", func(yield func(Unit) bool) {
			for i := range n {
				if !yield(Unit{ID: testID(i), Source: c.source(i)}) {
					return
				}
			}
		})
		build := threadTime() - start
		bytes := heap() - before
		s := x.state.Load().segments[0]
		fmt.Println(tag, "build", build, "bytes/unit", float64(bytes)/float64(n), "text", float64(len(s.text))/float64(n),
			"posting", float64(len(s.source.data))/float64(n), "bits", float64(len(s.source.bits)*8)/float64(n), s.source.dense,
			"surfaces", len(s.surfaces.hashes), "classes", len(s.classes.hashes), "skips", len(s.source.skips)*8/n)
		c2 := newCorpus(lines, 1)
		var queries []string
		for i := range n {
			if t := c2.source(i); i%(n/2000) == 0 {
				queries = append(queries, t)
			}
		}
		for i := range queries {
			queries[i] = c2.edit(queries[i], c2.random.Float64()*0.5)
		}
		b.Run(tag, func(b *testing.B) {
			runtime.LockOSThread()
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
