package xlsx

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/lang"
)

// column is one of the columns of the sheet of segments.
type column struct {
	heading string
	rtl     bool
	width   int // in characters
	text    func(b bitext.Block, s bitext.Segment) bitext.Text
}

// columns are what a row says of a segment. Comments and names have a column where there are any.
func (e *writer) columns() []column {
	rtl := isRTL(e.d.TargetLang)
	word := func(key string) string { return edition.Word(e.d, e.d.TargetLang, key) }
	plain := func(of func(bitext.Block, bitext.Segment) string) func(bitext.Block, bitext.Segment) bitext.Text {
		return func(b bitext.Block, s bitext.Segment) bitext.Text { return bitext.Plain(of(b, s)) }
	}
	all := []column{
		{word(edition.Block), rtl, 14, plain(func(b bitext.Block, _ bitext.Segment) string {
			return word(edition.BlockKey(b.Kind))
		})},
		e.texts(e.tags[0], edition.TargetFirst(e.d, e.o.Lead)),
		e.texts(e.tags[1], !edition.TargetFirst(e.d, e.o.Lead)),
		{word(edition.State), rtl, 14, plain(func(_ bitext.Block, s bitext.Segment) string {
			if s.Target.Empty() {
				return ""
			}
			return word(edition.StateKey(s.State))
		})},
	}
	for _, extra := range []struct {
		column
		of func(s bitext.Segment) string
	}{
		{column{word(edition.Translator), rtl, 18, nil}, func(s bitext.Segment) string { return s.Translator }},
		{column{word(edition.Editor), rtl, 18, nil}, func(s bitext.Segment) string { return s.Reviewer }},
		{column{word(edition.Override), rtl, 24, nil}, func(s bitext.Segment) string { return s.Override }},
		{column{word(edition.Notes), rtl, 40, nil}, e.notes},
	} {
		if slices.ContainsFunc(e.d.Segments(), func(s bitext.Segment) bool { return extra.of(s) != "" }) {
			extra.text = plain(func(_ bitext.Block, s bitext.Segment) string { return extra.of(s) })
			all = append(all, extra.column)
		}
	}
	return slices.Concat([]column{{"#", false, 6, nil}}, all)
}

// texts is the column of one language.
func (e *writer) texts(tag string, target bool) column {
	return column{edition.LanguageName(e.d, tag, tag), isRTL(tag), 60, func(_ bitext.Block, s bitext.Segment) bitext.Text {
		if target {
			return s.Target
		}
		return s.Source
	}}
}

// notes writes a comment a line, with its author and day.
func (e *writer) notes(s bitext.Segment) string {
	var lines []string
	for _, n := range s.Notes {
		who := lang.Isolate(n.Author)
		if !n.Time.IsZero() {
			who += " (" + e.d.Locale(e.d.TargetLang).FormatDate(n.Time, lang.Short) + ")"
		}
		lines = append(lines, who+"\u00A0: "+lang.Isolate(n.Text))
	}
	return edition.Marked(strings.Join(lines, "\n"), isRTL(e.d.TargetLang))
}

// segments is the sheet with a row a segment.
func (e *writer) segments() string {
	var b strings.Builder
	columns := e.columns()
	end := letter(len(columns) - 1)
	rows := len(e.d.Segments()) + 1
	e.openSheet(&b, true, columns)
	b.WriteString(`<sheetData><row r="1">`)
	for i, c := range columns {
		style := headLTR
		if c.rtl {
			style = headRTL
		}
		e.cell(&b, letter(i)+"1", style, bitext.Plain(c.heading), c.rtl)
	}
	b.WriteString(`</row>`)
	at := 1
	for _, block := range edition.Blocks(e.d) {
		for n, s := range block.Segments {
			at++
			texts := make([]bitext.Text, len(columns))
			for i, c := range columns[1:] {
				texts[i+1] = c.text(block.Block, s)
			}
			fmt.Fprintf(&b, `<row r="%d" ht="%g"><c r="A%[1]d" s="%[3]d"><v>%[4]d</v></c>`, at,
				e.height(columns, texts), numbered, block.First+n)
			for i, c := range columns[1:] {
				e.cell(&b, fmt.Sprintf("%s%d", letter(i+1), at), textStyle(texts[i+1], c.rtl), texts[i+1], c.rtl)
			}
			b.WriteString(`</row>`)
		}
	}
	fmt.Fprintf(&b, `</sheetData><autoFilter ref="A1:%s%d"/>`, end, rows)
	e.closeSheet(&b)
	return b.String()
}

