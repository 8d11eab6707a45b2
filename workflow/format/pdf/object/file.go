package object

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"io"
	"strings"
	"unicode/utf16"
)

// Ref is the number of an object.
type Ref int

// String writes the reference as other objects have it.
func (r Ref) String() string { return fmt.Sprintf("%d 0 R", int(r)) }

// place is where an object is: at an offset of the file, or the n-th of an object stream.
type place struct {
	offset int64
	stream Ref
	n      int
}

// File is a PDF file that is being written. The first error is kept and returned by Close.
type File struct {
	w      io.Writer
	err    error
	size   int64
	sum    hash.Hash
	places []place // of each object, from 1
	waits  []waiting
	packed bytes.Buffer
	zip    *zlib.Writer
}

type waiting struct {
	ref  Ref
	body string
}

// inStream is how many objects go in one object stream.
const inStream = 200

// NewFile begins a file.
func NewFile(w io.Writer) *File {
	f := &File{w: w, sum: sha256.New(), places: make([]place, 1)}
	f.write([]byte("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"))
	return f
}

func (f *File) write(b []byte) {
	if f.err != nil {
		return
	}
	n, err := f.w.Write(b)
	f.size += int64(n)
	f.err = err
	f.sum.Write(b)
}

// Failed reports whether what was written did not arrive.
func (f *File) Failed() bool { return f.err != nil }

// Ref reserves the number of an object that is written later.
func (f *File) Ref() Ref {
	f.places = append(f.places, place{})
	return Ref(len(f.places) - 1)
}

// Put writes an object.
func (f *File) Put(ref Ref, body string) {
	f.waits = append(f.waits, waiting{ref, body})
	if len(f.waits) == inStream {
		f.flush()
	}
}

// Add writes an object under a new number.
func (f *File) Add(body string) Ref {
	ref := f.Ref()
	f.Put(ref, body)
	return ref
}

// flush writes the objects that wait as one stream.
func (f *File) flush() {
	if len(f.waits) == 0 {
		return
	}
	ref := f.Ref()
	var head, bodies strings.Builder
	for i, w := range f.waits {
		fmt.Fprintf(&head, "%d %d ", int(w.ref), bodies.Len())
		bodies.WriteString(w.body)
		bodies.WriteByte('\n')
		f.places[w.ref] = place{stream: ref, n: i}
	}
	dict := fmt.Sprintf("/Type/ObjStm/N %d/First %d", len(f.waits), head.Len())
	f.waits = f.waits[:0]
	f.Stream(ref, dict, []byte(head.String()+bodies.String()))
}

// Stream writes a stream, compressed, with the entries of dict.
func (f *File) Stream(ref Ref, dict string, data []byte) {
	f.RawStream(ref, dict+"/Filter/FlateDecode", f.deflate(data))
}

// RawStream writes a stream as it is.
func (f *File) RawStream(ref Ref, dict string, data []byte) {
	f.places[ref] = place{offset: f.size}
	f.write(fmt.Appendf(nil, "%d 0 obj\n<<%s/Length %d>>\nstream\n", int(ref), dict, len(data)))
	f.write(data)
	f.write([]byte("\nendstream\nendobj\n"))
}

func (f *File) deflate(data []byte) []byte {
	f.packed.Reset()
	if f.zip == nil {
		zip, err := zlib.NewWriterLevel(&f.packed, zlib.BestCompression)
		if err != nil {
			f.err = err
			return nil
		}
		f.zip = zip
	}
	f.zip.Reset(&f.packed)
	if _, err := f.zip.Write(data); err != nil && f.err == nil {
		f.err = err
	}
	if err := f.zip.Close(); err != nil && f.err == nil {
		f.err = err
	}
	return bytes.Clone(f.packed.Bytes())
}

// Close writes the table of objects, and returns the first error of all.
func (f *File) Close(catalog, info Ref) error {
	f.flush()
	ref := f.Ref()
	start := f.size
	f.places[ref] = place{offset: start}
	var table []byte
	before := make([]byte, 7)
	for _, p := range f.places {
		row := make([]byte, 7)
		switch {
		case p.stream != 0:
			row[0] = 2
			binary.BigEndian.PutUint32(row[1:], uint32(p.stream))
			binary.BigEndian.PutUint16(row[5:], uint16(p.n))
		case p.offset != 0:
			row[0] = 1
			binary.BigEndian.PutUint32(row[1:], uint32(p.offset))
		} // or reserved, and never written
		table = append(table, 2) // each byte less that above it, which is shorter to pack
		for i := range row {
			table = append(table, row[i]-before[i])
		}
		before = row
	}
	id := fmt.Sprintf("<%x>", f.sum.Sum(nil)[:16])
	f.Stream(ref, fmt.Sprintf("/Type/XRef/Size %d/W[1 4 2]/DecodeParms<</Predictor 12/Columns 7>>/Root %s/Info %s/ID[%s%s]",
		len(f.places), catalog, info, id, id), table)
	f.write(fmt.Appendf(nil, "startxref\n%d\n%%%%EOF\n", start))
	if f.err != nil {
		return fmt.Errorf("pdf: %w", f.err)
	}
	return nil
}

// String writes text as a string object: as it is in ASCII, otherwise in UTF-16.
func String(text string) string {
	ascii := true
	for _, r := range text {
		ascii = ascii && r >= ' ' && r < 0x7F
	}
	if ascii {
		return Bytes([]byte(text))
	}
	b := []byte{0xFE, 0xFF}
	for _, unit := range utf16.Encode([]rune(text)) {
		b = binary.BigEndian.AppendUint16(b, unit)
	}
	return Bytes(b)
}

var escapes = strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`, "\r", `\r`)

// Bytes writes a string of any bytes, which takes half of what it takes in hexadecimal digits.
func Bytes(b []byte) string {
	return "(" + escapes.Replace(string(b)) + ")"
}

// Number writes a number as short as it can be with two decimals.
func Number(v float64) string {
	s := fmt.Sprintf("%.2f", v)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" || s == "" {
		return "0"
	}
	return s
}
