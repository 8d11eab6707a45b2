package workflow

import (
	"truchement/workflow/bitext"
	"truchement/workflow/lang"
)

// TextOf is one of the two texts of a snapshot.
func (s Snapshot) TextOf(side Side) bitext.Text {
	if side == SourceSide {
		return s.Source
	}
	return s.Target
}

// Quote is what was marked, as it stood.
func (p Passage) Quote() string { return lang.CharsOf(p.Text, p.From, p.To) }

// Stands reports whether the text is still what it was when the passage was marked in it.
func (p Passage) Stands(s Segment) bool { return s.TextOf(p.Side).Flat() == p.Text }

// Find is where the passage stands in its segment now. Where the text has changed it is looked for
// by its words, nearest to where it should be; ok is false when they are gone.
func (p Passage) Find(s Segment) (from, to int, ok bool) {
	return lang.Follow(p.Text, s.TextOf(p.Side).Flat(), p.From, p.To)
}

// Side is one of the two texts of a segment.
type Side string

// The sides.
const (
	SourceSide Side = "source"
	TargetSide Side = "target"
)

// Passage is what a person marked: characters of a text's Flat, and that whole text as it was, so
// that what was meant stays known whatever becomes of the segment.
type Passage struct {
	Side     Side
	Version  int64  // of the segment
	Text     string // Flat of the side at that version
	From, To int    // characters of Text, To not included
}
