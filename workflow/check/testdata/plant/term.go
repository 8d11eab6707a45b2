package plant

import (
	_ "embed"
	"math/rand/v2"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/term"
)

//go:embed terms.tsv
var termList string

// entry is a line of the list: a term in both languages, and names that contradict it.
type entry struct{ term, other map[string]string }

func entries() (all []entry) {
	for line := range strings.Lines(termList) {
		if cells := strings.Split(strings.TrimRight(line, "\n"), "\t"); len(cells) == 4 && !strings.HasPrefix(line, "#") {
			all = append(all, entry{map[string]string{"ar": cells[0], "fr": cells[1]}, map[string]string{"ar": cells[2], "fr": cells[3]}})
		}
	}
	return all
}

// termed is a place of a target that has the term of an entry, as its source does.
type termed struct {
	start, end int
	entry      entry
	line       int
}

// findTerms are the terms of the list that both texts have once.
func findTerms(p Pair) (found []termed) {
	for i, e := range entries() {
		var at [2][]int
		for side, text := range []string{p.Source, p.Target} {
			tag := []string{p.SourceLang, p.TargetLang}[side]
			for start := range places(text, e.term[tag]) {
				at[side] = append(at[side], start)
			}
		}
		if len(at[0]) == 1 && len(at[1]) == 1 {
			found = append(found, termed{at[1][0], at[1][0] + len(e.term[p.TargetLang]), e, i})
		}
	}
	return found
}

// plantTerm names something otherwise than the termbase does, by a name that this forbids or does not have, or otherwise than
// another pair of the article does.
func (p *Planter) plantTerm(m *Mistake, random *rand.Rand) bool {
	found := p.terms[m.Pair]
	if len(found) == 0 {
		return false
	}
	t := found[random.IntN(len(found))]
	variant := []string{"forbidden", "not in the termbase", "another in the article"}[random.IntN(3)]
	if variant == "another in the article" {
		if m.Other = p.withTerm(m.Pair, t.line, random); m.Other == nil {
			variant = "forbidden"
		}
	}
	target, other := m.TargetLang, t.entry.other[m.TargetLang]
	if variant != "another in the article" {
		c := term.Concept{ID: "c", Terms: []term.Term{{Lang: m.SourceLang, Text: t.entry.term[m.SourceLang]},
			{Lang: target, Text: t.entry.term[target], Status: term.Preferred}}}
		if variant == "forbidden" {
			c.Terms = append(c.Terms, term.Term{Lang: target, Text: other, Status: term.Deprecated})
		}
		m.Concepts = []term.Concept{c}
	}
	m.Clean = bitext.Plain(p.pairs[m.Pair].Target)
	m.apply(edit{variant, t.start, t.end, other})
	return true
}

// withTerm is another pair with the term of a line; nil for none.
func (p *Planter) withTerm(except, line int, random *rand.Rand) *Pair {
	var with []int
	for i, found := range p.terms {
		for _, t := range found {
			if t.line == line && i != except {
				with = append(with, i)
			}
		}
	}
	if len(with) == 0 {
		return nil
	}
	return &p.pairs[with[random.IntN(len(with))]]
}
