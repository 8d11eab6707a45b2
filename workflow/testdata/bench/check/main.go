// Command check looks at right pairs and at pairs with one mistake each (workflow/check/testdata/plant), through the checks
// of workflow/check and what others have, side by side in one run. It is run by `make bench-engines` from the top of the
// tree.
//
// What is found in right pairs is counted as false, though professionals make mistakes too. A planted mistake is found when
// there is a finding that the pair does not have without it.
package main

import (
	"cmp"
	"fmt"
	"log"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"truchement/workflow/bitext"
	"truchement/workflow/check"
	"truchement/workflow/check/testdata/plant"
)

const news = "workflow/term/testdata/news/pud."

func main() {
	log.SetFlags(0)
	pairs, err := readPairs()
	if err != nil {
		log.Fatal(err)
	}
	var there []engine
	for _, e := range engines() {
		if _, _, err := e.look([]one{clean(pairs[0])}); err != nil {
			log.Printf("%s is left out: %s", e.name, err)
			continue
		}
		there = append(there, e)
	}
	log.Print("LanguageTool is left out: neither Debian nor npm has it.")
	fmt.Printf("Checks: %d right pairs of Arabic and French in both directions; pairs of 100 with a grave finding (error; critical"+
		"\nor functional), and with any; milliseconds of processor time a pair.\n\n", len(pairs)/2)
	if err := falseFindings(there, pairs); err != nil {
		log.Fatal(err)
	}
	if err := speed(pairs); err != nil {
		log.Fatal(err)
	}
	if err := planted(there, pairs); err != nil {
		log.Fatal(err)
	}
}

// readPairs reads right pairs, each in both directions.
func readPairs() (pairs []plant.Pair, err error) {
	var ar, fr []string
	if name := os.Getenv("BENCH_CHECK"); name != "" {
		text, err := os.ReadFile(name) //nolint:gosec // the user names it
		if err != nil {
			return nil, err
		}
		for line := range strings.Lines(string(text)) {
			source, target, _ := strings.Cut(line, "\t")
			ar, fr = append(ar, strings.TrimSpace(source)), append(fr, strings.TrimSpace(target))
		}
	} else {
		for tag, to := range map[string]*[]string{"ar": &ar, "fr": &fr} {
			text, err := os.ReadFile(news + tag + ".txt")
			if err != nil {
				return nil, err
			}
			*to = strings.Split(string(text), "\n")
		}
	}
	if len(ar) != len(fr) {
		return nil, fmt.Errorf("%d Arabic and %d French sentences", len(ar), len(fr))
	}
	for i := range ar {
		if ar[i] != "" && fr[i] != "" {
			pairs = append(pairs, plant.Pair{SourceLang: "ar", TargetLang: "fr", Source: ar[i], Target: fr[i]},
				plant.Pair{SourceLang: "fr", TargetLang: "ar", Source: fr[i], Target: ar[i]})
		}
	}
	if len(pairs) == 0 {
		return nil, fmt.Errorf("there are no pairs")
	}
	return pairs, nil
}

func clean(p plant.Pair) one {
	return one{sourceLang: p.SourceLang, targetLang: p.TargetLang, source: bitext.Plain(p.Source), target: bitext.Plain(p.Target)}
}

// falseFindings prints what each engine finds in right pairs, and by which of its checks.
func falseFindings(there []engine, pairs []plant.Pair) error {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "to\tengine\tgrave\tany\tms\t\tby check, in pairs of 100")
	var examples []string
	for _, to := range []string{"fr", "ar"} {
		var all []one
		for _, p := range pairs {
			if p.TargetLang == to {
				all = append(all, clean(p))
			}
		}
		for _, e := range there {
			found, each, err := e.look(all)
			if err != nil {
				return fmt.Errorf("%s: %w", e.name, err)
			}
			grave, any, by := count(found)
			of := func(n int) float64 { return 100 * float64(n) / float64(len(all)) }
			var checks []string
			for _, name := range slices.SortedFunc(maps.Keys(by), func(a, b string) int { return cmp.Or(by[b]-by[a], cmp.Compare(a, b)) }) {
				checks = append(checks, fmt.Sprintf("%s %.1f", name, of(by[name])))
			}
			fmt.Fprintf(w, "%s\t%s\t%.1f\t%.1f\t%.2f\t\t%s\n", to, e.name, of(grave), of(any), float64(each)/float64(time.Millisecond),
				strings.Join(checks, ", "))
			if e.name == there[0].name {
				examples = append(examples, falseExamples(all, found)...)
			}
		}
	}
	_ = w.Flush()
	fmt.Println("\nFor example:")
	fmt.Println(strings.Join(examples, "\n"))
	return nil
}

// count is how many pairs have a grave finding, any, and one of each name.
func count(found [][]finding) (grave, any int, by map[string]int) {
	by = map[string]int{}
	for _, findings := range found {
		isGrave := false
		seen := map[string]bool{}
		for _, f := range findings {
			isGrave = isGrave || f.grave
			if !seen[f.name] {
				by[f.name]++
			}
			seen[f.name] = true
		}
		if isGrave {
			grave++
		}
		if len(findings) > 0 {
			any++
		}
	}
	return grave, any, by
}

func falseExamples(all []one, found [][]finding) (lines []string) {
	shown := map[string]int{}
	for i, findings := range found {
		for _, f := range findings {
			if shown[f.name]++; shown[f.name] <= number("BENCH_EXAMPLES", 2) {
				lines = append(lines, fmt.Sprintf("  %s\n    %s\n    %s", f.shown, all[i].source, all[i].target))
			}
		}
	}
	return lines
}

// speed prints the time of the slowest pair of our checks, and of an article of all pairs of a direction.
func speed(pairs []plant.Pair) error {
	checker := check.New(check.Rules{})
	var article []check.Pair
	slowest := time.Duration(0)
	for _, p := range pairs {
		one := pairOf(clean(p))
		if p.TargetLang == pairs[0].TargetLang {
			article = append(article, one)
		}
		fastest := time.Duration(0) // of three: the machine has other things to do
		for range 3 {
			start := time.Now()
			checker.Pair(one)
			if took := time.Since(start); fastest == 0 || took < fastest {
				fastest = took
			}
		}
		slowest = max(slowest, fastest)
	}
	start := processor()
	checker.Article(article)
	_, err := fmt.Printf("\ntruchement: the slowest pair takes %.2f ms, an article of %d pairs %.2f s of processor time.\n\n",
		float64(slowest)/float64(time.Millisecond), len(article), (processor() - start).Seconds())
	return err
}

// number reads a number of the environment.
func number(name string, usual int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return usual
}
