package align

import (
	"slices"
	"testing"
)

// TestMovedPartIsFound swaps parts of texts of the development set, and leaves others as they are.
func TestMovedPartIsFound(t *testing.T) {
	d := openDevSet(t, "pud.hard")
	a := New("ar", "fr")
	found := 0
	for _, p := range d.pairs {
		if m, moved := a.FindMoved(p, a.AlignOne(p)); moved {
			t.Errorf("a text whose parts are in order: %+v", m)
		}
		half := len(p.Target) * 2 / 5
		swapped := Pair{Source: p.Source, Target: slices.Concat(p.Target[half:], p.Target[:half])}
		if m, moved := a.FindMoved(swapped, a.AlignOne(swapped)); moved {
			found++
			// Which part was moved past the other cannot be told.
			if m.Source[0] > 2 && m.Target[0] > 2 {
				t.Errorf("moved %+v of %d and %d sentences, want the first of one", m, len(p.Source), len(p.Target))
			}
		}
	}
	if share := float64(found) / float64(len(d.pairs)); share < 0.9 {
		t.Errorf("%d of %d swapped texts are noticed", found, len(d.pairs))
	}
}
