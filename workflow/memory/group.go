package memory

import (
	"cmp"
	"slices"

	"truchement/workflow"
	"truchement/workflow/lang"
	"truchement/workflow/tm"
)

// group makes one match of all units with the same source and target, and orders matches: by score and
// kind, then those that more units have, then the approved, then as the index found them. What it says of
// how often a translation was made, and of rivals, is of the units given.
func group(matches []Match) []Match {
	type texts struct{ source, target string }
	at := map[texts]int{}
	var all []Match
	for _, m := range matches {
		key := texts{m.Unit.Source.Markup(), m.Unit.Target.Markup()}
		i, there := at[key]
		if !there {
			at[key], m.Times = len(all), 1
			all = append(all, m)
			continue
		}
		times := all[i].Times + 1
		if isBetter(&m, &all[i]) {
			all[i] = m
		}
		all[i].Times = times
	}
	slices.SortStableFunc(all, func(a, b Match) int {
		return cmp.Or(b.Score-a.Score, rank(a.Kind)-rank(b.Kind), b.Times-a.Times,
			isApproved(b.Unit)-isApproved(a.Unit))
	})
	countRivals(all)
	return all
}

// isBetter reports whether of two units with the same texts the first says more of where they come from.
func isBetter(a, b *Match) bool {
	return cmp.Or(b.Score-a.Score, rank(a.Kind)-rank(b.Kind), isApproved(b.Unit)-isApproved(a.Unit)) < 0
}

func rank(k MatchKind) int { return slices.Index([]MatchKind{ContextMatch, ExactMatch, FuzzyMatch}, k) }

// isApproved is 2 for a unit with a known approver, and 1 for another that counts as approved.
func isApproved(u workflow.Unit) int {
	switch {
	case u.State != workflow.UnitApproved:
		return 0
	case u.Approver == "":
		return 1
	}
	return 2
}

// countRivals counts for each match the others that translate the same source otherwise.
func countRivals(all []Match) {
	type place struct {
		source uint64
		score  int
		kind   MatchKind
	}
	placeOf := func(m *Match) place {
		return place{tm.Key(m.Unit.Source.String(), m.Unit.SourceLang), m.Score, m.Kind}
	}
	targets := map[place]map[string]bool{}
	for i := range all {
		p := placeOf(&all[i])
		if targets[p] == nil {
			targets[p] = map[string]bool{}
		}
		targets[p][foldedTarget(&all[i])] = true
	}
	for i := range all {
		all[i].Rivals = len(targets[placeOf(&all[i])]) - 1
	}
}

func foldedTarget(m *Match) string { return lang.Fold(m.Unit.Target.String(), m.Unit.TargetLang) }
