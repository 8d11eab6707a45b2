package name

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"truchement/workflow/align"
	"truchement/workflow/check/look"
	"truchement/workflow/lang"
	"truchement/workflow/lang/sound"
	"truchement/workflow/lang/stem"
)

// latinWord is a word of a text in Latin letters, as it bears on names.
type latinWord struct {
	lang.Token
	key        string // of nameKey
	capital    bool   // its first letter is one, and others are small
	opens      bool   // it opens a sentence or a quotation, where any word has a capital
	listed     bool   // the dictionary has it: it is a common word, or a place
	place      bool   // the dictionary has it as a name alone
	translated bool   // the other text has a translation of it by the dictionary
	sound      *sound.Name
	near       *place // what is nearest to it
	joined     bool   // no more than a space or a hyphen is between it and the word before
	reported   bool   // a check has reported it
}

// arabicWord is a word of an Arabic text, as it bears on names.
type arabicWord struct {
	lang.Token
	forms      []arabicForm
	common     bool // it is a common word
	listed     bool // it may be a form of a common word
	translated bool // the other text has a translation of it by the dictionary
	known      bool // it is a known name, or one of the dictionary's, and no adjective
}

// arabicForm is an Arabic word, or what is left of it without the clitics that it may begin with.
type arabicForm struct {
	at    int    // in bytes of the word
	key   string // folded
	sound sound.Word
}

// nameTexts are the two texts of a pair of which one alone is in Arabic letters.
type nameTexts struct {
	latin  []latinWord
	arabic []arabicWord
	// inLatin and inArabic are the known names.
	inLatin, inArabic []mention
	// latinSide and arabicSide are the sides of the pair.
	latinSide, arabicSide *look.Side
	latinIsSource         bool
	// heardThere are the names that sound alike, once heardOnce says that they were looked for.
	heardThere []spelling
	heardOnce  bool
	// lonelyThere are the names that nothing in the Arabic text is, once lonelyOnce says that they were looked for.
	lonelyThere []int
	lonelyOnce  bool
	standIns    map[[2]int]place // of Latin and Arabic words
	stemsThere  []peopleStem     // of the Arabic words, once they were asked for
	// strangersThere and links are of the Arabic words, once they were asked for; nameLike is how many of the strangers look like names.
	strangersThere []stranger
	nameLike       int
	links          [][]int
}

// dictionary is that of the desk's two languages.
var dictionary = sync.OnceValue(func() *align.Dictionary { return align.NewDictionary("ar", "fr") })

// mostNameWords is how many words a text may have that is read for names, since each name is compared to each word.
const mostNameWords = 400

// namesOf reads a pair for names; it is nil where not one text is Arabic and the other French.
func namesOf(p *look.Subject) *nameTexts {
	return look.Once(p, func(p *look.Subject) *nameTexts {
		t := &nameTexts{standIns: map[[2]int]place{}, latinSide: p.Source, arabicSide: p.Target, latinIsSource: true}
		if p.Source.Lang == "ar" {
			t.latinSide, t.arabicSide, t.latinIsSource = p.Target, p.Source, false
		}
		if t.arabicSide.Lang != "ar" || t.latinSide.Lang != "fr" {
			return nil
		}
		t.readLatin()
		t.readArabic()
		if len(t.latin) > mostNameWords || len(t.arabic) > mostNameWords {
			return nil
		}
		t.look()
		return t
	})
}

func (t *nameTexts) readLatin() {
	opens, end, between := true, 0, ""
	for _, k := range t.latinSide.Tokens() {
		r, n := utf8.DecodeRuneInString(k.Text)
		if !k.Word {
			opens = opens || strings.ContainsAny(k.Text, ".?!…:;«\"“(–—[")
			continue
		}
		if !unicode.Is(unicode.Latin, r) {
			opens = false
			continue
		}
		between = t.latinSide.Flat[end:k.Start]
		w := latinWord{Token: k, key: nameKey(k.Text, "fr"), opens: opens, joined: end > 0 && (between == " " || between == "-" || between == "\u00a0")}
		w.capital = unicode.IsUpper(r) && strings.ContainsFunc(k.Text[n:], unicode.IsLower)
		t.latin = append(t.latin, w)
		opens, end = strings.HasSuffix(k.Text, "’") && opens || strings.HasSuffix(k.Text, "'") && opens, k.End
	}
}

