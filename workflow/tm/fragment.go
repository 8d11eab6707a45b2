package tm

import (
	"cmp"
	"slices"
)

// Fragment is a stretch of words that a query shares with the source of a unit, each word in any of
// the forms that share a class. Words and bytes are numbered from 0; To is after the last.
type Fragment struct {
	ID                   ID
	QueryFrom, QueryTo   int // words of the query
	From, To             int // bytes of the query
	SourceFrom, SourceTo int // words of the source
}

// rareShare: one of the words of a fragment is in no more than one in so many sources, or in no more than
// so many, so that it is not made of the most frequent words alone.
const rareShare = 64

// Fragments returns the longest stretches, of least words and more, that units share with a text:
// the longest first, then the newest, no more than limit, and none that lies within another. One
// word of a fragment is rare: no more than one source in 64, or no more than 64, have it.
func (x *Index) Fragments(text string, least, limit int) []Fragment {
	l := &lookup{Query: Query{Text: text}, tag: x.sourceTag, scratch: x.scratchs.Get().(*scratch)}
	defer x.scratchs.Put(l.scratch)
	l.words, l.key = scan(text, x.sourceTag)
	l.classes = make([]uint64, len(l.words))
	least = max(least, 1)
	if len(l.words) < least || limit <= 0 {
		return nil
	}
	f := &fragments{lookup: l, least: least, best: make([]Fragment, len(l.words))}
	x.search(func() { clear(f.best) }, f.find)
	return f.longest(limit)
}

// fragments is one query at work.
type fragments struct {
	*lookup
	least  int
	best   []Fragment // the best one that begins at each word of the query; ID zero if there is none
	runs   []int      // by word of the query: the words before it that the source has as well
	places [][]int    // the words of the query that have each slot
}

// find finds the fragments of rows.
func (f *fragments) find(r rows) {
	if r.size() == 0 {
		return
	}
	f.resolve(r)
	f.places = f.places[:0]
	for range len(f.terms) + 1 {
		f.places = append(f.places, nil)
	}
	for i, slot := range f.slot {
		if slot > 0 {
			f.places[slot] = append(f.places[slot], i)
		}
	}
	if len(f.counts) < r.size() {
		f.counts = make([]uint8, r.size()+r.size()/8)
	}
	f.threshold, f.found = 1, f.found[:0]
	for _, t := range f.terms {
		if n := r.list(t.class).rows; n*rareShare <= r.size() || n <= rareShare {
			f.tally = r.count(t.class, 0, uint32(r.size()), f.tally)
		}
	}
	for _, row := range f.found {
		f.counts[row] = 0
		if !r.isDead(row) {
			f.stretches(r, row)
		}
	}
	for _, t := range f.terms {
		f.slots[t.class] = 0
	}
}

// stretches notes the stretches that a row shares with the query.
func (f *fragments) stretches(r rows, row uint32) {
	_, _, classOf := r.vocabularies()
	f.buf = r.rowWords(row, f.buf[:0])
	f.runs = append(f.runs[:0], make([]int, len(f.words)+1)...)
	previous := []int(nil)
	id := ID{}
	for j, w := range f.buf {
		places := f.places[f.slots[classOf[w]]]
		for k := len(places) - 1; k >= 0; k-- {
			i := places[k]
			run := f.runs[i] + 1
			f.runs[i+1] = run
			if run < f.least {
				continue
			}
			if id == (ID{}) {
				id = r.head(row).id
			}
			f.note(Fragment{ID: id, QueryFrom: i + 1 - run, QueryTo: i + 1,
				SourceFrom: j + 1 - run, SourceTo: j + 1})
		}
		for _, i := range previous {
			if !slices.Contains(places, i) {
				f.runs[i+1] = 0
			}
		}
		previous = places
	}
}

// note keeps a fragment, if it is the best that begins there.
func (f *fragments) note(found Fragment) {
	best := &f.best[found.QueryFrom]
	if best.ID == (ID{}) || compareFragments(found, *best) < 0 {
		*best = found
	}
}

// compareFragments orders the longest first, then the newest, then the first in the texts.
func compareFragments(a, b Fragment) int {
	return cmp.Or(cmp.Compare(b.QueryTo-b.QueryFrom, a.QueryTo-a.QueryFrom),
		compareIDs(a.ID, b.ID), cmp.Compare(a.QueryFrom, b.QueryFrom),
		cmp.Compare(a.SourceFrom, b.SourceFrom))
}

// longest returns the longest of the fragments found.
func (f *fragments) longest(limit int) []Fragment {
	var all, out []Fragment
	for _, found := range f.best {
		if found.ID != (ID{}) {
			all = append(all, found)
		}
	}
	slices.SortFunc(all, compareFragments)
	for _, a := range all {
		within := slices.ContainsFunc(out, func(b Fragment) bool {
			return a.QueryFrom >= b.QueryFrom && a.QueryTo <= b.QueryTo
		})
		if !within && len(out) < limit {
			a.From, a.To = f.words[a.QueryFrom].from, f.words[a.QueryTo-1].to
			out = append(out, a)
		}
	}
	return out
}
