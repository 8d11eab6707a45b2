package check

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// arabicSign finds Latin signs in Arabic text: a question mark always, a comma or semicolon where the text has that sign
// in the Arabic form too, or the rules ask. A sign after a Latin word or a number is not judged.
var arabicSign = Check{ID: "arabic-sign", Severity: Warning, pair: func(p *pair) {
	if p.target.Lang != "ar" {
		return
	}
	text := p.target.Flat
	var last rune
	for i, r := range text {
		want := arabicSigns[r]
		if want != "" && (unicode.Is(unicode.Arabic, last) || unicode.IsMark(last)) && !p.target.inAddress(i) &&
			(r == '?' || p.rules.asks(p.now) || strings.Contains(text, want)) {
			at := Range{i, i + utf8.RuneLen(r)}
			p.report(Finding{Message: "check.arabic-sign", Target: at, Found: string(r), Expected: want, Fix: &Fix{at, want}})
		}
		if !unicode.IsSpace(r) && !strings.ContainsRune("»\"”)", r) {
			last = r
		}
	}
}}

var arabicSigns = map[rune]string{',': "،", ';': "؛", '?': "؟"}
