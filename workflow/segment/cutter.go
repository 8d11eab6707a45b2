package segment

import (
	"unicode"
	"unicode/utf8"
)

// reach is how many bytes a rule may look at on one side of a position. It keeps the time
// linear whatever the rules; no sensible rule needs a tenth of it to the left.
const reach = 1024

// cutter is one run over one text.
type cutter struct {
	r             *Rules
	text          string
	ends          []int
	start         int // of the segment being read: rules see nothing before it
	limit         int // end of the paragraph: rules see nothing after it
	before, after bits
	quotes        quotes
}

func newCutter(r *Rules, text string) *cutter {
	return &cutter{
		r: r, text: text,
		ends:   make([]int, 0, 1+len(text)/128),
		before: newBits(len(r.breaks)),
		after:  newBits(len(r.breaks)),
	}
}

// paragraph appends the ends of the segments inside text[start:end], but for the last.
//
// Bidi controls between two characters belong to the one before, or, when that is a space and
// they open something, to the one after: the position is asked about once.
func (c *cutter) paragraph(start, end int) {
	c.start, c.limit = start, end
	c.quotes = quotes{text: c.text, start: start, end: end}
	prev, asked := uint16(classEdge), false
	for i := start; i < end; {
		r, n := rune(c.text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(c.text[i:])
		}
		class := c.r.c.of(r)
		if class == classSkip {
			if !asked && c.opensAfterSpace(i, r) {
				c.ask(i, prev)
				asked = true
			}
			i += n
			continue
		}
		if !asked && c.r.canEnd[prev] && c.r.canStart[class] {
			c.ask(i, prev)
		}
		prev, asked = class, false
		i += n
	}
}

func (c *cutter) opensAfterSpace(i int, r rune) bool {
	if !bidiControl(r) || r == '\u202C' || r == '\u2069' || i == c.start {
		return false
	}
	prev, _ := utf8.DecodeLastRuneInString(c.text[:i])
	return unicode.IsSpace(prev)
}

// ask cuts at i if the first rule that matches there says so.
func (c *cutter) ask(i int, prev uint16) {
	if i == c.start || !c.r.canEnd[prev] {
		return
	}
	clear(c.before)
	if !c.backward(i) {
		return
	}
	clear(c.after)
	c.forward(i, prev)
	for rule := range c.r.breaks {
		if c.before.has(rule) && c.after.has(rule) {
			if c.r.breaks[rule] {
				c.ends = append(c.ends, i)
				c.start = i
			}
			return
		}
	}
}

// backward collects the rules whose text before ends at i, and says whether there are any.
func (c *cutter) backward(i int) bool {
	a, any := c.r.before, false
	s := a.start(c.classAt(i))
	for from := i; ; {
		class := uint16(classEdge)
		for at := from; at > c.start && i-at < reach && class == classEdge; {
			r, n := utf8.DecodeLastRuneInString(c.text[c.start:at])
			at -= n
			from = at
			if k := c.class(r, at); k != classSkip {
				class = k
			}
		}
		s = a.step(s, class)
		if s.matched != nil {
			c.before.union(s.matched)
			any = true
		}
		if class == classEdge || len(s.pcs) == 0 {
			return any
		}
	}
}

// forward collects the rules whose text after begins at i.
func (c *cutter) forward(i int, prev uint16) {
	a := c.r.after
	s := a.start(prev)
	for at := i; ; {
		class := uint16(classEdge)
		for at < c.limit && at-i < reach && class == classEdge {
			r, n := utf8.DecodeRuneInString(c.text[at:c.limit])
			if k := c.class(r, at); k != classSkip {
				class = k
			}
			at += n
		}
		s = a.step(s, class)
		if s.matched != nil {
			c.after.union(s.matched)
		}
		if class == classEdge || len(s.pcs) == 0 {
			return
		}
	}
}

func (c *cutter) classAt(i int) uint16 {
	if i >= c.limit {
		return classEdge
	}
	r, _ := utf8.DecodeRuneInString(c.text[i:c.limit])
	return c.class(r, i)
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
