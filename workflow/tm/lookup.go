package tm

import (
	"cmp"
	"math"
	"slices"
)

// Kind says how a unit matches a query.
type Kind int8

// The kinds of a match, the best last.
const (
	Fuzzy   Kind = iota // a source with a score of at least the floor
	Exact               // the same source
	Context             // the same source between the same neighbours
)

// Query asks for the units whose source matches a text.
type Query struct {
	Text          string
	Before, After uint64  // the keys of the texts beside it, 0 where there is none
	Floor         float64 // the lowest score; 0 means DefaultFloor
	Limit         int     // the most matches; 0 means DefaultLimit
}

// What a query asks for that does not say.
const (
	DefaultFloor = 50
	DefaultLimit = 5
)

// Match is a unit that a query finds.
type Match struct {
	ID    ID
	Score float64 // 0 to 100, the penalty taken off
	Kind  Kind
}

// compareMatches orders the best first: by score, kind, and the newest id.
func compareMatches(a, b Match) int {
	return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(b.Kind, a.Kind), compareIDs(a.ID, b.ID))
}

// rows is a part of an index that a lookup searches.
type rows interface {
	size() int
	vocabularies() (surfaces, classes *vocabulary, classOf []uint32)
	list(class uint32) list
	window(least, most int) (lo, hi uint32)
	count(class, lo, hi uint32, t tally) tally
	rowWords(row uint32, buf []uint32) []uint32
	rowLength(row uint32) int
	isDead(row uint32) bool
	head(row uint32) head
	classNumber(side Side, hash uint64) (uint32, bool)
	eachWithAll(side Side, classes []uint32, visit func(row uint32))
	exactRows(words int, key uint64, visit func(row uint32))
}

// lookup is one query at work.
type lookup struct {
	Query
	tag     string
	words   []word
	key     uint64
	classes []uint64 // the class of each word, 0 until it is needed
	top     []Match  // the best so far, the best first
	*scratch
}

// scratch is the memory of a lookup, used again by later ones.
type scratch struct {
	tally
	slots   []uint16 // the term of each class of the rows that are searched, plus one
	terms   []term
	lists   []list // of the words of the query
	needs   []int
	kept    []candidate
	sets    [][]uint64
	slot    []uint16 // the term of each word of the query, plus one
	surface []uint32 // the number of each word of the query
	left    []uint16
	buf     []uint32
	rowSlot []uint16
	masks   []uint64
	costs   []int32
	tail    []float64
	dist    []float64
	bucket  [102]int
	sorted  []candidate
}

// term is a class of the query that the rows have.
type term struct {
	class  uint32
	weight int // words of the query
}

// list is the rows of an occurrence of a class.
type list struct {
	class uint32
	rows  int
	set   []uint64 // the rows as bits, nil where there is none
}

// tally counts, for each row, the words it may share with the query.
type tally struct {
	counts    []uint8
	threshold uint8
	found     []uint32 // the rows whose count has reached the threshold
}

const noWord = ^uint32(0)

// cut is the score a match needs to be among the best.
func (l *lookup) cut() float64 {
	if len(l.top) < l.Limit {
		return l.Floor
	}
	return max(l.Floor, l.top[len(l.top)-1].Score)
}

// push adds a match, if it is among the best.
func (l *lookup) push(m Match) {
	if m.Score < l.Floor {
		return
	}
	// A unit that is replaced during the lookup is found twice; the later find is the newer unit.
	l.top = slices.DeleteFunc(l.top, func(o Match) bool { return o.ID == m.ID })
	at, _ := slices.BinarySearchFunc(l.top, m, compareMatches)
	if at == l.Limit {
		return
	}
	if len(l.top) == l.Limit {
		l.top = l.top[:l.Limit-1]
	}
	l.top = slices.Insert(l.top, at, m)
}

// exact finds the units of the same source.
func (l *lookup) exact(r rows) {
	if l.key == 0 {
		return
	}
	r.exactRows(len(l.words), l.key, func(row uint32) {
		if r.isDead(row) {
			return
		}
		h := r.head(row)
		kind := Exact
		if h.before == neighbour(l.Before) && h.after == neighbour(l.After) &&
			(h.before != 0 || h.after != 0) {
			kind = Context
		}
		l.push(Match{h.id, 100 - float64(h.penalty), kind})
	})
}

// fuzzy finds the units of similar sources. A source that reaches the floor shares at least need
// classes with the query, counted as often as they occur, since each cost of a whole word is a
// class that is not shared, and the distance counts no less than those.
func (l *lookup) fuzzy(r rows) {
	m := len(l.words)
	if m == 0 || r.size() == 0 || l.cut() > almost {
		return
	}
	share := l.cut() / 100
	most := min(int(float64(m)/share+rounding), maxWords)
	l.setNeeds(share, most)
	need := l.needs[0]
	lo, hi := r.window(need, most)
	if lo == hi {
		return
	}
	l.resolve(r)
	if len(l.counts) < r.size() {
		l.counts = make([]uint8, r.size()+r.size()/8)
	}
	p := l.plan(r.size(), need, lo, hi)
	l.threshold, l.found, l.kept = uint8(min(p.threshold, math.MaxUint8)), l.found[:0], l.kept[:0]
	for _, t := range p.read {
		l.tally = r.count(t.class, lo, hi, l.tally)
	}
	l.refine(r, p)
	if p.sliced > 0 {
		l.slice(r, p, lo, hi)
	}
	clear(l.counts[lo:hi])
	l.verifyFound(r)
	for _, t := range l.terms {
		l.slots[t.class] = 0
	}
}

// rounding keeps products of floats that should be whole numbers on the safe side.
const rounding = 1e-9

// setNeeds notes how many classes sources of 0 to most words have to share.
func (l *lookup) setNeeds(share float64, most int) {
	l.needs = l.needs[:0]
	for n := range most + 1 {
		need := int(math.Ceil(share*float64(max(n, len(l.words))) - rounding))
		l.needs = append(l.needs, max(1, need))
	}
}

// resolve looks the words of the query up in the vocabularies of rows.
func (l *lookup) resolve(r rows) {
	surfaces, classes, classOf := r.vocabularies()
	if len(l.slots) < len(classes.hashes) {
		l.slots = make([]uint16, len(classes.hashes)+len(classes.hashes)/8)
	}
	l.terms, l.slot, l.surface, l.lists = l.terms[:0], l.slot[:0], l.surface[:0], l.lists[:0]
	for i := range l.words {
		id, ok := surfaces.find(l.words[i].surface)
		var class uint32
		if ok {
			class = classOf[id]
		} else {
			id = noWord
			class, ok = classes.find(l.class(i))
		}
		l.surface = append(l.surface, id)
		if !ok {
			l.slot = append(l.slot, 0)
			continue
		}
		if l.slots[class] == 0 {
			l.terms = append(l.terms, term{class: class})
			l.slots[class] = uint16(len(l.terms))
		}
		t := &l.terms[l.slots[class]-1]
		t.weight++
		l.slot = append(l.slot, l.slots[class])
		if t.weight > 1 {
			class, ok = classes.find(nth(classes.hashes[class], t.weight))
		}
		if ok {
			l.lists = append(l.lists, r.list(class))
		}
	}
}

// class returns the hash of the class of a word of the query.
func (l *lookup) class(i int) uint64 {
	if l.classes[i] == 0 {
		l.classes[i] = classHash(l.Text, l.words[i], l.tag)
	}
	return l.classes[i]
}
