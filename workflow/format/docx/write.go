package docx

import (
	"bytes"
	"embed"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"truchement/workflow/bitext"
	"truchement/workflow/format/archive"
	"truchement/workflow/format/edition"
	"truchement/workflow/lang"
)

// Options says which edition Write makes. The zero Options is a bilingual one.
type Options struct {
	TargetOnly bool // an ordinary document in the target language, without the source
	Paper      edition.Paper
	Look       edition.Look
	Lead       string // the language of the first column, see edition.TargetFirst
}

//go:embed write
var fixed embed.FS

// Write writes d as a DOCX file (ISO/IEC 29500, transitional). A bilingual
// edition is a table with a row a segment, Arabic on the right and French on
// the left whichever comes first, with the masthead above; comments are Word's
// own comments, and the credits come at the end. Each row has a bookmark by which
// ReadRows knows its segment again. The same document gives the same bytes.
func Write(w io.Writer, d *bitext.Document, o Options) error {
	e := &writer{
		d: d, o: o, source: textLangOf(d.SourceLang), target: textLangOf(d.TargetLang),
		page: o.Paper.Sheet(), logo: o.Look.Picture(), linkIDs: map[string]int{},
	}
	e.sides = []side{{e.source, false, 0}, {e.target, true, 0}}
	e.sides[0].width, e.sides[1].width = e.page.Columns(d)
	if edition.TargetFirst(d, o.Lead) {
		slices.Reverse(e.sides)
	}
	e.masthead()
	if o.TargetOnly {
		e.article()
	} else {
		e.table()
	}
	if err := e.zip(w); err != nil {
		return fmt.Errorf("docx: %w", err)
	}
	return nil
}

// writer collects the parts of a file that grow with the document.
type writer struct {
	d              *bitext.Document
	o              Options
	source, target textLang
	page           edition.Sheet
	sides          []side           // the columns, the first one first
	logo           *edition.Picture // nil for none
	bookmarks      int              // so far
	body           strings.Builder
	comments       strings.Builder
	commentCount   int            // comments so far
	links          []string       // addresses, in order of first use
	linkIDs        map[string]int // of links, from 1
}

// side is a column of the table.
type side struct {
	textLang
	target bool
	width  int // in twentieths of a point
}

// textLang is a language as OOXML marks it.
type textLang struct {
	tag string
	rtl bool
}

func textLangOf(tag string) textLang { return textLang{tag, lang.Direction(tag) == lang.RTL} }

// link returns the id of the relationship to an address, "" when an edition may
// not link to it.
func (e *writer) link(address string) string {
	address, ok := edition.SafeLink(address)
	if !ok {
		return ""
	}
	id := e.linkIDs[address]
	if id == 0 {
		e.links = append(e.links, address)
		id = len(e.links)
		e.linkIDs[address] = id
	}
	return fmt.Sprintf("rLink%d", id)
}

const (
	wordNS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	relNS  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	drawNS = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
	header = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
)

// zip packs the parts in the order Word itself does, without times, so that
// the bytes depend on the document alone.
func (e *writer) zip(w io.Writer) error {
	var parts []archive.Part
	files := []struct {
		name string
		make func() (string, error)
	}{
		{"[Content_Types].xml", e.contentTypes},
		{"_rels/.rels", staticPart("package.rels")},
		{"word/document.xml", func() (string, error) { return e.document(), nil }},
		{"word/_rels/document.xml.rels", e.relationships},
		{"word/styles.xml", e.styles},
		{"word/settings.xml", e.settings},
		{"word/fontTable.xml", e.fontTable},
		{"word/numbering.xml", staticPart("numbering.xml")},
		{"word/footer1.xml", staticPart("footer.xml")},
		{"word/comments.xml", e.commentPart},
		{e.logoPart(), e.logoContent},
		{"docProps/core.xml", e.core},
		{"docProps/app.xml", staticPart("app.xml")},
	}
	for _, f := range files {
		content, err := f.make()
		if err != nil {
			return err
		}
		parts = append(parts, archive.Part{Name: f.name, Content: content})
	}
	return archive.Write(w, parts)
}

