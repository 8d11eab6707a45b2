package tm

import (
	"bytes"
	"sort"
	"sync/atomic"
)

// segment are units that do not change, in arrays that a file holds as they are. Rows are ordered
// by the number of words of their source, so that the lengths a query can match are neighbours;
// those of one length by key, so that the exact layer needs no table of its own.
type segment struct {
	ids           []ID
	keys          []uint64
	before, after []uint32
	penalties     []uint8
	byID          []uint32 // rows, by id

	surfaces vocabulary
	classOf  []uint32
	classes  vocabulary
	source   postings
	lengths  []uint32 // the first row of each number of words, 0 to maxWords; the rows at the end
	blocks   []uint64 // where the words of each 16th row begin in text
	offsets  []uint16 // where those of a row do, from its block's
	text     []byte

	targetClasses vocabulary
	target        postings

	dead  []atomic.Uint64 // a bit a row that is deleted
	alive atomic.Int64
}

// blockRows is how many rows share an entry of segment.blocks. A row has at most 4 * maxWords
// bytes, so that an offset in a block is below 1<<16.
const blockRows = 16

func (s *segment) size() int { return len(s.ids) }

// rowWords appends the surfaces of a row's source to buf.
func (s *segment) rowWords(row uint32, buf []uint32) []uint32 {
	p := s.rowText(row)
	for len(p) > 0 {
		if b := p[0]; b < codeTwo {
			buf = append(buf, uint32(b))
			p = p[1:]
			continue
		}
		v, n := readCode(p)
		buf = append(buf, v)
		p = p[n:]
	}
	return buf
}

func (s *segment) rowText(row uint32) []byte {
	if next := row + 1; int(next) < len(s.offsets) {
		return s.text[s.rowStart(row):s.rowStart(next)]
	}
	return s.text[s.rowStart(row):]
}

// rowStart is where the words of a row begin in text.
func (s *segment) rowStart(row uint32) uint64 {
	return s.blocks[row/blockRows] + uint64(s.offsets[row])
}

func (s *segment) head(row uint32) head {
	return head{s.ids[row], s.keys[row], s.before[row], s.after[row], s.penalties[row]}
}

// window returns the rows whose sources have least to most words.
func (s *segment) window(least, most int) (lo, hi uint32) {
	return s.lengths[min(least, maxWords+1)], s.lengths[min(most, maxWords)+1]
}

// rowLength is the number of words of a row.
func (s *segment) rowLength(row uint32) int {
	from, to := 0, maxWords
	for from < to {
		if n := (from + to) / 2; s.lengths[n+1] > row {
			to = n
		} else {
			from = n + 1
		}
	}
	return from
}

// exactRows visits the rows of sources with a number of words and a key.
func (s *segment) exactRows(words int, key uint64, visit func(row uint32)) {
	lo, hi := s.window(words, words)
	keys := s.keys[lo:hi]
	at := sort.Search(len(keys), func(i int) bool { return keys[i] >= key })
	for ; at < len(keys) && keys[at] == key; at++ {
		visit(lo + uint32(at))
	}
}

func (s *segment) vocabularies() (surfaces, classes *vocabulary, classOf []uint32) {
	return &s.surfaces, &s.classes, s.classOf
}

func (s *segment) list(class uint32) list {
	out := list{class: class, rows: int(s.source.count[class])}
	if int(class) < s.source.dense {
		out.set = s.source.set(class)
	}
	return out
}

func (s *segment) count(class, lo, hi uint32, t tally) tally {
	return s.source.tally(class, lo, hi, t)
}

// find returns the row of an id, whether deleted or not.
func (s *segment) find(id ID) (row uint32, ok bool) {
	i := sort.Search(len(s.byID), func(i int) bool {
		return bytes.Compare(s.ids[s.byID[i]][:], id[:]) >= 0
	})
	if i == len(s.byID) || s.ids[s.byID[i]] != id {
		return 0, false
	}
	return s.byID[i], true
}

func (s *segment) isDead(row uint32) bool {
	return s.dead[row/64].Load()&(1<<(row%64)) != 0
}

// remove deletes the unit of an id, and reports whether it was there.
func (s *segment) remove(id ID) bool {
	row, ok := s.find(id)
	if !ok || s.isDead(row) {
		return false
	}
	s.dead[row/64].Or(1 << (row % 64))
	s.alive.Add(-1)
	return true
}

// addTo adds the units that are not deleted to a draft.
func (s *segment) addTo(d *draft) {
	surface := make([]uint32, len(s.surfaces.hashes))
	for id, hash := range s.surfaces.hashes {
		surface[id] = d.source.surfaceOf(hash, func() uint64 {
			return s.classes.hashes[s.classOf[id]]
		})
	}
	class := make([]uint32, len(s.targetClasses.hashes))
	for id, hash := range s.targetClasses.hashes {
		class[id] = d.target.class(hash)
	}
	targets, ends := s.target.invert()
	var buf []uint32
	for row := range uint32(s.size()) {
		if s.isDead(row) {
			continue
		}
		buf = s.rowWords(row, buf[:0])
		for _, w := range buf {
			d.surface = append(d.surface, surface[w])
		}
		d.endSource()
		for _, c := range slice(targets, ends, int(row)) {
			d.targetClasses = append(d.targetClasses, class[c])
		}
		d.targetEnds = append(d.targetEnds, uint32(len(d.targetClasses)))
		d.heads = append(d.heads, s.head(row))
	}
}

func (s *segment) classNumber(side Side, hash uint64) (uint32, bool) {
	if side == Target {
		return s.targetClasses.find(hash)
	}
	return s.classes.find(hash)
}

func (s *segment) eachWithAll(side Side, classes []uint32, visit func(row uint32)) {
	p := &s.source
	if side == Target {
		p = &s.target
	}
	p.eachWithAll(classes, visit)
}
