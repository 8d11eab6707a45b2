package pdf

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"truchement/workflow/format/edition"
	"truchement/workflow/format/pdf/object"
	"truchement/workflow/format/pdf/typeset"
)

// page is the page that is being filled.
type page struct {
	ref    object.Ref
	marks  *object.Marks
	out    *pen    // one of layers
	layers [2]*pen // what is drawn in the first language, and then in the second
	links  []object.Ref
	y      float64 // where the next row begins
	bottom float64
	fresh  bool // has no row yet
}

func (p *page) room() float64 { return p.y - p.bottom }

// needPage begins a page if there is none.
func (e *writer) needPage() {
	if e.page != nil {
		return
	}
	e.newPage()
	e.runningHead()
	e.columnHeads()
}

// newPage begins a page. Its languages are drawn one after the other: programs that read a file take
// what is drawn together on one line for one sentence of both.
func (e *writer) newPage() {
	ref := e.file.Ref()
	e.page = &page{
		ref: ref, marks: e.tree.Page(ref), bottom: e.sheet.bottom, fresh: true,
		y: e.sheet.height - e.sheet.top, layers: [2]*pen{{fonts: e.fonts}, {fonts: e.fonts, rise: unknown, stretch: unknown, weight: "unknown"}},
	}
	e.page.out = e.page.layers[0]
	e.pages = append(e.pages, ref)
}

// eachSide does something for each language, in the layer of its own.
func (e *writer) eachSide(do func(i int, s side)) {
	for i, s := range e.sides {
		e.page.out = e.page.layers[i]
		do(i, s)
	}
	e.page.out = e.page.layers[0]
}

func (e *writer) endPage() {
	p := e.page
	if p == nil {
		return
	}
	e.eachSide(func(_ int, s side) { e.pageNumber(s) })
	e.address()
	content := e.file.Ref()
	e.file.Stream(content, "", append(p.layers[0].Bytes(), p.layers[1].Bytes()...))
	p.marks.End()
	annotations := ""
	if len(p.links) > 0 {
		for _, l := range p.links {
			annotations += l.String() + " "
		}
		annotations = "/Annots[" + annotations + "]"
	}
	e.file.Put(p.ref, fmt.Sprintf("<</Type/Page/Parent %s/MediaBox[0 0 %s %s]/Contents %s/StructParents %d/Tabs/S%s>>",
		e.root, object.Number(e.sheet.width), object.Number(e.sheet.height), content, p.marks.StructParents(), annotations))
	e.page = nil
}

// draw draws lines below each other, the first from top down.
func (e *writer) draw(x, top float64, lines []setLine) {
	e.drawRules(x, top, lines)
	mark := &marker{page: e.page}
	y := top
	for _, l := range lines {
		base := y - 0.74*l.height
		if l.first && l.cell.bullet != nil {
			at := x
			if l.cell.side.rtl {
				at = x + l.cell.width - l.cell.bullet.Width
			}
			mark.end()
			e.page.out.beginMark("Artifact", "")
			e.drawText(*l.cell.bullet, at, base, e.accent)
			e.page.out.endMark()
		}
		if l.first && l.cell.mark != "" {
			e.toc.add(l.cell.mark, l.cell.level, e.page.ref, y+4)
		}
		e.drawLine(mark, l, x+l.x, base)
		y -= l.height
	}
	mark.end()
}

// drawRules draws the rules at the start of quotations and remarks.
func (e *writer) drawRules(x, top float64, lines []setLine) {
	y := top
	for i := 0; i < len(lines); {
		c, from := lines[i].cell, y
		for i < len(lines) && lines[i].cell == c {
			y -= lines[i].height
			i++
		}
		if !c.rule {
			continue
		}
		at := x + 3
		if c.side.rtl {
			at = x + c.width - 4.2
		}
		e.artifact(fmt.Sprintf("%s%s %s 1.2 %s re f\n", e.accent, object.Number(at), object.Number(y),
			object.Number(from-y)))
	}
}

// artifact draws what is no part of the text.
func (e *writer) artifact(operators string) {
	e.page.out.beginMark("Artifact", "")
	e.page.out.operators("%s", operators)
	e.page.out.endMark()
}

// marker keeps the piece of a page that is open.
type marker struct {
	page *page
	of   *object.Element
}

// begin opens a piece of an element, unless it is open already.
func (m *marker) begin(element *object.Element, tag string) {
	if m.of == element {
		return
	}
	m.end()
	mcid := m.page.marks.Mark(element)
	m.page.marks.Own(element, mcid)
	m.page.out.beginMark(tag, fmt.Sprintf("/MCID %d", mcid))
	m.of = element
}

func (m *marker) end() {
	if m.of != nil {
		m.page.out.endMark()
		m.of = nil
	}
}

