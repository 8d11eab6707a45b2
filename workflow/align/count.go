package align

import (
	"strings"
	"unicode"
)

// longAbbreviation is the most letters of an abbreviation that begins with a capital, as Mme does.
const longAbbreviation = 3

// sentencesIn counts the sentences of a line by the signs that end them. It is a hint: it takes a
// rare abbreviation for an end, and misses an end before a small letter.
func sentencesIn(text string) int {
	n, letters := 1, 0
	capital, ended := false, false
	for i, r := range text {
		switch {
		case unicode.IsSpace(r):
			if ended && beginsSentence(text[i:]) {
				n++
			}
			letters, ended = 0, false
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if letters == 0 {
				capital = unicode.IsUpper(r)
			}
			letters, ended = letters+1, false
		case r == '.':
			ended = !capital || letters > longAbbreviation
		case strings.ContainsRune("!?؟…", r):
			ended = true
		}
	}
	return n
}

// beginsSentence tells whether the next letter of a text may be the first of a sentence.
func beginsSentence(text string) bool {
	i := strings.IndexFunc(text, unicode.IsLetter)
	return i >= 0 && strings.IndexFunc(text[i:], unicode.IsLower) != 0
}
