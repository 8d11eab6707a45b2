package docx

import (
	"encoding/xml"
	"strconv"

	"truchement/workflow/bitext"
	"truchement/workflow/format/build"
	"truchement/workflow/format/limit"
)

// The namespaces of WordprocessingML, transitional and strict, and of relationships.
const (
	wordSpace       = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	wordStrictSpace = "http://purl.oclc.org/ooxml/wordprocessingml/main"
	relSpace        = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	relStrictSpace  = "http://purl.oclc.org/ooxml/officeDocument/relationships"
)

// word is the local name of a WordprocessingML element, or "" for any other.
func word(n xml.Name) string {
	if n.Space == wordSpace || n.Space == wordStrictSpace {
		return n.Local
	}
	return ""
}

// attr is the value of an attribute of WordprocessingML or of no namespace.
func attr(s xml.StartElement, name string) string {
	for _, a := range s.Attr {
		if a.Name.Local == name && (a.Name.Space == "" || word(a.Name) != "") {
			return a.Value
		}
	}
	return ""
}

// toggle is a property that is on, off, or left to the style.
type toggle uint8

const (
	unset toggle = iota
	on
	off
)

func toggleOf(s xml.StartElement) toggle {
	switch attr(s, "val") {
	case "0", "false", "off", "none":
		return off
	}
	return on
}

func (t toggle) orElse(base toggle) toggle {
	if t == unset {
		return base
	}
	return t
}

// tags are the languages of a run, by the script that its text turns out to be in.
type tags struct{ latin, bidi string }

// props are the properties of a run that show, and those that give its language.
type props struct {
	style                 string
	bold, boldComplex     toggle // complex is for runs of Arabic, which ignore the other
	italic, italicComplex toggle
	underline, strike     toggle
	mono, vanish          toggle
	complex               toggle
	vertical              bitext.CodeType // Superscript, Subscript or ""
	verticalSet           bool            // raise is set, be it to none
	hasSize               bool            // it has a size of its own
	lang                  tags
}

// withBase returns p where it says something, and base elsewhere.
func (p props) withBase(base props) props {
	p.bold, p.boldComplex = p.bold.orElse(base.bold), p.boldComplex.orElse(base.boldComplex)
	p.italic, p.italicComplex = p.italic.orElse(base.italic), p.italicComplex.orElse(base.italicComplex)
	p.underline, p.strike = p.underline.orElse(base.underline), p.strike.orElse(base.strike)
	p.mono, p.vanish = p.mono.orElse(base.mono), p.vanish.orElse(base.vanish)
	p.complex = p.complex.orElse(base.complex)
	if !p.verticalSet {
		p.vertical, p.verticalSet = base.vertical, base.verticalSet
	}
	if p.lang.latin == "" {
		p.lang.latin = base.lang.latin
	}
	if p.lang.bidi == "" {
		p.lang.bidi = base.lang.bidi
	}
	return p
}

// formats are what p shows.
func (p props) formats() []build.Format {
	bold, italic := p.bold, p.italic
	if p.complex == on {
		bold, italic = p.boldComplex, p.italicComplex
	}
	var out []build.Format
	for _, f := range []struct {
		is   toggle
		code bitext.CodeType
	}{
		{bold, bitext.Bold}, {italic, bitext.Italic}, {p.underline, bitext.Underline},
		{p.strike, bitext.Strike}, {p.mono, bitext.Monospace},
	} {
		if f.is == on {
			out = append(out, build.Format{Type: f.code})
		}
	}
	if p.vertical != "" {
		out = append(out, build.Format{Type: p.vertical})
	}
	return out
}

// readProps reads <w:rPr>, whose start tag was read.
func readProps(x *limit.XML) (props, error) {
	var p props
	position := 0
	err := x.Children(func(s xml.StartElement) error {
		if word(s.Name) == "position" {
			position, _ = strconv.Atoi(attr(s, "val")) // what is no number raises by 0
		}
		p.set(s)
		return x.Skip()
	})
	// LibreOffice writes superscript as small text that is raised by hand.
	if p.hasSize && !p.verticalSet && position != 0 {
		p.verticalSet, p.vertical = true, bitext.Superscript
		if position < 0 {
			p.vertical = bitext.Subscript
		}
	}
	return p, err
}

func (p *props) set(s xml.StartElement) {
	switch word(s.Name) {
	case "rStyle":
		p.style = attr(s, "val")
	case "b":
		p.bold = toggleOf(s)
	case "bCs":
		p.boldComplex = toggleOf(s)
	case "i":
		p.italic = toggleOf(s)
	case "iCs":
		p.italicComplex = toggleOf(s)
	case "u":
		p.underline = toggleOf(s)
	case "strike", "dstrike":
		if p.strike != on { // either of the two shows
			p.strike = toggleOf(s)
		}
	case "vanish":
		p.vanish = toggleOf(s)
	case "rtl", "cs":
		if p.complex != on {
			p.complex = toggleOf(s)
		}
	case "sz":
		p.hasSize = true
	case "vertAlign":
		p.verticalSet = true
		switch attr(s, "val") {
		case "superscript":
			p.vertical = bitext.Superscript
		case "subscript":
			p.vertical = bitext.Subscript
		}
	case "lang":
		p.lang = tags{attr(s, "val"), attr(s, "bidi")}
	}
}
