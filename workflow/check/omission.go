package check

import (
	"truchement/workflow/lang"
)

// omission finds a part of the source that the target lacks, by its length and by the words that have no counterpart.
var omission = Check{ID: "omission", Severity: Warning, pair: func(p *pair) {
	words := p.Links().source
	if len(words) < leastWords {
		return
	}
	limit := omissionOdds
	if p.source.Lang == "fr" {
		limit = omissionOddsFrench
	}
	if g := widestGap(p.source, p.target, words); g.score > limit {
		p.report(Finding{Source: g.Range, Target: p.target.whole(), Expected: p.source.Of(g.Range)})
	}
}}

// addition finds a part of the target that the source has not.
var addition = Check{ID: "addition", Severity: Warning, pair: func(p *pair) {
	words := p.Links().target
	if len(words) < leastWords {
		return
	}
	if g := widestGap(p.target, p.source, words); g.score > additionOdds {
		p.report(Finding{Target: g.Range, Found: p.target.Of(g.Range)})
	}
}}

// What a gap must score, so that of clean development pairs no more than three in a thousand are reported. Translations
// into Arabic leave less out than those into French, and add less than these leave out.
const (
	leastWords         = 5
	omissionOdds       = 5.8
	omissionOddsFrench = 5.2
	additionOdds       = 7.5
)

// tooShort finds a target that can be no translation of its source, since it is much too short.
var tooShort = Check{ID: "too-short", Severity: Error, pair: func(p *pair) {
	source := lang.Words(p.source.Flat, p.source.Tag)
	if source >= leastWords && float64(lang.Words(p.target.Flat, p.target.Tag)) < shortest*float64(source) {
		p.report(Finding{Source: p.source.whole(), Target: p.target.whole(), Found: p.target.Flat})
	}
}}

// shortest is the least share of the words of a source that a translation has.
const shortest = 0.25
