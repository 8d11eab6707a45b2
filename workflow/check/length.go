package check

import (
	"strconv"

	"truchement/workflow/bitext"
)

// length finds headlines and captions that are longer than the rules have them.
var length = Check{ID: "length", Severity: Warning, pair: func(p *pair) {
	most := 0
	switch p.Kind {
	case bitext.Headline:
		most = p.rules.Headline
	case bitext.Caption:
		most = p.rules.Caption
	}
	if n := p.Target.Len(); most > 0 && n > most {
		p.report(Finding{Message: "check.length", Target: p.target.whole(), Found: strconv.Itoa(n), Expected: strconv.Itoa(most)})
	}
}}
