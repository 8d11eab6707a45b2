package form

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"truchement/workflow/check/look"
)

// tatweel finds the stroke that lengthens a word, between two letters of it. After a clitic or before a number (الـ20) it
// is right, and some write it for a dash.
var tatweel = look.Check{ID: "tatweel", Severity: look.Warning, Pair: func(p *look.Subject) {
	text := p.Target.Flat
	for i := strings.Index(text, "ـ"); i >= 0 && p.Target.Lang == "ar"; {
		end := len(text) - len(strings.TrimLeft(text[i:], "ـ"))
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[end:])
		head := text[:i]
		clitic := head[len(strings.TrimRightFunc(head, isLetterOrMark)):]
		if isLetterOrMark(before) && unicode.Is(unicode.Arabic, after) && unicode.IsLetter(after) && utf8.RuneCountInString(clitic) > 1 {
			p.Report(look.Finding{Message: "check.tatweel", Target: look.Span(i, end), Found: text[i:end], Fix: look.Replace(look.Span(i, end), "")})
		}
		next := strings.Index(text[end:], "ـ")
		if next < 0 {
			return
		}
		i = end + next
	}
}}

func isLetterOrMark(r rune) bool { return unicode.IsLetter(r) && r != 'ـ' || unicode.IsMark(r) }
