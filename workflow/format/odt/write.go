package odt

import (
	"bytes"
	_ "embed" // the style sheet
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
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

//go:embed write/styles.xml
var sheet string

// Write writes d as an OpenDocument text. A bilingual edition is a table with a row a segment, Arabic
// on the right and French on the left whichever comes first, with the masthead above, the comments
// as annotations and the credits at the end. The same document gives the same bytes.
func Write(w io.Writer, d *bitext.Document, o Options) error {
	e := &writer{d: d, o: o, source: sideOf(d.SourceLang), target: sideOf(d.TargetLang),
		page: o.Paper.Sheet(), logo: o.Look.Picture(), styles: map[string]string{}}
	e.source.width, e.target.width = e.page.Columns(d)
	e.target.target = true
	e.sides = []side{e.source, e.target}
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
		return fmt.Errorf("odt: %w", err)
	}
	return nil
}

// writer collects the text, and the styles that it turns out to need.
type writer struct {
	d              *bitext.Document
	o              Options
	source, target side
	page           edition.Sheet
	sides          []side // the columns, the first one first
	logo           *edition.Picture
	body           strings.Builder
	automatic      strings.Builder   // styles
	styles         map[string]string // names of automatic styles, by what they are
	annotations    int               // so far
}

// side is one of the two languages.
type side struct {
	tag    string
	rtl    bool
	target bool
	width  int // of its column, in twentieths of a point
}

func sideOf(tag string) side { return side{tag: tag, rtl: lang.Direction(tag) == lang.RTL} }

const mime = "application/vnd.oasis.opendocument.text"

const header = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

const namespaces = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" ` +
	`xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" ` +
	`xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" ` +
	`xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" ` +
	`xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" ` +
	`xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" ` +
	`xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" ` +
	`xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" ` +
	`xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"`

// zip packs the parts.
func (e *writer) zip(w io.Writer) error {
	parts := []archive.Part{
		{Name: "mimetype", Content: mime},
		{Name: "content.xml", Content: e.content()},
		{Name: "styles.xml", Content: e.sheet()},
		{Name: "meta.xml", Content: e.meta()},
		{Name: "META-INF/manifest.xml", Content: e.manifest()},
	}
	if e.logo != nil {
		parts = append(parts, archive.Part{Name: e.logoPart(), Content: string(e.logo.Data)})
	}
	return archive.Write(w, parts)
}

func (e *writer) logoPart() string { return "Pictures/logo." + e.logo.Kind }

func (e *writer) manifest() string {
	var b strings.Builder
	b.WriteString(header + `<manifest:manifest ` +
		`xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">`)
	entry := func(name, kind string) {
		fmt.Fprintf(&b, `<manifest:file-entry manifest:full-path="%s" manifest:media-type="%s"/>`, name, kind)
	}
	fmt.Fprintf(&b, `<manifest:file-entry manifest:full-path="/" manifest:version="1.3" `+
		`manifest:media-type="%s"/>`, mime)
	for _, name := range []string{"content.xml", "styles.xml", "meta.xml"} {
		entry(name, "text/xml")
	}
	if e.logo != nil {
		entry(e.logoPart(), "image/"+e.logo.Kind)
	}
	b.WriteString(`</manifest:manifest>`)
	return b.String()
}

func (e *writer) meta() string {
	var b strings.Builder
	b.WriteString(header + `<office:document-meta ` + namespaces + ` office:version="1.3"><office:meta>` +
		`<meta:generator>Truchement</meta:generator>`)
	fmt.Fprintf(&b, `<dc:title>%s</dc:title>`, escape(edition.Title(e.d, e.d.TargetLang, true)))
	if lang.Valid(e.d.TargetLang) {
		fmt.Fprintf(&b, `<dc:language>%s</dc:language>`, escape(e.d.TargetLang))
	}
	if !e.d.Date.IsZero() {
		date := e.d.Date.UTC().Format(time.RFC3339)
		fmt.Fprintf(&b, `<meta:creation-date>%s</meta:creation-date><dc:date>%[1]s</dc:date>`, date)
	}
	b.WriteString(`</office:meta></office:document-meta>`)
	return b.String()
}

var measure = regexp.MustCompile(`\{(size|complex|line)(\d+)\}`)

// sheet is the style sheet in the look of the edition; the measures of styles are in percent of the
// text's. Western and complex letters have a language each.
func (e *writer) sheet() string {
	f, after, mode := e.o.Look.Typeface.Face(), "0cm", "lr-tb"
	if e.o.TargetOnly { // paragraphs, which no table parts
		after = "0.21cm"
		if e.target.rtl {
			mode = "rl-tb"
		}
	}
	words := map[bool][2]string{false: {"fr", "FR"}, true: {"ar", "MA"}}
	for _, v := range []side{e.source, e.target} {
		if lang.Valid(v.tag) {
			_, country, _ := strings.Cut(v.tag, "-")
			if len(country) != 2 {
				country = "none"
			}
			words[v.rtl] = [2]string{lang.Base(v.tag), strings.ToUpper(country)}
			if country == "none" {
				words[v.rtl] = [2]string{lang.Base(v.tag), country}
			}
		}
	}
	out := strings.NewReplacer("{ns}", namespaces, "{fonts}", fontFaces(f), "{latin}", f.Latin,
		"{arabic}", f.Arabic, "{after}", after, "{accent}", strings.ToLower(e.o.Look.Colour()),
		"{ltr}", words[false][0], "{ltrcountry}", words[false][1], "{rtl}", words[true][0],
		"{rtlcountry}", words[true][1], "{width}", points(e.page.Width), "{height}", points(e.page.Height),
		"{margin}", points(e.page.Margin), "{mode}", mode).Replace(sheet)
	return measure.ReplaceAllStringFunc(out, func(name string) string {
		m := measure.FindStringSubmatch(name)
		percent, _ := strconv.Atoi(m[2]) // digits, by the expression
		switch m[1] {
		case "size":
			return points(f.Size * 10 * percent / 100)
		case "complex":
			return points(f.Complex * 10 * percent / 100)
		}
		return points(f.Line * percent / 100)
	})
}

// points writes twentieths of a point.
func points(twentieths int) string {
	return strconv.FormatFloat(float64(twentieths)/20, 'f', -1, 64) + "pt"
}

func fontFaces(f edition.Face) string {
	var b strings.Builder
	done := map[string]bool{}
	for _, name := range []string{f.Latin, f.Arabic, "Courier New"} {
		if !done[name] {
			done[name] = true
			fmt.Fprintf(&b, `<style:font-face style:name="%s" svg:font-family="'%[1]s', '%s'" `+
				`style:font-family-generic="%s" style:font-pitch="variable"/>`, name, f.Other, f.Family)
		}
	}
	return b.String()
}

// content is the text with the styles that it needs.
func (e *writer) content() string {
	return header + `<office:document-content ` + namespaces + ` office:version="1.3">` +
		`<office:font-face-decls>` + fontFaces(e.o.Look.Typeface.Face()) + `</office:font-face-decls>` +
		`<office:automatic-styles>` + e.automatic.String() + `</office:automatic-styles>` +
		`<office:body><office:text>` + e.body.String() + `</office:text></office:body></office:document-content>`
}

// escape writes s as XML character data, fit for an attribute too.
func escape(s string) string {
	var b bytes.Buffer
	// A bytes.Buffer never fails.
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}
