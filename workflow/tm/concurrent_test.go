package tm

import (
	"slices"
	"sync"
	"testing"
)

// TestLookupsDuringMerges replaces units over and over while others look them up: each unit is
// found once at all times.
func TestLookupsDuringMerges(t *testing.T) {
	c := newCorpus(testLines(t, "ar"), 11)
	x := New("ar", "fr")
	var units []Unit
	for i := range 400 {
		units = append(units, Unit{ID: testID(i), Source: c.source(i)})
		x.Insert(units[i])
	}
	done := make(chan struct{})
	var wait sync.WaitGroup
	for n := range 3 {
		wait.Go(func() {
			for i := n; ; i++ {
				select {
				case <-done:
					return
				default:
				}
				u := units[i%len(units)]
				found := 0
				for _, m := range x.Lookup(Query{Text: u.Source, Limit: 50}) {
					if m.ID == u.ID {
						found++
					}
				}
				if found != 1 {
					t.Errorf("unit %d is found %d times", i%len(units), found)
					return
				}
			}
		})
	}
	for i := range 3000 {
		x.Insert(units[i%len(units)])
		if i%200 == 100 {
			x.Compact()
		}
	}
	close(done)
	wait.Wait()
	x.Settle()
	if x.Len() != len(units) {
		t.Errorf("Len() = %d, want %d", x.Len(), len(units))
	}
}

// TestDeletesDuringMerge deletes units that a merge has read already.
func TestDeletesDuringMerge(t *testing.T) {
	c := newCorpus(testLines(t, "fr"), 12)
	x := New("fr", "ar")
	for i := range 300 {
		x.Insert(Unit{ID: testID(i), Source: c.source(i)})
	}
	st := x.state.Load()
	x.state.Store(&state{frozen: st.live, live: newLive("fr", "ar")})
	x.merging = true
	dead := slices.Clone(st.live.dead)
	x.Delete(testID(5))
	x.Insert(Unit{ID: testID(6), Source: "autre"})
	x.merge(nil, st.live, dead, false)
	if x.Delete(testID(5)) || x.Len() != 299 {
		t.Errorf("Len() = %d after a merge, want 299", x.Len())
	}
	for _, m := range x.Lookup(Query{Text: c.source(6)}) {
		if m.ID == testID(6) {
			t.Error("the unit that was replaced during a merge is found")
		}
	}
}

// TestInsertsBecomeSegments inserts more units than are live.
func TestInsertsBecomeSegments(t *testing.T) {
	if testing.Short() {
		t.Skip("inserts 40,000 units")
	}
	x := New("fr", "ar")
	for i := range 40000 {
		x.Insert(Unit{ID: testID(i), Source: "article " + string(rune('a'+i%26)), Target: "b"})
	}
	x.Settle()
	st := x.state.Load()
	if len(st.segments) == 0 || st.live.size() >= liveUnits || x.Len() != 40000 {
		t.Errorf("%d segments, %d live units of %d", len(st.segments), st.live.size(), x.Len())
	}
}
