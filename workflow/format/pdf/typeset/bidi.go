package typeset

import (
	gobidi "github.com/go-text/typesetting/bidi"
	"golang.org/x/text/unicode/bidi"
)

// levels returns the embedding level of each character of a paragraph whose direction is given:
// even from left to right, odd from right to left.
//
// The library reports stretches of one direction, not levels, so that a number (level 2) and the
// text around it (level 0) may come as one. Isolates are therefore taken out and ordered by
// themselves, as the algorithm has it (an isolate is one neutral character to what is around it),
// and in a paragraph from the left the numbers that belong to Arabic are found again.
func levels(text []rune, rtl bool) []uint8 {
	out := make([]uint8, len(text))
	setLevels(text, rtl, 0, out, 0)
	return out
}

// deepest is how many isolates may be in each other (UAX #9 allows 125 levels).
const deepest = 60

func setLevels(text []rune, rtl bool, base uint8, out []uint8, depth int) {
	var outer []rune
	var at []int // of each outer character in text
	type isolate struct{ from, to, outer int }
	var inside []isolate
	for i := 0; i < len(text); i++ {
		at = append(at, i)
		if depth < deepest && isIsolate(text[i]) {
			if end := closing(text, i); end > i+1 {
				inside = append(inside, isolate{i, end, len(outer)})
				outer = append(outer, '\uFFFC')
				i = end - 1 // the closing mark, if any, is a neutral of its own
				continue
			}
		}
		r := text[i]
		if isIsolate(r) || r == '\u2069' || isEmbedding(r) {
			r = '\u200B' // has no direction
		}
		outer = append(outer, r)
	}
	own := order(outer, rtl)
	for i, level := range own {
		out[at[i]] = base + level
	}
	for _, s := range inside {
		level := base + own[s.outer]
		inner := text[s.from+1 : s.to]
		innerRTL := text[s.from] == '\u2067' || text[s.from] == '\u2068' && firstIsRTL(inner)
		next := level + 1
		if (next%2 == 1) != innerRTL {
			next++
		}
		if innerRTL {
			next-- // order counts from 1 in text from the right
		}
		setLevels(inner, innerRTL, next, out[s.from+1:s.to], depth+1)
	}
}

func isIsolate(r rune) bool { return r >= '\u2066' && r <= '\u2068' }

// isEmbedding finds the old marks that the desk removes from texts; here they do nothing.
func isEmbedding(r rune) bool { return r >= '\u202A' && r <= '\u202E' }

// closing is the place of the mark that ends the isolate at i; the end of text if none does.
func closing(text []rune, i int) int {
	open := 0
	for j := i; j < len(text); j++ {
		switch {
		case isIsolate(text[j]):
			open++
		case text[j] == '\u2069':
			if open--; open == 0 {
				return j
			}
		}
	}
	return len(text)
}

func firstIsRTL(text []rune) bool {
	depth := 0
	for _, r := range text {
		switch {
		case isIsolate(r):
			depth++
		case r == '\u2069':
			depth--
		}
		if depth > 0 {
			continue
		}
		switch class(r) {
		case bidi.L:
			return false
		case bidi.R, bidi.AL:
			return true
		}
	}
	return false
}

func class(r rune) bidi.Class {
	p, _ := bidi.LookupRune(r)
	return p.Class()
}

// order returns the levels of a text without isolates: 0, 1 and 2.
func order(text []rune, rtl bool) []uint8 {
	out := make([]uint8, len(text))
	direction := gobidi.LeftToRight
	if rtl {
		direction = gobidi.RightToLeft
	}
	var p gobidi.Paragraph
	runs := p.Segment(text, direction)
	for i := range runs.NumRuns() {
		run := runs.Run(i)
		for j := run.Start; j < run.End; j++ {
			switch {
			case !run.IsLeftToRight():
				out[j] = 1
			case rtl:
				out[j] = 2
			}
		}
	}
	if !rtl {
		raiseNumbers(text, out)
	}
	return out
}

// raiseNumbers gives level 2 to the numbers of a paragraph from the left that are part of text
// from the right: all Arabic ones, and European ones whose last letter before is Arabic (W2, W7).
func raiseNumbers(text []rune, out []uint8) {
	lastRTL := false
	for i := 0; i < len(text); i++ {
		switch class(text[i]) {
		case bidi.L:
			lastRTL = false
		case bidi.R, bidi.AL:
			lastRTL = true
		case bidi.AN:
			out[i] = 2
			i = raiseTo(text, out, i)
		case bidi.EN:
			if lastRTL {
				out[i] = 2
				i = raiseTo(text, out, i)
			}
		}
	}
}

// raiseTo gives level 2 to the rest of the number at i, with a point or a colon between two of its
// digits, and returns its last place.
func raiseTo(text []rune, out []uint8, i int) int {
	kind := class(text[i])
	for j := i + 1; j < len(text); j++ {
		switch c := class(text[j]); {
		case c == kind:
			for k := i + 1; k <= j; k++ {
				out[k] = 2
			}
			i = j
		case c == bidi.NSM || c == bidi.BN:
		case (c == bidi.CS || c == bidi.ES && kind == bidi.EN) && j == i+1:
		default:
			return i
		}
	}
	return i
}

// visual returns the places of parts in the order they are drawn from left to right, by the level
// of each (rule L2).
func visual(levels []uint8) []int {
	at := make([]int, len(levels))
	var highest, lowestOdd uint8 = 0, 255
	for i, level := range levels {
		at[i] = i
		highest = max(highest, level)
		if level%2 == 1 {
			lowestOdd = min(lowestOdd, level)
		}
	}
	for level := highest; level >= lowestOdd && level > 0; level-- {
		for i := 0; i < len(at); i++ {
			j := i
			for j < len(at) && levels[at[j]] >= level {
				j++
			}
			for a, b := i, j-1; a < b; a, b = a+1, b-1 {
				at[a], at[b] = at[b], at[a]
			}
			i = max(i, j)
		}
	}
	return at
}
