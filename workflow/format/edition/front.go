package edition

import (
	"slices"

	"truchement/workflow/bitext"
)

// Placed is a block and the number of its first segment, since what stands over the text is not
// where the source has it.
type Placed struct {
	bitext.Block
	First int
}

// overText are the parts that stand over the text, in their order there.
var overText = []bitext.BlockKind{bitext.Kicker, bitext.Headline, bitext.Deck, bitext.Byline}

// Arrange parts the blocks of d into what stands over the text, kicker, headline, deck and byline,
// wherever the source has them, and the text. In a document of several headlines only the first has
// its parts moved; a deck below the text that it would introduce stays there.
func Arrange(d *bitext.Document) (front, text []Placed) {
	own, inText, number := firstArticle(d.Blocks), false, 1
	for i, b := range d.Blocks {
		p := Placed{b, number}
		number += len(b.Segments)
		rank := slices.Index(overText, b.Kind)
		if i < own && rank >= 0 && !(inText && b.Kind == bitext.Deck) {
			front = append(front, p)
			continue
		}
		inText = true
		text = append(text, p)
	}
	slices.SortStableFunc(front, func(a, b Placed) int {
		return slices.Index(overText, a.Kind) - slices.Index(overText, b.Kind)
	})
	return front, text
}

// firstArticle counts the blocks before the second headline and the kicker over it.
func firstArticle(blocks []bitext.Block) int {
	seen := false
	for i, b := range blocks {
		if b.Kind == bitext.Headline && seen {
			for i > 0 && blocks[i-1].Kind == bitext.Kicker {
				i--
			}
			return i
		}
		seen = seen || b.Kind == bitext.Headline
	}
	return len(blocks)
}
