package tm

import (
	"bytes"
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
// with ar.txt and fr.txt, one sentence a line, else those of the tests.
func benchLines(b testing.TB, tag string) []string {
	folder := os.Getenv("TRUCHEMENT_TM_CORPUS")
	if folder == "" {
		return testLines(b, tag)
	}
	return slices.DeleteFunc(readLines(b, folder+"/"+tag+".txt"), func(line string) bool {
		return len(strings.Fields(line)) > 40
	})
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

// benchIndex is an index of sources of a language with targets of the other, and a function that
// reports what it takes, since the loop of a benchmark forgets what was reported before.
func benchIndex(b *testing.B, tag, other string) (*Index, []string, *corpus, func()) {
	c, d := newCorpus(benchLines(b, tag), 1), newCorpus(benchLines(b, other), 2)
	sources, targets := make([]string, benchUnits()), make([]string, benchUnits())
	words := 0
	for i := range sources {
		sources[i], targets[i] = c.source(i), d.source(i)
		words += len(strings.Fields(sources[i]))
	}
	before, start := heap(), threadTime()
	x := buildIndex(tag, other, func(yield func(Unit) bool) {
		for i, s := range sources {
			if !yield(Unit{ID: testID(i), Source: s, Target: targets[i]}) {
				return
			}
		}
	})
	build, n := threadTime()-start, float64(len(sources))
	bytes := heap() - before
	runtime.KeepAlive(targets)
	target := 0
	s := x.state.Load().segments[0]
	for _, part := range s.targetSections() {
		target += len(part.bytes())
	}
	report := func() {
		b.ReportMetric(float64(words)/n, "words/unit")
		b.ReportMetric(float64(bytes-uint64(target))/n, "source-B/unit")
		b.ReportMetric(float64(target)/n, "target-B/unit")
		b.ReportMetric(build.Seconds(), "build-s")
	}
	return x, sources, c, report
}

// targetSections are the arrays of a segment that the target side takes.
func (s *segment) targetSections() []section {
	p := &s.target
	return []section{array(&s.targetClasses.hashes), array(&s.targetClasses.table), array(&p.bits),
		array(&p.count), array(&p.start), array(&p.data), array(&p.skips), array(&p.first)}
}

// bruteTop is what a lookup finds, by verifying every row of the lengths that can match.
func bruteTop(x *Index, text string) []Match {
	l := &lookup{Query: Query{Text: text, Floor: DefaultFloor, Limit: DefaultLimit}, tag: x.sourceTag,
		scratch: &scratch{}}
	l.words, l.key = scan(text, x.sourceTag)
	l.classes = make([]uint64, len(l.words))
	r := x.state.Load().segments[0]
	l.exact(r)
	l.resolve(r)
	lo, hi := r.window((len(l.words)+1)/2, 2*len(l.words))
	for row := lo; row < hi; row++ {
		l.verify(r, row)
	}
	return l.top
}

func times(n int, do func(i int)) []time.Duration {
	out := make([]time.Duration, n)
	for i := range out {
		start := threadTime()
		do(i)
		out[i] = threadTime() - start
	}
	return out
}

// BenchmarkIndex measures the CPU time of one thread. The corpus: each sentence of at most 40 words
// once, then new ones as corpus makes them; queries are units with 0 to 50 % of their words
// changed.
func BenchmarkIndex(b *testing.B) {
	for _, tags := range [][2]string{{"ar", "fr"}, {"fr", "ar"}} {
		b.Run(tags[0], func(b *testing.B) {
			runtime.LockOSThread()
			defer runtime.UnlockOSThread()
			x, sources, c, report := benchIndex(b, tags[0], tags[1])
			queries := make([]string, 2000)
			for i := range queries {
				queries[i] = c.edit(sources[c.random.IntN(len(sources))], c.random.Float64()/2)
			}
			for b.Loop() {
				benchLookups(b, x, queries)
				benchSearches(b, x, queries, c)
				benchFile(b, x, tags)
				benchInserts(b, x, sources, queries)
			}
			report()
		})
	}
}

func benchLookups(b *testing.B, x *Index, queries []string) {
	found := 0
	lookups := times(len(queries), func(i int) { found += len(x.Lookup(Query{Text: queries[i]})) })
	b.ReportMetric(percentile(lookups, 0.5), "p50-ms")
	b.ReportMetric(percentile(lookups, 0.99), "p99-ms")
	b.ReportMetric(float64(found)/float64(len(queries)), "found")
	some := queries[:20]
	brute := times(len(some), func(i int) {
		if got, want := x.Lookup(Query{Text: some[i]}), bruteTop(x, some[i]); !slices.Equal(got, want) {
			b.Errorf("Lookup(%q) = %v, want %v", some[i], got, want)
		}
	})
	b.ReportMetric(percentile(brute, 0.5)/percentile(lookups, 0.5), "brute/lookup")
}

func benchSearches(b *testing.B, x *Index, queries []string, c *corpus) {
	fragments := times(200, func(i int) { x.Fragments(queries[i], 4, 5) })
	b.ReportMetric(percentile(fragments, 0.5), "fragments-p50-ms")
	b.ReportMetric(percentile(fragments, 0.99), "fragments-p99-ms")
	concordance := times(400, func(i int) {
		words := c.fields()
		at := c.random.IntN(len(words))
		x.Concordance(strings.Join(words[at:min(at+1+i%3, len(words))], " "), Side(0), 50)
	})
	b.ReportMetric(percentile(concordance, 0.5), "concordance-p50-ms")
	b.ReportMetric(percentile(concordance, 1), "concordance-max-ms")
}

func benchFile(b *testing.B, x *Index, tags [2]string) {
	var file bytes.Buffer
	save := times(1, func(int) {
		if err := x.Save(&file, 1); err != nil {
			b.Fatal(err)
		}
	})
	b.ReportMetric(percentile(save, 1), "save-ms")
	open := times(1, func(int) {
		if _, _, err := Open(file.Bytes(), tags[0], tags[1]); err != nil {
			b.Fatal(err)
		}
	})
	b.ReportMetric(percentile(open, 1), "open-ms")
}

func benchInserts(b *testing.B, x *Index, sources, queries []string) {
	n := min(10000, len(sources))
	inserts := times(n, func(i int) {
		x.Insert(Unit{ID: testID(len(sources) + i), Source: sources[i], Target: sources[i]})
	})
	sum := time.Duration(0)
	for _, t := range inserts {
		sum += t
	}
	b.ReportMetric(float64(sum.Microseconds())/float64(n), "insert-us")
	lookups := times(len(queries), func(i int) { x.Lookup(Query{Text: queries[i]}) })
	b.ReportMetric(percentile(lookups, 0.5), "live-p50-ms")
	b.ReportMetric(percentile(lookups, 0.99), "live-p99-ms")
}
