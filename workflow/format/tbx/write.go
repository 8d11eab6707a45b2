package tbx

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"truchement/workflow/format/xliff/xmlfile"
	"truchement/workflow/lang"
	"truchement/workflow/term"
)

// Style is a form of TBX.
type Style string

// The styles; DCA is the usual one.
const (
	DCA Style = "dca"
	DCT Style = "dct"
	V2  Style = "v2" // of 2008
)

// tool is the name that this program gives itself.
const tool = "Truchement"

// The namespaces of TBX of 2019: of its structure, and in the style DCT of the categories.
const (
	coreSpace  = "urn:iso:std:iso:30042:ed-2"
	minSpace   = "http://www.tbxinfo.net/ns/min"
	basicSpace = "http://www.tbxinfo.net/ns/basic"
)

// What Write refuses.
var (
	// ErrLanguage says that a term has no valid language.
	ErrLanguage = errors.New("tbx: no language")
	// ErrNoTerm says that a concept has no terms, which no TBX file may have.
	ErrNoTerm = errors.New("tbx: a concept without terms")
)

// Header is what a file says of itself.
type Header struct {
	Style Style  // empty: DCA
	Title string // empty: none
	Lang  string // of the notes, BCP 47; empty: French
}

// Writer writes concepts one at a time.
type Writer struct {
	x     xmlfile.Writer
	h     Header
	names structure
	ids   map[string]bool // that are taken
	open  bool            // the body has begun
}

// structure names the elements that differ in TBX of 2008 and of 2019.
type structure struct{ root, header, concept, langSec, termSec string }

func (s Style) structure() structure {
	if s == V2 {
		return structure{"martif", "martifHeader", "termEntry", "langSet", "tig"}
	}
	return structure{"tbx", "tbxHeader", "conceptEntry", "langSec", "termSec"}
}

// NewWriter starts a file.
func NewWriter(w io.Writer, h Header) *Writer {
	h.Style, h.Lang = cmp.Or(h.Style, DCA), cmp.Or(h.Lang, "fr")
	t := &Writer{x: xmlfile.NewWriter(w), h: h, names: h.Style.structure(), ids: map[string]bool{}}
	attrs := []string{"type", "TBX-Basic", "style", string(h.Style), "xml:lang", h.Lang, "xmlns", coreSpace}
	switch h.Style {
	case DCT:
		attrs = append(attrs, "xmlns:min", minSpace, "xmlns:basic", basicSpace)
	case V2:
		attrs = []string{"type", "TBX-Basic", "xml:lang", h.Lang}
	}
	t.x.Open(0, t.names.root, attrs...)
	t.x.Open(1, t.names.header)
	t.x.Open(2, "fileDesc")
	if h.Title != "" {
		t.x.Open(3, "titleStmt")
		t.x.Leaf(4, "title", h.Title)
		t.x.Close(3, "titleStmt")
	}
	t.x.Open(3, "sourceDesc")
	t.x.Leaf(4, "p", tool)
	t.x.Close(3, "sourceDesc")
	t.x.Close(2, "fileDesc")
	if h.Style == V2 {
		t.x.Open(2, "encodingDesc")
		t.x.Leaf(3, "p", "TBXBasicXCSV02.xcs", "type", "XCSURI")
		t.x.Close(2, "encodingDesc")
	}
	t.x.Close(1, t.names.header)
	t.x.Open(1, "text")
	return t
}

// Write writes a concept, whose Publication is a name. Its terms are written by language, in the order
// in which the languages first come. Of one that is ErrNoTerm or ErrLanguage nothing is written.
func (w *Writer) Write(c term.Concept) error {
	if len(c.Terms) == 0 {
		return ErrNoTerm
	}
	var tags []string
	byTag := map[string][]term.Term{}
	for _, t := range c.Terms {
		if !lang.Valid(t.Lang) {
			return fmt.Errorf("%w: %q", ErrLanguage, t.Lang)
		}
		if byTag[t.Lang] == nil {
			tags = append(tags, t.Lang)
		}
		byTag[t.Lang] = append(byTag[t.Lang], t)
	}
	if !w.open {
		w.open = true
		w.x.Open(2, "body")
	}
	w.x.Open(3, w.names.concept, "id", w.id(c.ID))
	w.concept(c)
	for _, tag := range tags {
		w.x.Open(4, w.names.langSec, "xml:lang", tag)
		for _, t := range byTag[tag] {
			w.term(t)
		}
		w.x.Close(4, w.names.langSec)
	}
	w.x.Close(3, w.names.concept)
	return nil
}

