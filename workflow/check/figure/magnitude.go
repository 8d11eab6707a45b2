package figure

import (
	"slices"
	"strings"

	"truchement/workflow/check/look"
	"truchement/workflow/lang"
)

// magnitude is a word for a great number that has no number with it: des dizaines de milliards, الملايين.
type magnitude struct {
	at   look.Range
	size string
}

// magnitudeWords are their stems, folded.
var magnitudeWords = map[string][]struct{ word, size string }{
	"ar": {{"مليون", "million"}, {"ملايين", "million"}, {"مليار", "milliard"}, {"مليارات", "milliard"}, {"بليون", "milliard"},
		{"بلايين", "milliard"}, {"تريليون", "billion"}, {"تريليونات", "billion"}},
	"fr": {{"million", "million"}, {"millions", "million"}, {"milliard", "milliard"}, {"milliards", "milliard"}, {"billion", "billion"},
		{"billions", "billion"}},
}

// otherMagnitude compares the magnitudes without a number, where each text has one size of them. The other text may have
// the size with a number: then nothing is known.
func (p *pair) otherMagnitude() (source, target look.Range, ok bool) {
	s, t := p.source.magnitudes(), p.target.magnitudes()
	if len(s) == 0 || len(t) == 0 || p.source.saysMagnitude(t[0].size) || p.target.saysMagnitude(s[0].size) {
		return source, target, false
	}
	return s[0].at, t[0].at, true
}

func (s *side) magnitudes() (all []magnitude) {
	values := s.Values()
	for _, t := range s.Tokens() {
		for len(values) > 0 && values[0].End <= t.Start {
			values = values[1:]
		}
		if m := s.magnitudeOf(t); m != "" && (len(values) == 0 || values[0].Start >= t.End) {
			all = append(all, magnitude{look.Span(t.Start, t.End), m})
		}
	}
	return all
}

// saysMagnitude reports whether a text has a magnitude anywhere, with a number or without.
func (s *side) saysMagnitude(size string) bool {
	return slices.ContainsFunc(s.Tokens(), func(t lang.Token) bool { return s.magnitudeOf(t) == size })
}

func (s *side) magnitudeOf(t lang.Token) string {
	key := lang.Fold(t.Text, s.Tag)
	for _, m := range magnitudeWords[s.Lang] {
		rest, ok := strings.CutSuffix(key, m.word)
		if ok && (rest == "" || s.Lang == "ar" && slices.Contains(proclitics[:], rest)) {
			return m.size
		}
	}
	return ""
}
