package pdf

import (
	"fmt"
	"math"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/format/font"
	"truchement/workflow/format/pdf/object"
	"truchement/workflow/format/pdf/typeset"
)

// setLine is a line that has its place in a column.
type setLine struct {
	typeset.Line
	cell   *cell
	x      float64 // from the left end of the column
	height float64
	first  bool // of its cell
}

// cell is a piece of text of one language: a cell of a table, or a paragraph.
type cell struct {
	side    side
	tag     string // of its element, and of those around it: "L/LI/LBody"
	element *object.Element
	ink     string
	rule    bool // a line at its start, as a quotation has
	width   float64
	bullet  *typeset.Line
	mark    string // the title of its bookmark
	level   int
}

// column is the lines of a row in one column of the page.
type column struct {
	x     float64
	lines []setLine
}

func (c column) height() float64 {
	h := 0.0
	for _, l := range c.lines {
		h += l.height
	}
	return h
}

// row is what stays together: a segment with its translation.
type row struct {
	columns []column
	before  float64 // space, but not at the top of a page
	keep    bool    // with the next row
	number  string  // of the segment, between the columns
}

func (r row) height() float64 {
	h := 0.0
	for _, c := range r.columns {
		h = math.Max(h, c.height())
	}
	return h
}

// look is how a kind of block is set.
type look struct {
	style  typeset.Style
	align  typeset.Align
	ink    string
	lines  float64 // from line to line, in lines of the grid
	before float64
	indent float64
	bullet bool
	rule   bool
	keep   bool
	tag    string
}

// lookOf is how blocks of a kind are set.
func (e *writer) lookOf(b bitext.Block) look {
	s, grid := e.sheet.size, e.sheet.grid
	switch b.Kind {
	case bitext.Kicker:
		return look{style: e.strong(1), align: typeset.Ragged, ink: e.accent, lines: 1, tag: "P", keep: true}
	case bitext.Headline:
		return look{style: e.strong(1.7), align: typeset.Ragged, ink: black, lines: 1.75, tag: "H1", keep: true}
	case bitext.Deck:
		return look{style: typeset.Style{Size: s * 1.15}, align: typeset.Ragged, ink: "0.2 g ", lines: 1.25,
			before: grid / 2, tag: "P", keep: true}
	case bitext.Byline:
		return look{style: e.strong(0.92), align: typeset.Ragged, ink: grey, lines: 1, before: grid / 2, tag: "P"}
	case bitext.Heading:
		level := max(2, min(b.Level, e.depth+1, 6))
		times := map[int]float64{2: 1.25, 3: 1.12, 4: 1, 5: 1, 6: 1}[level]
		return look{style: e.strong(times), align: typeset.Ragged, ink: e.accent, lines: 1.25, before: grid, keep: true,
			tag: fmt.Sprintf("H%d", level)}
	case bitext.Quote:
		return look{style: typeset.Style{Size: s}, ink: black, lines: 1, before: grid / 2, indent: 14, rule: true,
			tag: "BlockQuote/P"}
	case bitext.ListItem:
		return look{style: typeset.Style{Size: s}, ink: black, lines: 1, before: grid / 4, indent: 13, bullet: true,
			tag: "L/LI/LBody"}
	case bitext.Caption:
		return look{style: typeset.Style{Size: s * 0.88}, align: typeset.Ragged, ink: grey, lines: 1, before: grid / 2,
			tag: "P"}
	}
	return look{style: typeset.Style{Size: s}, ink: black, lines: 1, before: grid / 2, tag: "P"}
}

// cellOf sets one language of a segment.
func (e *writer) cellOf(s side, l look, spans []typeset.Span, width float64, first bool) []setLine {
	c := &cell{side: s, tag: l.tag, ink: l.ink, rule: l.rule, width: width}
	indent := l.indent
	if l.bullet && first {
		bullet := e.setter.Text(plain("•", typeset.Style{Size: l.style.Size}), s.tag).Lines(width, typeset.Ragged)
		c.bullet = &bullet[0]
	}
	var out []setLine
	for i, line := range e.setter.Text(spans, s.tag).Lines(width-indent, l.align) {
		x := indent
		if s.rtl {
			x = width - indent - line.Width
		}
		out = append(out, setLine{Line: line, cell: c, x: x, height: l.lines * e.sheet.grid, first: i == 0})
	}
	return out
}

// textOf is one language of a segment, or a word in the place of a translation that is not there.
func (e *writer) textOf(seg bitext.Segment, s side, style typeset.Style) []typeset.Span {
	text := seg.Source
	if s.target {
		text = seg.Target
		if text.Empty() && !seg.Source.Empty() {
			style.Grey = true
			style.Slanted = !s.rtl
			return plain("["+edition.Word(e.d, s.tag, edition.Missing)+"]", style)
		}
	}
	return e.spans(text, s, style)
}

