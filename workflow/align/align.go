package align

import (
	"unicode/utf8"

	"truchement/workflow/lang"
)

// Sentence is one sentence of a text, or any stretch that is not to be cut further.
type Sentence struct {
	Text string
	// Start says that the sentence begins a block (a paragraph, a heading). Texts that know no
	// blocks leave it false everywhere.
	Start bool
	// Heading says that the sentence is a headline or a heading.
	Heading bool
}

// Sentences makes sentences of lines that know no blocks.
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
// the target. One of the ranges may be empty: these sentences have no counterpart.
type Bead struct {
	Source, Target [2]int
	// Confidence is how probable it is that exactly this bead is right, 0 to 1.
	Confidence float64
}

// Null says that the sentences of one side stand alone.
func (b Bead) Null() bool {
	return b.Source[0] == b.Source[1] || b.Target[0] == b.Target[1]
}

// Aligner aligns texts of one pair of languages. It is immutable and safe for concurrent use.
type Aligner struct {
	source, target string // primary language subtags
	lexicon        *Lexicon
	chrome         *chrome
}

// New makes an aligner of a language pair, given by BCP 47 tags in any order. What is known of
// Arabic and French comes with it; lexicons adds to that, and nil ones are skipped.
func New(source, target string, lexicons ...*Lexicon) *Aligner {
	a := &Aligner{source: lang.Base(source), target: lang.Base(target), chrome: newChrome()}
	a.lexicon = builtIn(a.source, a.target)
	for _, l := range lexicons {
		if l != nil {
			a.lexicon.addAll(l)
		}
	}
	return a
}

// rounds is how often texts are aligned: what the first alignment shows is learnt for the next.
const rounds = 3

// Progress is how far AlignTelling is: every pair is read over Rounds times, since what the whole
// shows in one round is learnt for the next, and has its beads after the last.
type Progress struct {
	Round, Rounds int // the round under way, from 1
	Pair, Pairs   int // how many of its pairs are done
}

// Align aligns every pair and answers its beads in order, all sentences of both sides in exactly
// one bead each. Pairs that belong together (the articles of a day, of a newspaper) are better
// aligned in one call: words and habits learnt from one help the others.
func (a *Aligner) Align(pairs []Pair) [][]Bead { return a.AlignTelling(pairs, func(Progress) {}) }

// AlignTelling is Align, and tells how far it is: when a round begins and after each of its pairs.
func (a *Aligner) AlignTelling(pairs []Pair, tell func(Progress)) [][]Bead {
	c := a.read(pairs)
	m := newModel()
	var out [][]Bead
	for round := range rounds {
		c.match(round)
		out = make([][]Bead, len(pairs))
		seen := newEvidence()
		tell(Progress{round + 1, rounds, 0, len(pairs)})
		for i, d := range c.docs {
			s := c.score(d, m)
			out[i] = s.search(seen)
			tell(Progress{round + 1, rounds, i + 1, len(pairs)})
		}
		if round+1 < rounds {
			m = m.adapt(seen)
			c.learn(out)
		}
	}
	return out
}

// AlignOne aligns a single pair.
func (a *Aligner) AlignOne(p Pair) []Bead { return a.Align([]Pair{p})[0] }

func runes(s string) int { return utf8.RuneCountInString(s) }
