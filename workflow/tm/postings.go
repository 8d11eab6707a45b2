package tm

import (
	"math/bits"
	"slices"
	"sort"
)

// skipEvery is after how many rows of a list there is an entry that one can begin to read at.
const skipEvery = 128

// denseShare: a class that more than one in so many rows have is kept as a set of bits.
const denseShare = 64

// postings says which rows have a class. Rows go up in each list, and are written as the distance
// from the one before.
type postings struct {
	rows  int
	dense int      // the classes 0 to dense-1 are sets of bits, one after the other
	bits  []uint64 // of (rows+63)/64 words each
	count []uint32 // rows of each class
	start []uint32 // where the list of the class dense+i begins in data; one more at the end
	data  []byte
	skips []skip   // of all lists, those of one in order
	first []uint32 // the first skip of the class dense+i; one more at the end
}

// skip is a place in a list: the row before it, and the byte from its beginning.
type skip struct{ row, at uint32 }

// words is how many words of 64 bits a set of rows has.
func (p *postings) words() int { return (p.rows + 63) / 64 }

// set returns the bits of a dense class.
func (p *postings) set(class uint32) []uint64 {
	n := p.words()
	return p.bits[int(class)*n : (int(class)+1)*n]
}

// list returns the bytes of a class that is not dense, from the last place to begin at before row
// lo, and the row before it: the next row is that plus the number read plus one, and -1 as a row
// counts up to 0.
func (p *postings) list(class, lo uint32) (data []byte, before uint32) {
	i := class - uint32(p.dense)
	data = p.data[p.start[i]:p.start[i+1]]
	skips := p.skips[p.first[i]:p.first[i+1]]
	if len(skips) == 0 || lo == 0 {
		return data, noRow
	}
	k := sort.Search(len(skips), func(k int) bool { return skips[k].row >= lo })
	if k == 0 {
		return data, noRow
	}
	return data[skips[k-1].at:], skips[k-1].row
}

// noRow is before the first row.
const noRow = ^uint32(0)

// each calls visit with the rows of a class from lo to before hi, until it returns false.
func (p *postings) each(class, lo, hi uint32, visit func(row uint32) bool) {
	if int(class) < p.dense {
		eachBit(p.set(class), lo, hi, visit)
		return
	}
	data, row := p.list(class, lo)
	for len(data) > 0 {
		gap, n := readCode(data)
		data = data[n:]
		row += gap + 1
		if row >= hi {
			return
		}
		if row >= lo && !visit(row) {
			return
		}
	}
}

// eachBit calls visit with the bits that are set from lo to before hi, until it returns false.
func eachBit(set []uint64, lo, hi uint32, visit func(uint32) bool) {
	for i := lo / 64; i*64 < hi; i++ {
		w := set[i]
		if i == lo/64 {
			w &= ^uint64(0) << (lo % 64)
		}
		for ; w != 0; w &= w - 1 {
			row := i*64 + uint32(bits.TrailingZeros64(w))
			if row >= hi || !visit(row) {
				return
			}
		}
	}
}

// newPostings makes the lists of rows. Classes are numbered by their frequency, the most frequent
// first; of each row, classes holds those it has, each once.
func newPostings(rows int, count []uint32, classes func(row int) []uint32) postings {
	p := postings{rows: rows, count: count}
	for p.dense < len(count) && int(count[p.dense])*denseShare > rows {
		p.dense++
	}
	n := p.words()
	p.bits = make([]uint64, n*p.dense)
	at := make([]uint32, len(count)-p.dense+1)
	for i, c := range count[p.dense:] {
		at[i+1] = at[i] + c
	}
	lists := make([]uint32, at[len(at)-1])
	for row := range rows {
		for _, class := range classes(row) {
			if int(class) < p.dense {
				p.bits[int(class)*n+row/64] |= 1 << (row % 64)
				continue
			}
			i := int(class) - p.dense
			lists[at[i]] = uint32(row)
			at[i]++
		}
	}
	p.encode(lists)
	return p
}

// encode writes the lists of the classes that are not dense, which are in lists one after the
// other.
func (p *postings) encode(lists []uint32) {
	counts := p.count[p.dense:]
	p.start = make([]uint32, 1, len(counts)+1)
	p.first = make([]uint32, 1, len(counts)+1)
	data := make([]byte, 0, 2*len(lists))
	for _, c := range counts {
		before, from := noRow, len(data)
		for i, row := range lists[:c] {
			if i > 0 && i%skipEvery == 0 {
				p.skips = append(p.skips, skip{before, uint32(len(data) - from)})
			}
			data = appendCode(data, row-before-1)
			before = row
		}
		lists = lists[c:]
		p.start = append(p.start, uint32(len(data)))
		p.first = append(p.first, uint32(len(p.skips)))
	}
	p.data = append([]byte(nil), data...)
	p.skips = append([]skip(nil), p.skips...)
}

