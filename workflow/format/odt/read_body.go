package odt

import (
	"encoding/xml"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"truchement/workflow/bitext"
	"truchement/workflow/format/build"
	"truchement/workflow/format/limit"
)

// body reads the parts of a text.
type body struct {
	x       *limit.XML
	styles  styles
	article build.Article
	letters build.Letters
	title   string

	open
	links  []build.Format
	listed bool    // in a list
	inNote bool    // in a note, whose blocks come after all others
	notes  []block // of notes
	note   string  // the mark of the note that begins
}

// open is the current paragraph; its style is empty outside of one.
type open struct {
	in      build.Inline
	isOpen  bool
	style   string
	outline int
	look    look
}

// block is a paragraph that is added later.
type block struct {
	kind  bitext.BlockKind
	level int
	in    build.Inline
}

// maxSpaces is how many spaces of one <text:s> are read.
const maxSpaces = 1000

// content reads what is in the element whose start tag was read: characters and elements.
func (b *body) content() error {
	for {
		t, err := b.x.Token()
		if err == io.EOF {
			return b.x.Fail(limit.Damaged, io.ErrUnexpectedEOF)
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.CharData:
			b.add(string(t))
		case xml.StartElement:
			if err := b.element(t); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

// element reads any element. It reads what is in elements that it does not know, so that text is found in new kinds of
// wrappers too.
func (b *body) element(s xml.StartElement) error {
	switch name := tag(s.Name); name {
	case "text:p", "text:h":
		return b.paragraph(s)
	case "text:list":
		outer := b.listed
		defer func() { b.listed = outer }()
		b.listed = true
	case "text:span":
		return b.within(b.styles.span(attr(s, "text:style-name"), b.look))
	case "text:a":
		return b.link(build.Address(attr(s, "href")))
	case "text:section":
		if attr(s, "text:display") == "none" {
			return b.x.Skip()
		}
	case "text:note":
		return b.noteAt()
	case "draw:frame", "draw:custom-shape", "draw:g":
		return b.frame()
	case "text:s", "text:tab", "text:line-break":
		b.space(name, s)
		return b.x.Skip()
	case "text:tracked-changes", "office:annotation", "office:forms", "text:ruby-text", "text:hidden-text",
		"table:covered-table-cell", "text:table-of-content", "text:illustration-index", "text:table-index",
		"text:object-index", "text:user-index", "text:alphabetical-index", "text:bibliography", "text:sequence-decls",
		"text:variable-decls", "text:user-field-decls", "text:dde-connection-decls", "office:event-listeners", "text:note-citation",
		"svg:title", "svg:desc", "office:binary-data", "text:list-header", "text:number", "math":
		return b.x.Skip()
	}
	return b.content()
}

// paragraph reads <text:p> or <text:h>. A paragraph in a text box comes before the one it is anchored in.
func (b *body) paragraph(s xml.StartElement) error {
	outer := b.open
	name := attr(s, "text:style-name")
	b.open = open{isOpen: true, style: name, look: b.styles.paragraph(name)}
	if tag(s.Name) == "text:h" {
		level, err := strconv.Atoi(attr(s, "text:outline-level"))
		if err != nil {
			level = 1
		}
		b.outline = max(1, level)
	}
	if b.note != "" {
		b.in.Lone(bitext.Code{Type: bitext.NoteMark, Equiv: b.note}, nil)
		b.in.Add(" ", nil)
		b.note = ""
	}
	if err := b.content(); err != nil {
		return err
	}
	kind, level := b.styles.kind(name, b.outline, b.listed)
	in := b.in
	b.open = outer
	if b.inNote {
		b.notes = append(b.notes, block{kind, level, in})
		return nil
	}
	if kind == bitext.Headline && b.article.Has(bitext.Headline) {
		kind, level = bitext.Heading, 1
	}
	return b.article.Add(kind, level, &in)
}

// within reads what is in an element that has a look.
func (b *body) within(l look) error {
	outer := b.look
	b.look = l
	err := b.content()
	b.look = outer
	return err
}

// link reads what is in a link; an empty address is none.
func (b *body) link(address string) error {
	outer := b.links
	if address != "" {
		b.links = append(outer[:len(outer):len(outer)], build.Format{Type: bitext.Link, Data: address})
	}
	err := b.content()
	b.links = outer
	return err
}

// noteAt reads <text:note>: its mark stands here, and its text after all others.
func (b *body) noteAt() error {
	defer func() { b.note = "" }()
	return b.x.Children(func(s xml.StartElement) error {
		switch tag(s.Name) {
		case "text:note-citation":
			mark, err := b.x.Characters()
			if b.note = build.Line(mark); err == nil && b.shows() {
				b.in.Lone(bitext.Code{Type: bitext.NoteMark, Equiv: b.note}, b.formats(false, bitext.Superscript))
			}
			return err
		case "text:note-body":
			outer, inNote, listed, links := b.open, b.inNote, b.listed, b.links
			b.open, b.inNote, b.listed, b.links = open{}, true, false, nil
			err := b.content()
			b.open, b.inNote, b.listed, b.links = outer, inNote, listed, links
			return err
		}
		return b.x.Skip()
	})
}

// frame reads a picture, whose description stands for it, or a box with text.
func (b *body) frame() error {
	title, description := "", ""
	err := b.x.Children(func(s xml.StartElement) (err error) {
		switch tag(s.Name) {
		case "svg:title":
			title, err = b.x.Characters()
			return err
		case "svg:desc":
			description, err = b.x.Characters()
			return err
		}
		return b.element(s)
	})
	if description == "" {
		description = title
	}
	if description = build.Line(description); description != "" && b.shows() {
		b.in.Lone(bitext.Code{Type: bitext.Image, Equiv: description}, b.formats(false))
	}
	return err
}

// space adds the white space that has elements of its own.
func (b *body) space(name string, s xml.StartElement) {
	if !b.shows() {
		return
	}
	switch name {
	case "text:tab":
		b.in.Add("\t", b.formats(false))
	case "text:line-break":
		b.in.Break()
	default:
		n, err := strconv.Atoi(attr(s, "text:c"))
		if err != nil {
			n = 1
		}
		b.in.Add(strings.Repeat(" ", max(0, min(n, maxSpaces))), b.formats(false))
	}
}

// shows reports whether text is shown here.
func (b *body) shows() bool { return b.isOpen && !b.look.hidden() }

// add adds characters, with white space as ODF shows it: once, and not at the beginning.
func (b *body) add(s string) {
	if !b.shows() {
		return
	}
	latin, arabic := b.look.languages()
	b.letters.Add(s, latin, arabic)
	b.in.AddCollapsed(s, b.formats(isArabic(s)))
}

// isArabic reports whether the first letter of s is Arabic.
func isArabic(s string) bool {
	at := strings.IndexFunc(s, unicode.IsLetter)
	if at < 0 {
		return false
	}
	for _, r := range s[at:] {
		return unicode.Is(unicode.Arabic, r)
	}
	return false
}

// formats are those of the text here and the links around it, without one type. A link is underlined in any case.
func (b *body) formats(isArabic bool, but ...bitext.CodeType) []build.Format {
	formats := b.look.formats(isArabic)
	if len(b.links) > 0 {
		but = append(but, bitext.Underline)
	}
	formats = slices.DeleteFunc(formats, func(f build.Format) bool { return slices.Contains(but, f.Type) })
	return append(slices.Clone(b.links), formats...)
}
