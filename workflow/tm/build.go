package tm

import (
	"bytes"
	"slices"
	"sync/atomic"
)

// segment makes a segment of the units that keep lets through.
func (d *draft) segment(keep func(row int) bool) *segment {
	rows := d.order(keep)
	s := &segment{dead: make([]atomic.Uint64, (len(rows)+63)/64)}
	s.alive.Store(int64(len(rows)))
	d.buildHeads(s, rows)
	surfaces, classes := d.rankSource(rows)
	s.surfaces = newVocabulary(surfaces.hashesOf(d.source.surfaces))
	s.classes = newVocabulary(classes.hashesOf(d.source.classes))
	s.classOf = make([]uint32, len(surfaces.old))
	for i, id := range surfaces.old {
		s.classOf[i] = classes.rank[d.source.classOf[id]]
	}
	d.buildText(s, rows, surfaces)
	var buf []uint32
	s.source = newPostings(len(rows), classes.count, func(i int) []uint32 {
		buf = d.classes(int(rows[i]), buf[:0])
		return renumber(buf, classes)
	})
	d.buildTarget(s, rows)
	return s
}

func (d *draft) buildHeads(s *segment, rows []uint32) {
	n := len(rows)
	s.ids, s.keys, s.penalties = make([]ID, n), make([]uint64, n), make([]uint8, n)
	s.before, s.after, s.byID = make([]uint32, n), make([]uint32, n), make([]uint32, n)
	s.lengths = make([]uint32, maxWords+2)
	for i, row := range rows {
		h := d.heads[row]
		s.ids[i], s.keys[i], s.penalties[i] = h.id, h.key, h.penalty
		s.before[i], s.after[i], s.byID[i] = h.before, h.after, uint32(i)
		s.lengths[len(d.words(int(row)))+1]++
	}
	for words := range maxWords + 1 {
		s.lengths[words+1] += s.lengths[words]
	}
	slices.SortFunc(s.byID, func(a, b uint32) int {
		return bytes.Compare(s.ids[a][:], s.ids[b][:])
	})
}

// rankSource counts the words and classes of rows.
func (d *draft) rankSource(rows []uint32) (surfaces, classes ranking) {
	words := make([]uint32, len(d.source.surfaces.hashes))
	rowsOf := make([]uint32, len(d.source.classes.hashes))
	var buf []uint32
	for _, row := range rows {
		for _, w := range d.words(int(row)) {
			words[w]++
		}
		buf = d.classes(int(row), buf[:0])
		for _, c := range buf {
			rowsOf[c]++
		}
	}
	return rank(words), rank(rowsOf)
}

func renumber(ids []uint32, r ranking) []uint32 {
	for i, id := range ids {
		ids[i] = r.rank[id]
	}
	return ids
}

func (d *draft) buildText(s *segment, rows []uint32, surfaces ranking) {
	s.offsets = make([]uint16, len(rows))
	text := make([]byte, 0, 2*len(d.surface))
	for i, row := range rows {
		if i%blockRows == 0 {
			s.blocks = append(s.blocks, uint64(len(text)))
		}
		s.offsets[i] = uint16(uint64(len(text)) - s.blocks[i/blockRows])
		for _, w := range d.words(int(row)) {
			text = appendCode(text, surfaces.rank[w])
		}
	}
	s.blocks = slices.Clip(s.blocks)
	s.text = append([]byte(nil), text...)
}

func (d *draft) buildTarget(s *segment, rows []uint32) {
	count := make([]uint32, len(d.target.classes.hashes))
	for _, row := range rows {
		for _, c := range d.targets(int(row)) {
			count[c]++
		}
	}
	classes := rank(count)
	s.targetClasses = newVocabulary(classes.hashesOf(d.target.classes))
	var buf []uint32
	s.target = newPostings(len(rows), classes.count, func(i int) []uint32 {
		buf = append(buf[:0], d.targets(int(rows[i]))...)
		return renumber(buf, classes)
	})
}
