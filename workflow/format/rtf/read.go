package rtf

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"

	"truchement/workflow/bitext"
	"truchement/workflow/format/build"
	"truchement/workflow/format/limit"
)

// Read reads the article of an RTF file: the paragraphs of the body, of tables and text boxes, and then the notes. Kinds of
// blocks come from outline levels and the names of styles; bold, italic, underlined, struck, raised and lowered stretches,
// links, breaks, note marks and pictures with a description become codes, the fewest that show the same. Tracked changes
// are read as accepted; fields as their last result; hidden text, tables of contents, comments, page headers and page
// footers are left out. Bytes are read in the code page of their font, else of the file. Nothing outside of the file is
// opened.
//
// The error is a *limit.Error or, wrapped, a *lang.Error.
func Read(in io.Reader) (*bitext.Document, error) {
	data, err := limit.ReadAll(in, limit.Upload)
	if err != nil {
		return nil, err
	}
	data = bytes.TrimLeft(data, "\xEF\xBB\xBF \t\r\n")
	if !bytes.HasPrefix(data, []byte(`{\rtf`)) {
		return nil, &limit.Error{Kind: limit.NotText}
	}
	r := &reader{scanner: scanner{data: data}, codePage: charmap.Windows1252, fonts: map[int]*charmap.Charmap{},
		styles: map[int]*style{}, charStyles: map[int]string{}}
	r.skip = 1
	if err := r.read(); err != nil {
		return nil, err
	}
	for i := range r.notes {
		n := &r.notes[i]
		if err := r.article.Add(n.kind, n.level, &n.in); err != nil {
			return nil, err
		}
	}
	d, err := r.article.Titled(build.Line(r.title.String()))
	if err != nil {
		return nil, err
	}
	d.SourceLang = r.letters.Language()
	return d, nil
}

// reader reads one file.
type reader struct {
	scanner
	state
	outer []group // of the groups around the current one

	codePage   *charmap.Charmap
	fonts      map[int]*charmap.Charmap // by the number of the font
	styles     map[int]*style           // by para.style
	charStyles map[int]string           // their names, by look.style
	base       int                      // of the style that is being read

	pending []byte // of text, not decoded yet
	high    uint16 // half of a character
	toSkip  int    // characters that say again what \u said

	name, value, title strings.Builder

	paragraph
	article    build.Article
	letters    build.Letters
	notes      []block
	marks      int  // notes so far
	associated bool // the file tells the look of Arabic from that of the rest
}

// group is what holds around a group, and what is to be done at its end.
type group struct {
	state
	end func() error
}

// paragraph is the current one.
type paragraph struct {
	in     build.Inline
	marked bool // it has the mark of a list
	inNote bool // its block comes after all others
	note   string
}

// block is a paragraph that is added later.
type block struct {
	kind  bitext.BlockKind
	level int
	in    build.Inline
}

func (r *reader) read() error {
	for {
		t, err := r.next()
		if err == io.EOF {
			return r.finish()
		}
		if err != nil {
			return err
		}
		switch t.kind {
		case octet:
			if r.toSkip > 0 {
				r.toSkip--
				continue
			}
			r.pending, r.high = append(r.pending, t.octet), 0
			continue
		case control:
			err = r.control(t)
		case opening:
			err = r.open()
		case closing:
			if err = r.close(); err == nil && len(r.outer) == 0 {
				return r.finish()
			}
		}
		if err != nil {
			return err
		}
	}
}

// finish ends the file: its first group must have been closed.
func (r *reader) finish() error {
	if len(r.outer) > 0 {
		return r.fail(limit.Damaged, io.ErrUnexpectedEOF)
	}
	return r.endParagraph()
}

func (r *reader) open() error {
	r.decode()
	if len(r.outer) >= limit.Depth {
		return r.fail(limit.TooDeep, errors.New("groups in groups"))
	}
	r.outer = append(r.outer, group{state: r.state})
	return nil
}

func (r *reader) close() error {
	r.decode()
	if len(r.outer) == 0 {
		return r.fail(limit.Damaged, errors.New("a group ends that has not begun"))
	}
	last := len(r.outer) - 1
	g := r.outer[last]
	if g.end != nil {
		if err := g.end(); err != nil {
			return err
		}
	}
	if r.destination == toStyles && g.destination == toStyles {
		r.endStyle()
	}
	r.state, r.outer = g.state, r.outer[:last]
	return nil
}

