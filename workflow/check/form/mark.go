package form

import (
	"unicode"
	"unicode/utf8"

	"truchement/workflow/check/look"
)

// mark finds Arabic vowel marks that are written twice, that contradict each other, or that are on nothing.
var mark = look.Check{ID: "mark", Severity: look.Warning, MessageIDs: []string{
	"check.mark-alone", "check.mark-doubled", "check.mark-several",
}, Pair: func(p *look.Subject) {
	var base rune
	var seen []rune // marks of base
	for i, r := range p.Target.Flat {
		if !isTashkil(r) {
			base, seen = r, seen[:0]
			continue
		}
		at := look.Span(i, i+utf8.RuneLen(r))
		f := look.Finding{Target: at, Found: string(r), Fix: look.Replace(at, "")}
		switch {
		case !unicode.IsLetter(base) || !unicode.Is(unicode.Arabic, base) && base != 'ـ':
			f.Message = "check.mark-alone"
		case hasMark(seen, r):
			f.Message = "check.mark-doubled"
		case r != shadda && contradicts(seen):
			f.Message, f.Fix = "check.mark-several", nil
		}
		if f.Message != "" {
			p.Report(f)
		}
		seen = append(seen, r)
	}
}}

const shadda = '\u0651'

// isTashkil reports whether r is one of the eight marks from fathatan to sukun.
func isTashkil(r rune) bool { return r >= '\u064B' && r <= '\u0652' }

func hasMark(seen []rune, r rune) bool {
	for _, s := range seen {
		if s == r {
			return true
		}
	}
	return false
}

// contradicts reports whether a letter has a vowel already.
func contradicts(seen []rune) bool {
	for _, s := range seen {
		if s != shadda {
			return true
		}
	}
	return false
}
