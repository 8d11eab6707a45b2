package font

import (
	"bytes"
	"maps"
	"slices"

	"github.com/andybalholm/brotli"
)

// known are the tables that WOFF2 names by a number, of those that our faces have.
var known = map[string]byte{
	"cmap": 0, "head": 1, "hhea": 2, "hmtx": 3, "maxp": 4, "name": 5, "OS/2": 6, "post": 7,
	"cvt ": 8, "fpgm": 9, "glyf": 10, "loca": 11, "prep": 12, "GDEF": 26, "GPOS": 27, "GSUB": 28,
}

// untransformed says that a table glyf or loca is stored as it is.
const untransformed = 3 << 6

// WOFF2 packs the tables of a TrueType file for the web. The outlines are not transformed before
// they are compressed.
func WOFF2(tables map[string][]byte) ([]byte, error) {
	sfnt := build(tables)
	tables, err := parse(sfnt) // with the check sum in head
	if err != nil {
		return nil, err
	}
	tags := slices.Sorted(maps.Keys(tables)) // glyf comes before loca, as it must
	var directory []byte
	var packed bytes.Buffer
	w := brotli.NewWriterLevel(&packed, 9)
	for _, tag := range tags {
		flags, ok := known[tag]
		if !ok {
			flags = 63
		}
		if tag == "glyf" || tag == "loca" {
			flags |= untransformed
		}
		directory = append(directory, flags)
		if !ok {
			directory = append(directory, tag...)
		}
		directory = appendBase128(directory, len(tables[tag]))
		if _, err := w.Write(tables[tag]); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	const headerSize = 48
	size := (headerSize + len(directory) + packed.Len() + 3) &^ 3
	out := append([]byte("wOF2"), 0, 1, 0, 0)
	out = be.AppendUint32(out, uint32(size))
	out = be.AppendUint16(out, uint16(len(tags)))
	out = be.AppendUint16(out, 0)
	out = be.AppendUint32(out, uint32(len(sfnt)))
	out = be.AppendUint32(out, uint32(packed.Len()))
	out = be.AppendUint32(out, 0x00010000) // version 1.0 of the file
	out = append(out, make([]byte, headerSize-len(out))...)
	out = append(out, directory...)
	out = append(out, packed.Bytes()...)
	return pad(out), nil
}

// appendBase128 writes n in groups of seven bits, the highest first.
func appendBase128(b []byte, n int) []byte {
	for shift := 28; shift > 0; shift -= 7 {
		if n>>shift != 0 {
			b = append(b, byte(n>>shift)|0x80)
		}
	}
	return append(b, byte(n&0x7F))
}
