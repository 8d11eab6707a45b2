package docx

import (
	"slices"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/lang"
)

// runs writes t as runs of one direction and format each. Word decides by a
// mark on the run, not by the letters, whether it is Arabic: so Latin words in
// an Arabic line are runs of their own without the mark, and the reverse.
func (e *writer) runs(b *strings.Builder, t bitext.Text, v voice) {
	var open []bitext.Code
	linked := "" // the code whose link is open
	for _, r := range t {
		switch r.Kind {
		case bitext.Chars:
			e.chars(b, r.Chars, open, v, linked != "")
		case bitext.Lone:
			e.lone(b, r.Code, open, v, linked != "")
		case bitext.Open:
			open = append(open, r.Code)
			if id := e.link(r.Code.Data); r.Code.Type == bitext.Link && linked == "" && id != "" {
				b.WriteString(`<w:hyperlink r:id="` + id + `" w:history="1">`)
				linked = r.Code.ID
			}
		case bitext.Close:
			if r.Code.ID == linked {
				b.WriteString(`</w:hyperlink>`)
				linked = ""
			}
			open = without(open, r.Code.ID)
		}
	}
	if linked != "" {
		b.WriteString(`</w:hyperlink>`)
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

func (e *writer) lone(b *strings.Builder, c bitext.Code, open []bitext.Code, v voice, linked bool) {
	switch c.Type {
	case bitext.Break:
		b.WriteString(`<w:r><w:br/></w:r>`)
	case bitext.Image:
		if c.Equiv == "" {
			return
		}
		id := e.link(c.Data)
		if id != "" && !linked {
			b.WriteString(`<w:hyperlink r:id="` + id + `" w:history="1">`)
		}
		text := "[" + unisolate(lang.Isolate(c.Equiv), v) + "]"
		e.chars(b, text, open, v, linked || id != "")
		if id != "" && !linked {
			b.WriteString(`</w:hyperlink>`)
		}
	default:
		raised := append(open[:len(open):len(open)], bitext.Code{Type: bitext.Superscript})
		e.chars(b, c.Equiv, raised, v, linked)
	}
}

func (e *writer) chars(b *strings.Builder, s string, open []bitext.Code, v voice, linked bool) {
	parts := stretches(s, v.rtl)
	if slices.ContainsFunc(open, isMonospace) {
		// Code reads from the left in any language: foo() must not become ()foo.
		parts = []stretch{{s, false}}
	}
	for _, stretch := range parts {
		b.WriteString(`<w:r>`)
		e.format(b, open, v, stretch.rtl, linked)
		for i, part := range strings.Split(stretch.text, "\t") {
			if i > 0 {
				b.WriteString(`<w:tab/>`)
			}
			if part != "" {
				text := strings.ReplaceAll(part, "\n", " ")
				b.WriteString(`<w:t xml:space="preserve">` + escape(text) + `</w:t>`)
			}
		}
		b.WriteString(`</w:r>`)
	}
}

func isMonospace(c bitext.Code) bool { return c.Type == bitext.Monospace }

// format writes the properties of a run, in the order the schema asks for.
func (e *writer) format(b *strings.Builder, open []bitext.Code, v voice, rtl, linked bool) {
	has := map[bitext.CodeType]bool{}
	for _, c := range open {
		has[c.Type] = true
	}
	var p strings.Builder
	put := func(on bool, xml string) {
		if on {
			p.WriteString(xml)
		}
	}
	// Arabic has no italics: the style gives emphasis by colour.
	put(linked, `<w:rStyle w:val="Hyperlink"/>`)
	put(!linked && has[bitext.Monospace], `<w:rStyle w:val="HTMLCode"/>`)
	put(!linked && has[bitext.Italic] && rtl && !has[bitext.Monospace], `<w:rStyle w:val="Emphasis"/>`)
	put(linked && has[bitext.Monospace], `<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>`)
	put(has[bitext.Bold], `<w:b/><w:bCs/>`)
	put(has[bitext.Italic] && !rtl, `<w:i/><w:iCs/>`)
	put(has[bitext.Strike], `<w:strike/>`)
	put(has[bitext.Underline], `<w:u w:val="single"/>`)
	switch {
	case has[bitext.Superscript]:
		p.WriteString(`<w:vertAlign w:val="superscript"/>`)
	case has[bitext.Subscript]:
		p.WriteString(`<w:vertAlign w:val="subscript"/>`)
	}
	put(rtl, `<w:rtl/>`)
	if rtl == v.rtl && v.tag != "" {
		name := "val"
		if rtl {
			name = "bidi"
		}
		p.WriteString(`<w:lang w:` + name + `="` + escape(v.tag) + `"/>`)
	}
	if p.Len() > 0 {
		b.WriteString(`<w:rPr>` + p.String() + `</w:rPr>`)
	}
}

type stretch struct {
	text string
	rtl  bool
}

// stretches cuts s where its direction turns. Digits, spaces and punctuation
// go with the paragraph, unless they stand between two words of the other
// direction.
func stretches(s string, rtl bool) []stretch {
	var out []stretch
	start, end := -1, -1 // of the words against the paragraph's direction
	done := 0
	flush := func() {
		if start < 0 {
			return
		}
		if start > done {
			out = append(out, stretch{s[done:start], rtl})
		}
		out = append(out, stretch{s[start:end], !rtl})
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
		out = append(out, stretch{s[done:], rtl})
	}
	return out
}
