package segment

import (
	"cmp"
	"regexp/syntax"
	"slices"
	"unicode"
	"unicode/utf8"
)

// The classes of every table. Characters of the first two are handled before the automata.
const (
	classInvisible = iota // rules do not see it
	classQuote            // its context decides whether it opens or closes
	classEdge             // the end of the text that rules see
	classFirst
)

// lowRunes is the number of runes with their class in an array; above it a binary search finds the
// class.
const lowRunes = 0x2100

// set is a bit set of small numbers.
type set []uint64

func newSet(n int) set  { return make(set, (n+63)/64) }
func (b set) add(i int) { b[i/64] |= 1 << (i % 64) }
func (b set) put(i int, in bool) {
	b[i/64] &^= 1 << (i % 64)
	if in {
		b.add(i)
	}
}
func (b set) has(i int) bool { return b[i/64]>>(i%64)&1 != 0 }
func (b set) union(other set) {
	for i, w := range other {
		b[i] |= w
	}
}

func (b set) intersects(other set) bool {
	for i, w := range other {
		if b[i]&w != 0 {
			return true
		}
	}
	return false
}

func (b set) key() string {
	out := make([]byte, 0, 8*len(b))
	for _, w := range b {
		for range 8 {
			out = append(out, byte(w))
			w >>= 8
		}
	}
	return string(out)
}

// classes divides the characters into equivalence classes: no rule distinguishes two characters of
// a class.
type classes struct {
	low     [lowRunes]uint16
	from    []rune // first runes of the ranges above lowRunes, sorted
	high    []uint16
	members []set  // by class: the character sets that contain it
	isWord  []bool // by class: a word character for \b
	opening uint16 // a straight quote that opens, which is in the sets of " and of “
	closing uint16 // like both " and ”
	left    uint16 // a curly quote that opens
	right   uint16

	guillemetLeft  uint16 // a guillemet that opens, whichever of the two it is
	guillemetRight uint16
}

type classBuilder struct {
	c    *classes
	sets []*syntax.Inst
	ids  map[string]uint16
}

// setEdge is a character at which the membership in a set may change; -1 is no set.
type setEdge struct {
	at  rune
	set int
}

func newClasses(sets []*syntax.Inst, words bool) *classes {
	b := &classBuilder{c: &classes{}, sets: sets, ids: map[string]uint16{}}
	for range classFirst {
		b.c.members = append(b.c.members, newSet(len(sets)))
		b.c.isWord = append(b.c.isWord, false)
	}
	size := 1
	for _, in := range sets {
		size += len(in.Rune) + 2
	}
	edges := make([]setEdge, 0, size)
	edges = append(edges, setEdge{at: 0, set: -1})
	for i, in := range sets {
		for _, r := range setEdges(in) {
			edges = append(edges, setEdge{r, i})
		}
	}
	if words {
		for _, r := range wordRuneEdges() {
			edges = append(edges, setEdge{r, -1})
		}
	}
	slices.SortFunc(edges, func(a, b setEdge) int { return cmp.Compare(a.at, b.at) })
	signature := b.signature(0)
	for i := 0; i < len(edges); {
		r := edges[i].at
		for ; i < len(edges) && edges[i].at == r; i++ {
			if n := edges[i].set; n >= 0 {
				signature.put(n, sets[n].MatchRune(r))
			}
		}
		next := rune(utf8.MaxRune + 1)
		if i < len(edges) {
			next = edges[i].at
		}
		b.assign(r, next, b.intern(signature, words && isWordRune(r)))
	}
	b.setSpecialClasses(words)
	return b.c
}

func wordRuneEdges() []rune {
	var out []rune
	add := func(lo, hi, stride rune) {
		if stride == 1 {
			out = append(out, lo, hi+1)
			return
		}
		for ; lo <= hi; lo += stride {
			out = append(out, lo, lo+1)
		}
	}
	for _, table := range []*unicode.RangeTable{unicode.L, unicode.M, unicode.Nd, unicode.Pc} {
		for _, r := range table.R16 {
			add(rune(r.Lo), rune(r.Hi), rune(r.Stride))
		}
		for _, r := range table.R32 {
			add(rune(r.Lo), rune(r.Hi), rune(r.Stride))
		}
	}
	return out
}

func isWordRune(r rune) bool {
	return unicode.In(r, unicode.L, unicode.M, unicode.Nd, unicode.Pc)
}

func (b *classBuilder) signature(r rune) set {
	out := newSet(len(b.sets))
	for i, in := range b.sets {
		if in.MatchRune(r) {
			out.add(i)
		}
	}
	return out
}

func (b *classBuilder) intern(sig set, word bool) uint16 {
	key := sig.key()
	if word {
		key += "w"
	}
	id, ok := b.ids[key]
	if !ok {
		id = uint16(len(b.c.members))
		b.ids[key] = id
		b.c.members = append(b.c.members, slices.Clone(sig))
		b.c.isWord = append(b.c.isWord, word)
	}
	return id
}

// assign sets the class of the runes from r up to next.
func (b *classBuilder) assign(r, next rune, class uint16) {
	for ; r < next && r < lowRunes; r++ {
		b.c.low[r] = class
	}
	if r < next {
		b.c.from = append(b.c.from, r)
		b.c.high = append(b.c.high, class)
	}
}

// setSpecialClasses sets the classes of quotes and of invisible characters.
func (b *classBuilder) setSpecialClasses(words bool) {
	straight := b.signature('"')
	b.c.left, b.c.right = b.c.low['“'], b.c.low['”']
	b.c.guillemetLeft, b.c.guillemetRight = b.c.low['«'], b.c.low['»']
	union := func(class uint16) uint16 {
		sig := slices.Clone(straight)
		sig.union(b.c.members[class])
		return b.intern(sig, false)
	}
	b.c.opening, b.c.closing = union(b.c.left), union(b.c.right)
	for _, r := range []rune{'"', '“', '”', '«', '»'} {
		b.c.low[r] = classQuote
	}
	for r := range rune(lowRunes) {
		if isInvisible(r) {
			b.c.low[r] = classInvisible
		}
	}
}

// objectReplacement is the character of an inline code without text: an image, a note mark.
const objectReplacement = '\uFFFC'

// isInvisible reports whether rules do not see r: bidi controls, Arabic vowel marks and inline
// codes.
func isInvisible(r rune) bool {
	return r == objectReplacement || r >= 0x064B && r <= 0x0652 || r == 0x0670 || isBidiControl(r)
}

func isBidiControl(r rune) bool {
	switch {
	case r == 0x061C, r == 0x200E, r == 0x200F:
		return true
	}
	return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}

func (c *classes) classOf(r rune) uint16 {
	if r < lowRunes {
		return c.low[r]
	}
	if r == objectReplacement {
		return classInvisible
	}
	i, found := slices.BinarySearch(c.from, r)
	if !found {
		i--
	}
	return c.high[i]
}
