package xmlpull

import (
	"errors"
	"fmt"
	"io"

	"truchement/workflow/format/limit"
)

// SyntaxError says how a document is not well-formed. It is for logs, in English.
type SyntaxError struct {
	Offset int64 // in bytes of the document as UTF-8
	Reason string
}

// Error names the reason and the place.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("xml: %s at byte %d", e.Reason, e.Offset)
}

// errShort says that a token goes on after the window.
var errShort = errors.New("xml: the token is not whole")

// fault is a breach of the syntax, at bytes after the start of the token.
type fault struct {
	at     int
	reason string
}

// Error is the reason.
func (f *fault) Error() string { return f.reason }

// shortOr is errShort when b ends at i, else a fault there.
func shortOr(b []byte, i int, reason string) error {
	if b[i] == 0 {
		return errShort
	}
	return &fault{i, reason}
}

// explain gives an error of the scanners its place in the document.
func (r *Reader) explain(err error) error {
	var f *fault
	var known *limit.Error
	switch {
	case err == io.EOF:
		return io.EOF
	case errors.As(err, &f):
		at := min(r.pos+f.at, r.valid)
		return &limit.Error{Kind: limit.Damaged, Part: r.part, Line: r.lineAt(at),
			Byte: r.base + int64(at) + 1, Err: &SyntaxError{r.base + int64(at), f.reason}}
	case errors.As(err, &known):
		e := *known
		e.Part = r.part
		if e.Line == 0 && e.Kind != limit.Encoding {
			e.Line, e.Byte = r.Line(), r.byteNow()
		}
		return &e
	}
	return err
}

// Fail makes a *limit.Error of this kind at the line of the last token.
func (r *Reader) Fail(kind limit.Kind, cause error) error {
	return &limit.Error{Kind: kind, Part: r.part, Line: r.Line(), Byte: r.byteNow(), Err: cause}
}

// byteNow is where the reader is in the document, from 1.
func (r *Reader) byteNow() int64 { return r.base + int64(r.pos) + 1 }
