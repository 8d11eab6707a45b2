package terms

import (
	"slices"
	"strings"

	"truchement/workflow/format/terms/entry"
	"truchement/workflow/lang"
	"truchement/workflow/term"
)

// Outcome says what a concept of a file would be to a termbase.
type Outcome string

// The outcomes.
const (
	New       Outcome = "new"       // no concept of the termbase is the same thing
	Same      Outcome = "same"      // one is, and all that the file says is there
	Changed   Outcome = "changed"   // one is, of which the file says something else
	Duplicate Outcome = "duplicate" // one earlier in the file is the same thing
	Bad       Outcome = "bad"       // it has no term that can be taken in
)

// Trial is a concept of a file, compared to a termbase.
type Trial struct {
	entry.Entry
	Outcome       Outcome
	There         *term.Concept // that is the same thing, for Same and Changed
	Twin          int           // the place in the file of the earlier one, from 1, for Duplicate
	Changes       []Change      // what a concept would become
	Contradicting []Contradiction
}

// Change is one thing that a file says otherwise than a termbase. What the file does not say, and terms that it does
// not have, are no change.
type Change struct {
	Field Field
	Term  string // of what it is said; the new term for TermField; empty: of the concept
	Lang  string // of the term
	Old   string
	New   string
}

// Field is what a change is of. Its string is stable and names a message.
type Field string

// The fields.
const (
	TypeField   Field = "type"
	DomainField Field = "domain"
	NoteField   Field = "note"
	SourceField Field = "source"
	Publication Field = "publication"
	TermField   Field = "term" // the concept gets it
	StatusField Field = "status"
	GenderField Field = "gender"
	NumberField Field = "number"
	PluralField Field = "plural"
	ShortField  Field = "short"
	TermNote    Field = "term-note"
)

// Contradiction is what cannot hold together with a concept of the termbase, or with an earlier one of the
// file.
type Contradiction struct {
	Kind Conflict
	Term term.Term    // of the file
	With term.Concept // that has it otherwise
	Twin int          // the place in the file of the earlier one, from 1; 0: it is of the termbase
}

// Conflict is a kind of contradiction. Its string is stable and names a message.
type Conflict string

// The conflicts.
const (
	OtherTarget    Conflict = "other-target"    // the same source term has another preferred target
	ForbiddenThere Conflict = "forbidden-there" // preferred in the file, forbidden there
	PreferredThere Conflict = "preferred-there" // forbidden in the file, preferred there
)

// Compare says of the concepts of a file what they would be to a termbase; it changes neither. The Publication of
// both is an id, or both a name. Two concepts are one thing if they have the same id, or, for the same
// publication, the same preferred terms in two languages, or in the only one that the file has. They contradict each other
// for the same publication alone, since a publication may write otherwise than the rest. Source is the
// language from which contradictions are looked for; empty: from each to each.
func Compare(there []term.Concept, read []entry.Entry, source string) []Trial {
	c := NewComparison(source)
	for i := range there {
		c.Put(&there[i])
	}
	trials := make([]Trial, len(read))
	for i, e := range read {
		trials[i] = c.Try(e)
		if o := trials[i].Outcome; o != Bad && o != Duplicate {
			c.add(&read[i].Concept, i+1)
		}
	}
	return trials
}

// Comparison is what concepts of a file are compared to: concepts of the termbase, then those of the file so
// far. The caller keeps the concepts that it puts in, and does not change them.
type Comparison struct {
	source string
	known  []known
	byID   map[string]int
	byTerm map[termKey][]int // concepts that have a term
}

// known is a concept with its place in the file; 0 for one of the termbase.
type known struct {
	*term.Concept
	number int
}

// termKey is what makes two terms the same.
type termKey struct{ publication, lang, text string }

func keyOf(c *term.Concept, t term.Term) termKey {
	return termKey{c.Publication, lang.Base(t.Lang), lang.Fold(t.Text, t.Lang)}
}

// NewComparison is a comparison to an empty termbase; source is as in Compare.
func NewComparison(source string) *Comparison {
	return &Comparison{source: lang.Base(source), byID: map[string]int{}, byTerm: map[termKey][]int{}}
}

// Put adds a concept of the termbase, in place of the one with its id.
func (c *Comparison) Put(concept *term.Concept) { c.add(concept, 0) }

// Empty reports whether nothing is known.
func (c *Comparison) Empty() bool { return len(c.known) == 0 }

func (c *Comparison) add(concept *term.Concept, number int) {
	at, there := c.byID[concept.ID]
	if there && number == 0 {
		c.known[at] = known{concept, number} // terms that it has no more find it, and are not among its terms
	} else {
		at = len(c.known)
		c.known = append(c.known, known{concept, number})
	}
	if concept.ID != "" && !there {
		c.byID[concept.ID] = at
	}
	for _, t := range concept.Terms {
		k := keyOf(concept, t)
		if has := c.byTerm[k]; len(has) == 0 || has[len(has)-1] != at {
			c.byTerm[k] = append(has, at)
		}
	}
}

