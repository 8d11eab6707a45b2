// Package position remembers where the segments of articles are.
package position

import "sync"

// Cache remembers where the segments of articles are, so that a save does not count them each time. What changes the
// cut of an article is in the feed, in the same transaction: a layout holds from the entry at which it was read to the
// last one that was looked at since, and no longer than there are only entries of kinds that leave the cut as it is.
// Nothing but the answer to a save is taken from here.
type Cache struct {
	mu    sync.Mutex
	known map[string]*Layout // by article
	count int                // segments of all of them
}

// NewCache is one that knows nothing yet.
func NewCache() *Cache { return &Cache{known: map[string]*Layout{}} }

// mostPositions is how many segments are remembered: about five megabytes.
const mostPositions = 50_000

// Layout is where the segments of an article are, by their ids. It is never changed.
type Layout struct {
	From, To int64 // sequences of the feed
	At       map[string]Place
}

// Place is where a segment is in its article, from 1, and whether it is the first of its block.
type Place struct {
	Position int
	First    bool
}

// Layout is what is known of an article; without an At: nothing.
func (c *Cache) Layout(article string) Layout {
	c.mu.Lock()
	defer c.mu.Unlock()
	if l := c.known[article]; l != nil {
		return *l
	}
	return Layout{}
}

// Keep remembers a layout, unless a later one is known. Where there are too many it forgets others.
func (c *Cache) Keep(article string, l Layout) {
	c.mu.Lock()
	defer c.mu.Unlock()
	was := c.known[article]
	if was != nil && was.To >= l.To {
		return
	}
	if was != nil {
		c.count -= len(was.At)
	}
	c.known[article] = &l
	c.count += len(l.At)
	for other, o := range c.known {
		if c.count <= mostPositions {
			break
		}
		delete(c.known, other)
		c.count -= len(o.At)
	}
}
