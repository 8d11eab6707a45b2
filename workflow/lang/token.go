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
	for t, ok := NextToken(text, 0); ok; t, ok = NextToken(text, t.End) {
		tokens = append(tokens, t)
	}
	return tokens
}

// NextToken returns the first of the Tokens of a text that begins at byte at or after it, where the one
// before it ends. It is for callers that keep no tokens.
func NextToken(text string, at int) (t Token, ok bool) {
	for at < len(text) {
		k, n := kindAt(text, at)
		switch {
		case k&space != 0:
			at += n
			continue
		case k&beginsWord != 0:
			n = wordEnd(text, at) - at
		default:
			r, _ := utf8.DecodeRuneInString(text[at:])
			n = punctuationEnd(text, at+n, r) - at
		}
		return Token{Text: text[at : at+n], Start: at, End: at + n, Word: k&beginsWord != 0}, true
	}
	return Token{}, false
}

// kind is what a character is to words.
type kind uint8

const (
	space         kind = 1 << iota
	beginsWord         // a letter or a digit
	continuesWord      // one of these, a mark or a joiner: it may follow inside a word
)

func kindOf(r rune) kind {
	switch {
	case isWordRune(r):
		return beginsWord | continuesWord
	case unicode.IsMark(r) || r == '\u200C' || r == '\u200D':
		return continuesWord
	case unicode.IsSpace(r):
		return space
	}
	return 0
}

// kinds are those of the characters of one and two bytes, since looking them up in the tables of
// package unicode takes longer than all else.
var kinds = kindsBelow0x800()

func kindsBelow0x800() (t [0x800]kind) {
	for r := range rune(len(t)) {
		t[r] = kindOf(r)
	}
	return t
}

// kindAt is the kind of the character at s[i], and how many bytes it has.
func kindAt(s string, i int) (k kind, size int) {
	c := s[i]
	if c < utf8.RuneSelf {
		return kinds[c], 1
	}
	if c >= 0xC2 && c < 0xE0 && i+1 < len(s) && s[i+1]&0xC0 == 0x80 {
		return kinds[uint(c&0x1F)<<6|uint(s[i+1]&0x3F)], 2
	}
	r, n := utf8.DecodeRuneInString(s[i:])
	return kindOf(r), n
}

func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' }

// wordEnd returns the end of the word at start.
func wordEnd(text string, start int) int {
	for i := start; i < len(text); {
		k, n := kindAt(text, i)
		if k&continuesWord != 0 {
			i += n
			continue
		}
		if text[i] == ' ' { // as nearly all words end
			return i
		}
		r, _ := utf8.DecodeRuneInString(text[i:])
		next, _ := utf8.DecodeRuneInString(text[i+n:])
		last, _ := utf8.DecodeLastRuneInString(text[:i])
		switch {
		case isApostrophe(r) && isElision(text[start:i]) && unicode.IsLetter(next):
			return i + n
		case isApostrophe(r) && unicode.IsLetter(last) && unicode.IsLetter(next):
		case unicode.IsDigit(last) && separatesGroups(r, text[i+n:]):
		default:
			return i
		}
		i += n
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