// Close ends the file and returns the first error of writing.
func (w *Writer) Close() error {
	if w.open {
		w.x.Close(2, "body")
	}
	w.x.Close(1, "text")
	w.x.Close(0, w.names.root)
	if err := w.x.Flush(); err != nil {
		return fmt.Errorf("write tbx: %w", err)
	}
	return nil
}

var (
	xmlName = regexp.MustCompile(`^[\pL_][\pL\pN._-]*$`)
	// digitsFirst matches what a name of XML may not begin with, after what id puts in front.
	digitsFirst = regexp.MustCompile(`^_*[0-9]`)
)

// id is the id of a concept as XML has it, where ids are names and each is there once.
func (w *Writer) id(id string) string {
	if digitsFirst.MatchString(id) {
		id = "_" + id
	}
	for n := len(w.ids) + 1; !xmlName.MatchString(id) || w.ids[id]; n++ {
		id = "c" + strconv.Itoa(n)
	}
	w.ids[id] = true
	return id
}

// readID undoes what id does to an id that begins with a digit.
func readID(id string) string {
	if strings.HasPrefix(id, "_") && digitsFirst.MatchString(id) {
		return id[1:]
	}
	return id
}

func (w *Writer) concept(c term.Concept) {
	w.datum(4, "min", "descrip", "subjectField", c.Domain)
	w.datum(4, "min", "admin", "customerSubset", c.Publication)
	if isAddress(c.Source) {
		w.reference(4, c.Source)
	} else {
		w.datum(4, "basic", "admin", "source", c.Source)
	}
	if c.Type != term.General {
		w.namedNote(4, noteType, string(c.Type))
	}
	w.note(4, c.Note)
}

func (w *Writer) term(t term.Term) {
	w.x.Open(5, w.names.termSec)
	w.x.Leaf(6, "term", t.Text)
	w.datum(6, "min", "termNote", "administrativeStatus", statusName(t.Status))
	w.datum(6, "basic", "termNote", "grammaticalGender", string(t.Gender))
	hasShort := t.Short != "" && t.Short != t.Text
	if hasShort {
		w.datum(6, "basic", "termNote", "termType", "fullForm")
	}
	w.namedNote(6, noteNumber, string(t.Number))
	w.namedNote(6, notePlural, t.Plural)
	w.note(6, t.Note)
	w.x.Close(5, w.names.termSec)
	if hasShort {
		w.x.Open(5, w.names.termSec)
		w.x.Leaf(6, "term", t.Short)
		w.datum(6, "basic", "termNote", "termType", "shortForm")
		w.x.Close(5, w.names.termSec)
	}
}

// statusName is a status as administrativeStatus has it.
func statusName(s term.Status) string {
	if s == "" {
		return ""
	}
	return string(s) + "Term-admn-sts"
}

// datum writes a category: as a type of an element, or as an element of its module.
func (w *Writer) datum(indent int, module, element, category, value string) {
	switch {
	case value == "":
	case w.h.Style == DCT:
		w.x.Leaf(indent, module+":"+category, value)
	default:
		w.x.Leaf(indent, element, value, "type", category)
	}
}

// reference writes an address.
func (w *Writer) reference(indent int, address string) {
	if w.h.Style == DCT {
		w.x.Leaf(indent, "min:externalCrossReference", address, "target", address)
		return
	}
	w.x.Leaf(indent, "xref", address, "type", "externalCrossReference", "target", address)
}

// isAddress reports whether a source may be the target of a reference, which is an address of the web.
func isAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" &&
		!strings.ContainsAny(s, " \n<>\"{}|\\^`")
}

// The names of notes that hold what TBX-Basic has no category for.
const (
	noteType   = "type"
	noteNumber = "number"
	notePlural = "plural"
	noteNote   = "note"
)

var named = regexp.MustCompile(`(?s)^(type|number|plural|note): (.+)$`)

func (w *Writer) namedNote(indent int, name, value string) {
	if value != "" {
		w.x.Leaf(indent, "note", name+": "+value)
	}
}

// note writes a note; one that would be read as a named note gets the name note.
func (w *Writer) note(indent int, s string) {
	if named.MatchString(s) {
		w.namedNote(indent, noteNote, s)
	} else if s != "" {
		w.x.Leaf(indent, "note", s)
	}
}
