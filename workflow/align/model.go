package align

import "math"

// shape is how many sentences of each side a bead takes.
type shape struct{ source, target int }

// shapes lists the shapes of beads, the most frequent first: Gale and Church's and some longer
// ones. No side is longer than maxSpan.
func shapes() []shape {
	return []shape{{1, 1}, {1, 0}, {0, 1}, {1, 2}, {2, 1}, {2, 2}, {1, 3}, {3, 1},
		{2, 3}, {3, 2}, {1, 4}, {4, 1}}
}

const (
	shapeCount = 12
	maxSpan    = 4
)

// model holds the prior of each shape and the distribution of the ratio of lengths, which score
// beads whatever their words.
type model struct {
	prior       [shapeCount]float64 // logarithm of the probability
	lengthRatio float64             // characters of target for one of source; 0 until it is learnt
	// The variance of the logarithm of the ratio of two lengths is baseVariance plus
	// lengthVariance divided by their mean: the ratios of short sentences vary more.
	baseVariance, lengthVariance float64
}

// shapePriors returns the probabilities of the shapes before any text is seen: most sentences are
// translated one by one, and some on each side have no counterpart.
func shapePriors() [shapeCount]float64 {
	const n, m, x = nullPrior, mergePrior, crossPrior
	return [shapeCount]float64{.74, n, n, m, m, x, x / 3, x / 3, x / 10, x / 10, x / 20, x / 20}
}

// The priors of the rarer shapes, set on development texts (doc.go).
const (
	nullPrior  = 0.028 // 1:0, and as much for 0:1
	mergePrior = 0.055 // 1:2 and 2:1
	crossPrior = 0.012 // 2:2; longer shapes have a part of it
)

// The variances before any lengths are seen.
const (
	initialBaseVariance   = 0.03
	initialLengthVariance = 2.5
)

func newModel() *model {
	m := &model{lengthRatio: 0, baseVariance: initialBaseVariance, lengthVariance: initialLengthVariance}
	for i, p := range shapePriors() {
		m.prior[i] = math.Log(p)
	}
	return m
}

// statistics are the expected counts and sums of aligned texts, of which adapt makes a new model.
// The sums are over beads of one long enough sentence on each side, weighted by probability.
type statistics struct {
	shapes           [shapeCount]float64 // number of beads
	oneToOne         float64             // sum of the weights
	logRatios        float64             // sum of the logarithms of the ratios of lengths
	squaredLogRatios float64             // sum of their squares
	inverseLengths   float64             // sum of the inverse mean lengths
}

// priorWeight is how many beads the priors count as when adapt makes new ones.
const priorWeight = 60.0

// adapt returns the model that fits the statistics of aligned texts.
func (m *model) adapt(s *statistics) *model {
	out := *m
	total := float64(priorWeight)
	for _, n := range s.shapes {
		total += n
	}
	for i, p := range shapePriors() {
		out.prior[i] = math.Log((p*priorWeight + s.shapes[i]) / total)
	}
	if s.oneToOne > 30 {
		mean := s.logRatios / s.oneToOne
		variance := s.squaredLogRatios/s.oneToOne - mean*mean
		out.lengthRatio = math.Exp(mean)
		out.baseVariance = min(max(variance-m.lengthVariance*s.inverseLengths/s.oneToOne, 0.015), 0.08)
	}
	return &out
}

// unrelatedVariance is the variance of the logarithm of the ratio of lengths of two unrelated
// sentences.
const unrelatedVariance = 0.75

// lengthScore returns the logarithm of the odds that two lengths are of translations.
func (m *model) lengthScore(source, target int, ratio float64) float64 {
	s, t := float64(source)*ratio+4, float64(target)+4
	d := math.Log(t / s)
	v := m.baseVariance + 2*m.lengthVariance/(s+t)
	return 0.5*math.Log(unrelatedVariance/v) - d*d/2*(1/v-1/unrelatedVariance)
}
