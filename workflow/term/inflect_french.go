package term

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"truchement/workflow/lang"
)

// eachOfHead inflects the words of a French term up to its first preposition: those that agree.
// Compounds with a hyphen, and names, are in doubt.
func eachOfHead(text string, inflect func(word string) (string, bool)) (string, bool) {
	words := strings.Split(text, " ")
	for i, word := range words {
		if i > 0 && isPreposition(word) {
			break
		}
		if _, ok := frenchLists().invariable[word]; ok && i > 0 {
			continue
		}
		first, _ := utf8.DecodeRuneInString(word)
		if strings.Contains(word, "-") || unicode.IsUpper(first) {
			return text, false
		}
		var ok bool
		if words[i], ok = inflect(word); !ok {
			return text, false
		}
	}
	return strings.Join(words, " "), true
}

// isPreposition reports whether a word, or what is elided before it, ends the part of a term that
// agrees.
func isPreposition(word string) bool {
	if i := strings.IndexAny(word, "'’"); i >= 0 {
		word = word[:i]
	}
	switch strings.ToLower(word) {
	case "de", "du", "des", "d", "à", "au", "aux", "en", "par", "pour", "sur", "sous", "contre", "sans",
		"avec", "dans", "entre", "chez", "et", "ou":
		return true
	}
	return false
}

// pluralFrench returns the plural of a French word.
func pluralFrench(word string) (string, bool) {
	if listed := frenchLists().plurals[word]; len(listed) > 0 {
		return listed[0], true
	}
	if _, ok := frenchLists().regular[word]; ok {
		return word + "s", true
	}
	for _, e := range [...]struct{ ending, plural string }{
		{"s", "s"}, {"x", "x"}, {"z", "z"}, {"al", "aux"}, {"au", "aux"}, {"eu", "eux"},
	} {
		if stem, ok := strings.CutSuffix(word, e.ending); ok {
			return stem + e.plural, true
		}
	}
	return word + "s", true
}

// feminineFrench returns the feminine of a French word in the singular or plural, where its ending
// or the list leaves no doubt: not those in eur, which have four.
func feminineFrench(word string) (string, bool) {
	single, plural := word, ""
	if s, ok := strings.CutSuffix(word, "s"); ok && !strings.HasSuffix(word, "is") {
		single, plural = s, "s"
	}
	if s, ok := strings.CutSuffix(word, "aux"); ok {
		single, plural = s+"al", "s"
	}
	if listed := frenchLists().feminines[single]; len(listed) > 0 {
		return listed[0] + plural, true
	}
	for _, e := range [...]struct{ ending, feminine string }{
		{"e", "e"}, {"é", "ée"}, {"ier", "ière"}, {"if", "ive"}, {"eux", "euse"}, {"ien", "ienne"},
		{"al", "ale"}, {"ain", "aine"}, {"ais", "aise"}, {"ois", "oise"}, {"ant", "ante"},
		{"ent", "ente"},
	} {
		if stem, ok := strings.CutSuffix(single, e.ending); ok {
			return stem + e.feminine + plural, true
		}
	}
	return word, false
}

// joinFrench writes a term with the word elided or contracted before it.
func joinFrench(text string, t Term, f Form) (string, bool) {
	switch {
	case f.Contraction != "":
		article, rest, ok := strings.Cut(text, " ")
		article = strings.ToLower(article)
		several := f.Contraction == "des" || f.Contraction == "aux"
		if !ok || article != "le" && article != "les" || several != (article == "les") {
			return text, false
		}
		return f.Contraction + " " + rest, true
	case f.Elision == "":
		return text, true
	}
	elides, certain := startsWithVowel(text)
	if !certain {
		return text, false
	}
	plural := f.Number == Plural || t.Number == Plural
	switch f.Elision {
	case "l":
		return withArticle(text, elides, plural, t, f)
	case "d", "qu", "jusqu", "lorsqu", "puisqu":
		if elides {
			return f.Elision + "’" + text, true
		}
		return f.Elision + "e " + text, f.Elision == "d" || f.Elision == "qu"
	}
	return text, false
}

// withArticle writes the definite article before a term whose gender is known where it matters.
func withArticle(text string, elides, plural bool, t Term, f Form) (string, bool) {
	switch {
	case plural:
		return "les " + text, true
	case elides:
		return "l’" + text, true
	case t.Gender == Feminine || f.Gender == Feminine:
		return "la " + text, true
	case t.Gender == Masculine:
		return "le " + text, true
	}
	return text, false
}

// startsWithVowel reports whether a word before the text is elided. Before h and y that depends on
// the word.
func startsWithVowel(text string) (elides, certain bool) {
	key := lang.Fold(text, "fr")
	if key == "" || key[0] == 'h' || key[0] == 'y' {
		return false, false
	}
	return strings.IndexByte("aeiou", key[0]) >= 0, key[0] < utf8.RuneSelf
}
