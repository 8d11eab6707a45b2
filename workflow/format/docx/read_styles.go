package docx

import (
	"encoding/xml"
	"strconv"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/build"
	"truchement/workflow/format/limit"
)

// maxStyleDepth is how many styles may be based on one another; Word allows eleven.
const maxStyleDepth = 16

// style is one style of the file.
type style struct {
	name, base string
	props      props
	para       paraProps
	linked     bool // the character side of a paragraph style
}

// paraProps are the properties that decide the kind of a paragraph.
type paraProps struct {
	style   string
	outline int // the outline level from 1; 0 when unset, -1 for body text
	listed  toggle
	removed bool // it continues in the next: its end was deleted in a tracked change, or it is a dropped initial
}

// styles are the styles of the file, by id.
type styles struct {
	byID      map[string]*style
	paragraph string // the id of the style of paragraphs that name none
	defaults  props
}

func readStyles(p *pkg) (*styles, error) {
	st := &styles{byID: map[string]*style{}}
	rels, err := p.rels(p.main)
	if err != nil {
		return nil, err
	}
	err = p.each(rels.byType("styles"), func(x *limit.XML, s xml.StartElement) error {
		switch word(s.Name) {
		case "style":
			return st.add(x, s)
		case "rPrDefault":
			return x.Children(func(xml.StartElement) (err error) {
				st.defaults, err = readProps(x)
				return err
			})
		case "latentStyles":
			return x.Skip()
		}
		return nil
	})
	return st, err
}

func (st *styles) add(x *limit.XML, s xml.StartElement) error {
	one := &style{}
	id := attr(s, "styleId")
	if attr(s, "type") == "paragraph" {
		if d := attr(s, "default"); d == "1" || d == "true" || d == "on" {
			st.paragraph = id
		}
	}
	st.byID[id] = one
	err := x.Children(func(c xml.StartElement) (err error) {
		switch word(c.Name) {
		case "name":
			one.name = attr(c, "val")
		case "basedOn":
			one.base = attr(c, "val")
		case "link":
			one.linked = attr(s, "type") == "character"
		case "rPr":
			one.props, err = readProps(x)
			return err
		case "pPr":
			one.para, err = readParaProps(x)
			return err
		}
		return x.Skip()
	})
	if build.IsCodeStyle(one.name) {
		one.props.mono = on
	}
	// Emphasis looks as its language wants it: heavier in Arabic, which has no italics.
	if strings.EqualFold(one.name, "emphasis") {
		one.props.bold, one.props.boldComplex = unset, unset
		one.props.italic, one.props.italicComplex = on, on
	}
	return err
}

// readParaProps reads <w:pPr>, whose start tag was read.
func readParaProps(x *limit.XML) (paraProps, error) {
	var p paraProps
	err := x.Children(func(s xml.StartElement) error {
		switch word(s.Name) {
		case "pStyle":
			p.style = attr(s, "val")
		case "outlineLvl":
			p.outline = outline(attr(s, "val"))
		case "framePr":
			drop := attr(s, "dropCap")
			p.removed = p.removed || drop == "drop" || drop == "margin"
		case "numPr":
			return p.numbering(x)
		case "rPr":
			return x.Children(func(c xml.StartElement) error {
				p.removed = p.removed || word(c.Name) == "del" || word(c.Name) == "moveFrom"
				return x.Skip()
			})
		}
		return x.Skip()
	})
	return p, err
}

// isPrompt reports whether a style is the one of words that say what should be typed in a place; its name is English
// whatever the language of Word.
func (st *styles) isPrompt(id string) bool {
	if one := st.byID[id]; one != nil {
		return strings.EqualFold(one.name, "placeholder text")
	}
	return id == "PlaceholderText"
}

// outline reads an outline level, which counts from 0 and has 9 for body text.
func outline(val string) int {
	n, err := strconv.Atoi(val)
	if err != nil || n < 0 || n > 8 {
		return -1
	}
	return n + 1
}

func (p *paraProps) numbering(x *limit.XML) error {
	p.listed = on
	return x.Children(func(s xml.StartElement) error {
		if word(s.Name) == "numId" && attr(s, "val") == "0" {
			p.listed = off
		}
		return x.Skip()
	})
}

// run is what the properties of a run come to with its styles and the defaults.
func (st *styles) run(p props) props {
	id := p.style
	for range maxStyleDepth {
		s := st.byID[id]
		if s == nil {
			break
		}
		if !s.linked {
			p = p.withBase(s.props)
		}
		id = s.base
	}
	if p.lang.latin == "" {
		p.lang.latin = st.defaults.lang.latin
	}
	if p.lang.bidi == "" {
		p.lang.bidi = st.defaults.lang.bidi
	}
	return p
}

// kind finds the kind of a paragraph: by its own outline level, then by its style and those
// that style is based on, then by its numbering.
func (st *styles) kind(p paraProps) (bitext.BlockKind, int) {
	if p.outline > 0 {
		return bitext.Heading, min(p.outline, 6)
	}
	id := p.style
	if id == "" {
		id = st.paragraph
	}
	outline, listed := p.outline, p.listed
	for range maxStyleDepth {
		s := st.byID[id]
		if s == nil {
			break
		}
		if outline == 0 {
			outline = s.para.outline
		}
		switch kind, level := build.StyleKind(s.name); {
		case kind != "" && kind != bitext.Heading:
			return kind, level
		case outline > 0:
			return bitext.Heading, min(outline, 6)
		case kind == bitext.Heading && outline == 0:
			return kind, level
		}
		listed = listed.orElse(s.para.listed)
		id = s.base
	}
	if listed == on {
		return bitext.ListItem, 0
	}
	return bitext.Paragraph, 0
}
