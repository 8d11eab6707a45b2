package check

import (
	"truchement/workflow/bitext"
)

// codes finds codes (links, notes, bold) that the target lacks, has more of, or nests wrongly.
var codes = Check{ID: "codes", Severity: Error, pair: func(p *pair) {
	for _, c := range p.Source.Missing(p.Target) {
		p.report(Finding{Message: "check.codes-missing", Expected: p.Source.Inside(c.ID).String(), Source: rangeOf(p.Source, c.ID)})
	}
	for _, c := range p.Target.Missing(p.Source) {
		p.report(Finding{Message: "check.codes-extra", Found: p.Target.Inside(c.ID).String(), Target: rangeOf(p.Target, c.ID)})
	}
	if !p.Target.Nested() {
		p.report(Finding{Message: "check.codes-nested", Target: p.target.whole()})
	}
}}

// rangeOf is where the code with an id is in a text.
func rangeOf(t bitext.Text, id string) (r Range) {
	at, begun := 0, false
	for _, run := range t {
		n := len(bitext.Text{run}.Flat())
		if run.Code.ID == id && run.Kind != bitext.Chars {
			if !begun {
				r.Start, begun = at, true
			}
			r.End = at + n
		}
		at += n
	}
	return r
}
