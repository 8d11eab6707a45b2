package term

import (
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"

	"truchement/workflow/lang"
)

// newsLines returns the lines of a text of running news, and its words of more than three letters,
// each once.
func newsLines(t testing.TB, file string) (lines, words []string) {
	t.Helper()
	data, err := os.ReadFile("testdata/news/" + file)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
		for _, tok := range lang.Tokens(line) {
			if tok.Word && !seen[tok.Text] && utf8.RuneCountInString(tok.Text) > 3 {
				seen[tok.Text] = true
				words = append(words, tok.Text)
			}
		}
	}
	return lines, words
}

// randomConcepts returns n concepts with two terms a language, of two to four words of running news,
// one in ten of one word: nearly all words that are searched are words of terms, which is harder
// than a termbase is.
func randomConcepts(t testing.TB, n int) []Concept {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	_, arabic := newsLines(t, "pud.ar.txt")
	_, french := newsLines(t, "pud.fr.txt")
	name := func(words []string) string {
		var parts []string
		count := 2 + random.IntN(3)
		if random.IntN(10) == 0 {
			count = 1
		}
		for range count {
			parts = append(parts, words[random.IntN(len(words))])
		}
		return strings.Join(parts, " ")
	}
	list := make([]Concept, n)
	for i := range list {
		list[i] = Concept{ID: fmt.Sprint(i), Type: Types[random.IntN(len(Types))], Terms: []Term{
			{Lang: "ar", Text: name(arabic)}, {Lang: "ar", Text: name(arabic)},
			{Lang: "fr", Text: name(french)}, {Lang: "fr", Text: name(french)},
		}}
	}
	return list
}

// BenchmarkFind finds the terms of one segment, of 10,000 and of 100,000 concepts.
func BenchmarkFind(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		concepts := randomConcepts(b, n)
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		x := New()
		x.Put(concepts...)
		runtime.GC()
		runtime.ReadMemStats(&after)
		runtime.KeepAlive(concepts)
		for _, tag := range []string{"ar", "fr"} {
			lines, _ := newsLines(b, "pud."+tag+".txt")
			b.Run(fmt.Sprintf("%s/%d", tag, n), func(b *testing.B) {
				b.ReportAllocs()
				i, hits := 0, 0
				for b.Loop() {
					hits += len(x.Find(lines[i%len(lines)], tag, ""))
					i++
				}
				b.ReportMetric(float64(hits)/float64(i), "hits/op")
				b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "MB")
				runtime.KeepAlive(x)
			})
		}
	}
}

// BenchmarkPut replaces one concept of 100,000.
func BenchmarkPut(b *testing.B) {
	concepts := randomConcepts(b, 100_000)
	x := New()
	x.Put(concepts...)
	i := 0
	for b.Loop() {
		x.Put(concepts[i*7919%len(concepts)])
		i++
	}
}
