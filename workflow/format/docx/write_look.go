package docx

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	_ "image/jpeg" // logos
	_ "image/png"
	"regexp"
	"strconv"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/lang"
)

// page is the size of a page and its margins, in twentieths of a point.
type page struct{ width, height, margin int }

func pageOf(p edition.Paper) page {
	switch p {
	case edition.A5:
		return page{8391, 11906, 624}
	case edition.Tabloid:
		return page{15874, 24378, 964}
	}
	return page{11906, 16838, 850}
}

// columns are the widths of the source's column and the target's: the longer text gets the wider one,
// within bounds, so that the two sides of a pair end close to each other.
func (p page) columns(d *bitext.Document) (source, target int) {
	source, target = 1, 1 // characters
	for _, s := range d.Segments() {
		source += s.Source.Len()
		target += s.Target.Len()
	}
	whole := p.width - 2*p.margin
	share := min(max(float64(source)/float64(source+target), 0.42), 0.58)
	source = int(share * float64(whole))
	return source, whole - source
}

// face is a typeface as Word names it. Both scripts stand on one grid of lines, of an exact height:
// by themselves Arabic fonts take half as much again as Latin ones, and the shorter text of a pair
// leaves a hole.
type face struct {
	latin, arabic string
	other, family string // what Windows and macOS have, where these fonts are not there
	size, complex int    // of the text, in half points
	line          int    // in twentieths of a point
}

func faceOf(t edition.Typeface) face {
	switch t {
	case edition.Press:
		return face{"Source Serif 4", "Noto Naskh Arabic", "Times New Roman", "roman", 18, 21, 285}
	case edition.Modern:
		return face{"IBM Plex Sans", "IBM Plex Sans Arabic", "Arial", "swiss", 17, 19, 275}
	}
	return face{"Amiri", "Amiri", "Times New Roman", "roman", 20, 22, 280}
}

var measure = regexp.MustCompile(`\{(size|complex|line)(\d+)\}`)

// styles puts the languages and the look of the edition into the style sheet: Word has one setting
// for the language written from the left and one for that from the right. The measures of styles are
// in percent of the text's.
func (e *writer) styles() (string, error) {
	sheet, err := e.withLanguages("styles.xml")
	f, accent, after := faceOf(e.o.Look.Typeface), "0B5F5A", "0"
	if _, ok := e.o.Look.RGB(); ok {
		accent = strings.ToUpper(e.o.Look.Accent[1:])
	}
	if e.o.TargetOnly { // paragraphs, which no table parts
		after = "120"
	}
	sheet = strings.NewReplacer("{latin}", f.latin, "{arabic}", f.arabic, "{accent}", accent,
		"{after}", after).Replace(sheet)
	whole := map[string]int{"size": f.size, "complex": f.complex, "line": f.line}
	return measure.ReplaceAllStringFunc(sheet, func(name string) string {
		m := measure.FindStringSubmatch(name)
		percent, _ := strconv.Atoi(m[2]) // digits, by the expression
		return strconv.Itoa((whole[m[1]]*percent + 50) / 100)
	}), err
}

func (e *writer) settings() (string, error) { return e.withLanguages("settings.xml") }

func (e *writer) withLanguages(name string) (string, error) {
	b, err := fixed.ReadFile("write/" + name)
	ltr, rtl := "fr", "ar"
	for _, v := range []textLang{e.source, e.target} {
		switch {
		case v.tag == "":
		case v.rtl:
			rtl = v.tag
		default:
			ltr = v.tag
		}
	}
	return strings.NewReplacer("{ltr}", escape(ltr), "{rtl}", escape(rtl)).Replace(string(b)), err
}

