package bench_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/bitext"
)

// What the panel of a row costs, beside a row with no memory behind it.
func BenchmarkRowPanel(b *testing.B) {
	open := func(b *testing.B, r *remembered) {
		b.Helper()
		browser := r.As(workflow.Translator)
		browser.Header.Set("Fx-Target", "bench r-"+r.New[1].ID)
		for b.Loop() {
			if w := browser.Get(r.bench(2)); w.Code != http.StatusOK {
				b.Fatal(w.Code)
			}
		}
	}
	empty := &remembered{Newsroom: uitest.OpenNewsroom(b)}
	p := pairs["fr"]
	empty.New = empty.add(b, p.from, p.to, p.new)
	empty.ID = empty.New[0].Article
	full := openRemembered(b, "fr")
	b.Run("empty", func(b *testing.B) { open(b, empty) })
	b.Run("match", func(b *testing.B) { open(b, full) })
	b.Run("matches-of", func(b *testing.B) {
		for b.Loop() {
			if found, err := full.Memory.MatchesOf(b.Context(), full.Actor(workflow.Translator), full.New[1].ID); err != nil || len(found) != 1 {
				b.Fatal(len(found), err)
			}
		}
	})
}

// What the panel of a row costs beside a memory of many units, of which TRUCHEMENT_BENCH_UNITS says how many: the
// median and the worst of a hundred, as the page asks for it where it was not fetched ahead.
func BenchmarkPanelOfManyUnits(b *testing.B) {
	units, err := strconv.Atoi(cmp.Or(os.Getenv("TRUCHEMENT_BENCH_UNITS"), "10000"))
	if err != nil {
		b.Fatal(err)
	}
	r := &remembered{Newsroom: uitest.OpenNewsroom(b)}
	sentences := newsSentences(b)
	r.fill(b, units, sentences)
	var article strings.Builder
	for range 200 {
		fmt.Fprintf(&article, "%s\n\n", changed(sentences))
	}
	r.New = r.add(b, "ar", "fr", article.String())
	browser := r.As(workflow.Translator)
	browser.Header.Set("Fx-Target", "panels")
	var took []time.Duration
	matches, i := 0, 0
	for b.Loop() {
		s := r.New[i%len(r.New)]
		i++
		start := time.Now()
		w := browser.Get("/articles/" + s.Article + "/panels?of=" + s.ID)
		took = append(took, time.Since(start))
		if w.Code != http.StatusOK {
			b.Fatal(w.Code)
		}
		if strings.Contains(w.Body.String(), "data-match") {
			matches++
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
	b.ReportMetric(float64(matches)/float64(len(took)), "with-matches")
}

// newsSentences are sentences of Arabic news.
func newsSentences(b *testing.B) []string {
	b.Helper()
	text, err := os.ReadFile("../../workflow/segment/testdata/ar.pud.para.gold")
	if err != nil {
		b.Fatal(err)
	}
	return slices.DeleteFunc(strings.Split(string(text), "\n"), func(line string) bool {
		return strings.TrimSpace(line) == "" || strings.HasPrefix(line, "<")
	})
}

// fill writes so many units, each the beginning of a sentence with the end of another, and waits until the index has them.
func (r *remembered) fill(b *testing.B, units int, sentences []string) {
	b.Helper()
	const atOnce = 5000
	random := rand.New(rand.NewPCG(7, 11))
	words := func() []string { return strings.Fields(sentences[random.IntN(len(sentences))]) }
	for at := 0; at < units; at += atOnce {
		err := r.Store.Update(b.Context(), func(tx workflow.Tx) error {
			seq, err := tx.Append(workflow.Entry{Kind: workflow.UnitsChanged})
			var some []workflow.Unit
			for n := at; n < min(at+atOnce, units); n++ {
				first, last := words(), words()
				source := strings.Join(slices.Concat(first[:(len(first)+1)/2], last[len(last)/2:]), " ")
				some = append(some, workflow.Unit{ID: fmt.Sprintf("00000000-0000-7000-8000-%012d", n), SourceLang: "ar", TargetLang: "fr",
					Source: bitext.Plain(source), Target: bitext.Plain(fmt.Sprintf("Traduction %d de cette phrase.", n)),
					State: workflow.UnitApproved, At: r.Clock.Now(), Seq: seq, UnitOrigin: workflow.UnitOrigin{Origin: "agence.tmx", Confidence: 1}})
			}
			if err == nil {
				err = tx.AddUnits(some...)
			}
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	if err := r.Memory.Current(b.Context()); err != nil {
		b.Fatal(err)
	}
}

// changed is a sentence with one of its words from another, so that it has a match.
func changed(sentences []string) string {
	words := strings.Fields(sentences[rand.IntN(len(sentences))])
	other := strings.Fields(sentences[rand.IntN(len(sentences))])
	words[rand.IntN(len(words))] = other[0]
	return strings.Join(words, " ")
}
