package font

import (
	"math"

	"github.com/go-text/typesetting/font/opentype"
)

// point is a place in an outline, in thousandths of the size.
type point struct{ x, y float64 }

func (p point) add(q point) point               { return point{p.x + q.x, p.y + q.y} }
func (p point) sub(q point) point               { return point{p.x - q.x, p.y - q.y} }
func (p point) times(f float64) point           { return point{p.x * f, p.y * f} }
func (p point) dot(q point) float64             { return p.x*q.x + p.y*q.y }
func (p point) round() point                    { return point{math.Round(p.x), math.Round(p.y)} }
func (p point) toward(q point, f float64) point { return p.add(q.sub(p).times(f)) }

// unit is the direction of p; zero for no length.
func (p point) unit() point {
	if n := math.Hypot(p.x, p.y); n > 0 {
		return p.times(1 / n)
	}
	return point{}
}

// cubic is a curve of the third degree; a line has its inner points at its ends.
type cubic [4]point

func (c cubic) at(t float64) point {
	a, b, d := c[0].toward(c[1], t), c[1].toward(c[2], t), c[2].toward(c[3], t)
	return a.toward(b, t).toward(b.toward(d, t), t)
}

func (c cubic) isLine() bool { return c[1] == c[0] && c[2] == c[3] }

// contour is a closed line of whole numbers, and where it begins.
type contour struct {
	start  point
	pieces []cubic
}

// quadratic is a curve of TrueType.
type quadratic [3]point

func (q quadratic) at(t float64) point {
	return q[0].toward(q[1], t).toward(q[1].toward(q[2], t), t)
}

// contours returns the outline of a glyph in curves of the third degree, as its designer drew it
// before they were cut into those of TrueType: as few as come within tolerance of these.
func (f *Face) contours(id GID) []contour {
	outline, ok := f.GlyphDataOutline(uint16(id))
	if !ok {
		return nil
	}
	var all []contour
	var smooth []quadratic // curves that meet without a corner
	var at point
	flush := func() {
		last := &all[len(all)-1]
		last.pieces = append(last.pieces, joined(smooth)...)
		smooth = smooth[:0]
	}
	for _, s := range outline.Segments {
		to := func(i int) point { return point{float64(s.Args[i].X), float64(s.Args[i].Y)} }
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			if len(all) > 0 {
				flush()
			}
			at = to(0)
			all = append(all, contour{start: at.round()})
		case opentype.SegmentOpLineTo:
			flush()
			last := &all[len(all)-1]
			if line := (cubic{at.round(), at.round(), to(0).round(), to(0).round()}); line[0] != line[3] {
				last.pieces = append(last.pieces, line)
			}
			at = to(0)
		case opentype.SegmentOpQuadTo:
			q := quadratic{at, to(0), to(1)}
			if n := len(smooth); n > 0 && isCorner(smooth[n-1], q) {
				flush()
			}
			smooth = append(smooth, q)
			at = to(1)
		}
	}
	if len(all) > 0 {
		flush()
	}
	return all
}

// isCorner reports whether b leaves in another direction than a arrives in, by more than rounding
// explains.
func isCorner(a, b quadratic) bool {
	const straight = 0.98
	return a[2].sub(a[1]).unit().dot(b[1].sub(b[0]).unit()) < straight
}

const (
	// tolerance is how far a joined curve may be from the curves that it stands for, in thousandths
	// of the size: a tenth of a dot of a printer of 600 dots an inch, in text.
	tolerance = 1.25
	// mostJoined is how many curves are joined to one.
	mostJoined = 8
)

