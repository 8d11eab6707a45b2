package tm

import (
	"errors"
	"slices"
)

// errShape is the reason why arrays of a file cannot belong together.
var errShape = errors.New("its parts do not fit together")

// check verifies that the arrays of a file fit together, so that no lookup reads outside of them.
func (s *segment) check(sizes, dead []uint64) error {
	n := len(s.ids)
	if len(sizes) != 2 || len(dead) != (n+63)/64 || len(s.keys) != n || len(s.before) != n ||
		len(s.after) != n || len(s.penalties) != n || len(s.byID) != n || len(s.offsets) != n ||
		len(s.blocks) != (n+blockRows-1)/blockRows || len(s.lengths) != maxWords+2 ||
		!below(s.byID, n) || !slices.IsSorted(s.lengths) || int(s.lengths[maxWords+1]) != n {
		return errShape
	}
	if !s.surfaces.isSound() || !s.classes.isSound() || !s.targetClasses.isSound() ||
		len(s.classOf) != len(s.surfaces.hashes) || !below(s.classOf, len(s.classes.hashes)) {
		return errShape
	}
	if !s.textIsSound() || !s.source.isSound(n, sizes[0], len(s.classes.hashes)) ||
		!s.target.isSound(n, sizes[1], len(s.targetClasses.hashes)) {
		return errShape
	}
	return nil
}

// below reports whether all numbers are below n.
func below(numbers []uint32, n int) bool {
	for _, v := range numbers {
		if int(v) >= n {
			return false
		}
	}
	return true
}

// isSound reports whether looking words up ends.
func (v *vocabulary) isSound() bool {
	return len(v.table) == tableSize(len(v.hashes)) && below(v.table, len(v.hashes)+1) &&
		slices.Contains(v.table, 0)
}

// textIsSound reports whether the words of each row are where they should be, and are words.
func (s *segment) textIsSound() bool {
	for row := range uint32(len(s.offsets)) {
		from, to := s.rowStart(row), uint64(len(s.text))
		if int(row)+1 < len(s.offsets) {
			to = s.rowStart(row + 1)
		}
		if from > to || to > uint64(len(s.text)) {
			return false
		}
		words := 0
		for p := s.text[from:to]; len(p) > 0; words++ {
			w, n := checkCode(p)
			if n == 0 || int(w) >= len(s.surfaces.hashes) {
				return false
			}
			p = p[n:]
		}
		if words > maxWords {
			return false
		}
	}
	return true
}

// checkCode is readCode, with size 0 if the number is cut.
func checkCode(p []byte) (v uint32, size int) {
	need := 1
	switch b := p[0]; {
	case b >= codeFour:
		need = 4
	case b >= codeThree:
		need = 3
	case b >= codeTwo:
		need = 2
	}
	if len(p) < need {
		return 0, 0
	}
	return readCode(p)
}

// isSound reports whether all lists have the rows that they should have. It sets what a file does
// not hold.
func (p *postings) isSound(rows int, dense uint64, classes int) bool {
	if dense > uint64(classes) || len(p.count) != classes {
		return false
	}
	p.rows, p.dense = rows, int(dense)
	lists := classes - p.dense
	if len(p.bits) != p.words()*p.dense || len(p.start) != lists+1 || len(p.first) != lists+1 ||
		!slices.IsSorted(p.start) || !slices.IsSorted(p.first) ||
		int(p.start[lists]) > len(p.data) || int(p.first[lists]) > len(p.skips) {
		return false
	}
	for i := range lists {
		if !p.listIsSound(i) {
			return false
		}
	}
	return true
}

func (p *postings) listIsSound(i int) bool {
	all := p.data[p.start[i]:p.start[i+1]]
	skips := p.skips[p.first[i]:p.first[i+1]]
	at, row := 0, int64(-1)
	for at < len(all) {
		if len(skips) > 0 && int(skips[0].at) == at && int64(skips[0].row) == row {
			skips = skips[1:]
		}
		gap, size := checkCode(all[at:])
		if size == 0 {
			return false
		}
		at, row = at+size, row+int64(gap)+1
		if row >= int64(p.rows) {
			return false
		}
	}
	return len(skips) == 0
}
