package check

import (
	"unicode"

	"truchement/workflow/lang"
)

// doubledWord finds a word that is written twice in a row. Words that are rightly doubled (nous nous, رويدا رويدا) are not
// reported, nor are those that the source doubles.
var doubledWord = Check{ID: "doubled-word", Severity: Error, pair: func(p *pair) {
	tokens := p.target.Tokens()
	for i := 1; i < len(tokens); i++ {
		a, b := tokens[i-1], tokens[i]
		if !a.Word || !b.Word || lang.Fold(a.Text, p.target.Tag) != lang.Fold(b.Text, p.target.Tag) {
			continue
		}
		if hasDigit(a.Text) || rightlyDoubled[lang.Fold(a.Text, p.target.Tag)] || doubles(p.source) {
			continue
		}
		r := Range{b.Start, b.End}
		p.report(Finding{Target: r, Found: p.target.Of(Range{a.Start, b.End}), Expected: a.Text, Fix: &Fix{Range{a.End, b.End}, ""}})
	}
}}

// rightlyDoubled are words that sentences have twice in a row, folded.
var rightlyDoubled = map[string]bool{"nous": true, "vous": true, "رويدا": true, "شييا": true, "جدا": true, "صفا": true,
	"خطوه": true, "يوما": true}

func hasDigit(s string) bool {
	for _, r := range s {
		if unicode.IsDigit(r) {
			return true
		}
	}
	return false
}

// doubles reports whether a text has a word twice in a row.
func doubles(s *side) bool {
	tokens := s.Tokens()
	for i := 1; i < len(tokens); i++ {
		if a, b := tokens[i-1], tokens[i]; a.Word && b.Word && lang.Fold(a.Text, s.Tag) == lang.Fold(b.Text, s.Tag) {
			return true
		}
	}
	return false
}
