// Package hyphen finds where French words may be divided at the end of a line, by Liang's method
// and the patterns of TeX.
package hyphen

import (
	_ "embed"
	"strings"
	"unicode"
)

// The patterns are those of hyph-utf8, see LICENCE-fr.txt.
//
//go:embed fr.txt
var french string

// Words divides the words of one language. It is made once for a document.
type Words struct {
	patterns map[string][]byte // by letters: a value for the place before each and after the last
	longest  int
	before   int // fewest letters before a hyphen
	after    int // and after it
}

// Of returns the divider for a language, which its primary tag names, or nil if there is none.
func Of(language string) *Words {
	if language != "fr" {
		return nil
	}
	w := &Words{patterns: map[string][]byte{}, before: 2, after: 3}
	for pattern := range strings.FieldsSeq(french) {
		var letters []rune
		values := []byte{0}
		for _, r := range pattern {
			if r >= '0' && r <= '9' {
				values[len(values)-1] = byte(r - '0')
				continue
			}
			letters = append(letters, r)
			values = append(values, 0)
		}
		w.patterns[string(letters)] = values
		w.longest = max(w.longest, len(letters))
	}
	return w
}

// shortest is the number of letters of the shortest word that is divided: to divide "tant" saves
// less than it disturbs.
const shortest = 6

// Points returns the places in a word where a hyphen may stand, each as the number of characters
// before it. A word that has anything but letters and an apostrophe in it, such as an address or a
// number, has none, and so has one with a capital: it is a name or a sign.
func (w *Words) Points(word []rune) []int {
	if w == nil || len(word) < shortest {
		return nil
	}
	letters := make([]rune, 0, len(word)+2)
	letters = append(letters, '.')
	for _, r := range word {
		switch {
		case r == '’' || r == '\'':
			r = '\''
		case !unicode.Is(unicode.Latin, r), unicode.IsUpper(r):
			return nil
		}
		letters = append(letters, unicode.ToLower(r))
	}
	letters = append(letters, '.')
	values := make([]byte, len(letters)+1)
	for from := range letters {
		for to := from + 1; to <= min(len(letters), from+w.longest); to++ {
			for i, v := range w.patterns[string(letters[from:to])] {
				values[from+i] = max(values[from+i], v)
			}
		}
	}
	var points []int
	for at := w.before; at <= len(word)-w.after; at++ {
		near := func(r rune) bool { return r == '’' || r == '\'' }
		if values[at+1]%2 == 1 && !near(word[at-1]) && !near(word[at]) && !near(word[max(0, at-2)]) {
			points = append(points, at)
		}
	}
	return points
}
