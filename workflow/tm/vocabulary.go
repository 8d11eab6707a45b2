package tm

import "math/bits"

// vocabulary gives hashes of words numbers from 0 on. Of the words nothing else is kept: two
// words with the same 64 bits would be taken for one, which happens once in 30 million
// vocabularies of a million words.
type vocabulary struct {
	hashes []uint64
	table  []uint32 // number + 1, open addressing
}

// newVocabulary makes the table of the hashes.
func newVocabulary(hashes []uint64) vocabulary {
	v := vocabulary{hashes: hashes, table: make([]uint32, tableSize(len(hashes)))}
	for id, h := range hashes {
		v.table[v.slot(h)] = uint32(id) + 1
	}
	return v
}

// tableSize is the size of a table of n words, an empty place always among them.
func tableSize(n int) int { return n + n/3 + 1 }

// slot is where a hash is in the table, or where it would be.
func (v *vocabulary) slot(h uint64) int {
	at, _ := bits.Mul64(h, uint64(len(v.table)))
	for i := int(at); ; {
		id := v.table[i]
		if id == 0 || v.hashes[id-1] == h {
			return i
		}
		if i++; i == len(v.table) {
			i = 0
		}
	}
}

// find returns the number of a hash.
func (v *vocabulary) find(h uint64) (id uint32, ok bool) {
	if len(v.table) == 0 {
		return 0, false
	}
	id = v.table[v.slot(h)]
	return id - 1, id != 0
}

// add returns the number of a hash, a new one if it had none.
func (v *vocabulary) add(h uint64) (id uint32, added bool) {
	if len(v.hashes)*4 >= len(v.table)*3 {
		grown := make([]uint64, len(v.hashes), 2*len(v.hashes)+64)
		copy(grown, v.hashes)
		bigger := vocabulary{hashes: grown, table: make([]uint32, 2*tableSize(cap(grown)))}
		for id, h := range grown {
			bigger.table[bigger.slot(h)] = uint32(id) + 1
		}
		*v = bigger
	}
	i := v.slot(h)
	if id := v.table[i]; id != 0 {
		return id - 1, false
	}
	v.hashes = append(v.hashes, h)
	v.table[i] = uint32(len(v.hashes))
	return v.table[i] - 1, true
}
