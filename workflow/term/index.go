package term

import (
	"slices"
	"sync"

	"truchement/workflow/lang"
)

// Index finds the terms of concepts in running text. It may be used by several goroutines at once:
// a change is seen by every Find that begins after it, and holds up the others only for the time
// that one concept takes.
type Index struct {
	mu      sync.RWMutex
	entries map[string]*entry
	books   map[string]map[string][]posting // by primary language and key of a word
}

// posting is a pattern under the key of one of its words, its anchor.
type posting struct {
	pattern *pattern
	// beside is how many words after the anchor another word of the pattern is, 0 if there is none,
	// and begins the bit that the first letters of that word have in reader.begins. It rules out most
	// patterns of a common word.
	beside int
	begins uint64
}

// entry is what the index knows of a concept.
type entry struct {
	id, publication string
	kind            Type
	patterns        []*pattern
	langs           []string // of the patterns
}

// New returns an empty index.
func New() *Index {
	return &Index{entries: map[string]*entry{}, books: map[string]map[string][]posting{}}
}

// Put adds concepts, each in place of the one that has its ID.
func (x *Index) Put(concepts ...Concept) {
	for _, c := range concepts {
		e := newEntry(c)
		x.mu.Lock()
		x.remove(c.ID)
		x.add(e)
		x.mu.Unlock()
	}
}

// Remove removes the concept that has the ID, if there is one.
func (x *Index) Remove(id string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.remove(id)
}

// Len returns the number of concepts.
func (x *Index) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.entries)
}

func newEntry(c Concept) *entry {
	e := &entry{id: c.ID, publication: c.Publication, kind: c.Type}
	for i, t := range c.Terms {
		for _, p := range patternsOf(e, i, t) {
			e.patterns = append(e.patterns, p)
			e.langs = append(e.langs, lang.Base(t.Lang))
		}
	}
	return e
}

// add puts each pattern under the one of its words that has the fewest patterns so far.
func (x *Index) add(e *entry) {
	x.entries[e.id] = e
	for i, p := range e.patterns {
		book := x.books[e.langs[i]]
		if book == nil {
			book = map[string][]posting{}
			x.books[e.langs[i]] = book
		}
		best := ""
		for j, h := range p.words {
			t := h.Value()
			if t.link.isLink() {
				continue
			}
			key := keyOfWord(t)
			if best == "" || len(book[key]) < len(book[best]) {
				best, p.anchor = key, j
			}
		}
		book[best] = append(book[best], newPosting(p))
	}
}

func newPosting(p *pattern) posting {
	for i, h := range p.words {
		t := h.Value()
		if i != p.anchor && !t.link.isLink() {
			return posting{p, i - p.anchor, beginning([]rune(keyOfWord(t)))}
		}
	}
	return posting{pattern: p}
}

// beginning returns a bit for the first two letters of a key.
func beginning(key []rune) uint64 {
	second := rune(0)
	if len(key) > 1 {
		second = key[1]
	}
	return 1 << (uint(key[0]*31+second) % 64)
}

func (x *Index) remove(id string) {
	e := x.entries[id]
	if e == nil {
		return
	}
	delete(x.entries, id)
	for i, p := range e.patterns {
		book := x.books[e.langs[i]]
		key := keyOfWord(p.words[p.anchor].Value())
		left := slices.DeleteFunc(book[key], func(q posting) bool { return q.pattern == p })
		if len(left) == 0 {
			delete(book, key)
		} else {
			book[key] = left
		}
	}
}
