package typeset

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"truchement/workflow/format/font"
	"truchement/workflow/lang"
)

// Run is a stretch of a line of one face and style.
type Run struct {
	Face   *font.Face
	Size   float64
	Style  *Style
	X      float64 // from the left end of the line
	Width  float64
	Glyphs []Glyph
	At     int // its first character in the paragraph: the order of reading
	own    bool
}

// Line is one line, its runs from left to right.
type Line struct {
	Runs  []Run
	Width float64
	Scale float64 // of the width of all letters and spaces, which is close to 1
}

// Lines breaks the paragraph into lines of a width. The spaces of a justified line fill it; a line
// that they cannot fill, and the last, is as long as it is.
func (t *Text) Lines(width float64, align Align) []Line {
	t.setter.tag = t.tag
	var lines []Line
	starts := append(t.hard, len(t.tokens))
	first := 0
	for _, last := range starts {
		boxes := t.boxes(first, last, width, false)
		ends := choose(boxes, width, align, t.elastic())
		if align == Justified && t.setter.hyphens[lang.Base(t.tag)] != nil && t.loose(boxes, ends, width) {
			boxes = t.boxes(first, last, width, true)
			ends = choose(boxes, width, align, t.elastic())
		}
		from := 0
		for _, end := range ends {
			line := t.line(boxes[from:end], width, align == Justified && end < len(boxes))
			if last < len(t.tokens) || end < len(boxes) {
				t.trail(&line, boxes[end-1])
			}
			lines = append(lines, line)
			from = end
		}
		first = last
	}
	return lines
}

// loose reports whether a line needs more space between its words than looks even.
func (t *Text) loose(boxes []box, ends []int, width float64) bool {
	from := 0
	for n, end := range ends {
		if n == len(ends)-1 {
			return false
		}
		natural, spaces := measure(boxes[from:end])
		if _, stretch := t.elastic().give(natural, spaces); width-natural > 0.8*stretch {
			return true
		}
		from = end
	}
	return false
}

// measure is the natural width of a line and that of its spaces.
func measure(boxes []box) (natural, spaces float64) {
	for i, b := range boxes {
		natural += b.width
		if i < len(boxes)-1 {
			natural += b.glue
			spaces += b.glue
		} else {
			natural += b.hyphen
		}
	}
	return natural, spaces
}

func (t *Text) line(boxes []box, width float64, fill bool) Line {
	grow, scale := t.fit(boxes, width, fill)
	var parts []part
	for i := 0; i < len(boxes); {
		j := i + 1
		for j < len(boxes) && boxes[j].token == boxes[i].token {
			j++
		}
		last := j == len(boxes)
		parts = append(parts, t.slice(&t.tokens[boxes[i].token], boxes[i].from, boxes[j-1], last)...)
		if b := boxes[j-1]; !last && b.glue > 0 {
			parts = append(parts, t.gap(&t.tokens[b.token], b.glue*(1+grow), parts))
		}
		i = j
	}
	for i := range parts {
		parts[i].width *= scale
	}
	line := assemble(parts)
	line.Scale = scale
	return line
}

// trail adds the space after a line, which is not visible: readers of the structure, who know nothing
// of lines, would join the words on both sides.
func (t *Text) trail(line *Line, end box) {
	k := &t.tokens[end.token]
	within := end.to < k.to-k.from || k.soft || end.token+1 < len(t.tokens) && t.tokens[end.token+1].from == k.to
	if len(line.Runs) == 0 || within { // a word goes on
		return
	}
	last := slices.MaxFunc(line.Runs, func(a, b Run) int { return a.At - b.At })
	style := *last.Style
	style.Link, style.Underline, style.Strike, style.Overline = "", false, false, false
	g := lone(last.Face, ' ', " ")
	run := Run{
		Face: last.Face, Size: last.Size, Style: &style, Glyphs: []Glyph{g}, At: k.to,
		Width: advance([]Glyph{g}, last.Size) * line.Scale, X: line.Width,
	}
	if t.rtl {
		run.X = -run.Width
		line.Runs = append([]Run{run}, line.Runs...)
		return
	}
	line.Runs = append(line.Runs, run)
}

