package figure

import "truchement/workflow/check/look"

// pair is a pair with what its texts count.
type pair struct {
	subject        *look.Subject
	source, target *side
	comparison     *comparison
}

// side is one of the texts of a pair, with what its words say of quantities.
type side struct {
	*look.Side
	hints *hints
}

// counted is the pair that a check of values looks at.
func counted(p *look.Subject) *pair {
	return look.Once(p, func(p *look.Subject) *pair {
		return &pair{subject: p, source: &side{Side: p.Source}, target: &side{Side: p.Target}}
	})
}
