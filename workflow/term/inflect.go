package term

import (
	"strings"
	"unicode/utf8"

	"truchement/workflow/lang"
)

// Inflect returns a term in the form that fits a place: in its own language all of the form, in the
// other one what that language has of it. It reports false where rules and lists leave a doubt; the
// text is then the term as it is.
//
// Arabic: conjunction, preposition, article and pronoun are joined as they are written; the plural
// and the feminine are those of the term and of the lists. French: the plural and the feminine, the
// word that is elided before the term, and the article that is contracted with a preposition.
func Inflect(t Term, f Form) (string, bool) {
	text, ok := t.Text, true
	if f.Number != "" && f.Number != Singular && t.Number != f.Number && t.Number != Plural {
		text, ok = t.plural(f)
	}
	switch lang.Base(t.Lang) {
	case "ar":
		if ok && f.Gender == Feminine && t.Gender != Feminine && f.Number == "" {
			text, ok = feminineArabic(text)
		}
		if ok {
			text, ok = joinArabic(text, f)
		}
	case "fr":
		if ok && f.Gender == Feminine && t.Gender != Feminine {
			text, ok = eachOfHead(text, feminineFrench)
		}
		if ok {
			text, ok = joinFrench(text, t, f)
		}
	default:
		ok = ok && f.Gender == ""
	}
	if !ok {
		return t.Text, false
	}
	return text, true
}

// plural returns the plural of a term, which in French is the dual too.
func (t Term) plural(f Form) (string, bool) {
	if f.Number == Dual && lang.Base(t.Lang) != "fr" {
		return t.Text, false
	}
	if first, _, _ := strings.Cut(t.Plural, ";"); first != "" {
		return strings.TrimSpace(first), true
	}
	switch lang.Base(t.Lang) {
	case "ar":
		listed := arabicLists().plurals[t.Text]
		if len(listed) == 1 && f.Gender == "" {
			return listed[0], true
		}
	case "fr":
		return eachOfHead(t.Text, pluralFrench)
	}
	return t.Text, false
}

// feminineArabic returns the feminine of one word that is a nisba, a participle, or in the list.
func feminineArabic(word string) (string, bool) {
	if listed := arabicLists().feminines[word]; len(listed) == 1 {
		return listed[0], true
	}
	letters := []rune(word)
	if strings.Contains(word, " ") || !hasSoundPlural(letters) || letters[len(letters)-1] == 'ة' {
		return word, false
	}
	return word + "ة", true
}

// joinArabic writes a term with its clitics. It has the article once: a term of several words that
// has none, or that gets a pronoun, may need it on each of them.
func joinArabic(text string, f Form) (string, bool) {
	several := strings.Contains(text, " ")
	_, definite := arabicArticle([]rune(firstWord(text)))
	switch {
	case f.Pronoun != "" && (several || definite || f.Article), f.Construct:
		return text, false
	case f.Pronoun != "":
		stem, ok := beforePronounArabic(text)
		if !ok {
			return text, false
		}
		text = stem + f.Pronoun
	case f.Article && several && !definite:
		// وزير الداخلية is definite by its second word.
		if last := text[strings.LastIndex(text, " ")+1:]; !strings.HasPrefix(last, "ال") {
			return text, false
		}
	case f.Article && !definite:
		text, definite = "ال"+text, true
	}
	if rest, ok := strings.CutPrefix(text, "ال"); ok && definite && f.Preposition == "ل" {
		// ل and ال become لل; before a ل one of three is left out.
		text = "ل" + rest
		if strings.HasPrefix(rest, "ل") {
			text = rest
		}
	}
	return f.Conjunction + f.Preposition + text, true
}

// beforePronounArabic returns a word as it is before a pronoun. That of a word in ء depends on its
// case.
func beforePronounArabic(word string) (string, bool) {
	last, n := utf8.DecodeLastRuneInString(word)
	switch last {
	case 'ة':
		return word[:len(word)-n] + "ت", true
	case 'ى':
		return word[:len(word)-n] + "ا", true
	case 'ء':
		return word, false
	}
	return word, true
}

func firstWord(text string) string {
	first, _, _ := strings.Cut(text, " ")
	return first
}
