package name

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"truchement/workflow/align"
	"truchement/workflow/check/look"
	"truchement/workflow/lang"
	"truchement/workflow/lang/sound"
)

// otherNameCheck finds a name in whose place the other text has another one. It is silent where two names lack a counterpart: then
// they are of a title that is translated, or the other words around them say what is meant.
var otherNameCheck = look.Check{ID: "name-other", Severity: look.Warning, Pair: func(p *look.Subject) {
	t := namesOf(p)
	if t == nil {
		return
	}
	lonely := -1
	for i := range t.latin {
		if w := &t.latin[i]; w.reported || w.opens || !t.mayBeName(i) || t.explained(i) {
			continue
		}
		if lonely >= 0 {
			return
		}
		lonely = i
	}
	if lonely < 0 {
		return
	}
	if o, ok := t.other(lonely); ok && !t.isVariant(lonely, o) {
		reportName(p, t, lonely, o, "check.name-other")
	}
}}

// isVariant reports whether the Arabic word is so near to Latin word i that it is no other name, by its sound or as a known name.
func (t *nameTexts) isVariant(i int, p place) bool {
	name := t.soundOf(i, 1)
	if name.Distance(t.formAt(p).sound) < name.Letters()*sound.Letter*3/10 {
		return true
	}
	return slices.ContainsFunc(t.inArabic, func(m mention) bool {
		return m.first == p.first && slices.ContainsFunc(m.latinKeys, func(key string) bool { return nearlySpelt(t.latin[i].key, key) })
	})
}

// explained reports whether something of the Arabic text is Latin word i.
func (t *nameTexts) explained(i int) bool {
	w := &t.latin[i]
	if w.translated || w.listed && !w.place || isDemonym(w.key) || strings.ContainsFunc(w.Text[1:], unicode.IsUpper) || isRoman(w.key) {
		return true
	}
	if t.isLike(t.soundOf(i, 1)) {
		return true
	}
	for n := 2; n <= 3; n++ {
		for from := max(0, i-n+1); from <= i && from+n <= len(t.latin); from++ {
			if t.joinedAll(from, n) && t.isLike(t.soundOf(from, n)) {
				return true
			}
		}
	}
	return false
}

// isLike reports whether the Arabic text has words that a name may be. A short name is like many words by chance, and any
// name like some common word.
func (t *nameTexts) isLike(name *sound.Name) bool {
	p := t.nearest(name)
	most := sound.Letter
	switch n := name.Letters(); {
	case n <= 5:
		most = sound.Letter / 2
	case n <= 7:
		most = sound.Letter * 7 / 10
	}
	if p.distance < most && p.n == 1 && t.arabic[p.first].common && !t.arabic[p.first].known {
		return p.distance <= sound.Letter*3/10
	}
	return p.distance < most
}

// other returns the Arabic words that stand where Latin word i should be: beside the translation of the name's other word, or
// the only word that looks like a name and has no counterpart.
func (t *nameTexts) other(i int) (place, bool) {
	before, after := t.partner(i, -1), t.partner(i, +1)
	if strings.HasPrefix(t.latinSide.Flat[t.latin[i].End:], "-") {
		return place{}, false // it is half of a name
	}
	switch {
	case before != nil:
		if j := before.first + before.n; j < len(t.arabic) && t.beside(j-1, j) && t.mayStandFor(j, likeSurname) {
			return place{first: j, n: 1}, true
		}
		return place{}, false
	case after != nil:
		if j := after.first - 1; j >= 0 && t.beside(j, j+1) && t.mayStandFor(j, likeSurname) {
			return place{first: j, n: 1, at: t.bare(j)}, true
		}
		return place{}, false
	case t.inTitle(i), i > 0 && t.latin[i].joined && ofMany[t.latin[i-1].key]:
		return place{}, false
	}
	found, count := place{}, 0
	for j, w := range t.arabic {
		if t.mayStandFor(j, likeName) && (w.known || letters().score(w.forms[0].key) > sureName) {
			found, count = place{first: j, n: 1, at: t.bare(j)}, count+1
		}
	}
	return found, count == 1 && t.shareNeighbours(i, found.first)
}

// ofMany are the words before what is no name of one person or place: les Bleus, un Picasso.
var ofMany = map[string]bool{"les": true, "des": true, "aux": true, "ces": true, "un": true, "une": true}

// shareNeighbours reports whether a word near Latin word i translates one near Arabic word j, by the dictionary or by its sound.
func (t *nameTexts) shareNeighbours(i, j int) bool {
	var latin, arabic []string
	for k := max(0, i-nearWords); k <= i+nearWords && k < len(t.latin); k++ {
		if k != i && len(t.latin[k].key) > 3 {
			latin = append(latin, t.latin[k].Text)
		}
	}
	for k := max(0, j-nearWords); k <= j+nearWords && k < len(t.arabic); k++ {
		if k != j && utf8.RuneCountInString(t.arabic[k].Text) > 2 {
			arabic = append(arabic, t.arabic[k].Text)
		}
	}
	entries, _ := dictionary().Look(arabic, latin)
	return slices.ContainsFunc(entries, func(e align.Entry) bool { return e.Translated })
}

