package align

import (
	"strings"

	"truchement/workflow/segment"
)

// corpus is the texts of one call, their vocabularies and the matches between these.
type corpus struct {
	aligner     *Aligner
	source      *vocab
	target      *vocab
	docs        []*doc
	matches     [][]match // by source type
	sourceKnown []bool    // by source type: the lexicon has it, or it is a number
	targetKnown []bool
	learnt      map[[2]int]float64 // by the counting stems of both sides
	baseMatches [][]match
}

// match is a target type that may translate a source type, and the probability that a translation
// has it.
type match struct {
	target int
	p      float64
}

// doc is a pair of texts.
type doc struct {
	source, target []line
}

// line is a sentence as word types.
type line struct {
	ids         []int
	length      int // characters
	sentences   int // that it seems to have
	boilerplate boilerplateKind
	start       bool
	heading     bool
}

// maxTypes is the number of types of a sentence that are used, as many as a bitmask has bits.
const maxTypes = 128

func (a *Aligner) readPairs(pairs []Pair) *corpus {
	c := &corpus{aligner: a, source: newVocab(a.source), target: newVocab(a.target),
		learnt: map[[2]int]float64{}}
	if a.source == "ar" {
		c.source.known = knownArabic(func(word string) bool { return len(a.lexicon.entries[word]) > 0 })
	}
	if a.target == "ar" {
		c.target.known = knownArabic(func(word string) bool { return a.translations[word] })
	}
	for _, p := range pairs {
		c.docs = append(c.docs, &doc{
			source: c.typeLines(c.source, p.Source), target: c.typeLines(c.target, p.Target)})
	}
	return c
}

func (c *corpus) typeLines(v *vocab, sentences []Sentence) []line {
	lines := make([]line, len(sentences))
	rules := segment.Default(v.tag)
	for i, s := range sentences {
		ids := v.typesIn(s.Text)
		if len(ids) > maxTypes {
			ids = ids[:maxTypes]
		}
		lines[i] = line{ids: ids, length: runeCount(strings.TrimSpace(s.Text)),
			sentences:   len(rules.Cut(s.Text)),
			boilerplate: c.aligner.boilerplate.classify(s.Text), start: s.Start, heading: s.Heading}
		if len(ids) == 0 { // a dash, stars: nothing that could be translated
			lines[i].boilerplate = furniture
		}
	}
	return lines
}

// The probabilities that a translation keeps a number, a sign, a word or a name.
const (
	pNumber    = 0.88
	pDigit     = 0.70
	pQuestion  = 0.90
	pQuote     = 0.75
	pExclaim   = 0.55
	pBracket   = 0.70
	pColon     = 0.40
	pEllipsis  = 0.55
	pPercent   = 0.80
	pSameWord  = 0.85
	pNameLong  = 0.80 // the same skeleton of four consonants or more
	pNameShort = 0.62
	pNameNear  = 0.55 // one consonant more or less
	pLowName   = 0.40 // the French word has no capital
)

// updateMatches finds for every source type the target types that may translate it: in the first
// round by the words alone, later by learnt translations too.
func (c *corpus) updateMatches(round int) {
	if round == 0 {
		c.findBaseMatches()
	}
	c.matches = make([][]match, len(c.source.types))
	for i := range c.source.types {
		c.matches[i] = c.baseMatches[i]
	}
	if len(c.learnt) > 0 {
		c.addLearntMatches()
	}
	c.targetKnown = make([]bool, len(c.target.types))
	for i := range c.matches {
		for _, m := range c.matches[i] {
			c.targetKnown[m.target] = true
		}
	}
}

func (c *corpus) findBaseMatches() {
	f := newFinder(c.target)
	c.baseMatches = make([][]match, len(c.source.types))
	c.sourceKnown = make([]bool, len(c.source.types))
	for i, t := range c.source.types {
		var found []match
		switch t.kind {
		case number, sign:
			if id, ok := c.target.byKey[t.key]; ok {
				found = []match{{id, keepProbability(t)}}
			}
			c.sourceKnown[i] = t.kind == number
		default:
			found = f.matchWord(c.aligner.lexicon, t, &c.sourceKnown[i])
		}
		c.baseMatches[i] = found
	}
}

func keepProbability(t wordType) float64 {
	if t.kind == number {
		if len(t.key) == 1 {
			return pDigit
		}
		return pNumber
	}
	switch t.key {
	case "?":
		return pQuestion
	case `"`:
		return pQuote
	case "!":
		return pExclaim
	case "(":
		return pBracket
	case "%":
		return pPercent
	case ":":
		return pColon
	}
	return pEllipsis
}

// finder is an index of the target types by stem and by skeleton.
type finder struct {
	target        *vocab
	byStem        map[string][]int
	skeletons     map[string][]int
	nearSkeletons map[string][]int // by skeleton with one letter left out
}

