package typeset

import (
	"math"
	"strings"
	"unicode"

	"truchement/workflow/format/font"
	"truchement/workflow/lang"
)

// Align is what the lines of a paragraph are aligned to.
type Align int

// The alignments. Lines that are not justified are as even in length as they can be, and no word
// in them is divided.
const (
	Justified Align = iota
	Ragged
)

// box is a part of a paragraph that no line is broken in.
type box struct {
	token    int
	from, to int     // glyph clusters: characters of the token, counted from its first
	width    float64 // without what comes after
	glue     float64 // the space after it, if the line goes on
	kind     breakKind
	hyphen   float64 // the width that a hyphen adds if the line ends here
}

type breakKind int

const (
	atSpace  breakKind = iota
	atPoint            // after a hyphen or a slash that is there
	atHyphen           // a hyphen is added
	inNeed             // anywhere in a word that is too long for a line
)

// elastic is how far a justified line may shrink, and grow by comfort, as shares of its spaces and of
// its letters, which are made narrower or wider by less than an eye sees.
type elastic struct{ shrink, stretch, narrow, wide float64 }

// most is how many times the comfort a line may grow before it is ragged. A short line is seen sooner than
// spaces of three quarters of the size, which 1.8 allows; pdf.js takes words that are further apart for texts
// of their own.
const most = 1.8

// Arabic, which has no hyphens, and whose words end in open curves, may have wider spaces.
func (t *Text) elastic() elastic {
	e := elastic{shrink: 0.22, stretch: 0.7, narrow: 0.012, wide: 0.015}
	if t.rtl {
		e.stretch = 0.95
	}
	return e
}

// give is how much a line gains at the bounds of comfort.
func (e elastic) give(natural, spaces float64) (shrink, stretch float64) {
	letters := natural - spaces
	return e.shrink*spaces + e.narrow*letters, e.stretch*spaces + e.wide*letters
}

// boxes cuts tokens first to last into what may stand on a line of a width.
func (t *Text) boxes(first, last int, width float64, divide bool) []box {
	var boxes []box
	for i := first; i < last; i++ {
		k := &t.tokens[i]
		whole := box{token: i, to: k.to - k.from, width: k.width, glue: k.space, kind: atPoint}
		switch {
		case k.space > 0:
			whole.kind = atSpace
		case k.soft:
			whole.kind, whole.hyphen = atHyphen, t.hyphenWidth(k)
		}
		var points []int
		if k.width > width {
			points = t.clusters(k)
		} else if divide {
			points = t.points(k)
		}
		boxes = append(boxes, t.divide(whole, points, k.width > width)...)
	}
	return boxes
}

// divide cuts a box at points: with a hyphen, or as it is because the word is too long.
func (t *Text) divide(whole box, points []int, long bool) []box {
	if len(points) == 0 {
		return []box{whole}
	}
	k := &t.tokens[whole.token]
	offset := t.offsets(k)
	var boxes []box
	from, done := 0, 0.0
	for _, p := range points {
		b := box{token: whole.token, from: from, to: p, width: offset[p] - done, kind: atHyphen}
		switch {
		case !long:
			b.hyphen = t.hyphenWidth(k)
		case isSign(t.runes[k.from+p-1]):
			b.kind = atPoint
		default:
			b.kind = inNeed
			if font.ScriptOf(t.runes[k.from+p-1]) == font.Arabic { // its last form may be wider
				b.hyphen = 2 * t.hyphenWidth(k)
			}
		}
		boxes = append(boxes, b)
		from, done = p, offset[p]
	}
	whole.from, whole.width = from, whole.width-done
	return append(boxes, whole)
}

// offsets is how wide a word is before each of its characters, in the order of reading.
func (t *Text) offsets(k *token) []float64 {
	offset := make([]float64, k.to-k.from+1)
	for _, p := range k.parts {
		for _, g := range p.glyphs {
			if at := p.at - k.from + g.cluster; at < len(offset)-1 {
				offset[at+1] += float64(g.Advance) * p.size / 1000
			}
		}
	}
	for i := 1; i < len(offset); i++ {
		offset[i] += offset[i-1]
	}
	return offset
}

// points returns where a word may be divided.
func (t *Text) points(k *token) []int {
	words := t.setter.hyphens[lang.Base(t.tag)]
	if words == nil || len(k.parts) == 0 || k.parts[0].style.Mono || k.parts[0].style.Link != "" {
		return nil
	}
	text := t.runes[k.from:k.to]
	from, to := 0, len(text)
	for from < to && !unicode.IsLetter(text[from]) {
		from++
	}
	for to > from && !unicode.IsLetter(text[to-1]) {
		to--
	}
	var points []int
	for _, p := range words.Points(text[from:to]) {
		points = append(points, from+p)
	}
	return points
}

