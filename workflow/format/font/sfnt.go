package font

import (
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"math/bits"
	"slices"
)

var errShort = errors.New("sfnt: file ends early")

var be = binary.BigEndian

// parse returns the tables of a TrueType file by tag.
func parse(sfnt []byte) (map[string][]byte, error) {
	if len(sfnt) < 12 {
		return nil, errShort
	}
	tables := map[string][]byte{}
	for i := range int(be.Uint16(sfnt[4:])) {
		if len(sfnt) < 28+16*i {
			return nil, errShort
		}
		entry := sfnt[12+16*i:]
		offset, size := uint64(be.Uint32(entry[8:])), uint64(be.Uint32(entry[12:]))
		if offset+size > uint64(len(sfnt)) {
			return nil, errShort
		}
		tables[string(entry[:4])] = sfnt[offset : offset+size]
	}
	for _, tag := range []string{"head", "hhea", "hmtx", "maxp", "loca", "glyf"} {
		if tables[tag] == nil {
			return nil, fmt.Errorf("sfnt: no table %s", tag)
		}
	}
	return tables, nil
}

// build makes a TrueType file of tables, with its check sums.
func build(tables map[string][]byte) []byte {
	tags := slices.Sorted(maps.Keys(tables))
	tables = maps.Clone(tables)
	head := slices.Clone(tables["head"])
	be.PutUint32(head[8:], 0)
	tables["head"] = head
	n := len(tags)
	log := bits.Len(uint(n)) - 1
	out := be.AppendUint32(nil, 0x00010000)
	for _, v := range []int{n, 16 << log, log, 16*n - 16<<log} {
		out = be.AppendUint16(out, uint16(v))
	}
	offset, headAt := 12+16*n, 0
	for _, tag := range tags {
		if tag == "head" {
			headAt = offset
		}
		table := tables[tag]
		out = append(out, tag...)
		out = be.AppendUint32(out, checksum(table))
		out = be.AppendUint32(out, uint32(offset))
		out = be.AppendUint32(out, uint32(len(table)))
		offset += (len(table) + 3) &^ 3
	}
	for _, tag := range tags {
		out = append(out, tables[tag]...)
		out = pad(out)
	}
	be.PutUint32(out[headAt+8:], 0xB1B0AFBA-checksum(out))
	return out
}

func pad(b []byte) []byte {
	for len(b)%4 != 0 {
		b = append(b, 0)
	}
	return b
}

func checksum(b []byte) uint32 {
	var sum uint32
	for ; len(b) >= 4; b = b[4:] {
		sum += be.Uint32(b)
	}
	var rest [4]byte
	copy(rest[:], b)
	return sum + be.Uint32(rest[:])
}

// glyph returns the outline of a glyph as glyf has it; empty for a glyph without one.
func (f *Face) glyph(id GID) []byte {
	loca, glyf := f.tables["loca"], f.tables["glyf"]
	var from, to uint32
	if long := be.Uint16(f.tables["head"][50:]) != 0; long {
		if len(loca) < 4*int(id)+8 {
			return nil
		}
		from, to = be.Uint32(loca[4*id:]), be.Uint32(loca[4*id+4:])
	} else {
		if len(loca) < 2*int(id)+4 {
			return nil
		}
		from, to = 2*uint32(be.Uint16(loca[2*id:])), 2*uint32(be.Uint16(loca[2*id+2:]))
	}
	if from > to || int(to) > len(glyf) {
		return nil
	}
	return glyf[from:to]
}

// The flags of a part of a composite glyph.
const (
	wordArguments = 1 << 0
	hasScale      = 1 << 3
	moreParts     = 1 << 5
	hasTwoScales  = 1 << 6
	hasMatrix     = 1 << 7
)

// parts returns the places in a glyph where the numbers of its parts are; none if it is simple.
func parts(glyph []byte) []int {
	if len(glyph) < 10 || int16(be.Uint16(glyph)) >= 0 {
		return nil
	}
	var at []int
	for i := 10; i+4 <= len(glyph); {
		flags := be.Uint16(glyph[i:])
		at = append(at, i+2)
		i += 6
		if flags&wordArguments != 0 {
			i += 2
		}
		switch {
		case flags&hasScale != 0:
			i += 2
		case flags&hasTwoScales != 0:
			i += 4
		case flags&hasMatrix != 0:
			i += 8
		}
		if flags&moreParts == 0 {
			break
		}
	}
	return at
}

// metric is the advance and the left side bearing of a glyph, as hmtx has them.
func (f *Face) metric(id GID) [4]byte {
	var m [4]byte
	hmtx := f.tables["hmtx"]
	long := int(be.Uint16(f.tables["hhea"][34:]))
	at := 4 * int(id)
	if int(id) >= long {
		copy(m[:2], hmtx[4*(long-1):])
		at = 4*long + 2*(int(id)-long)
		if at+2 <= len(hmtx) {
			copy(m[2:], hmtx[at:at+2])
		}
		return m
	}
	copy(m[:], hmtx[at:at+4])
	return m
}
