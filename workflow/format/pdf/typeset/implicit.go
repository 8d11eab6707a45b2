package typeset

import (
	"slices"

	"golang.org/x/text/unicode/bidi"
)

// order returns the levels of a text without isolates: 0, 1 and 2.
func order(text []rune, rtl bool) []uint8 {
	o := orderer{base: bidi.L}
	if rtl {
		o.base = bidi.R
	}
	for i, r := range text {
		if c := class(r); c != bidi.BN {
			o.at = append(o.at, i)
			o.runes = append(o.runes, r)
			o.classes = append(o.classes, c)
		}
	}
	o.weak()
	o.numbers()
	o.brackets()
	o.neutral()
	return o.levels(len(text))
}

// orderer resolves the classes of characters, rule by rule of UAX #9.
type orderer struct {
	base    bidi.Class
	at      []int // in the text, which may have characters without a place between
	runes   []rune
	classes []bidi.Class
}

// weak applies W1 to W3: a mark is what it is on, a number after Arabic letters is an Arabic one.
func (o *orderer) weak() {
	before, strong := o.base, o.base
	for i, c := range o.classes {
		if c == bidi.NSM {
			c = before
		}
		switch c {
		case bidi.L, bidi.R, bidi.AL:
			strong = c
		case bidi.EN:
			if strong == bidi.AL {
				c = bidi.AN
			}
		}
		o.classes[i], before = c, c
	}
	for i, c := range o.classes {
		if c == bidi.AL {
			o.classes[i] = bidi.R
		}
	}
}

// numbers applies W4 to W7: signs in and around a number are part of it, and one after Latin
// letters is as they are.
func (o *orderer) numbers() {
	c := o.classes
	for i := 1; i+1 < len(c); i++ {
		if same := c[i-1] == c[i+1]; same &&
			(c[i] == bidi.ES && c[i-1] == bidi.EN || c[i] == bidi.CS && (c[i-1] == bidi.EN || c[i-1] == bidi.AN)) {
			c[i] = c[i-1]
		}
	}
	for i := 0; i < len(c); i++ {
		j := i
		for j < len(c) && c[j] == bidi.ET {
			j++
		}
		if j > i && (i > 0 && c[i-1] == bidi.EN || j < len(c) && c[j] == bidi.EN) {
			for k := i; k < j; k++ {
				c[k] = bidi.EN
			}
		}
		i = max(i, j-1)
	}
	strong := o.base
	for i := range c {
		switch c[i] {
		case bidi.ES, bidi.ET, bidi.CS:
			c[i] = bidi.ON
		case bidi.L, bidi.R:
			strong = c[i]
		case bidi.EN:
			if strong == bidi.L {
				c[i] = bidi.L
			}
		}
	}
}

// mostOpen is how many brackets may be open (BD16).
const mostOpen = 63

// brackets applies N0: a pair goes with the direction of the text, if it has any of it inside.
func (o *orderer) brackets() {
	type pair struct{ open, end int }
	var open []int
	var pairs []pair
	for i, r := range o.runes {
		if o.classes[i] != bidi.ON {
			continue
		}
		p, _ := bidi.LookupRune(r)
		switch {
		case !p.IsBracket():
		case p.IsOpeningBracket():
			if len(open) == mostOpen {
				return
			}
			open = append(open, i)
		default:
			for k := len(open) - 1; k >= 0; k-- {
				if closes(o.runes[open[k]], r) {
					pairs = append(pairs, pair{open[k], i})
					open = open[:k]
					break
				}
			}
		}
	}
	slices.SortFunc(pairs, func(a, b pair) int { return a.open - b.open })
	for _, p := range pairs {
		if d, ok := o.inside(p.open, p.end); ok {
			o.classes[p.open], o.classes[p.end] = d, d
			for _, at := range []int{p.open, p.end} { // and the marks on them
				for k := at + 1; k < len(o.runes) && class(o.runes[k]) == bidi.NSM; k++ {
					o.classes[k] = d
				}
			}
		}
	}
}

// closes reports whether two brackets are a pair. Most closing ones follow their opening one.
func closes(open, end rune) bool {
	const left, right, squareLeft, squareRight = 0x2329, 0x232A, 0x3008, 0x3009
	if open == left || open == squareLeft { // two forms of one bracket
		return end == right || end == squareRight
	}
	return end == open+1 || (open == '[' || open == '{' || open == 0xFF3B || open == 0xFF5B) && end == open+2
}

// inside is the direction of a pair of brackets, and whether it has one by what is in it.
func (o *orderer) inside(open, end int) (bidi.Class, bool) {
	found := bidi.ON
	for i := open + 1; i < end; i++ {
		switch d := strength(o.classes[i]); d {
		case bidi.ON:
		case o.base:
			return d, true
		default:
			found = d
		}
	}
	if found == bidi.ON {
		return found, false
	}
	for i := open - 1; i >= 0; i-- {
		if d := strength(o.classes[i]); d != bidi.ON {
			return d, true
		}
	}
	return o.base, true
}

// strength is the direction that a character gives to neutral ones beside it; ON for none.
func strength(c bidi.Class) bidi.Class {
	switch c {
	case bidi.L:
		return bidi.L
	case bidi.R, bidi.EN, bidi.AN:
		return bidi.R
	}
	return bidi.ON
}

// neutral applies N1 and N2: what is between two of a direction has it, else that of the text.
func (o *orderer) neutral() {
	before := o.base
	for i := 0; i < len(o.classes); i++ {
		if d := strength(o.classes[i]); d != bidi.ON {
			before = d
			continue
		}
		j := i
		for j < len(o.classes) && strength(o.classes[j]) == bidi.ON {
			j++
		}
		after := o.base
		if j < len(o.classes) {
			after = strength(o.classes[j])
		}
		direction := o.base
		if before == after {
			direction = before
		}
		for k := i; k < j; k++ {
			o.classes[k] = direction
		}
		i = j - 1
	}
}

// levels applies I1 and I2. A character without a place has the level of the one before it.
func (o *orderer) levels(n int) []uint8 {
	out := make([]uint8, n)
	base := uint8(0)
	if o.base == bidi.R {
		base = 1
	}
	level, next := base, 0
	for k, at := range o.at {
		for ; next < at; next++ {
			out[next] = level
		}
		switch c := o.classes[k]; {
		case c == bidi.R:
			level = 1
		case c == bidi.L && base == 0:
			level = 0
		default: // Latin in Arabic, and numbers
			level = 2
		}
		out[at], next = level, at+1
	}
	for ; next < n; next++ {
		out[next] = level
	}
	return out
}
