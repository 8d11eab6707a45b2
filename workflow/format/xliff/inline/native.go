// Package inline is what XLIFF and TMX share about inline codes. It writes codes as HTML tags, in
// XLIFF's originalData and in TMX's bpt, ept and ph, so that every other tool can show them, and
// reads such tags back, its own and other tools'. It builds well-nested texts out of pairs whose
// ends are elements of their own.
package inline

import (
	"strings"

	"golang.org/x/net/html"

	"truchement/workflow/bitext"
)

const noteRole = "doc-noteref"

// elementTypes are the code types by the names of HTML elements.
func elementTypes() map[string]bitext.CodeType {
	return map[string]bitext.CodeType{
		"b": bitext.Bold, "strong": bitext.Bold,
		"i": bitext.Italic, "em": bitext.Italic, "cite": bitext.Italic,
		"u": bitext.Underline, "ins": bitext.Underline,
		"s": bitext.Strike, "strike": bitext.Strike, "del": bitext.Strike,
		"sup": bitext.Superscript, "sub": bitext.Subscript,
		"code": bitext.Monospace, "tt": bitext.Monospace, "kbd": bitext.Monospace,
		"a": bitext.Link, "br": bitext.Break, "img": bitext.Image, "data": bitext.Placeholder,
	}
}

// Element is the name of the HTML element for codes of this type.
func Element(t bitext.CodeType) string {
	switch t {
	case bitext.Bold:
		return "b"
	case bitext.Italic:
		return "i"
	case bitext.Underline:
		return "u"
	case bitext.Strike:
		return "s"
	case bitext.Superscript:
		return "sup"
	case bitext.Subscript:
		return "sub"
	case bitext.Monospace:
		return "code"
	case bitext.Break:
		return "br"
	case bitext.Image:
		return "img"
	case bitext.Placeholder:
		return "data"
	case bitext.Span:
		return "span"
	}
	return "a"
}

// Type is the code type of an HTML element; ok is false for elements without one.
func Type(element string) (t bitext.CodeType, ok bool) {
	t, ok = elementTypes()[strings.ToLower(element)]
	return t, ok
}

// Start is the tag that opens c, or all of a standalone code.
func Start(c bitext.Code) string {
	data, equiv := attributes(c.Type)
	tag := "<" + Element(c.Type)
	if c.Type == bitext.NoteMark {
		tag += ` role="` + noteRole + `"`
	}
	if c.Data != "" {
		tag += " " + data + `="` + html.EscapeString(c.Data) + `"`
	}
	if c.Equiv != "" && equiv != "" {
		tag += " " + equiv + `="` + html.EscapeString(c.Equiv) + `"`
	}
	switch {
	case c.Type == bitext.NoteMark:
		return tag + ">" + html.EscapeString(c.Equiv) + "</a>"
	case c.Type.Standalone():
		return tag + "/>"
	}
	return tag + ">"
}

// End is the tag that closes c; empty for a standalone code.
func End(c bitext.Code) string {
	if c.Type.Standalone() {
		return ""
	}
	return "</" + Element(c.Type) + ">"
}

// attributes names the attributes that hold a code's Data and Equiv.
func attributes(t bitext.CodeType) (data, equiv string) {
	switch t {
	case bitext.Link:
		return "href", "title"
	case bitext.NoteMark:
		return "href", ""
	case bitext.Image:
		return "src", "alt"
	}
	return "data-ref", "title"
}

// Parse reads a tag that opens a code or is one. It has no ID. ok is false for what is no tag of
// a type that bitext knows, closing tags among them.
func Parse(tag string) (c bitext.Code, ok bool) {
	tag = strings.TrimSpace(tag)
	if !strings.HasPrefix(tag, "<") {
		return c, false // as most codes of other tools; the tokenizer would take 4 KB to say so
	}
	z := html.NewTokenizer(strings.NewReader(tag))
	if k := z.Next(); k != html.StartTagToken && k != html.SelfClosingTagToken {
		return c, false
	}
	t := z.Token()
	if c.Type, ok = Type(t.Data); !ok {
		return c, false
	}
	value := map[string]string{}
	for _, a := range t.Attr {
		value[a.Key] = a.Val
	}
	if c.Type == bitext.Link && value["role"] == noteRole {
		c.Type = bitext.NoteMark
		if z.Next() == html.TextToken {
			c.Equiv = z.Token().Data
		}
	}
	data, equiv := attributes(c.Type)
	c.Data = value[data]
	if equiv != "" {
		c.Equiv = value[equiv]
	}
	return c, true
}