// fontTable says what Word takes where the fonts of the edition are not there.
func (e *writer) fontTable() (string, error) {
	b, err := fixed.ReadFile("write/fontTable.xml")
	f := faceOf(e.o.Look.Typeface)
	var fonts strings.Builder
	for i, name := range []string{f.latin, f.arabic} {
		if i == 0 || name != f.latin {
			fmt.Fprintf(&fonts, `<w:font w:name="%s"><w:altName w:val="%s"/><w:family w:val="%s"/>`+
				`<w:pitch w:val="variable"/></w:font>`, name, f.other, f.family)
		}
	}
	return strings.Replace(string(b), "{fonts}", fonts.String(), 1), err
}

// masthead writes the logo and the name of the publication above both languages. A text alone, which
// goes on to other hands, has the logo where there is one.
func (e *writer) masthead() {
	if e.logo != nil {
		e.body.WriteString(`<w:p><w:pPr><w:pStyle w:val="Masthead"/></w:pPr><w:r>`)
		e.logo.drawing(&e.body, strings.Join(edition.Publishers(e.d), ", "))
		e.body.WriteString(`</w:r></w:p>`)
	}
	if e.o.TargetOnly {
		return
	}
	for _, name := range edition.Publishers(e.d) {
		v := textLang{rtl: lang.FirstStrong(name) == lang.RTL}
		e.paragraph(&e.body, paraStyle{style: "Masthead", v: v}, bitext.Plain(name))
	}
}

// logo is the image of a publication.
type logo struct {
	image         []byte
	kind          string // png or jpeg
	width, height int    // in pixels
}

// logoOf returns nil for what is no PNG and no JPEG.
func logoOf(data []byte) *logo {
	c, kind, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || c.Width <= 0 || c.Height <= 0 {
		return nil
	}
	return &logo{data, kind, c.Width, c.Height}
}

func (l *logo) part() string {
	if l == nil {
		return ""
	}
	return "word/media/logo." + l.kind
}

func (l *logo) content() string {
	if l == nil {
		return ""
	}
	return string(l.image)
}

// drawing shows the logo 12 mm high, or 80 mm wide where it is very wide.
func (l *logo) drawing(b *strings.Builder, name string) {
	const millimetre = 36000 // in English metric units
	height := 12 * millimetre
	width := int(int64(height) * int64(l.width) / int64(l.height))
	if most := 80 * millimetre; width > most {
		width, height = most, max(int(int64(most)*int64(l.height)/int64(l.width)), 1)
	}
	const draw = "http://schemas.openxmlformats.org/drawingml/2006/main"
	const pic = "http://schemas.openxmlformats.org/drawingml/2006/picture"
	fmt.Fprintf(b, `<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">`+
		`<wp:extent cx="%[1]d" cy="%[2]d"/><wp:docPr id="1" name="logo" title="%[3]s"/>`+
		`<a:graphic xmlns:a="%[4]s"><a:graphicData uri="%[5]s"><pic:pic xmlns:pic="%[5]s">`+
		`<pic:nvPicPr><pic:cNvPr id="1" name="logo"/><pic:cNvPicPr/></pic:nvPicPr>`+
		`<pic:blipFill><a:blip r:embed="rLogo"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>`+
		`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%[1]d" cy="%[2]d"/></a:xfrm>`+
		`<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>`+
		`</a:graphic></wp:inline></w:drawing>`, width, height, escape(name), draw, pic)
}

// maxVersion is how many digits of a version fit into the 40 characters that Word grants to the name
// of a bookmark.
const maxVersion = 99_999

// bookmark names the bookmark of a segment: its id, and the version that the edition holds. Word
// allows letters, digits and underscores, and hides a name that begins with an underscore.
func bookmark(id string, version int64) string {
	if version < 1 || version > maxVersion {
		version = 0 // not known
	}
	return "_s" + bookmarkID(id) + "_" + strconv.FormatInt(version, 10)
}

// bookmarkID is an id of the desk, a UUID, without its hyphens. Any other is hashed.
func bookmarkID(id string) string {
	short := strings.ReplaceAll(id, "-", "")
	if len(short) > 32 || strings.ContainsFunc(short, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'a' || r > 'z')
	}) {
		sum := sha256.Sum256([]byte(id))
		return hex.EncodeToString(sum[:16])
	}
	return short
}
