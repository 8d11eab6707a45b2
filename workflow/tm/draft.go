package tm

import (
	"cmp"
	"slices"
)

// draft are units in the order they came in. It becomes a segment, or is part of the live units.
type draft struct {
	sourceTag, targetTag string

	heads   []head
	source  side
	target  side
	surface []uint32 // the words of all sources, as numbers of source.surfaces
	ends    []uint32 // where the words of each source end

	targetClasses []uint32 // the classes of all targets, each once a target
	targetEnds    []uint32
}

// side are the words of one language: as typed, and their classes.
type side struct {
	surfaces vocabulary
	classOf  []uint32 // the class of each surface
	classes  vocabulary
	seen     []uint32 // the last row that had each class, plus one
}

// nth is the hash of the nth occurrence of a class in a text. Each has a number of its own, so
// that the classes two texts share are counted as often as both have them.
func nth(class uint64, n int) uint64 {
	if n == 1 {
		return class
	}
	return mix(class + uint64(n)*fnvPrime)
}

func newDraft(sourceTag, targetTag string) *draft {
	return &draft{sourceTag: sourceTag, targetTag: targetTag}
}

// surfaceOf returns the number of a word, which class gives the class of where it is new.
func (s *side) surfaceOf(hash uint64, class func() uint64) uint32 {
	id, added := s.surfaces.add(hash)
	if added {
		s.classOf = append(s.classOf, s.class(class()))
	}
	return id
}

// class returns the number of a class.
func (s *side) class(hash uint64) uint32 {
	id, added := s.classes.add(hash)
	if added {
		s.seen = append(s.seen, 0)
	}
	return id
}

// first reports whether a row has not had a class yet, and notes that it has.
func (s *side) first(class uint32, row int) bool {
	if s.seen[class] == uint32(row)+1 {
		return false
	}
	s.seen[class] = uint32(row) + 1
	return true
}

// add adds a unit and returns its row.
func (d *draft) add(u Unit) int {
	row := len(d.heads)
	words, key := scan(u.Source, d.sourceTag)
	for _, w := range words {
		d.surface = append(d.surface, d.source.surfaceOf(w.surface, func() uint64 {
			return classHash(u.Source, w, d.sourceTag)
		}))
	}
	d.endSource()
	targets, _ := scan(u.Target, d.targetTag)
	for _, w := range targets {
		id := d.target.surfaceOf(w.surface, func() uint64 {
			return classHash(u.Target, w, d.targetTag)
		})
		if class := d.target.classOf[id]; d.target.first(class, row) {
			d.targetClasses = append(d.targetClasses, class)
		}
	}
	d.targetEnds = append(d.targetEnds, uint32(len(d.targetClasses)))
	d.heads = append(d.heads, head{u.ID, key, neighbour(u.Before), neighbour(u.After), u.Penalty})
	return row
}

// endSource ends the words of a source, and gives numbers to the classes that occur again in it.
func (d *draft) endSource() {
	d.ends = append(d.ends, uint32(len(d.surface)))
	words := d.words(len(d.ends) - 1)
	for i, w := range words {
		class := d.source.classOf[w]
		if n := d.occurrence(words[:i], class); n > 1 {
			d.source.class(nth(d.source.classes.hashes[class], n))
		}
	}
}

// occurrence returns which occurrence of a class follows words.
func (d *draft) occurrence(words []uint32, class uint32) int {
	n := 1
	for _, w := range words {
		if d.source.classOf[w] == class {
			n++
		}
	}
	return n
}

// classes appends the classes of a row's source, each occurrence by its own number.
func (d *draft) classes(row int, buf []uint32) []uint32 {
	words := d.words(row)
	for i, w := range words {
		class := d.source.classOf[w]
		if n := d.occurrence(words[:i], class); n > 1 {
			class, _ = d.source.classes.find(nth(d.source.classes.hashes[class], n))
		}
		buf = append(buf, class)
	}
	return buf
}

// words returns the surfaces of a row's source.
func (d *draft) words(row int) []uint32 { return slice(d.surface, d.ends, row) }

// targets returns the classes of a row's target.
func (d *draft) targets(row int) []uint32 { return slice(d.targetClasses, d.targetEnds, row) }

// slice returns the part of a row of an array of all rows.
func slice(all, ends []uint32, row int) []uint32 {
	from := uint32(0)
	if row > 0 {
		from = ends[row-1]
	}
	return all[from:ends[row]]
}

// order returns the rows that keep lets through, by words, then key, then id.
func (d *draft) order(keep func(row int) bool) []uint32 {
	rows := make([]uint32, 0, len(d.heads))
	for row := range d.heads {
		if keep(row) {
			rows = append(rows, uint32(row))
		}
	}
	slices.SortFunc(rows, func(a, b uint32) int {
		if c := cmp.Compare(len(d.words(int(a))), len(d.words(int(b)))); c != 0 {
			return c
		}
		if c := cmp.Compare(d.heads[a].key, d.heads[b].key); c != 0 {
			return c
		}
		return compareIDs(d.heads[a].id, d.heads[b].id)
	})
	return rows
}

// ranking numbers what is counted anew, the most frequent first; what does not occur gets no
// number.
type ranking struct {
	rank  []uint32 // new number by the old one
	old   []uint32 // old number by the new one
	count []uint32 // by the new one
}

func rank(count []uint32) ranking {
	r := ranking{rank: make([]uint32, len(count))}
	for id, c := range count {
		if c > 0 {
			r.old = append(r.old, uint32(id))
		}
	}
	slices.SortFunc(r.old, func(a, b uint32) int {
		if c := cmp.Compare(count[b], count[a]); c != 0 {
			return c
		}
		return cmp.Compare(a, b)
	})
	r.count = make([]uint32, len(r.old))
	for i, id := range r.old {
		r.rank[id], r.count[i] = uint32(i), count[id]
	}
	return r
}

// hashesOf returns the hashes of a vocabulary in their new order.
func (r ranking) hashesOf(v vocabulary) []uint64 {
	hashes := make([]uint64, len(r.old))
	for i, id := range r.old {
		hashes[i] = v.hashes[id]
	}
	return hashes
}
