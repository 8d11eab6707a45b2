package sense

import (
	"unicode"

	"truchement/workflow/check/look"
	"truchement/workflow/lang"
)

// omission finds a part of the source that the target lacks, by its length and by the words that have no counterpart.
var omission = look.Check{ID: "omission", Severity: look.Warning, Pair: func(p *look.Subject) {
	words := linksOf(p).source
	if len(words) < leastWords {
		return
	}
	limit := omissionOdds
	if p.Source.Lang == "fr" {
		limit = omissionOddsFrench
	}
	if g := widestGap(p.Source, p.Target, words); g.score > limit {
		p.Report(look.Finding{Source: g.Range, Target: p.Target.Whole(), Expected: p.Source.Of(g.Range)})
	}
}}

// addition finds a part of the target that the source has not.
var addition = look.Check{ID: "addition", Severity: look.Warning, Pair: func(p *look.Subject) {
	words := linksOf(p).target
	if len(words) < leastWords {
		return
	}
	if g := widestGap(p.Target, p.Source, words); g.score > additionOdds {
		p.Report(look.Finding{Target: g.Range, Found: p.Target.Of(g.Range)})
	}
}}

// What a gap must score, so that of clean development pairs no more than three in a thousand are reported. Translations
// into Arabic leave less out than those into French, and add less than these leave out. Of clauses left out, of at least
// four words, 48 of 100 are found in French and 60 in Arabic; of runs of words of a fifth of the text, 6 and 13: of three
// in five words only a lexicon of this size knows a translation. Weights fitted by logistic regression on half of the
// pairs, with the room that the target has in the place of the gap, the clauses, and links one to one as further
// evidence, find no more of the other half.
const (
	leastWords         = 5
	omissionOdds       = 5.0
	omissionOddsFrench = 5.2
	additionOdds       = 7.5
)

// tooShort finds a target that can be no translation of its source, since it is much too short in words and in letters:
// Arabic words that are written without the spaces between them are few, but all there.
var tooShort = look.Check{ID: "too-short", Severity: look.Error, Pair: func(p *look.Subject) {
	words := lang.Words(p.Source.Flat, p.Source.Tag)
	if words < leastWords || float64(lang.Words(p.Target.Flat, p.Target.Tag)) >= fewestWords*float64(words) {
		return
	}
	if float64(letters(p.Target.Flat)) < fewestLetters*float64(letters(p.Source.Flat)) {
		p.Report(look.Finding{Source: p.Source.Whole(), Target: p.Target.Whole(), Found: p.Target.Flat})
	}
}}

// The least shares of the words and of the letters of a source that a translation has. Of 2,000 professional translations
// of news the shortest has 0.39 of the letters. Cut to less than a quarter of the words, 95 of 100 into French have less
// than 0.36, and 99 of 100 into Arabic.
const (
	fewestWords   = 0.25
	fewestLetters = 0.4
)

// letters is how many letters and digits a text has.
func letters(text string) (n int) {
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}