// atEnd has something be done when the current group ends.
func (r *reader) atEnd(do func() error) {
	if n := len(r.outer); n > 0 {
		r.outer[n-1].end = do
	}
}

// control carries out a control word.
func (r *reader) control(t token) error {
	if t.word == "u" {
		r.decodeBytes()
		r.unicode(t.param)
		r.toSkip = r.skip
		return nil
	}
	if s, ok := characters[t.word]; ok && r.toSkip > 0 && s != "" {
		r.toSkip--
		return nil
	}
	r.decode()
	r.associated = r.associated || t.word == "rtlch"
	if t.word == "*" {
		return r.ignorable()
	}
	if to, ok := destinations[t.word]; ok {
		r.begin(to)
		return nil
	}
	if leftOut[t.word] {
		r.leaveOut(t.word)
		return nil
	}
	if r.look.set(t) || r.para.set(t) {
		return nil
	}
	if s, ok := characters[t.word]; ok {
		r.add(s)
		return nil
	}
	return r.structure(t)
}

// ignorable reads what follows \*: a destination that is not known is left out.
func (r *reader) ignorable() error {
	t, err := r.next()
	if err != nil || t.kind != control {
		return nil // the end of the file is found again
	}
	known := destinations[t.word] != toText || slices.Contains([]string{"footnote", "shpinst", "shppict", "picprop", "do", "cs", "ud"}, t.word)
	if !known {
		r.destination = toNothing
		return nil
	}
	return r.control(t)
}

// begin sends the text of this group elsewhere.
func (r *reader) begin(to destination) {
	r.destination = to
	switch to {
	case toName:
		r.name.Reset()
	case toValue:
		r.value.Reset()
		r.atEnd(r.describe)
	case toInstruction:
		if f := r.field; f != nil {
			f.Reset()
		}
	}
}

// leaveOut leaves the text of this group out.
func (r *reader) leaveOut(word string) {
	switch word {
	case "listtext", "pntext":
		r.marked = true
	case "pict":
		r.pictured = r.destination == toText && !r.hides()
	}
	r.destination = toNothing
}

// structure carries out the control words that make paragraphs, notes, fields and tables.
func (r *reader) structure(t token) error {
	switch t.word {
	case "par", "cell", "nestcell", "row", "nestrow", "sect":
		return r.endParagraph()
	case "page", "column", "softline":
		r.add("\n")
	case "title":
		r.title.Reset() // what is said twice is right the second time
		r.destination = toTitle
	case "upr": // the same text in a code page, and then as \ud
		r.unicoded, r.destination = r.destination, toNothing
	case "ud":
		r.destination = r.unicoded
	case "footnote":
		r.apart(true)
	case "shptxt", "dptxbxtext":
		r.apart(false)
	case "chftn":
		r.noteMark()
	case "field":
		r.field = &strings.Builder{}
	case "fldrslt":
		r.result()
	case "cs":
		r.look.style = t.param + 1
	case "sbasedon":
		r.base = t.param + 1
	case "uc":
		r.skip = max(0, min(t.param, 16))
	case "ansicpg":
		if page := codePages[t.param]; page != nil {
			r.codePage = page
		}
	case "mac":
		r.codePage = charmap.Macintosh
	case "pc":
		r.codePage = charmap.CodePage437
	case "pca":
		r.codePage = charmap.CodePage850
	case "fcharset":
		r.fonts[r.look.font] = codePages[charsets[t.param]]
	case "cpg":
		r.fonts[r.look.font] = codePages[t.param]
	case "deflang":
		r.setLanguage(t.param)
	case "adeflang", "alang":
		r.arabic = t.param
	}
	return nil
}

// apart reads a note or a text box, whose paragraphs are not of the one that it stands in.
func (r *reader) apart(isNote bool) {
	if r.destination != toText || r.hides() {
		r.destination = toNothing
		return
	}
	outer := r.paragraph
	r.paragraph = paragraph{inNote: outer.inNote || isNote}
	if isNote {
		r.paragraph.note = strconv.Itoa(max(1, r.marks))
	}
	r.para, r.links = para{}, nil
	r.atEnd(func() error {
		err := r.endParagraph()
		r.paragraph = outer
		return err
	})
}

