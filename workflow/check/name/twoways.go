package name

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"truchement/workflow/check/look"
	"truchement/workflow/lang/sound"
)

// nameTwoWays finds a name that the target spells otherwise than elsewhere in the article, where the source has it the same.
var nameTwoWays = look.Check{ID: "name-two-ways", Severity: look.Warning, Article: func(all []*look.Subject) {
	usual := usualNames(all)
	for _, p := range all {
		t := namesOf(p)
		if t == nil || p.Target.Text.Empty() {
			continue
		}
		done := map[string]bool{}
		for _, n := range t.heardNames() {
			if u := usual[n.source]; u != nil && !done[n.source] {
				done[n.source] = true
				t.reportSpelling(p, n, u)
			}
		}
		for _, n := range t.sourceNames() {
			if u := usual[n.source]; u != nil && !done[n.source] {
				done[n.source] = true
				t.reportStray(p, n, u)
			}
		}
	}
}}

// spelling is how the target writes a name of the source.
type spelling struct {
	source           string // key of the name in the source
	key              string // of it in the target
	text             string
	sure             bool   // it has just the letters that the source has
	next             string // key of the name that follows it in Latin letters, as the second of a person's two; empty: none
	sourceAt, target look.Range
}

// usualNames are the spellings that an article has most often, by the key of the source. Of two that it has as often the
// first is usual.
func usualNames(all []*look.Subject) map[string]*spelling {
	counts := map[[2]string]int{}
	usual := map[string]*spelling{}
	for _, p := range all {
		t := namesOf(p)
		if t == nil || p.Target.Text.Empty() {
			continue
		}
		for _, n := range t.heardNames() {
			counts[[2]string{n.source, n.key}]++
			if usual[n.source] == nil {
				usual[n.source] = &n
			}
		}
	}
	for _, p := range all {
		if t := namesOf(p); t != nil && !p.Target.Text.Empty() {
			for _, n := range t.heardNames() {
				if u := usual[n.source]; counts[[2]string{n.source, n.key}] > counts[[2]string{n.source, u.key}] {
					usual[n.source] = &n
				}
			}
		}
	}
	return usual
}

// heardNames are the names of a pair that the target writes as they sound.
func (t *nameTexts) heardNames() []spelling {
	if t.heardOnce {
		return t.heardThere
	}
	t.heardOnce = true
	for i := range t.latin {
		w := &t.latin[i]
		if !t.mayBeName(i) || isDemonym(w.key) {
			continue
		}
		near := t.nearestTo(i)
		if near.n != 1 || near.distance >= sound.Letter/2 || t.arabic[near.first].common {
			continue
		}
		n := t.spelling(i, near)
		n.sure = near.distance <= sameSound
		t.heardThere = append(t.heardThere, n)
	}
	return t.heardThere
}

// spelling is the names of Latin word i and of a place.
func (t *nameTexts) spelling(i int, p place) spelling {
	w := &t.latin[i]
	latin, arabic := look.Span(w.Start, w.End), t.arabicRange(p)
	s := spelling{source: t.formAt(p).key, key: w.key, text: w.Text, sourceAt: arabic, target: latin}
	if t.latinIsSource {
		s = spelling{source: w.key, key: t.formAt(p).key, text: t.arabicSide.Of(arabic), sourceAt: latin, target: arabic}
	}
	s.next = t.nextName(i)
	return s
}

// nextName is the key of the Latin word right behind word i, if it has a capital too.
func (t *nameTexts) nextName(i int) string {
	if i+1 >= len(t.latin) || !t.latin[i+1].joined {
		return ""
	}
	if first, _ := utf8.DecodeRuneInString(t.latin[i+1].Text); !unicode.IsUpper(first) {
		return ""
	}
	return t.latin[i+1].key
}

