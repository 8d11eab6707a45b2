package termbase

import (
	"context"
	"slices"

	"truchement/workflow"
)

// Proposal is what became of a proposal: it waits, it is settled, or it was declined.
type Proposal struct {
	workflow.Concept
	Declined *workflow.ConceptEdit // who declined it, when and why; nil: it was not
}

// mostOwn is how many of a person's concepts are listed, of those that are there and of those that were
// declined.
const mostOwn = 100

// Own lists what a person has proposed, the last first.
func (u *UseCases) Own(ctx context.Context, who workflow.Actor) (all []Proposal, names Shared, err error) {
	if err := who.May(workflow.ProposeTerms); err != nil {
		return nil, names, err
	}
	err = u.View(ctx, func(t *txn) error {
		all, names = nil, Shared{}
		if names.People, names.Publications, err = workflow.NamesOf(t, t); err != nil {
			return err
		}
		there, err := t.Concepts(workflow.ConceptFilter{By: who.ID, Limit: mostOwn})
		if err != nil {
			return err
		}
		for _, c := range there {
			all = append(all, Proposal{Concept: c})
		}
		declined, err := t.DeclinedConcepts(who.ID, mostOwn)
		for _, c := range declined {
			if err != nil {
				return err
			}
			var edits []workflow.ConceptEdit
			edits, err = t.ConceptEdits(c.ID)
			if e := lastDeclined(edits); e != nil {
				all = append(all, Proposal{Concept: c, Declined: e})
			}
		}
		return err
	})
	slices.SortStableFunc(all, func(a, b Proposal) int { return b.At.Compare(a.At) })
	return all, names, err
}

// lastDeclined is the edit by which a proposal was declined; nil for one whose adding was undone.
func lastDeclined(edits []workflow.ConceptEdit) *workflow.ConceptEdit {
	for i := len(edits) - 1; i >= 0; i-- {
		if edits[i].Kind == workflow.ConceptDeclined {
			return &edits[i]
		}
	}
	return nil
}
