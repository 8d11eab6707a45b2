package tm

import (
	"bytes"
)

// ID is the id of a unit: a UUID, best of version 7, since the greater id counts as the newer
// unit.
type ID [16]byte

// compareIDs orders the newer id first.
func compareIDs(a, b ID) int { return bytes.Compare(b[:], a[:]) }

// Unit is a source with its translation. Texts are without codes.
type Unit struct {
	ID             ID
	Source, Target string
	Before, After  uint64 // the keys of the sources beside it, 0 where there is none
	Penalty        uint8  // points taken off the score
}

// head is a unit in an index, without its texts.
type head struct {
	id            ID
	key           uint64
	before, after uint32
	penalty       uint8
}

// neighbour is how much of the key of a neighbour is kept.
func neighbour(key uint64) uint32 { return uint32(key) }
