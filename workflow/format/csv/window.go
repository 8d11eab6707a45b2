package csv

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// firstLook is how much of a table is looked at to read a row, in bytes; for a longer row it is more.
const firstLook = 64 << 10

// window is a text of which a part is held.
type window struct {
	r    io.Reader
	buf  []byte // what is held; its beginning up to from was passed over
	from int
	err  error // of r; io.EOF after its end
	line int   // of buf[from], from 1
}

// peek is the next size bytes, or those that are left if they are fewer; end reports whether they go to the end. They
// are valid until the next call. A DOS end of file is none of them.
func (w *window) peek(size int) (b []byte, end bool, err error) {
	if len(w.buf)-w.from < size && w.err == nil {
		w.buf = append(w.buf[:0], w.buf[w.from:]...)
		w.from = 0
		w.buf = slices.Grow(w.buf, 2*size)
		for len(w.buf) < size && w.err == nil {
			var n int
			n, w.err = w.r.Read(w.buf[len(w.buf):cap(w.buf)])
			w.buf = w.buf[:len(w.buf)+n]
		}
		if errors.Is(w.err, io.EOF) {
			w.buf = bytes.TrimSuffix(w.buf, []byte("\x1A"))
		}
	}
	if w.err != nil && !errors.Is(w.err, io.EOF) {
		return nil, false, fmt.Errorf("read a table: %w", w.err)
	}
	b = w.buf[w.from:]
	if len(b) > size {
		return b[:size], false, nil
	}
	return b, w.err != nil, nil
}

// skip passes over some bytes that were looked at.
func (w *window) skip(n int) {
	w.line += bytes.Count(w.buf[w.from:w.from+n], []byte("\n"))
	w.from += n
}

// skipLine passes over the rest of a line, however long.
func (w *window) skipLine() error {
	for {
		b, end, err := w.peek(firstLook)
		if err != nil {
			return err
		}
		if at := bytes.IndexByte(b, '\n'); at >= 0 {
			w.skip(at + 1)
			return nil
		}
		if w.skip(len(b)); end {
			return nil
		}
	}
}

// skipEmptyLines passes over lines without any character; io.EOF when nothing comes after them.
func (w *window) skipEmptyLines() error {
	for {
		b, end, err := w.peek(firstLook)
		switch {
		case err != nil:
			return err
		case bytes.HasPrefix(b, []byte("\n")):
			w.skip(1)
		case bytes.HasPrefix(b, []byte("\r\n")):
			w.skip(2)
		case end && (len(b) == 0 || string(b) == "\r"):
			return io.EOF
		default:
			return nil
		}
	}
}

// errShort says that a row continues after what was looked at.
var errShort = errors.New("csv: the row is not whole")

// readRow reads the row that b begins with, as encoding/csv reads one, and returns its length with its line end. End says that b goes to the
// end of the table.
func readRow(b []byte, comma byte, end bool) (cells []string, n int, err error) {
	for {
		read := readCell
		if n < len(b) && b[n] == '"' {
			read = readQuoted
		}
		cell, size, err := read(b[n:], comma, end)
		if err != nil {
			return nil, 0, err
		}
		cells = append(cells, cell)
		switch n += size; {
		case n == len(b):
			return cells, n, nil
		case b[n] == comma:
			n++
		default:
			return cells, n + 1, nil
		}
	}
}

// readCell reads a cell up to the comma or line end after it, or the end of the table.
func readCell(b []byte, comma byte, end bool) (cell string, size int, err error) {
	line := b
	if at := bytes.IndexByte(b, '\n'); at >= 0 {
		line = b[:at]
	} else if bytes.IndexByte(b, comma) < 0 && !end {
		return "", 0, errShort
	}
	if at := bytes.IndexByte(line, comma); at >= 0 {
		size, line = at, line[:at]
	} else {
		size, line = len(line), bytes.TrimSuffix(line, []byte("\r"))
	}
	if bytes.IndexByte(line, '"') >= 0 {
		return "", 0, csv.ErrBareQuote
	}
	return string(line), size, nil
}

// readQuoted reads a cell in quotes, as readCell does.
func readQuoted(b []byte, comma byte, end bool) (cell string, size int, err error) {
	var text []byte
	for rest := b[1:]; ; rest = rest[1:] {
		at := bytes.IndexByte(rest, '"')
		switch {
		case at < 0 && end:
			return "", 0, csv.ErrQuote
		case at < 0:
			return "", 0, errShort
		}
		text = append(text, rest[:at]...)
		rest = rest[at+1:]
		size = len(b) - len(rest)
		switch {
		case len(rest) == 0 && !end, string(rest) == "\r" && !end:
			return "", 0, errShort
		case len(rest) == 0, rest[0] == comma, rest[0] == '\n':
			return strings.ReplaceAll(string(text), "\r\n", "\n"), size, nil
		case string(rest) == "\r", bytes.HasPrefix(rest, []byte("\r\n")):
			return strings.ReplaceAll(string(text), "\r\n", "\n"), size + 1, nil
		case rest[0] != '"':
			return "", 0, csv.ErrQuote
		}
		text = append(text, '"')
	}
}
