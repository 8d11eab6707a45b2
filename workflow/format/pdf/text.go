package pdf

import (
	"slices"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/format/pdf/typeset"
	"truchement/workflow/lang"
)

// spans turns a text with its codes into spans of a base style.
func (e *writer) spans(t bitext.Text, s side, base typeset.Style) []typeset.Span {
	in := inline{e: e, side: s, base: base}
	for _, r := range t {
		switch r.Kind {
		case bitext.Chars:
			in.put(r.Chars, in.style())
		case bitext.Open:
			in.open = append(in.open, r.Code)
			if r.Code.Type == bitext.Monospace { // code reads from the left in any language
				in.put("\u2066", in.style())
			}
		case bitext.Close:
			if i := slices.IndexFunc(in.open, func(c bitext.Code) bool { return c.ID == r.Code.ID }); i >= 0 {
				if r.Code.Type == bitext.Monospace {
					in.put("\u2069", in.style())
				}
				in.open = slices.Delete(in.open, i, i+1)
			}
		case bitext.Lone:
			in.lone(r.Code)
		}
	}
	return in.out
}

// inline is a text whose codes are being turned into styles.
type inline struct {
	e    *writer
	side side
	base typeset.Style
	open []bitext.Code
	out  []typeset.Span
}

func (in *inline) put(text string, style typeset.Style) {
	if n := len(in.out); n > 0 && in.out[n-1].Style == style {
		in.out[n-1].Text += text
		return
	}
	in.out = append(in.out, typeset.Span{Text: text, Style: style})
}

// style is the base with what the open codes add.
func (in *inline) style() typeset.Style {
	s := in.base
	for _, c := range in.open {
		switch c.Type {
		case bitext.Bold:
			s.Bold = true
		case bitext.Italic:
			in.emphasise(&s)
		case bitext.Underline:
			s.Underline = true
		case bitext.Strike:
			s.Strike = true
		case bitext.Superscript:
			s.Rise, s.Size = s.Rise+0.33*in.base.Size, s.Size*0.68
		case bitext.Subscript:
			s.Rise, s.Size = s.Rise-0.16*in.base.Size, s.Size*0.68
		case bitext.Monospace:
			s.Mono = true
		case bitext.Link:
			if address, ok := edition.SafeLink(c.Data); ok {
				s.Link = address
			}
		}
	}
	return s
}

// emphasise slants letters. Arabic without a slanted face has a line above, as manuscripts have:
// it is seen in black and white, and weight is left to what is bold.
func (in *inline) emphasise(s *typeset.Style) {
	s.Slanted = !s.Slanted
	if s.Slanted && in.side.rtl && in.e.o.Look.Typeface != edition.Book {
		s.Overline = true
	}
}

func (in *inline) lone(c bitext.Code) {
	style := in.style()
	switch c.Type {
	case bitext.Break:
		in.put("\n", style)
	case bitext.Image:
		if c.Equiv == "" {
			return
		}
		style.Grey = true
		if address, ok := edition.SafeLink(c.Data); ok {
			style.Link = address
		}
		word := edition.Word(in.e.d, in.side.tag, edition.Image)
		in.put("["+word+in.colon()+lang.Isolate(c.Equiv)+"]", style)
	case bitext.Placeholder:
		in.put(c.Equiv, style)
	default:
		if c.Equiv != "" {
			style.Rise, style.Size = style.Rise+0.33*in.base.Size, style.Size*0.68
			in.put(c.Equiv, style)
		}
	}
}

func (in *inline) colon() string {
	if lang.Base(in.side.tag) == "fr" {
		return "\u00A0: "
	}
	return ": "
}

// plain is one span of a style.
func plain(text string, style typeset.Style) []typeset.Span {
	return []typeset.Span{{Text: text, Style: style}}
}

// strong is how names and titles are set, so many times larger than text. Those of the book are the letters
// of its text made heavier, since a bold Amiri would be a fifth of the file.
func (e *writer) strong(times float64) typeset.Style {
	style := typeset.Style{Size: e.sheet.size * times}
	if e.o.Look.Typeface == edition.Book {
		style.Heavy = true
	} else {
		style.Bold = true
	}
	return style
}
