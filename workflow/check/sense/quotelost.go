package sense

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"truchement/workflow/check/look"
	"truchement/workflow/lang"
)

// quoteLost finds a quotation of the source that has no marks in the target. It looks only at targets without marks of
// any kind, and is silent about what translations mark or not as they like: names and titles, which Arabic writes between
// quotes since it has neither capitals nor italics, and free direct speech, which an inserted « a déclaré le ministre »
// marks as well. Marks that only the target has are left to the translator for the same reasons.
var quoteLost = look.Check{ID: "quote-lost", Severity: look.Warning, Pair: func(p *look.Subject) {
	if strings.ContainsAny(p.Target.Flat, allQuotes+"‹›‘‚") || hasCodes(p.Target) || hasInsertedSpeech(p.Target) {
		return
	}
	least := leastQuoted
	if p.Source.Lang == "ar" {
		least = leastQuotedArabic
	}
	for _, q := range quotations(p.Source.Flat) {
		if words := wordsIn(p.Source.Of(q)); len(words) >= least && !isTitle(words) {
			p.Report(look.Finding{Source: q, Target: p.Target.Whole(), Expected: strings.Trim(p.Source.Of(q), allQuotes+" \u00a0\u202f")})
			return
		}
	}
}}

// The least words of a quotation that the other language marks too. Arabic quotes names, and single words, more often.
const (
	leastQuoted       = 4
	leastQuotedArabic = 6
)

// hasCodes reports whether a text has a code: an italic may stand for the quotes.
func hasCodes(s *look.Side) bool { return len(s.Text.Codes()) > 0 }

const (
	openingQuotes = "«“„"
	closingQuotes = "»”"
	allQuotes     = openingQuotes + closingQuotes + `"`
)

// quotations are the outer quotations of a text, with their marks. One that begins or ends in another segment is none.
func quotations(text string) []look.Range {
	var out []look.Range
	start := -1
	for i, r := range text {
		switch {
		case start < 0 && (strings.ContainsRune(openingQuotes, r) || r == '"'):
			start = i
		case start >= 0 && (strings.ContainsRune(closingQuotes, r) || r == '"'):
			out = append(out, look.Span(start, i+utf8.RuneLen(r)))
			start = -1
		}
	}
	return out
}

func wordsIn(text string) []string {
	var words []string
	for _, t := range lang.Tokens(text) {
		if t.Word {
			words = append(words, t.Text)
		}
	}
	return words
}

// isTitle reports whether words are of a name: all long ones have a capital.
func isTitle(words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool {
		r, _ := utf8.DecodeRuneInString(w)
		return utf8.RuneCountInString(w) > 3 && !unicode.IsUpper(r) && !unicode.IsDigit(r)
	})
}

// hasInsertedSpeech reports whether a French text has a verb of saying after a comma: « …, a déclaré le ministre ».
func hasInsertedSpeech(s *look.Side) bool {
	if s.Lang != "fr" {
		return false
	}
	comma := false
	for _, t := range s.Tokens() {
		switch word := lang.Fold(t.Text, s.Tag); {
		case !t.Word:
			comma = comma || t.Text == ","
		case !comma:
		case slices.ContainsFunc(sayingVerbs, func(v string) bool { return strings.HasPrefix(word, v) }):
			return true
		default:
			comma = isAuxiliary(word)
		}
	}
	return false
}

// isAuxiliary reports whether a folded word may stand before the verb of saying: a déclaré, aurait-il dit, s'est exclamé.
func isAuxiliary(word string) bool {
	switch word {
	case "a", "ont", "avait", "avaient", "aurait", "il", "elle", "ils", "elles", "t", "s'", "est", "se", "on":
		return true
	}
	return false
}

// sayingVerbs are how verbs of saying begin, folded.
var sayingVerbs = []string{"declar", "dit", "dis", "affirm", "expliqu", "indiqu", "ajout", "soulign", "precis", "not",
	"confi", "lanc", "raill", "assur", "estim", "ecri", "repon", "racont", "signal", "conclu", "poursui", "rappel",
	"insist", "regrett", "demand", "exclam", "commenc", "reconn", "avou", "admet", "admis", "rapport", "annonc", "plaisant"}
