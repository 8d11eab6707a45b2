package workflow

import (
	"strings"
	"unicode/utf8"

	"truchement/workflow/bitext"
)

// TextOf is one of the two texts of a snapshot.
func (s Snapshot) TextOf(side Side) bitext.Text {
	if side == SourceSide {
		return s.Source
	}
	return s.Target
}

// Quote is what was marked, as it stood.
func (p Passage) Quote() string {
	all := []rune(p.Text)
	from := min(max(p.From, 0), len(all))
	return string(all[from:min(max(p.To, from), len(all))])
}

// Stands reports whether the text is still what it was when the passage was marked in it.
func (p Passage) Stands(s Segment) bool { return s.TextOf(p.Side).Flat() == p.Text }

// Find is where the passage stands in its segment now. Where the text has changed it is looked for
// by its words, nearest to where it should be; ok is false when they are gone.
func (p Passage) Find(s Segment) (from, to int, ok bool) {
	now := s.TextOf(p.Side).Flat()
	if now == p.Text {
		return p.From, p.To, true
	}
	quote := p.Quote()
	if quote == p.Text {
		return 0, 0, false // the whole text was marked, and is another now
	}
	best := -1
	for _, at := range Occurrences(now, quote) {
		if best < 0 || distance(at, p.hint(now)) < distance(best, p.hint(now)) {
			best = at
		}
	}
	return best, best + utf8.RuneCountInString(quote), best >= 0
}

// hint is where the passage begins in a changed text if what changed stands on one side of it.
func (p Passage) hint(now string) int {
	was, is := []rune(p.Text), []rune(now)
	same := 0
	for same < min(len(was), len(is)) && was[same] == is[same] {
		same++
	}
	if p.From <= same {
		return p.From
	}
	return p.From + len(is) - len(was)
}

func distance(a, b int) int { return max(a-b, b-a) }

// Occurrences are the characters at which quote begins in text.
func Occurrences(text, quote string) []int {
	var all []int
	if quote == "" {
		return nil
	}
	at, chars := 0, 0
	for {
		i := strings.Index(text[at:], quote)
		if i < 0 {
			return all
		}
		chars += utf8.RuneCountInString(text[at : at+i])
		all = append(all, chars)
		_, size := utf8.DecodeRuneInString(text[at+i:])
		at, chars = at+i+size, chars+1
	}
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
