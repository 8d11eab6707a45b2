package name

import (
	"slices"
	"strings"
	"unicode"
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
		near, ok := t.misread(i)
		if !ok {
			near, ok = t.misheard(i)
		}
		if ok && !t.isTargetRight(i, near.first) {
			t.latin[i].reported = true
			reportName(p, t, i, near, "check.name")
		}
	}
}}

// sameSound is the cost of a name that is spelt otherwise and sounds the same.
const sameSound = 2

// shortestName is how many letters a name must have to be compared by its sound.
const shortestName = 4

// mayBeName reports whether Latin word i looks like a name that is compared by its sound.
func (t *nameTexts) mayBeName(i int) bool {
	w := &t.latin[i]
	return w.capital && (!w.listed || w.place && !w.translated) && t.soundOf(i, 1).Letters() >= shortestName
}

// misheard returns the Arabic word that is nearly Latin word i, where none is like it.
func (t *nameTexts) misheard(i int) (place, bool) {
	name := t.soundOf(i, 1)
	near := t.nearestTo(i)
	if near.distance < sound.Letter || near.distance > t.mostDistance(name) {
		return near, false
	}
	if !t.mayBeMisheard(i, near) {
		return near, false
	}
	// It is the other words of a name that is one word in Arabic, or the other way round.
	for n := 2; n <= 3; n++ {
		for from := max(0, i-n+1); from <= i && from+n <= len(t.latin); from++ {
			if t.joinedAll(from, n) && t.nearest(t.soundOf(from, n)).distance < sound.Letter {
				return near, false
			}
		}
	}
	return near, !t.heard(near, i) && !t.isAdjectiveOf(i, near)
}

// isAdjectiveOf reports whether an Arabic word is an adjective made from what Latin word i sounds like.
func (t *nameTexts) isAdjectiveOf(i int, p place) bool {
	f := t.formAt(p)
	for _, end := range nisbas {
		if name, ok := strings.CutSuffix(f.key, end); ok && p.n == 1 && t.soundOf(i, 1).Distance(sound.ReadArabic(name)) < sound.Letter {
			return true
		}
	}
	return false
}

// isTargetRight reports whether the target has a known name or place in a usual spelling, as Latin word i or Arabic word j: then
// it is the source that has a wrong letter.
func (t *nameTexts) isTargetRight(i, j int) bool {
	mentions, at := t.inLatin, i
	if t.latinIsSource {
		mentions, at = t.inArabic, j
	} else if t.latin[i].place {
		return true
	}
	return slices.ContainsFunc(mentions, func(m mention) bool { return !m.loose && m.first <= at && at < m.end })
}

// joinedAll reports whether n words from i on stand side by side.
func (t *nameTexts) joinedAll(i, n int) bool {
	for j := i + 1; j < i+n; j++ {
		if !t.latin[j].joined {
			return false
		}
	}
	return true
}

// mostDistance is how far a word may be that is the name with a mistake.
func (t *nameTexts) mostDistance(name *sound.Name) int {
	switch n := name.Letters(); {
	case n < 6:
		return sound.Letter + 1
	case n < 8:
		return sound.Letter + 3
	}
	return sound.Letter + 6
}

// heard reports whether another Latin word than number i sounds like the words of a place, with clitics or without.
func (t *nameTexts) heard(p place, i int) bool {
	words := []sound.Word{p.sound(t)}
	if p.n == 1 {
		words = words[:0]
		for _, f := range t.arabic[p.first].forms {
			words = append(words, f.sound)
		}
	}
	for k := range t.latin {
		if k == i || t.soundOf(k, 1).Letters() <= 2 {
			continue
		}
		for _, w := range words {
			if t.soundOf(k, 1).May(w) && t.soundOf(k, 1).Distance(w) < sound.Letter {
				return true
			}
		}
	}
	return false
}

// formAt is the first word of a place without its clitics.
func (t *nameTexts) formAt(p place) arabicForm {
	forms := t.arabic[p.first].forms
	for _, f := range forms {
		if f.at == p.at {
			return f
		}
	}
	return forms[0]
}

func (p place) sound(t *nameTexts) sound.Word {
	s := t.formAt(p).sound
	for j := p.first + 1; j < p.first+p.n; j++ {
		s = s.With(t.arabic[j].forms[0].sound)
	}
	return s
}

// reportName reports Latin word i, and the Arabic words that should be it.
func reportName(p *look.Subject, t *nameTexts, i int, near place, message string) {
	latin, arabic := look.Span(t.latin[i].Start, t.latin[i].End), t.arabicRange(near)
	f := look.Finding{Message: message, Source: latin, Target: arabic}
	if !t.latinIsSource {
		f.Source, f.Target = f.Target, f.Source
	}
	f.Found, f.Expected = p.Target.Of(f.Target), p.Source.Of(f.Source)
	p.Report(f)
}

// misread returns the Arabic word that is a name of the dictionary where Latin word i is nearly what it gives for it, or the
// other way round.
func (t *nameTexts) misread(i int) (place, bool) {
	w := &t.latin[i]
	for j, a := range t.arabic {
		if a.translated || w.translated || w.place == a.known {
			continue
		}
		for _, f := range a.forms {
			if isNisba(f.key) || t.soundOf(i, 1).Distance(f.sound) <= sameSound {
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
		return !isDemonym(s) && utf8.RuneCountInString(s) > 4 && nearlySpelt(word, s)
	})
}

// mayBeMisheard reports whether Latin word i may be a name, and the Arabic words too: no common word, no adjective that ends
// otherwise in either language, nor the first word of a sentence, unless the name goes on.
func (t *nameTexts) mayBeMisheard(i int, p place) bool {
	w := &t.latin[i]
	if w.opens && (i+1 == len(t.latin) || !t.latin[i+1].joined || !t.latin[i+1].capital) {
		return false
	}
	count := 0
	for j := p.first; j < p.first+p.n; j++ {
		a := t.arabic[j]
		if a.common || a.translated || a.known && !w.place || a.listed && letters().score(a.forms[0].key) < 0 || strings.ContainsFunc(a.Text, unicode.IsMark) {
			return false
		}
		count += utf8.RuneCountInString(a.Text)
	}
	key := t.formAt(p).key
	score := letters().score(key)
	if p.n == 1 && (score < mayBeMisheard || score < 0 && (isInflected(key) || utf8.RuneCountInString(key) < 5)) {
		return false
	}
	if count < 4 || 3*count < t.soundOf(i, 1).Letters() || p.distance*3 > count*10 {
		return false
	}
	last := t.arabic[p.first+p.n-1].forms[0].key
	if isDemonym(w.key) && (isNisba(last) || strings.HasSuffix(w.key, "s")) {
		return false
	}
	return true
}

// isDemonym reports whether a French word may be a demonym or an adjective made from a name.
func isDemonym(key string) bool {
	key = strings.TrimSuffix(key, "s")
	for _, end := range []string{"ien", "ienne", "ain", "aine", "ais", "aise", "ai", "oi", "ois", "oise", "een", "eenne", "ique", "iste", "isme", "ate",
		"ite", "ine", "ol", "ole"} {
		if strings.HasSuffix(key, end) {
			return true
		}
	}
	return false
}

// nisbas are the endings of adjectives that are made from names, and of their plurals and duals.
var nisbas = []string{"ي", "يه", "يين", "يون", "ان"}

// isNisba reports whether a folded Arabic word may be an adjective that is made from a name.
func isNisba(key string) bool {
	return slices.ContainsFunc(nisbas, func(end string) bool { return strings.HasSuffix(key, end) })
}
