package check

import (
	"cmp"

	"truchement/workflow/bitext"
)

// codes finds codes (links, notes, bold) that the target lacks, has more of, or nests wrongly.
var codes = Check{ID: "codes", Severity: Error, messages: []string{
	"check.codes-missing", "check.codes-extra", "check.codes-nested",
}, pair: func(p *pair) {
	for _, c := range p.Source.Missing(p.Target) {
		p.report(Finding{Message: "check.codes-missing", Expected: shown(p.Source, c), Source: rangeOf(p.Source, c.ID)})
	}
	for _, c := range p.Target.Missing(p.Source) {
		p.report(Finding{Message: "check.codes-extra", Found: shown(p.Target, c), Target: rangeOf(p.Target, c.ID)})
	}
	if !p.Target.Nested() {
		p.report(Finding{Message: "check.codes-nested", Target: p.target.whole()})
	}
}}

// shown is what a reader sees of a code: the text inside, or what it stands for; else its tag.
func shown(t bitext.Text, c bitext.Code) string {
	return cmp.Or(t.Inside(c.ID).String(), c.Equiv, bitext.Text{{Kind: bitext.Lone, Code: c}}.Markup())
}

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
