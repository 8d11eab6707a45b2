package term

import (
	"cmp"
	"slices"
	"sync"

	"truchement/workflow/lang"
)

// Hit is a place in a text that has a term of a concept. Offsets are in bytes of the text, and
// on the borders of its characters.
type Hit struct {
	Concept string // ID
	Term    int    // index in the concept's Terms
	Short   bool   // the text has the term's Short there
	// Start and End are of the term itself; WordStart and WordEnd of the whole words, with the
	// clitics, and with the French word elided or contracted before them.
	Start, End         int
	WordStart, WordEnd int
	Form               Form
}

// readers are kept for their room.
var readers = sync.Pool{New: func() any { return new(finder) }}

// Find returns the places where terms of concepts that hold for the publication stand in a text, in
// the order of the text, of those with one beginning the longest first. Of two terms of a concept
// at one place that differ in spelling alone it is the one that is spelled so.
func (x *Index) Find(text, tag, publication string) []Hit {
	f := readers.Get().(*finder)
	defer readers.Put(f)
	x.mu.RLock()
	defer x.mu.RUnlock()
	book := x.books[lang.Base(tag)]
	if len(book) == 0 {
		return nil
	}
	f.text = text
	f.read(text, tag)
	f.hits = f.hits[:0]
	for i := range f.words {
		from := len(f.hits)
		for j := f.spans[i].from; j < f.spans[i].to; j++ {
			for _, at := range book[string(f.keyOf(&f.words[i], &f.readings[j]))] {
				if f.mayStand(at, i) && at.pattern.concept.holdsFor(publication) &&
					!f.has(from, at.pattern) {
					f.match(at.pattern, i-at.pattern.anchor)
				}
			}
		}
	}
	return f.settled()
}

// found is a hit with the pattern that found it.
type found struct {
	Hit
	pattern *pattern
}

// finder matches the patterns of an index against the words of one text.
type finder struct {
	reader
	text string
	hits []found
	term []rune // letters of the term's word that is compared
}

// mayStand reports whether the pattern may have its anchor at the word number i of the text, by the
// first letters of another of its words.
func (f *finder) mayStand(p posting, i int) bool {
	i += p.beside
	return p.beside == 0 || i >= 0 && i < len(f.begins) && f.begins[i]&p.begins != 0
}

// holdsFor reports whether the concept is one of a publication's.
func (e *entry) holdsFor(publication string) bool {
	return e.publication == "" || e.publication == publication
}

// has reports whether a pattern was found since the hit number from, by another reading of the same
// word.
func (f *finder) has(from int, p *pattern) bool {
	for _, h := range f.hits[from:] {
		if h.pattern == p {
			return true
		}
	}
	return false
}

// match adds a hit if the words of the text from first on are those of the pattern.
func (f *finder) match(p *pattern, first int) {
	last := first + len(p.words) - 1
	if first < 0 || last >= len(f.words) {
		return
	}
	h := found{pattern: p, Hit: Hit{Concept: p.concept.id, Term: p.term, Short: p.short}}
	m := match{finder: f, pattern: p, first: first, hit: &h.Hit}
	// The links between words depend on the number of the noun after them: from the last word on.
	for i := len(p.words) - 1; i >= 0; i-- {
		if !m.matchWord(i) {
			return
		}
	}
	if m.isHalfName() || p.content == 1 && (m.isPhrase() || m.isVerb() || m.isEnglish()) {
		return
	}
	m.finish()
	f.hits = append(f.hits, h)
}

// settled returns the hits in order, without those that another spelling of the concept, or a
// longer term, shows to be none.
func (f *finder) settled() []Hit {
	if len(f.hits) == 0 {
		return nil
	}
	slices.SortFunc(f.hits, func(a, b found) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End),
			cmp.Compare(a.Concept, b.Concept), cmp.Compare(a.Term, b.Term),
			compareBool(a.Short, b.Short), compareBool(a.Form.Respelled, b.Form.Respelled))
	})
	hits := make([]Hit, 0, len(f.hits))
	for i, h := range f.hits {
		if !f.isShadowed(i) {
			hits = append(hits, h.Hit)
		}
	}
	return hits
}

// isShadowed reports whether the hit number i is one of another's. The hits are in order.
func (f *finder) isShadowed(i int) bool {
	h := &f.hits[i]
	from := i
	for from > 0 && f.hits[from-1].Start == h.Start {
		from--
	}
	for j := from; j < len(f.hits) && f.hits[j].Start == h.Start; j++ {
		other := &f.hits[j]
		if j != i && other.Concept == h.Concept && other.End == h.End &&
			(h.Form.Respelled && !other.Form.Respelled || other.Term == h.Term && j < i) {
			return true
		}
		if h.Form.Gender == Feminine && other.Form.Gender == "" && other.End == h.End &&
			other.Form.Number == h.Form.Number && other.Form.Rule != ruleListed {
			return true // ملكة is the term for a queen, if there is one, and no form of ملك
		}
	}
	// "du Monde" in "coupe du Monde" is no newspaper.
	work := h.pattern.concept.kind == Work
	return work && h.Form.Contraction != "" && slices.ContainsFunc(f.hits, func(other found) bool {
		return other.Start < h.WordStart && other.End >= h.End
	})
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
