package tmx

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"truchement/workflow/bitext"
	"truchement/workflow/format/xliff/inline"
	"truchement/workflow/format/xliff/xmlfile"
	"truchement/workflow/lang"
)

// ErrLanguage says that a document has no valid source or target language.
var ErrLanguage = errors.New("tmx: no language")

// stamp is TMX's form of ISO 8601, in UTC.
const stamp = "20060102T150405Z"

// tool is the name that this program gives itself.
const tool = "Truchement"

// The props that carry what TMX has no element for.
const (
	propTitle = "x-title"
	propBlock = "x-block"
	propKind  = "x-kind"
	propLevel = "x-level"
	propState = "x-state" // state, or state/subState
)

// Write writes the segments of d that have both a source and a target. The date of the units is
// d's, the author the segment's translator. Both languages must be known, else the error is
// ErrLanguage; all others are w's.
func Write(w io.Writer, d *bitext.Document) error {
	for _, tag := range []string{d.SourceLang, d.TargetLang} {
		if !lang.Valid(tag) {
			return fmt.Errorf("%w: %q", ErrLanguage, tag)
		}
	}
	u := NewUnitWriter(w, Header{SourceLang: d.SourceLang, Title: d.Title, Created: d.Date})
	for _, b := range d.Blocks {
		for _, s := range b.Segments {
			if !s.Source.Empty() && !s.Target.Empty() {
				u.write(unitOf(d, b, s))
			}
		}
	}
	return u.Close()
}

// unitOf is the unit of a segment.
func unitOf(d *bitext.Document, b bitext.Block, s bitext.Segment) Unit {
	u := Unit{ID: s.ID, History: History{Changed: d.Date}}
	for _, n := range s.Notes {
		u.Notes = append(u.Notes, n.Text)
	}
	u.Props = []Prop{{propBlock, b.ID}, {propKind, string(b.Kind)}}
	if b.Level > 0 {
		u.Props = append(u.Props, Prop{propLevel, strconv.Itoa(b.Level)})
	}
	u.Props = append(u.Props, StateProp(s.State, s.SubState))
	u.Variants = []Variant{{Lang: d.SourceLang, Text: s.Source},
		{Lang: d.TargetLang, Text: s.Target, History: History{Author: s.Translator, Changed: d.Date}}}
	return u
}

// UnitWriter writes units one at a time, with all that Units reads of them.
type UnitWriter struct {
	x      xmlfile.Writer
	source string // the source language of the file
}

// NewUnitWriter starts a file. Its source language is All where h has none; h.Tool is not used,
// since it is this program that writes.
func NewUnitWriter(w io.Writer, h Header) *UnitWriter {
	if h.SourceLang == "" {
		h.SourceLang = All
	}
	u := &UnitWriter{x: xmlfile.NewWriter(w), source: h.SourceLang}
	u.x.Open(0, "tmx", "version", "1.4")
	u.x.Open(1, "header", "creationtool", tool, "creationtoolversion", "1",
		"segtype", "sentence", "o-tmf", tool, "adminlang", "en",
		"srclang", h.SourceLang, "datatype", "html", "creationdate", date(h.Created))
	u.props(2, Prop{propTitle, h.Title})
	u.x.Close(1, "header")
	u.x.Open(1, "body")
	return u
}

// Write writes a unit; Number, Dropped and Torn are not kept. A language that is not valid is
// ErrLanguage, and nothing of the unit is written.
func (w *UnitWriter) Write(u Unit) error {
	for _, v := range u.Variants {
		if !lang.Valid(v.Lang) {
			return fmt.Errorf("%w: %q", ErrLanguage, v.Lang)
		}
	}
	w.write(u)
	return nil
}

// Close ends the file and returns the first error of writing.
func (w *UnitWriter) Close() error {
	w.x.Close(1, "body")
	w.x.Close(0, "tmx")
	if err := w.x.Flush(); err != nil {
		return fmt.Errorf("write tmx: %w", err)
	}
	return nil
}

func (w *UnitWriter) write(u Unit) {
	source := u.SourceLang
	if source == w.source {
		source = ""
	}
	w.x.Open(2, "tu", append([]string{"tuid", u.ID, "srclang", source},
		u.History.attrs()...)...)
	w.remarks(3, u.Notes, u.Props)
	numbers := numberCodes(u.Variants)
	for _, v := range u.Variants {
		w.x.Open(3, "tuv", append([]string{"xml:lang", v.Lang}, v.History.attrs()...)...)
		w.remarks(4, v.Notes, v.Props)
		w.x.Raw("<seg>", segContent(v.Text, numbers), "</seg></tuv>")
	}
	w.x.Close(2, "tu")
}

