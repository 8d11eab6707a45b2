package unit

import "sync"

// grouped keeps the groups that were found, as long as no unit is written: to find them reads up to
// maxGrouped units, and every page of them asks. It is safe for concurrent use.
type grouped struct {
	mutex sync.Mutex
	kept  map[groupsKey]keptGroups
}

type groupsKey struct {
	kind           GroupKind
	source, target string
}

// keptGroups are groups as they were at a sequence of the feed. They are never changed.
type keptGroups struct {
	groups [][]member
	looked int
	seq    int64
}

// mostKept is how many pairs and kinds are kept.
const mostKept = 8

// afterAll is an id that comes after all others.
const afterAll = "\U0010FFFF"

// of are the groups of a pair, in order.
func (g *grouped) of(t *txn, kind GroupKind, source, target string) (groups [][]member, looked int, err error) {
	key := groupsKey{kind, source, target}
	g.mutex.Lock()
	kept, there := g.kept[key]
	g.mutex.Unlock()
	if there {
		written, err := t.UnitsSince(kept.seq, afterAll, 1)
		if err != nil {
			return nil, 0, err
		}
		if len(written) == 0 {
			return kept.groups, kept.looked, nil
		}
	}
	if kept.seq, err = t.FeedHead(); err != nil {
		return nil, 0, err
	}
	if kept.groups, kept.looked, err = t.groups(kind, source, target); err != nil {
		return nil, 0, err
	}
	g.mutex.Lock()
	defer g.mutex.Unlock()
	if len(g.kept) >= mostKept {
		clear(g.kept)
	}
	g.kept[key] = kept
	return kept.groups, kept.looked, nil
}
