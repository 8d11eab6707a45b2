package align

import (
	"context"
	"unicode/utf8"

	"truchement/workflow/lang"
)

// Sentence is one sentence of a text, or any other stretch that is aligned as a whole.
type Sentence struct {
	Text string
	// Start reports that the sentence begins a block (a paragraph, a heading). It is false in
	// every sentence of a text without block information.
	Start bool
	// Heading reports that the sentence is a headline or a heading.
	Heading bool
}

// Sentences makes a sentence of every line, without block information.
func Sentences(lines []string) []Sentence {
	out := make([]Sentence, len(lines))
	for i, l := range lines {
		out[i].Text = l
	}
	return out
}

// Pair is two texts that are, or may be, translations of each other.
type Pair struct {
	Source, Target []Sentence
}

// Bead links the sentences [Source[0], Source[1]) of the source with [Target[0], Target[1]) of
// the target. One of the ranges may be empty: the sentences of the other have no counterpart.
type Bead struct {
	Source, Target [2]int
	// Confidence is the probability that exactly this bead is right, 0 to 1.
	Confidence float64
}

// Null reports whether one side of the bead is empty (a deletion or an insertion).
func (b Bead) Null() bool {
	return b.Source[0] == b.Source[1] || b.Target[0] == b.Target[1]
}

// Aligner aligns texts of one pair of languages. It is immutable and safe for concurrent use.
type Aligner struct {
	source, target string // primary language subtags
	lexicon        *Lexicon
	translations   map[string]bool // the words of the target language in the lexicon, and their stems
	boilerplate    *boilerplate
}

// New makes an aligner for a pair of languages, given as BCP 47 tags. The built-in lexicon of the
// pair is always used; lexicons are added to it, and nil ones are skipped.
func New(source, target string, lexicons ...*Lexicon) *Aligner {
	a := &Aligner{source: lang.Base(source), target: lang.Base(target), boilerplate: newBoilerplate()}
	a.lexicon = builtInLexicon(a.source, a.target)
	for _, l := range lexicons {
		if l != nil {
			a.lexicon.addAll(l)
		}
	}
	a.translations = a.lexicon.translations(a.target)
	return a
}

// Rounds is how often all pairs are aligned. Each round uses what the one before has learnt.
const Rounds = 3

// Progress is the state of a running AlignWithProgress. All pairs are aligned Rounds times, and
// the beads are those of the last round.
type Progress struct {
	Round, Rounds int // the round under way, from 1
	Pair, Pairs   int // how many pairs are done in this round
}

// Align aligns every pair and returns its beads in order. Every sentence of both sides is in
// exactly one bead. Pairs that belong together (the articles of a day, of a newspaper) should be
// aligned in one call, since translations learnt from one pair help the others.
func (a *Aligner) Align(pairs []Pair) [][]Bead {
	beads, _ := a.AlignWithProgress(context.Background(), pairs, func(Progress) {}) // never ends early
	return beads
}

// AlignWithProgress is Align with a report at the beginning of a round and after each of its pairs.
// It returns the error of ctx when ctx ends before the last pair of the last round.
func (a *Aligner) AlignWithProgress(
	ctx context.Context, pairs []Pair, report func(Progress),
) ([][]Bead, error) {
	c := a.readPairs(pairs)
	m := newModel()
	var out [][]Bead
	var space space
	for round := range Rounds {
		c.updateMatches(round)
		out = make([][]Bead, len(pairs))
		stats := &statistics{}
		report(Progress{round + 1, Rounds, 0, len(pairs)})
		for i, d := range c.docs {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			s := c.score(d, m)
			out[i] = s.search(stats, &space)
			report(Progress{round + 1, Rounds, i + 1, len(pairs)})
		}
		if round+1 < Rounds {
			m = m.adapt(stats)
			c.learn(out)
		}
	}
	return out, nil
}

// AlignOne aligns a single pair.
func (a *Aligner) AlignOne(p Pair) []Bead { return a.Align([]Pair{p})[0] }

func runeCount(s string) int { return utf8.RuneCountInString(s) }
