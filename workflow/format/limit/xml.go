package limit

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// XML reads the tokens of an XML document under limits. UTF-16 and the encodings that the
// document declares are converted. Entities other than XML's own five are an error, so that
// none is ever expanded.
type XML struct {
	d      *xml.Decoder
	body   *countingReader
	part   string
	tokens int
	depth  int
}

// NewXML makes a reader of the XML in r. Part names it in errors and may be empty.
func NewXML(r io.Reader, part string) *XML {
	x := &XML{part: part}
	decoded, wide := utf8Reader(r)
	x.body = &countingReader{r: decoded}
	x.d = xml.NewDecoder(x.body)
	x.d.CharsetReader = func(label string, in io.Reader) (io.Reader, error) {
		if wide || strings.EqualFold(label, "utf8") {
			return in, nil // decoded already: the declaration speaks of the bytes of before
		}
		out, err := charset.NewReaderLabel(label, in)
		if err != nil {
			return nil, &Error{Kind: Encoding, Part: part, Found: label, Err: err}
		}
		return out, nil
	}
	return x
}

// utf8Reader drops a byte order mark and decodes UTF-16; fromUTF16 reports whether it did.
func utf8Reader(r io.Reader) (out io.Reader, fromUTF16 bool) {
	b := bufio.NewReader(r)
	head, _ := b.Peek(3) // a short file has a short head; a read error comes back when reading
	switch {
	case bytes.HasPrefix(head, []byte("\xEF\xBB\xBF")):
		_, _ = b.Discard(3) // cannot fail: these bytes were peeked
		return b, false
	case bytes.HasPrefix(head, []byte("\xFF\xFE")), bytes.HasPrefix(head, []byte("<\x00")):
		return utf16(b, unicode.LittleEndian), true
	case bytes.HasPrefix(head, []byte("\xFE\xFF")), bytes.HasPrefix(head, []byte("\x00<")):
		return utf16(b, unicode.BigEndian), true
	}
	return b, false
}

func utf16(r io.Reader, e unicode.Endianness) io.Reader {
	return transform.NewReader(r, unicode.UTF16(e, unicode.UseBOM).NewDecoder())
}

// Token returns the next token, with namespaces resolved, or io.EOF after the last. The bytes
// of a token are valid until the next call, as in encoding/xml. Every other error is an
// *Error: TooLarge, TooMany, TooDeep, Encoding or Damaged.
func (x *XML) Token() (xml.Token, error) {
	return x.check(x.d.Token())
}

// Skip reads to the end of the element whose start tag was read last.
func (x *XML) Skip() error {
	for depth := 1; depth > 0; {
		t, err := x.Token()
		if err != nil {
			return err
		}
		switch t.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		}
	}
	return nil
}

// Children calls fn with the start tag of each child of the element whose start tag was read last, up to its end tag. Fn
// must read the child to its end.
func (x *XML) Children(fn func(xml.StartElement) error) error {
	for {
		t, err := x.Token()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if err := fn(t); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

// Characters reads to the end of the element whose start tag was read last, and returns the characters in it.
func (x *XML) Characters() (string, error) {
	var b strings.Builder
	for depth := 1; depth > 0; {
		t, err := x.Token()
		if err == io.EOF {
			return "", x.Fail(Damaged, io.ErrUnexpectedEOF)
		}
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		case xml.CharData:
			b.Write(t)
		}
	}
	return b.String(), nil
}

// Line is the line of the last token, from 1.
func (x *XML) Line() int {
	line, _ := x.d.InputPos()
	return line
}

// Fail makes an *Error of this kind at the line of the last token.
func (x *XML) Fail(kind Kind, cause error) error {
	return &Error{Kind: kind, Part: x.part, Line: x.Line(), Err: cause}
}

func (x *XML) check(t xml.Token, err error) (xml.Token, error) {
	if err != nil {
		return nil, x.translate(err)
	}
	if x.tokens++; x.tokens > XMLTokens {
		return nil, &Error{Kind: TooMany, Part: x.part, Max: XMLTokens, Line: x.Line()}
	}
	switch t.(type) {
	case xml.StartElement:
		x.depth++
	case xml.EndElement:
		x.depth--
	}
	if x.depth > Depth {
		return nil, &Error{Kind: TooDeep, Part: x.part, Max: Depth, Line: x.Line()}
	}
	return t, nil
}

func (x *XML) translate(err error) error {
	var known *Error
	switch {
	case err == io.EOF:
		return io.EOF
	case x.body.exceeded:
		return &Error{Kind: TooLarge, Part: x.part, Max: XMLBytes}
	case errors.As(err, &known):
		return known
	case x.body.err != nil:
		return x.body.err // of the source of the bytes, not of the document
	}
	return x.Fail(Damaged, err)
}

// countingReader fails after XMLBytes and keeps the error of its source.
type countingReader struct {
	r        io.Reader
	n        int64
	exceeded bool
	err      error
}

// Read is io.Reader's.
func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	if c.n += int64(n); c.n > XMLBytes {
		c.exceeded = true
		return 0, io.ErrUnexpectedEOF
	}
	if err != nil && err != io.EOF {
		c.err = err
	}
	return n, err
}
