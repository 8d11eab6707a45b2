package xlsx

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"truchement/workflow/bitext"
	"truchement/workflow/format/archive"
	"truchement/workflow/format/edition"
	"truchement/workflow/lang"
)

// Options says which edition Write makes.
type Options struct {
	Paper edition.Paper
	Look  edition.Look
	Lead  string // the language of the first of the two columns of text, see edition.TargetFirst
}

// Write writes d as an XLSX file: a sheet with a row a segment and one with the credits. The first row
// stays when one scrolls, and repeats on paper; a sheet whose first language is written from the right
// runs from there. Every cell is text, whatever it begins with. The same document gives the same bytes.
func Write(w io.Writer, d *bitext.Document, o Options) error {
	e := &writer{d: d, o: o, face: o.Look.Typeface.Face(),
		tags: []string{d.SourceLang, d.TargetLang}}
	if edition.TargetFirst(d, o.Lead) {
		slices.Reverse(e.tags)
	}
	if err := e.zip(w); err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	return nil
}

// writer makes the parts of a file.
type writer struct {
	d    *bitext.Document
	o    Options
	face edition.Face
	tags []string // the languages, the first one first
}

const (
	header  = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	sheetNS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	relNS   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packNS  = "http://schemas.openxmlformats.org/package/2006"
	mime    = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

func (e *writer) zip(w io.Writer) error {
	return archive.Write(w, []archive.Part{
		{Name: "[Content_Types].xml", Content: contentTypes(len(e.sheets()))},
		{Name: "_rels/.rels", Content: packageRels()},
		{Name: "xl/workbook.xml", Content: e.workbook()},
		{Name: "xl/_rels/workbook.xml.rels", Content: relationships(len(e.sheets()))},
		{Name: "xl/worksheets/sheet1.xml", Content: e.segments()},
		{Name: "xl/worksheets/sheet2.xml", Content: e.credits()},
		{Name: "xl/styles.xml", Content: e.styles()},
		{Name: "docProps/core.xml", Content: e.core()},
	})
}

// sheets are the words on the tabs, in the language of the target.
func (e *writer) sheets() []string {
	names := []string{sheetName(edition.Word(e.d, e.d.TargetLang, edition.Bilingual))}
	if edition.HasCredits(e.d) {
		names = append(names, sheetName(edition.Word(e.d, e.d.TargetLang, edition.Credits)))
	}
	return names
}

// sheetName keeps what a spreadsheet allows on a tab: 31 characters and none of its own signs.
func sheetName(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) {
			return ' '
		}
		return r
	}, s)
	if r := []rune(s); len(r) > 31 {
		s = string(r[:31])
	}
	return strings.TrimSpace(s)
}

// packageRels says which parts a file begins with.
func packageRels() string {
	return header + `<Relationships xmlns="` + packNS + `/relationships">` +
		`<Relationship Id="rBook" Type="` + relNS + `/officeDocument" Target="xl/workbook.xml"/>` +
		`<Relationship Id="rCore" Type="` + packNS + `/relationships/metadata/core-properties" ` +
		`Target="docProps/core.xml"/></Relationships>`
}

