package termbase

import (
	"context"
	"slices"

	"truchement/workflow"
)

// Standing is what is left of what a batch did.
type Standing struct {
	All     int // concepts that it wrote
	Lasting int // of those, that are not again what they were before
	// Undone is the edit that made the first of them what it was before, where none lasts; nil: there was none.
	Undone *workflow.ConceptEdit
	By     string // name of who did; empty: the command line
}

// IsUndone reports whether all that the batch did is undone.
func (s Standing) IsUndone() bool { return s.All > 0 && s.Lasting == 0 }

// StandingOf is what is left of what a batch did.
func StandingOf(ctx context.Context, u *UseCases, who workflow.Actor, batch string) (s Standing, err error) {
	if err := who.May(workflow.ManageTerms); err != nil {
		return s, err
	}
	err = u.View(ctx, func(t *txn) error {
		edits, err := t.ConceptEditsOf(batch)
		s = Standing{All: len(edits)}
		if err != nil || s.All == 0 {
			return err
		}
		for some := range slices.Chunk(edits, indexPage) {
			n, err := t.lasting(some)
			if err != nil {
				return err
			}
			s.Lasting += n
		}
		if s.Lasting > 0 {
			return nil
		}
		all, err := t.ConceptEdits(edits[0].Concept)
		if err != nil {
			return err
		}
		s.Undone = &all[len(all)-1]
		s.By, err = workflow.NameOf(t, s.Undone.By)
		return err
	})
	return s, err
}

// lasting counts the edits whose concepts are not again what they were before.
func (t *txn) lasting(edits []workflow.ConceptEdit) (n int, err error) {
	ids := make([]string, len(edits))
	for i, e := range edits {
		ids[i] = e.Concept
	}
	concepts, err := t.ConceptsByID(ids)
	byID := make(map[string]workflow.Concept, len(concepts))
	for _, c := range concepts {
		byID[c.ID] = c
	}
	for _, e := range edits {
		if !isAs(byID[e.Concept], e) {
			n++
		}
	}
	return n, err
}
