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
	x := xmlfile.NewWriter(w)
	x.Open(0, "tmx", "version", "1.4")
	x.Open(1, "header", "creationtool", "Truchement", "creationtoolversion", "1",
		"segtype", "sentence", "o-tmf", "Truchement", "adminlang", "en",
		"srclang", d.SourceLang, "datatype", "html", "creationdate", date(d.Date))
	prop(x, 2, propTitle, d.Title)
	x.Close(1, "header")
	x.Open(1, "body")
	for _, b := range d.Blocks {
		for _, s := range b.Segments {
			if !s.Source.Empty() && !s.Target.Empty() {
				writeUnit(x, d, b, s)
			}
		}
	}
	x.Close(1, "body")
	x.Close(0, "tmx")
	if err := x.Flush(); err != nil {
		return fmt.Errorf("write tmx: %w", err)
	}
	return nil
}

func date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(stamp)
}

func prop(x xmlfile.Writer, indent int, typ, value string) {
	if value != "" {
		x.Leaf(indent, "prop", value, "type", typ)
	}
}

func writeUnit(x xmlfile.Writer, d *bitext.Document, b bitext.Block, s bitext.Segment) {
	x.Open(2, "tu", "tuid", s.ID, "changedate", date(d.Date))
	for _, n := range s.Notes {
		x.Leaf(3, "note", n.Text)
	}
	prop(x, 3, propBlock, b.ID)
	prop(x, 3, propKind, string(b.Kind))
	if b.Level > 0 {
		prop(x, 3, propLevel, strconv.Itoa(b.Level))
	}
	prop(x, 3, propState, stateOf(s))
	numbers := numberCodes(s)
	writeVariant(x, Variant{Lang: d.SourceLang, Text: s.Source}, numbers)
	target := Variant{Lang: d.TargetLang, Text: s.Target, By: s.Translator, Changed: d.Date}
	writeVariant(x, target, numbers)
	x.Close(2, "tu")
}

func stateOf(s bitext.Segment) string {
	if s.SubState != bitext.None {
		return string(s.State) + "/" + string(s.SubState)
	}
	return string(s.State)
}

func writeVariant(x xmlfile.Writer, v Variant, numbers map[string]int) {
	x.Open(3, "tuv", "xml:lang", v.Lang, "creationid", v.By, "changedate", date(v.Changed))
	x.Raw("<seg>", segContent(v.Text, numbers), "</seg></tuv>")
}

// numberCodes numbers the codes of a segment: a code has the same number in both languages,
// which is its id where that is a number.
func numberCodes(s bitext.Segment) map[string]int {
	both := append(append(bitext.Text{}, s.Source...), s.Target...)
	numbers, taken := map[string]int{}, map[int]bool{}
	for _, c := range both.Codes() {
		if n, err := strconv.Atoi(c.ID); err == nil && n > 0 && strconv.Itoa(n) == c.ID {
			numbers[c.ID], taken[n] = n, true
		}
	}
	next := 1
	for _, r := range both {
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
		bitext.Break, bitext.Image, bitext.NoteMark} {
		if typeOf(t) == typ {
			return t, true
		}
	}
	return "", false
}