// contentTypes says what the parts of a file with this many sheets are.
func contentTypes(sheets int) string {
	var b strings.Builder
	b.WriteString(header + `<Types xmlns="` + packNS + `/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="` + mime + `sheet.main+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="` + mime + `styles+xml"/>` +
		`<Override PartName="/docProps/core.xml" ` +
		`ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>`)
	for i := range sheets {
		fmt.Fprintf(&b, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="%sworksheet+xml"/>`, i+1, mime)
	}
	b.WriteString(`</Types>`)
	return b.String()
}

func (e *writer) workbook() string {
	var b strings.Builder
	b.WriteString(header + `<workbook xmlns="` + sheetNS + `" xmlns:r="` + relNS + `"><sheets>`)
	names := e.sheets()
	for i, name := range names {
		fmt.Fprintf(&b, `<sheet name="%s" sheetId="%d" r:id="rSheet%[2]d"/>`, escape(name), i+1)
	}
	fmt.Fprintf(&b, `</sheets><definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">`+
		`'%[1]s'!$A$1:$%[2]s$%[3]d</definedName><definedName name="_xlnm.Print_Titles" localSheetId="0">`+
		`'%[1]s'!$1:$1</definedName></definedNames></workbook>`, escape(names[0]), letter(len(e.columns())-1),
		len(e.d.Segments())+1)
	return b.String()
}

// relationships are those of a workbook with this many sheets.
func relationships(sheets int) string {
	var b strings.Builder
	b.WriteString(header + `<Relationships xmlns="` + packNS + `/relationships">`)
	for i := range sheets {
		fmt.Fprintf(&b, `<Relationship Id="rSheet%d" Type="%s/worksheet" Target="worksheets/sheet%[1]d.xml"/>`, i+1, relNS)
	}
	b.WriteString(`<Relationship Id="rStyles" Type="` + relNS + `/styles" Target="styles.xml"/></Relationships>`)
	return b.String()
}

func (e *writer) core() string {
	var b strings.Builder
	fmt.Fprintf(&b, header+`<cp:coreProperties xmlns:cp="%s/metadata/core-properties" `+
		`xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" `+
		`xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>%s</dc:title>`, packNS,
		escape(edition.Title(e.d, e.d.TargetLang, true)))
	if !e.d.Date.IsZero() {
		fmt.Fprintf(&b, `<dcterms:created xsi:type="dcterms:W3CDTF">%s</dcterms:created>`,
			e.d.Date.UTC().Format(time.RFC3339))
	}
	b.WriteString(`</cp:coreProperties>`)
	return b.String()
}

// The formats of cells, in the order of styles.
const (
	headLTR = iota + 1
	headRTL
	textLTR
	textRTL
	guardedLTR // a text that would be a formula if it were typed
	guardedRTL
	numbered
)

// styles are the two fonts and the formats of cells.
func (e *writer) styles() string {
	size := float64(e.face.Size) / 2
	font := func(bold, colour string) string {
		return fmt.Sprintf(`<font>%s<sz val="%g"/>%s<name val="%s"/></font>`, bold, size, colour, e.face.Latin)
	}
	var formats strings.Builder
	format := func(font, fill, border int, quote bool, alignment string) {
		prefix := ""
		if quote {
			prefix = ` quotePrefix="1"`
		}
		fmt.Fprintf(&formats, `<xf numFmtId="49" fontId="%d" fillId="%d" borderId="%d" xfId="0" applyNumberFormat="1" `+
			`applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"%s><alignment %s/></xf>`, font, fill,
			border, prefix, alignment)
	}
	const ltr = `horizontal="left" vertical="top" wrapText="1" indent="1" readingOrder="1"`
	const rtl = `horizontal="right" vertical="top" wrapText="1" indent="1" readingOrder="2"`
	for i := range 6 {
		alignment := ltr
		if i%2 == 1 {
			alignment = rtl
		}
		format(map[bool]int{true: 1}[i < 2], map[bool]int{true: 2}[i < 2], 1, i >= 4, alignment)
	}
	formats.WriteString(`<xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0" applyBorder="1" ` +
		`applyAlignment="1"><alignment horizontal="center" vertical="top"/></xf>`)
	return header + `<styleSheet xmlns="` + sheetNS + `"><fonts count="2">` + font("", "") +
		font("<b/>", `<color rgb="FF`+e.o.Look.Colour()+`"/>`) + `</fonts><fills count="3">` +
		`<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>` +
		`<fill><patternFill patternType="solid"><fgColor rgb="FFF3F0E8"/><bgColor indexed="64"/></patternFill></fill></fills>` +
		`<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>` +
		`<border><left/><right/><top/><bottom style="hair"><color rgb="FFB9B2A3"/></bottom><diagonal/></border></borders>` +
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
		`<cellXfs count="8"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` + formats.String() +
		`</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
}

// escape writes s as XML character data, fit for an attribute too.
func escape(s string) string {
	var b bytes.Buffer
	// A bytes.Buffer never fails.
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}

// escaped is what a spreadsheet takes for a character, such as _x0041_ for A.
var escaped = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// maxCell is the most characters of a cell; Excel refuses a file with more.
const maxCell = 32_767

// cellText is s as the characters of a cell. What does not fit is cut, and the cut shows.
func cellText(s string) string {
	if utf8.RuneCountInString(s) > maxCell {
		s = string([]rune(s)[:maxCell-4]) + " […]"
	}
	return escape(protect(s))
}

// protect writes the first sign of what a spreadsheet would take for a character as one itself. Two may
// share an underscore: _x005F_x0041_.
func protect(s string) string {
	var b strings.Builder
	for {
		at := escaped.FindStringIndex(s)
		if at == nil {
			return b.String() + s
		}
		b.WriteString(s[:at[0]] + "_x005F_")
		s = s[at[0]+1:]
	}
}

// isFormula reports whether a spreadsheet would take s for a formula if it were typed.
func isFormula(s string) bool {
	s = strings.TrimLeft(s, " \t\r\n\u00A0\u200E\u200F")
	return s != "" && strings.ContainsRune("=+-@", rune(s[0]))
}

func isRTL(tag string) bool { return lang.Direction(tag) == lang.RTL }

// letter names a column: A for 0, AA for 26.
func letter(column int) string {
	if column >= 26 {
		return letter(column/26-1) + letter(column%26)
	}
	return string(rune('A' + column))
}
