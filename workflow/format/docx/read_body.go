package docx

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"

	"truchement/workflow/bitext"
	"truchement/workflow/format/build"
	"truchement/workflow/format/limit"
	"truchement/workflow/lang"
)

// body reads the parts that hold text.
type body struct {
	pkg     *pkg
	styles  *styles
	article build.Article
	notes   map[string]*noteList // of footnotes and endnotes
	letters build.Letters

	x    *limit.XML
	rels relations
	open
	carried     build.Inline // the text of a paragraph that continues in the next
	links       []build.Format
	fields      []*field
	note        string // the number of the current note
	prompting   bool   // the current content control may show what should be typed there
	hasHeadline bool   // the article has its headline

	// watch sees every element before it is read, and may read it itself; may be nil.
	watch func(s xml.StartElement) (read bool, err error)
	// refused hears of a paragraph whose text lang.Clean refuses, which is left out then; nil refuses the
	// file.
	refused func(*lang.Error)
}

// open is the current paragraph.
type open struct {
	in    build.Inline
	para  paraProps
	props props
}

// noteList numbers notes in the order of their marks.
type noteList struct {
	numbers map[string]string
}

func (l *noteList) number(id string) string {
	if l.numbers == nil {
		l.numbers = map[string]string{}
	}
	if l.numbers[id] == "" {
		l.numbers[id] = strconv.Itoa(len(l.numbers) + 1)
	}
	return l.numbers[id]
}

// read reads one part, whose root must be <w:root>.
func (b *body) read(part, root string) (err error) {
	if b.rels, err = b.pkg.rels(part); err != nil {
		return err
	}
	if b.x, err = b.pkg.open(part); err != nil || b.x == nil {
		return err
	}
	for {
		t, err := b.x.Token()
		if err == io.EOF {
			return b.leftovers()
		}
		if err != nil {
			return err
		}
		s, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		if word(s.Name) != root {
			err := fmt.Errorf("the root is <%s>, not <w:%s>", s.Name.Local, root)
			return b.x.Fail(limit.Damaged, err)
		}
		if err := b.readChildren(); err != nil {
			return err
		}
	}
}

// leftovers ends what no paragraph ended: text outside of paragraphs, and text whose next
// paragraph never came.
func (b *body) leftovers() error {
	if err := b.flush(); err != nil {
		return err
	}
	b.open, b.carried = open{in: b.carried}, build.Inline{}
	return b.flush()
}

// readNotes reads the footnotes or endnotes that the text has marks for.
func (b *body) readNotes(kind string) error {
	rels, err := b.pkg.rels(b.pkg.main)
	if err != nil {
		return err
	}
	part := rels.byType(kind + "s")
	if len(b.notes[kind].numbers) == 0 || part == "" {
		return nil
	}
	return b.read(part, kind+"s")
}

// readChildren reads the children of the element whose start tag was read.
func (b *body) readChildren() error { return b.x.Children(b.element) }

// element reads any element. It reads the children of elements it does not know, so that text
// is found in new kinds of wrappers too.
func (b *body) element(s xml.StartElement) error {
	if b.watch != nil {
		if read, err := b.watch(s); read || err != nil {
			return err
		}
	}
	switch word(s.Name) {
	case "p":
		return b.paragraph()
	case "r":
		return b.run()
	case "hyperlink":
		return b.childrenInLink(b.linkOf(s))
	case "fldSimple":
		return b.simpleField(attr(s, "instr"))
	case "sdt":
		return b.contentControl()
	case "footnote", "endnote":
		return b.noteBody(s)
	case "del", "moveFrom", "pPr", "rPr", "sectPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr",
		"sdtPr", "sdtEndPr", "rubyPr", "rt", "altChunk", "smartTagPr", "customXmlPr":
		return b.x.Skip()
	}
	if s.Name.Local == "AlternateContent" {
		return b.alternate()
	}
	if done, err := b.runContent(s); done || err != nil {
		return err
	}
	return b.readChildren()
}

// paragraph reads <w:p>. A paragraph in a text box comes before the one it is anchored in. One
// whose end was deleted continues in the next.
func (b *body) paragraph() error {
	outer := b.open
	b.open, b.carried = open{in: b.carried}, build.Inline{}
	err := b.x.Children(func(s xml.StartElement) (err error) {
		if word(s.Name) == "pPr" {
			b.para, err = readParaProps(b.x)
			return err
		}
		return b.element(s)
	})
	if err != nil {
		return err
	}
	b.closeFields()
	if b.para.removed {
		b.carried = b.in
	} else if err := b.flush(); err != nil {
		return err
	}
	b.open = outer
	return nil
}

// flush ends the current block.
func (b *body) flush() error {
	kind, level := b.styles.kind(b.para)
	if kind == bitext.Headline && b.hasHeadline {
		kind, level = bitext.Heading, 1
	}
	err := b.article.Add(kind, level, &b.in)
	var unfit *lang.Error
	if b.refused != nil && errors.As(err, &unfit) {
		b.refused(unfit)
		return nil
	}
	if err != nil {
		return err
	}
	b.hasHeadline = b.article.Has(bitext.Headline)
	return nil
}

// childrenInLink reads the children of an element inside a link; an empty address is none.
func (b *body) childrenInLink(address string) error {
	outer := b.links
	if address != "" {
		b.links = append(outer[:len(outer):len(outer)],
			build.Format{Type: bitext.Link, Data: address})
	}
	err := b.readChildren()
	b.links = outer
	return err
}

// linkOf is the address of a <w:hyperlink>; places in the file itself have none.
func (b *body) linkOf(s xml.StartElement) string {
	for _, a := range s.Attr {
		if a.Name.Local == "id" && (a.Name.Space == relSpace || a.Name.Space == relStrictSpace) {
			if r := b.rels[a.Value]; r.external {
				return build.Address(r.target)
			}
		}
	}
	return ""
}

// contentControl reads <w:sdt>, a content control. Where Word marks it as showing what should be typed there, its prompt
// is left out, and what the document itself has there is read: templates are filled without that mark being taken away.
func (b *body) contentControl() error {
	placeholder, outer := false, b.prompting
	defer func() { b.prompting = outer }()
	return b.x.Children(func(s xml.StartElement) error {
		switch word(s.Name) {
		case "sdtPr":
			return b.x.Children(func(c xml.StartElement) error {
				placeholder = placeholder || word(c.Name) == "showingPlcHdr" && toggleOf(c) == on
				return b.x.Skip()
			})
		case "sdtContent":
			b.prompting = placeholder
			return b.readChildren()
		}
		return b.x.Skip()
	})
}

// alternate reads the first choice of <mc:AlternateContent>, and the fallback, which says the
// same, only where there is no choice.
func (b *body) alternate() error {
	done := false
	return b.x.Children(func(s xml.StartElement) error {
		if done {
			return b.x.Skip()
		}
		done = true
		return b.readChildren()
	})
}

// noteBody reads <w:footnote> or <w:endnote>, unless it is a separator or no mark leads there.
func (b *body) noteBody(s xml.StartElement) error {
	b.note = b.notes[word(s.Name)].numbers[attr(s, "id")]
	if b.note == "" {
		return b.x.Skip()
	}
	return b.readChildren()
}
