package docx

import (
	"fmt"
	"strings"
	"time"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/lang"
)

// table writes the bilingual edition.
func (e *writer) table() {
	e.openTable(true)
	for _, b := range edition.Blocks(e.d) {
		style, list := styleOf(b.Block)
		for i, s := range b.Segments {
			e.row(paraStyle{style: style, bullet: list && i == 0}, i == 0, s)
		}
	}
	e.body.WriteString(`</w:tbl>`)
	if edition.HasCredits(e.d) {
		e.credits()
	}
	// Word wants a paragraph after the last table.
	e.body.WriteString(`<w:p><w:pPr><w:pStyle w:val="Byline"/></w:pPr></w:p>`)
}

// openTable starts a table of two columns. In a visually right-to-left table
// the first column is the one on the right: so Arabic is on the right whichever
// of the two comes first.
func (e *writer) openTable(heading bool) {
	e.body.WriteString(`<w:tbl><w:tblPr><w:tblStyle w:val="Edition"/>`)
	if e.sides[0].rtl {
		e.body.WriteString(`<w:bidiVisual/>`)
	}
	fmt.Fprintf(&e.body, `<w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>`+
		`<w:tblGrid><w:gridCol w:w="%d"/><w:gridCol w:w="%d"/></w:tblGrid>`,
		e.sides[0].width+e.sides[1].width, e.sides[0].width, e.sides[1].width)
	if !heading {
		return
	}
	e.body.WriteString(`<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`)
	for _, v := range e.sides {
		e.openCell(v, false)
		heading := bitext.Plain(edition.ColumnHeading(e.d, v.tag))
		e.paragraph(&e.body, paraStyle{style: "Language", v: v.textLang}, heading)
		e.body.WriteString(`</w:tc>`)
	}
	e.body.WriteString(`</w:tr>`)
}

// openCell starts a cell of a column; the first row of a block has a line above it.
func (e *writer) openCell(v side, first bool) {
	fmt.Fprintf(&e.body, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, v.width)
	if first {
		e.body.WriteString(`<w:tcBorders><w:top w:val="single" w:sz="2" w:space="0" ` +
			`w:color="D8D2C4"/></w:tcBorders>`)
	}
	e.body.WriteString(`</w:tcPr>`)
}

