package align

import (
	"math"
	"slices"
)

// table holds a value for every cell of a band.
type table struct {
	band band
	at   []int // where each row begins
}

func newTable(b band) table {
	t := table{band: b, at: make([]int, len(b.lo)+1)}
	for i := range b.lo {
		t.at[i+1] = t.at[i] + b.hi[i] - b.lo[i] + 1
	}
	return t
}

// cell is the place of a cell, -1 outside the band.
func (t table) cell(i, j int) int {
	if i < 0 || j < t.band.lo[i] || j > t.band.hi[i] {
		return -1
	}
	return t.at[i] + j - t.band.lo[i]
}

func (t table) size() int { return t.at[len(t.at)-1] }

var minusInf = float32(math.Inf(-1))

// search finds the beads and how probable each is, and adds what it saw to seen.
func (s *scorer) search(seen *evidence) []Bead {
	t := newTable(s.band)
	w := &ways{scorer: s, table: t, scores: s.scores(t),
		alone: [2][]float64{make([]float64, len(s.doc.source)), make([]float64, len(s.doc.target))}}
	w.before, w.after = s.forwardSums(t, w.scores), s.backwardSums(t, w.scores)
	w.whole = w.before[t.cell(len(s.doc.source), len(s.doc.target))]
	w.collect(seen)
	return w.trace(w.best())
}

// ways is what is known of all ways through the table.
type ways struct {
	*scorer
	table         table
	scores        []float32
	before, after []float32 // sums of the ways to and from each cell
	whole         float32
	alone         [2][]float64 // by side and sentence: the probability that it has no counterpart
}

// posterior is the share of the ways that take the bead of shape k from one cell to another.
func (w *ways) posterior(cell, from, k int) float64 {
	return math.Exp(float64(w.before[from]+w.scores[cell*shapeCount+k]) +
		float64(w.after[cell]) - float64(w.whole))
}

// probability is that of a bead that ends before source sentence i and target sentence j. A
// sentence without counterpart is one wherever the way passes it.
func (w *ways) probability(k, i, j int) float64 {
	switch sh := w.shapes[k]; {
	case sh.target == 0:
		return w.alone[0][i-1]
	case sh.source == 0:
		return w.alone[1][j-1]
	default:
		t := w.table
		return w.posterior(t.cell(i, j), t.cell(i-sh.source, j-sh.target), k)
	}
}

// scores scores every bead by the cell where it ends.
func (s *scorer) scores(t table) []float32 {
	out := make([]float32, t.size()*shapeCount)
	var rows []*row
	for i := range t.band.lo {
		if i > 0 {
			rows = append(rows, s.row(i-1))
			if len(rows) > maxSpan {
				rows = rows[1:]
			}
		}
		for j := t.band.lo[i]; j <= t.band.hi[i]; j++ {
			at := t.cell(i, j) * shapeCount
			for k, sh := range s.shapes {
				out[at+k] = minusInf
				if t.cell(i-sh.source, j-sh.target) >= 0 {
					out[at+k] = s.bead(rows[len(rows)-sh.source:], k, i, j)
				}
			}
		}
	}
	return out
}

// forwardSums is, for each cell, the logarithm of the sum of all ways to it.
func (s *scorer) forwardSums(t table, scores []float32) []float32 {
	sums := make([]float32, t.size())
	for i := range t.band.lo {
		for j := t.band.lo[i]; j <= t.band.hi[i]; j++ {
			c := t.cell(i, j)
			if i == 0 && j == 0 {
				continue
			}
			sum := minusInf
			for k, sh := range s.shapes {
				if from := t.cell(i-sh.source, j-sh.target); from >= 0 {
					sum = logAdd(sum, sums[from]+scores[c*shapeCount+k])
				}
			}
			sums[c] = sum
		}
	}
	return sums
}

// backwardSums is, for each cell, the logarithm of the sum of all ways from it to the end.
func (s *scorer) backwardSums(t table, scores []float32) []float32 {
	sums := make([]float32, t.size())
	for c := range sums {
		sums[c] = minusInf
	}
	sums[len(sums)-1] = 0
	for i := len(t.band.lo) - 1; i >= 0; i-- {
		for j := t.band.hi[i]; j >= t.band.lo[i]; j-- {
			c := t.cell(i, j)
			for k, sh := range s.shapes {
				if from := t.cell(i-sh.source, j-sh.target); from >= 0 {
					sums[from] = logAdd(sums[from], sums[c]+scores[c*shapeCount+k])
				}
			}
		}
	}
	return sums
}

// logAdd is the logarithm of the sum of two numbers given by theirs.
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

// best chooses, for each cell, the last of the beads to it that together are most probably right,
// one by one.
func (w *ways) best() []int8 {
	t := w.table
	gain := make([]float64, t.size())
	choice := make([]int8, t.size())
	for i := range t.band.lo {
		for j := t.band.lo[i]; j <= t.band.hi[i]; j++ {
			c := t.cell(i, j)
			gain[c], choice[c] = -1, -1
			if i == 0 && j == 0 {
				gain[c] = 0
			}
			for k, sh := range w.shapes {
				from := t.cell(i-sh.source, j-sh.target)
				if from < 0 || gain[from] < 0 {
					continue
				}
				if g := gain[from] + worth(sh)*w.probability(k, i, j); g > gain[c] {
					gain[c], choice[c] = g, int8(k)
				}
			}
		}
	}
	return choice
}

// worth is what a right bead counts when beads are chosen.
func worth(sh shape) float64 {
	if sh.source == 0 || sh.target == 0 {
		return nullWorth
	}
	return 1
}

// nullWorth is less than one: a sentence left alone by mistake is a pair lost, and often two.
const nullWorth = 0.5

// trace follows the choices back from the end.
func (w *ways) trace(choice []int8) []Bead {
	var beads []Bead
	for i, j := len(w.doc.source), len(w.doc.target); i > 0 || j > 0; {
		k := int(choice[w.table.cell(i, j)])
		sh := w.shapes[k]
		beads = append(beads, Bead{[2]int{i - sh.source, i}, [2]int{j - sh.target, j},
			min(w.probability(k, i, j), 1)})
		i, j = i-sh.source, j-sh.target
	}
	slices.Reverse(beads)
	return beads
}

// collect adds up what the texts show of shapes and lengths, and of sentences that stand alone.
func (w *ways) collect(seen *evidence) {
	t := w.table
	for i := range t.band.lo {
		for j := t.band.lo[i]; j <= t.band.hi[i]; j++ {
			c := t.cell(i, j)
			for k, sh := range w.shapes {
				from := t.cell(i-sh.source, j-sh.target)
				if from < 0 {
					continue
				}
				if p := w.posterior(c, from, k); p > 1e-4 {
					w.count(seen, p, k, i, j)
				}
			}
		}
	}
}

func (w *ways) count(seen *evidence, p float64, k, i, j int) {
	seen.shapes[k] += p
	switch sh := w.shapes[k]; {
	case sh.target == 0:
		w.alone[0][i-1] += p
	case sh.source == 0:
		w.alone[1][j-1] += p
	case k == 0 && p > 0.8:
		seen.pair(p, w.doc.source[i-1].length, w.doc.target[j-1].length)
	}
}

// pair takes in the lengths of two sentences that translate each other.
func (e *evidence) pair(p float64, source, target int) {
	if source < 15 || target < 15 {
		return
	}
	d := math.Log(float64(target+4) / float64(source+4))
	e.weight += p
	e.logs += p * d
	e.squares += p * d * d
	e.inverse += p * 2 / float64(source+target+8)
}
