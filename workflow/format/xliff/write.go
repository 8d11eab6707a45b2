package xliff

import (
	"errors"
	"fmt"
	"io"
	"strconv"

	"truchement/workflow/bitext"
	"truchement/workflow/format/xliff/xmlfile"
	"truchement/workflow/lang"
)

// The versions that Write knows. V21 is the default.
const (
	V21 = "2.1" // namespace urn:oasis:names:tc:xliff:document:2.0
	V12 = "1.2" // strict
)

// Options says how a document is written.
type Options struct {
	Version string // V21 when empty
	// Flat makes every segment of a 2.1 file a unit of its own, in a group that is the block, for
	// tools that take a unit for one pair, as the npm package xliff does. 1.2 is always so.
	Flat bool
}

// The errors of Write.
var (
	ErrVersion  = errors.New("xliff: version is neither 1.x nor 2.x")
	ErrLanguage = errors.New("xliff: no language")
)

// Write writes d as XLIFF. The source language must be known, and the target language too when
// there is any target: else the error is ErrLanguage. A version other than V21 and V12 is
// ErrVersion. Other errors are w's.
func Write(w io.Writer, d *bitext.Document, o Options) error {
	if err := languages(d); err != nil {
		return err
	}
	x := xmlfile.NewWriter(w)
	switch o.Version {
	case "", V21:
		write2(x, d, o.Flat)
	case V12:
		write1(x, d)
	default:
		return fmt.Errorf("%w: %q", ErrVersion, o.Version)
	}
	if err := x.Flush(); err != nil {
		return fmt.Errorf("write xliff: %w", err)
	}
	return nil
}

func languages(d *bitext.Document) error {
	if !lang.Valid(d.SourceLang) {
		return fmt.Errorf("%w: source %q", ErrLanguage, d.SourceLang)
	}
	if d.TargetLang != "" && !lang.Valid(d.TargetLang) {
		return fmt.Errorf("%w: target %q", ErrLanguage, d.TargetLang)
	}
	for _, s := range d.Segments() {
		if d.TargetLang == "" && hasTarget(s) {
			return fmt.Errorf("%w: segment %q has a target", ErrLanguage, s.ID)
		}
	}
	return nil
}

// hasTarget reports whether a segment's target is written. The target of a translated segment
// may be empty.
func hasTarget(s bitext.Segment) bool {
	return len(s.Target) > 0 || s.State.Rank() > 0
}

// ids makes unique names. For each name it keeps the last number that was tried after it.
type ids map[string]int

// unique returns want when it is free and an XML name token; else a free name made of it or,
// when it is no name token, of instead.
func (i ids) unique(want, instead string) string {
	if !nmtoken(want) {
		want = instead
	}
	n := i[want]
	if n == 0 {
		i[want] = 1
		return want
	}
	for {
		n++
		id := want + "-" + strconv.Itoa(n)
		if i[id] == 0 {
			i[want], i[id] = n, 1
			return id
		}
	}
}

// article is the name of the file element: the document's origin or id.
func article(d *bitext.Document) string {
	for _, s := range []string{d.Origin, d.ID} {
		if s != "" {
			return s
		}
	}
	return "article"
}

// typeOf spells a block's kind for XLIFF's type and restype: heading-2.
func typeOf(b bitext.Block) string {
	if b.Level > 0 {
		return string(b.Kind) + "-" + strconv.Itoa(b.Level)
	}
	return string(b.Kind)
}

// version spells a segment's version; empty for none.
func version(s bitext.Segment) string {
	if s.Version == 0 {
		return ""
	}
	return strconv.FormatInt(s.Version, 10)
}

// nmtoken reports whether s is an XML NMTOKEN of ASCII letters, digits and ._- signs. Colons
// are left out: some tools take them for a namespace.
func nmtoken(s string) bool {
	for i := range len(s) {
		c := s[i]
		alnum := c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
		if !alnum && c != '-' && c != '.' && c != '_' {
			return false
		}
	}
	return s != ""
}
