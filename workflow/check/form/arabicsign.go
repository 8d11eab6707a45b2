package form

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"truchement/workflow/check/look"
)

// arabicSign finds Latin signs in Arabic text: a question mark always, a comma or semicolon where the text has that sign
// in the Arabic form too, or the rules ask. A sign after a Latin word or a number is not judged.
var arabicSign = look.Check{ID: "arabic-sign", Severity: look.Warning, Pair: func(p *look.Subject) {
	if p.Target.Lang != "ar" {
		return
	}
	text := p.Target.Flat
	var last rune
	for i, r := range text {
		want := arabicSigns[r]
		if want != "" && (unicode.Is(unicode.Arabic, last) || unicode.IsMark(last)) && !p.Target.InAddress(i) &&
			(r == '?' || p.Asks() || strings.Contains(text, want)) {
			at := look.Span(i, i+utf8.RuneLen(r))
			p.Report(look.Finding{Message: "check.arabic-sign", Target: at, Found: string(r), Expected: want, Fix: look.Replace(at, want)})
		}
		if !unicode.IsSpace(r) && !strings.ContainsRune("»\"”)", r) {
			last = r
		}
	}
}}

var arabicSigns = map[rune]string{',': "،", ';': "؛", '?': "؟"}
