package xliff

import (
	"bufio"
	"io"
	"strings"
)

// out writes XML. Its first error stays and comes back from end.
type out struct{ w *bufio.Writer }

func newOut(w io.Writer) out { return out{bufio.NewWriter(w)} }

func (o out) end() error { return o.w.Flush() }

// raw writes markup. bufio keeps the first error for Flush.
func (o out) raw(parts ...string) {
	for _, p := range parts {
		_, _ = o.w.WriteString(p)
	}
}

// open writes a start tag on a line of its own. Attributes come as name, value, name, value; one
// without a value is left out.
func (o out) open(indent int, name string, attrs ...string) {
	o.raw("\n", strings.Repeat("  ", indent), tag(name, ">", attrs...))
}

func (o out) close(indent int, name string) {
	o.raw("\n", strings.Repeat("  ", indent), "</", name, ">")
}

// leaf writes an element with nothing but text in it.
func (o out) leaf(indent int, name, text string, attrs ...string) {
	o.open(indent, name, attrs...)
	o.raw(escape(text), "</", name, ">")
}

// tag spells a start tag that ends in ">" or "/>".
func tag(name, end string, attrs ...string) string {
	var b strings.Builder
	b.WriteString("<" + name)
	for i := 0; i+1 < len(attrs); i += 2 {
		if attrs[i+1] != "" {
			b.WriteString(" " + attrs[i] + `="` + attribute.Replace(escape(attrs[i+1])) + `"`)
		}
	}
	b.WriteString(end)
	return b.String()
}

// attribute keeps line ends and tabs, which a parser would turn into spaces. A Replacer is
// immutable.
var attribute = strings.NewReplacer(`"`, "&quot;", "\n", "&#10;", "\t", "&#9;")

// escape makes s XML text. Characters that XML forbids, which no text on the desk holds, are
// left out.
func escape(s string) string {
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

// nmtoken says whether s can be an XML NMTOKEN of ASCII letters, digits and ._- signs. Colons
// are left out: some tools take them for a namespace.
func nmtoken(s string) bool {
	for i := range len(s) {
		c := s[i]
		alnum := c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
		if !alnum && c != '-' && c != '.' && c != '_' {
			return false
		}
	}
	return s != ""
}
