package main

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"truchement/workflow/check/testdata/plant"
)

// planted prints how many mistakes each engine finds, of each kind and variant, and examples of what ours misses.
func planted(there []engine, pairs []plant.Pair) error {
	mistakes, skipped := mistakesOf(pairs)
	var right, wrong []one
	for _, m := range mistakes {
		o := one{m.SourceLang, m.TargetLang, m.Source, m.Clean, m.Other, m.Concepts}
		right = append(right, o)
		o.target = m.Target
		wrong = append(wrong, o)
	}
	found := make([][]bool, len(there))
	for i, e := range there {
		before, _, err := e.look(right)
		if err != nil {
			return fmt.Errorf("%s: %w", e.name, err)
		}
		after, _, err := e.look(wrong)
		if err != nil {
			return fmt.Errorf("%s: %w", e.name, err)
		}
		for j := range mistakes {
			found[i] = append(found[i], hasNew(before[j], after[j]))
		}
	}
	fmt.Println("Mistakes found, in percent of those planted; in brackets the pairs that have no place for the kind.")
	fmt.Println()
	table(there, mistakes, found, skipped)
	fmt.Println("\ntruchement, by variant:")
	variants(mistakes, found[0])
	fmt.Println("\nMissed, for example:")
	missed(mistakes, found[0])
	return nil
}

// mistakesOf plants mistakes, as many as asked for of each kind in a direction.
func mistakesOf(pairs []plant.Pair) (kept []plant.Mistake, skipped map[plant.Kind]int) {
	p := plant.New(pairs, uint64(number("BENCH_SEED", 1))) //nolint:gosec // a seed
	all, skipped := p.All()
	each := map[string]int{}
	// Every kind is spread over all pairs.
	most := number("BENCH_EACH", 100)
	of := map[string]int{}
	for _, m := range all {
		of[string(m.Kind)+m.TargetLang]++
	}
	for _, m := range all {
		key := string(m.Kind) + m.TargetLang
		if n := each[key]; n*most/of[key] != (n+1)*most/of[key] || of[key] <= most {
			kept = append(kept, m)
		}
		each[key]++
	}
	return kept, skipped
}

// hasNew reports whether there is a finding that was not there before.
func hasNew(before, after []finding) bool {
	count := map[string]int{}
	for _, f := range before {
		count[f.name+f.key]++
	}
	for _, f := range after {
		if count[f.name+f.key]--; count[f.name+f.key] < 0 {
			return true
		}
	}
	return false
}

func table(there []engine, mistakes []plant.Mistake, found [][]bool, skipped map[plant.Kind]int) {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	head := []string{"kind", "to", "planted"}
	for _, e := range there {
		head = append(head, e.name)
	}
	fmt.Fprintln(w, strings.Join(head, "\t")+"\t")
	row := func(name, to string, is func(plant.Mistake) bool) {
		planted, hits := 0, make([]int, len(there))
		for j, m := range mistakes {
			if !is(m) {
				continue
			}
			planted++
			for i := range there {
				if found[i][j] {
					hits[i]++
				}
			}
		}
		if planted == 0 {
			return
		}
		cells := []string{name, to, fmt.Sprint(planted)}
		for _, n := range hits {
			cells = append(cells, fmt.Sprintf("%.1f", 100*float64(n)/float64(planted)))
		}
		fmt.Fprintln(w, strings.Join(cells, "\t")+"\t")
	}
	for _, k := range plant.Kinds() {
		for _, to := range []string{"fr", "ar"} {
			name := ""
			if to == "fr" {
				name = fmt.Sprintf("%s (%d)", k, skipped[k])
			}
			row(name, to, func(m plant.Mistake) bool { return m.Kind == k && m.TargetLang == to })
		}
	}
	for _, to := range []string{"fr", "ar"} {
		row("all", to, func(m plant.Mistake) bool { return m.TargetLang == to })
	}
	_ = w.Flush()
}

func variants(mistakes []plant.Mistake, found []bool) {
	var planted, hits = map[string]int{}, map[string]int{}
	for j, m := range mistakes {
		name := fmt.Sprintf("%s, %s, to %s", m.Kind, m.Variant, m.TargetLang)
		if planted[name]++; found[j] {
			hits[name]++
		}
	}
	for _, name := range slices.Sorted(maps.Keys(planted)) {
		fmt.Printf("  %s: %d of %d\n", name, hits[name], planted[name])
	}
}

func missed(mistakes []plant.Mistake, found []bool) {
	shown := map[string]int{}
	for j, m := range mistakes {
		key := string(m.Kind) + m.Variant + m.TargetLang
		if found[j] {
			continue
		}
		if shown[key]++; shown[key] > number("BENCH_EXAMPLES", 2) {
			continue
		}
		target := m.Target.Flat()
		fmt.Printf("  %s, %s: “%s” → “%s”\n    %s\n    %s\n", m.Kind, m.Variant, m.Was, target[m.Start:m.End], m.Source.Markup(), m.Target.Markup())
	}
}