func (t *nameTexts) readArabic() {
	for _, k := range t.arabicSide.Tokens() {
		if r, _ := utf8.DecodeRuneInString(k.Text); !k.Word || !unicode.Is(unicode.Arabic, r) || unicode.IsDigit(r) {
			continue
		}
		w := arabicWord{Token: k}
		for _, clitics := range [...]string{"", "ال", "و", "ب", "ل", "ف", "ك", "وال", "بال", "لل", "وب", "ول"} {
			rest, ok := strings.CutPrefix(k.Text, clitics)
			if !ok || clitics != "" && utf8.RuneCountInString(rest) < 3 {
				continue
			}
			f := arabicForm{len(clitics), lang.Fold(rest, "ar"), sound.ReadArabic(rest)}
			w.forms = append(w.forms, f)
			w.common = w.common || dictionary().Common(f.key)
			w.listed = w.listed || w.common || stem.Known(f.key)
			w.known = w.known || isKnown(f.key)
		}
		t.arabic = append(t.arabic, w)
	}
}

// words are the words of both texts.
func (t *nameTexts) words() (arabic, latin []string) {
	latin, arabic = make([]string, len(t.latin)), make([]string, len(t.arabic))
	for i, w := range t.latin {
		latin[i] = w.Text
	}
	for j, w := range t.arabic {
		arabic[j] = w.Text
	}
	return arabic, latin
}

// look asks the dictionary.
func (t *nameTexts) look() {
	arabic, latin := t.words()
	from, to := dictionary().Look(arabic, latin)
	for i, e := range to {
		t.latin[i].listed, t.latin[i].translated, t.latin[i].place = e.Listed, e.Translated, e.Name
	}
	for j, e := range from {
		t.arabic[j].translated, t.arabic[j].listed = e.Translated, t.arabic[j].listed || e.Listed
	}
	t.inLatin, t.inArabic = t.latinMentions(), t.arabicMentions()
	for _, l := range t.inLatin {
		for _, a := range t.inArabic {
			if l.knownName == a.knownName {
				for i := l.first; i < l.end; i++ {
					t.latin[i].translated = true
				}
				for j := a.first; j < a.end; j++ {
					t.arabic[j].translated = true
				}
			}
		}
	}
}

// soundOf is how Latin word i sounds, with the n-1 words after it.
func (t *nameTexts) soundOf(i, n int) *sound.Name {
	if n > 1 {
		return sound.Read(t.latinSide.Flat[t.latin[i].Start:t.latin[i+n-1].End])
	}
	if t.latin[i].sound == nil {
		t.latin[i].sound = sound.Read(t.latin[i].Text)
	}
	return t.latin[i].sound
}

// place is where a name was found in the Arabic text: some words, of the first without its clitics.
type place struct {
	first, n int
	at       int
	distance int
}

// nearestTo is the Arabic words that are most like Latin word i.
func (t *nameTexts) nearestTo(i int) place {
	if t.latin[i].near == nil {
		p := t.nearest(t.soundOf(i, 1))
		t.latin[i].near = &p
	}
	return *t.latin[i].near
}

// nearest is the Arabic words that are most like a name, if any are within the cost of a letter.
func (t *nameTexts) nearest(name *sound.Name) place {
	best := place{distance: sound.Letter}
	for j := range t.arabic {
		for _, f := range t.arabic[j].forms {
			w := f.sound
			for n := 1; n <= 3 && j+n <= len(t.arabic); n++ {
				if n > 1 {
					next := t.arabic[j+n-1].forms[0].sound
					if w.Len()+next.Len() > name.Letters()+3 {
						break
					}
					w = w.With(next)
				}
				if !name.May(w) {
					continue
				}
				if d := name.Within(w, best.distance-1); d < best.distance {
					best = place{j, n, f.at, d}
				}
			}
		}
	}
	return best
}

// arabicRange is a place in bytes of the Arabic text.
func (t *nameTexts) arabicRange(p place) look.Range {
	return look.Span(t.arabic[p.first].Start+p.at, t.arabic[p.first+p.n-1].End)
}

// isKnown reports whether a folded Arabic word is a known name, or one of the dictionary's and no adjective that is made from
// one.
func isKnown(key string) bool {
	for _, n := range knownNames().arabic[key] {
		if !n.loose && slices.Contains(n.arabicKeys, key) {
			return true
		}
	}
	for _, nisba := range [...]string{"ي", "يه", "يين", "يون"} {
		if strings.HasSuffix(key, nisba) {
			return false
		}
	}
	return dictionary().Named(key)
}
