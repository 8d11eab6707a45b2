package align

import (
	"math"
	"math/bits"
)

// bitmask marks types of a sentence, by their place in it.
type bitmask [maxTypes / 64]uint64

func (b *bitmask) set(i int) { b[i/64] |= 1 << (i % 64) }

func (b *bitmask) or(o bitmask) {
	for i := range b {
		b[i] |= o[i]
	}
}

// weights holds the log odds of the types of a sentence against 1 to maxSpan sentences of the other
// text.
type weights struct {
	miss [maxSpan + 1]float32   // the sum over all types if none has a match
	gain [maxSpan + 1][]float32 // what a match adds to that
}

func (w *weights) score(span int, mask bitmask) float32 {
	sum := w.miss[span]
	gain := w.gain[span]
	for word, m := range mask {
		for m != 0 {
			sum += gain[word*64+bits.TrailingZeros64(m)]
			m &= m - 1
		}
	}
	return sum
}

// scorer scores the beads of one pair of texts.
type scorer struct {
	doc            *doc
	model          *model
	ratio          float64
	source, target []weights
	postings       map[int][]posting // by target type: the sentences that have it
	matches        [][]match
	sourceLengths  []int // prefix sums
	targetLengths  []int
	band           band
	shapes         []shape
}

type posting struct{ line, at int32 }

// The weights of the features of a bead, set on development texts (doc.go).
const (
	wordWeight         = 0.36  // below 1, since the words of a sentence depend on each other
	lengthWeight       = 0.70  // below 1, since lengths depend on words
	missKnown          = -0.10 // a number or a word of the lexicon without a match anywhere in the other text
	missUnknown        = -0.05
	matchFloor         = 0.12 // the least gain in probability of a match in a translation
	lineSmoothing      = 0.25 // added to the number of sentences with a match, and to all of them
	totalSmoothing     = 1.2
	furnitureCost      = -9 // furniture in a bead with two sides
	crossReferenceCost = -4
	swapBonus          = 0.3 // two sentences in reverse order inside a bead of two and two
	startsAgree        = 0.8 // a block begins on both sides, or on one
	startsDiffer       = -1.2
	startInsideBead    = -2.5 // a block begins inside the bead
	headingsAgree      = 1.0
	headingsDiffer     = -2.0
	sentencesDiffer    = -1.0 // for each sentence that the lines of one side have more
	mostSentencesApart = 3
)

func (c *corpus) score(d *doc, m *model) *scorer {
	s := &scorer{doc: d, model: m, matches: c.matches, postings: map[int][]posting{},
		sourceLengths: prefixLengths(d.source), targetLengths: prefixLengths(d.target), shapes: shapes()}
	s.ratio = s.estimateLengthRatio()
	for j, l := range d.target {
		for at, id := range l.ids {
			s.postings[id] = append(s.postings[id], posting{int32(j), int32(at)})
		}
	}
	s.weighMatches(c)
	s.band = s.searchBand()
	return s
}

func prefixLengths(lines []line) []int {
	out := make([]int, len(lines)+1)
	for i, l := range lines {
		out[i+1] = out[i] + l.length
	}
	return out
}

// estimateLengthRatio returns how many characters the target has for one of the source: as learnt
// from all texts, before that the ratio of the whole texts, drawn to 1.
func (s *scorer) estimateLengthRatio() float64 {
	n, m := s.sourceLengths[len(s.sourceLengths)-1], s.targetLengths[len(s.targetLengths)-1]
	if s.model.lengthRatio > 0 {
		return s.model.lengthRatio
	}
	whole := float64(m+200) / float64(n+200)
	return min(max(whole, 0.8), 1.6)
}

