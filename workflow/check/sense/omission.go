package sense

import (
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
// into Arabic leave less out than those into French, and add less than these leave out.
const (
	leastWords         = 5
	omissionOdds       = 5.8
	omissionOddsFrench = 5.2
	additionOdds       = 7.5
)

// tooShort finds a target that can be no translation of its source, since it is much too short.
var tooShort = look.Check{ID: "too-short", Severity: look.Error, Pair: func(p *look.Subject) {
	source := lang.Words(p.Source.Flat, p.Source.Tag)
	if source >= leastWords && float64(lang.Words(p.Target.Flat, p.Target.Tag)) < shortest*float64(source) {
		p.Report(look.Finding{Source: p.Source.Whole(), Target: p.Target.Whole(), Found: p.Target.Flat})
	}
}}

// shortest is the least share of the words of a source that a translation has.
const shortest = 0.25
