package edition

import (
	"slices"

	"truchement/workflow/bitext"
)

// Placed is a block and the number of its first segment: the front matter is in another place than in
// the source.
type Placed struct {
	bitext.Block
	First int
}

// frontMatter are the parts above the text, in their order.
var frontMatter = []bitext.BlockKind{bitext.Kicker, bitext.Headline, bitext.Deck, bitext.Byline}

// Arrange divides the blocks of d into the front matter, which is kicker, headline, deck and byline
// wherever the source has them, and the text. In a document of several headlines only the first has
// its parts moved; a deck below the text that it would introduce stays there.
func Arrange(d *bitext.Document) (front, text []Placed) {
	own, inText, number := firstArticle(d.Blocks), false, 1
	for i, b := range d.Blocks {
		p := Placed{b, number}
		number += len(b.Segments)
		rank := slices.Index(frontMatter, b.Kind)
		if i < own && rank >= 0 && !(inText && b.Kind == bitext.Deck) {
			front = append(front, p)
			continue
		}
		inText = true
		text = append(text, p)
	}
	slices.SortStableFunc(front, func(a, b Placed) int {
		return slices.Index(frontMatter, a.Kind) - slices.Index(frontMatter, b.Kind)
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
