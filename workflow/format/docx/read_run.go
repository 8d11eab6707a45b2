package docx

import (
	"encoding/xml"
	"slices"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/build"
)

// run reads <w:r>: characters and other pieces that have the same properties.
func (b *body) run() error {
	outer := b.props
	b.props = b.styles.run(props{})
	err := b.x.Children(func(s xml.StartElement) error {
		if word(s.Name) != "rPr" {
			return b.element(s)
		}
		p, err := readProps(b.x)
		b.props = b.styles.run(p)
		if b.prompting && b.styles.isPrompt(p.style) {
			b.props.vanish = on
		}
		return err
	})
	b.props = outer
	return err
}

// runContent reads an element that is a piece of text; done says that it was one.
func (b *body) runContent(s xml.StartElement) (done bool, err error) {
	switch name := word(s.Name); name {
	case "t":
		return true, b.text(preserves(s))
	case "tab", "ptab":
		b.add("\t")
	case "br", "cr":
		b.add("\n")
	case "noBreakHyphen":
		b.add("\u2011")
	case "softHyphen":
		b.add("\u00AD")
	case "sym":
		b.add(symbol(attr(s, "font"), attr(s, "char")))
	case "footnoteReference", "endnoteReference":
		b.noteMark(strings.TrimSuffix(name, "Reference"), s)
	case "footnoteRef", "endnoteRef":
		b.lone(bitext.Code{Type: bitext.NoteMark, Equiv: b.note})
	case "fldChar":
		b.fieldChar(attr(s, "fldCharType"))
	case "instrText":
		return true, b.instruction()
	case "delText", "delInstrText", "fldData":
	case "":
		return b.foreignContent(s)
	default:
		return false, nil
	}
	return true, b.x.Skip()
}

// foreignContent reads pieces that other namespaces have: the letters of formulas and the
// descriptions of pictures.
func (b *body) foreignContent(s xml.StartElement) (done bool, err error) {
	switch {
	case s.Name.Local == "t" && strings.HasSuffix(s.Name.Space, "/math"):
		return true, b.text(true)
	case s.Name.Local == "docPr":
		if alt := plainAttr(s, "descr"); alt != "" {
			b.lone(bitext.Code{Type: bitext.Image, Equiv: alt})
		}
		return true, b.x.Skip()
	}
	return false, nil
}

func preserves(s xml.StartElement) bool {
	for _, a := range s.Attr {
		if a.Name.Local == "space" && a.Value == "preserve" {
			return true
		}
	}
	return false
}

func (b *body) text(preserve bool) error {
	s, err := b.x.Characters()
	if err != nil {
		return err
	}
	if !preserve {
		s = strings.Trim(s, " \t\r\n")
	}
	b.add(strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' {
			return ' ' // a line break is an element of its own
		}
		return r
	}, s))
	return nil
}

// add adds characters with the formats of the run.
func (b *body) add(s string) {
	if s == "" || b.props.vanish == on || b.isHidden() {
		return
	}
	b.letters.Add(s, b.props.lang.latin, b.props.lang.bidi)
	b.in.Add(s, b.formats())
}

func (b *body) lone(c bitext.Code) {
	if b.props.vanish == on || b.isHidden() {
		return
	}
	formats := b.formats()
	if c.Type == bitext.NoteMark {
		formats = dropType(formats, bitext.Superscript)
	}
	b.in.Lone(c, formats)
}

// formats are those of the run and the links around it. A link is underlined in any case.
func (b *body) formats() []build.Format {
	links := append(slices.Clone(b.links), b.fieldLinks()...)
	formats := b.props.formats()
	if len(links) > 0 {
		formats = dropType(formats, bitext.Underline)
	}
	return append(links, formats...)
}

// dropType takes one type out of formats, which are changed.
func dropType(formats []build.Format, t bitext.CodeType) []build.Format {
	return slices.DeleteFunc(formats, func(f build.Format) bool { return f.Type == t })
}

// noteMark reads the mark of a note. A mark of the author's own follows as text.
func (b *body) noteMark(kind string, s xml.StartElement) {
	number := b.notes[kind].number(attr(s, "id"))
	if custom := attr(s, "customMarkFollows"); custom == "" || custom == "0" || custom == "false" {
		b.lone(bitext.Code{Type: bitext.NoteMark, Equiv: number})
	}
}