// clusters returns the places between the letters of a word, with their marks.
func (t *Text) clusters(k *token) []int {
	begins := make([]bool, k.to-k.from)
	for _, p := range k.parts {
		for _, g := range p.glyphs {
			if at := p.at - k.from + g.cluster; at < len(begins) {
				begins[at] = true
			}
		}
	}
	var points []int
	for i := 1; i < len(begins); i++ {
		if begins[i] && !unicode.Is(unicode.Mn, t.runes[k.from+i]) {
			points = append(points, i)
		}
	}
	return points
}

// isSign finds the signs after which an address is best broken.
func isSign(r rune) bool {
	return strings.ContainsRune("./?&=_-:#%,;", r)
}

func (t *Text) hyphenWidth(k *token) float64 {
	if len(k.parts) == 0 {
		return 0
	}
	p := &k.parts[len(k.parts)-1]
	id, _ := p.face.NominalGlyph('-')
	return float64(p.face.HorizontalAdvance(id)) * p.size / 1000
}

// node is a place where the paragraph may break, with the best way to come there.
type node struct {
	after  int // the number of the first box of the next line
	cost   float64
	back   *node
	hyphen bool
}

// choose returns for each line the number of the box after it. A line that is too short costs the
// more the further its spaces must grow; what can not be justified costs much, but is possible.
func choose(boxes []box, width float64, align Align, e elastic) []int {
	sums, glues := prefix(boxes)
	active := []*node{{}}
	for i := range boxes {
		b := &boxes[i]
		last := i == len(boxes)-1
		var best *node
		keep := active[:0]
		for _, from := range active {
			natural := sums[i+1] - sums[from.after] - b.glue
			spaces := glues[i] - glues[from.after]
			least := natural
			shrink, stretch := e.give(natural, spaces)
			if align == Justified {
				least -= shrink
			}
			if least > width+0.01 && from.after < i {
				continue // nor does any later box fit
			}
			keep = append(keep, from)
			if !last {
				natural, least = natural+b.hyphen, least+b.hyphen
			}
			if least > width+0.01 && from.after < i {
				continue
			}
			cost := from.cost + lineCost(width-natural, width, [2]float64{shrink, stretch}, last, align) + breakCost(b.kind, last, from.hyphen)
			if best == nil || cost < best.cost {
				best = &node{after: i + 1, cost: cost, back: from, hyphen: b.kind == atHyphen}
			}
		}
		active = keep
		if best != nil {
			active = append(active, best)
		}
		if last {
			return trace(best)
		}
	}
	return nil
}

// prefix sums the widths before each box, with their spaces, and the spaces alone.
func prefix(boxes []box) (sums, glues []float64) {
	sums, glues = make([]float64, len(boxes)+1), make([]float64, len(boxes)+1)
	for i, b := range boxes {
		sums[i+1] = sums[i] + b.width + b.glue
		glues[i+1] = glues[i] + b.glue
	}
	return sums, glues
}

func trace(n *node) []int {
	var ends []int
	for ; n != nil && n.back != nil; n = n.back {
		ends = append(ends, n.after)
	}
	for i, j := 0, len(ends)-1; i < j; i, j = i+1, j-1 {
		ends[i], ends[j] = ends[j], ends[i]
	}
	return ends
}

// lineCost is what a line costs that has room left, or too little of it.
func lineCost(room, width float64, give [2]float64, last bool, align Align) float64 {
	if align == Ragged {
		r := max(0, room) / 10
		return 1 + r*r
	}
	if last && room >= 0 {
		if room > 0.85*width { // a word alone takes a line of both languages
			return 12000
		}
		return 1
	}
	var r float64
	switch {
	case room < 0:
		r = -room / max(0.01, give[0])
	case room > 0:
		r = room / max(0.01, give[1])
	}
	if r > most { // more than any line that is filled
		return loosest + 3000*math.Min(r, 50)*math.Min(r, 50)
	}
	return cubed(r)
}

// cubed is what a filled line costs whose spaces grow by a share of comfort.
func cubed(r float64) float64 {
	bad := 10 + 100*r*r*r
	return bad * bad
}

// loosest is what the loosest line costs that is filled.
var loosest = cubed(most)

func breakCost(kind breakKind, last, afterHyphen bool) float64 {
	switch {
	case last:
		if afterHyphen {
			return 20000 // the last line would begin with the rest of a word
		}
	case kind == atHyphen && afterHyphen:
		return 30000
	case kind == atHyphen:
		return 9000
	case kind == inNeed:
		return 8000
	}
	return 0
}
