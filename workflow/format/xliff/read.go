package xliff

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"

	"truchement/workflow/bitext"
	"truchement/workflow/format/limit"
	"truchement/workflow/format/xliff/xmlfile"
	"truchement/workflow/format/xmlpull"
	"truchement/workflow/lang"
)

// ErrNotXLIFF is the cause of the *limit.Error for XML of another kind.
var ErrNotXLIFF = errors.New("xliff: the root element is not xliff")

// Read reads XLIFF of any version, as ReadReport does, without the report.
func Read(r io.Reader) (*bitext.Document, error) {
	d, _, err := ReadReport(r)
	return d, err
}

// ReadReport reads XLIFF 2.0, 2.1, 2.2 or 1.x. What is wrong with single segments, such as a code
// that a translator lost, is in the report, and their text is kept; units that the file itself
// marks as not to be translated are skipped. In a file of several articles, the languages and the
// other facts are those of the first.
//
// A file that is no XLIFF, is damaged or passes a limit is a *limit.Error, a text that
// lang.Clean refuses wraps a *lang.Error, and an unknown version is ErrVersion.
func ReadReport(r io.Reader) (*bitext.Document, *Report, error) {
	f := newFile(r)
	if err := f.read(); err != nil {
		return nil, nil, fmt.Errorf("read xliff: %w", err)
	}
	f.report.tell(f.doc)
	return f.doc, f.report, nil
}

// Place is where a segment is in a document: the numbers of its block and of itself in it, from 0.
type Place struct{ Block, Segment int }

// ReadUnits reads XLIFF as Read does, but a text that lang.Clean refuses does not stop it: refused has the error for each
// segment of a unit with such a text, by its place in the document, which has what is left of it.
func ReadUnits(r io.Reader) (d *bitext.Document, refused map[Place]error, err error) {
	f := newFile(r)
	f.refused = map[Place]error{}
	if err := f.read(); err != nil {
		return nil, nil, fmt.Errorf("read xliff: %w", err)
	}
	return f.doc, f.refused, nil
}

func newFile(r io.Reader) *file {
	return &file{x: xmlpull.NewReader(r, xmlpull.Options{}), doc: &bitext.Document{}, report: &Report{}}
}

// file is an XLIFF file while it is read.
type file struct {
	x         *xmlpull.Reader
	doc       *bitext.Document
	report    *Report
	refused   map[Place]error // nil: they stop the reading
	space     string          // the root's namespace
	major     byte            // '1' or '2'
	files     int             // file elements so far
	own       bool            // this program wrote the file element
	ancestors []*xmlfile.Element
	// spots are where the segments of doc are, without proposals; nil: they are not kept.
	spots *[]spot
}

func (f *file) read() error {
	for {
		k, err := f.x.NextTag()
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return f.orNotXLIFF(err)
		case k == xmlpull.Start:
			err = f.start()
		default:
			f.ancestors = f.ancestors[:len(f.ancestors)-1]
		}
		if err != nil {
			return err
		}
	}
}

// orNotXLIFF says of what is damaged before its root that it is no XLIFF.
func (f *file) orNotXLIFF(err error) error {
	var e *xmlpull.SyntaxError
	if f.major == 0 && errors.As(err, &e) {
		return f.x.Fail(limit.Damaged, fmt.Errorf("%w: %w", ErrNotXLIFF, e))
	}
	return err
}

// start reads an element: containers are entered, all others read whole.
func (f *file) start() error {
	if len(f.ancestors) == 0 {
		return f.root()
	}
	parent := f.ancestors[len(f.ancestors)-1]
	e := xmlfile.StartOf(f.x, parent.Keep)
	if no := parent.Attr("translate"); e.Attr("translate") == "" && no != "" {
		e.SetAttr("translate", no)
	}
	inCore := e.Space == f.space
	switch {
	case inCore && e.Name == "file":
		f.article(e)
		f.ancestors = append(f.ancestors, e)
		return nil
	case inCore && (e.Name == "body" || e.Name == "group" && !f.isBlockGroup(e)):
		f.ancestors = append(f.ancestors, e)
		return nil
	}
	if err := e.Fill(f.x); err != nil {
		return err
	}
	return f.dispatch(e, inCore)
}

// leaveOut tells of a unit that is marked as not to be translated; one that this program wrote so has no text.
func (f *file) leaveOut(r *reader, e *xmlfile.Element) {
	var text string
	e.Each(func(k *xmlfile.Element) {
		if text == "" && k.Name == "source" {
			text = k.Text()
		}
	})
	if hasWords(text) {
		r.problem(NotTranslated, text)
	}
}

