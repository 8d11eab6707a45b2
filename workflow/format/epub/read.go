package epub

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"path"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/build"
	"truchement/workflow/format/html"
	"truchement/workflow/format/limit"
	"truchement/workflow/lang"
)

// Read reads the chapters of an EPUB 2 or 3 in the order of reading, each as html.Read reads a page; what is apart from
// that order, such as notes, comes last. Pages of navigation and empty ones are left out. A book that needs a key is
// refused.
//
// The error is a *limit.Error or, wrapped, a *lang.Error.
func Read(r io.Reader) (*bitext.Document, error) {
	data, err := limit.ReadAll(r, limit.Upload)
	if err != nil {
		return nil, err
	}
	zip, err := limit.OpenZip(data)
	if err != nil {
		return nil, err
	}
	b := &book{zip: zip, locked: map[string]bool{}}
	if err := b.readPackage(); err != nil {
		return nil, err
	}
	for _, name := range b.chapters() {
		if err := b.read(name); err != nil {
			return nil, err
		}
	}
	d, err := b.article.Titled(b.title)
	if err != nil {
		return nil, err
	}
	d.SourceLang = b.language
	return d, nil
}

// book is an EPUB that is being read.
type book struct {
	zip    *limit.Archive
	folder string          // of the package document, whose addresses begin there
	locked map[string]bool // the parts that need a key
	meta   opf

	article         build.Article
	title, language string
}

// opf is what is read of a package document (EPUB 3.3, 5).
type opf struct {
	Titles    []string `xml:"metadata>title"`
	Languages []string `xml:"metadata>language"`
	Manifest  []struct {
		ID         string `xml:"id,attr"`
		Href       string `xml:"href,attr"`
		Type       string `xml:"media-type,attr"`
		Properties string `xml:"properties,attr"`
	} `xml:"manifest>item"`
	Spine []struct {
		ID     string `xml:"idref,attr"`
		Linear string `xml:"linear,attr"`
	} `xml:"spine>itemref"`
}

// readPackage finds the package document, and reads it.
func (b *book) readPackage() error {
	var container struct {
		Roots []struct {
			Path string `xml:"full-path,attr"`
		} `xml:"rootfiles>rootfile"`
	}
	if err := b.decode("META-INF/container.xml", &container); err != nil {
		return err
	}
	var encryption struct {
		Parts []struct {
			URI string `xml:"URI,attr"`
		} `xml:"EncryptedData>CipherData>CipherReference"`
	}
	if b.zip.Has("META-INF/encryption.xml") {
		if err := b.decode("META-INF/encryption.xml", &encryption); err != nil {
			return err
		}
	}
	for _, p := range encryption.Parts {
		b.locked[partName("", p.URI)] = true
	}
	if len(container.Roots) == 0 {
		return &limit.Error{Kind: limit.Damaged, Part: "META-INF/container.xml"}
	}
	name := container.Roots[0].Path
	b.folder = path.Dir(name)
	if err := b.decode(name, &b.meta); err != nil {
		return err
	}
	for _, t := range b.meta.Titles {
		if b.title = build.Line(t); b.title != "" {
			break
		}
	}
	for _, l := range b.meta.Languages {
		if tag := strings.TrimSpace(l); lang.Valid(tag) {
			b.language = tag
			break
		}
	}
	return nil
}

// decode reads a part of XML.
func (b *book) decode(name string, into any) error {
	data, err := b.zip.Read(name)
	if err != nil {
		return &limit.Error{Kind: limit.Damaged, Part: name, Err: err}
	}
	if err := xml.NewTokenDecoder(limit.NewXML(bytes.NewReader(data), name)).Decode(into); err != nil {
		var known *limit.Error
		if errors.As(err, &known) {
			return known
		}
		return &limit.Error{Kind: limit.Damaged, Part: name, Err: err}
	}
	return nil
}

// partName is the name of the part that a reference leads to from a folder.
func partName(folder, ref string) string {
	ref, _, _ = strings.Cut(ref, "#")
	if plain, err := url.PathUnescape(ref); err == nil {
		ref = plain
	}
	return path.Join(folder, ref)
}

// chapters are the names of the parts with text, each once.
func (b *book) chapters() (names []string) {
	parts := map[string]string{}
	for _, i := range b.meta.Manifest {
		isText := i.Type == "application/xhtml+xml" || i.Type == "text/html"
		if isText && !strings.Contains(" "+i.Properties+" ", " nav ") {
			parts[i.ID] = partName(b.folder, i.Href)
		}
	}
	var apart []string
	for _, s := range b.meta.Spine {
		name := parts[s.ID]
		delete(parts, s.ID)
		switch {
		case name == "":
		case s.Linear == "no":
			apart = append(apart, name)
		default:
			names = append(names, name)
		}
	}
	return append(names, apart...)
}

// read adds a chapter.
func (b *book) read(name string) error {
	if b.locked[name] {
		return &limit.Error{Kind: limit.Encrypted, Part: name}
	}
	data, err := b.zip.Read(name)
	if err != nil {
		return &limit.Error{Kind: limit.Damaged, Part: name, Err: err}
	}
	d, err := html.Read(bytes.NewReader(data))
	var known *limit.Error
	if errors.As(err, &known) && known.Kind == limit.Empty {
		return nil
	}
	if err != nil {
		return err
	}
	if b.language == "" {
		b.language = d.SourceLang
	}
	return b.article.Append(d)
}
