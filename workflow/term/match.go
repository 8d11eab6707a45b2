package term

import (
	"unicode"
	"unicode/utf8"
)

// match is the comparison of a pattern with the words of a text from the word number first on.
type match struct {
	*finder
	pattern *pattern
	first   int
	hit     *Hit
	plural  bool // the word after is in the plural, the pattern's is not
	pronoun string
	stem    []rune // of the first word that is no link, without clitics
	stemAt  int    // the number of that word in the text
}

// comparison says how exact the comparison of two spellings is.
type comparison struct {
	strict  bool // a name
	several bool // one of several words
	article bool // the text's word has the Arabic article
	plural  bool // the text's word has an ending of number
	lax     bool // the word is long enough, or not alone
	long    bool // the word is so long that no other has another hamza
}

// matchWord compares the pattern's word number i, and completes the hit.
func (m *match) matchWord(i int) bool {
	t := m.pattern.words[i].Value()
	at := m.first + i
	w := &m.words[at]
	if i > 0 && !isGap(m.text[m.words[at-1].end:w.start], t.gap) {
		return false
	}
	if t.link.isLink() || w.link.isLink() {
		return m.matchLink(i, &t, w)
	}
	if m.tag != "ar" && !m.fitsCapitals(&t, w) {
		return false
	}
	m.term = m.term[:0]
	for _, r := range t.letters {
		m.term = append(m.term, r)
	}
	s := m.spans[at]
	for j := s.from; j < s.to; j++ {
		x := &m.readings[j]
		if same, exact := m.same(&t, w, x); same && m.allows(i, &t, w, x) {
			m.take(i, w, x, exact)
			return true
		}
	}
	return false
}

// matchLink compares small French words. A name that begins with an article has it contracted with
// the preposition before it.
func (m *match) matchLink(i int, t *termWord, w *word) bool {
	if !t.link.isLink() || !w.link.isLink() {
		return false
	}
	if i == len(m.pattern.words)-1 {
		m.hit.End, m.hit.WordEnd = w.end, w.end
	}
	if i > 0 || t.link.preposition != 0 {
		if i == 0 {
			m.hit.Start, m.hit.WordStart = w.start, w.start
		}
		return w.link.fits(t.link, m.plural)
	}
	if w.link.article != t.link.article {
		return false
	}
	m.hit.WordStart = w.start
	if m.hit.Start = w.link.articleAt; m.hit.Start < 0 {
		if m.pattern.concept.kind == Work && m.isInsideName() {
			return false
		}
		m.hit.Start = m.words[m.first+1].start
		m.hit.Form.Contraction = string(w.letters)
		m.rule(ruleClitic)
	} else if w.link.preposition != 0 {
		m.hit.WordStart = m.hit.Start
	}
	return true
}

// isInsideName reports whether the word before the match has a capital that no sentence gave it: in
// "Artisans du Monde" no newspaper is meant.
func (m *match) isInsideName() bool {
	if m.first == 0 {
		return false
	}
	before := &m.words[m.first-1]
	return before.capitals == capitalised && !before.first
}

// same compares the word that a reading makes of w with a term's.
func (m *match) same(t *termWord, w *word, x *reading) (same, exact bool) {
	c := comparison{strict: m.pattern.strict(), several: m.pattern.content > 1,
		article: x.head.article, plural: x.number != ""}
	if m.tag == "ar" {
		return sameArabic(m.term, w, x, c)
	}
	return sameFrench(m.term, t.unsure, w, x, c)
}

// allows reports whether a reading is possible for the pattern's word number i.
func (m *match) allows(i int, t *termWord, w *word, x *reading) bool {
	p := m.pattern
	inflected := x.number != "" || x.gender != "" || x.rule != ""
	if inflected && (p.rule != "" || !m.inflects(t)) {
		return false
	}
	if x.rule == ruleAccusative && i < len(p.words)-1 && hasArticle(m.words[m.first+i+1].letters) {
		return false // it is the dual before its genitive: وزيرا الداخلية
	}
	return m.allowsPlace(i, w, x) && (m.tag != "ar" || m.allowsArabic(i, t, w, x))
}

