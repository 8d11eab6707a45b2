package tm

import (
	"slices"

	"truchement/workflow/lang"
)

// Change says what became of a word between a source and a query.
type Change int8

// The changes of words, with what each costs.
const (
	Same     Change = iota // nothing
	Form                   // a third of a word: another spelling, clitic, case, accent or ending
	Number                 // half a word
	Replaced               // a word
	Added                  // a word: the query has it, the source does not
	Removed                // a word: the source has it, the query does not
)

// Step is a word of a source, of a query, or of both, in the order of both.
type Step struct {
	Change        Change
	Source, Query lang.Span // empty where the text has no such word
}

// Explain returns the word-level difference that Score counts. Of several with the same cost it is
// the one that pairs words as late as possible.
func Explain(source, query, tag string) []Step {
	a, wordsA, _ := forms(source, tag)
	b, wordsB, _ := forms(query, tag)
	table := distances(a, b)
	var steps []Step
	for i, j := len(a), len(b); i > 0 || j > 0; {
		s := Step{}
		switch {
		case i > 0 && j > 0 && table[i][j] == table[i-1][j-1]+int32(cost(a[i-1], b[j-1])):
			i, j = i-1, j-1
			s = Step{changeOf(a[i], b[j]), wordsA[i].span(), wordsB[j].span()}
		case i > 0 && table[i][j] == table[i-1][j]+wholeWord:
			i--
			s = Step{Change: Removed, Source: wordsA[i].span()}
		default:
			j--
			s = Step{Change: Added, Query: wordsB[j].span()}
		}
		steps = append(steps, s)
	}
	slices.Reverse(steps)
	return steps
}

func (w word) span() lang.Span { return lang.Span{From: w.from, To: w.to} }

func changeOf(a, b form) Change {
	switch cost(a, b) {
	case 0:
		return Same
	case otherForm:
		return Form
	case otherCount:
		return Number
	}
	return Replaced
}
