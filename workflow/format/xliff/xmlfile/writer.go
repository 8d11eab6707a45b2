// Package xmlfile writes XML without any space that is not meant, as the exchange formats need
// it, and holds parts of XML files that were read under limits.
package xmlfile

import (
	"bufio"
	"io"
	"strings"
)

// Writer writes XML. Flush returns its first error.
type Writer struct{ w *bufio.Writer }

// NewWriter makes a Writer that has written the XML declaration, of UTF-8.
func NewWriter(w io.Writer) Writer {
	o := Writer{bufio.NewWriter(w)}
	o.Raw(`<?xml version="1.0" encoding="UTF-8"?>`)
	return o
}

// Flush ends the file with a line end. It returns the first error of writing.
func (o Writer) Flush() error {
	o.Raw("\n")
	return o.w.Flush()
}

// Raw writes markup as it is. bufio keeps the first error for Flush.
func (o Writer) Raw(parts ...string) {
	for _, p := range parts {
		_, _ = o.w.WriteString(p)
	}
}

// Open writes a start tag on a line of its own. Attributes come as name, value, name, value; one
// without a value is left out.
func (o Writer) Open(indent int, name string, attrs ...string) {
	o.Raw("\n", strings.Repeat("  ", indent), Tag(name, ">", attrs...))
}

// Close writes an end tag on a line of its own.
func (o Writer) Close(indent int, name string) {
	o.Raw("\n", strings.Repeat("  ", indent), "</", name, ">")
}

// Leaf writes an element with nothing but text in it.
func (o Writer) Leaf(indent int, name, text string, attrs ...string) {
	o.Open(indent, name, attrs...)
	o.Raw(Escape(text), "</", name, ">")
}

// Tag spells a start tag that ends in ">" or "/>".
func Tag(name, end string, attrs ...string) string {
	var b strings.Builder
	b.WriteString("<" + name)
	for i := 0; i+1 < len(attrs); i += 2 {
		if attrs[i+1] != "" {
			b.WriteString(" " + attrs[i] + `="` + attribute.Replace(Escape(attrs[i+1])) + `"`)
		}
	}
	b.WriteString(end)
	return b.String()
}

// attribute keeps line ends and tabs, which a parser would turn into spaces. A Replacer is
// immutable.
var attribute = strings.NewReplacer(`"`, "&quot;", "\n", "&#10;", "\t", "&#9;")

// Escape makes s XML text. Characters that XML forbids, which no text on the desk holds, are
// left out.
func Escape(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '\r':
			b.WriteString("&#13;")
		case r == '\t', r == '\n', r >= 0x20 && r != 0xFFFE && r != 0xFFFF:
			b.WriteRune(r)
		}
	}
	return b.String()
}
