package figure

import (
	"strings"

	"truchement/workflow/check/look"
	"truchement/workflow/lang"
)

// holeAt finds a sign of a unit without its number, as when digits were deleted: plus de %, du ème siècle. The
// source has more numbers then, which may each be in the target once more elsewhere.
func (p *pair) holeAt(c *comparison) (at look.Range, ok bool) {
	if countNumbers(c.source) <= countNumbers(c.target) {
		return look.Range{}, false
	}
	values := p.target.Values()
	before := lang.Token{}
	for _, t := range p.target.Tokens() {
		for len(values) > 0 && values[0].End <= t.Start {
			values = values[1:]
		}
		read := len(values) > 0 && values[0].Start < t.End
		if !read && countSigns[t.Text] && !strings.ContainsFunc(before.Text, isDigit) {
			return look.Span(t.Start, t.End), true
		}
		if strings.TrimSpace(t.Text) != "" {
			before = t
		}
	}
	return look.Range{}, false
}

// countSigns are signs and symbols that only stand beside a number.
var countSigns = map[string]bool{"%": true, "٪": true, "°C": true, "ème": true, "er": true, "km": true, "kg": true, "cm": true,
	"€": true, "$": true, "£": true, "كلم": true, "كم": true, "كغ": true, "كلغ": true}

func countNumbers(all []quantity) (n int) {
	for i := range all {
		if all[i].what <= ordinal {
			n++
		}
	}
	return n
}
