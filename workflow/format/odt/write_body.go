package odt

import (
	"fmt"
	"strings"
	"time"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/lang"
)

// style answers the name of the automatic style that is what, and makes it where there is none yet.
func (e *writer) style(prefix, family, attributes, inside string) string {
	what := family + attributes + inside
	if name := e.styles[what]; name != "" {
		return name
	}
	name := fmt.Sprintf("%s%d", prefix, len(e.styles)+1)
	e.styles[what] = name
	fmt.Fprintf(&e.automatic, `<style:style style:name="%s" style:family="%s"%s>%s</style:style>`, name, family,
		attributes, inside)
	return name
}

// masthead writes the logo, or else the name of the publication, above both languages. A text alone,
// which goes on to other hands, has the logo where there is one.
func (e *writer) masthead() {
	if e.logo != nil {
		frame := e.style("G", "graphic", "", `<style:graphic-properties style:vertical-pos="top" `+
			`style:vertical-rel="baseline"/>`)
		fmt.Fprintf(&e.body, `<text:p text:style-name="Masthead"><draw:frame draw:style-name="%s" `+
			`draw:name="logo" text:anchor-type="as-char" svg:width="%.2fmm" svg:height="%.2fmm">`+
			`<draw:image xlink:href="%s" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>`+
			`<svg:title>%s</svg:title></draw:frame></text:p>`, frame, e.logo.Width, e.logo.Height, e.logoPart(),
			escape(strings.Join(edition.Publishers(e.d), ", ")))
	}
	if e.logo != nil || e.o.TargetOnly {
		return
	}
	for _, name := range edition.Publishers(e.d) {
		e.openParagraph("Masthead", side{rtl: lang.FirstStrong(name) == lang.RTL})
		e.text(bitext.Plain(name), side{rtl: lang.FirstStrong(name) == lang.RTL})
		e.body.WriteString(`</text:p>`)
	}
}

// table writes the bilingual edition.
func (e *writer) table() {
	e.openTable("Edition")
	e.body.WriteString(`<table:table-header-rows>`)
	e.openRow()
	for i, v := range e.sides {
		e.openCell(i, e.headRule())
		e.paragraph("Language", v, bitext.Plain(edition.ColumnHeading(e.d, v.tag)))
		e.body.WriteString(`</table:table-cell>`)
	}
	e.body.WriteString(`</table:table-row></table:table-header-rows>`)
	for _, b := range edition.Blocks(e.d) {
		for i, s := range b.Segments {
			e.row(b.Block, i == 0, s)
		}
	}
	e.body.WriteString(`</table:table>`)
	if edition.HasCredits(e.d) {
		e.credits()
	}
	e.body.WriteString(`<text:p text:style-name="Byline"/>`)
}

// openTable starts a table of two columns: in one that runs from the right the first column is on the
// right.
func (e *writer) openTable(name string) {
	mode := "lr-tb"
	if e.sides[0].rtl {
		mode = "rl-tb"
	}
	table := e.style("T", "table", "", fmt.Sprintf(`<style:table-properties style:width="%s" `+
		`table:align="margins" style:writing-mode="%s" table:border-model="collapsing"/>`,
		points(e.sides[0].width+e.sides[1].width), mode))
	fmt.Fprintf(&e.body, `<table:table table:name="%s" table:style-name="%s">`, name, table)
	for _, v := range e.sides {
		column := e.style("C", "table-column", "",
			fmt.Sprintf(`<style:table-column-properties style:column-width="%s"/>`, points(v.width)))
		fmt.Fprintf(&e.body, `<table:table-column table:style-name="%s"/>`, column)
	}
}

func (e *writer) openRow() {
	row := e.style("R", "table-row", "", `<style:table-row-properties fo:keep-together="always"/>`)
	e.body.WriteString(`<table:table-row table:style-name="` + row + `">`)
}

// The lines above the cells of a row.
const (
	rule   = "0.25pt solid #d8d2c4"
	noRule = "none"
)

// headRule is the line above the head of a table.
func (e *writer) headRule() string { return "1pt solid #" + strings.ToLower(e.o.Look.Colour()) }

// openCell starts a cell of a column, with a line above it; another runs between the columns.
func (e *writer) openCell(column int, above string) {
	// LibreOffice mirrors left and right in a table that runs from the right.
	between := "none"
	if column == 0 {
		between = rule
	}
	borders := fmt.Sprintf(`fo:border-top="%s" fo:border-bottom="none" fo:border-left="none" fo:border-right="%s"`,
		above, between)
	cell := e.style("D", "table-cell", "", `<style:table-cell-properties fo:padding-top="0.05cm" `+
		`fo:padding-bottom="0.05cm" fo:padding-left="0.2cm" fo:padding-right="0.2cm" `+borders+`/>`)
	e.body.WriteString(`<table:table-cell table:style-name="` + cell + `" office:value-type="string">`)
}

func (e *writer) row(b bitext.Block, first bool, s bitext.Segment) {
	e.openRow()
	above := noRule
	if first { // of its block
		above = rule
	}
	for i, v := range e.sides {
		e.openCell(i, above)
		end := e.open(b, first, v)
		if !v.target {
			if s.ID != "" { // LibreOffice takes it along when it saves the text as DOCX
				fmt.Fprintf(&e.body, `<text:bookmark text:name="%s"/>`, edition.Bookmark(s.ID, s.Version))
			}
			e.text(s.Source, v)
		} else {
			e.translation(s)
		}
		e.body.WriteString(end + `</table:table-cell>`)
	}
	e.body.WriteString(`</table:table-row>`)
}

