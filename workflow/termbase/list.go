package termbase

import (
	"context"

	"truchement/workflow"
	"truchement/workflow/lang"
)

// ListPage is how many concepts a page lists.
const ListPage = 50

// Query asks for concepts.
type Query struct {
	workflow.ConceptFilter
	Text string // that one of their terms has in it, however it is written; empty: any
}

// List is a page of concepts.
type List struct {
	Concepts []workflow.Concept
	Next     string // After of the page after; empty: there is none
	Shared
	Domains  []string // of the whole termbase
	Proposed int      // concepts of the whole termbase that an editor has to settle
}

// Shared are the names that concepts refer to by their ids.
type Shared struct {
	Publications map[string]string
	People       map[string]string
}

// List lists concepts by their terms.
func (u *UseCases) List(ctx context.Context, who workflow.Actor, q Query) (out List, err error) {
	if err := who.May(workflow.ReadDesk); err != nil {
		return out, err
	}
	q.Key, q.Limit = lang.Fold(q.Text, ""), ListPage+1
	err = u.View(ctx, func(t *txn) error {
		out = List{}
		if err := t.checkPublication(q.Publication); err != nil {
			return err
		}
		if out.People, out.Publications, err = workflow.NamesOf(t, t); err != nil {
			return err
		}
		if out.Domains, err = t.ConceptDomains(); err != nil {
			return err
		}
		if out.Proposed, err = t.CountConcepts(workflow.ConceptProposed); err != nil {
			return err
		}
		out.Concepts, err = t.Concepts(q.ConceptFilter)
		return err
	})
	if len(out.Concepts) > ListPage {
		out.Concepts = out.Concepts[:ListPage]
		out.Next = out.Concepts[ListPage-1].ID
	}
	return out, err
}

// View is a concept with what was done to it.
type View struct {
	workflow.Concept
	Edits []workflow.ConceptEdit // oldest first
	Shared
}

// Read reads a concept, one that was removed too.
func (u *UseCases) Read(ctx context.Context, who workflow.Actor, id string) (v View, err error) {
	if err := who.May(workflow.ReadDesk); err != nil {
		return v, err
	}
	err = u.View(ctx, func(t *txn) error {
		v = View{}
		if v.People, v.Publications, err = workflow.NamesOf(t, t); err != nil {
			return err
		}
		if v.Concept, err = t.Concept(id); err != nil {
			return err
		}
		v.Edits, err = t.ConceptEdits(id)
		return err
	})
	return v, err
}
