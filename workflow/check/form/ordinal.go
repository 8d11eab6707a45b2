package form

import (
	"regexp"
	"strings"

	"truchement/workflow/check/look"
)

// ordinalForm finds French ordinals in digits that are written as they should not be: 2ème for 2e, 1ère for 1re, where the
// text has a short one too or the rules ask, and 1ier or 2ième always.
var ordinalForm = look.Check{ID: "ordinal", Severity: look.Warning, Pair: func(p *look.Subject) {
	if p.Target.Lang != "fr" {
		return
	}
	all := ordinals.FindAllStringSubmatchIndex(p.Target.Flat, -1)
	strict := p.Asks() || len(shortOrdinals.FindString(p.Target.Flat)) > 0
	for _, m := range all {
		number, ending := p.Target.Flat[m[2]:m[3]], p.Target.Flat[m[4]:m[5]]
		want := ordinalEnding(number, ending)
		if want == ending || !strict && !strings.HasPrefix(ending, "i") {
			continue
		}
		at := look.Span(m[4], m[5])
		p.Report(look.Finding{Message: "check.ordinal", Target: look.Span(m[2], m[5]), Found: number + ending, Expected: number + want, Fix: look.Replace(at, want)})
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
