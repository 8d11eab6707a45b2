package align

import (
	"math"
	"slices"
)

// table holds a value for every cell of a band.
type table struct {
	band     band
	rowStart []int // by row: the index of its first cell
}

func newTable(b band) table {
	t := table{band: b, rowStart: make([]int, len(b.lo)+1)}
	for i := range b.lo {
		t.rowStart[i+1] = t.rowStart[i] + b.hi[i] - b.lo[i] + 1
	}
	return t
}

// index returns the index of a cell, or -1 for a cell outside the band.
func (t table) index(i, j int) int {
	if i < 0 || j < t.band.lo[i] || j > t.band.hi[i] {
		return -1
	}
	return t.rowStart[i] + j - t.band.lo[i]
}

func (t table) size() int { return t.rowStart[len(t.rowStart)-1] }

var minusInf = float32(math.Inf(-1))

// search finds the beads of the pair with their probabilities, and adds the expected counts of
// the pair to stats.
func (s *scorer) search(stats *statistics, space *space) []Bead {
	l := newLattice(s, space)
	l.collectStatistics(stats)
	return l.traceback(l.decode())
}

// lattice holds the forward and backward sums over all paths through the table. A path is one
// way to divide both texts into beads.
type lattice struct {
	*scorer
	*space
	table    table
	total    float32      // log of the sum of all paths
	unpaired [2][]float64 // by side and sentence: the probability that it has no counterpart
}

// space is the memory of a lattice, by cell. It serves one lattice after the other.
type space struct {
	scores            []packedScore // by shape in a cell: the bead that ends there
	forward, backward []float32     // log of the sum of the paths to it, and from it
	gain              []float64     // of decode
	choice            []int8        // of decode
}

// resize makes room for a lattice of n cells. What was there before stays in it.
func (s *space) resize(n int) {
	if n > cap(s.choice) {
		*s = space{make([]packedScore, n*shapeCount), make([]float32, n), make([]float32, n),
			make([]float64, n), make([]int8, n)}
	}
	s.scores, s.forward, s.backward = s.scores[:n*shapeCount], s.forward[:n], s.backward[:n]
	s.gain, s.choice = s.gain[:n], s.choice[:n]
}

func newLattice(s *scorer, space *space) *lattice {
	t, n, m := newTable(s.band), len(s.doc.source), len(s.doc.target)
	space.resize(t.size())
	l := &lattice{scorer: s, space: space, table: t,
		unpaired: [2][]float64{make([]float64, n), make([]float64, m)}}
	l.scoreBeads()
	l.sumForward()
	l.sumBackward()
	l.total = l.forward[t.index(n, m)]
	return l
}

// packedScore is the score of a bead in parts of a natural logarithm's unit, since a long text has
// scores by the hundred million bytes. What is lost, at most a part in 250 of a probability, is about what
// float32 loses in the sums of a long text.
type packedScore int16

const (
	scoreParts = 128
	noScore    = math.MinInt16 // of a bead that cannot be there
)

func packScore(score float32) packedScore {
	parts := math.Floor(float64(score)*scoreParts + 0.5)
	return packedScore(min(max(parts, noScore+1), math.MaxInt16))
}

func (p packedScore) unpack() float32 {
	if p == noScore {
		return minusInf
	}
	return float32(p) / scoreParts
}

// posterior returns the probability that a path takes the bead of shape k between two cells.
func (l *lattice) posterior(cell, from, k int) float64 {
	return math.Exp(float64(l.forward[from]+l.scores[cell*shapeCount+k].unpack()) +
		float64(l.backward[cell]) - float64(l.total))
}

// probability returns that of the bead of shape k that ends before source sentence i and target
// sentence j. For a null bead it is the sum over all places in the other text.
func (l *lattice) probability(k, i, j int) float64 {
	switch sh := l.shapes[k]; {
	case sh.target == 0:
		return l.unpaired[0][i-1]
	case sh.source == 0:
		return l.unpaired[1][j-1]
	default:
		t := l.table
		return l.posterior(t.index(i, j), t.index(i-sh.source, j-sh.target), k)
	}
}

// scoreBeads scores every bead.
func (l *lattice) scoreBeads() {
	t := l.table
	var rows []*row
	for i := range t.band.lo {
		if i > 0 {
			rows = append(rows, l.matchRow(i-1))
			if len(rows) > maxSpan {
				rows = rows[1:]
			}
		}
		for j := t.band.lo[i]; j <= t.band.hi[i]; j++ {
			at := t.index(i, j) * shapeCount
			for k, sh := range l.shapes {
				l.scores[at+k] = noScore
				if t.index(i-sh.source, j-sh.target) >= 0 {
					l.scores[at+k] = packScore(l.scoreBead(rows[len(rows)-sh.source:], k, i, j))
				}
			}
		}
	}
}