// allowsPlace reports whether the place of a reading is that of the pattern's word number i.
func (m *match) allowsPlace(i int, w *word, x *reading) bool {
	first, several := m.firstContent(i), m.pattern.content > 1
	switch x.place {
	case agreeing:
		// Of several French words the plural is certain: cours d'appel.
		certain := m.tag == "fr" && several && x.gender == ""
		return !first || certain || !m.isApart(w, x)
	case inPhrase:
		return several
	case adjective:
		return !first
	case beforePronoun:
		return x.pronoun != "" && !(first && m.isApart(w, x))
	case construct:
		return (x.pronoun != "" || m.hasNounAfter(i)) && !(first && m.isApart(w, x))
	case beforeFigure:
		return i == m.pattern.content-1 && m.hasFigureAfter(i)
	case people:
		return x.pronoun != "" || i < len(m.pattern.words)-1 || m.isPeopleOf(i, w, x)
	}
	return true
}

// inflects reports whether a word of the pattern has other forms: of a name those that have no
// capital.
func (m *match) inflects(t *termWord) bool {
	return !m.pattern.strict() || m.tag != "ar" && t.capitals == lower && m.pattern.content > 1
}

func (m *match) firstContent(i int) bool {
	return i == 0 || i == 1 && m.pattern.words[0].Value().link.isLink()
}

// isApart reports whether a form is known for a word of its own.
func (m *match) isApart(w *word, x *reading) bool {
	lists := frenchLists()
	if m.tag == "ar" {
		lists = arabicLists()
	}
	form := w.letters[x.from:x.to]
	_, apart := lists.apart[string(form)]
	if !apart && x.gender == Feminine && m.tag == "ar" {
		_, apart = lists.apart[string(w.letters[x.from:x.keep])+"ة"] // كتابات is of كتابة
	}
	return apart
}

// isPeopleOf reports whether a word in ي is the plural of a participle before a definite noun: مراسلي
// الصحف, but البنك المركزي is no plural.
func (m *match) isPeopleOf(i int, w *word, x *reading) bool {
	if x.head.article || !m.hasNounAfter(i) || m.isApart(w, x) {
		return false
	}
	stem, next := w.letters[x.from:x.keep], m.words[m.first+i+1].letters
	return hasSoundPlural(stem) && hasArticle(next)
}

// hasNounAfter reports whether a word follows the pattern's word number i, with nothing but space
// before it.
func (m *match) hasNounAfter(i int) bool {
	at := m.first + i + 1
	return at < len(m.words) && isGap(m.text[m.words[at-1].end:m.words[at].start], "")
}

// hasFigureAfter reports whether a number in figures follows the pattern's word number i.
func (m *match) hasFigureAfter(i int) bool {
	return m.hasNounAfter(i) && unicode.IsDigit(m.words[m.first+i+1].letters[0])
}

// allowsArabic reports whether the clitics of a reading are possible.
func (m *match) allowsArabic(i int, t *termWord, w *word, x *reading) bool {
	p := m.pattern
	if i > 0 && (x.head.conjunction != "" || x.head.preposition != "") && !m.isLooseGenitive(i, t, x) {
		return false
	}
	if p.strict() && x.head.article != t.article &&
		(t.article || p.concept.kind != Institution) {
		return false
	}
	if x.pronoun != "" && (p.strict() || m.pronoun != "" || i > 0 && i < len(p.words)-1) {
		return false
	}
	if x.head.isBare() && p.content == 1 &&
		(m.isOwnWord(w, x) || x.head.preposition != "" && x.to-x.from < 3) {
		return false
	}
	return true
}

// isLooseGenitive reports whether the second word of a term has ل where the term has it follow at
// once: رئيسا للحكومة for رئيس الحكومة.
func (m *match) isLooseGenitive(i int, t *termWord, x *reading) bool {
	kind := m.pattern.concept.kind
	return i == 1 && len(m.pattern.words) == 2 && (kind == General || kind == Title) && t.article &&
		x.head.preposition == "ل" && x.head.article && x.head.conjunction == ""
}

