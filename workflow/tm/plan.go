package tm

import (
	"cmp"
	"math"
	"slices"
)

// What the steps of a lookup cost, in units of a posting that is read.
const (
	costFound  = 12 // a row that reaches the threshold
	correlated = 8  // how many more rows do than if words occurred independently
)

// plan orders the terms by their frequency, and returns those to read, and how many words of the
// query the others are. Rows may share these without being counted, so they must be fewer than
// need; the fewer lists are read, the more rows have to be verified.
func (l *lookup) plan(size, need int, lo, hi uint32) (read []uint16, skipped int) {
	l.order = l.order[:0]
	for i := range l.terms {
		l.order = append(l.order, uint16(i))
	}
	slices.SortFunc(l.order, func(a, b uint16) int {
		return cmp.Compare(l.terms[a].rows, l.terms[b].rows)
	})
	least := len(l.order)
	for least > 0 && skipped+l.terms[l.order[least-1]].weight < need {
		least--
		skipped += l.terms[l.order[least]].weight
	}
	if least == 0 {
		return nil, skipped // too many words of the query are nowhere
	}
	window := float64(hi - lo)
	share := window / float64(size)
	best, postings, expected := math.Inf(1), 0.0, 0.0
	left := skipped
	for i, o := range l.order {
		t := l.terms[o]
		postings += float64(t.rows) * share
		expected += float64(t.rows*t.weight) / float64(size)
		if i+1 < least {
			continue
		}
		if i+1 > least {
			left -= t.weight
		}
		found := window * min(1, correlated*atLeast(expected, need-left))
		if c := postings + costFound*found; c < best {
			best, read, skipped = c, l.order[:i+1], left
		}
	}
	return read, skipped
}

// atLeast is the probability that a Poisson variable of a mean is k or more.
func atLeast(mean float64, k int) float64 {
	p := math.Exp(-mean)
	sum := 0.0
	for i := range k {
		sum += p
		p *= mean / float64(i+1)
	}
	return max(0, 1-sum)
}
