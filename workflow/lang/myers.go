package lang

// costLimit bounds the edit distance one split is looked for; past it the furthest point reached
// splits the problem, so that the time stays near linear.
const costLimit = 512

// myers marks the pieces of a and b that a common subsequence keeps (Myers 1986, section 4b).
type myers struct {
	a, b         []int
	keepA, keepB []bool
	ahead, back  []int // scratch of the frontiers, -1 where a diagonal has not been reached
}

// compare marks the kept pieces of a[a0:a1] and b[b0:b1].
func (m *myers) compare(a0, a1, b0, b1 int) {
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
	x, y := m.split(m.a[a0:a1], m.b[b0:b1])
	if x+y == 0 || x+y == a1-a0+b1-b0 {
		return
	}
	m.compare(a0, a0+x, b0, b0+y)
	m.compare(a0+x, a1, b0+y, b1)
}

func (m *myers) keep(i, j int) { m.keepA[i], m.keepB[j] = true, true }

// split answers a point on a shortest path from corner to corner, or, past costLimit, the point
// the search from the start reached furthest.
func (m *myers) split(a, b []int) (x, y int) {
	rounds := min((len(a)+len(b)+1)/2, costLimit)
	m.ahead, m.back = unreached(m.ahead, 2*rounds+3), unreached(m.back, 2*rounds+3)
	odd := (len(a)-len(b))%2 != 0
	ahead := &frontier{v: m.ahead, at: rounds + 1, a: a, b: b}
	back := &frontier{v: m.back, at: rounds + 1, a: a, b: b, mirrored: true}
	ahead.v[ahead.at+1], back.v[back.at+1] = 0, 0
	for d := 0; d <= rounds; d++ {
		if k, ok := ahead.advance(d, back, odd); ok {
			x := ahead.v[ahead.at+k]
			return x, x - k
		}
		if k, ok := back.advance(d, ahead, !odd); ok {
			x := back.v[back.at+k]
			return len(a) - x, len(b) - (x - k)
		}
	}
	return ahead.furthest(rounds)
}

func unreached(v []int, size int) []int {
	if cap(v) < size {
		v = make([]int, size)
	}
	v = v[:size]
	for i := range v {
		v[i] = -1
	}
	return v
}

// frontier is one of the two searches: v[at+k] is how far it got on diagonal k = x - y, counted
// from its own corner. Diagonals that left the rectangle are skipped from then on.
type frontier struct {
	v         []int
	at        int
	a, b      []int
	mirrored  bool
	low, high int
}

// advance does round d and answers a diagonal where this search meets the other, when asked.
func (f *frontier) advance(d int, other *frontier, ask bool) (k int, met bool) {
	n, l := len(f.a), len(f.b)
	for k := -d + f.low; k <= d-f.high; k += 2 {
		x := f.step(d, k)
		for x < n && x-k < l && f.same(x, x-k) {
			x++
		}
		f.v[f.at+k] = x
		switch {
		case x > n:
			f.high += 2
		case x-k > l:
			f.low += 2
		case ask && other.meets(n-l-k, n-x):
			return k, true
		}
	}
	return 0, false
}

func (f *frontier) step(d, k int) int {
	below, above := f.v[f.at+k-1], f.v[f.at+k+1]
	if k == -d || k != d && below < above {
		return above
	}
	return below + 1
}

func (f *frontier) same(x, y int) bool {
	if f.mirrored {
		return f.a[len(f.a)-1-x] == f.b[len(f.b)-1-y]
	}
	return f.a[x] == f.b[y]
}

func (f *frontier) meets(k, x int) bool {
	i := f.at + k
	return i >= 0 && i < len(f.v) && f.v[i] >= 0 && f.v[i] >= x
}

// furthest answers the point with the most pieces behind it after round d.
func (f *frontier) furthest(d int) (x, y int) {
	for k := -d; k <= d; k++ {
		i := f.v[f.at+k]
		inside := i >= 0 && i <= len(f.a) && i-k >= 0 && i-k <= len(f.b)
		if inside && i+i-k > x+y {
			x, y = i, i-k
		}
	}
	return x, y
}
