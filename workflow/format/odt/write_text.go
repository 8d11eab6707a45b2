package odt

import (
	"fmt"
	"slices"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/lang"
)

// textWriter writes the characters and codes of a paragraph. Programs find out the direction of
// letters by themselves, so that runs need no marks.
type textWriter struct {
	e      *writer
	v      side
	open   []bitext.Code
	linked string // the code whose link is open
	spaced bool   // white space was written last, or nothing yet
}

func (e *writer) text(t bitext.Text, v side) {
	w := &textWriter{e: e, v: v, spaced: true}
	for _, r := range t {
		switch r.Kind {
		case bitext.Chars:
			w.chars(r.Chars)
		case bitext.Lone:
			w.lone(r.Code)
		case bitext.Open:
			w.open = append(w.open, r.Code)
			if r.Code.Type == bitext.Link {
				w.link(r.Code)
			}
		case bitext.Close:
			if r.Code.ID == w.linked {
				w.unlink()
			}
			for i := len(w.open) - 1; i >= 0; i-- {
				if w.open[i].ID == r.Code.ID {
					w.open = slices.Delete(w.open, i, i+1)
					break
				}
			}
		}
	}
	w.unlink()
}

// link opens a link, unless one is open or the address is not allowed.
func (w *textWriter) link(c bitext.Code) bool {
	address, ok := edition.SafeLink(c.Data)
	if !ok || w.linked != "" {
		return false
	}
	w.e.body.WriteString(`<text:a xlink:type="simple" xlink:href="` + escape(address) +
		`" text:style-name="Internet_20_link" text:visited-style-name="Internet_20_link">`)
	w.linked = c.ID
	return true
}

func (w *textWriter) unlink() {
	if w.linked != "" {
		w.e.body.WriteString(`</text:a>`)
		w.linked = ""
	}
}

func (w *textWriter) lone(c bitext.Code) {
	switch c.Type {
	case bitext.Break:
		w.e.body.WriteString(`<text:line-break/>`)
		w.spaced = true
	case bitext.Image:
		if c.Equiv == "" {
			return
		}
		linked := w.link(c)
		w.chars("[" + edition.Marked(lang.Isolate(c.Equiv), w.v.rtl) + "]")
		if linked {
			w.unlink()
		}
	case bitext.Placeholder:
		w.chars(c.Equiv)
	default:
		open := w.open
		w.open = append(slices.Clone(open), bitext.Code{Type: bitext.Superscript})
		w.chars(c.Equiv)
		w.open = open
	}
}

func (w *textWriter) has(t bitext.CodeType) bool {
	return slices.ContainsFunc(w.open, func(c bitext.Code) bool { return c.Type == t })
}

// chars writes characters. A space after another is an element, since programs show several as one.
func (w *textWriter) chars(s string) {
	if w.has(bitext.Monospace) && w.v.rtl {
		s += edition.Mark(false) // code() reads from the left
	}
	style := w.style()
	if style != "" {
		w.e.body.WriteString(`<text:span text:style-name="` + style + `">`)
	}
	var plain strings.Builder
	flush := func() {
		w.e.body.WriteString(escape(plain.String()))
		plain.Reset()
	}
	for _, r := range s {
		switch {
		case r == '\t':
			flush()
			w.e.body.WriteString(`<text:tab/>`)
			w.spaced = true
		case (r == ' ' || r == '\n' || r == '\r') && w.spaced:
			flush()
			w.e.body.WriteString(`<text:s/>`)
		case r == ' ' || r == '\n' || r == '\r':
			plain.WriteByte(' ')
			w.spaced = true
		default:
			plain.WriteRune(r)
			w.spaced = false
		}
	}
	flush()
	if style != "" {
		w.e.body.WriteString(`</text:span>`)
	}
}

// style is the text style of the open codes. Italics are of Latin letters: Arabic has none, and is
// emphasised by weight, which black and white keeps.
func (w *textWriter) style() string {
	var p strings.Builder
	put := func(t bitext.CodeType, attributes string) {
		if w.has(t) {
			p.WriteString(" " + attributes)
		}
	}
	bold, italic := w.has(bitext.Bold), w.has(bitext.Italic)
	parent := ""
	switch {
	case italic && !bold && len(w.open) == 1:
		return "Emphasis"
	case italic:
		parent = ` style:parent-style-name="Emphasis"`
	case w.has(bitext.Monospace):
		parent = ` style:parent-style-name="Source_20_Text"`
	}
	put(bitext.Bold, `fo:font-weight="bold" style:font-weight-complex="bold"`)
	if italic {
		put(bitext.Monospace, `style:font-name="Courier New" style:font-name-complex="Courier New"`)
	}
	put(bitext.Strike, `style:text-line-through-style="solid"`)
	put(bitext.Underline, `style:text-underline-style="solid" style:text-underline-width="auto" `+
		`style:text-underline-color="font-color"`)
	put(bitext.Superscript, `style:text-position="super 58%"`)
	if !w.has(bitext.Superscript) {
		put(bitext.Subscript, `style:text-position="sub 58%"`)
	}
	if p.Len() == 0 && parent == "" {
		return ""
	}
	return w.e.style("S", "text", parent, fmt.Sprintf(`<style:text-properties%s/>`, p.String()))
}
