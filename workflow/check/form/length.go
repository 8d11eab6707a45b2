package form

import (
	"strconv"

	"truchement/workflow/bitext"
	"truchement/workflow/check/look"
)

// length finds headlines and captions that are longer than the rules have them.
var length = look.Check{ID: "length", Severity: look.Warning, Pair: func(p *look.Subject) {
	most := 0
	switch p.Pair.Kind {
	case bitext.Headline:
		most = p.Rules.Headline
	case bitext.Caption:
		most = p.Rules.Caption
	}
	if n := p.Target.Text.Len(); most > 0 && n > most {
		p.Report(look.Finding{Message: "check.length", Target: p.Target.Whole(), Found: strconv.Itoa(n), Expected: strconv.Itoa(most)})
	}
}}
