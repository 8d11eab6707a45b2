package check

import (
	"regexp"
	"strings"
)

// ordinalForm finds French ordinals in digits that are written as they should not be: 2ème for 2e, 1ère for 1re, where the
// text has a short one too or the rules ask, and 1ier or 2ième always.
var ordinalForm = Check{ID: "ordinal", Severity: Warning, pair: func(p *pair) {
	if p.target.Lang != "fr" {
		return
	}
	all := ordinals.FindAllStringSubmatchIndex(p.target.Flat, -1)
	strict := p.rules.asks(p.now) || len(shortOrdinals.FindString(p.target.Flat)) > 0
	for _, m := range all {
		number, ending := p.target.Flat[m[2]:m[3]], p.target.Flat[m[4]:m[5]]
		want := ordinalEnding(number, ending)
		if want == ending || !strict && !strings.HasPrefix(ending, "i") {
			continue
		}
		at := Range{m[4], m[5]}
		p.report(Finding{Message: "check.ordinal", Target: Range{m[2], m[5]}, Found: number + ending, Expected: number + want, Fix: &Fix{at, want}})
	}
}}

var (
	ordinals      = regexp.MustCompile(`\b(\d+|[IVX]+)(ières?|iers?|ères?|èmes?|emes?|ièmes?|iemes?)(?:[^\pL\pN]|$)`)
	shortOrdinals = regexp.MustCompile(`\b(?:\d+|[IVX]+)(?:er|re|e)(?:[^\pL\pN]|$)`)
)

// ordinalEnding is the right ending of an ordinal: 1er, 1re, 2e, with the s of a plural.
func ordinalEnding(number, ending string) string {
	right := "e"
	if number == "1" || number == "I" {
		right = "er"
		if strings.Contains(ending, "re") {
			right = "re"
		}
	}
	if strings.HasSuffix(ending, "s") {
		right += "s"
	}
	return right
}
