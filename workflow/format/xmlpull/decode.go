package xmlpull

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/transform"

	"truchement/workflow/format/limit"
)

// headBytes is how much of a document is searched for its declared encoding.
const headBytes = 1024

// errHalfPair is the cause of the error for broken UTF-16.
var errHalfPair = errors.New("xml: half a character of UTF-16")

// decoder makes UTF-8 of a document. A byte order mark decides, or the zero bytes of UTF-16; then
// what the document declares; then it is UTF-8.
type decoder struct {
	src io.Reader
	out io.Reader // of the encoding, once known
}

// Read is io.Reader's.
func (d *decoder) Read(p []byte) (int, error) {
	if d.out == nil {
		out, err := decoded(bufio.NewReaderSize(d.src, headBytes))
		if err != nil {
			return 0, err
		}
		d.out = out
	}
	return d.out.Read(p)
}

func decoded(b *bufio.Reader) (io.Reader, error) {
	head, _ := b.Peek(headBytes) // an error comes back when reading
	switch {
	case bytes.HasPrefix(head, []byte("\xEF\xBB\xBF")):
		_, err := b.Discard(3)
		return b, err
	case bytes.HasPrefix(head, []byte("\xFF\xFE")):
		_, err := b.Discard(2)
		return &wideReader{src: b, order: binary.LittleEndian}, err
	case bytes.HasPrefix(head, []byte("\xFE\xFF")):
		_, err := b.Discard(2)
		return &wideReader{src: b, order: binary.BigEndian}, err
	case bytes.HasPrefix(head, []byte("<\x00")):
		return &wideReader{src: b, order: binary.LittleEndian}, nil
	case bytes.HasPrefix(head, []byte("\x00<")):
		return &wideReader{src: b, order: binary.BigEndian}, nil
	}
	label := declaredEncoding(head)
	if label == "" || strings.EqualFold(label, "utf-8") || strings.EqualFold(label, "utf8") {
		return b, nil
	}
	encoding, name := charset.Lookup(label)
	if encoding == nil || name == "replacement" || strings.HasPrefix(name, "utf-16") {
		return nil, &limit.Error{Kind: limit.Encoding, Found: label}
	}
	return transform.NewReader(b, encoding.NewDecoder()), nil
}

// declaredEncoding is the encoding that the XML declaration at the start of head names; "" for
// none.
func declaredEncoding(head []byte) string {
	end := bytes.Index(head, []byte("?>"))
	if !bytes.HasPrefix(head, []byte("<?xml")) || end < 0 {
		return ""
	}
	at := bytes.Index(head[:end], []byte("encoding"))
	if at < 0 {
		return ""
	}
	_, value, _ := pseudoAttribute(head[:end], at)
	return value
}

// wideReader makes UTF-8 of UTF-16. Half a surrogate pair is an error.
type wideReader struct {
	src   io.Reader
	order binary.ByteOrder
	in    []byte // not decoded yet: less than a whole character
	out   []byte // decoded, but not read yet
	buf   []byte // of out
	err   error
}

// Read is io.Reader's.
func (w *wideReader) Read(p []byte) (int, error) {
	for len(w.out) == 0 {
		if w.err != nil {
			return 0, w.err
		}
		w.decode()
	}
	n := copy(p, w.out)
	w.out = w.out[n:]
	return n, nil
}

func (w *wideReader) decode() {
	const chunk = 16 << 10
	if w.in == nil {
		w.in, w.buf = make([]byte, 0, chunk), make([]byte, 0, 2*chunk)
	}
	n, err := w.src.Read(w.in[len(w.in):chunk])
	w.in = w.in[:len(w.in)+n]
	w.err = err
	w.out = w.buf[:0]
	i := 0
	for i+1 < len(w.in) {
		c := rune(w.order.Uint16(w.in[i:]))
		if utf16.IsSurrogate(c) {
			if i+3 >= len(w.in) {
				break
			}
			c = utf16.DecodeRune(c, rune(w.order.Uint16(w.in[i+2:])))
			if c == utf8.RuneError {
				w.err = &limit.Error{Kind: limit.Damaged, Err: errHalfPair}
				break
			}
			i += 2
		}
		i += 2
		w.out = utf8.AppendRune(w.out, c)
	}
	w.in = w.in[:copy(w.in, w.in[i:])]
	if w.err == io.EOF && len(w.in) > 0 {
		w.err = &limit.Error{Kind: limit.Damaged, Err: errHalfPair}
	}
}
