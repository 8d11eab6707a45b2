package edition

import (
	"slices"

	"truchement/workflow/bitext"
)

// Blocks lists the blocks of d as readers of an edition meet them: the kicker over the headline, then
// the deck, and the byline under it, wherever the source had it. A document without a headline, or
// with several, is left in its own order.
func Blocks(d *bitext.Document) []bitext.Block {
	head := []bitext.BlockKind{bitext.Kicker, bitext.Headline, bitext.Deck, bitext.Byline}
	rank := func(b bitext.Block) int {
		if i := slices.Index(head, b.Kind); i >= 0 {
			return i
		}
		return len(head)
	}
	headlines := 0
	for _, b := range d.Blocks {
		if b.Kind == bitext.Headline {
			headlines++
		}
	}
	if headlines != 1 {
		return d.Blocks
	}
	out := slices.Clone(d.Blocks)
	slices.SortStableFunc(out, func(a, b bitext.Block) int { return rank(a) - rank(b) })
	return out
}

// Publishers names the publication of d, as its masthead does; there may be none.
func Publishers(d *bitext.Document) []string {
	for _, c := range d.Credits {
		if c.Role == Publication {
			return c.Names
		}
	}
	return nil
}

// Dateline is the day of d in the words of the language of tag; empty where the edition has none or
// hides it.
func Dateline(d *bitext.Document, tag string) string {
	if d.Date.IsZero() || slices.Contains(d.HiddenFacts, Date) {
		return ""
	}
	return Day(d, tag)
}
