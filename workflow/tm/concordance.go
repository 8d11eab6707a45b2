package tm

import (
	"slices"

	"truchement/workflow/lang"
)

// Side is one of the two texts of a unit.
type Side int8

// The sides.
const (
	Source Side = iota
	Target
)

// Hit is a unit that a concordance finds.
type Hit struct {
	ID     ID
	Phrase bool // the words follow each other, in their order; known of sources only
}

// Concordance returns the units that have all the words of a query on a side, in any of the forms
// that share a class: those that have them as a phrase first, then the newest, no more than limit.
// An index keeps no order of the words of targets, so that of these callers find the phrases with
// Spans.
func (x *Index) Concordance(query string, side Side, limit int) []Hit {
	tag := x.sourceTag
	if side == Target {
		tag = x.targetTag
	}
	phrase := classesOf(query, tag)
	if len(phrase) == 0 || limit <= 0 {
		return nil
	}
	c := &concordance{phrase: phrase, side: side, limit: limit}
	x.search(func() { c.hits, c.full = c.hits[:0], false }, c.find)
	c.cut()
	return c.hits
}

// classesOf returns the hashes of the classes of the words of a text.
func classesOf(text, tag string) []uint64 {
	words, _ := scan(text, tag)
	classes := make([]uint64, len(words))
	for i, w := range words {
		classes[i] = classHash(text, w, tag)
	}
	return classes
}

// concordance is one query at work.
type concordance struct {
	phrase []uint64
	side   Side
	limit  int
	hits   []Hit // the best so far, and what came after they were put in order
	full   bool  // there are as many as the limit, the last of them worst
	worst  Hit
	buf    []uint32
}

// find finds the hits of rows.
func (c *concordance) find(r rows) {
	var classes []uint32
	for _, hash := range c.phrase {
		class, ok := r.classNumber(c.side, hash)
		if !ok {
			return
		}
		classes = append(classes, class)
	}
	distinct := slices.Clone(classes)
	slices.Sort(distinct)
	r.eachWithAll(c.side, slices.Compact(distinct), func(row uint32) {
		if r.isDead(row) {
			return
		}
		h := r.head(row)
		hit := Hit{ID: h.id}
		if c.full && c.worst.Phrase && compareIDs(h.id, c.worst.ID) > 0 {
			return
		}
		hit.Phrase = c.side == Source && c.hasPhrase(r, row, classes)
		c.push(hit)
	})
}

// hasPhrase reports whether the classes follow each other in the source of a row.
func (c *concordance) hasPhrase(r rows, row uint32, classes []uint32) bool {
	if len(classes) == 1 {
		return true
	}
	_, _, classOf := r.vocabularies()
	c.buf = r.rowWords(row, c.buf[:0])
	for i := 0; i+len(classes) <= len(c.buf); i++ {
		n := 0
		for n < len(classes) && classOf[c.buf[i+n]] == classes[n] {
			n++
		}
		if n == len(classes) {
			return true
		}
	}
	return false
}

// push notes a hit. Those beyond the limit go when there are as many again: a query for all hits of a
// million units puts them in order once.
func (c *concordance) push(h Hit) {
	if c.full && compareHits(h, c.worst) > 0 {
		return
	}
	c.hits = append(c.hits, h)
	if len(c.hits)/2 >= c.limit {
		c.cut()
	}
}

// cut puts the hits in order, and keeps the best: each unit once, as it was found last.
func (c *concordance) cut() {
	slices.Reverse(c.hits)
	slices.SortStableFunc(c.hits, func(a, b Hit) int { return compareIDs(a.ID, b.ID) })
	c.hits = slices.CompactFunc(c.hits, func(a, b Hit) bool { return a.ID == b.ID })
	slices.SortFunc(c.hits, compareHits)
	if c.full = len(c.hits) >= c.limit; c.full {
		c.hits = c.hits[:c.limit]
		c.worst = c.hits[c.limit-1]
	}
}

func compareHits(a, b Hit) int {
	if a.Phrase != b.Phrase {
		if a.Phrase {
			return -1
		}
		return 1
	}
	return compareIDs(a.ID, b.ID)
}

// Spans returns where the words of a query are in a text, each in any of the forms that share a
// class: of a phrase that the text has, the whole phrase each time, else each word.
func Spans(text, tag, query string) []lang.Span {
	phrase := classesOf(query, tag)
	if len(phrase) == 0 {
		return nil
	}
	words, _ := scan(text, tag)
	classes := classesOf(text, tag)
	var spans, single []lang.Span
	for i := 0; i < len(words); i++ {
		if slices.Contains(phrase, classes[i]) {
			single = append(single, lang.Span{From: words[i].from, To: words[i].to})
		}
		if n := len(phrase); i+n <= len(words) && slices.Equal(classes[i:i+n], phrase) {
			if end := len(spans) - 1; end >= 0 && spans[end].To > words[i].from {
				continue
			}
			spans = append(spans, lang.Span{From: words[i].from, To: words[i+n-1].to})
		}
	}
	if spans != nil {
		return spans
	}
	return single
}