// weighMatches fills the weights of all sentences. A match weighs the more, the fewer sentences of
// the other text have one.
func (s *scorer) weighMatches(c *corpus) {
	n, m := len(s.doc.source), len(s.doc.target)
	counter := &lineCounter{stamp: make([]int, m)}
	reverse := make(map[int]*reverseMatch, len(s.postings))
	stats := map[int]matchStats{}
	for i, l := range s.doc.source {
		for _, id := range l.ids {
			if _, ok := stats[id]; !ok {
				stats[id] = s.statsOf(id, counter, c.sourceKnown[id])
			}
			for _, mt := range s.matches[id] {
				if len(s.postings[mt.target]) > 0 {
					addReverse(reverse, mt, i)
				}
			}
		}
	}
	s.source = make([]weights, n)
	for i, l := range s.doc.source {
		s.source[i] = sentenceWeights(l.ids, m, func(id int) matchStats { return stats[id] })
	}
	s.target = make([]weights, m)
	for j, l := range s.doc.target {
		s.target[j] = sentenceWeights(l.ids, n, func(id int) matchStats {
			if b := reverse[id]; b != nil {
				return matchStats{p: b.p, lines: b.lines}
			}
			return matchStats{known: c.targetKnown[id]}
		})
	}
}

// reverseMatch summarises the matches of a target type: the greatest probability, and the number of
// source sentences with one.
type reverseMatch struct {
	p     float64
	lines int
	last  int
}

func addReverse(reverse map[int]*reverseMatch, m match, line int) {
	b := reverse[m.target]
	if b == nil {
		b = &reverseMatch{last: -1}
		reverse[m.target] = b
	}
	b.p = max(b.p, m.p)
	if b.last != line {
		b.lines, b.last = b.lines+1, line
	}
}

// matchStats is how probable a match of a type is in a translation, and how many sentences of the
// other text have one.
type matchStats struct {
	p     float64
	lines int
	known bool
}

func (s *scorer) statsOf(id int, c *lineCounter, known bool) matchStats {
	o := matchStats{known: known}
	c.reset()
	for _, m := range s.matches[id] {
		for _, p := range s.postings[m.target] {
			o.p = max(o.p, m.p)
			c.add(int(p.line))
		}
	}
	o.lines = c.count
	return o
}

// lineCounter counts distinct lines.
type lineCounter struct {
	stamp   []int
	current int
	count   int
}

func (c *lineCounter) reset() { c.current, c.count = c.current+1, 0 }

func (c *lineCounter) add(i int) {
	if c.stamp[i] != c.current {
		c.stamp[i] = c.current
		c.count++
	}
}

// sentenceWeights returns the weights of the types of a sentence, given the number of sentences in
// the other text.
func sentenceWeights(ids []int, others int, stats func(int) matchStats) weights {
	var w weights
	for k := 1; k <= maxSpan; k++ {
		w.gain[k] = make([]float32, len(ids))
	}
	for at, id := range ids {
		o := stats(id)
		if o.lines == 0 {
			miss := float32(missUnknown)
			if o.known {
				miss = missKnown
			}
			for k := 1; k <= maxSpan; k++ {
				w.miss[k] += miss
			}
			continue
		}
		q1 := (float64(o.lines) + lineSmoothing) / (float64(others) + totalSmoothing)
		for k := 1; k <= maxSpan; k++ {
			q := 1 - math.Pow(1-min(q1, 0.98), float64(k))
			p := max(o.p, q+(1-q)*matchFloor)
			hit, miss := math.Log(p/q), math.Log((1-p)/(1-q))
			w.miss[k] += float32(miss)
			w.gain[k][at] = float32(hit - miss)
		}
	}
	return w
}

// row holds the matches of one source sentence with the target sentences of its band.
type row struct {
	from   int
	source []bitmask // by target sentence: the types of the source sentence with a match there
	target []bitmask // by target sentence: its own types with a match
}

func (s *scorer) matchRow(i int) *row {
	lo, hi := s.band.targetRange(i, len(s.doc.target))
	r := &row{from: lo, source: make([]bitmask, hi-lo), target: make([]bitmask, hi-lo)}
	for at, id := range s.doc.source[i].ids {
		for _, m := range s.matches[id] {
			ps := s.postings[m.target]
			for k := firstPosting(ps, lo); k < len(ps) && int(ps[k].line) < hi; k++ {
				r.source[int(ps[k].line)-lo].set(at)
				r.target[int(ps[k].line)-lo].set(int(ps[k].at))
			}
		}
	}
	return r
}

