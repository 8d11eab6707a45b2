package form

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"truchement/workflow/check/look"
)

// apostrophe finds French apostrophes of the other kind where a text has both: the straight ones where most are ’, and
// else the rarer kind. Where the rules ask, ’ alone is right. A foreign name may have either (Don't Go), so only those of
// elisions count.
var apostrophe = look.Check{ID: "apostrophe", Severity: look.Warning, Pair: func(p *look.Subject) {
	if p.Target.Lang != "fr" {
		return
	}
	kinds := map[rune][]look.Range{}
	for i, r := range p.Target.Flat {
		if (r == '\'' || r == '’') && elides(p.Target, i, r) {
			kinds[r] = append(kinds[r], look.Span(i, i+utf8.RuneLen(r)))
		}
	}
	wrong, right := '\'', '’'
	if !p.Asks() {
		if few, many := len(kinds['’']), len(kinds['\'']); few < many {
			wrong, right = right, wrong
		}
		// A slip of the hand is mended; a text that has many of both kinds is left to the rules.
		if len(kinds[right]) < 5*len(kinds[wrong]) {
			return
		}
	}
	for _, at := range kinds[wrong] {
		p.Report(look.Finding{Message: "check.apostrophe", Target: at, Found: string(wrong), Expected: string(right), Fix: look.Replace(at, string(right))})
	}
}}

// elides reports whether the apostrophe at a byte ends an elision or is inside a French word.
func elides(s *look.Side, at int, mark rune) bool {
	after, _ := utf8.DecodeRuneInString(s.Flat[at+utf8.RuneLen(mark):])
	head := s.Flat[:at]
	word := strings.ToLower(head[len(strings.TrimRightFunc(head, unicode.IsLetter)):])
	if !unicode.IsLetter(after) && after != '«' || s.InAddress(at) {
		return false
	}
	switch word {
	case "l", "d", "j", "m", "t", "s", "n", "c", "ç", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "aujourd", "quelqu", "presqu":
		return true
	}
	return false
}
