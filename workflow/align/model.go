package align

import "math"

// shape is how many sentences of each side a bead takes.
type shape struct{ source, target int }

// shapes are the beads that are tried, the commonest first. maxSpan is the longest side.
func shapes() []shape {
	return []shape{{1, 1}, {1, 0}, {0, 1}, {1, 2}, {2, 1}, {2, 2}, {1, 3}, {3, 1},
		{2, 3}, {3, 2}, {1, 4}, {4, 1}}
}

const (
	shapeCount = 12
	maxSpan    = 4
)

// model is what the aligner believes about a pair of texts before it has seen the words: how
// often each shape comes, and how the lengths of translations go together.
type model struct {
	prior [shapeCount]float64 // logarithm of the share
	ratio float64             // characters of target for one of source
	// The variance of the logarithm of the ratio of lengths is spread plus grain divided by the
	// mean length: short sentences vary more.
	spread, grain float64
}

// shares is how often shapes come in news whose habits are not known: most sentences are
// translated one by one, and some on each side have no counterpart.
func shares() [shapeCount]float64 {
	const n, m, x = nullShare, mergeShare, crossShare
	return [shapeCount]float64{.74, n, n, m, m, x, x / 3, x / 3, x / 10, x / 10, x / 20, x / 20}
}

// The shares of the rarer shapes, set on half of the development texts.
const (
	nullShare  = 0.035 // on each side
	mergeShare = 0.05
	crossShare = 0.012
)

// What is believed of lengths before any are seen.
const (
	firstSpread = 0.03
	firstGrain  = 2.5
)

func newModel() *model {
	m := &model{ratio: 0, spread: firstSpread, grain: firstGrain}
	for i, p := range shares() {
		m.prior[i] = math.Log(p)
	}
	return m
}

// evidence is what aligned texts showed.
type evidence struct {
	shapes  [shapeCount]float64 // expected number of beads
	weight  float64             // of one-to-one beads
	logs    float64             // sum of logarithms of their ratios
	squares float64
	inverse float64 // sum of one by mean length
}

func newEvidence() *evidence { return &evidence{} }

// trust is how many beads the first beliefs count as, when new ones are formed.
const trust = 60.0

// adapt answers the beliefs after evidence.
func (m *model) adapt(e *evidence) *model {
	out := *m
	total := float64(trust)
	for _, n := range e.shapes {
		total += n
	}
	for i, p := range shares() {
		out.prior[i] = math.Log((p*trust + e.shapes[i]) / total)
	}
	if e.weight > 30 {
		mean := e.logs / e.weight
		variance := e.squares/e.weight - mean*mean
		out.ratio = math.Exp(mean)
		out.spread = min(max(variance-m.grain*e.inverse/e.weight, 0.015), 0.08)
	}
	return &out
}

// wide is the variance of the logarithm of the ratio of two sentences that have nothing to do
// with each other.
const wide = 0.75

// length answers how much better two lengths fit as translations than by chance, as a
// logarithm of odds.
func (m *model) length(source, target int, ratio float64) float64 {
	s, t := float64(source)*ratio+4, float64(target)+4
	d := math.Log(t / s)
	v := m.spread + 2*m.grain/(s+t)
	return 0.5*math.Log(wide/v) - d*d/2*(1/v-1/wide)
}