// sumForward finds for each cell the logarithm of the sum of all paths to it.
func (l *lattice) sumForward() {
	t, sums := l.table, l.forward
	for i := range t.band.lo {
		for j := t.band.lo[i]; j <= t.band.hi[i]; j++ {
			c := t.index(i, j)
			if i == 0 && j == 0 {
				sums[c] = 0
				continue
			}
			sum := minusInf
			for k, sh := range l.shapes {
				if from := t.index(i-sh.source, j-sh.target); from >= 0 {
					sum = logAdd(sum, sums[from]+l.scores[c*shapeCount+k].unpack())
				}
			}
			sums[c] = sum
		}
	}
}

// sumBackward finds for each cell the logarithm of the sum of all paths from it to the end.
func (l *lattice) sumBackward() {
	t, sums := l.table, l.backward
	for c := range sums {
		sums[c] = minusInf
	}
	sums[len(sums)-1] = 0
	for i := len(t.band.lo) - 1; i >= 0; i-- {
		for j := t.band.hi[i]; j >= t.band.lo[i]; j-- {
			c := t.index(i, j)
			for k, sh := range l.shapes {
				if from := t.index(i-sh.source, j-sh.target); from >= 0 {
					sums[from] = logAdd(sums[from], sums[c]+l.scores[c*shapeCount+k].unpack())
				}
			}
		}
	}
}

// logAdd returns log(exp(a) + exp(b)).
func logAdd(a, b float32) float32 {
	if a < b {
		a, b = b, a
	}
	d := b - a
	if d < -14 || b == minusInf {
		return a
	}
	return a + float32(math.Log1p(math.Exp(float64(d))))
}

// decode chooses for each cell the last bead of the path to it with the greatest expected number
// of right beads (posterior decoding), null beads counting less.
func (l *lattice) decode() []int8 {
	t, gain, choice := l.table, l.gain, l.choice
	for i := range t.band.lo {
		for j := t.band.lo[i]; j <= t.band.hi[i]; j++ {
			c := t.index(i, j)
			gain[c], choice[c] = -1, -1
			if i == 0 && j == 0 {
				gain[c] = 0
			}
			for k, sh := range l.shapes {
				from := t.index(i-sh.source, j-sh.target)
				if from < 0 || gain[from] < 0 {
					continue
				}
				if g := gain[from] + beadWeight(sh)*l.probability(k, i, j); g > gain[c] {
					gain[c], choice[c] = g, int8(k)
				}
			}
		}
	}
	return choice
}

// beadWeight is how much a right bead of a shape counts in decode: its sentences, so that of two ways
// to divide the same sentences the more probable one is chosen, however many beads it has. A null
// bead counts half, since a pair that is missed is an error on both sides of the score.
func beadWeight(sh shape) float64 {
	sentences := float64(sh.source + sh.target)
	if sh.source == 0 || sh.target == 0 {
		return sentences / 2
	}
	return sentences
}

// traceback follows the choices back from the last cell.
func (l *lattice) traceback(choice []int8) []Bead {
	var beads []Bead
	for i, j := len(l.doc.source), len(l.doc.target); i > 0 || j > 0; {
		k := int(choice[l.table.index(i, j)])
		sh := l.shapes[k]
		beads = append(beads, Bead{[2]int{i - sh.source, i}, [2]int{j - sh.target, j},
			min(l.probability(k, i, j), 1)})
		i, j = i-sh.source, j-sh.target
	}
	slices.Reverse(beads)
	return beads
}

// collectStatistics adds the posteriors of all beads to stats, and those of null beads to
// unpaired.
func (l *lattice) collectStatistics(stats *statistics) {
	t := l.table
	for i := range t.band.lo {
		for j := t.band.lo[i]; j <= t.band.hi[i]; j++ {
			c := t.index(i, j)
			for k, sh := range l.shapes {
				from := t.index(i-sh.source, j-sh.target)
				if from < 0 {
					continue
				}
				if p := l.posterior(c, from, k); p > 1e-4 {
					l.addPosterior(stats, p, k, i, j)
				}
			}
		}
	}
}

// addPosterior counts one bead with its posterior p.
func (l *lattice) addPosterior(stats *statistics, p float64, k, i, j int) {
	text := true
	switch sh := l.shapes[k]; {
	case sh.target == 0:
		l.unpaired[0][i-1] += p
		text = l.doc.source[i-1].boilerplate == notBoilerplate
	case sh.source == 0:
		l.unpaired[1][j-1] += p
		text = l.doc.target[j-1].boilerplate == notBoilerplate
	case k == 0 && p > 0.8:
		stats.addLengths(p, l.doc.source[i-1].length, l.doc.target[j-1].length)
	}
	if text { // how much boilerplate is left out says nothing of the rest
		stats.shapes[k] += p
	}
}

// addLengths counts the lengths of two sentences that translate each other with probability p.
func (s *statistics) addLengths(p float64, source, target int) {
	if source < 15 || target < 15 {
		return
	}
	d := math.Log(float64(target+4) / float64(source+4))
	s.oneToOne += p
	s.logRatios += p * d
	s.squaredLogRatios += p * d * d
	s.inverseLengths += p * 2 / float64(source+target+8)
}
