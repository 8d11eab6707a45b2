package tm

import "slices"

// live are the newest units, in the order they came in. The index's lock guards them.
type live struct {
	*draft
	lists   [][]uint32 // the rows of each class of the sources
	targets [][]uint32 // of the targets
	rows    map[ID]uint32
	keys    map[uint64][]uint32
	dead    []bool
	buf     []uint32
	alive   int
}

func newLive(sourceTag, targetTag string) *live {
	return &live{draft: newDraft(sourceTag, targetTag),
		rows: map[ID]uint32{}, keys: map[uint64][]uint32{}}
}

func (l *live) size() int { return len(l.heads) }

// insert adds a unit. Its id must not be there.
func (l *live) insert(u Unit) {
	row := uint32(l.add(u))
	l.lists = addRow(l.lists, len(l.source.classes.hashes))
	l.buf = l.classes(int(row), l.buf[:0])
	for _, class := range l.buf {
		l.lists[class] = append(l.lists[class], row)
	}
	l.targets = addRow(l.targets, len(l.target.classes.hashes))
	for _, class := range l.draft.targets(int(row)) {
		l.targets[class] = append(l.targets[class], row)
	}
	key := l.heads[row].key
	l.rows[u.ID], l.keys[key] = row, append(l.keys[key], row)
	l.dead = append(l.dead, false)
	l.alive++
}

// addRow makes room for new classes.
func addRow(lists [][]uint32, classes int) [][]uint32 {
	for len(lists) < classes {
		lists = append(lists, nil)
	}
	return lists
}

// remove deletes the unit of an id, and reports whether it was there.
func (l *live) remove(id ID) bool {
	row, ok := l.rows[id]
	if ok {
		l.dead[row] = true
		l.alive--
		delete(l.rows, id)
	}
	return ok
}

func (l *live) vocabularies() (surfaces, classes *vocabulary, classOf []uint32) {
	return &l.source.surfaces, &l.source.classes, l.source.classOf
}

func (l *live) list(class uint32) list { return list{class: class, rows: len(l.lists[class])} }

// window is all rows, since they are in no order of length.
func (l *live) window(_, _ int) (lo, hi uint32) { return 0, uint32(l.size()) }

func (l *live) count(class, _, _ uint32, t tally) tally {
	for _, row := range l.lists[class] {
		t.add(row)
	}
	return t
}

func (l *live) rowWords(row uint32, buf []uint32) []uint32 {
	return append(buf, l.draft.words(int(row))...)
}

func (l *live) isDead(row uint32) bool { return l.dead[row] }

func (l *live) head(row uint32) head { return l.heads[row] }

func (l *live) exactRows(_ int, key uint64, visit func(row uint32)) {
	for _, row := range l.keys[key] {
		visit(row)
	}
}

func (l *live) rowLength(row uint32) int { return len(l.draft.words(int(row))) }

func (l *live) classNumber(side Side, hash uint64) (uint32, bool) {
	if side == Target {
		return l.target.classes.find(hash)
	}
	return l.source.classes.find(hash)
}

func (l *live) eachWithAll(side Side, classes []uint32, visit func(row uint32)) {
	lists := l.lists
	if side == Target {
		lists = l.targets
	}
	rows := lists[classes[0]]
	for _, class := range classes[1:] {
		if len(lists[class]) < len(rows) {
			rows = lists[class]
		}
	}
rows:
	for _, row := range rows {
		for _, class := range classes {
			if _, ok := slices.BinarySearch(lists[class], row); !ok {
				continue rows
			}
		}
		visit(row)
	}
}
