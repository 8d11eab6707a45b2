package name

import (
	"slices"
	"strings"

	"truchement/workflow/check/look"
	"truchement/workflow/lang/sound"
)

// knownNameCheck finds a known name that the target spells in no usual way, or has another in the place of.
var knownNameCheck = look.Check{ID: "name-known", Severity: look.Error, MessageIDs: []string{"check.name-known-spelling", "check.name-known-other"}, Pair: func(p *look.Subject) {
	t := namesOf(p)
	if t == nil {
		return
	}
	missing, extra := t.unmatched()
	if !t.latinIsSource {
		missing, extra = extra, missing
	}
	for _, m := range missing {
		if r, usual, ok := t.misspelt(m, !t.latinIsSource); ok {
			t.report(m.at, r)
			p.Report(look.Finding{Message: "check.name-known-spelling", Source: m.at, Target: r, Found: p.Target.Of(r), Expected: usual,
				Fix: look.Replace(r, usual)})
			continue
		}
		if len(extra) == 0 || t.hasSound(m, !t.latinIsSource) {
			continue
		}
		x := extra[0].at
		extra = extra[1:]
		t.report(m.at, x)
		p.Report(look.Finding{Message: "check.name-known-other", Source: m.at, Target: x, Found: p.Target.Of(x), Expected: p.Source.Of(m.at)})
	}
}}

// report keeps the other checks of names from reporting what is at either place, of which one is of the Latin text.
func (t *nameTexts) report(source, target look.Range) {
	r := source
	if !t.latinIsSource {
		r = target
	}
	for i := range t.latin {
		if w := &t.latin[i]; w.Start < r.End && w.End > r.Start {
			w.reported = true
		}
	}
}

// unmatched are the mentions that have no counterpart in the other text.
func (t *nameTexts) unmatched() (latin, arabic []mention) {
	for _, m := range t.inLatin {
		if !t.latin[m.first].translated && !m.loose && t.arabicAdjectives(m) <= t.latinAdjectives(m) {
			latin = append(latin, m)
		}
	}
	for _, m := range t.inArabic {
		if !t.arabic[m.first].translated && !m.loose && t.latinAdjectives(m) <= t.arabicAdjectives(m) {
			arabic = append(arabic, m)
		}
	}
	return latin, arabic
}

// latinAdjectives is how many adjectives and peoples of a known name the Latin text has, each of which may be for the name in the
// other text: les Écossais.
func (t *nameTexts) latinAdjectives(m mention) (n int) {
	for _, w := range t.latin {
		if m.isDemonym(w.key) {
			n++
		}
	}
	return n
}

// arabicAdjectives is how many the Arabic text has: السنغافوري.
func (t *nameTexts) arabicAdjectives(m mention) (n int) {
	for _, w := range t.arabic {
		if slices.ContainsFunc(w.forms, func(f arabicForm) bool { return m.isNisba(f.key) }) {
			n++
		}
	}
	return n
}

// isDemonym reports whether a folded French word is the people or an adjective of the name: it begins as the name does, and ends as
// they do.
func (n *knownName) isDemonym(word string) bool {
	return isDemonym(word) && slices.ContainsFunc(n.latinKeys, func(key string) bool {
		return len(key) > 2 && !strings.HasPrefix(key, word) && strings.HasPrefix(word, key[:max(3, min(4, len(key)-1))])
	})
}

// isNisba reports whether a folded Arabic word is an adjective of the name.
func (n *knownName) isNisba(word string) bool {
	for _, end := range nisbas {
		base, ok := strings.CutSuffix(word, end)
		if ok && slices.ContainsFunc(n.arabicKeys, func(key string) bool {
			return key == base || strings.TrimSuffix(key, "ه") == base || strings.TrimSuffix(key, "ا") == base || strings.TrimSuffix(key, "يا") == base
		}) {
			return true
		}
	}
	return false
}

// misspelt returns the words of the other text that are nearly a spelling of a name, and its usual spelling.
func (t *nameTexts) misspelt(m mention, inLatin bool) (look.Range, string, bool) {
	if inLatin {
		for i, w := range t.latin {
			if !w.capital || w.translated || len(knownNames().latin[w.key]) > 0 || m.isDemonym(w.key) || t.inTitle(i) || m.country && t.isLike(t.soundOf(i, 1)) {
				continue
			}
			for k, key := range m.latinKeys {
				if n := len(strings.Fields(key)); i+n <= len(t.latin) && nearlySpelt(t.latinKey(i, n), key, longListed) && !isSameBut(t.latinKey(i, n), key) {
					return look.Span(w.Start, t.latin[i+n-1].End), m.latin[k], true
				}
			}
		}
		return look.Range{}, "", false
	}
	name := sound.Read(m.latin[0])
	for _, w := range t.arabic {
		if w.common || w.translated || w.known {
			continue
		}
		for _, f := range w.forms {
			for k, key := range m.arabicKeys {
				if !strings.Contains(key, " ") && nearlySpelt(f.key, key, longListed) && !m.isNisba(f.key) && name.Within(f.sound, 2) > 2 {
					return look.Span(w.Start+f.at, w.End), strings.TrimPrefix(m.arabic[k], "ال"), true
				}
			}
		}
	}
	return look.Range{}, "", false
}

// isSameBut reports whether two folded spellings are one but for the vowels that end them, as in two languages: Alexandria, Alexandrie.
func isSameBut(a, b string) bool {
	const vowels = "aeiy"
	return strings.TrimRight(a, vowels) == strings.TrimRight(b, vowels)
}

func (t *nameTexts) latinKey(i, n int) string {
	key := t.latin[i].key
	for _, w := range t.latin[i+1 : i+n] {
		key += " " + w.key
	}
	return key
}

// hasSound reports whether the other text has a word that sounds like a name.
func (t *nameTexts) hasSound(m mention, inLatin bool) bool {
	for _, s := range m.latin {
		name := sound.Read(s)
		if !inLatin && t.nearest(name).distance < sound.Letter {
			return true
		}
	}
	if inLatin {
		for i := range t.latin {
			for _, f := range t.arabic[m.first].forms {
				if t.latin[i].capital && t.soundOf(i, 1).Within(f.sound, sound.Letter) < sound.Letter {
					return true
				}
			}
		}
	}
	return false
}
