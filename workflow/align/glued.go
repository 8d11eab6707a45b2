package align

import (
	"slices"

	"truchement/workflow/lang/stem"
)

// The lengths of words that were typed without spaces between them, in letters.
const (
	minGlued     = 12 // few Arabic words with all their clitics are longer
	maxGluedWord = 11 // the longest word that is looked for in them
)

// The costs of the parts of a word that may be several.
const (
	wordCost      = 1.0
	shortWordCost = 1.6 // a known word of two letters: any two letters may be one
	strangeCost   = 1.2 // a part that is not known, and for each of its letters
	letterCost    = 0.55
)

// unglue cuts a long Arabic word into words that were typed without spaces between them: at the least
// cost, where known tells the forms of words. A part that is not known stays whole; it may be a name.
// It returns nil for a word that is better read as one.
func unglue(word string, known func(string) bool) []string {
	letters := []rune(word)
	n := len(letters)
	if n < minGlued || known(word) {
		return nil
	}
	type step struct {
		cost float64
		from int
	}
	best := make([]step, n+1)
	for i := 1; i <= n; i++ {
		best[i] = step{cost: best[0].cost + strangeCost + letterCost*float64(i)}
		for from := max(0, i-2*maxGluedWord); from < i; from++ {
			cost := strangeCost + letterCost*float64(i-from)
			if i-from >= 2 && i-from <= maxGluedWord && known(string(letters[from:i])) {
				cost = wordCost
				if i-from == 2 {
					cost = shortWordCost
				}
			}
			if cost += best[from].cost; cost < best[i].cost {
				best[i] = step{cost, from}
			}
		}
	}
	if best[n].from == 0 {
		return nil
	}
	var parts []string
	for i := n; i > 0; i = best[i].from {
		parts = append(parts, string(letters[best[i].from:i]))
	}
	slices.Reverse(parts)
	return parts
}

// knownArabic tells whether a folded Arabic word is a known stem, or has a form in a set of words.
func knownArabic(have func(string) bool) func(string) bool {
	return func(word string) bool {
		if stem.Known(word) {
			return true
		}
		for _, s := range arabicStems(word) {
			if runeCount(s) >= 3 && have(s) {
				return true
			}
		}
		return false
	}
}
