package tm

import "math/bits"

// planes is how many bits a count of sets has.
const planes = 6

// slice adds up the sets of a plan, 64 rows at a time: the counts of 64 rows are six words, of
// which each has one bit of every count. It keeps the rows that share enough classes, of those that
// have not reached the threshold.
func (l *lookup) slice(r rows, p plan, lo, hi uint32) {
	for i := lo / 64; i*64 < hi; i++ {
		count := addSets(l.sets, i)
		enough := atLeastBits(&count, p.sliced)
		if i == lo/64 {
			enough &= ^uint64(0) << (lo % 64)
		}
		for ; enough != 0; enough &= enough - 1 {
			bit := bits.TrailingZeros64(enough)
			row := i*64 + uint32(bit)
			if row >= hi {
				return
			}
			shared := int(l.counts[row])
			if shared >= p.threshold {
				continue
			}
			for plane, w := range count {
				shared += int(w>>bit&1) << plane
			}
			l.keep(r, row, shared)
		}
	}
}

// addSets adds the word number i of all sets, two at a time.
func addSets(sets [][]uint64, i uint32) (count [planes]uint64) {
	var p0, p1, p2, p3, p4, p5 uint64
	for n := 0; n < len(sets); n += 2 {
		a, b := sets[n][i], uint64(0)
		if n+1 < len(sets) {
			b = sets[n+1][i]
		}
		odd := a ^ b
		carry := a&b | p0&odd
		p0 ^= odd
		p1, carry = p1^carry, p1&carry
		p2, carry = p2^carry, p2&carry
		p3, carry = p3^carry, p3&carry
		p4, carry = p4^carry, p4&carry
		p5 ^= carry
	}
	return [planes]uint64{p0, p1, p2, p3, p4, p5}
}

// atLeastBits returns the rows whose count is least or more.
func atLeastBits(count *[planes]uint64, least int) uint64 {
	more, equal := uint64(0), ^uint64(0)
	for plane := planes - 1; plane >= 0; plane-- {
		if least>>plane&1 == 0 {
			more |= equal & count[plane]
			equal &^= count[plane]
		} else {
			equal &= count[plane]
		}
	}
	return more | equal
}
