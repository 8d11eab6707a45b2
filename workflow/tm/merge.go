package tm

import (
	"fmt"
	"runtime/debug"
	"slices"
)

// tier is how many times as large as the next a segment is at least; a smaller one is merged with
// it. So a million units inserted one by one are written about four times.
const tier = 4

// startMerge makes the live units a segment in the background, and all units one segment if it
// shall. The lock is held, and no merge runs.
func (x *Index) startMerge(whole bool) {
	if x.failed != nil {
		return
	}
	st := x.state.Load()
	frozen := st.live
	x.state.Store(&state{st.segments, frozen, newLive(x.sourceTag, x.targetTag), st.generation})
	x.merging = true
	go x.merge(st.segments, frozen, slices.Clone(frozen.dead), whole)
}

// merge runs without the lock until it has the new segments. Units that are deleted meanwhile are
// noted in x.deleted.
func (x *Index) merge(segments []*segment, frozen *live, dead []bool, whole bool) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer x.endFailed()
	segments = slices.Clone(segments)
	if frozen.size() > 0 {
		segments = append(segments, frozen.segment(func(row int) bool { return !dead[row] }))
	}
	for n := len(segments); n > 1; n-- {
		if !whole && segments[n-1].alive.Load()*tier <= segments[n-2].alive.Load() {
			break
		}
		d := newDraft(x.sourceTag, x.targetTag)
		segments[n-2].addTo(d)
		segments[n-1].addTo(d)
		segments = append(segments[:n-2], d.segment(func(int) bool { return true }))
	}
	x.mutex.Lock()
	defer x.mutex.Unlock()
	for _, id := range x.deleted {
		for _, s := range segments {
			s.remove(id)
		}
	}
	st := x.state.Load()
	x.state.Store(&state{segments: segments, live: st.live, generation: st.generation + 1})
	x.merging, x.deleted = false, nil
	if st.live.size() >= liveUnits {
		x.startMerge(false)
	}
	x.merged.Broadcast()
}

// endFailed ends a merge of an opened index that panics: the file under it was cut or overwritten. All
// units stay where they are.
func (x *Index) endFailed() {
	if !x.mapped {
		return // a panic is a bug
	}
	if fault := recover(); fault != nil {
		x.mutex.Lock()
		defer x.mutex.Unlock()
		x.failed, x.merging, x.deleted = fmt.Errorf("%w: %v", ErrFile, fault), false, nil
		x.merged.Broadcast()
	}
}

// Err is an ErrFile if a merge in the background could not read the file that Open was given. The index
// is then of no more use.
func (x *Index) Err() error {
	x.mutex.RLock()
	defer x.mutex.RUnlock()
	return x.failed
}

// Settle waits until no merge runs.
func (x *Index) Settle() {
	x.mutex.Lock()
	defer x.mutex.Unlock()
	for x.merging {
		x.merged.Wait()
	}
}

// Compact makes all units one segment, which is searched fastest, while lookups go on.
func (x *Index) Compact() {
	x.mutex.Lock()
	defer x.mutex.Unlock()
	for x.merging {
		x.merged.Wait()
	}
	x.startMerge(true)
	for x.merging {
		x.merged.Wait()
	}
}
