package align

import (
	"cmp"
	"slices"
)

// band says which cells of the table of source and target sentences are looked at: for every
// number of source sentences done, which numbers of target sentences done, from lo to hi.
type band struct{ lo, hi []int }

// cells is the range of target sentences that source sentence i may meet.
func (b band) cells(i, targets int) (int, int) {
	lo := max(b.lo[i]-maxSpan, 0)
	hi := min(b.hi[i+1]+1, targets)
	return lo, max(hi, lo)
}

const (
	fullTable = 160_000 // cells of a pair that is small enough to look at whole
	halfBand  = 22      // cells to each side of the path where anchors are near
	maxHalf   = 150     // where they are far
	rareLines = 3       // an anchor's words stand in so many sentences at most
	onlyOnce  = 1.5     // a word that stands once on both sides weighs so much more
	// anchorLeast is the sum of the probabilities of the matches that make an anchor: two words,
	// or one number that stands nowhere else.
	anchorLeast = 1.2
)

// path lays the band: the whole table of a small pair, else around a chain of anchors, so that
// time and memory grow with the length of the texts, not with its square.
func (s *scorer) path() band {
	n, m := len(s.doc.source), len(s.doc.target)
	if (n+1)*(m+1) <= fullTable {
		b := band{make([]int, n+1), make([]int, n+1)}
		for i := range b.hi {
			b.hi[i] = m
		}
		return b
	}
	chain := s.chain()
	chain = append(append([]anchor{{0, 0, 0}}, chain...), anchor{n, m, 0})
	return lay(chain, n, m)
}

// lay draws the band along a chain whose first and last anchors are the corners.
func lay(chain []anchor, n, m int) band {
	b := band{make([]int, n+1), make([]int, n+1)}
	for i := range b.lo {
		b.lo[i], b.hi[i] = m, 0
	}
	for k := 1; k < len(chain); k++ {
		from, to := chain[k-1], chain[k]
		half := min(halfBand+max(to.i-from.i, to.j-from.j)/2, maxHalf)
		for i := from.i; i <= to.i; i++ {
			lo, hi := from.j, to.j
			if to.i > from.i && hi-lo > 2*maxHalf {
				at := lo + (hi-lo)*(i-from.i)/(to.i-from.i)
				lo, hi = at, at
			}
			b.lo[i] = min(b.lo[i], max(lo-half, 0))
			b.hi[i] = max(b.hi[i], min(hi+half, m))
		}
	}
	b.lo[0], b.hi[n] = 0, m
	for i := 1; i <= n; i++ { // no row may end before the one above begins to
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

// chain finds the heaviest chain of anchors that go forward on both sides.
func (s *scorer) chain() []anchor {
	list := s.anchors()
	slices.SortFunc(list, func(a, b anchor) int {
		return cmp.Or(cmp.Compare(a.i, b.i), cmp.Compare(b.j, a.j))
	})
	best := newHeights(len(s.doc.target))
	from := make([]int, len(list))
	for k, a := range list {
		sum, prev := best.below(a.j)
		from[k] = prev
		best.raise(a.j, sum+a.weight, k)
	}
	_, at := best.below(len(s.doc.target))
	var chain []anchor
	for ; at >= 0; at = from[at] {
		chain = append(chain, list[at])
	}
	slices.Reverse(chain)
	return chain
}

// anchors lists pairs of sentences that share rare matches.
func (s *scorer) anchors() []anchor {
	count := map[int]int{}
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
			if count[id] > rareLines {
				continue
			}
			s.rare(id, count[id] == 1, shared)
		}
		for j, w := range shared {
			if w > anchorLeast && l.chrome == notChrome && s.doc.target[j].chrome == notChrome {
				list = append(list, anchor{i, j, w})
			}
		}
	}
	return list
}

// rare adds the sentences that the rare matches of a type stand in.
func (s *scorer) rare(id int, once bool, shared map[int]float64) {
	for _, m := range s.matches[id] {
		ps := s.postings[m.target]
		if len(ps) == 0 || len(ps) > rareLines {
			continue
		}
		weight := m.p
		if once && len(ps) == 1 {
			weight *= onlyOnce
		}
		for _, p := range ps {
			shared[int(p.line)] += weight
		}
	}
}

// heights answers the greatest sum below a place, in logarithmic time (a Fenwick tree).
type heights struct {
	sum []float64
	who []int
}

func newHeights(n int) *heights {
	h := &heights{make([]float64, n+2), make([]int, n+2)}
	for i := range h.who {
		h.who[i] = -1
	}
	return h
}

// below is the greatest sum of the places before j, and who has it, -1 for nobody.
func (h *heights) below(j int) (float64, int) {
	sum, who := 0.0, -1
	for ; j > 0; j -= j & -j {
		if h.sum[j] > sum {
			sum, who = h.sum[j], h.who[j]
		}
	}
	return sum, who
}

func (h *heights) raise(j int, sum float64, who int) {
	for j++; j < len(h.sum); j += j & -j {
		if sum > h.sum[j] {
			h.sum[j], h.who[j] = sum, who
		}
	}
}