func newFinder(target *vocab) *finder {
	f := &finder{target: target, byStem: map[string][]int{}, skeletons: map[string][]int{},
		nearSkeletons: map[string][]int{}}
	for id, t := range target.types {
		for _, s := range t.stems {
			f.byStem[s] = append(f.byStem[s], id)
		}
		for _, s := range skeletonsOf(t) {
			f.skeletons[s] = append(f.skeletons[s], id)
			for _, d := range deletions(s) {
				f.nearSkeletons[d] = append(f.nearSkeletons[d], id)
			}
		}
	}
	return f
}

// skeletonsOf returns the skeletons of a type: of an Arabic word also those without clitics.
func skeletonsOf(t wordType) []string {
	switch {
	case t.kind == latin && t.letters >= 3:
		return []string{t.skeleton}
	case t.kind == arabic && t.letters >= 3:
		var list []string
		for _, h := range nameForms(t.key) {
			if s := arabicSkeleton(h); len(s) >= 2 {
				list = appendUnique(list, s)
			}
		}
		return list
	}
	return nil
}

// nameForms returns the forms of an Arabic name: as written, and without the article, conjunctions
// and prepositions that may be joined to it.
func nameForms(word string) []string {
	heads := []string{word}
	for _, cut := range []string{"وال", "بال", "ال", "لل", "و", "ب", "ل", "ف", "ك"} {
		if rest, ok := strings.CutPrefix(word, cut); ok && runeCount(rest) >= 3 {
			heads = append(heads, rest)
		}
	}
	return heads
}

// minNearSkeleton is the length of the shortest skeleton that may match one with a letter more or
// less.
const minNearSkeleton = 4

func deletions(s string) []string {
	if len(s) < minNearSkeleton {
		return nil
	}
	var list []string
	for i := range len(s) {
		list = appendUnique(list, s[:i]+s[i+1:])
	}
	return list
}

// matchWord finds the translations of a word: the same word, those of the lexicon, and if there are
// none, names that sound alike. It sets known if the lexicon has the word.
func (f *finder) matchWord(l *Lexicon, t wordType, known *bool) []match {
	var found []match
	if t.kind == latin || f.target.tag == "ar" && t.kind == arabic {
		if id, ok := f.target.byKey[t.key]; ok && t.letters > 1 {
			found = append(found, match{id, pSameWord})
		}
	}
	for _, s := range t.stems {
		entries, ok := l.entries[s]
		if !ok {
			continue
		}
		*known = true
		for _, e := range entries {
			found = f.addEntry(found, e)
		}
		if len(found) > 0 {
			return found
		}
	}
	if len(found) == 0 {
		found = f.matchNames(t)
	}
	return found
}

// addEntry adds the target types of a lexicon entry.
func (f *finder) addEntry(found []match, e entry) []match {
	stem := e.word
	ids := f.byStem[stem]
	if len(ids) == 0 && f.target.tag == "fr" {
		ids = f.byStem[frenchStem(stem)]
	}
	for _, id := range ids {
		found = addMatch(found, match{id, e.p})
	}
	return found
}

func addMatch(found []match, m match) []match {
	for i, have := range found {
		if have.target == m.target {
			found[i].p = max(have.p, m.p)
			return found
		}
	}
	return append(found, m)
}

func (f *finder) matchNames(t wordType) []match {
	var found []match
	for _, s := range skeletonsOf(t) {
		if len(s) < 2 {
			continue
		}
		for _, id := range f.skeletons[s] {
			found = f.addName(found, t, id, len(s), pNameLong)
		}
		for _, id := range f.nearSkeletons[s] {
			found = f.addName(found, t, id, len(s), pNameNear)
		}
		for _, d := range deletions(s) {
			for _, id := range f.skeletons[d] {
				found = f.addName(found, t, id, len(d), pNameNear)
			}
		}
	}
	return found
}

// addName adds a target type that sounds like t, unless the two differ too much in length or the
// shared skeleton is too short.
func (f *finder) addName(found []match, t wordType, id, consonants int, p float64) []match {
	u := f.target.types[id]
	if t.kind == u.kind || u.letters > 2*t.letters+1 || t.letters > 2*u.letters+1 {
		return found
	}
	if consonants < minNearSkeleton {
		p = min(p, pNameShort)
	}
	if !t.name || !u.name {
		if consonants < minNearSkeleton {
			return found
		}
		p = min(p, pLowName)
	}
	return addMatch(found, match{id, p})
}

// addLearntMatches adds the learnt translations to the matches.
func (c *corpus) addLearntMatches() {
	bySource := map[int][]match{}
	for pair, p := range c.learnt {
		bySource[pair[0]] = append(bySource[pair[0]], match{pair[1], p})
	}
	byStem := make([][]int, len(c.target.stems))
	for id, t := range c.target.types {
		if t.kind == latin || t.kind == arabic {
			byStem[t.stem] = append(byStem[t.stem], id)
		}
	}
	for i, t := range c.source.types {
		if t.kind != latin && t.kind != arabic {
			continue
		}
		if len(bySource[t.stem]) == 0 {
			continue
		}
		merged := append([]match{}, c.baseMatches[i]...)
		for _, m := range bySource[t.stem] {
			for _, id := range byStem[m.target] {
				merged = addMatch(merged, match{id, m.p})
			}
		}
		c.matches[i] = merged
	}
}
