package tm

import (
	"sync"
	"sync/atomic"
)

// Index finds units. It may be used by several goroutines at once.
type Index struct {
	sourceTag, targetTag string

	mutex    sync.RWMutex // guards the live units and changes of state
	state    atomic.Pointer[state]
	merging  bool
	deleted  []ID // while merging
	merged   *sync.Cond
	mapped   bool  // Open made it
	failed   error // of a merge: see Err
	scratchs sync.Pool
}

// state are the parts of an index. A lookup searches all of them.
type state struct {
	segments []*segment // the greatest first
	frozen   *live      // becoming a segment; nil if none is
	live     *live

	generation int // of the segments
}

// liveUnits is how many units are live before they become a segment.
const liveUnits = 16384

// New returns an empty index of units in two languages.
func New(sourceTag, targetTag string) *Index {
	x := &Index{sourceTag: sourceTag, targetTag: targetTag}
	x.merged = sync.NewCond(&x.mutex)
	x.scratchs.New = func() any { return &scratch{} }
	x.state.Store(&state{live: newLive(sourceTag, targetTag)})
	return x
}

// Len is the number of units.
func (x *Index) Len() int {
	x.mutex.RLock()
	defer x.mutex.RUnlock()
	st := x.state.Load()
	n := st.live.alive
	if st.frozen != nil {
		n += st.frozen.alive
	}
	for _, s := range st.segments {
		n += int(s.alive.Load())
	}
	return n
}

// Insert adds a unit, in place of the one with its id if there is one.
func (x *Index) Insert(u Unit) {
	x.mutex.Lock()
	defer x.mutex.Unlock()
	x.remove(u.ID)
	st := x.state.Load()
	st.live.insert(u)
	if st.live.size() >= liveUnits && !x.merging {
		x.startMerge(false)
	}
}

// Delete removes the unit of an id, and reports whether there was one.
func (x *Index) Delete(id ID) bool {
	x.mutex.Lock()
	defer x.mutex.Unlock()
	return x.remove(id)
}

func (x *Index) remove(id ID) bool {
	st := x.state.Load()
	removed := st.live.remove(id)
	if st.frozen != nil {
		removed = st.frozen.remove(id) || removed
	}
	for _, s := range st.segments {
		removed = s.remove(id) || removed
	}
	if removed && x.merging {
		x.deleted = append(x.deleted, id)
	}
	return removed
}

// Lookup returns the units that match a query, the best first: by score, kind, then the newest.
func (x *Index) Lookup(q Query) []Match {
	l := &lookup{Query: q, tag: x.sourceTag, scratch: x.scratchs.Get().(*scratch)}
	defer x.scratchs.Put(l.scratch)
	if l.Floor == 0 {
		l.Floor = DefaultFloor
	}
	if l.Limit == 0 {
		l.Limit = DefaultLimit
	}
	l.words, l.key = scan(q.Text, x.sourceTag)
	l.classes = make([]uint64, len(l.words))
	x.search(func() { l.top = l.top[:0] }, l.exact, l.fuzzy)
	return l.top
}

// search runs the steps on all parts of the index, the segments without the lock. It begins anew,
// with reset, if the segments have been replaced meanwhile. A unit that is replaced while it runs
// is found: a lookup that does not see the old one, since it is deleted, waits for the lock until the
// new one is among the live units.
func (x *Index) search(reset func(), steps ...func(r rows)) {
	for {
		reset()
		st := x.state.Load()
		for _, step := range steps {
			for _, s := range st.segments {
				step(s)
			}
		}
		if x.searchLive(st, steps) {
			return
		}
	}
}

func (x *Index) searchLive(before *state, steps []func(r rows)) bool {
	x.mutex.RLock()
	defer x.mutex.RUnlock()
	st := x.state.Load()
	if st.generation != before.generation {
		return false
	}
	for _, step := range steps {
		if st.frozen != nil {
			step(st.frozen)
		}
		step(st.live)
	}
	return true
}
