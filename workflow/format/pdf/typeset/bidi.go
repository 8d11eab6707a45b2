package typeset

import (
	"golang.org/x/text/unicode/bidi"
)

// levels returns the embedding level of each character of a paragraph whose direction is given:
// even from left to right, odd from right to left.
//
// It is the algorithm of UAX #9 without the old embeddings, which the desk removes from texts. An
// isolate is one neutral character to what is around it, and a text of its own inside. The libraries
// that order text report stretches of one direction, not levels, so that a number after an Arabic
// word (level 2) and the French after it (level 0) come as one.
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
	type isolate struct{ from, to int }
	var inside []isolate
	for i := 0; i < len(text); i++ {
		at = append(at, i)
		if depth < deepest && isIsolate(text[i]) {
			if end := closing(text, i); end > i+1 {
				inside = append(inside, isolate{i, end})
				outer = append(outer, '\uFFFC')
				i = end - 1 // the closing mark, if any, is a neutral of its own
				continue
			}
		}
		r := text[i]
		switch {
		case isIsolate(r) || r == '\u2069':
			r = '\uFFFC' // neutral
		case isEmbedding(r):
			r = '\u200B' // has no direction and no place
		}
		outer = append(outer, r)
	}
	for i, level := range order(outer, rtl) {
		out[at[i]] = base + level
	}
	embedding := base
	if rtl {
		embedding++ // order counts from 1 in text from the right
	}
	for _, s := range inside {
		inner := text[s.from+1 : s.to]
		innerRTL := text[s.from] == '\u2067' || text[s.from] == '\u2068' && firstIsRTL(inner)
		next := embedding + 1
		if (next%2 == 1) != innerRTL {
			next++
		}
		if innerRTL {
			next--
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
