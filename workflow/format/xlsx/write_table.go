package xlsx

import (
	"fmt"
	"io"
	"iter"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/archive"
	"truchement/workflow/format/edition"
	"truchement/workflow/lang"
)

// Table says what WriteTable makes.
type Table struct {
	Name string // on the tab of the sheet
	Lang string // of the headings; from the right where that is written so
}

// WriteTable writes rows of plain cells, the headings first, as a workbook of one sheet. Every cell is
// text, whatever it begins with. The headings stay when one scrolls. It stops at the first error of
// rows. EachRow reads the cells back.
func WriteTable(w io.Writer, t Table, rows iter.Seq2[[]string, error]) error {
	e := &writer{o: Options{}, face: edition.Look{}.Typeface.Face(), tags: []string{t.Lang},
		d: &bitext.Document{Title: t.Name, TargetLang: t.Lang}}
	var sheet strings.Builder
	number, columns := 0, 1
	for cells, err := range rows {
		if err != nil {
			return err
		}
		number++
		columns = max(columns, len(cells))
		e.plainRow(&sheet, number, cells)
	}
	name := sheetName(t.Name)
	err := archive.Write(w, []archive.Part{
		{Name: "[Content_Types].xml", Content: contentTypes(1)},
		{Name: "_rels/.rels", Content: packageRels()},
		{Name: "xl/workbook.xml", Content: header + `<workbook xmlns="` + sheetNS + `" xmlns:r="` + relNS + `"><sheets>` +
			`<sheet name="` + escape(name) + `" sheetId="1" r:id="rSheet1"/></sheets></workbook>`},
		{Name: "xl/_rels/workbook.xml.rels", Content: relationships(1)},
		{Name: "xl/worksheets/sheet1.xml", Content: e.plainSheet(columns, sheet.String())},
		{Name: "xl/styles.xml", Content: e.styles()},
		{Name: "docProps/core.xml", Content: e.core()},
	})
	if err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	return nil
}

// plainSheet is the sheet with these rows.
func (e *writer) plainSheet(columns int, rows string) string {
	var b strings.Builder
	all := make([]column, columns)
	for i := range all {
		all[i].width = 24
	}
	e.openSheet(&b, true, all)
	b.WriteString(`<sheetData>` + rows + `</sheetData>`)
	e.closeSheet(&b)
	return b.String()
}

// plainRow writes a row, each cell in the direction of its text.
func (e *writer) plainRow(b *strings.Builder, number int, cells []string) {
	fmt.Fprintf(b, `<row r="%d">`, number)
	for i, text := range cells {
		if text == "" {
			continue
		}
		t := bitext.Plain(text)
		rtl := lang.FirstStrong(text) == lang.RTL
		style := textStyle(t, rtl)
		if number == 1 {
			style = headLTR
			if rtl {
				style = headRTL
			}
		}
		e.cell(b, fmt.Sprintf("%s%d", letter(i), number), style, t, rtl)
	}
	b.WriteString(`</row>`)
}
