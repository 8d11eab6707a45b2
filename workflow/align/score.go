package align

import (
	"math"
	"math/bits"
)

// bitmask marks the types of a sentence that match another sentence.
type bitmask [maxTypes / 64]uint64

func (b *bitmask) set(i int) { b[i/64] |= 1 << (i % 64) }

func (b *bitmask) or(o bitmask) {
	for i := range b {
		b[i] |= o[i]
	}
}

// weights says, for the types of a sentence and one to four sentences on the other side, what
// their matches are worth.
type weights struct {
	miss [maxSpan + 1]float32   // all types without a match
	gain [maxSpan + 1][]float32 // by type: a match instead of none
}

func (w *weights) of(span int, mask bitmask) float32 {
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
	postings       map[int][]posting // target type: where it stands
	matches        [][]match
	lengthS        []int // sums of lengths
	lengthT        []int
	band           band
	shapes         []shape
}

type posting struct{ line, at int32 }

// The strengths of what speaks for and against a bead, set on half of the development texts.
const (
	wordTrust   = 0.28  // words of a sentence depend on each other, so each counts for less
	lengthTrust = 0.85  // and lengths go with words
	missKnown   = -0.10 // a word with translations, none of which stands in the other text
	missOther   = -0.05
	matchFloor  = 0.12 // a match is at least so much more probable in a translation
	seenPlus    = 0.25 // what is added to the sentences that offer a match, and to all of them
	linesPlus   = 1.2
	chromeCost  = -9 // furniture in a bead
	pointerCost = -4
	crossed     = 0.3 // two sentences that changed places, against two that did not
	startAgrees = 0.8 // beads that begin a block on both sides, and those that do on one
	startLacks  = -1.2
	startInside = -2.5 // a bead across the edge of a block
	headAgrees  = 1.0
	headLacks   = -2.0
)

func (c *corpus) score(d *doc, m *model) *scorer {
	s := &scorer{doc: d, model: m, matches: c.matches, postings: map[int][]posting{},
		lengthS: sums(d.source), lengthT: sums(d.target), shapes: shapes()}
	s.ratio = s.lengthRatio()
	for j, l := range d.target {
		for at, id := range l.ids {
			s.postings[id] = append(s.postings[id], posting{int32(j), int32(at)})
		}
	}
	s.weigh(c)
	s.band = s.path()
	return s
}

func sums(lines []line) []int {
	out := make([]int, len(lines)+1)
	for i, l := range lines {
		out[i+1] = out[i] + l.length
	}
	return out
}

// lengthRatio is how many characters the target has for one of the source: what was seen in all
// texts, drawn a little to what this pair has as a whole.
func (s *scorer) lengthRatio() float64 {
	n, m := s.lengthS[len(s.lengthS)-1], s.lengthT[len(s.lengthT)-1]
	if s.model.ratio > 0 {
		return s.model.ratio
	}
	whole := float64(m+200) / float64(n+200)
	return min(max(whole, 0.8), 1.6)
}

// weigh works out what every match of this pair is worth: a match that few sentences offer says
// much, one that any sentence offers says nothing.
func (s *scorer) weigh(c *corpus) {
	n, m := len(s.doc.source), len(s.doc.target)
	counter := newCounter(m)
	seenT := make(map[int]*back, len(s.postings))
	forward := map[int]odds{}
	for i, l := range s.doc.source {
		for _, id := range l.ids {
			if _, ok := forward[id]; !ok {
				forward[id] = s.forward(id, counter, c.known[id])
			}
			for _, mt := range s.matches[id] {
				if len(s.postings[mt.target]) > 0 {
					see(seenT, mt, i)
				}
			}
		}
	}
	s.source = make([]weights, n)
	for i, l := range s.doc.source {
		s.source[i] = weigh(l.ids, m, func(id int) odds { return forward[id] })
	}
	s.target = make([]weights, m)
	for j, l := range s.doc.target {
		s.target[j] = weigh(l.ids, n, func(id int) odds {
			if b := seenT[id]; b != nil {
				return odds{p: b.p, seen: b.lines}
			}
			return odds{known: c.knownT[id]}
		})
	}
}

// back is what the matches of a target type offer: in how many source sentences, last seen in
// which.
type back struct {
	p     float64
	lines int
	last  int
}

func see(seen map[int]*back, m match, line int) {
	b := seen[m.target]
	if b == nil {
		b = &back{last: -1}
		seen[m.target] = b
	}
	b.p = max(b.p, m.p)
	if b.last != line {
		b.lines, b.last = b.lines+1, line
	}
}

