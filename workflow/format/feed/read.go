package feed

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/build"
	"truchement/workflow/format/html"
	"truchement/workflow/format/limit"
	"truchement/workflow/lang"
)

// Read reads all items of a feed as one document, each under its title, in the order of the file: their whole text where
// the feed has it, else their summary, each as html.Read reads a piece of HTML. Of an export of WordPress it reads posts
// and pages, and leaves out what is in its bin, pictures, menus and drafts that were saved by themselves.
//
// The error is a *limit.Error or, wrapped, a *lang.Error.
func Read(r io.Reader) (*bitext.Document, error) {
	data, err := limit.ReadAll(r, limit.Upload)
	if err != nil {
		return nil, err
	}
	f := &feed{x: limit.NewXML(bytes.NewReader(data), "")}
	if err := f.read(); err != nil {
		return nil, err
	}
	d, err := f.article.Titled(f.title)
	if err != nil {
		return nil, err
	}
	d.SourceLang = f.language
	return d, nil
}

// feed is one that is being read.
type feed struct {
	x               *limit.XML
	article         build.Article
	title, language string
}

// item is an article of a feed; text and summary are HTML.
type item struct{ title, text, summary, kind, status string }

func (f *feed) read() error {
	for {
		t, err := f.x.Token()
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
		switch s.Name.Local {
		case "rss", "RDF":
			return f.x.Children(f.element)
		case "feed":
			f.setLanguage(attr(s, "lang"))
			return f.x.Children(f.element)
		}
		return f.x.Fail(limit.Damaged, fmt.Errorf("the root is <%s>, not <rss> or <feed>", s.Name.Local))
	}
}

// element reads what is in a channel, or in a feed of Atom.
func (f *feed) element(s xml.StartElement) error {
	switch s.Name.Local {
	case "channel":
		return f.x.Children(f.element)
	case "title":
		title, err := f.content(s)
		f.title = plain(title)
		return err
	case "language":
		tag, err := f.x.Characters()
		f.setLanguage(tag)
		return err
	case "item", "entry":
		return f.item()
	}
	return f.x.Skip()
}

func (f *feed) setLanguage(tag string) {
	if tag = strings.TrimSpace(tag); lang.Valid(tag) {
		f.language = tag
	}
}

// item reads an article.
func (f *feed) item() error {
	var i item
	err := f.x.Children(func(s xml.StartElement) (err error) {
		switch s.Name.Local {
		case "title":
			i.title, err = f.content(s)
		case "encoded": // of content and, in WordPress, of excerpt
			text, failed := f.x.Characters()
			if err = failed; !strings.Contains(s.Name.Space, "excerpt") {
				i.text = text
			}
		case "content":
			i.text, err = f.content(s)
		case "description", "summary":
			i.summary, err = f.content(s)
		case "post_type":
			i.kind, err = f.x.Characters()
		case "status":
			i.status, err = f.x.Characters()
		default:
			err = f.x.Skip()
		}
		return err
	})
	if err != nil || i.isLeftOut() {
		return err
	}
	return f.add(i)
}

func (i item) isLeftOut() bool {
	return i.kind != "" && i.kind != "post" && i.kind != "page" ||
		i.status == "trash" || i.status == "auto-draft" || i.status == "inherit"
}

// add adds an article under its title.
func (f *feed) add(i item) error {
	if strings.TrimSpace(i.text) == "" {
		i.text = i.summary
	}
	var title build.Inline
	title.Add(plain(i.title), nil)
	kind, level := bitext.Heading, 1
	if f.article.Len() == 0 {
		kind, level = bitext.Headline, 0
	}
	if err := f.article.Add(kind, level, &title); err != nil {
		return err
	}
	d, err := html.Read(strings.NewReader(`<meta charset="utf-8">` + paragraphs(i.text)))
	var empty *limit.Error
	if errors.As(err, &empty) && empty.Kind == limit.Empty {
		return nil
	}
	if err != nil {
		return err
	}
	return f.article.Append(d)
}

// paragraphs gives text without any paragraph of HTML those that its empty lines part: WordPress keeps posts so.
func paragraphs(text string) string {
	if lower := strings.ToLower(text); strings.Contains(lower, "<p>") || strings.Contains(lower, "<p ") {
		return text
	}
	return "<p>" + strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n", "</p><p>") + "</p>"
}

// plain is the text of a title, which may be HTML.
func plain(title string) string {
	d, err := html.Read(strings.NewReader(`<meta charset="utf-8"><p>` + title + "</p>"))
	if err != nil {
		return ""
	}
	return build.Line(d.Blocks[0].Source().String())
}

// content reads an element as HTML: text of Atom is that when its type is html or xhtml, and that of RSS always.
func (f *feed) content(s xml.StartElement) (string, error) {
	kind := attr(s, "type")
	isAtom := s.Name.Space == "http://www.w3.org/2005/Atom"
	switch {
	case isAtom && kind == "xhtml":
		return f.markup()
	case isAtom && kind != "html":
		text, err := f.x.Characters()
		return escape(text), err
	}
	return f.x.Characters()
}

// markup reads what is in an element, as HTML.
func (f *feed) markup() (string, error) {
	var b strings.Builder
	for depth := 1; depth > 0; {
		t, err := f.x.Token()
		if err == io.EOF {
			return "", f.x.Fail(limit.Damaged, io.ErrUnexpectedEOF)
		}
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.StartElement:
			depth++
			b.WriteString("<" + t.Name.Local)
			for _, a := range t.Attr {
				b.WriteString(" " + a.Name.Local + `="` + escape(a.Value) + `"`)
			}
			b.WriteString(">")
		case xml.EndElement:
			if depth--; depth > 0 && t.Name.Local != "br" && t.Name.Local != "img" {
				b.WriteString("</" + t.Name.Local + ">")
			}
		case xml.CharData:
			b.WriteString(escape(string(t)))
		}
	}
	return b.String(), nil
}

func escape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;").Replace(s)
}

// attr is the value of an attribute.
func attr(s xml.StartElement, name string) string {
	for _, a := range s.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
