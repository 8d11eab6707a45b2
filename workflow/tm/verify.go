package tm

// verifyFound scores the rows found, those with the highest counts first.
func (l *lookup) verifyFound(r rows, skipped int) {
	m := len(l.words)
	l.sortFound()
	for _, row := range l.sorted {
		common := int(l.counts[row])
		if common < 255 && common+skipped < m &&
			scoreOf(wholeWord*(m-common-skipped), m) < l.cut() {
			return
		}
		l.verify(r, row)
	}
}

// sortFound orders the rows found by their count, the highest first.
func (l *lookup) sortFound() {
	l.bucket = [257]int{}
	for _, row := range l.found {
		l.bucket[255-int(l.counts[row])+1]++
	}
	for i := range 256 {
		l.bucket[i+1] += l.bucket[i]
	}
	if cap(l.sorted) < len(l.found) {
		l.sorted = make([]uint32, len(l.found)+len(l.found)/4)
	}
	l.sorted = l.sorted[:len(l.found)]
	for _, row := range l.found {
		b := &l.bucket[255-int(l.counts[row])]
		l.sorted[*b] = row
		*b++
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
	penalty := float64(h.info.Penalty)
	if h.key == l.key || scoreOf(wholeWord*(longer-common), longer)-penalty < cut {
		return
	}
	if m <= 64 && scoreOf(wholeWord*l.myers(), longer)-penalty < cut {
		return
	}
	if s := scoreOf(l.distance(), longer) - penalty; s >= cut {
		l.push(Match{h.id, s, Fuzzy, h.info})
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
