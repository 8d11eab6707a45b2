package name

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"truchement/workflow/check/look"
	"truchement/workflow/lang/sound"
)

// lonelyNames are the Latin words that look like the name of one person or place, and that nothing in the Arabic text is.
func (t *nameTexts) lonelyNames() []int {
	if t.lonelyOnce {
		return t.lonelyThere
	}
	t.lonelyOnce = true
	for i := range t.latin {
		if t.mayBeName(i) && !t.isInArabicText(i) {
			t.lonelyThere = append(t.lonelyThere, i)
		}
	}
	return t.lonelyThere
}

// mayBeName reports whether Latin word i looks like a name that is compared by its sound.
func (t *nameTexts) mayBeName(i int) bool {
	w := &t.latin[i]
	return w.capital && (!w.listed || w.place && !w.translated) && t.soundOf(i, 1).Letters() >= shortestName
}

// isInArabicText reports whether something of the Arabic text is Latin word i, or it is none that could be there by its sound.
func (t *nameTexts) isInArabicText(i int) bool {
	w := &t.latin[i]
	return w.translated || isRoman(w.key) || isAcronym(w.Text) || titleWords()[w.key] || strings.Contains(t.arabicSide.Flat, w.Text) ||
		t.isHeard(i) || t.isPeopleHeard(i) ||
		slices.ContainsFunc(t.inLatin, func(m mention) bool { return m.first <= i && i < m.end && t.arabicAdjectives(m) > 0 })
}