// noteMark adds the mark of a note, in the text or at its own beginning.
func (r *reader) noteMark() {
	if r.destination != toText || r.hides() {
		return
	}
	mark := r.paragraph.note
	if mark == "" {
		r.marks++
		mark = strconv.Itoa(r.marks)
	}
	formats := slices.DeleteFunc(r.formats(false), func(f build.Format) bool { return f.Type == bitext.Superscript })
	r.in.Lone(bitext.Code{Type: bitext.NoteMark, Equiv: mark}, formats)
}

// result begins the result of a field: that of a link is one, and a table of contents is left out.
func (r *reader) result() {
	if r.field == nil {
		return
	}
	words := strings.Fields(r.field.String())
	switch {
	case len(words) == 0:
	case slices.Contains([]string{"TOC", "INDEX", "TOA", "RD"}, strings.ToUpper(words[0])):
		r.destination = toNothing
	case strings.EqualFold(words[0], "HYPERLINK"):
		for _, w := range words[1:] {
			if w == `\l` {
				return // a place in the file
			}
			if address := build.Address(strings.Trim(w, `"`)); address != "" {
				r.links = append(r.links[:len(r.links):len(r.links)], build.Format{Type: bitext.Link, Data: address})
				return
			}
		}
	}
}

// describe adds a picture that has a description, when its value was read.
func (r *reader) describe() error {
	if !r.pictured || strings.TrimSpace(r.name.String()) != "wzDescription" {
		return nil
	}
	if text := build.Line(r.value.String()); text != "" {
		r.in.Lone(bitext.Code{Type: bitext.Image, Equiv: text}, slices.Clone(r.links))
	}
	return nil
}

// endParagraph ends the current paragraph.
func (r *reader) endParagraph() error {
	if r.destination != toText {
		return nil
	}
	kind, level := r.kind()
	in := r.in
	r.in, r.marked = build.Inline{}, false
	if r.inNote {
		if !in.Blank() {
			r.notes = append(r.notes, block{kind, level, in})
		}
		return nil
	}
	if kind == bitext.Headline && r.article.Has(bitext.Headline) {
		kind, level = bitext.Heading, 1
	}
	return r.article.Add(kind, level, &in)
}

// unicode adds a character by its number, of which a negative one is above 32767. Two of them may make one character.
func (r *reader) unicode(n int) {
	if n < 0 {
		n += 1 << 16
	}
	if n < 0 || n > 0x10ffff {
		return
	}
	c := rune(n)
	if high := r.high; high != 0 {
		r.high = 0
		c = utf16.DecodeRune(rune(high), c)
	} else if utf16.IsSurrogate(c) {
		r.high = uint16(c)
		return
	}
	if c >= 0x20 {
		r.add(string(c))
	}
}

// decode ends what a byte or half a character began.
func (r *reader) decode() {
	r.decodeBytes()
	r.high, r.toSkip = 0, 0
}

// decodeBytes adds the bytes of text that were read, in the code page that holds.
func (r *reader) decodeBytes() {
	if len(r.pending) == 0 {
		return
	}
	page := r.fonts[r.look.font]
	if page == nil {
		page = r.codePage
	}
	var b strings.Builder
	for _, c := range r.pending {
		b.WriteRune(page.DecodeByte(c))
	}
	r.pending = r.pending[:0]
	r.add(b.String())
}

// add adds characters to where the text of the group goes.
func (r *reader) add(s string) {
	switch r.destination {
	case toTitle:
		r.title.WriteString(s)
	case toInstruction:
		if r.field != nil {
			r.field.WriteString(s)
		}
	case toName:
		r.name.WriteString(s)
	case toValue, toStyles:
		r.value.WriteString(s)
	case toText:
		if r.hides() {
			return
		}
		r.letters.Add(s, languageTag(r.latin), languageTag(r.arabic))
		r.in.Add(s, r.formats(isArabic(s)))
	}
}

// hides reports whether text is not shown here.
func (r *reader) hides() bool { return r.hidden || r.deleted }

// formats are those of the text here and the links around it. A link is underlined in any case.
func (r *reader) formats(isArabic bool) []build.Format {
	var ofStyle look
	if s := r.styles[r.para.style]; s != nil {
		ofStyle = s.look
	}
	formats := r.look.formats(ofStyle, isArabic && r.associated)
	if build.IsCodeStyle(r.charStyles[r.look.style]) {
		formats = append(formats, build.Format{Type: bitext.Monospace})
	}
	if len(r.links) > 0 {
		formats = slices.DeleteFunc(formats, func(f build.Format) bool { return f.Type == bitext.Underline })
	}
	return append(slices.Clone(r.links), formats...)
}
