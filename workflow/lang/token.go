package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Token is a word, a number or a punctuation sign of a text, with its byte offsets.
// White space belongs to no token.
type Token struct {
	Text       string
	Start, End int
	Word       bool // has a letter or a digit
}

// Tokens cuts text into words and punctuation. An elided French word keeps its apostrophe and is a
// token of its own (l’ + homme), aujourd’hui is one token; a number keeps its separators (1.234,5),
// an Arabic word its clitics and marks; a run of one sign (...) is one token.
func Tokens(text string) []Token {
	tokens := make([]Token, 0, len(text)/5+1)
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if unicode.IsSpace(r) {
			i += n
			continue
		}
		end, word := i, isWordRune(r)
		if word {
			end = wordEnd(text, i)
		} else {
			end = punctuationEnd(text, i+n, r)
		}
		tokens = append(tokens, Token{Text: text[i:end], Start: i, End: end, Word: word})
		i = end
	}
	return tokens
}

func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}

// continuesWord reports whether r may follow inside a word. Marks and joiners may, but they do not
// begin one.
func continuesWord(r rune) bool {
	return isWordRune(r) || unicode.IsMark(r) || r == '\u200C' || r == '\u200D'
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' }

// wordEnd returns the end of the word at start.
func wordEnd(text string, start int) int {
	last := rune(0)
	for i := start; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if continuesWord(r) {
			last, i = r, i+n
			continue
		}
		next, _ := utf8.DecodeRuneInString(text[i+n:])
		switch {
		case isApostrophe(r) && isElision(text[start:i]) && unicode.IsLetter(next):
			return i + n
		case isApostrophe(r) && unicode.IsLetter(last) && unicode.IsLetter(next):
		case unicode.IsDigit(last) && separatesGroups(r, text[i+n:]):
		default:
			return i
		}
		last, i = r, i+n
	}
	return len(text)
}

// isElision reports whether a word before an apostrophe is a French elision, a word of its own.
// Words with an apostrophe inside (aujourd’hui, quelqu’un, presqu’île) are not.
func isElision(word string) bool {
	if len(word) > len("jusqu") && len(word) > len("lorsqu")+1 {
		return false
	}
	switch strings.ToLower(word) {
	case "l", "d", "j", "m", "t", "s", "n", "c", "ç", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu":
		return true
	}
	return false
}

// separatesGroups reports whether r between digits belongs to the number: a separator before a
// digit, a no-break space before exactly three.
func separatesGroups(r rune, rest string) bool {
	switch r {
	case '.', ',', '٫', '٬':
		next, _ := utf8.DecodeRuneInString(rest)
		return unicode.IsDigit(next)
	case '\u00A0', '\u202F':
		return leadingDigits(rest) == 3
	}
	return false
}

func leadingDigits(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.IsDigit(r) {
			return n
		}
		n++
	}
	return n
}

// punctuationEnd returns the end of the sign r, whose first rune ends at i: with its repetitions,
// its marks and variation selectors, and the emoji that a joiner adds.
func punctuationEnd(text string, i int, r rune) int {
	for i < len(text) {
		next, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case next == utf8.RuneError && n == 1:
			return i
		case next == '\u200D' && i+n < len(text) && r > 0x2000:
			tied, m := utf8.DecodeRuneInString(text[i+n:])
			if isWordRune(tied) || unicode.IsSpace(tied) {
				return i + n
			}
			n += m
		case next == r || unicode.IsMark(next):
		default:
			return i
		}
		i += n
	}
	return i
}

// Words counts words as translators are paid and as word processors count: a run between spaces
// with a letter or a digit is one word. So an Arabic word with its clitics is one, l’homme and
// peut-être are one, « is none, and a number grouped by no-break spaces is one. Languages written
// without spaces (zh, ja) count every
// letter as a word.
func Words(text, tag string) int {
	if base := Base(tag); base == "zh" || base == "ja" {
		return countLetters(text)
	}
	count, counted, last := 0, false, rune(0)
	for i, r := range text {
		switch {
		case unicode.IsSpace(r):
			grouped := unicode.IsDigit(last) && separatesGroups(r, text[i+utf8.RuneLen(r):])
			counted = counted && grouped
		case !counted && isWordRune(r):
			count, counted = count+1, true
		}
		last = r
	}
	return count
}

func countLetters(text string) int {
	n, digits := 0, false
	for _, r := range text {
		digit := unicode.IsDigit(r) || r < utf8.RuneSelf && unicode.IsLetter(r)
		if digit && !digits || !digit && isWordRune(r) {
			n++
		}
		digits = digit
	}
	return n
}

// ByteOffset is where the character number chars of s begins, in bytes; len(s) when s has fewer.
func ByteOffset(s string, chars int) int {
	for i := range s {
		if chars == 0 {
			return i
		}
		chars--
	}
	return len(s)
}