// nearWords is how many words on either side of a name are near.
const nearWords = 3

// partner is where the Latin word beside word i is in the Arabic text, if it belongs to the same name.
func (t *nameTexts) partner(i, step int) *place {
	k := i + step
	if k < 0 || k >= len(t.latin) || !t.latin[k].capital || !t.latin[max(i, k)].joined {
		return nil
	}
	if p := t.nearestTo(k); t.soundOf(k, 1).Letters() > 2 && p.distance < sound.Letter/2 {
		return &p
	}
	return nil
}

// inTitle reports whether another word with a capital is beside Latin word i that is nothing in the Arabic text, or a letter by
// itself: the two are of a title that is translated.
func (t *nameTexts) inTitle(i int) bool {
	for _, k := range []int{i - 1, i + 1} {
		if k < 0 || k >= len(t.latin) || !t.latin[max(i, k)].joined {
			continue
		}
		if w := &t.latin[k]; w.capital && !t.explained(k) || len(w.Text) == 1 && unicode.IsUpper(rune(w.Text[0])) {
			return true
		}
	}
	return false
}

// beside reports whether two Arabic words have no more than a space between them.
func (t *nameTexts) beside(a, b int) bool { return t.arabic[b].Start-t.arabic[a].End <= 1 }

// mayStandFor reports whether Arabic word j has no counterpart and looks like a name.
func (t *nameTexts) mayStandFor(j int, looks func(string) bool) bool {
	w := t.arabic[j]
	if w.translated || !w.known && (w.common || !looks(w.Text[t.bare(j):]) || w.listed && letters().score(w.forms[0].key) < sureName) {
		return false
	}
	for k := range t.latin {
		s, most := t.soundOf(k, 1), sound.Letter/2
		if t.latin[k].capital && s.Letters() > 5 {
			most = sound.Letter
		}
		if s.Letters() > 2 {
			for _, f := range w.forms {
				if s.May(f.sound) && s.Distance(f.sound) < most {
					return false
				}
			}
		}
	}
	return true
}

// bare is where Arabic word j begins without و or ل or ب before a name.
func (t *nameTexts) bare(j int) int {
	w := t.arabic[j]
	for _, f := range w.forms {
		if f.at > 0 && f.at <= 2 && len(knownNames().arabic[f.key]) > 0 {
			return f.at
		}
	}
	return 0
}

// The log-odds of a word that is taken for a name, set by hand on pairs of news.
const (
	sureName   = 4    // whatever its pattern
	mayBeName  = 0.5  // with two long vowels and no Arabic pattern
	maySurname = -1.5 // beside a given name
	// mayBeMisheard is that of a word that nearly sounds like a name.
	mayBeMisheard = -3
)

// likeSurname reports whether an Arabic word beside a given name may be the surname.
func likeSurname(word string) bool {
	key := lang.Fold(word, "ar")
	return !strings.ContainsFunc(word, unicode.IsMark) && !isInflected(key) && utf8.RuneCountInString(key) > 2 &&
		letters().score(key) > maySurname
}

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

// likeName reports whether an Arabic word by itself looks like a foreign name: it has the long vowels of one, and none of the
// patterns of Arabic nouns.
func likeName(word string) bool {
	key := []rune(lang.Fold(word, "ar"))
	if !likeSurname(word) || len(key) < 4 {
		return false
	}
	score := letters().score(string(key))
	if score > sureName {
		return true
	}
	if score < mayBeName || longVowels(key) < 2 {
		return false
	}
	vowel := func(i int) bool { return strings.ContainsRune("اوي", key[i]) }
	last := len(key) - 1
	switch {
	case key[0] == 'م' && !vowel(1), key[0] == 'و' && !vowel(1):
		return false
	case key[0] == 'ا' && longVowels(key) < 3: // أفعال, أواخر, انفعل
		return false
	case len(key) == 5 && key[1] == 'و' && key[2] == 'ا', len(key) == 5 && key[2] == 'ا' && vowel(3): // فواعل, فعائل
		return false
	case string(key[last-1:]) == "ان" && longVowels(key) < 3, string(key[last-1:]) == "ين" && longVowels(key) < 3: // dual and plural
		return false
	}
	return true
}

// isRoman reports whether a folded word is the number of a century (XIXe).
func isRoman(key string) bool { return strings.Trim(strings.TrimRight(key, "em"), "ivxlc") == "" }
