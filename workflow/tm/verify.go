package tm

import "math"

// candidate is a row that may match.
type candidate struct {
	row   uint32
	bound uint8 // the highest score that it may have, rounded up
}

// refine keeps the rows found that may share enough classes for their length: the ones counted, and
// of the lists that were skipped those whose bit is set, the rarest looked up first.
func (l *lookup) refine(r rows, p plan) {
	l.sets = l.sets[:0]
	for _, t := range p.skipped {
		if t.set != nil {
			l.sets = append(l.sets, t.set)
		}
	}
	need, others := l.needs[0], len(p.skipped)
found:
	for _, row := range l.found {
		shared := int(l.counts[row]) + others
		if shared == others+math.MaxUint8 {
			shared = len(l.words)
		}
		word, bit := row/64, row%64
		for _, set := range l.sets {
			if shared < need {
				continue found
			}
			shared -= int(^set[word] >> bit & 1)
		}
		l.keep(r, row, shared)
	}
}

// keep keeps a row that shares no more than a number of classes, if these are enough for its
// length.
func (l *lookup) keep(r rows, row uint32, shared int) {
	if shared < l.needs[0] {
		return
	}
	n := r.rowLength(row)
	if n < len(l.needs) && shared >= l.needs[n] {
		longer := max(n, len(l.words))
		shared = min(shared, longer)
		l.kept = append(l.kept, candidate{row, uint8((100*shared + longer - 1) / longer)})
	}
}

// verifyFound scores the rows kept, those with the highest bounds first.
func (l *lookup) verifyFound(r rows) {
	l.sortKept()
	for _, c := range l.sorted {
		if float64(c.bound) < l.cut() {
			return
		}
		l.verify(r, c.row)
	}
}

// sortKept orders the rows kept by their bounds, the highest first.
func (l *lookup) sortKept() {
	l.bucket = [102]int{}
	for _, c := range l.kept {
		l.bucket[100-c.bound+1]++
	}
	for i := range 101 {
		l.bucket[i+1] += l.bucket[i]
	}
	l.sorted = append(l.sorted[:0], l.kept...)
	for _, c := range l.kept {
		at := &l.bucket[100-c.bound]
		l.sorted[*at] = c
		*at++
	}
}

// verify scores a row: by the classes it shares with the query, by the distance of the classes,
// and by the distance of the words, as long as it may be among the best.
func (l *lookup) verify(r rows, row uint32) {
	if r.isDead(row) {
		return
	}
	l.buf = r.rowWords(row, l.buf[:0])
	m, n := len(l.words), len(l.buf)
	longer := max(m, n)
	common := l.overlap(r)
	cut := l.cut()
	if scoreOf(wholeWord*(longer-common), longer) < cut {
		return
	}
	h := r.head(row)
	penalty := float64(h.penalty)
	if h.key == l.key || scoreOf(wholeWord*(longer-common), longer)-penalty < cut {
		return
	}
	if m <= 64 && scoreOf(wholeWord*l.myers(), longer)-penalty < cut {
		return
	}
	if s := scoreOf(l.distance(), longer) - penalty; s >= cut {
		l.push(Match{h.id, s, Fuzzy})
	}
}

// overlap counts the classes that the words of a row share with the query, and notes the term of
// each word.
func (l *lookup) overlap(r rows) int {
	_, _, classOf := r.vocabularies()
	l.rowSlot, l.left = l.rowSlot[:0], append(l.left[:0], 0)
	for _, t := range l.terms {
		l.left = append(l.left, uint16(t.weight))
	}
	common := 0
	for _, w := range l.buf {
		slot := l.slots[classOf[w]]
		l.rowSlot = append(l.rowSlot, slot)
		if l.left[slot] > 0 {
			l.left[slot]--
			common++
		}
	}
	return common
}

// myers is the Levenshtein distance between the classes of a query of up to 64 words and of a row:
// Hyyrö's form of Myers' algorithm with bit vectors (2003).
func (l *lookup) myers() int {
	m := len(l.words)
	l.masks = append(l.masks[:0], make([]uint64, len(l.terms)+1)...)
	for i, slot := range l.slot {
		if slot > 0 {
			l.masks[slot] |= 1 << i
		}
	}
	positive, negative := ^uint64(0), uint64(0)
	last := uint64(1) << (m - 1)
	distance := m
	for _, slot := range l.rowSlot {
		match := l.masks[slot]
		diagonal := (((match & positive) + positive) ^ positive) | match | negative
		up := negative | ^(diagonal | positive)
		down := positive & diagonal
		if up&last != 0 {
			distance++
		}
		if down&last != 0 {
			distance--
		}
		up = up<<1 | 1
		down <<= 1
		positive = down | ^(diagonal | up)
		negative = up & diagonal
	}
	return distance
}

// distance is the distance between the query and a row in sixths of a word.
func (l *lookup) distance() int {
	n := len(l.buf)
	if cap(l.costs) <= n {
		l.costs = make([]int32, 2*n+64)
	}
	row := l.costs[:n+1]
	for j := range row {
		row[j] = int32(j * wholeWord)
	}
	for i, slot := range l.slot {
		form := int32(otherForm)
		if l.words[i].number {
			form = otherCount
		}
		diagonal := row[0]
		row[0] += wholeWord
		for j, w := range l.buf {
			replaced := diagonal + wholeWord
			switch {
			case w == l.surface[i]:
				replaced = diagonal
			case slot > 0 && slot == l.rowSlot[j]:
				replaced = diagonal + form
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, diagonal+wholeWord, row[j]+wholeWord)
		}
	}
	return int(row[n])
}
