package lang

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Kind is the reason why Clean refuses a text; callers have a message for each.
type Kind string

// The reasons for a refusal.
const (
	// KindEncoding: the bytes are not UTF-8.
	KindEncoding Kind = "encoding"
	// KindOverride: a bidi override (U+202D, U+202E) displays the text in another order than it
	// has.
	KindOverride Kind = "override"
)

// Error is a text that Clean refuses: the reason, the byte offset and the character.
type Error struct {
	Kind   Kind
	Offset int
	Rune   rune
}

// Error returns the refusal in English, for logs.
func (e *Error) Error() string {
	if e.Kind == KindEncoding {
		return fmt.Sprintf("text is not UTF-8 at byte %d", e.Offset)
	}
	return fmt.Sprintf("text holds the bidi override %U at byte %d", e.Rune, e.Offset)
}

// Clean checks and normalises text that comes in. It returns valid UTF-8 in NFC with LF line ends,
// free of what XML 1.0 forbids and of invisible characters that no keyboard types: C0 and C1
// controls except tab and newline, byte order marks, noncharacters and tag characters. Vertical
// tab, form feed, NEL and the line and paragraph separators become newlines, since they separate
// words. Marks and isolates (LRM, RLM, ALM, LRI, RLI, FSI, PDI) and embeddings are kept: they are
// part of the text.
//
// Clean refuses, with an *Error, bytes that are not UTF-8 and bidi overrides, which can make a
// reviewer read another sentence than the one that is published.
func Clean(s string) (string, error) {
	if isClean(s) {
		return s, nil
	}
	return cleaned(s)
}

// cleaned is Clean for any text.
func cleaned(s string) (string, error) {
	if i := invalidOffset(s); i >= 0 {
		return "", &Error{Kind: KindEncoding, Offset: i, Rune: utf8.RuneError}
	}
	dirty := -1
	for i, r := range s {
		if r == '\u202D' || r == '\u202E' {
			return "", &Error{Kind: KindOverride, Offset: i, Rune: r}
		}
		if dirty < 0 && cleanRune(r) != r {
			dirty = i
		}
	}
	if dirty >= 0 {
		s = s[:dirty] + strings.Map(cleanRune, strings.ReplaceAll(s[dirty:], "\r\n", "\n"))
	}
	return norm.NFC.String(s), nil
}

// isClean reports whether Clean returns s as it is. It is false for some clean text too: it knows
// ASCII, the characters of two bytes, Arabic marks among them, and the punctuation that French and
// Arabic use. It is for speed: the rules below take twenty times as long.
func isClean(s string) bool {
	last := uint8(plain) // of the character before
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c < utf8.RuneSelf:
			if c < 0x20 && c != '\t' && c != '\n' || c == 0x7F {
				return false
			}
			i++
			last = plain
		case c >= 0xC2 && c < 0xE0:
			if i+1 == len(s) || s[i+1]&0xC0 != 0x80 {
				return false
			}
			class := orders[uint(c&0x1F)<<6|uint(s[i+1]&0x3F)]
			if class == 0 || class > plain && class < last {
				return false
			}
			i += 2
			last = class
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			if !isCommonPunctuation(r) {
				return false
			}
			i += n
			last = plain
		}
	}
	return true
}

// isCommonPunctuation reports whether r is punctuation, a bidi mark or a currency that Clean keeps.
func isCommonPunctuation(r rune) bool {
	return r >= 0x200C && r <= 0x2027 || r >= 0x202F && r <= 0x205E || r >= 0x2066 && r <= 0x2069 ||
		r >= 0x20A0 && r <= 0x20BF
}

// plain is the order of a character that is no combining mark.
const plain = 1

// orders is, for each character below U+0800 beyond ASCII that Clean keeps and that composes with
// none before it, plain or for a mark one more than its canonical combining class: marks are in
// order when these do not fall. It is 0 for all others, and for what is no UTF-8.
var orders = canonicalOrders()

func canonicalOrders() (t [0x800]uint8) {
	for r := rune(utf8.RuneSelf); int(r) < len(t); r++ {
		after := "a" + string(r)
		if cleanRune(r) == r && norm.NFC.QuickSpanString(after) == len(after) {
			t[r] = plain + norm.NFC.PropertiesString(string(r)).CCC()
		}
	}
	return t
}

func invalidOffset(s string) int {
	if utf8.ValidString(s) {
		return -1
	}
	for i := 0; ; {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n <= 1 {
			return i
		}
		i += n
	}
}

// cleanRune returns the replacement of one rune, -1 to drop it.
func cleanRune(r rune) rune {
	switch {
	case r == '\t' || r == '\n':
		return r
	case r == '\v' || r == '\f' || r == '\r' || r == 0x85 || r == 0x2028 || r == 0x2029:
		return '\n'
	case r < 0x20 || r >= 0x7F && r <= 0x9F, r == 0xFEFF:
		return -1
	case r >= 0xE0000 && r <= 0xE007F:
		return -1
	case r&0xFFFE == 0xFFFE || r >= 0xFDD0 && r <= 0xFDEF:
		return -1
	}
	return r
}

// TakeOverrides takes the bidi overrides that Clean refuses out of s, each with the mark that ends it, and returns the
// byte offsets in s at which they were.
func TakeOverrides(s string) (taken string, at []int) {
	if !strings.ContainsAny(s, "\u202D\u202E") {
		return s, nil
	}
	var out strings.Builder
	var open []bool // embeddings and overrides; true: an override
	for i, n := 0, 0; i < len(s); i += n {
		var r rune
		switch r, n = utf8.DecodeRuneInString(s[i:]); r {
		case '\u202D', '\u202E':
			at = append(at, i)
			open = append(open, true)
			continue
		case '\u202A', '\u202B':
			open = append(open, false)
		case '\n':
			open = nil
		case '\u202C':
			if last := len(open) - 1; last >= 0 {
				over := open[last]
				if open = open[:last]; over {
					continue
				}
			}
		}
		out.WriteString(s[i : i+n])
	}
	return out.String(), at
}
