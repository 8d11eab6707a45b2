package markdown

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/lang"
)

// Options says which edition Write makes. The zero Options is a bilingual one.
type Options struct {
	TargetOnly bool   // the text in the target language, without the source
	Lead       string // the language whose blocks come first, see edition.TargetFirst
}

// Write writes d as CommonMark, with the struck text of GitHub. In a bilingual edition each block is a
// block of each language, each in a <div> that gives its language and direction, which
// GitHub and the editors of newsrooms keep: a table would have whole paragraphs in its cells. The target alone
// has no <div>. Front matter names the article and who made it; the credits come last. What Markdown
// has no marks for, and what its marks would not hold for, as bold inside a word, is written as the
// elements that CommonMark lets through. A text is one line, so that nothing in it begins a block.
func Write(w io.Writer, d *bitext.Document, o Options) error {
	e := writer{d: d, targetOnly: o.TargetOnly, targetFirst: edition.TargetFirst(d, o.Lead)}
	e.frontMatter()
	front, text := edition.Arrange(d)
	for _, b := range append(front, text...) {
		e.block(b)
	}
	e.credits()
	if _, err := io.WriteString(w, strings.TrimRight(e.b.String(), "\n")+"\n"); err != nil {
		return fmt.Errorf("markdown: %w", err)
	}
	return nil
}

type writer struct {
	d                       *bitext.Document
	targetOnly, targetFirst bool
	b                       strings.Builder
}

// frontMatter writes what systems for content want to know of an article, as YAML.
func (e *writer) frontMatter() {
	e.b.WriteString("---\n")
	key := func(name, value string) {
		if value = strings.Join(strings.Fields(value), " "); value != "" {
			fmt.Fprintf(&e.b, "%s: \"%s\"\n", name, strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(value))
		}
	}
	key("title", edition.Title(e.d, e.d.TargetLang, true))
	if e.targetOnly {
		key("lang", e.d.TargetLang)
		key("dir", lang.Direction(e.d.TargetLang))
	} else {
		key("source_title", edition.Title(e.d, e.d.SourceLang, false))
		key("source_lang", e.d.SourceLang)
		key("target_lang", e.d.TargetLang)
	}
	if !e.d.Date.IsZero() {
		key("date", e.d.Date.Format("2006-01-02T15:04:05Z07:00"))
	}
	if !e.d.Updated.IsZero() {
		key("updated", e.d.Updated.Format("2006-01-02T15:04:05Z07:00"))
	}
	key("address", e.d.Address)
	for _, f := range edition.Facts(e.d, e.d.TargetLang) {
		switch f.Key {
		case edition.Author, edition.Translator, edition.Editor, edition.Publication:
			key(f.Key, strings.Join(f.Names, ", "))
		}
	}
	e.b.WriteString("---\n\n")
}

func (e *writer) block(b edition.Placed) {
	if len(b.Segments) == 0 {
		return
	}
	mark := markOf(b.Block)
	if !e.targetOnly && !e.targetFirst {
		e.paragraph(e.d.SourceLang, mark, write(b.Source()))
	}
	e.paragraph(e.d.TargetLang, mark, write(e.target(b.Block)))
	if !e.targetOnly && e.targetFirst {
		e.paragraph(e.d.SourceLang, mark, write(b.Source()))
	}
	for i, s := range b.Segments {
		for _, n := range s.Notes {
			e.note(b.First+i, n)
		}
	}
}

// markOf is what a line of a block begins with.
func markOf(b bitext.Block) string {
	switch b.Kind {
	case bitext.Headline:
		return "# "
	case bitext.Heading:
		return strings.Repeat("#", min(max(2, b.Level), 6)) + " "
	case bitext.Quote:
		return "> "
	case bitext.ListItem:
		return "- "
	}
	return ""
}

// target is the target text of b with a word in the place of what is missing.
func (e *writer) target(b bitext.Block) bitext.Text {
	segments := append([]bitext.Segment{}, b.Segments...)
	for i, s := range segments {
		if s.Target.Empty() && !s.Source.Empty() {
			segments[i].Target = bitext.Plain("[" + edition.Word(e.d, e.d.TargetLang, edition.Missing) + "]")
		}
	}
	b.Segments = segments
	return b.Target()
}

// paragraph writes lines of one language, with an empty line after each.
func (e *writer) paragraph(tag, mark string, lines ...string) {
	var texts []string
	for _, line := range lines {
		if line != "" {
			texts = append(texts, mark+line)
		}
	}
	text := strings.Join(texts, "\n") + "\n\n"
	switch {
	case texts == nil:
	case e.targetOnly || tag == "":
		e.b.WriteString(text)
	default:
		fmt.Fprintf(&e.b, "<div lang=\"%s\" dir=\"%s\">\n\n%s</div>\n\n", tagAttribute(tag), lang.Direction(tag), text)
	}
}

// tagAttribute is a language tag as an attribute; what is no tag is of no language.
func tagAttribute(tag string) string {
	if lang.Valid(tag) {
		return tag
	}
	return "und"
}

// note writes a comment on a segment as a quotation in the words of the target language.
func (e *writer) note(number int, n bitext.Remark) {
	house := e.d.Locale(e.d.TargetLang)
	head := fmt.Sprintf("[%s] %s", house.FormatNumeral(number), lang.Isolate(n.Author))
	if !n.Time.IsZero() {
		head += " (" + lang.Isolate(house.FormatDate(n.Time, lang.Short)) + ")"
	}
	text := bitext.Text{{Chars: head}}
	for _, line := range strings.Split(n.Text, "\n") {
		text = append(text, bitext.Run{Kind: bitext.Lone, Code: bitext.Code{Type: bitext.Break}}, bitext.Run{Chars: lang.Isolate(line)})
	}
	e.paragraph(e.d.TargetLang, "> ", write(text))
}

func (e *writer) credits() {
	tags := []string{e.d.SourceLang, e.d.TargetLang}
	switch {
	case e.targetOnly || e.d.SourceLang == e.d.TargetLang:
		tags = tags[1:]
	case e.targetFirst:
		slices.Reverse(tags)
	}
	for i, tag := range tags {
		var lines []string
		for _, f := range edition.Facts(e.d, tag) {
			lines = append(lines, write(bitext.Plain(f.Line(tag, e.d.Locale(tag)))))
		}
		if lines != nil && i == 0 {
			e.b.WriteString("---\n\n")
		}
		e.paragraph(tag, "- ", lines...)
	}
}