// fitsCapitals reports whether a word has the capitals of the term's: those of a name are kept,
// except in a headline of capitals alone, and in the names of institutions and the like, which are
// made of several common nouns.
func (m *match) fitsCapitals(t *termWord, w *word) bool {
	switch t.capitals {
	case lower:
		return true
	case upper:
		return w.capitals == upper ||
			w.capitals == capitalised && !w.first && utf8.RuneCountInString(t.letters) >= 3
	}
	if w.capitals != lower {
		return true
	}
	if _, small := frenchLists().particles[t.letters]; small && m.pattern.content > 1 {
		return true
	}
	switch m.pattern.concept.kind {
	case Person, Place, Work:
		return false
	}
	return m.pattern.content > 1
}

// take completes the hit by the reading of the pattern's word number i.
func (m *match) take(i int, w *word, x *reading, exact bool) {
	h := m.hit
	text := m.text[w.start:w.end]
	if i == len(m.pattern.words)-1 {
		h.End, h.WordEnd = w.end, w.end
		if x.to < len(w.letters) {
			h.End = w.start + letterOffset(text, x.to)
		}
	}
	if i == 0 {
		h.Start, h.WordStart = w.start, w.start
		if x.head.length > 0 {
			from := x.from
			if m.pattern.words[0].Value().article && x.head.article {
				from = x.head.articleAt
			}
			h.Start = w.start + letterOffset(text, from)
		}
	}
	if m.firstContent(i) {
		m.stem, m.stemAt = w.letters[x.from:x.to], m.first+i
		h.Form.Number, h.Form.Gender = x.number, x.gender
		h.Form.Construct = x.place == people || x.place == construct && x.gender == ""
		h.Form.Conjunction, h.Form.Preposition = x.head.conjunction, x.head.preposition
		h.Form.Article = x.head.article
	}
	if x.pronoun != "" {
		m.pronoun, h.Form.Pronoun = x.pronoun, x.pronoun
	}
	m.plural = x.number == Plural
	h.Form.Respelled = h.Form.Respelled || !exact
	switch {
	case x.rule != "":
		m.rule(x.rule)
	case x.pronoun != "", i == 0 && x.head.length > 0:
		m.rule(ruleClitic)
	case !exact:
		m.rule(ruleSpelling)
	}
}

// rule records the rule of a word: that of the first word that has one, clitics and spelling last.
// The words come from the last to the first.
func (m *match) rule(rule string) {
	was := &m.hit.Form.Rule
	if *was == "" || rule != ruleClitic && rule != ruleSpelling ||
		*was == ruleSpelling {
		*was = rule
	}
}

// finish completes the hit by what precedes it and by what the pattern is.
func (m *match) finish() {
	f := &m.hit.Form
	if f.Number == "" {
		f.Number = m.pattern.number
	}
	if m.pattern.rule != "" {
		f.Rule = m.pattern.rule
	}
	if f.Rule == "" {
		f.Rule = ruleAsWritten
	}
	if m.first == 0 || m.tag != "fr" {
		return
	}
	before := &m.words[m.first-1]
	if n := before.end; n == m.hit.Start && isApostrophe(m.text, n) {
		f.Elision = lastElided(before)
		m.hit.WordStart = before.start
		if before.link.articleAt >= 0 && before.link.preposition != 0 {
			m.hit.WordStart = before.link.articleAt
		}
	}
}

// isHalfName reports whether a person's name is found as a part of another, joined to it by a
// hyphen: Jean in Jean-Luc.
func (m *match) isHalfName() bool {
	if m.tag != "fr" || m.pattern.concept.kind != Person {
		return false
	}
	next := m.first + len(m.pattern.words)
	return m.first > 0 && m.text[m.words[m.first-1].end:m.hit.Start] == "-" &&
		m.words[m.first-1].capitals != lower ||
		next < len(m.words) && m.text[m.hit.End:m.words[next].start] == "-" &&
			m.words[next].capitals != lower
}

// isApostrophe reports whether the text before end ends with an apostrophe.
func isApostrophe(text string, end int) bool {
	r, _ := utf8.DecodeLastRuneInString(text[:end])
	return r == '\'' || r == '’' || r == 'ʼ'
}

// lastElided returns the letters of an elided word, of de l' those of the article.
func lastElided(w *word) string {
	if w.link.preposition != 0 && w.link.article == elided {
		return "l"
	}
	return string(w.letters)
}