// firstPosting returns the index of the first posting at or after a line.
func firstPosting(ps []posting, line int) int {
	lo, hi := 0, len(ps)
	for lo < hi {
		if mid := (lo + hi) / 2; int(ps[mid].line) < line {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// scoreBead scores the bead of shape k that ends before source sentence i and target sentence j,
// given the rows of its source sentences.
func (s *scorer) scoreBead(rows []*row, k, i, j int) float32 {
	sh := s.shapes[k]
	score := float32(s.model.prior[k])
	if sh.source == 0 || sh.target == 0 {
		return score
	}
	content := s.scoreContent(rows, sh, i, j)
	if sh == (shape{2, 2}) {
		one := shape{1, 1} // for two sentences that were translated in reverse order
		content = max(content, s.scoreContent(rows[:1], one, i-1, j)+s.scoreContent(rows[1:], one, i, j-1)+swapBonus)
	}
	return score + content + s.scoreLayout(sh, i, j) + s.scoreSentences(sh, i, j)
}

// scoreSentences compares how many sentences the lines of a bead have on both sides: a line of two is
// more likely the translation of two lines than of one. That two lines translate one sentence is as
// likely as ever: lines of one sentence say nothing.
func (s *scorer) scoreSentences(sh shape, i, j int) float32 {
	n, m := 0, 0
	for _, l := range s.doc.source[i-sh.source : i] {
		n += l.sentences
	}
	for _, l := range s.doc.target[j-sh.target : j] {
		m += l.sentences
	}
	apart := max(min(n-m, n-sh.source), min(m-n, m-sh.target))
	return float32(min(max(apart, 0), mostSentencesApart)) * sentencesDiffer
}

// scoreContent scores the words and the lengths of a bead.
func (s *scorer) scoreContent(rows []*row, sh shape, i, j int) float32 {
	var target [maxSpan]bitmask
	words := float32(0)
	for a, r := range rows {
		var mask bitmask
		for b := range sh.target {
			at := j - sh.target + b - r.from
			if at < 0 || at >= len(r.source) {
				continue
			}
			mask.or(r.source[at])
			target[b].or(r.target[at])
		}
		words += s.source[i-sh.source+a].score(sh.target, mask)
	}
	for b := range sh.target {
		words += s.target[j-sh.target+b].score(sh.source, target[b])
	}
	length := s.model.lengthScore(s.sourceLengths[i]-s.sourceLengths[i-sh.source],
		s.targetLengths[j]-s.targetLengths[j-sh.target], s.ratio)
	return wordWeight*words + lengthWeight*float32(length)
}

// scoreLayout scores boilerplate, beginnings of blocks and headings.
func (s *scorer) scoreLayout(sh shape, i, j int) float32 {
	score := float32(0)
	source, target := s.doc.source[i-sh.source:i], s.doc.target[j-sh.target:j]
	for _, side := range [][]line{source, target} {
		for k, l := range side {
			switch {
			case l.boilerplate == furniture:
				score += furnitureCost
			case l.boilerplate == crossReference:
				score += crossReferenceCost
			}
			if k > 0 && l.start {
				score += startInsideBead
			}
		}
	}
	if s.doc.hasBlocks() {
		score += agreement(source[0].start, target[0].start, startsAgree, startsDiffer)
		score += agreement(source[0].heading, target[0].heading, headingsAgree, headingsDiffer)
	}
	return score
}

func agreement(a, b bool, both, one float32) float32 {
	switch {
	case a && b:
		return both
	case a != b:
		return one
	}
	return 0
}

// hasBlocks reports whether both texts have block information.
func (d *doc) hasBlocks() bool {
	return len(d.source) > 0 && len(d.target) > 0 && d.source[0].start && d.target[0].start
}
