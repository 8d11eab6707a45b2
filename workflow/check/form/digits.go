package form

import (
	"strings"
	"unicode"

	"truchement/workflow/check/look"
	"truchement/workflow/lang/value"
)

// digits finds the digits of Arabic text that are not those of the rules, or, without a rule, those of the rarer kind
// where a text has both. Digits of a Latin word or an address (G20, CO2) are always Latin.
var digits = look.Check{ID: "digits", Severity: look.Warning, Pair: func(p *look.Subject) {
	if p.Target.Lang != "ar" {
		return
	}
	latin, arabic := digitRuns(p.Target)
	wrong, to := arabic, value.ASCII
	switch {
	case p.Rules.Digits == "arab", p.Rules.Digits == "" && len(arabic) > len(latin):
		wrong, to = latin, value.Arabic
	case p.Rules.Digits == "" && len(latin) == 0:
		return
	}
	for _, at := range wrong {
		found := p.Target.Of(at)
		want := withDigits(found, to)
		p.Report(look.Finding{Message: "check.digits", Target: at, Found: found, Expected: want, Fix: look.Replace(at, want)})
	}
}}

// digitRuns are the numbers of a text in digits of each kind.
func digitRuns(s *look.Side) (latin, arabic []look.Range) {
	for _, t := range s.Tokens() {
		first := strings.IndexFunc(t.Text, unicode.IsDigit)
		if first < 0 || s.InAddress(t.Start) || strings.ContainsFunc(t.Text, unicode.IsLetter) || besideLatin(s.Flat, t.Start, t.End) {
			continue
		}
		if t.Text[first] < 0x80 {
			latin = append(latin, look.Span(t.Start, t.End))
		} else {
			arabic = append(arabic, look.Span(t.Start, t.End))
		}
	}
	return latin, arabic
}

// besideLatin reports whether a number is in or beside a Latin word: F-16, iPhone 15.
func besideLatin(text string, start, end int) bool {
	isLink := func(r rune) bool { return r == ' ' || r == '-' || r == '/' || r == '.' }
	before, after := strings.TrimRightFunc(text[:start], isLink), strings.TrimLeftFunc(text[end:], isLink)
	return before != "" && look.IsASCIIWord(before[len(before)-1]) || after != "" && look.IsASCIIWord(after[0])
}

// withDigits writes a number with other digits and their separators.
func withDigits(number string, to value.Digits) string {
	return strings.Map(func(r rune) rune {
		switch {
		case to == value.Arabic && r >= '0' && r <= '9':
			return r - '0' + '٠'
		case to == value.ASCII && r >= '٠' && r <= '٩':
			return r - '٠' + '0'
		case to == value.ASCII && r >= '۰' && r <= '۹':
			return r - '۰' + '0'
		case to == value.ASCII && r == '٫':
			return '.'
		case to == value.ASCII && r == '٬':
			return ','
		}
		return r
	}, number)
}