// odds is how probable a match of a type is in a translation, and how many sentences of the
// other text have one.
type odds struct {
	p     float64
	seen  int
	known bool
}

func (s *scorer) forward(id int, c *counter, known bool) odds {
	o := odds{known: known}
	c.reset()
	for _, m := range s.matches[id] {
		for _, p := range s.postings[m.target] {
			o.p = max(o.p, m.p)
			c.add(int(p.line))
		}
	}
	o.seen = c.count
	return o
}

// counter counts distinct lines.
type counter struct {
	stamp []int
	now   int
	count int
}

func newCounter(n int) *counter { return &counter{stamp: make([]int, n)} }

func (c *counter) reset() { c.now, c.count = c.now+1, 0 }

func (c *counter) add(i int) {
	if c.stamp[i] != c.now {
		c.stamp[i] = c.now
		c.count++
	}
}

// weigh makes the weights of a sentence; others is how many sentences the other text has.
func weigh(ids []int, others int, of func(int) odds) weights {
	var w weights
	for k := 1; k <= maxSpan; k++ {
		w.gain[k] = make([]float32, len(ids))
	}
	for at, id := range ids {
		o := of(id)
		if o.seen == 0 {
			miss := float32(missOther)
			if o.known {
				miss = missKnown
			}
			for k := 1; k <= maxSpan; k++ {
				w.miss[k] += miss
			}
			continue
		}
		q1 := (float64(o.seen) + seenPlus) / (float64(others) + linesPlus)
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

// row holds, for one source sentence, the matches with the target sentences of its band.
type row struct {
	from   int
	source []bitmask // by target sentence: which source types match it
	target []bitmask // which of its types match the source sentence
}

func (s *scorer) row(i int) *row {
	lo, hi := s.band.cells(i, len(s.doc.target))
	r := &row{from: lo, source: make([]bitmask, hi-lo), target: make([]bitmask, hi-lo)}
	for at, id := range s.doc.source[i].ids {
		for _, m := range s.matches[id] {
			ps := s.postings[m.target]
			for k := firstFrom(ps, lo); k < len(ps) && int(ps[k].line) < hi; k++ {
				r.source[int(ps[k].line)-lo].set(at)
				r.target[int(ps[k].line)-lo].set(int(ps[k].at))
			}
		}
	}
	return r
}

// firstFrom is the first posting at or after a line.
func firstFrom(ps []posting, line int) int {
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

// bead scores the bead of a shape that ends before source sentence i and target sentence j;
// rows are those of its source sentences.
func (s *scorer) bead(rows []*row, k, i, j int) float32 {
	sh := s.shapes[k]
	score := float32(s.model.prior[k])
	if sh.source == 0 || sh.target == 0 {
		return score
	}
	fit := s.fit(rows, sh, i, j)
	if sh == (shape{2, 2}) {
		one := shape{1, 1} // the two sentences may have changed places
		fit = max(fit, s.fit(rows[:1], one, i-1, j)+s.fit(rows[1:], one, i, j-1)+crossed)
	}
	return score + fit + s.marks(sh, i, j)
}

// fit scores what words and lengths say.
func (s *scorer) fit(rows []*row, sh shape, i, j int) float32 {
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
		words += s.source[i-sh.source+a].of(sh.target, mask)
	}
	for b := range sh.target {
		words += s.target[j-sh.target+b].of(sh.source, target[b])
	}
	length := s.model.length(s.lengthS[i]-s.lengthS[i-sh.source],
		s.lengthT[j]-s.lengthT[j-sh.target], s.ratio)
	return wordTrust*words + lengthTrust*float32(length)
}

// marks scores what the page around the words says: furniture, edges of blocks, headings.
func (s *scorer) marks(sh shape, i, j int) float32 {
	score := float32(0)
	source, target := s.doc.source[i-sh.source:i], s.doc.target[j-sh.target:j]
	for _, side := range [][]line{source, target} {
		for k, l := range side {
			switch {
			case l.chrome == furniture:
				score += chromeCost
			case l.chrome == pointer:
				score += pointerCost
			}
			if k > 0 && l.start {
				score += startInside
			}
		}
	}
	if s.doc.blocks() {
		score += agree(source[0].start, target[0].start, startAgrees, startLacks)
		score += agree(source[0].heading, target[0].heading, headAgrees, headLacks)
	}
	return score
}

func agree(a, b bool, both, one float32) float32 {
	switch {
	case a && b:
		return both
	case a != b:
		return one
	}
	return 0
}

// blocks says whether both texts know their blocks.
func (d *doc) blocks() bool {
	return len(d.source) > 0 && len(d.target) > 0 && d.source[0].start && d.target[0].start
}
