package name

import (
	"unicode"
	"unicode/utf8"

	"truchement/workflow/check/look"
	"truchement/workflow/lang"
	"truchement/workflow/term"
)

// termMissing finds a term of the source in whose place the target has none of the terms of its concept.
var termMissing = look.Check{ID: "term-missing", Severity: look.Warning, Pair: func(p *look.Subject) {
	seen := map[string]bool{}
	for _, h := range p.Pair.TargetTerms {
		seen[h.Concept] = true
	}
	for _, h := range outermost(p.Pair.SourceTerms) {
		c, ok := p.Pair.Concepts[h.Concept]
		want := wanted(&c, p.Target.Lang)
		if !ok || seen[h.Concept] || want == nil {
			continue
		}
		seen[h.Concept] = true // once is enough
		r := look.Span(h.WordStart, h.WordEnd)
		p.Report(look.Finding{Message: "check.term-missing", Source: r, Target: p.Target.Whole(), Found: p.Source.Of(look.Span(h.Start, h.End)),
			Expected: writtenFor(want, h)})
	}
}}

// termForbidden finds a deprecated term in the target. A concept that has terms in the language of the source must be in the
// source too, since the word may mean something else.
var termForbidden = look.Check{ID: "term-forbidden", Severity: look.Error, Pair: func(p *look.Subject) {
	meant := map[string]bool{}
	for _, h := range p.Pair.SourceTerms {
		meant[h.Concept] = true
	}
	type place struct {
		concept string
		at      look.Range
	}
	said := map[place]bool{} // two forms of a name may both be those of a place
	for _, h := range outermost(p.Pair.TargetTerms) {
		c, ok := p.Pair.Concepts[h.Concept]
		r := look.Span(h.WordStart, h.WordEnd)
		if !ok || said[place{h.Concept, r}] || h.Term >= len(c.Terms) || c.Terms[h.Term].Status != term.Deprecated || isAllowed(p, h) ||
			!meant[h.Concept] && hasLang(&c, p.Source.Lang) {
			continue
		}
		said[place{h.Concept, r}] = true
		f := look.Finding{Message: "check.term-forbidden", Target: r, Found: p.Target.Of(r)}
		if want := c.Preferred(p.Target.Lang); want != nil {
			f.Expected = want.Text
			if text, fits := term.Inflect(*want, h.Form); fits && !h.Short {
				f.Expected = asCapital(text, f.Found)
				if agrees(want, &c.Terms[h.Term]) || c.Type == term.Person && sameLetter(f.Expected, f.Found) {
					f.Fix = look.Replace(r, f.Expected)
				}
			}
		}
		p.Report(f)
	}
}}

// agrees reports whether the words around a term stay as they are where another is put in its place: the articles and adjectives
// of French show the gender.
func agrees(a, b *term.Term) bool {
	return lang.Base(a.Lang) != "fr" || a.Gender == b.Gender && a.Gender != "" && a.Number == b.Number
}

// sameLetter reports whether two names of a person begin with the same letter, so that what is before one, such as d’, is right
// before the other. Words around them agree with the person, not with a spelling.
func sameLetter(a, b string) bool {
	x, _ := utf8.DecodeRuneInString(a)
	y, _ := utf8.DecodeRuneInString(b)
	return x == y
}

// asCapital is a text with a capital where a model has one.
func asCapital(text, model string) string {
	m, _ := utf8.DecodeRuneInString(model)
	r, n := utf8.DecodeRuneInString(text)
	if unicode.IsUpper(m) {
		return string(unicode.ToUpper(r)) + text[n:]
	}
	return text
}

// isAllowed reports whether a place of the target is a term that may be written too, of any concept.
func isAllowed(p *look.Subject, h term.Hit) bool {
	for _, o := range p.Pair.TargetTerms {
		c := p.Pair.Concepts[o.Concept]
		if o.Start <= h.Start && o.End >= h.End && o.Term < len(c.Terms) && c.Terms[o.Term].Status != term.Deprecated {
			return true
		}
	}
	return false
}

// outermost are the hits that are no part of a longer one.
func outermost(hits []term.Hit) (out []term.Hit) {
	end := 0
	for _, h := range hits { // in the order of the text, the longest first
		if h.End > end || len(out) > 0 && h.Start == out[len(out)-1].Start && h.End == end {
			out, end = append(out, h), max(end, h.End)
		}
	}
	return out
}

// wanted is the term of a concept that a target should have: the preferred one, or else one that may be written.
func wanted(c *term.Concept, base string) *term.Term {
	if t := c.Preferred(base); t != nil {
		return t
	}
	for i := range c.Terms {
		if t := &c.Terms[i]; t.Status != term.Deprecated && lang.Base(t.Lang) == base {
			return t
		}
	}
	return nil
}

func hasLang(c *term.Concept, base string) bool {
	for _, t := range c.Terms {
		if lang.Base(t.Lang) == base {
			return true
		}
	}
	return false
}

// writtenFor is a term as it may be written for a hit in the other language.
func writtenFor(t *term.Term, h term.Hit) string {
	if h.Short && t.Short != "" {
		return t.Short
	}
	text, _ := term.Inflect(*t, h.Form)
	return text
}