// Try says what a concept of a file would be to what is known. It adds nothing to it.
func (c *Comparison) Try(e entry.Entry) Trial {
	t := Trial{Entry: e, Outcome: Bad}
	if len(e.Terms) == 0 {
		return t
	}
	of, twin := c.same(&e.Concept)
	switch {
	case twin != nil:
		t.Outcome, t.Twin = Duplicate, twin.number
		return t
	case of == nil:
		t.Outcome = New
	default:
		t.There, t.Outcome = of.Concept, Same
		if t.Changes = changes(of.Concept, &e.Concept); len(t.Changes) > 0 {
			t.Outcome = Changed
		}
	}
	t.Contradicting = c.contradictions(&e.Concept)
	return t
}

// same finds the concept of the termbase and the earlier one of the file that are the same thing as e.
func (c *Comparison) same(e *term.Concept) (there, twin *known) {
	all := c.alike(e)
	if at, ok := c.byID[e.ID]; ok && e.ID != "" {
		all = slices.Insert(all, 0, at)
	}
	for _, at := range all {
		switch k := &c.known[at]; {
		case k.number == 0 && there == nil:
			there = k
		case k.number > 0 && twin == nil:
			twin = k
		}
	}
	return there, twin
}

// alike are the concepts with the same preferred terms as e in two languages, or in its only one.
func (c *Comparison) alike(e *term.Concept) (all []int) {
	languages := map[string]bool{}
	shared := map[int]map[string]bool{} // languages of preferred terms in common, by concept
	for _, t := range e.Terms {
		if t.Status != term.Preferred {
			continue
		}
		k := keyOf(e, t)
		languages[k.lang] = true
		for _, at := range c.byTerm[k] {
			if statusIn(c.known[at].Concept, k) != term.Preferred {
				continue
			}
			if shared[at] == nil {
				shared[at] = map[string]bool{}
			}
			shared[at][k.lang] = true
		}
	}
	for at, in := range shared {
		if len(in) >= min(2, len(languages)) {
			all = append(all, at)
		}
	}
	slices.Sort(all)
	return all
}

// statusIn is the status of a term in a concept; empty for one that it does not have.
func statusIn(c *term.Concept, k termKey) term.Status {
	for _, t := range c.Terms {
		if keyOf(c, t) == k {
			return t.Status
		}
	}
	return ""
}

// changes lists what e says otherwise than there.
func changes(there, e *term.Concept) (all []Change) {
	add := func(f Field, t term.Term, old, now string) {
		if now != "" && now != old {
			all = append(all, Change{f, t.Text, t.Lang, old, now})
		}
	}
	if e.Type != term.General { // which is what a file without types has
		add(TypeField, term.Term{}, string(there.Type), string(e.Type))
	}
	add(DomainField, term.Term{}, there.Domain, e.Domain)
	add(NoteField, term.Term{}, there.Note, e.Note)
	add(SourceField, term.Term{}, there.Source, e.Source)
	add(Publication, term.Term{}, there.Publication, e.Publication)
	for _, t := range e.Terms {
		at := slices.IndexFunc(there.Terms, func(old term.Term) bool {
			return lang.Base(old.Lang) == lang.Base(t.Lang) && old.Text == t.Text
		})
		if at < 0 {
			add(TermField, t, "", t.Text)
			continue
		}
		old := there.Terms[at]
		add(StatusField, t, string(old.Status), string(t.Status))
		add(GenderField, t, string(old.Gender), string(t.Gender))
		add(NumberField, t, string(old.Number), string(t.Number))
		add(PluralField, t, old.Plural, t.Plural)
		add(ShortField, t, old.Short, t.Short)
		add(TermNote, t, old.Note, t.Note)
	}
	return all
}

// contradictions lists what e contradicts, each with the first concept that has it otherwise.
func (c *Comparison) contradictions(e *term.Concept) (all []Contradiction) {
	for _, t := range e.Terms {
		k := keyOf(e, t)
		seen := ""
		for _, at := range c.byTerm[k] {
			kind := c.conflict(e, t, c.known[at].Concept)
			if kind == "" || strings.Contains(seen, string(kind)) {
				continue
			}
			seen += string(kind) + " "
			all = append(all, Contradiction{kind, t, *c.known[at].Concept, c.known[at].number})
		}
	}
	return all
}

// conflict says how a concept that has the term t of e contradicts it.
func (c *Comparison) conflict(e *term.Concept, t term.Term, with *term.Concept) Conflict {
	k := keyOf(e, t)
	there := statusIn(with, k)
	switch {
	case t.Status == term.Preferred && there == term.Deprecated:
		return ForbiddenThere
	case t.Status == term.Deprecated && there == term.Preferred:
		return PreferredThere
	case t.Status != term.Preferred || there != term.Preferred || c.source != "" && k.lang != c.source:
		return ""
	}
	for _, other := range with.Terms {
		if lang.Base(other.Lang) != k.lang && other.Status == term.Preferred && otherTarget(e, other) {
			return OtherTarget
		}
	}
	return ""
}

// otherTarget reports whether e has preferred terms in the language of t, and t is none of its terms that
// may be written.
func otherTarget(e *term.Concept, t term.Term) bool {
	found := false
	for _, mine := range e.Terms {
		if lang.Base(mine.Lang) != lang.Base(t.Lang) || mine.Status == term.Deprecated {
			continue
		}
		if lang.Fold(mine.Text, mine.Lang) == lang.Fold(t.Text, t.Lang) {
			return false
		}
		found = found || mine.Status == term.Preferred
	}
	return found
}
