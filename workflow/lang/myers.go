package lang

// maxCost bounds the edit distance up to which a middle snake is searched. Beyond it the furthest
// point reached divides the problem, so that the time stays near linear.
const maxCost = 512

// myers marks the pieces of a and b that a common subsequence keeps (Myers 1986, section 4b: divide
// and conquer in linear space).
type myers struct {
	a, b              []int
	keepA, keepB      []bool
	forward, backward []int // memory of the frontiers, -1 on a diagonal that has not been reached
}

// markCommon marks the kept pieces of a[a0:a1] and b[b0:b1].
func (m *myers) markCommon(a0, a1, b0, b1 int) {
	for a0 < a1 && b0 < b1 && m.a[a0] == m.b[b0] {
		m.keep(a0, b0)
		a0, b0 = a0+1, b0+1
	}
	for a0 < a1 && b0 < b1 && m.a[a1-1] == m.b[b1-1] {
		a1, b1 = a1-1, b1-1
		m.keep(a1, b1)
	}
	if a0 == a1 || b0 == b1 {
		return
	}
	x, y := m.middleSnake(m.a[a0:a1], m.b[b0:b1])
	if x+y == 0 || x+y == a1-a0+b1-b0 {
		return
	}
	m.markCommon(a0, a0+x, b0, b0+y)
	m.markCommon(a0+x, a1, b0+y, b1)
}

func (m *myers) keep(i, j int) { m.keepA[i], m.keepB[j] = true, true }

// middleSnake returns a point on a shortest edit path, or, beyond maxCost, the furthest point of
// the forward search.
func (m *myers) middleSnake(a, b []int) (x, y int) {
	maxDistance := min((len(a)+len(b)+1)/2, maxCost)
	m.forward = resetFrontier(m.forward, 2*maxDistance+3)
	m.backward = resetFrontier(m.backward, 2*maxDistance+3)
	odd := (len(a)-len(b))%2 != 0
	forward := &frontier{v: m.forward, offset: maxDistance + 1, a: a, b: b}
	backward := &frontier{v: m.backward, offset: maxDistance + 1, a: a, b: b, reversed: true}
	forward.v[forward.offset+1], backward.v[backward.offset+1] = 0, 0
	for d := 0; d <= maxDistance; d++ {
		if k, ok := forward.advance(d, backward, odd); ok {
			x := forward.v[forward.offset+k]
			return x, x - k
		}
		if k, ok := backward.advance(d, forward, !odd); ok {
			x := backward.v[backward.offset+k]
			return len(a) - x, len(b) - (x - k)
		}
	}
	return forward.furthestPoint(maxDistance)
}

func resetFrontier(v []int, size int) []int {
	if cap(v) < size {
		v = make([]int, size)
	}
	v = v[:size]
	for i := range v {
		v[i] = -1
	}
	return v
}

// frontier holds the furthest reaching paths of one of the two searches: v[offset+k] is x on
// diagonal k = x - y, counted from the corner where the search began. Diagonals that have left the
// rectangle are skipped.
type frontier struct {
	v         []int
	offset    int
	a, b      []int
	reversed  bool
	low, high int
}

// advance extends the paths to edit distance d. If checkOverlap is set, it returns a diagonal where
// they meet those of the other search.
func (f *frontier) advance(d int, other *frontier, checkOverlap bool) (k int, met bool) {
	n, l := len(f.a), len(f.b)
	for k := -d + f.low; k <= d-f.high; k += 2 {
		x := f.nextX(d, k)
		for x < n && x-k < l && f.equalAt(x, x-k) {
			x++
		}
		f.v[f.offset+k] = x
		switch {
		case x > n:
			f.high += 2
		case x-k > l:
			f.low += 2
		case checkOverlap && other.overlaps(n-l-k, n-x):
			return k, true
		}
	}
	return 0, false
}

func (f *frontier) nextX(d, k int) int {
	below, above := f.v[f.offset+k-1], f.v[f.offset+k+1]
	if k == -d || k != d && below < above {
		return above
	}
	return below + 1
}

func (f *frontier) equalAt(x, y int) bool {
	if f.reversed {
		return f.a[len(f.a)-1-x] == f.b[len(f.b)-1-y]
	}
	return f.a[x] == f.b[y]
}

func (f *frontier) overlaps(k, x int) bool {
	i := f.offset + k
	return i >= 0 && i < len(f.v) && f.v[i] >= 0 && f.v[i] >= x
}

// furthestPoint returns the point with the greatest x + y at edit distance d.
func (f *frontier) furthestPoint(d int) (x, y int) {
	for k := -d; k <= d; k++ {
		i := f.v[f.offset+k]
		inside := i >= 0 && i <= len(f.a) && i-k >= 0 && i-k <= len(f.b)
		if inside && i+i-k > x+y {
			x, y = i, i-k
		}
	}
	return x, y
}
