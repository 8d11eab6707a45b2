package pdf

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"truchement/workflow/bitext"
	"truchement/workflow/format/edition"
	"truchement/workflow/format/font"
	"truchement/workflow/format/pdf/object"
	"truchement/workflow/format/pdf/typeset"
	"truchement/workflow/lang"
)

// Layout is how the pages show the languages.
type Layout string

// The layouts.
const (
	SideBySide  Layout = ""            // each segment beside its translation
	Alternating Layout = "alternating" // the first language of each segment over the other
	SourceOnly  Layout = "source"
	TargetOnly  Layout = "target"
)

// Options says which edition Write makes. The zero Options is side by side on A4.
type Options struct {
	Layout Layout
	Paper  edition.Paper
	Look   edition.Look
	Lead   string // the language that is read first, see edition.TargetFirst; empty: the source, in the target's words
	// Progress is called with the number of segments that are set, and of all; may be nil.
	Progress func(done, total int)
}

// Write writes d as a PDF file.
func Write(w io.Writer, d *bitext.Document, o Options) error {
	return write(w, d, o, font.Of(o.Look.Typeface))
}

// write sets the edition in the faces of a family.
func write(w io.Writer, d *bitext.Document, o Options, family *font.Family) error {
	e := newWriter(w, d, o, family)
	if err := e.logo(); err != nil {
		return err
	}
	e.masthead()
	e.body()
	e.credits()
	return e.close()
}

// Missing lists the characters of d that no face has, in order of appearance: an edition names them
// by their number in the place of the letter.
func Missing(d *bitext.Document, look edition.Look) []rune {
	family := font.Of(look.Typeface)
	var text strings.Builder
	text.WriteString(d.Title)
	for _, s := range d.Segments() {
		text.WriteString(s.Source.String() + s.Target.String())
		for _, n := range s.Notes {
			text.WriteString(n.Author + n.Text)
		}
	}
	for _, tag := range []string{d.SourceLang, d.TargetLang} {
		for _, f := range edition.Facts(d, tag) {
			text.WriteString(f.Line(tag, d.Locale(tag)))
		}
	}
	return family.Missing(text.String())
}

// side is one language of the edition.
type side struct {
	tag    string
	rtl    bool
	target bool
	column int // the first from the left is 0
}

// writer writes one edition.
type writer struct {
	d       *bitext.Document
	o       Options
	sheet   sheet
	accent  string // sets the colour
	sides   []side // in the order of reading
	setter  *typeset.Setter
	file    *object.File
	fonts   *object.Fonts
	tree    *object.Tree
	table   *object.Element // of an edition side by side
	picture *object.Picture
	pages   []object.Ref
	root    object.Ref // of the pages
	page    *page
	waiting []row // rows that stay with the next one
	toc     outline
	depth   int           // of the heading last set
	numbers bool          // segments have numbers, since the credits name some
	number  int           // of the segment last set
	head    *typeset.Line // over each page but the first
}

func newWriter(w io.Writer, d *bitext.Document, o Options, family *font.Family) *writer {
	e := &writer{d: d, o: o, accent: accentOf(o.Look), file: object.NewFile(w)}
	source := side{tag: d.SourceLang, rtl: lang.Direction(d.SourceLang) == lang.RTL}
	target := side{tag: d.TargetLang, rtl: lang.Direction(d.TargetLang) == lang.RTL, target: true}
	switch {
	case d.TargetLang == "" || o.Layout == SourceOnly:
		e.o.Layout, e.sides = SourceOnly, []side{source}
	case o.Layout == TargetOnly:
		e.sides = []side{target}
	default:
		e.sides = []side{source, target}
	}
	if len(e.sides) == 2 && edition.TargetFirst(d, o.Lead) {
		slices.Reverse(e.sides)
	}
	if e.o.Layout == SideBySide {
		e.placeColumns()
	}
	e.sheet = sheetOf(o.Paper, o.Look.Typeface, e.o.Layout == SideBySide)
	e.setter = typeset.NewSetter(family, e.sheet.scale)
	e.fonts = object.NewFonts(e.file)
	e.root = e.file.Ref()
	e.tree = object.NewTree(e.file, e.leading().tag)
	for _, f := range edition.Facts(d, d.SourceLang) {
		e.numbers = e.numbers || len(f.Segments) > 0
	}
	if e.o.Layout == SideBySide {
		e.sheet.balance(e)
	}
	return e
}

// placeColumns puts Arabic on the right where the other language is on the left; of two languages of one
// direction, the first comes first.
func (e *writer) placeColumns() {
	first := 0
	if e.sides[0].rtl {
		first = 1
	}
	e.sides[first].column, e.sides[1-first].column = 0, 1
}

// leading is the language of the edition as a whole: the one that it was to begin with, or else the
// target, where there is one.
func (e *writer) leading() side {
	if e.o.Lead != "" {
		return e.sides[0]
	}
	return e.sides[len(e.sides)-1]
}

// other is the second language of the edition, where it has two.
func (e *writer) other() (side, bool) {
	for _, s := range e.sides {
		if s.target != e.leading().target {
			return s, true
		}
	}
	return side{}, false
}

// close writes the end of the file.
func (e *writer) close() error {
	e.flush()
	e.endPage()
	if e.table != nil {
		e.tree.End(e.table)
	}
	e.fonts.Write()
	kids := ""
	for _, p := range e.pages {
		kids += p.String() + " "
	}
	e.file.Put(e.root, fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]/Resources<</Font%s%s>>>>",
		len(e.pages), kids, e.fonts.Resources(), e.pictures()))
	title, author, day := e.title(), e.author(), e.d.Date
	metadata := e.file.Ref()
	e.file.Stream(metadata, "/Type/Metadata/Subtype/XML", xmp(title, author, e.leading().tag, day))
	info := "<</Title" + object.String(title) + "/Creator(Truchement)/Producer(Truchement)"
	if author != "" {
		info += "/Author" + object.String(author)
	}
	if !day.IsZero() {
		info += "/CreationDate" + object.String(day.UTC().Format("D:20060102150405Z"))
	}
	tree := e.tree.Close()
	direction := "L2R"
	if e.leading().rtl {
		direction = "R2L"
	}
	catalog := fmt.Sprintf("<</Type/Catalog/Pages %s/Metadata %s/StructTreeRoot %s/MarkInfo<</Marked true>>"+
		"/Lang%s/ViewerPreferences<</DisplayDocTitle true/Direction/%s>>%s>>",
		e.root, metadata, tree, object.String(e.leading().tag), direction, e.toc.write(e.file))
	return e.file.Close(e.file.Add(catalog), e.file.Add(info+">>"))
}

// title is the name of the edition in its languages.
func (e *writer) title() string {
	last := e.leading()
	title := edition.Title(e.d, last.tag, last.target)
	if s, ok := e.other(); ok {
		if second := edition.Title(e.d, s.tag, s.target); second != title {
			title += " — " + second
		}
	}
	return title
}

func (e *writer) author() string {
	for _, c := range e.d.Credits {
		if c.Role == edition.Author && len(c.Names) > 0 {
			return c.Names[0]
		}
	}
	return ""
}