// height is how high a row should be for its texts, in points. Excel fits rows by itself when one is
// edited, and not when a file is opened.
func (e *writer) height(columns []column, texts []bitext.Text) float64 {
	most := 1
	for i, t := range texts {
		lines := 0
		for _, line := range strings.Split(t.String(), "\n") {
			// Words do not fill a line to its end.
			lines += 1 + utf8.RuneCountInString(line)*11/10/columns[i].width
		}
		most = max(most, lines)
	}
	return min(float64(most*e.face.Line)/20+4, 409) // the most that Excel has
}

// credits is the sheet with the credits of both languages; "" where they are left out.
func (e *writer) credits() string {
	if !edition.HasCredits(e.d) {
		return ""
	}
	var b strings.Builder
	columns := make([]column, len(e.tags))
	lines := make([][]string, len(e.tags))
	rows := 0
	for i, tag := range e.tags {
		columns[i] = column{rtl: isRTL(tag), width: 60}
		lines[i] = []string{edition.Word(e.d, tag, edition.Credits)}
		for _, f := range edition.Facts(e.d, tag) {
			lines[i] = append(lines[i], edition.Marked(f.Line(tag, e.d.Locale(tag)), isRTL(tag)))
		}
		rows = max(rows, len(lines[i]))
	}
	e.openSheet(&b, false, columns)
	b.WriteString(`<sheetData>`)
	for row := range rows {
		fmt.Fprintf(&b, `<row r="%d">`, row+1)
		for i, c := range columns {
			if row < len(lines[i]) {
				t, style := bitext.Plain(lines[i][row]), headLTR
				if c.rtl {
					style = headRTL
				}
				if row > 0 {
					style = textStyle(t, c.rtl)
				}
				e.cell(&b, fmt.Sprintf("%s%d", letter(i), row+1), style, t, c.rtl)
			}
		}
		b.WriteString(`</row>`)
	}
	b.WriteString(`</sheetData>`)
	e.closeSheet(&b)
	return b.String()
}

// openSheet begins a sheet, which runs from the right where its first language does. The
// row of the headings stays in view.
func (e *writer) openSheet(b *strings.Builder, frozen bool, columns []column) {
	b.WriteString(header + `<worksheet xmlns="` + sheetNS + `"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>` +
		`<sheetViews><sheetView workbookViewId="0"`)
	if isRTL(e.tags[0]) {
		b.WriteString(` rightToLeft="1"`)
	}
	b.WriteString(`>`)
	if frozen {
		b.WriteString(`<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>` +
			`<selection pane="bottomLeft" activeCell="A2" sqref="A2"/>`)
	}
	b.WriteString(`</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>`)
	for i, c := range columns {
		fmt.Fprintf(b, `<col min="%d" max="%[1]d" width="%d" customWidth="1"/>`, i+1, c.width)
	}
	b.WriteString(`</cols>`)
}

// closeSheet ends a sheet with its page: across, as many pages high as it takes.
func (e *writer) closeSheet(b *strings.Builder) {
	paper := 9 // A4
	switch e.o.Paper {
	case edition.A5:
		paper = 11
	case edition.Tabloid:
		paper = 8 // A3, the nearest that spreadsheets know
	}
	fmt.Fprintf(b, `<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>`+
		`<pageSetup paperSize="%d" orientation="landscape" fitToHeight="0"/>`+
		`<headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter></worksheet>`, paper)
}

