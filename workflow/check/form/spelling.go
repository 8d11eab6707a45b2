package form

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"truchement/workflow/check/look"
	"truchement/workflow/lang"
)

// spelling finds words that the speller does not know, where the rules ask. Names, terms, and what the source has too are
// not looked up. In Arabic, whose names have no capitals, a word is reported only where one that is known has the same
// letters but for hamzas, ة and ى: half of all sentences have a foreign name that no dictionary knows.
var spelling = look.Check{ID: "spelling", Severity: look.Warning, Pair: func(p *look.Subject) {
	if p.Speller == nil || !p.Asks() {
		return
	}
	var words []string
	at := map[string][]look.Range{}
	for _, t := range p.Target.Tokens() {
		if !t.Word || !mayMisspell(p, t.Text, look.Span(t.Start, t.End)) {
			continue
		}
		word := bare(t.Text)
		if at[word] == nil {
			words = append(words, word)
		}
		at[word] = append(at[word], look.Span(t.Start, t.End))
	}
	unknown := p.Speller.Unknown(p.Target.Tag, words)
	for _, word := range words {
		meant, ok := unknown[word]
		if ok && p.Target.Lang == "ar" {
			meant = slices.DeleteFunc(slices.Clone(meant), func(m string) bool { return lang.Fold(m, "ar") != lang.Fold(word, "ar") })
			ok = len(meant) > 0
		}
		for _, r := range at[word] {
			if !ok {
				break
			}
			f := look.Finding{Message: "check.spelling", Target: r, Found: p.Target.Of(r), Expected: strings.Join(meant[:min(3, len(meant))], ", ")}
			if len(meant) == 1 {
				f.Fix = look.Replace(r, meant[0])
			}
			p.Report(f)
		}
	}
}}

// mayMisspell reports whether a word is one of the language, not a name, a term or an abbreviation.
func mayMisspell(p *look.Subject, word string, at look.Range) bool {
	script := unicode.Latin
	if p.Target.Lang == "ar" {
		script = unicode.Arabic
	}
	for _, r := range word {
		if unicode.IsLetter(r) && !unicode.Is(script, r) || unicode.IsDigit(r) {
			return false
		}
	}
	begin, _ := utf8.DecodeRuneInString(word)
	if utf8.RuneCountInString(word) < 2 || unicode.IsUpper(begin) || strings.HasSuffix(word, "'") || strings.HasSuffix(word, "’") {
		return false
	}
	for _, h := range p.Pair.TargetTerms {
		if at.Start >= h.WordStart && at.End <= h.WordEnd {
			return false
		}
	}
	return !p.Target.InAddress(at.Start) && !strings.Contains(p.Source.Flat, word)
}
