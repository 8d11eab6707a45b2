package form

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"truchement/workflow/check/look"
	"truchement/workflow/lang"
)

// doubledWord finds a word that is written twice in a row. Words that are rightly doubled (nous nous, رويدا رويدا), names
// of letters that spell an acronym (بي بي سي) and what the source doubles too are not reported.
var doubledWord = look.Check{ID: "doubled-word", Severity: look.Error, Pair: func(p *look.Subject) {
	excused := len(doubles(p.Source, nil))
	for _, i := range doubles(p.Target, func(tokens []lang.Token, i int) bool { return mayDouble(p, tokens, i) }) {
		tokens := p.Target.Tokens()
		a, b := tokens[i-1], tokens[i]
		if excused > 0 && (utf8.RuneCountInString(bare(a.Text)) > 3 || unicode.IsUpper([]rune(a.Text)[0])) {
			excused--
			continue
		}
		p.Report(look.Finding{Message: "check.doubled-word", Target: look.Span(b.Start, b.End),
			Found: p.Target.Of(look.Span(a.Start, b.End)), Expected: a.Text, Fix: look.Replace(look.Span(a.End, b.End), "")})
	}
}}

// sameWord reports whether two words are the same. Accents and hamzas make another word (a à, أن إن), and so does a
// capital (l’Est est), but at the beginning of a sentence.
func sameWord(base, a, b string, begins bool) bool {
	if base == "ar" {
		return bare(a) == bare(b)
	}
	a, b = strings.TrimRight(a, "'’"), strings.TrimRight(b, "'’")
	if begins {
		return strings.EqualFold(a, b)
	}
	return a == b
}

// bare is an Arabic word without tashkil and tatweel.
func bare(word string) string {
	return strings.Map(func(r rune) rune {
		if r == 'ـ' || unicode.IsMark(r) {
			return -1
		}
		return r
	}, word)
}

// rightlyDoubled are words that sentences have twice in a row.
var rightlyDoubled = wordSet("nous vous très si oui non ha ho bla faire cha tam pom dur",
	"رويدا شيئا جدا صفا دكا خطوة يوما واحدا واحدة بابا كلمة نعم جنبا حبة كثيرا قليلا")

// letterNames are the Arabic names of Latin letters that acronyms spell.
var letterNames = wordSet("إيه ايه بي سي دي إي اي إف اف جي إتش اتش آي جيه كي كيه إل ال إم ام إن ان أو كيو آر ار إس اس تي يو دبليو إكس اكس واي زد")

func wordSet(lists ...string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(strings.Join(lists, " ")) {
		set[w] = true
	}
	return set
}

// mayDouble reports whether the word i of a text may be the one before it again.
func mayDouble(p *look.Subject, tokens []lang.Token, i int) bool {
	word := tokens[i].Text
	next, before := lang.Token{}, lang.Token{}
	if i+1 < len(tokens) {
		next = tokens[i+1]
	}
	if i > 1 {
		before = tokens[i-2]
	}
	if p.Target.Lang == "ar" {
		return mayDoubleArabic(p, bare(word), before, next)
	}
	first, _ := utf8.DecodeRuneInString(next.Text)
	switch {
	case afterHyphen[word] && (before.Text == "-" || before.Text == "\u2011") && before.End == tokens[i-1].Start: // donnez-les les
		return true
	case word == "de" && unicode.IsUpper(first): // l’appel de de Gaulle
		return deNames[next.Text]
	case word == "en": // tout en en parlant
		return strings.HasSuffix(next.Text, "ant")
	case word == "est": // à l’est est
		return before.Text == "l'" || before.Text == "l’"
	case utf8.RuneCountInString(word) == 1 && word != "à" && word != "a" && word != "y": // letters
		return true
	}
	return rightlyDoubled[word]
}

func mayDoubleArabic(p *look.Subject, word string, before, next lang.Token) bool {
	switch word {
	case "من": // who of them
		return strings.HasPrefix(next.Text, "بين") || strings.HasPrefix(next.Text, "منه")
	case "هو", "هي", "لا": // it stays the same; no, no
		return !next.Word
	}
	return rightlyDoubled[word] || letterNames[word] && bare(before.Text) != word && hasAcronym(p.Source)
}

// afterHyphen are the pronouns that follow a verb with a hyphen, and may be an article or another one then.
var afterHyphen = wordSet("le la les lui leur en y nous vous elle")

// deNames are names that keep their de: de de Gaulle.
var deNames = wordSet("Gaulle Villepin Klerk Blasio Niro Palma Mistura Vries Bruyne Gea Funès Rugy Beauvoir Maupassant")

// hasAcronym reports whether a text has a word of capitals alone.
func hasAcronym(s *look.Side) bool {
	for _, t := range s.Tokens() {
		if t.Word && len(t.Text) > 1 && strings.IndexFunc(t.Text, func(r rune) bool { return r < 'A' || r > 'Z' }) < 0 {
			return true
		}
	}
	return false
}

func hasDigit(s string) bool { return strings.ContainsFunc(s, unicode.IsDigit) }

// doubles are the places in the tokens of a text of words that are the same as the one before, but for those that may be.
// Of a source, they are those of its sense: no small words, which are there by mistake, and no letters.
func doubles(s *look.Side, may func(tokens []lang.Token, i int) bool) (at []int) {
	tokens := s.Tokens()
	for i := 1; i < len(tokens); i++ {
		a, b := tokens[i-1], tokens[i]
		if !a.Word || !b.Word || hasDigit(a.Text) || !sameWord(s.Lang, a.Text, b.Text, i == 1 || !tokens[i-2].Word) {
			continue
		}
		small := utf8.RuneCountInString(bare(a.Text)) < 3 || letterNames[bare(a.Text)] || rightlyDoubled[strings.ToLower(a.Text)]
		if may == nil && !small || may != nil && !may(tokens, i) {
			at = append(at, i)
		}
	}
	return at
}
