package form

import (
	"fmt"

	"truchement/workflow/check/look"
)

// bidi finds controls of direction that Unicode advises against (embeddings and overrides), which can show the reader
// another text than the one that is published, and isolates that do not end or do not begin. Marks (LRM, RLM, ALM) are
// right.
var bidi = look.Check{ID: "bidi", Severity: look.Error, MessageIDs: []string{
	"check.bidi-close", "check.bidi-forbidden", "check.bidi-open",
}, Pair: func(p *look.Subject) {
	var open []look.Range
	for i, r := range p.Target.Flat {
		at := look.Span(i, i+3)
		switch {
		case r >= '\u202A' && r <= '\u202E':
			p.Report(look.Finding{Message: "check.bidi-forbidden", Target: at, Found: codePoint(r), Fix: look.Replace(at, "")})
		case r >= '\u2066' && r <= '\u2068':
			open = append(open, at)
		case r == '\u2069' && len(open) == 0:
			p.Report(look.Finding{Message: "check.bidi-close", Target: at, Found: codePoint(r), Fix: look.Replace(at, "")})
		case r == '\u2069':
			open = open[:len(open)-1]
		}
	}
	for _, at := range open {
		p.Report(look.Finding{Message: "check.bidi-open", Target: at, Found: codePoint([]rune(p.Target.Of(at))[0])})
	}
}}

func codePoint(r rune) string { return fmt.Sprintf("U+%04X", r) }
