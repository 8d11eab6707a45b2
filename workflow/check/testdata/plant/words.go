package plant

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// word is a run of letters and digits.
type word struct {
	start, end int
	text       string
}

var wordRun = regexp.MustCompile(`[\p{L}\p{M}\p{Nd}ـ]+(?:-[\p{L}\p{M}\p{Nd}]+)*`)

func wordsOf(text string) (words []word) {
	for _, at := range wordRun.FindAllStringIndex(text, -1) {
		words = append(words, word{at[0], at[1], text[at[0]:at[1]]})
	}
	return words
}

// spaced reports whether a space and nothing else is between two words that follow each other.
func spaced(text string, a, b word) bool { return text[a.end:b.start] == " " }

// before and after are the characters beside a part of a text; 0 at its ends.
func before(text string, at int) rune {
	if at == 0 {
		return 0
	}
	r, _ := utf8.DecodeLastRuneInString(text[:at])
	return r
}

func after(text string, at int) rune {
	if at == len(text) {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(text[at:])
	return r
}

// wordBefore and wordAfter are the words beside a part of a text with only a space, an apostrophe or a bracket between.
func wordBefore(text string, at int) string {
	rest := strings.TrimRight(text[:at], " \u00a0\u202f'’(")
	all := wordsOf(rest)
	if len(all) == 0 || all[len(all)-1].end != len(rest) {
		return ""
	}
	return all[len(all)-1].text
}

func wordAfter(text string, at int) string {
	rest := strings.TrimLeft(text[at:], " \u00a0\u202f")
	if w := wordRun.FindStringIndex(rest); w != nil && w[0] == 0 {
		return rest[:w[1]]
	}
	return ""
}

func lower(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return !unicode.IsUpper(r)
}

func isNumber(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return !unicode.IsDigit(r) }) < 0
}

// alone reports whether no letter, digit or sign of a larger number is beside a part of a text.
func alone(text string, start, end int) bool {
	part := func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-/:.,٫٬°ـ–", r)
	}
	b, a := before(text, start), after(text, end)
	if (a == '.' || a == ',' || a == ':') && !unicode.IsDigit(after(text, end+1)) {
		a = ' ' // ends a sentence or a clause
	}
	return !part(b) && !part(a)
}
