package check

import (
	"truchement/workflow/bitext"
	"truchement/workflow/lang"
	"truchement/workflow/lang/value"
)

// side is one of the two texts of a pair, with what was read of it so far.
type side struct {
	Text bitext.Text
	Tag  string // its language
	Lang string // base language of Tag
	Flat string // the text without codes

	tokens []lang.Token
	values []value.Value
	hints  *hints
	read   struct{ tokens, values bool }
}

func newSide(t bitext.Text, tag string) *side {
	return &side{Text: t, Tag: tag, Lang: lang.Base(tag), Flat: t.Flat()}
}

// Tokens are the words and signs of the text.
func (s *side) Tokens() []lang.Token {
	if !s.read.tokens {
		s.tokens, s.read.tokens = lang.Tokens(s.Flat), true
	}
	return s.tokens
}

// Values are the numbers, amounts, dates and hours of the text.
func (s *side) Values() []value.Value {
	if !s.read.values {
		s.values, s.read.values = value.Find(s.Flat, s.Tag), true
	}
	return s.values
}

// Of is the text of a range.
func (s *side) Of(r Range) string { return s.Flat[r.Start:r.End] }

// whole is the range of the whole text.
func (s *side) whole() Range { return Range{0, len(s.Flat)} }
