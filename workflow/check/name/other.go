package name

import (
	"strings"
	"unicode/utf8"

	"truchement/workflow/check/look"
	"truchement/workflow/lang/sound"
)

// otherNameCheck finds a name in whose place the other text has another one: of what may be such, the likeliest.
var otherNameCheck = look.Check{ID: "name-other", Severity: look.Warning, Pair: func(p *look.Subject) {
	t := namesOf(p)
	if t == nil {
		return
	}
	best := suspect{score: sureOther}
	for _, s := range t.suspects(leastOther, far, &otherWeights) {
		if s.score > best.score && !t.latin[s.latin].reported && !t.inHyphens(s.latin) && !t.isOfMany(s.latin) && !t.mayBeLeftOut(s) {
			best = s
		}
	}
	if best.score > sureOther {
		reportName(p, t, best.latin, best.place, "check.name-other")
	}
}}

// mayBeLeftOut reports whether the name is a given name before the rest of it, where the Arabic word is hardly another: given names are
// often left out.
func (t *nameTexts) mayBeLeftOut(s suspect) bool {
	return t.partner(s.latin, +1) != nil && t.partner(s.latin, -1) == nil && !t.arabic[s.first].known && t.strangers()[s.first].score <= sureName
}

// sureName is the log-odds by its letters of a word that is taken for a name.
const sureName = 4

// leastOther is how far another name sounds at least.
const leastOther = sound.Letter * 17 / 10

// isInflected reports whether a folded word has the beginning or the ending of a verb, or of a word with the article or a
// pronoun.
func isInflected(key string) bool {
	for _, end := range [...]string{"ها", "هم", "هما", "وا", "ات", "ته", "ه", "تا", "تي", "نا"} {
		if strings.HasSuffix(key, end) {
			return true
		}
	}
	for _, begin := range [...]string{"ي", "وي", "لي", "في", "بت", "لت", "وت", "وا", "ال", "بال", "لل", "فال", "كال", "است", "سي", "ست", "ل", "ت"} {
		if strings.HasPrefix(key, begin) && !soundsForeign(key) {
			return true
		}
	}
	return false
}

// soundsForeign reports whether a folded word begins as foreign names do.
func soundsForeign(key string) bool {
	for _, begin := range [...]string{"تش", "تي", "تو", "يو", "لي", "لو", "لا", "في", "فا", "تا", "وي", "سي"} {
		if strings.HasPrefix(key, begin) && utf8.RuneCountInString(key) > 3 && longVowels([]rune(key)) > 1 {
			return true
		}
	}
	return false
}

func longVowels(key []rune) (n int) {
	for _, r := range key {
		if strings.ContainsRune("اوي", r) {
			n++
		}
	}
	return n
}

// isRoman reports whether a folded word is the number of a century (XIXe).
func isRoman(key string) bool { return strings.Trim(strings.TrimRight(key, "em"), "ivxlc") == "" }