// rowOf sets a segment of a block in all languages.
func (e *writer) rowOf(b bitext.Block, seg bitext.Segment, first bool) row {
	l := e.lookOf(b)
	r := row{keep: l.keep, number: e.nextNumber()}
	switch {
	case first:
		r.before = l.before
	case e.o.Layout == Alternating: // the space between pairs separates them
		r.before = e.sheet.grid / 2
	}
	var cells [][]setLine
	for _, s := range e.sides {
		lines := e.cellOf(s, l, e.textOf(seg, s, l.style), e.sheet.columns[s.column], first)
		cells = append(cells, lines)
	}
	e.nest(b, cells)
	e.bookmark(b, cells, first)
	r.columns = e.arrange(cells)
	return r
}

// nest tags a heading as one level below the one before at most: a screen reader looks for those between
// (PDF/UA, 7.4.2).
func (e *writer) nest(b bitext.Block, cells [][]setLine) {
	level := 1
	if b.Kind == bitext.Heading {
		level = min(max(2, b.Level), e.depth+1, 6)
	} else if b.Kind != bitext.Headline {
		return
	}
	for _, lines := range cells {
		if len(lines) > 0 { // others are not drawn
			lines[0].cell.tag = fmt.Sprintf("H%d", level)
			e.depth = level
		}
	}
}

// arrange puts the languages of a row in columns, or one over the other.
func (e *writer) arrange(cells [][]setLine) []column {
	if e.o.Layout == SideBySide {
		columns := make([]column, len(cells))
		for i, s := range e.sides {
			columns[i] = column{x: e.sheet.x(s.column), lines: cells[i]}
		}
		return columns
	}
	one := column{x: e.sheet.left}
	for _, lines := range cells {
		one.lines = append(one.lines, lines...)
	}
	return []column{one}
}

// nextNumber counts the segments, and writes the number where the credits refer to it.
func (e *writer) nextNumber() string {
	e.number++
	if !e.numbers {
		return ""
	}
	return e.d.Locale(e.leading().tag).FormatNumeral(e.number)
}

// bookmark gives the first cell of a headline or heading a bookmark in the languages of the edition.
func (e *writer) bookmark(b bitext.Block, cells [][]setLine, first bool) {
	if !first || b.Kind != bitext.Headline && b.Kind != bitext.Heading || len(cells[0]) == 0 {
		return
	}
	c := cells[0][0].cell
	c.level = 1
	if b.Kind == bitext.Heading {
		c.level = max(2, min(b.Level, e.depth+1, 6))
	}
	text := func(s side) string {
		if s.target && !b.Target().Empty() {
			return b.Target().String()
		}
		return b.Source().String()
	}
	c.mark = text(e.leading())
	if s, ok := e.other(); ok && text(s) != c.mark {
		c.mark += " — " + text(s)
	}
}

// body sets the text: all but the front matter.
func (e *writer) body() {
	_, text := edition.Arrange(e.d)
	total := len(e.d.Segments())
	for _, p := range text {
		if e.file.Failed() { // the rest would be written for nothing
			return
		}
		e.block(p)
		if e.o.Progress != nil {
			e.o.Progress(p.First-1+len(p.Segments), total)
		}
	}
	if e.o.Progress != nil {
		e.o.Progress(total, total)
	}
}

// block sets the segments of a block.
func (e *writer) block(p edition.Placed) {
	e.number = p.First - 1
	for i, seg := range p.Segments {
		e.add(e.rowOf(p.Block, seg, i == 0))
		e.notes(seg)
	}
}

// notes sets the comments on a segment below it, over the whole width.
func (e *writer) notes(seg bitext.Segment) {
	for _, n := range seg.Notes {
		s := e.leading()
		l := e.d.Locale(s.tag)
		head := edition.Word(e.d, s.tag, edition.Notes) + " · " + isolate(n.Author)
		if !n.Time.IsZero() {
			head += " · " + l.FormatDate(n.Time, 0) + " " + l.FormatTime(n.Time)
		}
		style := typeset.Style{Size: e.sheet.size * 0.82, Grey: true}
		strong := style
		strong.Style = font.Style{Bold: true}
		spans := append(plain(head+"\n", strong), plain(isolateLines(n.Text), style)...)
		look := look{style: style, align: typeset.Ragged, ink: grey, lines: 0.75, indent: 10, rule: true, tag: "P"}
		lines := e.cellOf(s, look, spans, e.sheet.measure(), true)
		e.add(row{columns: []column{{x: e.sheet.left, lines: lines}}, before: e.sheet.grid / 4})
	}
}
