package docx

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"

	"truchement/workflow/bitext"
	"truchement/workflow/format/build"
	"truchement/workflow/format/limit"
)

// Read reads the article of a DOCX file: the paragraphs of the body, of tables and text
// boxes, and then the notes. Kinds of blocks come from styles and outline levels; bold,
// italic, underlined, struck, raised, lowered and monospaced stretches, links, breaks, note
// marks and pictures with a description become codes, the fewest that show the same. Tracked
// changes are read as accepted; fields as their last result; hidden text, tables of contents,
// comments, page headers and page footers are left out. Nothing outside of the file is opened.
//
// The error is a *limit.Error (every Kind but Encoding) or, wrapped, a *lang.Error.
func Read(r io.Reader) (*bitext.Document, error) {
	b, err := openBody(r)
	if err != nil {
		return nil, err
	}
	if err := b.read(b.pkg.main, "document"); err != nil {
		return nil, err
	}
	for _, kind := range []string{"footnote", "endnote"} {
		if err := b.readNotes(kind); err != nil {
			return nil, err
		}
	}
	return b.document()
}

// openBody opens a file and reads all but its text.
func openBody(r io.Reader) (*body, error) {
	data, err := limit.ReadAll(r, limit.Upload)
	if err != nil {
		return nil, err
	}
	zip, err := limit.OpenZip(data)
	if err != nil {
		return nil, err
	}
	p, err := openPackage(zip)
	if err != nil {
		return nil, err
	}
	b := &body{pkg: p}
	b.notes = map[string]*noteList{"footnote": {}, "endnote": {}}
	b.styles, err = readStyles(p)
	return b, err
}

// document returns the article with its title and language.
func (b *body) document() (*bitext.Document, error) {
	title, err := coreTitle(b.pkg)
	if err != nil {
		return nil, err
	}
	d, err := b.article.Titled(title)
	if err != nil {
		return nil, err
	}
	d.SourceLang = b.letters.Language()
	return d, nil
}

// pkg is an opened DOCX file.
type pkg struct {
	zip  *limit.Archive
	main string // the name of the part with the body
}

func openPackage(zip *limit.Archive) (*pkg, error) {
	p := &pkg{zip: zip}
	rels, err := p.rels("")
	if err != nil {
		return nil, err
	}
	p.main = rels.byType("officeDocument")
	if p.main == "" || !zip.Has(p.main) {
		p.main = "word/document.xml"
	}
	if !zip.Has(p.main) {
		return nil, &limit.Error{Kind: limit.NotText, Found: otherZip(zip)}
	}
	return p, nil
}

// otherZip names what a zip file is that is no DOCX.
func otherZip(zip *limit.Archive) string {
	switch {
	case zip.Has("xl/workbook.xml"):
		return "xlsx"
	case zip.Has("ppt/presentation.xml"):
		return "pptx"
	case zip.Has("META-INF/container.xml"):
		return "epub"
	case zip.Has("mimetype") && zip.Has("content.xml"):
		return "odt"
	}
	return "zip"
}

// open reads one part as XML; it returns nil for a part that is not there.
func (p *pkg) open(name string) (*limit.XML, error) {
	data, err := p.zip.Read(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return limit.NewXML(bytes.NewReader(data), name), nil
}

// each calls fn with every start tag of a part; there is nothing to do when it is not there.
func (p *pkg) each(name string, fn func(x *limit.XML, s xml.StartElement) error) error {
	x, err := p.open(name)
	if err != nil || x == nil {
		return err
	}
	for {
		t, err := x.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if s, ok := t.(xml.StartElement); ok {
			if err := fn(x, s); err != nil {
				return err
			}
		}
	}
}

// coreTitle is the title in the properties of the file, "" when there is none.
func coreTitle(p *pkg) (title string, err error) {
	rels, err := p.rels("")
	if err != nil {
		return "", err
	}
	err = p.each(rels.byType("core-properties"), func(x *limit.XML, s xml.StartElement) error {
		if s.Name.Local != "title" {
			return nil
		}
		text, err := x.Characters()
		title = build.Line(text)
		return err
	})
	return title, err
}
