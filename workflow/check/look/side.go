package look

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"truchement/workflow/bitext"
	"truchement/workflow/lang"
	"truchement/workflow/lang/value"
)

// Side is one of the two texts of a pair, with what was read of it so far.
type Side struct {
	Text bitext.Text
	Tag  string // its language
	Lang string // base language of Tag
	Flat string // the text without codes

	tokens    []lang.Token
	values    []value.Value
	addresses []Range
	read      struct{ tokens, values, addresses bool }
}

func newSide(t bitext.Text, tag string) *Side {
	return &Side{Text: t, Tag: tag, Lang: lang.Base(tag), Flat: t.Flat()}
}

// Tokens are the words and signs of the text.
func (s *Side) Tokens() []lang.Token {
	if !s.read.tokens {
		s.tokens, s.read.tokens = lang.Tokens(s.Flat), true
	}
	return s.tokens
}

// Values are the numbers, amounts, dates and hours of the text.
func (s *Side) Values() []value.Value {
	if !s.read.values {
		s.values, s.read.values = value.Find(s.Flat, s.Tag), true
	}
	return s.values
}

// InAddress reports whether a byte of the text is in a web or mail address, a name of a file or account, or a hashtag,
// which have no typography.
func (s *Side) InAddress(at int) bool {
	if !s.read.addresses {
		s.addresses, s.read.addresses = addresses(s.Flat), true
	}
	return Within(s.addresses, at)
}

// Within reports whether a byte is in one of some ranges, which are in order and apart.
func Within(ranges []Range, at int) bool {
	i, found := slices.BinarySearchFunc(ranges, at, func(r Range, at int) int { return r.Start - at })
	return found || i > 0 && at < ranges[i-1].End
}

// addresses are the runs without a space that have a letter on both sides of a sign that no word has inside, or of a
// point with a small letter of ASCII after it.
func addresses(text string) (all []Range) {
	for start := 0; start < len(text); {
		n := strings.IndexFunc(text[start:], unicode.IsSpace)
		if n < 0 {
			n = len(text) - start
		}
		run := text[start : start+n]
		if strings.Contains(run, "://") || strings.ContainsAny(run, "@#\\_") || isDomain(run) {
			all = append(all, Range{start, start + n})
		}
		_, size := utf8.DecodeRuneInString(text[start+n:])
		start += n + size
	}
	return all
}

// isDomain reports whether a run has labels of ASCII around a point, the last of small letters: le360.ma.
func isDomain(run string) bool {
	for i := 1; i+2 < len(run); i++ {
		if run[i] == '.' && IsASCIIWord(run[i-1]) && run[i+1] >= 'a' && run[i+1] <= 'z' && run[i+2] >= 'a' && run[i+2] <= 'z' {
			return true
		}
	}
	return false
}

// IsASCIIWord reports whether a byte is a letter or digit of ASCII.
func IsASCIIWord(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

// Of is the text of a range.
func (s *Side) Of(r Range) string { return s.Flat[r.Start:r.End] }

// Whole is the range of the whole text.
func (s *Side) Whole() Range { return Range{0, len(s.Flat)} }
