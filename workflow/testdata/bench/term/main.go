// Command term finds terms in the termbase's engine (workflow/term) and in its peers, side by side in
// one run: in the golden tables of inflected forms, in running news, and among 10,000 concepts. It is
// run by `make bench-engines` from the top of the tree.
//
// The golden tables are kept with our engine, which therefore finds what they hold; they show what the
// others make of it. In news a hit is right or wrong as it was judged by hand, those of our engine in
// workflow/term/testdata/news/judged.tsv, those that only others have in judged.tsv here; what none of
// them finds is not known. BENCH_UNJUDGED=1 prints the hits that are in neither.
package main

import (
	"fmt"
	"log"
	"os"
	"slices"
	"text/tabwriter"
	"time"
)

func main() {
	log.SetFlags(0)
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Println("Terms: forms of the golden tables that are found, and words that only look like one",
		"and are\nfound all the same; precision and recall in news with a newsroom's termbase, a hit",
		"being a term in\na sentence; sentences a second with 10,000 concepts in the fastest round,",
		"and their ratio.")
	fmt.Println()
	fmt.Fprintln(w, "language\tengine\tforms\tapart\tprecision\trecall\thits\tsentences/s\tratio\t")
	missing := map[string]bool{}
	for _, tag := range []string{"ar", "fr"} {
		if err := compare(w, tag, missing); err != nil {
			log.Fatal(err)
		}
	}
	_ = w.Flush()
}

// compare prints a line for each engine that is there, and says once of another that it is missing.
func compare(w *tabwriter.Writer, tag string, missing map[string]bool) error {
	tables, err := readTables(tag)
	if err != nil {
		return err
	}
	n, err := readNews(tag)
	if err != nil {
		return err
	}
	full, err := randomSet(tag)
	if err != nil {
		return err
	}
	best := 0.0
	for _, e := range engines(tag) {
		s, err := e.score(tables, n, full)
		if err != nil {
			if !missing[e.name] {
				log.Printf("%s is left out: %s", e.name, err)
			}
			missing[e.name] = true
			continue
		}
		if best == 0 {
			best = s.speed
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%.2f\t%.2f\t%d\t%.0f\t%.4f\t\n", tag, s.name, s.forms, s.apart,
			s.precision, s.recall, s.hits, s.speed, s.speed/best)
		if s.unjudged > 0 {
			log.Printf("%s: %d of its hits are not judged, and do not count", s.name, s.unjudged)
		}
	}
	return nil
}

// scores is a line of the table.
type scores struct {
	name, forms, apart string
	precision, recall  float64
	hits, unjudged     int
	speed              float64
}

func (e engine) score(tables []table, n *news, full set) (s scores, err error) {
	s.name = e.name
	cells := []*string{&s.forms, &s.apart}
	for i, t := range tables {
		found, _, name, err := e.find(t.set)
		if err != nil {
			return s, err
		}
		if name != "" {
			s.name = e.name + " (" + name + ")"
		}
		count := 0
		for j, numbers := range found {
			if slices.Contains(numbers, t.asked[j]) {
				count++
			}
		}
		*cells[i] = fmt.Sprintf("%d/%d", count, len(found))
	}
	found, _, _, err := e.find(n.set)
	if err != nil {
		return s, err
	}
	right := 0
	for i, numbers := range found {
		for _, number := range unique(numbers) {
			switch is, judged := n.right[hit{i, number}]; {
			case !judged:
				s.unjudged++
				n.unknown(e.name, i, number)
			case is:
				right++
				s.hits++
			default:
				s.hits++
			}
		}
	}
	s.precision = 100 * float64(right) / float64(s.hits)
	s.recall = 100 * float64(right) / float64(n.all())
	_, took, _, err := e.find(full)
	s.speed = speed(took)
	return s, err
}

// speed is sentences a second in the fastest round.
func speed(took []time.Duration) float64 {
	best := time.Duration(0)
	for round := range slices.Chunk(took, sentences) {
		sum := time.Duration(0)
		for _, d := range round {
			sum += d
		}
		if best == 0 || sum < best {
			best = sum
		}
	}
	return sentences / best.Seconds()
}

func unique(numbers []int) []int {
	numbers = slices.Clone(numbers)
	slices.Sort(numbers)
	return slices.Compact(numbers)
}
