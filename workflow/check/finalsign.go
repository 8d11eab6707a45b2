package check

import (
	"strings"
	"unicode/utf8"
)

// finalSign finds a target that ends with another sign than its source, across scripts: ؟ is ?. Only what ends the
// sentence counts, within closing quotes and brackets or without.
var finalSign = Check{ID: "final-sign", Severity: Warning, messages: []string{
	"check.final-sign", "check.final-sign-missing", "check.final-sign-extra",
}, pair: func(p *pair) {
	source, _ := lastSign(p.source.Flat)
	target, at := lastSign(p.target.Flat)
	if source == target {
		return
	}
	f := Finding{Target: at, Found: p.target.Of(at), Expected: signOf(source, p.target.Lang)}
	switch "" {
	case target:
		f.Message = "check.final-sign-missing"
	case source:
		f.Message = "check.final-sign-extra"
	}
	p.report(f)
}}

// lastSign is the sign that ends a text, as it is in French, and where it is in the text: empty, at the end, for none.
func lastSign(text string) (sign string, at Range) {
	end := len(strings.TrimRight(text, " \t\n\u00a0\u202f\u200e\u200f\u061c\u2069\"'»”’)]﴾﴿“«"))
	r, n := utf8.DecodeLastRuneInString(text[:end])
	at = Range{end - n, end}
	switch r {
	case '.', '!', '…', ':', ';', ',':
		return string(r), at
	case '?', '؟':
		return "?", at
	case '؛':
		return ";", at
	case '،':
		return ",", at
	}
	return "", Range{end, end}
}

// signOf is a sign as a language writes it.
func signOf(sign, base string) string {
	if base == "ar" {
		switch sign {
		case "?":
			return "؟"
		case ";":
			return "؛"
		case ",":
			return "،"
		}
	}
	return sign
}