// hasWords reports whether a text has a letter or a digit.
func hasWords(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) >= 0
}

// refuse notes that the segments from one to another of the block that comes next have a text that is refused, or returns
// err where that stops the reading.
func (f *file) refuse(err error, from, to int) error {
	if f.refused == nil || err == nil {
		return err
	}
	for i := from; i < to; i++ {
		f.refused[Place{len(f.doc.Blocks), i}] = err
	}
	return nil
}

// isBlockGroup reports whether e is a group that this program made of a block.
func (f *file) isBlockGroup(e *xmlfile.Element) bool {
	return f.own && (strings.HasPrefix(e.Attr("restype"), ownRestype) ||
		strings.HasPrefix(e.Attr("type"), ownPrefix))
}

func (f *file) dispatch(e *xmlfile.Element, inCore bool) error {
	if e.Name == "metadata" && e.Space == nsMeta {
		f.metadata(e)
		return nil
	}
	if !inCore {
		return nil
	}
	switch e.Name {
	case "header":
		return f.header(e)
	case "unit":
		return f.unit(e)
	case "group":
		return f.group(e)
	case "trans-unit":
		return f.transUnit(e)
	}
	return nil
}

func (f *file) root() error {
	e := xmlfile.StartOf(f.x, false)
	if e.Name != "xliff" || f.major != 0 {
		return f.x.Fail(limit.Damaged, ErrNotXLIFF)
	}
	f.space = e.Space
	f.ancestors = append(f.ancestors, e)
	v := e.Attr("version")
	if space, ok := strings.CutPrefix(e.Space, "urn:oasis:names:tc:xliff:document:"); v == "" && ok {
		v = space
	}
	switch {
	case strings.HasPrefix(v, "1."):
		f.major = '1'
	case strings.HasPrefix(v, "2."):
		f.major = '2'
		f.doc.SourceLang, f.doc.TargetLang = e.Attr("srcLang"), e.Attr("trgLang")
		return f.languages()
	default:
		return f.x.Fail(limit.Damaged, fmt.Errorf("%w: %q", ErrVersion, v))
	}
	return nil
}

// languages checks the tags of the document, once known.
func (f *file) languages() error {
	for _, tag := range []string{f.doc.SourceLang, f.doc.TargetLang} {
		if tag != "" && !lang.Valid(tag) {
			return f.x.Fail(limit.Damaged, fmt.Errorf("%w: %q", ErrLanguage, tag))
		}
	}
	return nil
}

// article reads the attributes of a file element.
func (f *file) article(e *xmlfile.Element) {
	f.own = e.Attr("tool-id") == toolID
	if f.files++; f.files > 1 {
		return
	}
	f.doc.Origin = cleanOrEmpty(e.Attr("original"))
	if f.major == '2' {
		f.doc.ID = e.Attr("id")
		return
	}
	f.doc.SourceLang = tagOf(e.Attr("source-language"))
	f.doc.TargetLang = tagOf(e.Attr("target-language"))
	f.doc.Date = parseTime(e.Attr("date"))
}

// tagOf is a language tag as 1.x files have it, some with an underscore; "" for what is none.
func tagOf(s string) string {
	if s = strings.ReplaceAll(s, "_", "-"); !lang.Valid(s) {
		return ""
	}
	return s
}

// cleanOrEmpty is the cleaned s, or "" when lang.Clean refuses it. It is for names, which the
// text does not depend on.
func cleanOrEmpty(s string) string {
	s, err := lang.Clean(s)
	if err != nil {
		return ""
	}
	return s
}

// parseTime reads a time in RFC 3339; it returns the zero time for anything else.
func parseTime(s string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}

// fact keeps one fact about the article that files of this program have.
func (f *file) fact(name, value string) {
	if f.files > 1 {
		return
	}
	d := f.doc
	switch name {
	case "id":
		d.ID = value
	case "title":
		d.Title = cleanOrEmpty(value)
	case "origin":
		d.Origin = cleanOrEmpty(value)
	case "date":
		d.Date = parseTime(value)
	}
}

// kindOf is the kind and level that type or restype says; a paragraph when it says neither.
func kindOf(typ string) (bitext.BlockKind, int) {
	name, rest, _ := strings.Cut(typ, "-")
	level := 0
	if len(rest) == 1 && rest[0] >= '1' && rest[0] <= '6' {
		level = int(rest[0] - '0')
	}
	for _, k := range bitext.Kinds() {
		if string(k) == name {
			return k, level
		}
	}
	return bitext.Paragraph, 0
}
