package decode

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"

	"truchement/workflow/format/limit"
)

// sampleSize is how much of a file says what its encoding is.
const sampleSize = 1 << 20

// Reader reads a text of any length as UTF-8, and holds little of it at a time. Its first MiB decides on the encoding as
// Text does for a whole text. Bytes after it that are none of that encoding are U+FFFD; so are NULs, where there are few.
// The error is that of Text, or of r.
func Reader(r io.Reader) (io.Reader, error) {
	b := bufio.NewReaderSize(r, sampleSize)
	sample, err := b.Peek(sampleSize)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read the file: %w", err)
	}
	_, name, failed := Text(WithoutNUL(wholeLines(sample, err == nil)), "")
	if failed != nil {
		return nil, placed(failed, sample)
	}
	name, via, _ := strings.Cut(name, " via ")
	if e := encodingOf(name); e != nil {
		return e.NewDecoder().Reader(b), nil
	}
	if bytes.HasPrefix(sample, []byte("\xEF\xBB\xBF")) {
		_, _ = b.Discard(3) // cannot fail: these bytes were peeked
	}
	if via != "" {
		return &byLines{lines: b, each: repaired}, nil
	}
	return &byLines{lines: b, each: valid}, nil
}

// placed is the error for a file that is no text, with the place of its first byte that is none.
func placed(err error, sample []byte) error {
	var bad *limit.Error
	if !errors.As(err, &bad) || bad.Kind == limit.Empty || bad.Line > 0 {
		return err
	}
	at := 0
	for at < len(sample) {
		r, size := utf8.DecodeRune(sample[at:])
		if r == utf8.RuneError && size <= 1 || isControl(sample[at]) {
			break
		}
		at += size
	}
	if at == len(sample) {
		at = 0 // it is another kind of file, which begins as text does
	}
	out := *bad
	out.Line, out.Byte = 1+bytes.Count(sample[:at], []byte("\n")), int64(at)+1
	return &out
}

// wholeLines is the beginning of a file up to the end of its last line; with more of it to come, the line on which it
// was cut may end within a character.
func wholeLines(sample []byte, more bool) []byte {
	end := bytes.LastIndexByte(sample, '\n') + 1
	if !more || end == 0 {
		return sample
	}
	return sample[:min(end+end%2, len(sample))] // a character of UTF-16 is whole
}

// WithoutNUL puts U+FFFD in the place of the few NUL of a text, which make it no other kind of file. UTF-16
// has more of them. Where they are next to spaces, a short text would be taken for that.
func WithoutNUL(data []byte) []byte {
	n := bytes.Count(data, []byte{0})
	if n == 0 || n*20 > len(data) || !utf8.Valid(data) {
		return data
	}
	return bytes.ReplaceAll(data, []byte{0}, []byte("\uFFFD"))
}

// encodingOf is the encoding that Text names; nil for UTF-8.
func encodingOf(name string) encoding.Encoding {
	switch name {
	case "utf-16le":
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case "utf-16be":
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	case "utf-32le":
		return utf32.UTF32(utf32.LittleEndian, utf32.UseBOM)
	case "utf-32be":
		return utf32.UTF32(utf32.BigEndian, utf32.UseBOM)
	}
	for _, c := range candidates() {
		if c.name == name {
			return c.page
		}
	}
	return nil
}

// byLines reads some lines at a time, as each makes them.
type byLines struct {
	lines *bufio.Reader
	each  func(some []byte) []byte
	some  []byte
	err   error
}

// someLines is how many bytes are read at a time, and the rest of the line on which they end.
const someLines = 64 << 10

// Read is io.Reader's.
func (l *byLines) Read(p []byte) (int, error) {
	for len(l.some) == 0 {
		if l.err != nil {
			return 0, l.err
		}
		l.some = l.each(l.next())
	}
	n := copy(p, l.some)
	l.some = l.some[n:]
	return n, nil
}

// next reads some whole lines, or a part of a long one that ends with a whole character of UTF-8.
func (l *byLines) next() (some []byte) {
	for len(some) < someLines && l.err == nil {
		var line []byte
		line, l.err = l.lines.ReadSlice('\n')
		some = append(some, line...)
		if errors.Is(l.err, bufio.ErrBufferFull) {
			l.err = nil
			for range utf8.UTFMax {
				if r, size := utf8.DecodeLastRune(some); r != utf8.RuneError || size != 1 || l.err != nil {
					break
				}
				var b byte
				if b, l.err = l.lines.ReadByte(); l.err == nil {
					some = append(some, b)
				}
			}
		}
	}
	return some
}

func valid(some []byte) []byte { return bytes.ToValidUTF8(some, []byte("\uFFFD")) }

func repaired(some []byte) []byte {
	if fixed, _, ok := Repair(string(valid(some))); ok {
		return []byte(fixed)
	}
	return valid(some)
}