// areTwoPeople reports whether two mentions of a first name are of people with other second names: each spells it as he does.
func areTwoPeople(a, b *spelling) bool {
	return a.next != "" && b.next != "" && a.next != b.next && !nearlySpelt(a.next, b.next, longUsual)
}

// sourceNames are the words of the source that may be names, with the key of each form.
func (t *nameTexts) sourceNames() (names []spelling) {
	if t.latinIsSource {
		for i, w := range t.latin {
			if w.capital && t.mayBeName(i) {
				names = append(names, spelling{source: w.key, sourceAt: look.Span(w.Start, w.End)})
			}
		}
		return names
	}
	for _, w := range t.arabic {
		for _, f := range w.forms {
			names = append(names, spelling{source: f.key, sourceAt: look.Span(w.Start+f.at, w.End)})
		}
	}
	return names
}

// reportSpelling reports a name that is written otherwise than usual, where the two are nearly one.
func (t *nameTexts) reportSpelling(p *look.Subject, n spelling, usual *spelling) {
	if n.key == usual.key || areTwoPeople(&n, usual) || isInflectionOf(n.key, usual.key) || isInflectionOf(usual.key, n.key) || t.targetHas(usual.key) ||
		!nearlySpelt(n.key, usual.key, longUsual) && !(n.sure && usual.sure && edits([]rune(n.key), []rune(usual.key)) <= len(usual.key)/2) {
		return
	}
	p.Report(look.Finding{Message: "check.name-two-ways", Source: n.sourceAt, Target: n.target, Found: p.Target.Of(n.target), Expected: usual.text,
		Fix: look.Replace(n.target, usual.text)})
}

// reportStray reports a word of the target that is nearly the usual spelling of a name that it lacks.
func (t *nameTexts) reportStray(p *look.Subject, n spelling, usual *spelling) {
	if t.targetHas(usual.key) {
		return
	}
	for _, w := range t.targetWords() {
		if nearlySpelt(w.key, usual.key, longUsual) && !isInflectionOf(w.key, usual.key) && !isInflectionOf(usual.key, w.key) {
			p.Report(look.Finding{Message: "check.name-two-ways", Source: n.sourceAt, Target: w.target, Found: p.Target.Of(w.target),
				Expected: usual.text, Fix: look.Replace(w.target, usual.text)})
			return
		}
	}
}

// targetWords are the words of the target that may be a name: in Latin letters those with a capital, and of Arabic ones those
// that are not common, in all forms.
func (t *nameTexts) targetWords() (words []spelling) {
	if !t.latinIsSource {
		for _, w := range t.latin {
			if w.capital && !w.translated && !w.listed {
				words = append(words, spelling{key: w.key, target: look.Span(w.Start, w.End)})
			}
		}
		return words
	}
	for _, w := range t.arabic {
		if w.common || w.translated {
			continue
		}
		for _, f := range w.forms {
			words = append(words, spelling{key: f.key, target: look.Span(w.Start+f.at, w.End)})
		}
	}
	return words
}

// targetHas reports whether the target has a word in that spelling.
func (t *nameTexts) targetHas(key string) bool {
	if !t.latinIsSource {
		for _, w := range t.latin {
			if w.key == key {
				return true
			}
		}
		return false
	}
	for _, w := range t.arabic {
		for _, f := range w.forms {
			if f.key == key {
				return true
			}
		}
	}
	return false
}

// isInflectionOf reports whether a word is a name with an ending: a plural, a feminine, a demonym, or an Arabic ending.
func isInflectionOf(word, name string) bool {
	if rest, ok := strings.CutPrefix(word, name); ok {
		switch rest {
		case "s", "e", "es", "x", "ي", "يه", "ين", "ون", "يين", "يون", "ا", "ه":
			return true
		}
	}
	n := min(utf8.RuneCountInString(word), utf8.RuneCountInString(name))
	return n > 3 && isDemonym(word) && strings.HasPrefix(word, string([]rune(name)[:n-1]))
}
