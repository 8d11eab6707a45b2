package check

import (
	"unicode"
	"unicode/utf8"
)

// mark finds Arabic vowel marks that are written twice, that contradict each other, or that are on nothing.
var mark = Check{ID: "mark", Severity: Warning, messages: []string{
	"check.mark-alone", "check.mark-doubled", "check.mark-several",
}, pair: func(p *pair) {
	var base rune
	var seen []rune // marks of base
	for i, r := range p.target.Flat {
		if !isTashkil(r) {
			base, seen = r, seen[:0]
			continue
		}
		at := Range{i, i + utf8.RuneLen(r)}
		f := Finding{Target: at, Found: string(r), Fix: &Fix{at, ""}}
		switch {
		case !unicode.IsLetter(base) || !unicode.Is(unicode.Arabic, base) && base != 'ـ':
			f.Message = "check.mark-alone"
		case hasMark(seen, r):
			f.Message = "check.mark-doubled"
		case r != shadda && contradicts(seen):
			f.Message, f.Fix = "check.mark-several", nil
		}
		if f.Message != "" {
			p.report(f)
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
