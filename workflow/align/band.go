package align

import (
	"cmp"
	"slices"
)

// band is the part of the table of source and target sentences that is searched: in row i, where
// i source sentences are done, the cells from lo[i] to hi[i] target sentences done.
type band struct{ lo, hi []int }

// targetRange returns the range of target sentences that a bead may link with source sentence i.
func (b band) targetRange(i, targets int) (int, int) {
	lo := max(b.lo[i]-maxSpan, 0)
	hi := min(b.hi[i+1]+1, targets)
	return lo, max(hi, lo)
}

const (
	maxFullTable  = 160_000 // cells of the largest table that is searched as a whole
	bandRadius    = 22      // cells to each side of the chain, between anchors that are close
	maxBandRadius = 150     // and between anchors that are far apart
	maxRareLines  = 3       // a word in more sentences is not rare
	uniqueBoost   = 1.5     // factor for a match of words that occur once on each side

	maxRepeatedLines = 200 // a word in more sentences is no anchor, however often the text repeats it
	repeatedShare    = 0.6 // factor for a match of words that occur as often on both sides
	// minAnchorWeight is the least sum of the probabilities of the matches that make an anchor:
	// of two words, or of one number that occurs once.
	minAnchorWeight = 1.2
)

// searchBand returns the whole table of a small pair, else a band around a chain of anchors, so
// that time and memory grow with the length of the texts, not with its square.
func (s *scorer) searchBand() band {
	n, m := len(s.doc.source), len(s.doc.target)
	if (n+1)*(m+1) <= maxFullTable {
		b := band{make([]int, n+1), make([]int, n+1)}
		for i := range b.hi {
			b.hi[i] = m
		}
		return b
	}
	chain := s.anchorChain()
	chain = append(append([]anchor{{0, 0, 0}}, chain...), anchor{n, m, 0})
	return bandAlong(chain, n, m)
}

// bandAlong returns the band along a chain whose first and last anchors are the corners.
func bandAlong(chain []anchor, n, m int) band {
	b := band{make([]int, n+1), make([]int, n+1)}
	for i := range b.lo {
		b.lo[i], b.hi[i] = m, 0
	}
	for k := 1; k < len(chain); k++ {
		from, to := chain[k-1], chain[k]
		radius := min(bandRadius+max(to.i-from.i, to.j-from.j)/2, maxBandRadius)
		for i := from.i; i <= to.i; i++ {
			lo, hi := from.j, to.j
			if to.i > from.i && hi-lo > 2*maxBandRadius {
				at := lo + (hi-lo)*(i-from.i)/(to.i-from.i)
				lo, hi = at, at
			}
			b.lo[i] = min(b.lo[i], max(lo-radius, 0))
			b.hi[i] = max(b.hi[i], min(hi+radius, m))
		}
	}
	b.lo[0], b.hi[n] = 0, m
	for i := 1; i <= n; i++ { // a path never goes back to a lower cell
		b.hi[i] = max(b.hi[i], b.hi[i-1])
	}
	for i := n - 1; i >= 0; i-- {
		b.lo[i] = min(b.lo[i], b.lo[i+1])
	}
	return b
}

// anchor is a pair of sentences that share rare words.
type anchor struct {
	i, j   int
	weight float64
}

// anchorChain returns the heaviest chain of anchors in which both sides increase.
func (s *scorer) anchorChain() []anchor {
	list := s.anchors()
	slices.SortFunc(list, func(a, b anchor) int {
		return cmp.Or(cmp.Compare(a.i, b.i), cmp.Compare(b.j, a.j))
	})
	best := newPrefixMax(len(s.doc.target))
	previous := make([]int, len(list))
	for k, a := range list {
		sum, last := best.before(a.j)
		previous[k] = last
		best.update(a.j, sum+a.weight, k)
	}
	_, at := best.before(len(s.doc.target))
	var chain []anchor
	for ; at >= 0; at = previous[at] {
		chain = append(chain, list[at])
	}
	slices.Reverse(chain)
	return chain
}

// anchors lists the pairs of sentences that share rare words. In a text that repeats itself a word is
// not rare: there the sentences are paired that have it for the same time.
func (s *scorer) anchors() []anchor {
	count, seen := map[int]int{}, map[int]int{}
	for _, l := range s.doc.source {
		for _, id := range l.ids {
			count[id]++
		}
	}
	var list []anchor
	shared := map[int]float64{}
	for i, l := range s.doc.source {
		clear(shared)
		for _, id := range l.ids {
			switch n := count[id]; {
			case n <= maxRareLines:
				s.addRareMatches(id, n == 1, shared)
			case n <= maxRepeatedLines:
				s.addRepeated(id, n, seen[id], shared)
			}
			seen[id]++
		}
		for j, w := range shared {
			bothText := l.boilerplate == notBoilerplate && s.doc.target[j].boilerplate == notBoilerplate
			if w > minAnchorWeight && bothText {
				list = append(list, anchor{i, j, w})
			}
		}
	}
	return list
}

// addRareMatches adds the weights of the rare matches of a source type to shared, by target
// sentence; once says that the type occurs in one source sentence.
func (s *scorer) addRareMatches(id int, once bool, shared map[int]float64) {
	for _, m := range s.matches[id] {
		ps := s.postings[m.target]
		if len(ps) == 0 || len(ps) > maxRareLines {
			continue
		}
		weight := m.p
		if once && len(ps) == 1 {
			weight *= uniqueBoost
		}
		for _, p := range ps {
			shared[int(p.line)] += weight
		}
	}
}

// addRepeated adds the weights of matches of a source type that n sentences have, before this one
// seen, to shared: of those that as many target sentences have.
func (s *scorer) addRepeated(id, n, seen int, shared map[int]float64) {
	for _, m := range s.matches[id] {
		if ps := s.postings[m.target]; len(ps) == n {
			shared[int(ps[seen].line)] += repeatedShare * m.p
		}
	}
}

// prefixMax keeps the greatest sum among the first places of a sequence, and its owner, with
// updates and queries in logarithmic time (a Fenwick tree).
type prefixMax struct {
	best  []float64
	owner []int
}

func newPrefixMax(n int) *prefixMax {
	p := &prefixMax{make([]float64, n+2), make([]int, n+2)}
	for i := range p.owner {
		p.owner[i] = -1
	}
	return p
}

// before returns the greatest sum of the places before j and its owner, -1 when there is none.
func (p *prefixMax) before(j int) (float64, int) {
	sum, owner := 0.0, -1
	for ; j > 0; j -= j & -j {
		if p.best[j] > sum {
			sum, owner = p.best[j], p.owner[j]
		}
	}
	return sum, owner
}

func (p *prefixMax) update(j int, sum float64, owner int) {
	for j++; j < len(p.best); j += j & -j {
		if sum > p.best[j] {
			p.best[j], p.owner[j] = sum, owner
		}
	}
}
