package pdf

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/format/pdf/object"
	"truchement/workflow/format/pdf/typeset"
	"truchement/workflow/lang"
)

func (e *writer) logo() error {
	if len(e.o.Look.Logo) == 0 {
		return nil
	}
	picture, err := e.file.Picture(e.o.Look.Logo)
	e.picture = picture
	return err
}

func (e *writer) pictures() string {
	if e.picture == nil {
		return ""
	}
	return "/XObject<</Logo " + e.picture.Ref.String() + ">>"
}

// publisher is the name of the publication.
func (e *writer) publisher() string {
	for _, c := range e.d.Credits {
		if c.Role == edition.Publication {
			return strings.Join(c.Names, " · ")
		}
	}
	return ""
}

// masthead draws the name of the publication and the day, and sets the head of the article.
func (e *writer) masthead() {
	e.newPage()
	top := e.sheet.height - e.sheet.top + e.sheet.grid
	e.page.y = top - e.bannerHeight() - e.dayHeight()
	e.banner(top)
	e.horizontal(top-e.bannerHeight(), 1.2, e.accent)
	e.eachSide(func(_ int, s side) { e.day(s, top-e.bannerHeight()) })
	if e.dayHeight() > 0 {
		e.horizontal(e.page.y, 0.4, pale)
	}
	e.page.y -= 0.3 * e.sheet.grid
	e.columnHeads()
	front, _ := edition.Arrange(e.d)
	titled := slices.ContainsFunc(front, func(p edition.Placed) bool { return p.Kind == bitext.Headline })
	for _, p := range front {
		if !titled && p.Kind != bitext.Kicker {
			e.add(e.titleRow())
			titled = true
		}
		e.block(p)
	}
	if !titled {
		e.add(e.titleRow())
	}
	e.flush()
	e.page.y -= e.sheet.grid / 2
}

// bannerHeight is the room for the logo, or the name of the publication.
func (e *writer) bannerHeight() float64 {
	switch {
	case e.picture != nil:
		_, height := e.logoSize()
		return height + e.sheet.grid/2
	case e.publisher() != "":
		return 1.9 * e.sheet.grid
	}
	return e.sheet.grid / 2
}

func (e *writer) logoSize() (width, height float64) {
	height = 2.2 * e.sheet.grid
	width = height * float64(e.picture.Width) / float64(e.picture.Height)
	if most := e.sheet.measure() / 2; width > most {
		return most, height * most / width
	}
	return width, height
}

// banner draws the logo, or the name of the publication.
func (e *writer) banner(top float64) {
	name := e.publisher()
	if e.picture == nil {
		if name == "" {
			return
		}
		tag := tagOf(name, e.d)
		line := e.setter.Text(plain(name, e.strong(1.6)), tag).Lines(e.sheet.measure(), typeset.Ragged)[0]
		e.paragraph(line, e.sheet.left+(e.sheet.measure()-line.Width)/2, top-1.3*e.sheet.grid, tag, e.accent)
		return
	}
	width, height := e.logoSize()
	x, bottom := e.sheet.left+(e.sheet.measure()-width)/2, top-height
	figure := e.tree.Begin(e.tree.Document(), "Figure", "")
	if name == "" {
		name = e.title()
	}
	figure.Set("/Alt" + object.String(name) + fmt.Sprintf("/A<</O/Layout/Placement/Block/BBox[%s %s %s %s]>>",
		object.Number(x), object.Number(bottom), object.Number(x+width), object.Number(top)))
	m := marker{page: e.page}
	m.begin(figure, "Figure")
	e.page.out.operators("q %s 0 0 %s %s %s cm /Logo Do Q\n", object.Number(width), object.Number(height),
		object.Number(x), object.Number(bottom))
	m.end()
	e.tree.End(figure)
}

// tagOf is the language of a name: that of the two whose script it is in.
func tagOf(name string, d *bitext.Document) string {
	rtl := lang.FirstStrong(name) == lang.RTL
	for _, tag := range []string{d.TargetLang, d.SourceLang} {
		if tag != "" && (lang.Direction(tag) == lang.RTL) == rtl {
			return tag
		}
	}
	return d.SourceLang
}

// dayHeight is the room for the day.
func (e *writer) dayHeight() float64 {
	if e.d.Date.IsZero() {
		return 0
	}
	return 1.4 * e.sheet.grid
}