// drawLine draws a line of a cell. A line with links is cut into pieces, which the structure names
// in the order of reading.
func (e *writer) drawLine(mark *marker, l setLine, x, base float64) {
	linked := slices.ContainsFunc(l.Runs, func(r typeset.Run) bool { return r.Style.Link != "" })
	if !linked {
		mark.begin(l.cell.element, "P")
		e.drawText(l.Line, x, base, l.cell.ink)
		return
	}
	mark.end()
	type piece struct {
		at, mcid int
		link     *object.Element
	}
	var pieces []piece
	for i := 0; i < len(l.Runs); {
		j := i + 1
		for j < len(l.Runs) && l.Runs[j].Style.Link == l.Runs[i].Style.Link {
			j++
		}
		part := typeset.Line{Runs: l.Runs[i:j], Scale: l.Scale}
		p := piece{at: l.Runs[i].At}
		for _, r := range part.Runs {
			p.at = min(p.at, r.At)
		}
		owner, tag := l.cell.element, "P"
		if address := l.Runs[i].Style.Link; address != "" {
			p.link = e.tree.Loose(l.cell.element, "Link")
			owner, tag = p.link, "Link"
			e.linkTo(address, p.link, part, x, base)
		}
		p.mcid = e.page.marks.Mark(owner)
		e.page.out.beginMark(tag, fmt.Sprintf("/MCID %d", p.mcid))
		e.drawText(part, x, base, l.cell.ink)
		e.page.out.endMark()
		pieces = append(pieces, p)
		i = j
	}
	slices.SortStableFunc(pieces, func(a, b piece) int { return cmp.Compare(a.at, b.at) })
	for _, p := range pieces {
		if p.link == nil {
			e.page.marks.Own(l.cell.element, p.mcid)
			continue
		}
		e.page.marks.Own(p.link, p.mcid)
		e.tree.Adopt(l.cell.element, p.link)
		e.tree.End(p.link)
	}
}

// linkTo makes the area of a link.
func (e *writer) linkTo(address string, element *object.Element, part typeset.Line, x, base float64) {
	first, last := part.Runs[0], part.Runs[len(part.Runs)-1]
	ref := e.file.Ref()
	parent := e.page.marks.OwnAnnotation(element, ref)
	e.file.Put(ref, fmt.Sprintf("<</Type/Annot/Subtype/Link/Rect[%s %s %s %s]/Border[0 0 0]/F 4/StructParent %d"+
		"/Contents%s/A<</S/URI/URI%s>>>>",
		object.Number(x+first.X), object.Number(base-0.3*first.Size), object.Number(x+last.X+last.Width),
		object.Number(base+0.9*first.Size), parent, object.String(address), object.String(escapeAddress(address))))
	e.page.links = append(e.page.links, ref)
}

// drawText draws a line from x on, its letters on base.
func (e *writer) drawText(l typeset.Line, x, base float64, ink string) {
	if len(l.Runs) == 0 {
		return
	}
	inkOf := func(r typeset.Run) string {
		switch {
		case r.Style.Link != "":
			return e.accent
		case r.Style.Grey:
			return grey
		}
		return ink
	}
	e.page.out.line(l, x, base, inkOf)
	var rules strings.Builder
	for _, r := range l.Runs {
		e.rules(&rules, r, x, base, inkOf(r))
	}
	if rules.Len() > 0 {
		e.page.out.operators("%s", rules.String())
	}
}

// rules draws the lines under, through and over a run.
func (e *writer) rules(out *strings.Builder, r typeset.Run, x, base float64, ink string) {
	rule := func(rise float64) {
		fmt.Fprintf(out, "%s%s %s %s %s re f\n", ink, object.Number(x+r.X), object.Number(base+rise),
			object.Number(r.Width), object.Number(math.Max(0.4, 0.045*e.sheet.size)))
	}
	if r.Style.Underline || r.Style.Link != "" {
		rule(-0.2 * e.sheet.size)
	}
	if r.Style.Strike {
		rule(0.26*r.Size + r.Style.Rise)
	}
	if r.Style.Overline {
		rule(0.82 * r.Size)
	}
}

// pageNumber writes the number of the page in the script of a language, on its side.
func (e *writer) pageNumber(s side) {
	style := typeset.Style{Size: e.sheet.size * 0.78}
	text := edition.Word(e.d, s.tag, edition.Page) + "\u00A0" + e.d.Locale(s.tag).FormatNumeral(len(e.pages))
	line := e.setter.Text(plain(text, style), s.tag).Lines(e.sheet.measure(), typeset.Ragged)[0]
	e.furniture(line, e.startOf(s, line.Width), e.sheet.bottom-1.8*e.sheet.grid, grey)
}

// address writes between the numbers of the page where its readers find the edition.
func (e *writer) address() {
	if _, ok := edition.SafeLink(e.d.Address); !ok {
		return
	}
	style := typeset.Style{Size: e.sheet.size * 0.7}
	width := e.sheet.measure() * 0.7
	line := e.setter.Text(plain(e.d.Address, style), "en").Lines(width, typeset.Ragged)[0]
	e.furniture(line, (e.sheet.width-line.Width)/2, e.sheet.bottom-1.8*e.sheet.grid, grey)
}

// furniture draws what belongs to the page, not to the text.
func (e *writer) furniture(l typeset.Line, x, base float64, ink string) {
	e.page.out.beginMark("Artifact", "/Type/Pagination")
	e.drawText(l, x, base, ink)
	e.page.out.endMark()
}

// drawNumber draws the number of a segment between the columns, or beside the only one.
func (e *writer) drawNumber(number string, top float64) {
	style := typeset.Style{Size: e.sheet.size * 0.58}
	line := e.setter.Text(plain(number, style), e.leading().tag).Lines(100, typeset.Ragged)[0]
	x := e.sheet.left - 6 - line.Width
	if e.o.Layout == SideBySide {
		x = e.sheet.x(1) - e.sheet.gutter/2 - line.Width/2
	}
	e.furniture(line, x, top-0.7*e.sheet.grid, grey)
}
