package form

import "truchement/workflow/check/look"

// grammar reports what another program finds wrong in the target, but what is wrong by other checks too, and what are names
// and terms alone: it knows neither.
var grammar = look.Check{ID: look.Grammar, Severity: look.Warning, Outside: true, Pair: func(p *look.Subject) {
	for _, m := range p.Pair.Grammar {
		if !mayBeWrong(p, m) || p.Finds(m.Range) {
			continue
		}
		f := look.Finding{Message: "check.grammar", Target: m.Range, Found: p.Target.Of(m.Range), Expected: m.Message}
		if len(m.Meant) == 1 {
			f.Fix = look.Replace(m.Range, m.Meant[0])
		}
		p.Report(f)
	}
}}

// mayBeWrong reports whether what was found has a word of the language, not a name or a term. Of what is misspelt all words
// must be; a sign without words is one.
func mayBeWrong(p *look.Subject, m look.Mistake) bool {
	words, known := 0, 0
	for _, t := range p.Target.Tokens() {
		if t.Word && t.Start < m.End && t.End > m.Start {
			words++
			if !mayMisspell(p, t.Text, look.Span(t.Start, t.End)) {
				known++
			}
		}
	}
	return words == 0 || m.Spelling && known == 0 || !m.Spelling && known < words
}