// fit is how much each space of a line grows, and how much wider its letters and spaces are drawn,
// so that it fills the width. A line that would be too loose is ragged.
func (t *Text) fit(boxes []box, width float64, fill bool) (grow, scale float64) {
	natural, spaces := measure(boxes)
	room := width - natural
	switch {
	case room >= 0 && (spaces == 0 || !fill):
		return 0, 1
	case spaces == 0:
		return 0, max(1-t.elastic().narrow, width/natural)
	}
	e := t.elastic()
	shrink, stretch := e.give(natural, spaces)
	r := room / stretch
	scale = 1 + r*e.wide
	if room < 0 {
		r = room / shrink
		scale = 1 + r*e.narrow
	}
	if r > most {
		return 0.15, 1
	}
	scale = math.Round(scale*1000) / 1000 // a file has it short; the spaces do the rest
	return (width/scale - natural) / spaces, scale
}

// slice is the parts of a word on a line, whole or divided.
func (t *Text) slice(k *token, from int, end box, last bool) []part {
	parts := k.parts
	if from > 0 || end.to < k.to-k.from {
		parts = t.parts(k.from+from, k.from+end.to)
	}
	if last && end.kind == atHyphen && len(parts) > 0 {
		p := parts[len(parts)-1]
		// The hyphen is no part of the text: what is copied from two lines is one word.
		g := lone(p.face, '-', "\u00AD")
		hyphen := p
		hyphen.glyphs, hyphen.width, hyphen.at = []Glyph{g}, advance([]Glyph{g}, p.size), k.from+end.to
		parts = append(parts[:len(parts):len(parts)], hyphen)
	}
	return parts
}

// gap is the space after a word.
func (t *Text) gap(k *token, width float64, before []part) part {
	p := part{level: k.spaceLevel, at: k.to, width: width}
	if n := len(before); n > 0 {
		p.face, p.size, p.style = before[n-1].face, before[n-1].size, before[n-1].style
	} else {
		p.style = &t.spans[t.style[k.to]].Style
		p.face, p.size = t.setter.family.Face(t.script(), p.style.Style), p.style.Size
	}
	if next := t.spans[t.style[min(k.to, len(t.style)-1)]].Style; next.Link != p.style.Link {
		plain := *p.style // a space is underlined only within a link
		plain.Link, plain.Underline = "", false
		p.style = &plain
	}
	g := lone(p.face, ' ', " ")
	g.Advance = int(math.Round(width * 1000 / p.size))
	p.glyphs = []Glyph{g}
	return p
}

// assemble puts parts in the order they are drawn.
func assemble(parts []part) Line {
	levels := make([]uint8, len(parts))
	for i, p := range parts {
		levels[i] = p.level
	}
	var line Line
	for _, i := range visual(levels) {
		p := &parts[i]
		if n := len(line.Runs); n > 0 {
			last := &line.Runs[n-1]
			if last.Face == p.face && last.Size == p.size && *last.Style == *p.style {
				if !last.own { // the glyphs of a word are shared with all lines that have it
					last.Glyphs = append(make([]Glyph, 0, 128), last.Glyphs...)
					last.own = true
				}
				last.Glyphs = append(last.Glyphs, p.glyphs...)
				last.Width += p.width
				last.At = min(last.At, p.at)
				line.Width += p.width
				continue
			}
		}
		line.Runs = append(line.Runs, Run{
			Face: p.face, Size: p.size, Style: p.style, X: line.Width, Width: p.width,
			Glyphs: p.glyphs, At: p.at,
		})
		line.Width += p.width
	}
	return line
}

// String is the text of the line as it is drawn, from left to right.
func (l Line) String() string {
	var out []byte
	for _, r := range l.Runs {
		for _, g := range r.Glyphs {
			out = append(out, g.Text...)
		}
	}
	if !utf8.Valid(out) {
		return ""
	}
	return strings.TrimSpace(string(out))
}