// day draws the day in one language, below the banner.
func (e *writer) day(s side, top float64) {
	if e.d.Date.IsZero() {
		return
	}
	style := typeset.Style{Size: e.sheet.size * 0.85}
	line := e.setter.Text(plain(edition.Day(e.d, s.tag), style), s.tag).Lines(e.sheet.measure(), typeset.Ragged)[0]
	e.paragraph(line, e.startOf(s, line.Width), top-0.95*e.sheet.grid, s.tag, grey)
}

// startOf is where a line begins at the start of the page in its language; of two of one
// direction, the second's is at the end.
func (e *writer) startOf(s side, width float64) float64 {
	right := s.rtl
	if len(e.sides) == 2 && e.sides[0].rtl == e.sides[1].rtl && s.target == e.sides[1].target {
		right = !right
	}
	if right {
		return e.sheet.left + e.sheet.measure() - width
	}
	return e.sheet.left
}

func (e *writer) horizontal(y, thick float64, ink string) {
	e.artifact(fmt.Sprintf("%s%s %s %s %s re f\n", ink, object.Number(e.sheet.left), object.Number(y),
		object.Number(e.sheet.measure()), object.Number(thick)))
}

// paragraph draws a line that is a paragraph by itself.
func (e *writer) paragraph(l typeset.Line, x, base float64, tag, ink string) {
	element := e.tree.Begin(e.tree.Document(), "P", tag)
	m := marker{page: e.page}
	m.begin(element, "P")
	e.drawText(l, x, base, ink)
	m.end()
	e.tree.End(element)
}

// titleRow is the headline of an edition whose text has none.
func (e *writer) titleRow() row {
	headline := bitext.Block{Kind: bitext.Headline}
	l := e.lookOf(headline)
	var cells [][]setLine
	for _, s := range e.sides {
		spans := plain(edition.Title(e.d, s.tag, s.target), l.style)
		cells = append(cells, e.cellOf(s, l, spans, e.sheet.columns[s.column], true))
	}
	e.nest(headline, cells)
	return row{columns: e.arrange(cells), keep: true}
}

// columnHeads names the languages over their columns. Only the first page's are part of the text.
func (e *writer) columnHeads() {
	if e.o.Layout != SideBySide {
		return
	}
	y := e.page.y - 0.7*e.sheet.grid
	var head *object.Element
	if len(e.pages) == 1 {
		head = e.tree.Begin(e.rows(), "TR", "")
	}
	e.eachSide(func(_ int, s side) {
		name := capital(edition.LanguageName(e.d, s.tag, s.tag))
		line := e.setter.Text(plain(name, e.strong(0.82)), s.tag).Lines(e.sheet.columns[s.column], typeset.Ragged)[0]
		x := e.sheet.x(s.column)
		if s.rtl {
			x += e.sheet.columns[s.column] - line.Width
		}
		if head == nil {
			e.furniture(line, x, y, e.accent)
			return
		}
		cell := e.tree.Begin(head, "TH", s.tag)
		cell.Set("/A<</O/Table/Scope/Column>>")
		m := marker{page: e.page}
		m.begin(cell, "TH")
		e.drawText(line, x, y, e.accent)
		m.end()
		e.tree.End(cell)
	})
	if head != nil {
		e.tree.End(head)
	}
	e.horizontal(y-0.4*e.sheet.grid, 0.4, pale)
	e.page.y -= e.headHeight()
}

func (e *writer) headHeight() float64 {
	if e.o.Layout != SideBySide {
		return 0
	}
	return 1.6 * e.sheet.grid
}

func capital(s string) string {
	r := []rune(s)
	if len(r) > 0 {
		r[0] = unicode.ToUpper(r[0])
	}
	return string(r)
}

// runningHead names the publication and the article over each page but the first.
func (e *writer) runningHead() {
	last := e.leading()
	if e.head == nil {
		line := e.headLine(last)
		e.head = &line
	}
	e.furniture(*e.head, e.startOf(last, e.head.Width), e.sheet.height-0.62*e.sheet.top, grey)
}

// headLine cuts a long title short.
func (e *writer) headLine(s side) typeset.Line {
	title := edition.Title(e.d, s.tag, s.target)
	if name := e.publisher(); name != "" {
		title = isolate(name) + " · " + title
	}
	style := typeset.Style{Size: e.sheet.size * 0.78}
	words := strings.Fields(title)
	lines := e.setter.Text(plain(title, style), s.tag).Lines(e.sheet.measure(), typeset.Ragged)
	for len(lines) > 1 && len(words) > 1 {
		words = words[:len(words)-1]
		lines = e.setter.Text(plain(strings.Join(words, " ")+"…", style), s.tag).Lines(e.sheet.measure(), typeset.Ragged)
	}
	return lines[0]
}
