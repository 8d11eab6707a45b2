package form

import (
	"strings"
	"unicode"

	"truchement/workflow/check/look"
)

// lookalike finds letters that look like others: Cyrillic or Greek ones in a Latin word, Persian ones in an Arabic word
// that has no letter of Persian alone, O and l between digits.
var lookalike = look.Check{ID: "lookalike", Severity: look.Error, Pair: func(p *look.Subject) {
	for _, t := range p.Target.Tokens() {
		if !t.Word || p.Target.InAddress(t.Start) {
			continue
		}
		want := t.Text
		switch {
		case isNumberWithLetters(t.Text):
			want = strings.NewReplacer("O", "0", "o", "0", "l", "1", "I", "1").Replace(t.Text)
		case p.Target.Lang == "ar" && strings.ContainsAny(t.Text, "یکہ") && !strings.ContainsAny(t.Text, "پچژگۆێ"):
			want = arabicLetters(t.Text)
		case hasScript(t.Text, unicode.Latin) && (hasScript(t.Text, unicode.Cyrillic) || hasScript(t.Text, unicode.Greek)):
			want = latinLookalikes.Replace(t.Text)
		}
		if want == t.Text {
			continue
		}
		at := look.Span(t.Start, t.End)
		f := look.Finding{Message: "check.lookalike", Target: at, Found: t.Text, Expected: want}
		if !strings.HasSuffix(t.Text, "ی") { // may be ي or ى
			f.Fix = look.Replace(at, want)
		}
		p.Report(f)
	}
}}

func hasScript(word string, script *unicode.RangeTable) bool {
	return strings.ContainsFunc(word, func(r rune) bool { return unicode.Is(script, r) })
}

// latinLookalikes has only letters that look the same in most fonts; π and µ are meant.
var latinLookalikes = strings.NewReplacer("а", "a", "е", "e", "о", "o", "р", "p", "с", "c", "х", "x", "у", "y", "і", "i", "ѕ", "s",
	"А", "A", "В", "B", "Е", "E", "К", "K", "М", "M", "Н", "H", "О", "O", "Р", "P", "С", "C", "Т", "T", "Х", "X", "І", "I",
	"Α", "A", "Β", "B", "Ε", "E", "Ζ", "Z", "Η", "H", "Ι", "I", "Κ", "K", "Μ", "M", "Ν", "N", "Ο", "O", "Ρ", "P", "Τ", "T",
	"Υ", "Y", "Χ", "X", "ο", "o")

func arabicLetters(word string) string {
	return strings.NewReplacer("ی", "ي", "ک", "ك", "ہ", "ه").Replace(word)
}

// isNumberWithLetters reports whether a token is digits with an O or l in the midst of them: 2O24, 1l5.
func isNumberWithLetters(word string) bool {
	if len(word) < 3 || word[0] < '0' || word[0] > '9' || !strings.ContainsAny(word, "OolI") {
		return false
	}
	last := word[len(word)-1]
	return strings.Trim(word, "0123456789OolI.,") == "" && (last >= '0' && last <= '9' || last == 'O' && len(word) == 4)
}
