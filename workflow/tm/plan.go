package tm

import (
	"cmp"
	"math"
	"slices"
)

// What the steps of a lookup cost, in units of a posting that is read.
const (
	costFound  = 4.0 // a row that is looked at
	costSlice  = 0.5 // a set of bits, 64 rows at a time
	costSliced = 4.0 // 64 rows, apart from their sets
	correlated = 3.0 // how many more rows are found than if words occurred independently
)

// mostCounted is the greatest threshold that is tried together with sets that are added up.
const mostCounted = 8

// plan is how a lookup finds the rows that may share enough classes. Some lists, the rarest, are
// counted, and the rows whose count reaches the threshold are looked at; they may share the other
// lists too. A row that does not reach it shares more of the others than need less the threshold.
// There are such rows only if there are as many others: then these, all sets of bits, are added up
// 64 rows at a time, and the rows that have enough of them are looked at as well.
type plan struct {
	read, skipped []list
	threshold     int
	sliced        int // the least count of the sets; 0 if they need not be added up
}

// plan chooses the cheapest plan by a model: postings to read, sets to add up, and rows to look at
// if words occurred independently of each other, which is corrected by a factor.
func (l *lookup) plan(size, need int, lo, hi uint32) plan {
	slices.SortFunc(l.lists, func(a, b list) int { return cmp.Compare(a.rows, b.rows) })
	if len(l.lists) < need {
		return plan{threshold: need} // too many words of the query are nowhere
	}
	window := float64(hi - lo)
	share := window / float64(size)
	l.tails(size, need)
	best, cheapest := plan{threshold: need}, math.Inf(1)
	postings := 0.0
	low := [mostCounted]float64{1} // the probability that a row has 0, 1, … of the lists so far
	for i, t := range l.lists {
		p := float64(t.rows) / float64(size)
		postings += float64(t.rows) * share
		for k := mostCounted - 1; k > 0; k-- {
			low[k] = low[k]*(1-p) + low[k-1]*p
		}
		low[0] *= 1 - p
		skipped := l.lists[i+1:]
		more := 1.0
		for threshold := 1; threshold <= min(mostCounted, need); threshold++ {
			more = max(0, more-low[threshold-1])
			found := min(window*more*correlated, postings/float64(threshold))
			cost, sliced := postings+costFound*found, 0
			if len(skipped) > need-threshold {
				sliced = need - threshold + 1
				if skipped[0].set == nil || len(skipped) >= 1<<planes {
					continue
				}
				cost += window/64*(costSliced+costSlice*float64(len(skipped))) +
					costFound*window*l.tail[(i+1)*mostCounted+threshold-1]
			}
			if cost < cheapest {
				cheapest, best = cost, plan{l.lists[:i+1], skipped, threshold, sliced}
			}
		}
	}
	return best
}

// tails notes, for each number of lists that are counted and each threshold, the probability that
// a row has enough of the others, as if words occurred independently of each other.
func (l *lookup) tails(size, need int) {
	n := len(l.lists)
	l.tail = append(l.tail[:0], make([]float64, (n+1)*mostCounted)...)
	l.dist = append(l.dist[:0], make([]float64, n+2)...)
	l.dist[0] = 1
	for i := n - 1; i >= 0 && l.lists[i].set != nil; i-- {
		p := float64(l.lists[i].rows) / float64(size)
		for k := n - i; k > 0; k-- {
			l.dist[k] = l.dist[k]*(1-p) + l.dist[k-1]*p
		}
		l.dist[0] *= 1 - p
		sum := 0.0
		for k := n - i; k > 0 && k > need-mostCounted; k-- {
			sum += l.dist[k]
			if threshold := need - k + 1; threshold >= 1 {
				l.tail[i*mostCounted+threshold-1] = sum
			}
		}
	}
}
