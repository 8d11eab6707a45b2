package segment

import (
	"math/bits"
	"sync/atomic"
	"unicode"
	"unicode/utf8"
)

// reach is how many bytes after a position a rule may look at. It keeps the time linear
// whatever the rules.
const reach = 512

// cutter is one run over one text.
type cutter struct {
	r      *Rules
	text   string
	ends   []int
	start  int // of the segment being read: rules see nothing before it
	limit  int // end of the paragraph: rules see nothing after it
	after  set
	quotes quotes
}

func newCutter(r *Rules, text string) *cutter {
	return &cutter{
		r: r, text: text,
		ends:  make([]int, 0, 1+len(text)/128),
		after: make(set, len(r.breaking)),
	}
}

// paragraph appends the ends of the segments inside text[start:end], but for the last.
func (c *cutter) paragraph(start, end int) {
	c.start, c.limit = start, end
	c.quotes = quotes{text: c.text, start: start, end: end}
	a, low := c.r.before, &c.r.c.low
	m, shift := a.memory.Load(), a.shift
	state, prev, prevEnd := a.start(classEdge), uint16(classEdge), start
	text := c.text[:end]
	for i := start; i < len(text); {
		r, n := rune(text[i]), 1
		var class uint16
		switch {
		case r < utf8.RuneSelf:
			class = low[r]
		case r >= 0xC2 && r < 0xE0 && i+1 < len(text) && text[i+1]&0xC0 == 0x80:
			// Arabic, and the letters of French with accents.
			r, n = (r&0x1F)<<6|rune(text[i+1]&0x3F), 2
			class = low[r&0x7FF]
		default:
			r, n = utf8.DecodeRuneInString(text[i:])
			class = classQuote
		}
		if class <= classQuote {
			if class = c.class(r, i); class == classSkip {
				i += n
				continue
			}
		}
		next := atomic.LoadUint32(&m.table[int(state)<<shift|int(class)])
		if next == 0 {
			m, next = a.learn(m, state, class)
		}
		if next&asksBit != 0 && prevEnd > c.start && c.breaks(m.at(next), i, prev, class) {
			c.start = c.point(prevEnd, i)
			c.ends = append(c.ends, c.start)
			if next = atomic.LoadUint32(&m.table[startPlain<<a.shift|int(class)]); next == 0 {
				m, next = a.learn(m, startPlain, class)
			}
		}
		state = next &^ asksBit
		i += n
		prev, prevEnd = class, i
	}
}

// point answers where in text[from:to], which holds invisible characters alone, to cut: they
// belong to the character before, but after a space those that open belong to the one after.
func (c *cutter) point(from, to int) int {
	prev, _ := utf8.DecodeLastRuneInString(c.text[:from])
	if from == to || !unicode.IsSpace(prev) {
		return to
	}
	for i, r := range c.text[from:to] {
		if bidiControl(r) && r != '\u202C' && r != '\u2069' {
			return from + i
		}
	}
	return to
}

// breaks says whether the first of the rules that match on both sides of a position cuts there:
// s knows those that matched before it, prev and class are the classes beside it.
func (c *cutter) breaks(s *state, at int, prev, class uint16) bool {
	if !c.r.canStart[class] {
		return false
	}
	clear(c.after)
	c.forward(at, prev)
	for i, w := range s.matched {
		if both := w & c.after[i]; both != 0 {
			return c.r.breaking.has(64*i + bits.TrailingZeros64(both))
		}
	}
	return false
}

// forward collects the rules whose text after begins at a position.
func (c *cutter) forward(start int, prev uint16) {
	a := c.r.after
	m, state := a.memory.Load(), a.start(prev)
	for at := start; ; {
		class := uint16(classEdge)
		for at < c.limit && at-start < reach && class == classEdge {
			r, n := utf8.DecodeRuneInString(c.text[at:c.limit])
			if k := c.class(r, at); k != classSkip {
				class = k
			}
			at += n
		}
		next := atomic.LoadUint32(&m.table[int(state)<<a.shift|int(class)])
		if next == 0 {
			m, next = a.learn(m, state, class)
		}
		state = next &^ asksBit
		s := m.at(next)
		if s.matched != nil {
			c.after.union(s.matched)
		}
		if class == classEdge || len(s.pcs) == 0 {
			return
		}
	}
}

// class answers the class of the character r at a position, quotes by their direction.
func (c *cutter) class(r rune, at int) uint16 {
	k := c.r.c.of(r)
	if k != classQuote {
		return k
	}
	opens := c.quotes.opens(r, at)
	switch {
	case r == '"' && opens:
		return c.r.c.opening
	case r == '"':
		return c.r.c.closing
	case opens:
		return c.r.c.left
	}
	return c.r.c.right
}
