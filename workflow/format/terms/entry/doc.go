// Package entry is what the readers of terminology share: an Entry, which is a concept of a file with
// what is wrong with it, and the Builder, which is the gate for every text of one.
package entry

import (
	"truchement/workflow/format/doubt"
	"truchement/workflow/term"
)

// What an entry may have at most. What is more is left out, with a Problem.
const (
	MaxTerm  = 500    // bytes of a term, a plural, a short form or a name
	MaxNote  = 20_000 // bytes of a note or a source
	MaxTerms = 200    // terms of a concept
)

// Entry is a concept of a file. Without terms it cannot be taken in, and its Problems say why.
type Entry struct {
	term.Concept          // Publication is a name; an id is the file's
	Line         int      // on which it begins, or its row in a spreadsheet
	LeftOut      []string // what else the file says of it, by its names there: partOfSpeech, context
	Problems     []Problem
	Doubts       []Doubt // what is read as a table has it, which may not be how it was meant
}

// Problem is something in a file that is not taken in as it is.
type Problem struct {
	Line int // as of an Entry, or of a part of one
	Kind Kind
	What string // the text, value or tag; cut where it is long
}

// Doubt is something in a file that may not be meant as it is read.
type Doubt struct {
	Line int // as of a Problem
	Kind doubt.Kind
	What string // as of a Problem
}

// Kind says what is wrong. It is stable and names a message.
type Kind string

// The kinds of problems.
const (
	NoTerm     Kind = "no-term"      // a concept, or a row, without any term
	NoLanguage Kind = "no-language"  // a term whose language is not said, or by a tag that is none
	LongText   Kind = "long-text"    // a text that is longer than it may be
	ManyTerms  Kind = "many-terms"   // the terms of one concept from the 201st on
	SameTerm   Kind = "same-term"    // a term that the concept has already
	BadText    Kind = "bad-text"     // a text that lang.Clean refuses, or with U+FFFD for what could not be read
	BadValue   Kind = "bad-value"    // a status, type, gender or number that is none
	BrokenRow  Kind = "broken-row"   // a row whose quotes do not match
	NoMainTerm Kind = "no-main-term" // something is said of a term that is not there
)
