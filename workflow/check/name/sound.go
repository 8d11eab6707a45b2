package name

import (
	"slices"
	"strings"
	"unicode/utf8"

	"truchement/workflow/check/look"
	"truchement/workflow/lang/sound"
)

// nameCheck finds a name that the other text writes with a wrong letter: by what it sounds like, and by what the dictionary
// gives for a place.
var nameCheck = look.Check{ID: "name", Severity: look.Warning, Pair: func(p *look.Subject) {
	t := namesOf(p)
	if t == nil {
		return
	}
	for i := range t.latin {
		if t.latin[i].reported || !t.mayBeName(i) {
			continue
		}
		if near, ok := t.misread(i); ok && !t.isTargetRight(i, near.first) {
			t.latin[i].reported = true
			reportName(p, t, i, near, "check.name")
		}
	}
	for _, s := range t.suspects(sound.Letter, 2*sound.Letter, &misheardWeights) {
		if s.score > sureMisheard && !t.latin[s.latin].reported && !t.isTargetRight(s.latin, s.first) {
			t.latin[s.latin].reported = true
			reportName(p, t, s.latin, s.place, "check.name")
		}
	}
}}

// sameSound is the cost of a name that is spelt otherwise and sounds the same.
const sameSound = 2

// shortestName is how many letters a name must have to be compared by its sound.
const shortestName = 4

// misread returns the Arabic word that is a name of the dictionary where Latin word i is nearly what it gives for it, or the
// other way round.
func (t *nameTexts) misread(i int) (place, bool) {
	w := &t.latin[i]
	for j, a := range t.arabic {
		if a.translated || w.translated || w.place == a.known {
			continue
		}
		for _, f := range a.forms {
			if isNisba(f.key) || t.soundOf(i, 1).Within(f.sound, sameSound) <= sameSound {
				continue
			}
			if w.place && !a.common && nearlyAny(f.key, dictionary().Of(w.key)) || a.known && !w.listed && !isDemonym(w.key) && nearlyAny(w.key, dictionary().Of(f.key)) {
				return place{first: j, n: 1, at: f.at}, true
			}
		}
	}
	return place{}, false
}

// nearlyAny reports whether a word is nearly spelt as one of a list, and none of it.
func nearlyAny(word string, list []string) bool {
	return !slices.Contains(list, word) && slices.ContainsFunc(list, func(s string) bool {
		return !isDemonym(s) && utf8.RuneCountInString(s) > 4 && nearlySpelt(word, s, longListed)
	})
}

// isDemonym reports whether a French word may be a demonym or an adjective made from a name.
func isDemonym(key string) bool {
	key = strings.TrimSuffix(key, "s")
	return slices.ContainsFunc(demonymEnds, func(end string) bool { return strings.HasSuffix(key, end) })
}

// demonymEnds are the endings of French demonyms and of adjectives that are made from names, the longest first.
var demonymEnds = []string{"ienne", "eenne", "aine", "aise", "oise", "ique", "iste", "isme", "ien", "ain", "ais", "ois", "een", "ate", "ite", "ine", "ole", "ai", "oi", "ol"}

// demonymBase is a folded word without such an ending, or without the e that ends it.
func demonymBase(key string) string {
	key = strings.TrimSuffix(key, "s")
	for _, end := range demonymEnds {
		if base, ok := strings.CutSuffix(key, end); ok {
			return base
		}
	}
	return strings.TrimSuffix(key, "e")
}

// nisbas are the endings of adjectives that are made from names, and of their plurals and duals.
var nisbas = []string{"ي", "يه", "يين", "يون", "يات", "ان"}

// isNisba reports whether a folded Arabic word may be an adjective that is made from a name.
func isNisba(key string) bool {
	return slices.ContainsFunc(nisbas, func(end string) bool { return strings.HasSuffix(key, end) })
}
