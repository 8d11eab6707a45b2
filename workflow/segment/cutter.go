package segment

import (
	"math/bits"
	"sync/atomic"
	"unicode"
	"unicode/utf8"
)

// maxLookahead is the number of bytes after a position that a rule sees. It keeps the time linear
// for all rules.
const maxLookahead = 512

// cutter is the state of cutting one text.
type cutter struct {
	rules        *Rules
	text         string
	ends         []int
	start        int // of the current segment: rules see nothing before it
	limit        int // end of the paragraph: rules see nothing after it
	matchedAfter set
	quotes       quotes
}

// cutParagraph appends the ends of the segments inside text[start:end], except the last.
func (c *cutter) cutParagraph(start, end int) {
	c.start, c.limit = start, end
	c.quotes = quotes{text: c.text, start: start, end: end}
	a, low := c.rules.before, &c.rules.classes.low
	d, shift := a.dfa.Load(), a.shift
	state, prev, prevEnd := a.startState(classEdge), uint16(classEdge), start
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
			if class = c.classAt(r, i); class == classInvisible {
				i += n
				continue
			}
		}
		next := atomic.LoadUint32(&d.table[int(state)<<shift|int(class)])
		if next == 0 {
			d, next = a.extend(d, state, class)
		}
		if next&breakBit != 0 && prevEnd > c.start && c.breaks(d.state(next), i, prev, class) {
			c.start = c.cutPoint(prevEnd, i)
			c.ends = append(c.ends, c.start)
			if next = atomic.LoadUint32(&d.table[startPlain<<a.shift|int(class)]); next == 0 {
				d, next = a.extend(d, startPlain, class)
			}
		}
		state = next &^ breakBit
		i += n
		prev, prevEnd = class, i
	}
}

// cutPoint returns where to cut in text[from:to], which has invisible characters only. They belong
// to the character before; but after a space, those that open an isolate or embedding belong to the
// character after.
func (c *cutter) cutPoint(from, to int) int {
	prev, _ := utf8.DecodeLastRuneInString(c.text[:from])
	if from == to || !unicode.IsSpace(prev) {
		return to
	}
	for i, r := range c.text[from:to] {
		if isBidiControl(r) && r != '\u202C' && r != '\u2069' {
			return from + i
		}
	}
	return to
}

// breaks reports whether the first rule that matches on both sides of a position is a break rule: s
// has those that matched before it, prev and class are the classes beside it.
func (c *cutter) breaks(s *state, at int, prev, class uint16) bool {
	if !c.rules.mayBreak[class] {
		return false
	}
	clear(c.matchedAfter)
	c.matchAfter(at, prev)
	for i, w := range s.matched {
		if both := w & c.matchedAfter[i]; both != 0 {
			return c.rules.breaking.has(64*i + bits.TrailingZeros64(both))
		}
	}
	return false
}

// matchAfter collects the rules that match the text after a position.
func (c *cutter) matchAfter(start int, prev uint16) {
	a, low := c.rules.after, &c.rules.classes.low
	d, state := a.dfa.Load(), a.startState(prev)
	for at := start; ; {
		class := uint16(classEdge)
		for at < c.limit && at-start < maxLookahead && class == classEdge {
			r, n, k := rune(c.text[at]), 1, uint16(classQuote)
			if r < utf8.RuneSelf {
				k = low[r]
			} else {
				r, n = utf8.DecodeRuneInString(c.text[at:c.limit])
			}
			if k <= classQuote {
				k = c.classAt(r, at)
			}
			if k != classInvisible {
				class = k
			}
			at += n
		}
		next := atomic.LoadUint32(&d.table[int(state)<<a.shift|int(class)])
		if next == 0 {
			d, next = a.extend(d, state, class)
		}
		state = next &^ breakBit
		s := d.state(next)
		if s.matched != nil {
			c.matchedAfter.union(s.matched)
		}
		if class == classEdge || len(s.pcs) == 0 {
			return
		}
	}
}

// classAt returns the class of the character r at a position. That of a quote depends on its
// direction.
func (c *cutter) classAt(r rune, at int) uint16 {
	k := c.rules.classes.classOf(r)
	if k != classQuote {
		return k
	}
	opens := c.quotes.opens(r, at)
	switch {
	case r == '"' && opens:
		return c.rules.classes.opening
	case r == '"':
		return c.rules.classes.closing
	case (r == '«' || r == '»') && opens:
		return c.rules.classes.guillemetLeft
	case r == '«' || r == '»':
		return c.rules.classes.guillemetRight
	case opens:
		return c.rules.classes.left
	}
	return c.rules.classes.right
}
