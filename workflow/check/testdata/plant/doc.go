// Package plant puts one mistake at a time into translations that are right, to measure what checks find: a wrong number,
// a name that is spelt otherwise, a clause that is left out. It knows nothing of how the checks work and uses none of what
// they read texts with, so that both cannot be blind to the same thing.
//
// The same pairs, seed, number and kind always give the same mistake. Where a kind cannot be planted in a pair, because the
// pair has no number or no name, there is none: All counts these.
package plant

import (
	"math/rand/v2"
	"slices"

	"truchement/workflow/bitext"
	"truchement/workflow/term"
)

// Kind is a kind of mistake.
type Kind string

// The kinds.
const (
	Number   Kind = "number"
	Date     Kind = "date" // of a day, weekday, month or year
	Name     Kind = "name"
	Omission Kind = "omission" // of words, a clause or a sentence
	Negation Kind = "negation" // one that is lost, or added
	Quotes   Kind = "quotes"
	Leftover Kind = "left-over source"
	Code     Kind = "code"
	Doubled  Kind = "doubled word"
	Final    Kind = "final sign"
	Spacing  Kind = "spacing"
	Term     Kind = "contradictory term"
)

// Kinds are all kinds.
func Kinds() []Kind {
	return []Kind{Number, Date, Name, Omission, Negation, Quotes, Leftover, Code, Doubled, Final, Spacing, Term}
}

// Pair is a text with its translation, between Arabic and French.
type Pair struct{ SourceLang, TargetLang, Source, Target string }

// Mistake is a pair with a mistake in its target.
type Mistake struct {
	Kind    Kind
	Variant string // of the kind, such as month
	Pair    int    // number of the clean pair
	// SourceLang and TargetLang are its languages. Clean is the target without the mistake. Those of code have codes, in
	// their clean target too.
	SourceLang, TargetLang string
	Source, Clean, Target  bitext.Text
	// Start and End are where the mistake is in the Flat of Target, and Was what Clean has there.
	Start, End int
	Was        string
	// Other is a pair of the same article that the target contradicts, and Concepts is the termbase that it goes against.
	// Of a contradictory term either is set, of other kinds neither.
	Other    *Pair
	Concepts []term.Concept
}

// Planter plants mistakes in pairs.
type Planter struct {
	pairs []Pair
	seed  uint64
	names [][]edit   // where pairs have a name, with the name
	terms [][]termed // where pairs have a term of the list
}

// New makes a planter.
func New(pairs []Pair, seed uint64) *Planter {
	p := &Planter{pairs: pairs, seed: seed}
	for _, pair := range pairs {
		p.names = append(p.names, findNames(pair))
		p.terms = append(p.terms, findTerms(pair))
	}
	return p
}

// Plant puts a mistake of a kind into the pair with a number. It reports false where there is no place for one.
func (p *Planter) Plant(number int, k Kind) (Mistake, bool) {
	random := rand.New(rand.NewPCG(p.seed, uint64(number)<<8|uint64(slices.Index(Kinds(), k)))) //nolint:gosec // not for secrets
	m := p.begin(number, k)
	switch k {
	case Code:
		return m, plantCode(&m, random)
	case Term:
		return m, p.plantTerm(&m, random)
	}
	e, ok := choose(p.edits(number, k, random), random)
	if !ok {
		return m, false
	}
	m.apply(e)
	return m, true
}

// All plants one mistake of each kind into each pair, and counts the pairs without a place for a kind.
func (p *Planter) All() (mistakes []Mistake, skipped map[Kind]int) {
	skipped = map[Kind]int{}
	for i := range p.pairs {
		for _, k := range Kinds() {
			if m, ok := p.Plant(i, k); ok {
				mistakes = append(mistakes, m)
			} else {
				skipped[k]++
			}
		}
	}
	return mistakes, skipped
}

func (p *Planter) begin(number int, k Kind) Mistake {
	pair := p.pairs[number]
	return Mistake{Kind: k, Pair: number, SourceLang: pair.SourceLang, TargetLang: pair.TargetLang,
		Source: bitext.Plain(pair.Source), Clean: bitext.Plain(pair.Target), Target: bitext.Plain(pair.Target)}
}

// edits are all mistakes of a kind that a pair has a place for.
func (p *Planter) edits(number int, k Kind, random *rand.Rand) []edit {
	pair := p.pairs[number]
	switch k {
	case Number:
		return numbers(pair, random)
	case Date:
		return dates(pair, random)
	case Name:
		return p.otherNames(number, random)
	case Omission:
		return omissions(pair, random)
	case Negation:
		return negations(pair)
	case Quotes:
		return quotes(pair)
	case Leftover:
		return leftovers(pair, random)
	case Doubled:
		return doubled(pair)
	case Final:
		return finals(pair)
	}
	return spacings(pair)
}

// edit is a text in place of a part of the target.
type edit struct {
	variant    string
	start, end int
	text       string
}

// choose takes a variant by chance and one of its edits, so that variants with many places do not crowd out the others.
func choose(edits []edit, random *rand.Rand) (edit, bool) {
	var variants []string
	for _, e := range edits {
		if !slices.Contains(variants, e.variant) {
			variants = append(variants, e.variant)
		}
	}
	if len(variants) == 0 {
		return edit{}, false
	}
	slices.Sort(variants)
	variant := variants[random.IntN(len(variants))]
	edits = slices.DeleteFunc(edits, func(e edit) bool { return e.variant != variant })
	return edits[random.IntN(len(edits))], true
}

// apply makes the edit in a mistake whose target is still clean.
func (m *Mistake) apply(e edit) {
	flat := m.Clean.Flat()
	m.Variant, m.Was = e.variant, flat[e.start:e.end]
	m.Start, m.End = e.start, e.start+len(e.text)
	m.Target = bitext.Plain(flat[:e.start] + e.text + flat[e.end:])
}
