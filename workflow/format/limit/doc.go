// Package limit guards the readers of outside files: how large, how deep and how many parts a
// file may be, and one typed error that says what is wrong with a file, so that pages can say
// it in the reader's language.
package limit

import "fmt"

// What a file may be at most. Sizes are in bytes.
const (
	Upload  = 20 << 20  // a whole uploaded file
	Article = 2 << 20   // the text of one article, as UTF-8
	Blocks  = 50_000    // the blocks of one article
	ZipSum  = 200 << 20 // all parts of a zip archive together, unpacked
	// ZipRatio is how many bytes one packed byte may unpack to; parts below
	// ZipSmall may have any ratio, since they cannot hurt.
	ZipRatio   = 100
	ZipSmall   = 1 << 20
	ZipEntries = 2_000
	XMLBytes   = 64 << 20  // one XML document, decoded
	XMLTokens  = 2_000_000 // start tags, end tags, texts, comments
	// XMLToken, XMLName and XMLAttrs are for readers that hold one token of a document at a time:
	// the bytes of a text, a tag or a comment, and of a name, as libxml2 bounds them, and the
	// attributes of a tag.
	XMLToken   = 10_000_000
	XMLName    = 50_000
	XMLAttrs   = 1_000
	HTMLTokens = 400_000 // tags, texts, comments of an HTML page, which is held in memory
	HTMLAttrs  = 600_000 // attributes of all its tags; one tag has XMLAttrs at most
	Elements   = 200_000 // elements that a reader of XML holds at once
	Depth      = 256     // elements inside elements
)

// Kind is what is wrong with a file. Its string is stable and names a message.
type Kind string

// What can be wrong with a file.
const (
	NotText   Kind = "not_text"  // a picture, a PDF, a program; Found says which when known
	Encoding  Kind = "encoding"  // text in an encoding that is not known or not what it declares
	TooLarge  Kind = "too_large" // Max bytes are allowed
	TooDeep   Kind = "too_deep"  // Max levels are allowed
	TooMany   Kind = "too_many"  // Max parts, tokens or blocks are allowed
	Bomb      Kind = "bomb"      // a part unpacks to more than Max times its size
	Empty     Kind = "empty"     // no text in it
	Encrypted Kind = "encrypted" // a password is needed
	Damaged   Kind = "damaged"   // broken, or made to do harm
	Legacy    Kind = "legacy"    // a format of before: .doc, .xls, .ppt
	Renamed   Kind = "renamed"   // another kind of file than its name says: Found
	Busy      Kind = "busy"      // too many files are being read (Gate)
)

// Error says that a file cannot be read and why.
type Error struct {
	Kind  Kind
	Part  string // the part of an archive, when the fault is in one
	Found string // what the file is instead: pdf, zip, rtf, png, … or the encoding it declares
	Max   int64  // the limit that was passed; 0 when none was
	Line  int    // where in the text, from 1; 0 when unknown
	Byte  int64  // likewise, of the text as UTF-8, from 1
	Err   error  // the cause; may be nil
}

// Error is for logs; pages have their own words for each Kind.
func (e *Error) Error() string {
	s := "file is " + string(e.Kind)
	if e.Part != "" {
		s += fmt.Sprintf(" in part %q", e.Part)
	}
	if e.Found != "" {
		s += fmt.Sprintf(" (%q)", e.Found)
	}
	if e.Max != 0 {
		s += fmt.Sprintf(": more than %d", e.Max)
	}
	if e.Line != 0 {
		s += fmt.Sprintf(" at line %d", e.Line)
	}
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.Err }
