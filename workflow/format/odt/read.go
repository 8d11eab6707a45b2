package odt

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/build"
	"truchement/workflow/format/limit"
)

// Read reads the article of an OpenDocument text, packed (.odt, .ott) or as one XML file (.fodt): the paragraphs of the
// body, of lists, tables and text boxes, and then the notes. Kinds of blocks come from outline levels and the names of
// styles; bold, italic, underlined, struck, raised, lowered and monospaced stretches, links, breaks, note marks and
// pictures with a description become codes, the fewest that show the same. Tracked changes are read as accepted; fields as
// their last result; hidden text, indexes, comments, page headers and page footers are left out. Nothing outside of the
// file is opened.
//
// The error is a *limit.Error or, wrapped, a *lang.Error.
func Read(r io.Reader) (*bitext.Document, error) {
	data, err := limit.ReadAll(r, limit.Upload)
	if err != nil {
		return nil, err
	}
	b := &body{styles: styles{}}
	if bytes.HasPrefix(data, []byte("PK")) {
		err = b.readPackage(data)
	} else {
		err = b.readPart(limit.NewXML(bytes.NewReader(data), ""))
	}
	if err != nil {
		return nil, err
	}
	for i := range b.notes {
		n := &b.notes[i]
		if err := b.article.Add(n.kind, n.level, &n.in); err != nil {
			return nil, err
		}
	}
	d, err := b.article.Titled(b.title)
	if err != nil {
		return nil, err
	}
	d.SourceLang = b.letters.Language()
	return d, nil
}

// readPackage reads the parts of a packed text.
func (b *body) readPackage(data []byte) error {
	zip, err := limit.OpenZip(data)
	if err != nil {
		return err
	}
	if !zip.Has("content.xml") {
		return &limit.Error{Kind: limit.NotText, Found: "zip"}
	}
	manifest, err := zip.Read("META-INF/manifest.xml")
	if err == nil && bytes.Contains(manifest, []byte("encryption-data")) {
		return &limit.Error{Kind: limit.Encrypted}
	}
	for _, name := range []string{"styles.xml", "meta.xml", "content.xml"} {
		part, err := zip.Read(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		if err := b.readPart(limit.NewXML(bytes.NewReader(part), name)); err != nil {
			return err
		}
	}
	return nil
}

// readPart reads one XML file.
func (b *body) readPart(x *limit.XML) error {
	b.x = x
	for {
		t, err := x.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		s, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		if !strings.HasPrefix(tag(s.Name), "office:document") {
			return x.Fail(limit.Damaged, fmt.Errorf("the root is <%s>, not <office:document>", s.Name.Local))
		}
		if err := x.Children(b.division); err != nil {
			return err
		}
	}
}

// division reads a child of the root.
func (b *body) division(s xml.StartElement) error {
	switch tag(s.Name) {
	case "office:meta":
		return b.x.Children(func(c xml.StartElement) error {
			if c.Name.Local != "title" {
				return b.x.Skip()
			}
			text, err := b.x.Characters()
			b.title = build.Line(text)
			return err
		})
	case "office:styles", "office:automatic-styles":
		return b.x.Children(func(c xml.StartElement) error { return b.styles.read(b.x, c, tag(s.Name) != "office:styles") })
	case "office:body":
		return b.x.Children(func(c xml.StartElement) error {
			if tag(c.Name) != "office:text" {
				return &limit.Error{Kind: limit.NotText, Found: c.Name.Local}
			}
			return b.content()
		})
	}
	return b.x.Skip()
}

// tag is the name of an element or attribute of OpenDocument with the prefix that it has by custom, such as "text:p"; of
// any other, its local name.
func tag(n xml.Name) string {
	space, ok := strings.CutPrefix(n.Space, "urn:oasis:names:tc:opendocument:xmlns:")
	if !ok {
		return n.Local
	}
	space, _, _ = strings.Cut(space, ":")
	if prefix := prefixes[space]; prefix != "" {
		space = prefix
	}
	return space + ":" + n.Local
}

// prefixes are the customary ones that the name of their namespace does not say.
var prefixes = map[string]string{"drawing": "draw", "svg-compatible": "svg", "xsl-fo-compatible": "fo"}

// attr is the value of an attribute by its tag.
func attr(s xml.StartElement, name string) string {
	for _, a := range s.Attr {
		if tag(a.Name) == name {
			return a.Value
		}
	}
	return ""
}
