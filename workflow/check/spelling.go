package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"truchement/workflow/lang"
)

// Speller knows the words of a language.
type Speller interface {
	// Unknown returns those of the words that it does not know, each with what may be meant, likeliest first. It is safe
	// for concurrent use, answers in bounded time, and knows all words when it cannot tell.
	Unknown(tag string, words []string) map[string][]string
}

// WithSpeller returns a checker by the same rules that has a speller for its spelling check.
func (c *Checker) WithSpeller(s Speller) *Checker {
	return &Checker{rules: c.rules, speller: s}
}

// spelling finds words that the speller does not know, where the rules ask. Names, terms, and what the source has too are
// not looked up. In Arabic, whose names have no capitals, a word is reported only where one that is known has the same
// letters but for hamzas, ة and ى: half of all sentences have a foreign name that no dictionary knows.
var spelling = Check{ID: "spelling", Severity: Warning, pair: func(p *pair) {
	if p.speller == nil || !p.rules.asks(p.now) {
		return
	}
	var words []string
	at := map[string][]Range{}
	for _, t := range p.target.Tokens() {
		if !t.Word || !p.mayMisspell(t.Text, Range{t.Start, t.End}) {
			continue
		}
		word := bare(t.Text)
		if at[word] == nil {
			words = append(words, word)
		}
		at[word] = append(at[word], Range{t.Start, t.End})
	}
	unknown := p.speller.Unknown(p.target.Tag, words)
	for _, word := range words {
		meant, ok := unknown[word]
		if ok && p.target.Lang == "ar" {
			meant = slices.DeleteFunc(slices.Clone(meant), func(m string) bool { return lang.Fold(m, "ar") != lang.Fold(word, "ar") })
			ok = len(meant) > 0
		}
		for _, r := range at[word] {
			if !ok {
				break
			}
			f := Finding{Message: "check.spelling", Target: r, Found: p.target.Of(r), Expected: strings.Join(meant[:min(3, len(meant))], ", ")}
			if len(meant) == 1 {
				f.Fix = &Fix{r, meant[0]}
			}
			p.report(f)
		}
	}
}}

// mayMisspell reports whether a word is one of the language, not a name, a term or an abbreviation.
func (p *pair) mayMisspell(word string, at Range) bool {
	script := unicode.Latin
	if p.target.Lang == "ar" {
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
	for _, h := range p.TargetTerms {
		if at.Start >= h.WordStart && at.End <= h.WordEnd {
			return false
		}
	}
	return !p.target.inAddress(at.Start) && !strings.Contains(p.source.Flat, word)
}