// joined draws smooth curves by as few bytes as it can: of all ways to cut them into stretches that one
// curve is close to, the one that is the shortest to write.
func joined(smooth []quadratic) []cubic {
	type way struct {
		cost, from int
		curve      cubic
	}
	ways := make([]way, len(smooth)+1)
	for i := range smooth {
		ways[i+1].cost = math.MaxInt
	}
	for i := range smooth {
		for j := i + 1; j <= min(len(smooth), i+mostJoined); j++ {
			c, ok := fit(smooth[i:j])
			if !ok {
				break
			}
			if cost := ways[i].cost + length(c); cost < ways[j].cost {
				ways[j] = way{cost, i, c}
			}
		}
	}
	var out []cubic
	for j := len(smooth); j > 0; j = ways[j].from {
		out = append(out, ways[j].curve)
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out
}

// length is about how many bytes a curve takes.
func length(c cubic) int {
	n := 1
	for i := range 3 {
		d := c[i+1].sub(c[i])
		for _, v := range []float64{d.x, d.y} {
			switch {
			case v == 0 && i != 1:
			case math.Abs(v) <= 107:
				n++
			default:
				n += 2
			}
		}
	}
	return n
}

// fit finds the curve with the ends and the directions of several that is nearest to them (Schneider,
// An Algorithm for Automatically Fitting Digitized Curves, 1990). One alone is drawn exactly, but for
// whole numbers.
func fit(q []quadratic) (cubic, bool) {
	first, last := q[0], q[len(q)-1]
	if len(q) == 1 {
		return cubic{
			first[0].round(), first[0].toward(first[1], 2.0/3).round(),
			first[2].toward(first[1], 2.0/3).round(), first[2].round(),
		}, true
	}
	leave, arrive := first[1].sub(first[0]).unit(), last[1].sub(last[2]).unit()
	var samples []point
	var times []float64
	for i, c := range q {
		for _, t := range []float64{1.0 / 3, 2.0 / 3, 1} {
			samples = append(samples, c.at(t))
			times = append(times, (float64(i)+t)/float64(len(q)))
		}
	}
	samples, times = samples[:len(samples)-1], times[:len(times)-1] // the end is exact
	for range 3 {
		c, ok := least(first[0], last[2], leave, arrive, samples, times)
		if !ok {
			return cubic{}, false
		}
		whole := cubic{c[0].round(), c[1].round(), c[2].round(), c[3].round()}
		far := 0.0
		for i, p := range samples {
			times[i] = nearest(c, p, times[i])
			d := whole.at(times[i]).sub(p)
			far = math.Max(far, d.dot(d))
		}
		switch {
		case far <= tolerance*tolerance:
			return whole, true
		case far > 25*tolerance*tolerance:
			return cubic{}, false
		}
	}
	return cubic{}, false
}

// least finds the lengths of the arms of a curve by least squares.
func least(from, to, leave, arrive point, samples []point, times []float64) (cubic, bool) {
	var c00, c01, c11, x0, x1 float64
	for i, p := range samples {
		t := times[i]
		u := 1 - t
		b0, b1, b2, b3 := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
		rest := p.sub(from.times(b0 + b1)).sub(to.times(b2 + b3))
		a0, a1 := leave.times(b1), arrive.times(b2)
		c00, c01, c11 = c00+a0.dot(a0), c01+a0.dot(a1), c11+a1.dot(a1)
		x0, x1 = x0+a0.dot(rest), x1+a1.dot(rest)
	}
	det := c00*c11 - c01*c01
	if math.Abs(det) < 1e-9 {
		return cubic{}, false
	}
	a, b := (x0*c11-x1*c01)/det, (c00*x1-c01*x0)/det
	if a < 0 || b < 0 {
		return cubic{}, false
	}
	return cubic{from, from.add(leave.times(a)), to.add(arrive.times(b)), to}, true
}

// nearest moves t to where the curve is nearer to p, by a step of Newton's.
func nearest(c cubic, p point, t float64) float64 {
	a, b, d := c[1].sub(c[0]), c[2].sub(c[1]), c[3].sub(c[2])
	first := a.toward(b, t).toward(b.toward(d, t), t).times(3)
	second := b.sub(a).toward(d.sub(b), t).times(6)
	off := c.at(t).sub(p)
	slope := first.dot(first) + off.dot(second)
	if slope <= 0 {
		return t
	}
	return math.Max(0, math.Min(1, t-off.dot(first)/slope))
}
