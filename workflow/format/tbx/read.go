package tbx

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"truchement/workflow/format/limit"
	"truchement/workflow/format/terms/entry"
	"truchement/workflow/format/xmlpull"
	"truchement/workflow/lang"
	"truchement/workflow/term"
)

// ErrNotTBX is the cause of the *limit.Error for XML of another kind.
var ErrNotTBX = errors.New("tbx: the root element is not tbx or martif")

// MaxBytes is how large a file may be; IATE has 8 million terms in 2 GB.
const MaxBytes = 4 << 30

// maxConcept is how many bytes of a file one concept may be.
const maxConcept = limit.XMLToken

// Read reads a file and calls each for every concept in turn, holding one at a time. What of a concept
// cannot be taken in is among its Problems. It stops at the first error of each. A file that is no TBX, is
// damaged or passes a limit is a *limit.Error, after the concepts before the place.
func Read(r io.Reader, each func(entry.Entry) error) error {
	x := xmlpull.NewReader(r, xmlpull.Options{MaxBytes: MaxBytes, MaxTokens: -1})
	f := &file{x: x, each: each}
	if err := f.read(); err != nil {
		return fmt.Errorf("read tbx: %w", err)
	}
	return nil
}

// file is a TBX file while it is read.
type file struct {
	x    *xmlpull.Reader
	each func(entry.Entry) error
	root bool   // it was seen
	text []byte // of an element
}

func (f *file) read() error {
	for {
		k, err := f.x.NextTag()
		var syntax *xmlpull.SyntaxError
		switch {
		case err == io.EOF:
			return nil
		case !f.root && errors.As(err, &syntax):
			return f.x.Fail(limit.Damaged, fmt.Errorf("%w: %w", ErrNotTBX, syntax))
		case err == nil && k == xmlpull.Start:
			err = f.start()
		}
		if err != nil {
			return err
		}
	}
}

func (f *file) start() error {
	switch name := string(f.x.Local()); name {
	case "tbx", "martif", "TBX":
		f.root = true
		return nil
	case "conceptEntry", "termEntry", "entry":
		if f.root {
			c := concept{file: f, b: entry.NewBuilder(f.x.Line()), from: f.x.Offset()}
			return c.read()
		}
	case "text", "body":
		if f.root {
			return nil
		}
	}
	if !f.root {
		return f.x.Fail(limit.Damaged, ErrNotTBX)
	}
	return f.x.Skip()
}

// concept is a concept while it is read.
type concept struct {
	*file
	b    *entry.Builder
	from int64    // where it begins
	lang string   // of the terms that are read
	term *spelled // that is read; nil outside of terms
	full []int    // terms that are no short forms, by their places in the entry

	grouped bool // what is read is in a group, which is about its first text
	leftOut bool // and that was left out, such as a context with its source
}

// spelled is a term with what only TBX knows of it.
type spelled struct {
	term.Term
	line  int
	short bool // a shortForm, an acronym or an abbreviation
}

// bare reports whether a file says no more of the term than that it is short.
func (s *spelled) bare() bool {
	return s.short && s.Status == "" && s.Gender == "" && s.Number == "" && s.Plural == "" && s.Note == ""
}

// read reads the elements of a concept.
func (c *concept) read() error {
	id, _ := c.x.Value("id")
	if len(id) == 0 {
		id, _ = c.x.Value("xml:id")
	}
	c.b.Entry.ID = readID(c.b.Word(c.x.Line(), string(id)))
	for depth := c.x.Depth(); ; {
		k, err := c.x.NextTag()
		switch {
		case err != nil:
			return err
		case c.x.Offset()-c.from > maxConcept:
			return &limit.Error{Kind: limit.TooLarge, Max: maxConcept, Line: c.x.Line()}
		case k == xmlpull.End && c.x.Depth() == depth:
			return c.each(c.b.Done())
		case k == xmlpull.End:
			c.end()
		default:
			err = c.element()
		}
		if err != nil {
			return err
		}
	}
}

func (c *concept) element() error {
	switch name := string(c.x.Local()); name {
	case "langSec", "langSet", "langGroup":
		tag, _ := c.x.Value("xml:lang")
		if len(tag) == 0 {
			tag, _ = c.x.Value("lang")
		}
		c.lang = string(tag)
	case "termSec", "tig", "ntig", "termGroup":
		c.term = &spelled{line: c.x.Line()}
	case "descripGrp", "adminGrp", "termNoteGrp":
		c.grouped, c.leftOut = true, false
	case "termGrp":
	case "transacGrp":
		c.b.LeaveOut("transactionType")
		return c.x.Skip()
	default:
		return c.datum(name)
	}
	return nil
}

// end ends a group.
func (c *concept) end() {
	switch string(c.x.Local()) {
	case "langSec", "langSet", "langGroup":
		c.lang = ""
	case "termSec", "tig", "ntig", "termGroup":
		c.endTerm()
	case "descripGrp", "adminGrp", "termNoteGrp":
		c.grouped, c.leftOut = false, false
	}
}

// endTerm keeps a term. A short form is that of the last term of the language that is none and has none
// yet; where the file says more of it than that it is short, it is a term as well.
func (c *concept) endTerm() {
	t := c.term
	c.term = nil
	if t == nil {
		return // the end of a term in a term
	}
	t.Lang = c.lang
	if t.Text == "" {
		c.b.Problem(t.line, entry.NoTerm, "")
		return
	}
	if t.short && c.setShort(t) && t.bare() {
		return
	}
	if c.b.Add(t.line, t.Term) && !t.short {
		c.full = append(c.full, len(c.b.Entry.Terms)-1)
	}
}

// setShort makes t the short form of another term, and reports whether there is one.
func (c *concept) setShort(t *spelled) bool {
	for _, at := range slices.Backward(c.full) {
		full := &c.b.Entry.Terms[at]
		if full.Lang == lang.ParseTag(t.Lang) && full.Short == "" && full.Text != t.Text {
			full.Short = t.Text
			return true
		}
	}
	return false
}

// metas are the elements whose type is the category, in the style DCA and before.
var metas = map[string]bool{"admin": true, "adminNote": true, "descrip": true, "descripNote": true, "ref": true,
	"termNote": true, "transac": true, "transacNote": true, "xref": true}

// datum reads an element that holds a text: by its type, or by its name in the style DCT.
func (c *concept) datum(name string) error {
	category, line := name, c.x.Line()
	target, _ := c.x.Value("target")
	address := string(target)
	if metas[name] {
		typ, _ := c.x.Value("type")
		category = cmp.Or(string(typ), name)
	}
	var err error
	if c.text, err = c.x.AppendText(c.text[:0]); err != nil {
		return err
	}
	d := datum{line: line, category: category, value: strings.TrimSpace(string(c.text)), address: address}
	switch {
	case c.leftOut:
	case c.term != nil:
		c.ofTerm(d)
	default:
		c.ofConcept(d)
	}
	return nil
}
