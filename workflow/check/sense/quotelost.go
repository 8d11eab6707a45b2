package sense

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"truchement/workflow/check/look"
	"truchement/workflow/lang"
)

// quoteLost finds a quotation of the source that has no marks in the target. Quotations are paired by the words inside that
// translate each other, else by their place. It is silent about what translations mark or not as they like: names and
// titles, which Arabic writes between quotes since it has neither capitals nor italics, and free direct speech, which an
// inserted « a déclaré le ministre » marks as well. Marks that only the target has are left to the translator for the same
// reasons.
var quoteLost = look.Check{ID: "quote-lost", Severity: look.Warning, Pair: func(p *look.Subject) {
	if hasCodes(p.Target) || hasLoneQuote(p.Target) || hasInsertedSpeech(p.Target) {
		return
	}
	all, kept := quotations(p.Source.Flat), quotations(p.Target.Flat)
	if max(len(all), len(kept)) > mostQuotations {
		return
	}
	for _, q := range unpaired(p, all, kept) {
		if needsMarks(p, q, len(kept) > 0) {
			p.Report(look.Finding{Source: q, Target: p.Target.Whole(), Expected: strings.Trim(p.Source.Of(q), allQuotes+" \u00a0\u202f")})
			return
		}
	}
}}

// mostQuotations is how many of a text are paired. A sentence has a few; in what has more none is looked for.
const mostQuotations = 20

// unpaired are the quotations of the source for which the target has none.
func unpaired(p *look.Subject, source, target []look.Range) []look.Range {
	lost := slices.DeleteFunc(slices.Clone(source), func(q look.Range) bool {
		i := slices.IndexFunc(target, func(t look.Range) bool { return sharesWord(linksOf(p), q, t) })
		if i >= 0 {
			target = slices.Delete(slices.Clone(target), i, i+1)
		}
		return i >= 0
	})
	for _, t := range target {
		if len(lost) == 0 {
			break
		}
		place := func(q look.Range) float64 {
			return math.Abs(float64(q.Start)/float64(len(p.Source.Flat)) - float64(t.Start)/float64(len(p.Target.Flat)))
		}
		nearest := slices.IndexFunc(lost, func(q look.Range) bool {
			return !slices.ContainsFunc(lost, func(other look.Range) bool { return place(other) < place(q) })
		})
		lost = slices.Delete(lost, nearest, nearest+1)
	}
	return lost
}

// sharesWord reports whether a word of a range of the source may be translated by one of a range of the target.
func sharesWord(l *linked, source, target look.Range) bool {
	for _, w := range l.source {
		if w.Start >= source.Start && w.End <= source.End && slices.ContainsFunc(w.Links, func(j int) bool {
			return l.target[j].Start >= target.Start && l.target[j].End <= target.End
		}) {
			return true
		}
	}
	return false
}

// needsMarks reports whether the other language marks a quotation too, in a text that marks others or none. Speech that is
// the whole text may go on from the one before, with other means, and French reports what Arabic has after a colon
// without marks, but for words of the first person.
func needsMarks(p *look.Subject, q look.Range, marksOthers bool) bool {
	words := wordsIn(p.Source.Of(q))
	isWhole := strings.Trim(p.Source.Flat[:q.Start]+p.Source.Flat[q.End:], ".,!?؟… \u00a0\u202f") == ""
	switch {
	case isTitle(words), isWhole && !marksOthers:
		return false
	case p.Source.Lang != "ar":
		return len(words) >= leastQuoted || marksOthers && len(words) > 1
	case strings.HasSuffix(strings.TrimSpace(p.Source.Flat[:q.Start]), ":") && !speaksForItself(p.Target):
		return false
	case len(words) >= leastQuotedArabic && !marksOthers:
		return true
	}
	return len(words) >= leastQuoted && isInSmallLetters(p, q)
}

func speaksForItself(s *look.Side) bool {
	return slices.ContainsFunc(s.Tokens(), func(t lang.Token) bool { return isFirstPerson[lang.Fold(t.Text, s.Tag)] })
}

var isFirstPerson = listed("je j' me m' moi mon ma mes nous notre nos")

// The least words of a quotation that the other language marks too. Arabic quotes names, and single words, more often:
// what is shorter than leastQuotedArabic has to have a translation that is no name.
const (
	leastQuoted       = 3
	leastQuotedArabic = 6
)

// isInSmallLetters reports whether the target has words of a quotation of the source, with no name among them or near.
func isInSmallLetters(p *look.Subject, q look.Range) bool {
	const near = 3 // words
	l := linksOf(p)
	found := false
	for _, w := range l.source {
		if w.Start < q.Start || w.End > q.End {
			continue
		}
		for _, j := range w.Links {
			found = true
			for i := max(1, j-near); i <= min(j+near, len(l.target)-1); i++ {
				if r, _ := utf8.DecodeRuneInString(p.Target.Flat[l.target[i].Start:]); unicode.IsUpper(r) {
					return false
				}
			}
		}
	}
	return found
}

// hasLoneQuote reports whether a text has a mark that is no part of a whole quotation, or single ones.
func hasLoneQuote(s *look.Side) bool {
	marks := 0
	for _, r := range s.Flat {
		if strings.ContainsRune(allQuotes, r) {
			marks++
		}
	}
	return marks != 2*len(quotations(s.Flat)) || strings.ContainsAny(s.Flat, "‹›‘‚")
}

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