// isHeard reports whether Arabic words sound like Latin word i, or like a name of several words that it is one of.
func (t *nameTexts) isHeard(i int) bool {
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

// isPeopleHeard reports whether an Arabic word and Latin word i are made from one name, with the endings of adjectives and peoples:
// Floridiens and فلوريدا, Singapour and السنغافورية.
func (t *nameTexts) isPeopleHeard(i int) bool {
	whole, base := t.soundOf(i, 1), sound.Read(demonymBase(t.latin[i].key))
	return slices.ContainsFunc(t.peopleStems(), func(s peopleStem) bool {
		return s.isNear(base) && (!s.longOnly || whole.Letters() > 5) || s.adjective && s.isNear(whole)
	})
}

// peopleStem is what the name may be that an Arabic word is made from.
type peopleStem struct {
	sound     sound.Word
	adjective bool // without the ending of an adjective
	longOnly  bool // without its last vowels, which say nothing beside a short name
}

func (s peopleStem) isNear(name *sound.Name) bool {
	return name.Letters() > 3 && name.May(s.sound) && name.Within(s.sound, sound.Letter) < sound.Letter*7/10
}

// peopleStems are those of all Arabic words, each once.
func (t *nameTexts) peopleStems() []peopleStem {
	if t.stemsThere != nil {
		return t.stemsThere
	}
	seen := map[string]bool{}
	t.stemsThere = []peopleStem{}
	add := func(word string, s peopleStem) {
		if s.sound = sound.ReadArabic(word); s.sound.Len() > 2 && !seen[word] {
			seen[word] = true
			t.stemsThere = append(t.stemsThere, s)
		}
	}
	for _, a := range t.arabic {
		for _, f := range a.forms {
			for _, end := range nisbas {
				if rest, ok := strings.CutSuffix(f.key, end); ok {
					add(rest, peopleStem{adjective: true})
					add(strings.TrimRight(rest, "اي"), peopleStem{})
				}
			}
			add(f.key, peopleStem{})
			add(strings.TrimRight(f.key, "ايه"), peopleStem{longOnly: true})
		}
	}
	return t.stemsThere
}

// isAcronym reports whether capitals of a word follow each other or end it: HCoV, GmbH.
func isAcronym(word string) bool {
	upper := false
	for _, r := range word {
		if upper && unicode.IsUpper(r) {
			return true
		}
		upper = unicode.IsUpper(r)
	}
	return upper
}

// stranger is what is known of an Arabic word that may be a name which no Latin word is.
type stranger struct {
	may       bool    // it has no translation
	score     float64 // log-odds that it is a foreign name, by its letters
	asName    bool    // a Latin word with a capital sounds like it
	asWord    bool    // another does
	inflected bool
	function  bool // it is a function word
	letters   int
}

// strangers are those of the Arabic words, and how many of them look like names.
func (t *nameTexts) strangers() []stranger {
	if t.strangersThere != nil {
		return t.strangersThere
	}
	t.strangersThere = make([]stranger, len(t.arabic))
	for j, w := range t.arabic {
		if w.translated || strings.ContainsFunc(w.Text, func(r rune) bool { return unicode.Is(unicode.Latin, r) }) {
			continue
		}
		s := stranger{may: true, letters: utf8.RuneCountInString(w.Text), inflected: isInflected(w.forms[0].key), score: -mostScore}
		for _, f := range w.forms {
			s.function = s.function || isFunctionWord(f.key)
			if f.at <= len("ال") {
				s.score = max(s.score, letters().score(f.key))
			}
		}
		for k := range t.latin {
			name := t.soundOf(k, 1)
			if name.Letters() <= 2 || s.asName {
				continue
			}
			d := t.distanceWithin(name, w, sound.Letter)
			s.asName = s.asName || t.latin[k].capital && d < sound.Letter
			s.asWord = s.asWord || name.Letters() > 4 && d < sound.Letter/2
		}
		if !s.asName && !w.common && s.score > 0 {
			t.nameLike++
		}
		t.strangersThere[j] = s
	}
	return t.strangersThere
}

// distanceWithin is how far the nearest form of an Arabic word is from a name, if that is no more than most, else more.
func (t *nameTexts) distanceWithin(name *sound.Name, w arabicWord, most int) int {
	d := most + 1
	for _, f := range w.forms {
		if name.May(f.sound) {
			d = min(d, name.Within(f.sound, most))
		}
	}
	return d
}

// far is more than any distance between what may be near.
const far = 1 << 10

// suspect is a Latin word that nothing in the Arabic text is, and the Arabic word that may be there in its place.
type suspect struct {
	latin int
	place
	score float64
}

// suspects are the likeliest suspect of each lonely name, of those that are as far from it as a range says.
func (t *nameTexts) suspects(near, most int, weights *evidence) (all []suspect) {
	for _, i := range t.lonelyNames() {
		best := suspect{score: -mostScore}
		for j := range t.arabic {
			if !t.strangers()[j].may {
				continue
			}
			p := t.standsIn(i, j)
			if p.distance < near || p.distance > most {
				continue
			}
			e, ok := t.evidence(i, p)
			if s := e.sum(weights); ok && s > best.score {
				best = suspect{i, p, s}
			}
		}
		if best.n > 0 {
			all = append(all, best)
		}
	}
	return all
}

// standsIn is standIn, read once: two checks ask for it.
func (t *nameTexts) standsIn(i, j int) place {
	at := [2]int{i, j}
	p, read := t.standIns[at]
	if !read {
		p = t.standIn(i, j)
		t.standIns[at] = p
	}
	return p
}

// standIn is Arabic word j in the place of Latin word i, in the form that is nearest to it; with the word after it, where the
// two are nearer.
func (t *nameTexts) standIn(i, j int) place {
	name := t.soundOf(i, 1)
	p := place{first: j, n: 1, at: t.bare(j), distance: far}
	for _, f := range t.arabic[j].forms {
		if name.May(f.sound) {
			if d := name.Within(f.sound, p.distance); d < p.distance {
				p.at, p.distance = f.at, d
			}
		}
		if j+1 == len(t.arabic) || !t.beside(j, j+1) {
			continue
		}
		next := t.arabic[j+1].forms[0].sound
		if f.sound.Len()+next.Len() > name.Letters()+2 {
			continue
		}
		if two := f.sound.With(next); name.May(two) {
			if d := name.Within(two, p.distance); d < p.distance {
				p.at, p.distance, p.n = f.at, d, 2
			}
		}
	}
	return p
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

// beside reports whether two Arabic words have no more than a space between them.
func (t *nameTexts) beside(a, b int) bool { return t.arabic[b].Start-t.arabic[a].End <= 1 }

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
		if w := &t.latin[k]; w.capital && !w.translated && (!w.listed || w.place) && !t.isHeard(k) || len(w.Text) == 1 && unicode.IsUpper(rune(w.Text[0])) {
			return true
		}
	}
	return false
}

// isOfMany reports whether Latin word i is no name of one person or place: les Bleus, un Picasso.
func (t *nameTexts) isOfMany(i int) bool {
	if i == 0 || !t.latin[i].joined {
		return false
	}
	switch t.latin[i-1].key {
	case "les", "des", "aux", "ces", "un", "une":
		return true
	}
	return false
}

// inHyphens reports whether Latin word i is a part of a name with hyphens.
func (t *nameTexts) inHyphens(i int) bool {
	w := &t.latin[i]
	return strings.HasPrefix(t.latinSide.Flat[w.End:], "-") || strings.HasSuffix(t.latinSide.Flat[:w.Start], "-")
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

// joinedAll reports whether n words from i on are neighbours.
func (t *nameTexts) joinedAll(i, n int) bool {
	for j := i + 1; j < i+n; j++ {
		if !t.latin[j].joined {
			return false
		}
	}
	return true
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
