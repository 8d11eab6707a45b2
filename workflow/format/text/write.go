package text

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
	Lead       string // the language whose lines come first, see edition.TargetFirst
}

// Write writes d as plain text in UTF-8, without formatting: of each block the
// first language, the other on the next line, then an empty line; comments come
// below their block, the credits at the end. A line that a program would show
// in the wrong direction begins with a mark (RLM or LRM), see edition.Line.
func Write(w io.Writer, d *bitext.Document, o Options) error {
	e := writer{d: d, targetOnly: o.TargetOnly, targetFirst: edition.TargetFirst(d, o.Lead)}
	for _, b := range d.Blocks {
		e.block(b)
	}
	e.credits()
	if _, err := io.WriteString(w, strings.TrimRight(e.b.String(), "\n")+"\n"); err != nil {
		return fmt.Errorf("text: %w", err)
	}
	return nil
}

type writer struct {
	d                       *bitext.Document
	targetOnly, targetFirst bool
	b                       strings.Builder
	number                  int // of the segment last written
}

func (e *writer) block(b bitext.Block) {
	if len(b.Segments) == 0 {
		return
	}
	bullet := ""
	if b.Kind == bitext.ListItem {
		bullet = "\u2022 "
	}
	if !e.targetOnly && !e.targetFirst {
		e.lines(bullet+b.Source().String(), e.d.SourceLang)
	}
	e.lines(bullet+e.target(b), e.d.TargetLang)
	if !e.targetOnly && e.targetFirst {
		e.lines(bullet+b.Source().String(), e.d.SourceLang)
	}
	for _, s := range b.Segments {
		e.number++
		for _, n := range s.Notes {
			e.note(n)
		}
	}
	e.b.WriteByte('\n')
}

// target is the target text of b with a word in the place of what is missing.
func (e *writer) target(b bitext.Block) string {
	segments := append([]bitext.Segment{}, b.Segments...)
	for i, s := range segments {
		if s.Target.Empty() && !s.Source.Empty() {
			word := "[" + edition.Word(e.d, e.d.TargetLang, edition.Missing) + "]"
			segments[i].Target = bitext.Plain(word)
		}
	}
	b.Segments = segments
	return b.Target().String()
}

func (e *writer) lines(s, tag string) {
	for _, line := range strings.Split(s, "\n") {
		e.b.WriteString(edition.Line(strings.TrimSpace(line), tag) + "\n")
	}
}

// note writes a comment, set in and in the direction of its own words.
func (e *writer) note(n bitext.Remark) {
	house := e.d.Locale(e.d.TargetLang)
	head := fmt.Sprintf("    [%s] %s", house.FormatNumeral(e.number), lang.Isolate(n.Author))
	if !n.Time.IsZero() {
		day := house.FormatDate(n.Time, lang.Short)
		head += " (" + lang.Isolate(day) + ")"
	}
	for i, line := range strings.Split(n.Text, "\n") {
		if i > 0 {
			head = "       "
		}
		e.b.WriteString(edition.Line(head+" "+lang.Isolate(line), e.d.TargetLang) + "\n")
	}
}

func (e *writer) credits() {
	tags := []string{e.d.SourceLang, e.d.TargetLang}
	switch {
	case e.targetOnly:
		tags = tags[1:]
	case e.targetFirst:
		slices.Reverse(tags)
	}
	for _, tag := range tags {
		facts := edition.Facts(e.d, tag)
		if len(facts) == 0 {
			continue
		}
		e.b.WriteString("* * *\n")
		for _, f := range facts {
			e.lines(f.Line(tag, e.d.Locale(tag)), tag)
		}
		e.b.WriteByte('\n')
	}
}
