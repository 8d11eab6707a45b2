package tm

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestPostingsHoldTheirRows compares lists of all lengths, with and without skips and bits, with the
// rows they were made of, in windows that begin and end at their rows.
func TestPostingsHoldTheirRows(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 4))
	const rows = 20000
	var want [][]uint32
	of := make([][]uint32, rows)
	for _, n := range []int{15000, 900, 310, 300, 299, 256, 129, 128, 127, 5, 1} {
		list := random.Perm(rows)[:n]
		slices.Sort(list)
		for _, row := range list {
			of[row] = append(of[row], uint32(len(want)))
		}
		want = append(want, toRows(list))
	}
	count := make([]uint32, len(want))
	for class, list := range want {
		count[class] = uint32(len(list))
	}
	p := newPostings(rows, count, func(row int) []uint32 { return of[row] })
	if p.dense == 0 || len(p.skips) == 0 {
		t.Fatalf("%d sets of bits, %d skips; want some", p.dense, len(p.skips))
	}
	if !p.isSound(rows, uint64(p.dense), len(want)) {
		t.Error("the postings are not sound")
	}
	for class, list := range want {
		for range 300 {
			i, j := random.IntN(len(list)), random.IntN(len(list))
			i, j = min(i, j), max(i, j)
			lo, hi := list[i], list[j]+uint32(random.IntN(2))
			var got []uint32
			p.each(uint32(class), lo, hi, func(row uint32) bool { got = append(got, row); return true })
			inside := slices.Clone(list[i:j])
			if hi > list[j] {
				inside = append(inside, list[j])
			}
			if !slices.Equal(got, inside) {
				t.Fatalf("class %d from %d to %d has %d rows, want %d", class, lo, hi, len(got), len(inside))
			}
			tallied := p.tally(uint32(class), lo, hi, tally{counts: make([]uint8, rows), threshold: 1})
			if !slices.Equal(tallied.found, inside) {
				t.Fatalf("class %d from %d to %d counts %d rows, want %d", class, lo, hi,
					len(tallied.found), len(inside))
			}
		}
	}
	for a := range want {
		for b := range want {
			var got, both []uint32
			for _, row := range want[a] {
				if slices.Contains(of[row], uint32(b)) {
					both = append(both, row)
				}
			}
			p.eachWithAll(slices.Compact([]uint32{uint32(a), uint32(b)}), func(row uint32) {
				got = append(got, row)
			})
			if !slices.Equal(got, both) {
				t.Fatalf("classes %d and %d have %d rows, want %d", a, b, len(got), len(both))
			}
		}
	}
}

func toRows(list []int) []uint32 {
	rows := make([]uint32, len(list))
	for i, row := range list {
		rows[i] = uint32(row)
	}
	return rows
}

func TestCodes(t *testing.T) {
	for _, v := range []uint32{0, 1, 175, 176, 177, 18607, 18608, 18609, 477359, 477360, 477361, maxCode} {
		p := appendCode(nil, v)
		if got, n := readCode(append(p, 9)); got != v || n != len(p) {
			t.Errorf("%d is read as %d of %d bytes", v, got, n)
		}
		if _, n := checkCut(p); n != 0 {
			t.Errorf("%d is read though it is cut", v)
		}
	}
}

// checkCut is the size of a number without its last byte.
func checkCut(p []byte) (v uint32, size int) {
	if len(p) == 1 {
		return 0, 0
	}
	return checkCode(p[:len(p)-1])
}
