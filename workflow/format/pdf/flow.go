package pdf

import (
	"math"
	"strings"

	"truchement/workflow/format/pdf/object"
)

// add puts a row on the page, after those that wait for it.
func (e *writer) add(r row) {
	if r.height() == 0 {
		return
	}
	e.waiting = append(e.waiting, r)
	if r.keep && len(e.waiting) < 8 {
		return
	}
	e.flush()
}

// flush puts the rows that wait on a page together. A row is broken only when it is longer than a
// page by itself.
func (e *writer) flush() {
	rows := e.waiting
	e.waiting = nil
	if len(rows) == 0 {
		return
	}
	e.needPage()
	height := 0.0
	for i, r := range rows {
		if i > 0 || !e.page.fresh {
			height += r.before
		}
		height += r.height()
	}
	if height > e.page.room() && !e.page.fresh {
		last := rows[len(rows)-1]
		// A row that is longer than any page may as well begin on this one.
		long := last.height() > e.fullRoom() && height-last.height()+4*e.sheet.grid < e.page.room()
		if !long {
			e.endPage()
			e.needPage()
		}
	}
	for _, r := range rows {
		e.place(r)
	}
}

// fullRoom is the height of a page that has nothing on it yet.
func (e *writer) fullRoom() float64 {
	return e.sheet.height - e.sheet.top - e.sheet.bottom - e.headHeight()
}

// place draws a row, and goes on on the next pages with what does not fit.
func (e *writer) place(r row) {
	if !e.page.fresh {
		e.page.y -= r.before
	}
	if r.height() > e.page.room()+0.01 && r.height() <= e.fullRoom() && !e.page.fresh {
		e.endPage()
		e.needPage()
	}
	elements := e.elementsOf(r)
	at := make([]int, len(r.columns))
	for {
		top, lowest := e.page.y, 0.0
		room := math.Max(e.page.room(), e.sheet.grid)
		for i, c := range r.columns {
			from, used := at[i], 0.0
			for at[i] < len(c.lines) && (used+c.lines[at[i]].height <= room+0.01 || at[i] == from && e.page.fresh) {
				used += c.lines[at[i]].height
				at[i]++
			}
			e.page.out = e.page.layers[i]
			e.draw(c.x, top, c.lines[from:at[i]])
			e.page.out = e.page.layers[0]
			lowest = math.Max(lowest, used)
		}
		if r.number != "" {
			e.drawNumber(r.number, top)
			r.number = ""
		}
		e.page.y, e.page.fresh = top-lowest, false
		done := true
		for i, c := range r.columns {
			done = done && at[i] == len(c.lines)
		}
		if done {
			break
		}
		e.endPage()
		e.needPage()
	}
	for _, element := range elements {
		e.tree.End(element)
	}
}

// elementsOf begins the elements of a row: a row of the table with its cells, or paragraphs. They
// are returned so that they are ended when the row is drawn.
func (e *writer) elementsOf(r row) []*object.Element {
	var all []*object.Element
	begin := func(parent *object.Element, tag, lang string) *object.Element {
		element := e.tree.Begin(parent, tag, lang)
		all = append(all, element)
		return element
	}
	parent := e.tree.Document()
	table := e.o.Layout == SideBySide
	if table {
		parent = begin(e.rows(), "TR", "")
	}
	for i, c := range r.columns {
		if table && len(c.lines) == 0 { // a row has a cell in each column
			begin(parent, "TD", e.sides[i].tag)
		}
		for _, l := range c.lines {
			if l.cell.element != nil {
				continue
			}
			inside := parent
			if table {
				inside = begin(parent, "TD", l.cell.side.tag)
				if len(r.columns) == 1 {
					inside.Set("/A<</O/Table/ColSpan 2>>")
				}
			}
			for tag := range strings.SplitSeq(l.cell.tag, "/") {
				inside = begin(inside, tag, l.cell.side.tag)
			}
			l.cell.element = inside
		}
	}
	return all
}

// rows is the table of an edition side by side.
func (e *writer) rows() *object.Element {
	if e.table == nil {
		e.table = e.tree.Begin(e.tree.Document(), "Table", "")
	}
	return e.table
}