// textStyle is the format of a cell with a text.
func textStyle(t bitext.Text, rtl bool) int {
	style := textLTR
	if isFormula(t.String()) {
		style = guardedLTR
	}
	if rtl {
		style++
	}
	return style
}

// cell writes a cell of text, formatted where t is. It is never a formula: its type says text.
func (e *writer) cell(b *strings.Builder, at string, style int, t bitext.Text, rtl bool) {
	if len(t) == 0 {
		fmt.Fprintf(b, `<c r="%s" s="%d"/>`, at, style)
		return
	}
	fmt.Fprintf(b, `<c r="%s" s="%d" t="inlineStr"><is>`, at, style)
	if len(t) == 1 && t[0].Kind == bitext.Chars {
		b.WriteString(`<t xml:space="preserve">` + cellText(t[0].Chars) + `</t>`)
	} else {
		e.rich(b, t, rtl)
	}
	b.WriteString(`</is></c>`)
}

// rich writes formatted text in runs. Addresses of links are not kept: a cell has one link at most.
func (e *writer) rich(b *strings.Builder, t bitext.Text, rtl bool) {
	var open []bitext.Code
	left := maxCell - 4
	write := func(s string, more ...bitext.Code) {
		if s == "" || left <= 0 {
			return
		}
		if r := []rune(s); len(r) > left {
			s = string(r[:left]) + " […]"
		}
		left -= len([]rune(s))
		b.WriteString(`<r>` + e.runFormat(append(more, open...), rtl) + `<t xml:space="preserve">` + cellText(s) + `</t></r>`)
	}
	for _, r := range t {
		switch {
		case r.Kind == bitext.Chars:
			chars := r.Chars
			if rtl && slices.ContainsFunc(open, func(c bitext.Code) bool { return c.Type == bitext.Monospace }) {
				chars += edition.Mark(false) // code() reads from the left
			}
			write(chars)
		case r.Kind == bitext.Open:
			if _, ok := edition.SafeLink(r.Code.Data); ok || r.Code.Type != bitext.Link {
				open = append(open, r.Code)
			}
		case r.Kind == bitext.Close:
			open = slices.DeleteFunc(open, func(c bitext.Code) bool { return c.ID == r.Code.ID })
		case r.Code.Type == bitext.Break:
			write("\n")
		case r.Code.Type == bitext.Image && r.Code.Equiv != "":
			write("[" + edition.Marked(lang.Isolate(r.Code.Equiv), rtl) + "]")
		case r.Code.Type == bitext.Placeholder:
			write(r.Code.Equiv)
		case r.Code.Type == bitext.NoteMark:
			write(r.Code.Equiv, bitext.Code{Type: bitext.Superscript})
		}
	}
}

// runFormat is the properties of a run, in the order the schema asks for. Arabic has no italics and is
// emphasised by weight.
func (e *writer) runFormat(codes []bitext.Code, rtl bool) string {
	has := func(t bitext.CodeType) bool {
		return slices.ContainsFunc(codes, func(c bitext.Code) bool { return c.Type == t })
	}
	var p strings.Builder
	put := func(on bool, element string) {
		if on {
			p.WriteString(element)
		}
	}
	put(has(bitext.Bold) || rtl && has(bitext.Italic), `<b/>`)
	put(has(bitext.Italic) && !rtl, `<i/>`)
	put(has(bitext.Strike), `<strike/>`)
	put(has(bitext.Underline) || has(bitext.Link), `<u/>`)
	switch {
	case has(bitext.Superscript):
		p.WriteString(`<vertAlign val="superscript"/>`)
	case has(bitext.Subscript):
		p.WriteString(`<vertAlign val="subscript"/>`)
	}
	font := e.face.Latin
	if has(bitext.Monospace) {
		font = "Courier New"
	}
	return fmt.Sprintf(`<rPr>%s<sz val="%g"/><rFont val="%s"/></rPr>`, p.String(), float64(e.face.Size)/2, font)
}
