package termbase

import (
	"context"
	"slices"

	"truchement/workflow"
	"truchement/workflow/lang"
	"truchement/workflow/term"
)

// Use is a place where a term is used: a text of a unit, most of which follow the segments of articles.
type Use struct {
	Unit     workflow.Unit
	Target   bool       // it is in the unit's target
	Term     term.Term  // that is used
	Hits     []term.Hit // in that text
	Position int        // of the segment that the unit follows in its article; 0: it follows none
}

// Usage is how often the terms of a concept are used, and where.
type Usage struct {
	Units    int            // that have one of its terms, on either side
	Articles int            // of the desk that these are of
	Terms    map[string]int // units that have a term, by its text
	Uses     []Use          // newest first, at most MostUses
	// Outdated are the uses of forbidden terms, and of texts that were preferred once, in articles
	// that are published: newest first, at most MostUses.
	Outdated []Use
	// Partial says that more units have the words of a term than were read: the newest were.
	Partial bool
}

// MostUses is how many uses are listed.
const MostUses = 100

// How many of the newest units with the words of a term are read, of each pair of languages: more for a
// forbidden or former term, since each of its uses has to be corrected.
const (
	mostRead         = 500
	mostReadOutdated = 5000
)

// Usage finds where a concept is used, in the translations of the desk and what else the memory has.
func (u *UseCases) Usage(ctx context.Context, who workflow.Actor, id string) (out Usage, err error) {
	if err := who.May(workflow.ReadDesk); err != nil {
		return out, err
	}
	var c workflow.Concept
	var sought []term.Term
	err = u.View(ctx, func(t *txn) error {
		if c, err = t.Concept(id); err != nil {
			return err
		}
		edits, err := t.ConceptEdits(id)
		sought = withFormer(c.Concept, edits)
		return err
	})
	if err != nil {
		return out, err
	}
	ids, partial := u.unitsWith(sought)
	err = u.View(ctx, func(t *txn) error {
		units, err := t.UnitsByID(ids)
		if err != nil {
			return err
		}
		out, err = t.usage(c.Concept, sought, units)
		out.Partial = partial
		return err
	})
	return out, err
}

// withFormer are the terms of a concept, and after them, as deprecated, the texts that were preferred
// before an edit and are no terms of it any more.
func withFormer(c term.Concept, edits []workflow.ConceptEdit) []term.Term {
	terms := slices.Clone(c.Terms)
	for _, e := range edits {
		for _, t := range e.Was.Terms {
			all := term.Concept{Terms: terms}
			if t.Status == term.Preferred && !all.Has(t) {
				t.Status = term.Deprecated
				terms = append(terms, t)
			}
		}
	}
	return terms
}

// unitsWith are the ids of the newest units that have all words of one of some terms, and whether there are
// more.
func (u *UseCases) unitsWith(terms []term.Term) (ids []string, partial bool) {
	seen := map[string]bool{}
	for _, pair := range u.memory.Languages() {
		for _, t := range terms {
			base := lang.Base(t.Lang)
			if base != pair[0] && base != pair[1] {
				continue
			}
			for _, text := range []string{t.Text, t.Short} {
				if text == "" {
					continue
				}
				most := mostRead
				if t.Status == term.Deprecated {
					most = mostReadOutdated
				}
				having := u.memory.UnitsHaving(text, t.Lang, pair[0], pair[1])
				partial = partial || len(having) > most
				for _, id := range having[:min(most, len(having))] {
					if !seen[id] {
						seen[id] = true
						ids = append(ids, id)
					}
				}
			}
		}
	}
	return ids, partial
}

// usage looks for terms in units.
func (t *txn) usage(c term.Concept, sought []term.Term, units []workflow.Unit) (out Usage, err error) {
	slices.SortFunc(units, func(a, b workflow.Unit) int { return b.At.Compare(a.At) })
	publication := c.Publication
	c.Terms, c.Publication = sought, ""
	finder := term.New()
	finder.Put(c)
	out.Terms = map[string]int{}
	articles := map[string]workflow.Article{}
	for _, w := range units {
		if w.Gone || publication != "" && w.Publication != publication {
			continue
		}
		var uses []Use
		for _, side := range []Use{{Unit: w}, {Unit: w, Target: true}} {
			uses = append(uses, side.with(finder, sought)...)
		}
		if len(uses) == 0 {
			continue
		}
		out.Units++
		if err := t.addArticle(articles, w.Article); err != nil {
			return out, err
		}
		for _, use := range uses {
			out.Terms[use.Term.Text]++
			if len(out.Uses) < MostUses {
				out.Uses = append(out.Uses, use)
			}
			a, there := articles[w.Article]
			if there && use.Term.Status == term.Deprecated && !a.Published.IsZero() && a.Retracted == "" &&
				len(out.Outdated) < MostUses {
				out.Outdated = append(out.Outdated, use)
			}
		}
	}
	out.Articles = len(articles)
	return out, t.setPositions(out.Uses, out.Outdated)
}

// with are the uses of terms in one text of a unit, one for each term.
func (use Use) with(finder *term.Index, sought []term.Term) []Use {
	text, tag := use.Unit.Source, use.Unit.SourceLang
	if use.Target {
		text, tag = use.Unit.Target, use.Unit.TargetLang
	}
	by := map[int][]term.Hit{}
	for _, h := range finder.Find(text.String(), tag, "") {
		by[h.Term] = append(by[h.Term], h)
	}
	var uses []Use
	for i := range sought {
		if by[i] != nil {
			use.Term, use.Hits = sought[i], by[i]
			uses = append(uses, use)
		}
	}
	return uses
}

func (t *txn) addArticle(articles map[string]workflow.Article, id string) error {
	if _, there := articles[id]; there || id == "" {
		return nil
	}
	a, err := t.Article(id)
	if err == nil {
		articles[id] = a
	}
	return err
}

// setPositions reads the places of the segments of uses that are listed.
func (t *txn) setPositions(lists ...[]Use) error {
	positions := map[string]int{}
	for _, uses := range lists {
		for i := range uses {
			id := uses[i].Unit.Segment
			if id == "" {
				continue
			}
			if positions[id] == 0 {
				s, err := t.Segment(id)
				if err != nil {
					return err
				}
				positions[id] = s.Position
			}
			uses[i].Position = positions[id]
		}
	}
	return nil
}
