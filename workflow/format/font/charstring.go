package font

// The operators of Type 2 charstrings that are written here (Adobe Technical Note 5177).
const (
	opVLineTo   = 7
	opHLineTo   = 6
	opRLineTo   = 5
	opRRCurveTo = 8
	opCallSubr  = 10
	opReturn    = 11
	opEndChar   = 14
	opRMoveTo   = 21
	opVVCurveTo = 26
	opHHCurveTo = 27
	opVHCurveTo = 30
	opHVCurveTo = 31
)

// mostOperands is how many numbers may stand before an operator.
const mostOperands = 48

// charstring is the program that draws a glyph.
type charstring []byte

func (c *charstring) number(v int) {
	switch {
	case v >= -107 && v <= 107:
		*c = append(*c, byte(v+139))
	case v >= 108 && v <= 1131:
		v -= 108
		*c = append(*c, byte(v>>8+247), byte(v))
	case v >= -1131 && v <= -108:
		v = -v - 108
		*c = append(*c, byte(v>>8+251), byte(v))
	default:
		*c = append(*c, 28, byte(v>>8), byte(v))
	}
}

func (c *charstring) operator(op byte, numbers ...int) {
	for _, v := range numbers {
		c.number(v)
	}
	*c = append(*c, op)
}

// step is a line or a curve, as far from the point before.
type step struct {
	dx, dy [3]int // of a line, only the last
	line   bool
}

func stepOf(c cubic) step {
	s := step{line: c.isLine()}
	from := c[0]
	for i, p := range c[1:] {
		s.dx[i], s.dy[i] = int(p.x-from.x), int(p.y-from.y)
		from = p
	}
	if s.line {
		s.dx[2], s.dy[2] = int(c[3].x-c[0].x), int(c[3].y-c[0].y)
	}
	return s
}

// draw writes contours but for the move to the first, whose numbers stand on the stack: the same
// program draws them at any place. It returns where it ends, seen from the start of the first.
func (c *charstring) draw(contours []contour) (end point) {
	first := contours[0].start
	at := first
	for i, k := range contours {
		if i > 0 {
			c.number(int(k.start.x - at.x))
			c.number(int(k.start.y - at.y))
		}
		c.operator(opRMoveTo)
		at = k.start
		var steps []step
		for _, p := range k.pieces {
			steps = append(steps, stepOf(p))
			at = p[3]
		}
		if n := len(steps); n > 0 && steps[n-1].line && at == k.start { // a path is closed by itself
			at = k.pieces[n-1][0]
			steps = steps[:n-1]
		}
		for len(steps) > 0 {
			steps = c.run(steps)
		}
	}
	return at.sub(first)
}

// run writes as many steps as one operator takes, and returns the others.
func (c *charstring) run(steps []step) []step {
	s := steps[0]
	switch {
	case s.line && (s.dx[2] == 0 || s.dy[2] == 0):
		return c.straight(steps)
	case s.line:
		return c.same(steps, opRLineTo, 2, func(s step) bool {
			return s.line && s.dx[2] != 0 && s.dy[2] != 0
		}, func(s step) []int { return []int{s.dx[2], s.dy[2]} })
	case s.dy[0] == 0 && s.dy[2] != 0 || s.dx[0] == 0 && s.dx[2] != 0:
		return c.turning(steps)
	case s.dy[2] == 0:
		return c.along(steps, opHHCurveTo)
	case s.dx[2] == 0:
		return c.along(steps, opVVCurveTo)
	}
	return c.same(steps, opRRCurveTo, 6, func(s step) bool {
		return !s.line && s.dx[0] != 0 && s.dy[0] != 0 && s.dx[2] != 0 && s.dy[2] != 0
	}, func(s step) []int {
		return []int{s.dx[0], s.dy[0], s.dx[1], s.dy[1], s.dx[2], s.dy[2]}
	})
}

// same writes the steps of a kind by one operator.
func (c *charstring) same(steps []step, op byte, size int, is func(step) bool, numbers func(step) []int) []step {
	n := 0
	for n < len(steps) && is(steps[n]) && (n+1)*size <= mostOperands {
		for _, v := range numbers(steps[n]) {
			c.number(v)
		}
		n++
	}
	c.operator(op)
	return steps[n:]
}

// straight writes lines that go along and up by turns.
func (c *charstring) straight(steps []step) []step {
	op := byte(opHLineTo)
	level := steps[0].dy[2] == 0
	if !level {
		op = opVLineTo
	}
	n := 0
	for ; n < len(steps) && n < mostOperands && steps[n].line; n++ {
		s := steps[n]
		if level && s.dy[2] == 0 {
			c.number(s.dx[2])
		} else if !level && s.dx[2] == 0 {
			c.number(s.dy[2])
		} else {
			break
		}
		level = !level
	}
	c.operator(op)
	return steps[n:]
}

// turning writes curves that leave level and arrive upright, or the other way, by turns. The last
// may arrive in any direction.
func (c *charstring) turning(steps []step) []step {
	level := steps[0].dy[0] == 0 && steps[0].dy[2] != 0
	op := byte(opVHCurveTo)
	if level {
		op = opHVCurveTo
	}
	n := 0
	for more := true; more && n < len(steps) && 4*n+5 <= mostOperands; n++ {
		s := steps[n]
		if s.line || level && s.dy[0] != 0 || !level && s.dx[0] != 0 {
			break
		}
		if level {
			c.numbers(s.dx[0], s.dx[1], s.dy[1], s.dy[2])
			if more = s.dx[2] == 0; !more {
				c.number(s.dx[2])
			}
		} else {
			c.numbers(s.dy[0], s.dx[1], s.dy[1], s.dx[2])
			if more = s.dy[2] == 0; !more {
				c.number(s.dy[2])
			}
		}
		level = !level
	}
	c.operator(op)
	return steps[n:]
}

func (c *charstring) numbers(values ...int) {
	for _, v := range values {
		c.number(v)
	}
}

// along writes curves that leave and arrive level, or upright. The first may leave in any direction.
func (c *charstring) along(steps []step, op byte) []step {
	n := 0
	for ; n < len(steps) && 4*n+5 <= mostOperands && !steps[n].line; n++ {
		s := steps[n]
		dx, dy := s.dx, s.dy
		if op == opVVCurveTo {
			dx, dy = dy, dx
		}
		if dy[2] != 0 || n > 0 && dy[0] != 0 {
			break
		}
		if dy[0] != 0 {
			c.number(dy[0])
		}
		c.numbers(dx[0], s.dx[1], s.dy[1], dx[2])
	}
	c.operator(op)
	return steps[n:]
}