func (w *UnitWriter) remarks(indent int, notes []string, props []Prop) {
	for _, n := range notes {
		w.x.Leaf(indent, "note", n)
	}
	w.props(indent, props...)
}

func (w *UnitWriter) props(indent int, props ...Prop) {
	for _, p := range props {
		if p.Value != "" && p.Type != "" {
			w.x.Leaf(indent, "prop", p.Value, "type", p.Type)
		}
	}
}

// attrs lists the attributes of h; those without a value are not written.
func (h History) attrs() []string {
	uses := ""
	if h.Uses > 0 {
		uses = strconv.Itoa(h.Uses)
	}
	return []string{"creationdate", date(h.Created), "creationid", h.Author,
		"changedate", date(h.Changed), "changeid", h.By,
		"lastusagedate", date(h.Used), "usagecount", uses}
}

func date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(stamp)
}

// numberCodes numbers the codes of a unit: a code has the same number in all languages, which is
// its id where that is a number.
func numberCodes(variants []Variant) map[string]int {
	var all bitext.Text
	for _, v := range variants {
		all = append(all, v.Text...)
	}
	numbers, taken := map[string]int{}, map[int]bool{}
	for _, c := range all.Codes() {
		if n, err := strconv.Atoi(c.ID); err == nil && n > 0 && strconv.Itoa(n) == c.ID {
			numbers[c.ID], taken[n] = n, true
		}
	}
	next := 1
	for _, r := range all {
		if r.Kind == bitext.Chars || numbers[r.Code.ID] != 0 {
			continue
		}
		for taken[next] {
			next++
		}
		numbers[r.Code.ID], taken[next] = next, true
	}
	return numbers
}

// segContent writes the content of a seg. A pair is bpt and ept, which may cross others; one
// end of a pair without the other is an it.
func segContent(t bitext.Text, numbers map[string]int) string {
	mates, _ := inline.Pairs(t)
	out := ""
	pairs := 0
	is := make([]string, len(t)) // the i of each run that is an end of a pair
	for at, r := range t {
		x := strconv.Itoa(numbers[r.Code.ID])
		switch {
		case r.Kind == bitext.Chars:
			out += xmlfile.Escape(r.Chars)
		case r.Kind == bitext.Lone:
			out += code("ph", inline.Start(r.Code), "x", x, "type", typeOf(r.Code.Type))
		case mates[at] < 0:
			out += isolatedEnd(r, x)
		case r.Kind == bitext.Open:
			pairs++
			is[at] = strconv.Itoa(pairs)
			out += code("bpt", inline.Start(r.Code), "i", is[at], "x", x, "type", typeOf(r.Code.Type))
		default:
			out += code("ept", inline.End(r.Code), "i", is[mates[at]])
		}
	}
	return out
}

func isolatedEnd(r bitext.Run, x string) string {
	pos, tag := "begin", inline.Start(r.Code)
	if r.Kind == bitext.Close {
		pos, tag = "end", inline.End(r.Code)
	}
	return code("it", tag, "pos", pos, "x", x, "type", typeOf(r.Code.Type))
}

func code(name, tag string, attrs ...string) string {
	return xmlfile.Tag(name, ">", attrs...) + xmlfile.Escape(tag) + "</" + name + ">"
}

// typeOf is the type that TMX 1.4b recommends for a code, or one of this program, with x-.
func typeOf(t bitext.CodeType) string {
	switch t {
	case bitext.Bold, bitext.Italic, bitext.Link, bitext.Image:
		return string(t)
	case bitext.Underline:
		return "ulined"
	case bitext.Break:
		return "lb"
	case bitext.NoteMark:
		return "fnote"
	}
	return "x-" + string(t)
}

// codeType is the code type that a type attribute says.
func codeType(typ string) (bitext.CodeType, bool) {
	for _, t := range []bitext.CodeType{bitext.Bold, bitext.Italic, bitext.Underline,
		bitext.Strike, bitext.Superscript, bitext.Subscript, bitext.Monospace, bitext.Link,
		bitext.Break, bitext.Image, bitext.NoteMark, bitext.Placeholder, bitext.Span} {
		if typeOf(t) == typ {
			return t, true
		}
	}
	return "", false
}
