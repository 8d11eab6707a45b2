package form

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"truchement/workflow/bitext"
	"truchement/workflow/check/look"
	"truchement/workflow/lang"
)

// capital finds French words with a capital where they have none, or without one where they have: a second capital
// (PRésident), one inside (maRoc), a sentence that begins small after the point of another. Where the rules ask, months and
// weekdays in dates begin small.
var capital = look.Check{ID: "capital", Severity: look.Warning, Pair: func(p *look.Subject) {
	if p.Target.Lang != "fr" {
		return
	}
	tokens := p.Target.Tokens()
	for i, t := range tokens {
		if !t.Word || p.Target.InAddress(t.Start) {
			continue
		}
		first, n := utf8.DecodeRuneInString(t.Text)
		want := ""
		switch {
		case oddCapital(t.Text) && !strings.Contains(p.Source.Flat, t.Text):
			want = strings.ToLower(t.Text)
			if unicode.IsUpper(first) {
				want = t.Text[:n] + want[n:]
			}
		case unicode.IsLower(first) && beginsSentence(p.Target.Flat, tokens, i),
			i == 0 && unicode.IsLower(first) && (p.Pair.Kind == bitext.Headline || p.Pair.Kind == bitext.Heading) && !strings.ContainsFunc(t.Text, unicode.IsUpper):
			want = string(unicode.ToUpper(first)) + t.Text[n:]
		case p.Asks() && i > 0 && smallInDates[t.Text] && inDate(tokens, i):
			want = strings.ToLower(t.Text)
		default:
			continue
		}
		at := look.Span(t.Start, t.End)
		p.Report(look.Finding{Message: "check.capital", Target: at, Found: t.Text, Expected: want, Fix: look.Replace(at, want)})
	}
}}

// oddCapital reports whether a word of small letters has a second capital at its beginning, or one inside after two small
// letters. Names (EMicro, iPhone, YouTube) have others.
func oddCapital(word string) bool {
	runes := []rune(word)
	if len(runes) < 5 || strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }) {
		return false
	}
	upper := 0
	for _, r := range runes {
		if unicode.IsUpper(r) {
			upper++
		}
	}
	if upper == 2 && unicode.IsUpper(runes[0]) && unicode.IsUpper(runes[1]) {
		return !strings.ContainsRune("EIX", runes[0]) && !isRoman(runes[:2])
	}
	return upper == 1 && unicode.IsLower(runes[0]) && unicode.IsLower(runes[1]) && unicode.IsLower(runes[len(runes)-1]) &&
		unicode.IsLower(runes[len(runes)-2])
}

func isRoman(capitals []rune) bool {
	return strings.Trim(string(capitals), "IVXLCDM") == ""
}

// beginsSentence reports whether a word comes after the point of a sentence: a word of four letters before it, which no
// abbreviation of those in use has, and a space after it.
func beginsSentence(text string, tokens []lang.Token, i int) bool {
	if i < 2 || tokens[i-1].Text != "." || tokens[i-1].Start != tokens[i-2].End || tokens[i].Start == tokens[i-1].End {
		return false
	}
	before := tokens[i-2].Text
	return utf8.RuneCountInString(before) > 3 && !abbreviations[strings.ToLower(before)] && !hasDigit(before) &&
		strings.ToLower(before) == before
}

var abbreviations = wordSet("boul janv févr sept prof lieut chap approx trad suiv coll propr circ ital suppl hist géogr philos environ dept dépt resp exempl inclus")

var smallInDates = wordSet("Janvier Février Mars Avril Mai Juin Juillet Août Septembre Octobre Novembre Décembre",
	"Lundi Mardi Mercredi Jeudi Vendredi Samedi Dimanche")

// inDate reports whether a name of a month has its day before it, or a weekday its day after it. The 1er Mai and other
// days of history have their capital, but with a year.
func inDate(tokens []lang.Token, i int) bool {
	day := func(k int) bool { return k >= 0 && k < len(tokens) && hasDigit(tokens[k].Text) }
	if strings.HasSuffix(tokens[i].Text, "di") || tokens[i].Text == "Dimanche" {
		return day(i + 1)
	}
	return day(i-1) && day(i+1) || day(i+1) && len(tokens[i+1].Text) == 4
}