func (e *writer) row(p paraStyle, first bool, s bitext.Segment) {
	e.body.WriteString(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
	for _, v := range e.sides {
		e.openCell(v, first)
		p.v = v.textLang
		p.open(&e.body)
		if v.target {
			e.translation(s)
		} else {
			e.original(s)
		}
		e.body.WriteString(`</w:p></w:tc>`)
	}
	e.body.WriteString(`</w:tr>`)
}

// original writes a source with the bookmark by which its row is known again.
func (e *writer) original(s bitext.Segment) {
	if s.ID != "" {
		// In the source's cell, since a reviewer may clear the target's.
		fmt.Fprintf(&e.body, `<w:bookmarkStart w:id="%d" w:name="%s"/><w:bookmarkEnd w:id="%[1]d"/>`,
			e.bookmarks, edition.Bookmark(s.ID, s.Version))
		e.bookmarks++
	}
	e.runs(&e.body, s.Source, e.source)
}

// translation writes a target with its comments, or the word for a missing one.
func (e *writer) translation(s bitext.Segment) {
	from := e.commentCount
	for range s.Notes {
		fmt.Fprintf(&e.body, `<w:commentRangeStart w:id="%d"/>`, e.commentCount)
		e.commentCount++
	}
	if s.Target.Empty() && !s.Source.Empty() {
		e.missing()
	}
	e.runs(&e.body, s.Target, e.target)
	for i, n := range s.Notes {
		fmt.Fprintf(&e.body, `<w:commentRangeEnd w:id="%d"/><w:r><w:rPr><w:rStyle `+
			`w:val="CommentReference"/></w:rPr><w:commentReference w:id="%d"/></w:r>`,
			from+i, from+i)
		e.comment(from+i, n)
	}
}

// missing says that there is no translation, in the target's language.
func (e *writer) missing() {
	word := "[" + edition.Word(e.d, e.d.TargetLang, edition.Missing) + "]"
	for _, s := range splitByDirection(word, e.target.rtl) {
		rtl := ""
		if s.rtl {
			rtl = `<w:rtl/>`
		}
		e.body.WriteString(`<w:r><w:rPr><w:rStyle w:val="Missing"/>` + rtl + `</w:rPr>` +
			`<w:t xml:space="preserve">` + escape(s.text) + `</w:t></w:r>`)
	}
}

// article writes the target alone: a paragraph a block.
func (e *writer) article() {
	for _, b := range edition.Blocks(e.d) {
		if len(b.Segments) == 0 {
			continue
		}
		style, list := styleOf(b.Block)
		paraStyle{style, list, e.target}.open(&e.body)
		gap := bitext.Text(nil)
		for i, s := range b.Segments {
			if i > 0 {
				e.runs(&e.body, gap, e.target)
			}
			if s.Target.Empty() && !s.Source.Empty() {
				e.missing()
			}
			e.runs(&e.body, s.Target, e.target)
			if gap = s.After; len(gap) == 0 {
				gap = bitext.Plain(" ")
			}
		}
		e.body.WriteString(`</w:p>`)
	}
	if edition.HasCredits(e.d) {
		e.factLines(&e.body, e.target, edition.Facts(e.d, e.d.TargetLang))
	}
}

// styleOf names the paragraph style of a block, and whether it has a bullet.
func styleOf(b bitext.Block) (style string, list bool) {
	switch b.Kind {
	case bitext.Headline:
		return "Title", false
	case bitext.Kicker:
		return "Kicker", false
	case bitext.Deck:
		return "Subtitle", false
	case bitext.Byline:
		return "Byline", false
	case bitext.Heading:
		return fmt.Sprintf("Heading%d", min(max(b.Level, 1), 6)), false
	case bitext.Quote:
		return "Quote", false
	case bitext.ListItem:
		return "ListBullet", true
	case bitext.Caption:
		return "Caption", false
	}
	return "", false
}

// paraStyle is how a paragraph looks.
type paraStyle struct {
	style  string
	bullet bool
	v      textLang
}

func (e *writer) paragraph(b *strings.Builder, p paraStyle, t bitext.Text) {
	p.open(b)
	e.runs(b, t, p.v)
	b.WriteString(`</w:p>`)
}

// open always says the direction: a paragraph that does not inherits it from a
// right-to-left table in LibreOffice, and its full stop moves.
func (p paraStyle) open(b *strings.Builder) {
	b.WriteString(`<w:p><w:pPr>`)
	if p.style != "" {
		b.WriteString(`<w:pStyle w:val="` + p.style + `"/>`)
	}
	if p.bullet {
		b.WriteString(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>`)
	}
	if p.v.rtl {
		b.WriteString(`<w:bidi/><w:rPr><w:rtl/></w:rPr></w:pPr>`)
		return
	}
	b.WriteString(`<w:bidi w:val="0"/></w:pPr>`)
}

// comment adds a comment to its part; each line of it has its own direction.
func (e *writer) comment(id int, n bitext.Remark) {
	fmt.Fprintf(&e.comments, `<w:comment w:id="%d" w:author="%s"`, id, escape(n.Author))
	if !n.Time.IsZero() {
		fmt.Fprintf(&e.comments, ` w:date="%s"`, n.Time.UTC().Format(time.RFC3339))
	}
	e.comments.WriteString(`>`)
	for _, line := range strings.Split(n.Text, "\n") {
		v := textLang{rtl: lang.FirstStrong(line) == lang.RTL}
		e.paragraph(&e.comments, paraStyle{style: "CommentText", v: v}, bitext.Plain(line))
	}
	e.comments.WriteString(`</w:comment>`)
}

// credits writes the credits of both languages beside each other.
func (e *writer) credits() {
	e.body.WriteString(`<w:p><w:pPr><w:pStyle w:val="Byline"/></w:pPr></w:p>`)
	e.openTable(false)
	e.body.WriteString(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
	for _, v := range e.sides {
		e.openCell(v, false)
		heading := edition.Word(e.d, v.tag, edition.Credits)
		e.paragraph(&e.body, paraStyle{style: "Language", v: v.textLang}, bitext.Plain(heading))
		e.factLines(&e.body, v.textLang, edition.Facts(e.d, v.tag))
		e.body.WriteString(`</w:tc>`)
	}
	e.body.WriteString(`</w:tr></w:tbl>`)
}

func (e *writer) factLines(b *strings.Builder, v textLang, facts []edition.Fact) {
	for _, f := range facts {
		text := bitext.Plain(edition.Marked(f.Line(v.tag, e.d.Locale(v.tag)), v.rtl))
		e.paragraph(b, paraStyle{style: "Credits", v: v}, text)
	}
}
