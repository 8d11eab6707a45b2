package tmx

import (
	"io"
	"strconv"

	"truchement/workflow/bitext"
	"truchement/workflow/format/xmlpull"
	"truchement/workflow/lang"
)

// Pair names the languages to read. An empty Source means the source language of the file, or
// the first language in it; an empty Target the first other language.
type Pair struct{ Source, Target string }

// Report counts what became of a file's units.
type Report struct {
	Units   int // in the file
	Skipped int // without a text in both languages
	Dropped int // codes of types that bitext does not have
	Torn    int // pairs that had to be closed or opened so that all nest
}

// Read reads a file as ReadReport does, in the file's own languages, without the report.
func Read(r io.Reader) (*bitext.Document, error) {
	d, _, err := ReadReport(r, Pair{})
	return d, err
}

// ReadReport reads the units that have a text in both languages of p, in the order of the file.
// fr-CA is read as fr, and fr as fr-CA, where there is nothing nearer. Each unit is a block of
// its own, except that neighbours which this program wrote from one block become one again.
// Errors are those of Units; the whole file may not be larger than limit.XMLBytes.
func ReadReport(r io.Reader, p Pair) (*bitext.Document, Report, error) {
	b := &builder{pair: Pair{tagOf(p.Source), tagOf(p.Target)}, doc: &bitext.Document{}}
	x := xmlpull.NewReader(r, xmlpull.Options{})
	h, err := read(&file{x: x, each: b.add, seg: segReader{x: x, odd: b.doc}})
	if err != nil {
		return nil, Report{}, err
	}
	b.doc.Title, b.doc.Date = h.Title, h.Created
	b.doc.SourceLang, b.doc.TargetLang = b.pair.Source, b.pair.Target
	if b.doc.SourceLang == "" && h.SourceLang != All {
		b.doc.SourceLang = h.SourceLang
	}
	return b.doc, b.report, nil
}

// builder makes a document of units.
type builder struct {
	pair   Pair
	doc    *bitext.Document
	report Report
	last   string // the id of the last block, when this program wrote it
}

func (b *builder) add(_ Header, u Unit) error {
	if u.Refused != nil {
		return u.Refused
	}
	b.report.Units++
	b.report.Dropped += u.Dropped
	b.report.Torn += u.Torn
	if u.Dropped > 0 {
		b.doc.Odd(bitext.OddCodeDropped, u.Line, "")
	}
	if u.Torn > 0 {
		b.doc.Odd(bitext.OddCodeTorn, u.Line, "")
	}
	b.chooseLanguages(u)
	source, target := find(u, b.pair.Source), find(u, b.pair.Target)
	if source == nil || target == nil || source == target ||
		source.Text.Empty() || target.Text.Empty() {
		b.report.Skipped++
		if len(u.Variants) > 0 {
			b.doc.Odd(bitext.OddOneLanguage, u.Line, u.Variants[0].Text.String())
		}
		return nil
	}
	for i := range u.Variants {
		if v := &u.Variants[i]; v != source && v != target && !v.Text.Empty() {
			b.doc.Odd(bitext.OddLanguage, u.Line, v.Lang+": "+v.Text.String())
		}
	}
	s := bitext.Segment{ID: u.ID, Source: cloned(source.Text), Target: cloned(target.Text),
		Translator: target.By}
	if s.Translator == "" {
		s.Translator = u.By
	}
	s.State, s.SubState = u.State()
	for _, n := range u.Notes {
		s.Notes = append(s.Notes, bitext.Remark{Text: n})
	}
	b.place(u, s)
	return nil
}

// chooseLanguages sets the languages that are not known yet by the first unit that has them.
func (b *builder) chooseLanguages(u Unit) {
	if b.pair.Source == "" {
		tag := u.SourceLang
		if tag == All || tag == "" || find(u, tag) == nil {
			tag = firstOther(u, b.pair.Target)
		} else {
			tag = find(u, tag).Lang
		}
		b.pair.Source = tag
	}
	if b.pair.Target == "" && b.pair.Source != "" && find(u, b.pair.Source) != nil {
		b.pair.Target = firstOther(u, b.pair.Source)
	}
}

// firstOther is the first language of u that is not the one it has for tag.
func firstOther(u Unit, tag string) string {
	skip := find(u, tag)
	for _, v := range u.Variants {
		if skip == nil || v.Lang != skip.Lang {
			return v.Lang
		}
	}
	return ""
}

// find is the variant in a language, the nearest there is: the same tag, or the same language.
func find(u Unit, tag string) *Variant {
	if tag == "" {
		return nil
	}
	for i := range u.Variants {
		if u.Variants[i].Lang == tag {
			return &u.Variants[i]
		}
	}
	for i := range u.Variants {
		if lang.Base(u.Variants[i].Lang) == lang.Base(tag) {
			return &u.Variants[i]
		}
	}
	return nil
}

// place puts a segment into the last block or a new one.
func (b *builder) place(u Unit, s bitext.Segment) {
	id := u.Prop(propBlock)
	if n := len(b.doc.Blocks); n > 0 && id != "" && id == b.last {
		b.doc.Blocks[n-1].Segments = append(b.doc.Blocks[n-1].Segments, s)
		return
	}
	block := bitext.Block{ID: id, Kind: bitext.Paragraph, Segments: []bitext.Segment{s}}
	for _, k := range bitext.Kinds() {
		if string(k) == u.Prop(propKind) {
			block.Kind = k
		}
	}
	if n, err := strconv.Atoi(u.Prop(propLevel)); err == nil && n >= 1 && n <= 6 {
		block.Level = n
	}
	b.last = id
	b.doc.Blocks = append(b.doc.Blocks, block)
}