// invert returns the classes of all rows, one row after the other, and where those of each end.
func (p *postings) invert() (classes, ends []uint32) {
	at := make([]uint32, p.rows+1)
	for class := range p.count {
		p.each(uint32(class), 0, uint32(p.rows), func(row uint32) bool {
			at[row+1]++
			return true
		})
	}
	for row := range p.rows {
		at[row+1] += at[row]
	}
	classes = make([]uint32, at[p.rows])
	for class := range p.count {
		p.each(uint32(class), 0, uint32(p.rows), func(row uint32) bool {
			classes[at[row]] = uint32(class)
			at[row]++
			return true
		})
	}
	return classes, at[:p.rows]
}

// tally adds one to the counts of the rows of a class from lo to before hi. Nearly all the time of a
// lookup is spent here, so it keeps what it uses in variables of its own.
func (p *postings) tally(class, lo, hi uint32, t tally) tally {
	if int(class) < p.dense {
		return tallyBits(p.set(class), lo, hi, t)
	}
	data, row := p.list(class, lo)
	counts, threshold, found := t.counts, t.threshold, t.found
	for i := 0; i < len(data); {
		gap, n := uint32(data[i]), 1
		switch {
		case gap < codeTwo:
		case gap < codeThree && i+1 < len(data):
			gap, n = startTwo+(gap-codeTwo)<<8+uint32(data[i+1]), 2
		default:
			gap, n = readCode(data[i:])
		}
		i += n
		row += gap + 1
		if row-lo >= hi-lo {
			if row >= hi {
				break
			}
			continue // it is before lo
		}
		if c := counts[row] + 1; c != 0 {
			counts[row] = c
			if c == threshold {
				found = append(found, row)
			}
		}
	}
	t.found = found
	return t
}

// add adds one to the count of a row. A count of 255 stays.
func (t *tally) add(row uint32) {
	c := t.counts[row] + 1
	if c == 0 {
		return
	}
	t.counts[row] = c
	if c == t.threshold {
		t.found = append(t.found, row)
	}
}

func tallyBits(set []uint64, lo, hi uint32, t tally) tally {
	counts, threshold, found := t.counts, t.threshold, t.found
	for i := lo / 64; i*64 < hi; i++ {
		w := set[i]
		if i == lo/64 {
			w &= ^uint64(0) << (lo % 64)
		}
		for ; w != 0; w &= w - 1 {
			row := i*64 + uint32(bits.TrailingZeros64(w))
			if row >= hi {
				break
			}
			if c := counts[row] + 1; c != 0 {
				counts[row] = c
				if c == threshold {
					found = append(found, row)
				}
			}
		}
	}
	t.found = found
	return t
}

// eachWithAll visits the rows that have all of some classes: those of the rarest, as long as the
// others have them too.
func (p *postings) eachWithAll(classes []uint32, visit func(row uint32)) {
	// The most frequent classes have the smallest numbers.
	var others []func(row uint32) bool
	rarest := slices.Max(classes)
	for _, class := range classes {
		if class != rarest {
			others = append(others, p.contains(class))
		}
	}
	slices.Reverse(others)
	p.each(rarest, 0, uint32(p.rows), func(row uint32) bool {
		for _, has := range others {
			if !has(row) {
				return true
			}
		}
		visit(row)
		return true
	})
}

// contains returns a function that reports whether a class has a row. It is called with rows that
// go up.
func (p *postings) contains(class uint32) func(row uint32) bool {
	if int(class) < p.dense {
		set := p.set(class)
		return func(row uint32) bool { return set[row/64]>>(row%64)&1 == 1 }
	}
	i := class - uint32(p.dense)
	all, skips := p.data[p.start[i]:p.start[i+1]], p.skips[p.first[i]:p.first[i+1]]
	data, at := all, noRow
	return func(row uint32) bool {
		for len(skips) > 0 && skips[0].row < row {
			if at == noRow || skips[0].row > at {
				data, at = all[skips[0].at:], skips[0].row
			}
			skips = skips[1:]
		}
		for len(data) > 0 && (at == noRow || at < row) {
			gap, n := readCode(data)
			data = data[n:]
			at += gap + 1
		}
		return at == row
	}
}
