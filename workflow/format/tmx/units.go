package tmx

import (
	"errors"
	"fmt"
	"io"
	"time"

	"truchement/workflow/bitext"
	"truchement/workflow/format/limit"
	"truchement/workflow/format/xmlpull"
)

// ErrNotTMX is the cause of the *limit.Error for XML of another kind.
var ErrNotTMX = errors.New("tmx: the root element is not tmx")

// All is the source language of a file or a unit in which any language may be the source.
const All = "*all*"

// maxUnit is how many bytes of a file one unit may be: those of the longest text that is read.
const maxUnit = limit.XMLToken

// Header is what a file says about itself.
type Header struct {
	SourceLang string // BCP 47, or All; empty when there is no valid one
	Tool       string // that made the file
	Title      string // in files of this program
	Created    time.Time
}

// Unit is a tu: one text in some languages.
type Unit struct {
	Number     int // its place among the units of the file, from 1
	Line       int // on which it begins
	ID         string
	SourceLang string // the unit's own, or the header's
	Variants   []Variant
	Notes      []string
	Props      []Prop
	History
	Dropped int   // codes that were left out because bitext does not have them
	Torn    int   // pairs that were closed or opened so that all nest
	Refused error // a *lang.Error, wrapped: a text is left out, since lang.Clean refuses it
}

// Variant is a tuv. Codes that the languages of a unit share have the same id and are equal.
type Variant struct {
	Lang  string // BCP 47, in its usual case: fr-CA
	Text  bitext.Text
	Notes []string
	Props []Prop
	History
}

// Prop is one property that a tool keeps with a unit or a variant. A type may occur more than
// once.
type Prop struct{ Type, Value string }

// History is who made and changed a unit or a variant, and how often it was used.
type History struct {
	Created time.Time
	Author  string    // who made it
	Changed time.Time // when it was changed last, or made
	By      string    // who changed it last, or made it
	Used    time.Time // when it was used last
	Uses    int
}

// Clone is a copy of u that shares nothing with it.
func (u Unit) Clone() Unit {
	u.Notes, u.Props = cloned(u.Notes), cloned(u.Props)
	u.Variants = cloned(u.Variants)
	for i := range u.Variants {
		v := &u.Variants[i]
		v.Text, v.Notes, v.Props = cloned(v.Text), cloned(v.Notes), cloned(v.Props)
	}
	return u
}

// cloned is a copy of s, nil when s is empty.
func cloned[S ~[]E, E any](s S) S { return append(S(nil), s...) }

// Units reads a file and calls each for every unit in turn, holding one at a time: the slices of a
// unit are used again for the next, so that each clones what it keeps. Languages whose tag is not valid are left out. It stops at the first error of
// each. A file may have any size, but a unit no more than maxUnit bytes. A file that is
// no TMX, is damaged or passes a limit is a *limit.Error; a text that lang.Clean refuses wraps a
// *lang.Error.
func Units(r io.Reader, each func(Header, Unit) error) (Header, error) {
	return UnitsAfter(r, 0, each)
}

// UnitsAfter is Units without the first n units of the file, which are checked but not made: it
// goes on where a reading that was broken off has had n units.
func UnitsAfter(r io.Reader, n int, each func(Header, Unit) error) (Header, error) {
	x := xmlpull.NewReader(r, xmlpull.Unbounded(""))
	return read(&file{x: x, after: n, each: each, seg: segReader{x: x}})
}

func read(f *file) (Header, error) {
	if err := f.read(); err != nil {
		return f.header, fmt.Errorf("read tmx: %w", err)
	}
	return f.header, nil
}