func staticPart(name string) func() (string, error) {
	return func() (string, error) {
		b, err := fixed.ReadFile("write/" + name)
		return string(b), err
	}
}

// document closes the body with the page.
func (e *writer) document() string {
	p := e.page
	section := fmt.Sprintf(`<w:sectPr><w:footerReference w:type="default" r:id="rFooter"/>`+
		`<w:pgSz w:w="%d" w:h="%d"/><w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" `+
		`w:header="%d" w:footer="%d" w:gutter="0"/>`, p.Width, p.Height, p.Margin, p.Margin,
		p.Margin+p.Margin/5, p.Margin, p.Margin/2, p.Margin/2)
	if e.o.TargetOnly && e.target.rtl {
		section += `<w:bidi/>`
	}
	return header + `<w:document xmlns:w="` + wordNS + `" xmlns:r="` + relNS + `" xmlns:wp="` + drawNS +
		`"><w:body>` + e.body.String() + section + `</w:sectPr></w:body></w:document>`
}

func (e *writer) contentTypes() (string, error) {
	b, err := fixed.ReadFile("write/contentTypes.xml")
	types := string(b)
	if e.commentCount == 0 {
		from := strings.Index(types, `<Override PartName="/word/comments.xml"`)
		to := from + strings.Index(types[max(from, 0):], "/>") + len("/>")
		types = types[:max(from, 0)] + types[max(to, 0):]
	}
	return types, err
}

func (e *writer) relationships() (string, error) {
	var b strings.Builder
	b.WriteString(header)
	b.WriteString(`<Relationships ` +
		`xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	add := func(id, kind, target, mode string) {
		fmt.Fprintf(&b, `<Relationship Id="%s" Type="%s/%s" Target="%s"%s/>`, id, relNS, kind,
			escape(target), mode)
	}
	add("rStyles", "styles", "styles.xml", "")
	add("rSettings", "settings", "settings.xml", "")
	add("rFonts", "fontTable", "fontTable.xml", "")
	add("rNumbers", "numbering", "numbering.xml", "")
	add("rFooter", "footer", "footer1.xml", "")
	if e.commentCount > 0 {
		add("rComments", "comments", "comments.xml", "")
	}
	if e.logo != nil {
		add("rLogo", "image", strings.TrimPrefix(e.logoPart(), "word/"), "")
	}
	for i, address := range e.links {
		add(fmt.Sprintf("rLink%d", i+1), "hyperlink", address, ` TargetMode="External"`)
	}
	b.WriteString(`</Relationships>`)
	return b.String(), nil
}

func (e *writer) commentPart() (string, error) {
	if e.commentCount == 0 {
		return "", nil
	}
	return header + `<w:comments xmlns:w="` + wordNS + `">` + e.comments.String() +
		`</w:comments>`, nil
}

func (e *writer) core() (string, error) {
	var b strings.Builder
	b.WriteString(header + `<cp:coreProperties ` +
		`xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ` +
		`xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" ` +
		`xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`)
	fmt.Fprintf(&b, `<dc:title>%s</dc:title>`, escape(edition.Title(e.d, e.d.TargetLang, true)))
	if e.d.TargetLang != "" {
		fmt.Fprintf(&b, `<dc:language>%s</dc:language>`, escape(e.d.TargetLang))
	}
	if !e.d.Date.IsZero() {
		date := e.d.Date.UTC().Format(time.RFC3339)
		for _, name := range []string{"created", "modified"} {
			fmt.Fprintf(&b, `<dcterms:%s xsi:type="dcterms:W3CDTF">%s</dcterms:%s>`,
				name, date, name)
		}
	}
	b.WriteString(`</cp:coreProperties>`)
	return b.String(), nil
}

// escape writes s as XML character data, fit for an attribute too.
func escape(s string) string {
	var b bytes.Buffer
	// A bytes.Buffer never fails.
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}
