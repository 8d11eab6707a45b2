package docx

import (
	"slices"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/lang"
)

// runWriter writes the runs of a paragraph.
type runWriter struct {
	e      *writer
	b      *strings.Builder
	v      textLang
	open   []bitext.Code
	linked string // the code whose link is open
}

// runs writes t as runs of one direction and format each. Word decides by a
// mark on the run, not by the letters, whether it is Arabic: so Latin words in
// an Arabic line are runs of their own without the mark, and the reverse.
func (e *writer) runs(b *strings.Builder, t bitext.Text, v textLang) {
	l := &runWriter{e: e, b: b, v: v}
	for _, r := range t {
		switch r.Kind {
		case bitext.Chars:
			l.chars(r.Chars)
		case bitext.Lone:
			l.lone(r.Code)
		case bitext.Open:
			l.open = append(l.open, r.Code)
			if r.Code.Type == bitext.Link {
				l.link(r.Code)
			}
		case bitext.Close:
			if r.Code.ID == l.linked {
				l.unlink()
			}
			l.open = without(l.open, r.Code.ID)
		}
	}
	l.unlink()
}

// link opens a link, unless one is open or the address is not allowed, and reports
// whether it did.
func (l *runWriter) link(c bitext.Code) bool {
	id := l.e.link(c.Data)
	if l.linked != "" || id == "" {
		return false
	}
	l.b.WriteString(`<w:hyperlink r:id="` + id + `" w:history="1">`)
	l.linked = c.ID
	return true
}

func (l *runWriter) unlink() {
	if l.linked != "" {
		l.b.WriteString(`</w:hyperlink>`)
		l.linked = ""
	}
}

// without drops the innermost code of an id.
func without(open []bitext.Code, id string) []bitext.Code {
	for i := len(open) - 1; i >= 0; i-- {
		if open[i].ID == id {
			return append(open[:i:i], open[i+1:]...)
		}
	}
	return open
}

func (l *runWriter) lone(c bitext.Code) {
	switch c.Type {
	case bitext.Break:
		l.b.WriteString(`<w:r><w:br/></w:r>`)
	case bitext.Image:
		if c.Equiv == "" {
			return
		}
		linked := l.link(c)
		l.chars("[" + edition.Marked(lang.Isolate(c.Equiv), l.v.rtl) + "]")
		if linked {
			l.unlink()
		}
	case bitext.Placeholder:
		l.chars(c.Equiv)
	default:
		open := l.open
		l.open = append(open[:len(open):len(open)], bitext.Code{Type: bitext.Superscript})
		l.chars(c.Equiv)
		l.open = open
	}
}

func (l *runWriter) chars(s string) {
	parts := splitByDirection(s, l.v.rtl)
	if l.has(bitext.Monospace) {
		// Code reads from the left in any language: foo() must not become ()foo. Word goes by the
		// run, LibreOffice by the letters, so that the last bracket needs a mark.
		if l.v.rtl {
			s += edition.Mark(false)
		}
		parts = []directedText{{s, false}}
	}
	for _, stretch := range parts {
		l.b.WriteString(`<w:r>` + l.format(stretch.rtl))
		for i, part := range strings.Split(stretch.text, "\t") {
			if i > 0 {
				l.b.WriteString(`<w:tab/>`)
			}
			if part != "" {
				text := strings.ReplaceAll(part, "\n", " ")
				l.b.WriteString(`<w:t xml:space="preserve">` + escape(text) + `</w:t>`)
			}
		}
		l.b.WriteString(`</w:r>`)
	}
}

func (l *runWriter) has(t bitext.CodeType) bool {
	return slices.ContainsFunc(l.open, func(c bitext.Code) bool { return c.Type == t })
}

// format is the properties of a run, in the order the schema asks for.
func (l *runWriter) format(rtl bool) string {
	var p strings.Builder
	put := func(on bool, xml string) {
		if on {
			p.WriteString(xml)
		}
	}
	mono, italic, linked := l.has(bitext.Monospace), l.has(bitext.Italic), l.linked != ""
	switch {
	case linked:
		p.WriteString(`<w:rStyle w:val="Hyperlink"/>`)
	case mono:
		p.WriteString(`<w:rStyle w:val="HTMLCode"/>`)
	case italic && rtl:
		// Arabic has no italics: the style emphasises by weight, which black and white keeps.
		p.WriteString(`<w:rStyle w:val="Emphasis"/>`)
	}
	put(linked && mono,
		`<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>`)
	put(l.has(bitext.Bold), `<w:b/><w:bCs/>`)
	put(italic && !rtl, `<w:i/><w:iCs/>`)
	put(l.has(bitext.Strike), `<w:strike/>`)
	put(l.has(bitext.Underline), `<w:u w:val="single"/>`)
	switch {
	case l.has(bitext.Superscript):
		p.WriteString(`<w:vertAlign w:val="superscript"/>`)
	case l.has(bitext.Subscript):
		p.WriteString(`<w:vertAlign w:val="subscript"/>`)
	}
	put(rtl, `<w:rtl/>`)
	put(rtl && l.v.rtl && l.v.tag != "", `<w:lang w:bidi="`+escape(l.v.tag)+`"/>`)
	put(!rtl && !l.v.rtl && l.v.tag != "", `<w:lang w:val="`+escape(l.v.tag)+`"/>`)
	if p.Len() == 0 {
		return ""
	}
	return `<w:rPr>` + p.String() + `</w:rPr>`
}

type directedText struct {
	text string
	rtl  bool
}

// splitByDirection cuts s where its direction changes. Digits, spaces and
// punctuation have the direction of the paragraph, unless they are between two
// words of the other direction.
func splitByDirection(s string, rtl bool) []directedText {
	var out []directedText
	start, end := -1, -1 // of the words against the paragraph's direction
	done := 0
	flush := func() {
		if start < 0 {
			return
		}
		if start > done {
			out = append(out, directedText{s[done:start], rtl})
		}
		out = append(out, directedText{s[start:end], !rtl})
		done, start = end, -1
	}
	for i, r := range s {
		switch strong := lang.FirstStrong(string(r)); {
		case strong == "":
		case (strong == lang.RTL) == rtl:
			flush()
		default:
			if start < 0 {
				start = i
			}
			end = i + len(string(r))
		}
	}
	flush()
	if done < len(s) {
		out = append(out, directedText{s[done:], rtl})
	}
	return out
}
