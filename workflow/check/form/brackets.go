package form

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"truchement/workflow/check/look"
)

// brackets finds brackets that are not closed or not opened. What is alone in the source may be so in the target: a
// bracket over several segments, the mark of an item (a). A bracket in an address or a smiley is no bracket.
var brackets = look.Check{ID: "brackets", Severity: look.Warning, MessageIDs: []string{
	"check.brackets-close", "check.brackets-open",
}, Pair: func(p *look.Subject) {
	known := loneBrackets(p.Source)
	for _, b := range loneBrackets(p.Target) {
		mark := p.Target.Of(b)
		if i := indexMark(p.Source, known, mark); i >= 0 {
			known = append(known[:i:i], known[i+1:]...)
			continue
		}
		f := look.Finding{Target: b, Found: mark, Message: "check.brackets-open", Expected: bracketOf[mark]}
		if strings.Contains(")]}", mark) {
			f.Message = "check.brackets-close"
		}
		p.Report(f)
	}
}}

// bracketOf has the other bracket of each.
var bracketOf = map[string]string{"(": ")", ")": "(", "[": "]", "]": "[", "{": "}", "}": "{"}

func indexMark(s *look.Side, all []look.Range, mark string) int {
	for i, r := range all {
		if s.Of(r) == mark {
			return i
		}
	}
	return -1
}

// loneBrackets are the brackets of a text that have no other.
func loneBrackets(s *look.Side) (lone []look.Range) {
	var open []look.Range
	for i := 0; i < len(s.Flat); i++ {
		if !strings.ContainsRune("()[]{}", rune(s.Flat[i])) || s.InAddress(i) || isSmiley(s.Flat, i) {
			continue
		}
		at := look.Span(i, i+1)
		if strings.Contains("([{", s.Of(at)) {
			open = append(open, at)
			continue
		}
		k := len(open) - 1
		for k >= max(0, len(open)-mostNested) && bracketOf[s.Of(open[k])] != s.Of(at) {
			k--
		}
		if k < max(0, len(open)-mostNested) {
			if !isItemMark(s.Flat, i) {
				lone = append(lone, at)
			}
			continue
		}
		lone = append(lone, open[k+1:]...)
		open = open[:k]
	}
	return append(lone, open...)
}

// isItemMark reports whether the bracket at i ends the mark of an item: a) or 12) at the beginning.
func isItemMark(text string, i int) bool {
	const most = 12 // bytes, with spaces before it
	if i > most {
		return false
	}
	mark := strings.TrimSpace(text[:i])
	n := utf8.RuneCountInString(mark)
	return n > 0 && n <= 2 && strings.IndexFunc(mark, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) < 0
}

func isSmiley(text string, i int) bool {
	head := strings.TrimSuffix(text[:i], "-")
	return strings.HasSuffix(head, ":") || strings.HasSuffix(head, ";") && text[i] == ')'
}