// translation writes a target with its comments, or the word for a missing one.
func (e *writer) translation(s bitext.Segment) {
	from := e.annotations
	for _, n := range s.Notes {
		e.annotation(n)
	}
	if s.Target.Empty() && !s.Source.Empty() {
		word := "[" + edition.Word(e.d, e.d.TargetLang, edition.Missing) + "]"
		e.body.WriteString(`<text:span text:style-name="Missing">` + escape(word) + `</text:span>`)
	}
	e.text(s.Target, e.target)
	for i := from; i < e.annotations; i++ {
		fmt.Fprintf(&e.body, `<office:annotation-end office:name="n%d"/>`, i)
	}
}

func (e *writer) annotation(n bitext.Remark) {
	fmt.Fprintf(&e.body, `<office:annotation office:name="n%d"><dc:creator>%s</dc:creator>`, e.annotations,
		escape(n.Author))
	e.annotations++
	if !n.Time.IsZero() {
		fmt.Fprintf(&e.body, `<dc:date>%s</dc:date>`, n.Time.UTC().Format(time.RFC3339))
	}
	for _, line := range strings.Split(n.Text, "\n") {
		e.paragraph("Standard", side{rtl: lang.FirstStrong(line) == lang.RTL}, bitext.Plain(line))
	}
	e.body.WriteString(`</office:annotation>`)
}

// article writes the target alone: a paragraph a block.
func (e *writer) article() {
	for _, b := range edition.Blocks(e.d) {
		if len(b.Segments) == 0 {
			continue
		}
		end := e.open(b.Block, true, e.target)
		for i, s := range b.Segments {
			if i > 0 {
				gap := b.Segments[i-1].After
				if len(gap) == 0 {
					gap = bitext.Plain(" ")
				}
				e.text(gap, e.target)
			}
			s.Notes = nil
			e.translation(s)
		}
		e.body.WriteString(end)
	}
	if edition.HasCredits(e.d) {
		e.facts(e.target)
	}
}

// open starts the paragraph of a block, in a list where it is an item, and answers what ends it.
func (e *writer) open(b bitext.Block, first bool, v side) (end string) {
	switch b.Kind {
	case bitext.Heading:
		level := min(max(b.Level, 1), 6)
		fmt.Fprintf(&e.body, `<text:h text:style-name="%s" text:outline-level="%d">`,
			e.directed(fmt.Sprintf("Heading_20_%d", level), v), level)
		return `</text:h>`
	case bitext.ListItem:
		if first {
			e.body.WriteString(`<text:list text:style-name="` + e.bullets() + `"><text:list-item>`)
			end = `</text:list-item></text:list>`
		}
	}
	e.openParagraph(styleOf(b.Kind), v)
	return `</text:p>` + end
}

// bullets is the name of the list style.
func (e *writer) bullets() string {
	if e.styles["bullets"] == "" {
		e.styles["bullets"] = "L1"
		e.automatic.WriteString(`<text:list-style style:name="L1"><text:list-level-style-bullet text:level="1" ` +
			`text:bullet-char="•"><style:list-level-properties text:list-level-position-and-space-mode=` +
			`"label-alignment"><style:list-level-label-alignment text:label-followed-by="listtab" ` +
			`fo:text-indent="-0.5cm" fo:margin-left="0.5cm"/></style:list-level-properties>` +
			`</text:list-level-style-bullet></text:list-style>`)
	}
	return e.styles["bullets"]
}

// styleOf names the paragraph style of a block that is no heading.
func styleOf(k bitext.BlockKind) string {
	switch k {
	case bitext.Headline:
		return "Title"
	case bitext.Kicker:
		return "Kicker"
	case bitext.Deck:
		return "Subtitle"
	case bitext.Byline:
		return "Byline"
	case bitext.Quote:
		return "Quotations"
	case bitext.Caption:
		return "Caption"
	}
	return "Standard"
}

// directed is a paragraph style in the direction of a language.
func (e *writer) directed(parent string, v side) string {
	// LibreOffice takes start for the left whatever the direction is.
	mode, align := "lr-tb", ` fo:text-align="left"`
	if v.rtl {
		mode, align = "rl-tb", ` fo:text-align="right"`
	}
	if parent == "Masthead" {
		align = ""
	}
	return e.style("P", "paragraph", ` style:parent-style-name="`+parent+`"`,
		`<style:paragraph-properties`+align+` style:writing-mode="`+mode+`"/>`)
}

func (e *writer) openParagraph(parent string, v side) {
	e.body.WriteString(`<text:p text:style-name="` + e.directed(parent, v) + `">`)
}

func (e *writer) paragraph(parent string, v side, t bitext.Text) {
	e.openParagraph(parent, v)
	e.text(t, v)
	e.body.WriteString(`</text:p>`)
}

// credits writes the credits of both languages beside each other.
func (e *writer) credits() {
	e.body.WriteString(`<text:p text:style-name="Byline"/>`)
	e.openTable("Credits")
	e.openRow()
	for i, v := range e.sides {
		e.openCell(i, e.headRule())
		e.paragraph("Language", v, bitext.Plain(edition.Word(e.d, v.tag, edition.Credits)))
		e.facts(v)
		e.body.WriteString(`</table:table-cell>`)
	}
	e.body.WriteString(`</table:table-row></table:table>`)
}

func (e *writer) facts(v side) {
	for _, f := range edition.Facts(e.d, v.tag) {
		line := edition.Marked(f.Line(v.tag, e.d.Locale(v.tag)), v.rtl)
		e.paragraph("Credits", v, bitext.Plain(line))
	}
}
