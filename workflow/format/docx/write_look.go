package docx

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/lang"
)

var measure = regexp.MustCompile(`\{(size|complex|line)(\d+)\}`)

// styles puts the languages and the look of the edition into the style sheet: Word has one setting
// for the language written from the left and one for that from the right. The measures of styles are
// in percent of the text's.
func (e *writer) styles() (string, error) {
	sheet, err := e.withLanguages("styles.xml")
	f, after := e.o.Look.Typeface.Face(), "0"
	if e.o.TargetOnly { // paragraphs, which no table parts
		after = "120"
	}
	sheet = strings.NewReplacer("{latin}", f.Latin, "{arabic}", f.Arabic, "{accent}", e.o.Look.Colour(),
		"{after}", after).Replace(sheet)
	whole := map[string]int{"size": f.Size, "complex": f.Complex, "line": f.Line}
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
	f := e.o.Look.Typeface.Face()
	var fonts strings.Builder
	for i, name := range []string{f.Latin, f.Arabic} {
		if i == 0 || name != f.Latin {
			fmt.Fprintf(&fonts, `<w:font w:name="%s"><w:altName w:val="%s"/><w:family w:val="%s"/>`+
				`<w:pitch w:val="variable"/></w:font>`, name, f.Other, f.Family)
		}
	}
	return strings.Replace(string(b), "{fonts}", fonts.String(), 1), err
}

// masthead writes the logo, or else the name of the publication, above both languages. A text alone,
// which goes on to other hands, has the logo where there is one.
func (e *writer) masthead() {
	if e.logo != nil {
		e.body.WriteString(`<w:p><w:pPr><w:pStyle w:val="Masthead"/></w:pPr><w:r>`)
		e.drawing()
		e.body.WriteString(`</w:r></w:p>`)
	}
	if e.logo != nil || e.o.TargetOnly {
		return
	}
	for _, name := range edition.Publishers(e.d) {
		v := textLang{rtl: lang.FirstStrong(name) == lang.RTL}
		e.paragraph(&e.body, paraStyle{style: "Masthead", v: v}, bitext.Plain(name))
	}
}

// logoPart is the name of the part with the logo; empty for none.
func (e *writer) logoPart() string {
	if e.logo == nil {
		return ""
	}
	return "word/media/logo." + e.logo.Kind
}

func (e *writer) logoContent() (string, error) {
	if e.logo == nil {
		return "", nil
	}
	return string(e.logo.Data), nil
}

// drawing shows the logo.
func (e *writer) drawing() {
	const millimetre = 36000 // in English metric units
	width, height := max(int(e.logo.Width*millimetre), 1), max(int(e.logo.Height*millimetre), 1)
	name := strings.Join(edition.Publishers(e.d), ", ")
	const draw = "http://schemas.openxmlformats.org/drawingml/2006/main"
	const pic = "http://schemas.openxmlformats.org/drawingml/2006/picture"
	fmt.Fprintf(&e.body, `<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">`+
		`<wp:extent cx="%[1]d" cy="%[2]d"/><wp:docPr id="1" name="logo" descr="%[3]s"/>`+
		`<a:graphic xmlns:a="%[4]s"><a:graphicData uri="%[5]s"><pic:pic xmlns:pic="%[5]s">`+
		`<pic:nvPicPr><pic:cNvPr id="1" name="logo"/><pic:cNvPicPr/></pic:nvPicPr>`+
		`<pic:blipFill><a:blip r:embed="rLogo"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>`+
		`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%[1]d" cy="%[2]d"/></a:xfrm>`+
		`<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>`+
		`</a:graphic></wp:inline></w:drawing>`, width, height, escape(name), draw, pic)
}
