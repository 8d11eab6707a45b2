package word

import (
	"html/template"
	"slices"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/lang"
)

// Text writes a text as a reader sees it: paired codes as the formatting they are, standalone
// ones as what is shown for them.
func (s *Speech) Text(t bitext.Text) template.HTML { return s.RenderText(t, false) }

// TaggedText writes a text as its translator needs it: the formatting with the tags that name
// it in the editor, and invisible spaces and marks made visible.
func (s *Speech) TaggedText(t bitext.Text) template.HTML { return s.RenderText(t, true) }

// RenderText writes a text with or without its tags.
func (s *Speech) RenderText(t bitext.Text, tagged bool) template.HTML {
	var out strings.Builder
	formatted := t.Nested() // else its elements would not be
	for _, r := range t {
		switch {
		case r.Kind == bitext.Chars && tagged:
			s.writeSpaces(&out, r.Chars)
		case r.Kind == bitext.Chars:
			out.WriteString(template.HTMLEscapeString(r.Chars))
		case r.Kind == bitext.Lone:
			s.writeLone(&out, r.Code, tagged)
		default:
			writePaired(&out, r, tagged, formatted)
		}
	}
	return template.HTML(out.String()) //nolint:gosec // every text is escaped above
}

func writePaired(out *strings.Builder, r bitext.Run, tagged, formatted bool) {
	open, shut := formatElement(r.Code.Type)
	if r.Kind == bitext.Open {
		if formatted && tagged {
			open = withCode(open, "pair", r.Code)
		}
		if formatted {
			out.WriteString(open)
		}
		if tagged {
			writeTag(out, TagOf(r))
		}
		return
	}
	if tagged {
		writeTag(out, TagOf(r))
	}
	if formatted {
		out.WriteString(shut)
	}
}

// withCode names the code on its element, so that what is copied from a source keeps it.
func withCode(open, kind string, c bitext.Code) string {
	return strings.TrimSuffix(open, ">") + ` data-` + kind + `="` +
		template.HTMLEscapeString(c.ID) + `" data-type="` + string(c.Type) + `">`
}

// formatElement is the element that shows a paired code. None has a padding or is a box of its
// own, which would part the letters of an Arabic word.
func formatElement(t bitext.CodeType) (open, shut string) {
	switch t {
	case bitext.Bold:
		return "<b>", "</b>"
	case bitext.Italic:
		return "<i>", "</i>"
	case bitext.Underline:
		return "<u>", "</u>"
	case bitext.Strike:
		return "<s>", "</s>"
	case bitext.Superscript:
		return "<sup>", "</sup>"
	case bitext.Subscript:
		return "<sub>", "</sub>"
	case bitext.Monospace:
		return "<code>", "</code>"
	case bitext.Span:
		return "<span>", "</span>"
	}
	return `<span class="linked">`, "</span>"
}

func (s *Speech) writeLone(out *strings.Builder, c bitext.Code, tagged bool) {
	named := func(open string) string { return open }
	if tagged {
		writeTag(out, TagOf(bitext.Run{Kind: bitext.Lone, Code: c}))
		named = func(open string) string { return withCode(open, "chip", c) }
	}
	switch c.Type {
	case bitext.Break:
		out.WriteString(named("<br>"))
	case bitext.NoteMark:
		out.WriteString(named(`<sup class="lone">`) + `<bdi>` + template.HTMLEscapeString(c.Equiv) + "</bdi></sup>")
	default:
		word := s.CodeWord(c.Type)
		out.WriteString(named(`<span class="pic" lang="`+s.Lang()+`">`) + `<bdi>` +
			template.HTMLEscapeString(word))
		out.WriteString("</bdi> <bdi>" + template.HTMLEscapeString(c.Equiv) + "</bdi></span>")
	}
}

func writeTag(out *strings.Builder, tag string) {
	out.WriteString(`<bdi class="code-tag" dir="ltr">` + template.HTMLEscapeString(tag) + "</bdi>")
}

// TagOf is a code's tag as bitext.Markup writes it.
func TagOf(r bitext.Run) string { return bitext.Text{r}.Markup() }

// Diff shows by words how old became new, with the words "deleted" and "added" for those who
// hear the page.
func (s *Speech) Diff(old, new bitext.Text) template.HTML {
	before, after := old.String(), new.String()
	if !slices.Equal(old.Codes(), new.Codes()) || before == after {
		before, after = old.Markup(), new.Markup()
	}
	return s.edits(lang.Diff(before, after), lines)
}

// Edits shows a difference with the characters that do not show made visible.
func (s *Speech) Edits(edits []lang.Edit) template.HTML { return s.edits(edits, s.signedLines) }

// edits shows a difference, with the words "deleted" and "added" for those who hear the page. escape makes HTML
// of a piece.
func (s *Speech) edits(edits []lang.Edit, escape func(string) string) template.HTML {
	var out strings.Builder
	for _, e := range edits {
		text := escape(e.Text)
		switch e.Op {
		case lang.Delete:
			s.WriteEdit(&out, "del", s.T("diff.deleted"), text)
		case lang.Insert:
			s.WriteEdit(&out, "ins", s.T("diff.added"), text)
		default:
			out.WriteString(text)
		}
	}
	return template.HTML(out.String()) //nolint:gosec // every text is escaped above
}

// WriteEdit writes what was deleted or added, with the word for those who hear the page. The element may
// have attributes.
func (s *Speech) WriteEdit(out *strings.Builder, element, word, text string) {
	name, _, _ := strings.Cut(element, " ")
	out.WriteString("<" + element + `><span class="vh" lang="` + s.Lang() + `">` +
		template.HTMLEscapeString(word) + " </span>" + text + "</" + name + ">")
}

// CodeWord is what a code does, in a word.
func (s *names) CodeWord(t bitext.CodeType) string {
	words := map[bitext.CodeType]string{
		bitext.Bold: "code.bold", bitext.Italic: "code.italic", bitext.Underline: "code.underline",
		bitext.Strike: "code.strike", bitext.Superscript: "code.sup", bitext.Subscript: "code.sub",
		bitext.Monospace: "code.mono", bitext.Link: "code.link", bitext.Break: "code.break",
		bitext.Image: "code.image", bitext.NoteMark: "code.note", bitext.Placeholder: "code.ph", bitext.Span: "code.span",
	}
	if id := words[t]; id != "" {
		return s.T(id)
	}
	return string(t)
}
