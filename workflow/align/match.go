package align

import "strings"

// corpus is the texts of one call: their words, and which words match.
type corpus struct {
	aligner *Aligner
	source  *vocab
	target  *vocab
	docs    []*doc
	matches [][]match // by source type
	known   []bool    // by source type: the lexicon or a name rule has something to say
	knownT  []bool
	learnt  map[[2]int]float64 // by counting stems
	fixed   [][]match
}

// match is a target type that may translate a source type, and how probable it is to see it in
// a translation.
type match struct {
	target int
	p      float64
}

// doc is a pair of texts as types.
type doc struct {
	source, target []line
}

// line is a sentence as types.
type line struct {
	ids     []int
	length  int // characters
	chrome  chromeKind
	start   bool
	heading bool
}

// maxTypes is how many types of a sentence are looked at: two machine words of bits.
const maxTypes = 128

func (a *Aligner) read(pairs []Pair) *corpus {
	c := &corpus{aligner: a, source: newVocab(a.source), target: newVocab(a.target),
		learnt: map[[2]int]float64{}}
	for _, p := range pairs {
		c.docs = append(c.docs, &doc{
			source: c.lines(c.source, p.Source), target: c.lines(c.target, p.Target)})
	}
	return c
}

func (c *corpus) lines(v *vocab, sentences []Sentence) []line {
	lines := make([]line, len(sentences))
	for i, s := range sentences {
		ids := v.read(s.Text)
		if len(ids) > maxTypes {
			ids = ids[:maxTypes]
		}
		lines[i] = line{ids: ids, length: runes(strings.TrimSpace(s.Text)),
			chrome: c.aligner.chrome.of(s.Text), start: s.Start, heading: s.Heading}
	}
	return lines
}

// The probability that a translation keeps what kind of thing.
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

// match finds for every source type the target types that may translate it. What the words alone
// show is found in the first round, what was learnt is added in the others.
func (c *corpus) match(round int) {
	if round == 0 {
		c.matchFixed()
	}
	c.matches = make([][]match, len(c.source.types))
	for i := range c.source.types {
		c.matches[i] = c.fixed[i]
	}
	if len(c.learnt) > 0 {
		c.matchLearnt()
	}
	c.knownT = make([]bool, len(c.target.types))
	for i := range c.matches {
		for _, m := range c.matches[i] {
			c.knownT[m.target] = true
		}
	}
}

func (c *corpus) matchFixed() {
	f := newFinder(c.target)
	c.fixed = make([][]match, len(c.source.types))
	c.known = make([]bool, len(c.source.types))
	for i, t := range c.source.types {
		var found []match
		switch t.kind {
		case number, sign:
			if id, ok := c.target.byKey[t.key]; ok {
				found = []match{{id, keptProbability(t)}}
			}
			c.known[i] = t.kind == number
		default:
			found = f.words(c.aligner.lexicon, t, &c.known[i])
		}
		c.fixed[i] = found
	}
}

func keptProbability(t wordType) float64 {
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

// finder finds target types by stem and by skeleton.
type finder struct {
	target    *vocab
	byStem    map[string][]int
	skeletons map[string][]int
	near      map[string][]int // by skeleton with one letter left out
}

func newFinder(target *vocab) *finder {
	f := &finder{target: target, byStem: map[string][]int{}, skeletons: map[string][]int{},
		near: map[string][]int{}}
	for id, t := range target.types {
		for _, s := range t.stems {
			f.byStem[s] = append(f.byStem[s], id)
		}
		for _, s := range skeletonsOf(t) {
			f.skeletons[s] = append(f.skeletons[s], id)
			for _, d := range deletions(s) {
				f.near[d] = append(f.near[d], id)
			}
		}
	}
	return f
}

// skeletonsOf answers the skeletons of a type: of an Arabic word also those without clitics.
func skeletonsOf(t wordType) []string {
	switch {
	case t.kind == latin && t.letters >= 3:
		return []string{t.skeleton}
	case t.kind == arabic && t.letters >= 3:
		var list []string
		for _, h := range nameHeads(t.key) {
			if s := arabicSkeleton(h); len(s) >= 2 {
				list = appendNew(list, s)
			}
		}
		return list
	}
	return nil
}

// nameHeads is an Arabic name without what is written together with it.
func nameHeads(word string) []string {
	heads := []string{word}
	for _, cut := range []string{"وال", "بال", "ال", "لل", "و", "ب", "ل", "ف", "ك"} {
		if rest, ok := strings.CutPrefix(word, cut); ok && runes(rest) >= 3 {
			heads = append(heads, rest)
		}
	}
	return heads
}

// nearLength is the shortest skeleton that is looked for with a letter too many or too few.
const nearLength = 4

func deletions(s string) []string {
	if len(s) < nearLength {
		return nil
	}
	var list []string
	for i := range len(s) {
		list = appendNew(list, s[:i]+s[i+1:])
	}
	return list
}

// words finds the translations of a word: in the lexicon, and where that has none, the same word
// or a name that sounds alike. known is set when somebody should know the word.
func (f *finder) words(l *Lexicon, t wordType, known *bool) []match {
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
			found = f.stems(found, e)
		}
		if len(found) > 0 {
			return found
		}
	}
	if len(found) == 0 {
		found = f.names(t)
	}
	return found
}

// stems adds the target types that a lexicon entry means.
func (f *finder) stems(found []match, e entry) []match {
	stem := e.word
	ids := f.byStem[stem]
	if len(ids) == 0 && f.target.tag == "fr" {
		ids = f.byStem[frenchStem(stem)]
	}
	for _, id := range ids {
		found = putMatch(found, match{id, e.p})
	}
	return found
}

func putMatch(found []match, m match) []match {
	for i, have := range found {
		if have.target == m.target {
			found[i].p = max(have.p, m.p)
			return found
		}
	}
	return append(found, m)
}

func (f *finder) names(t wordType) []match {
	var found []match
	for _, s := range skeletonsOf(t) {
		if len(s) < 2 {
			continue
		}
		for _, id := range f.skeletons[s] {
			found = f.name(found, t, id, len(s), pNameLong)
		}
		for _, id := range f.near[s] {
			found = f.name(found, t, id, len(s), pNameNear)
		}
		for _, d := range deletions(s) {
			for _, id := range f.skeletons[d] {
				found = f.name(found, t, id, len(d), pNameNear)
			}
		}
	}
	return found
}

// name adds a target type that sounds like t, unless the two differ too much in length or the
// likeness is too short to mean anything.
func (f *finder) name(found []match, t wordType, id, consonants int, p float64) []match {
	u := f.target.types[id]
	if t.kind == u.kind || u.letters > 2*t.letters+1 || t.letters > 2*u.letters+1 {
		return found
	}
	if consonants < nearLength {
		p = min(p, pNameShort)
	}
	if !t.name || !u.name {
		if consonants < nearLength {
			return found
		}
		p = min(p, pLowName)
	}
	return putMatch(found, match{id, p})
}

// matchLearnt adds the pairs of counting stems that were learnt.
func (c *corpus) matchLearnt() {
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
		merged := append([]match{}, c.fixed[i]...)
		for _, m := range bySource[t.stem] {
			for _, id := range byStem[m.target] {
				merged = putMatch(merged, match{id, m.p})
			}
		}
		c.matches[i] = merged
	}
}
