package termbase

import (
	"context"

	"truchement/workflow"
	"truchement/workflow/lang"
	"truchement/workflow/term"
)

// maxFindText is the longest text that terms are looked for in, in bytes.
const maxFindText = workflow.MaxSegment

// TextQuery asks for the terms of a text.
type TextQuery struct {
	SourceLang, TargetLang string
	Publication            string // id; empty: none
	Text                   string
}

// Found is a concept whose terms a text has.
type Found struct {
	Concept workflow.Concept
	Hits    []term.Hit // in order
	Offers  []Offer    // what to write for the first hit in the other language: preferred, then admitted
	// Forbidden are the deprecated terms of the other language.
	Forbidden []term.Term
}

// Offer is a term as it may be written.
type Offer struct {
	term.Term
	Written string // in the form of the hit where that is certain, else as the termbase has it
	Fits    bool   // it is in that form
}

// Terms are the concepts whose terms a text has, in the order of the text.
func (u *UseCases) Terms(ctx context.Context, who workflow.Actor, q TextQuery) (found []Found, err error) {
	if err := who.May(workflow.ReadDesk); err != nil {
		return nil, err
	}
	if err := workflow.CheckPair(q.SourceLang, q.TargetLang); err != nil {
		return nil, err
	}
	if len(q.Text) > maxFindText {
		return nil, workflow.Fail(workflow.TooLarge, "text.too-long", "Limit", maxFindText/1024)
	}
	err = u.View(ctx, func(t *txn) error {
		if err := t.checkPublication(q.Publication); err != nil {
			return err
		}
		found, err = u.find(t, q)
		return err
	})
	return found, err
}

// Places are where terms are in a text, for a page to mark them. It asks nothing of the store.
func (u *UseCases) Places(text, tag, publication string) []term.Hit {
	return u.index.terms.Find(text, tag, publication)
}

func (u *UseCases) find(t *txn, q TextQuery) ([]Found, error) {
	hits := u.index.terms.Find(q.Text, q.SourceLang, q.Publication)
	var ids []string
	of := map[string][]term.Hit{}
	for _, h := range hits {
		if of[h.Concept] == nil {
			ids = append(ids, h.Concept)
		}
		of[h.Concept] = append(of[h.Concept], h)
	}
	concepts, err := t.ConceptsByID(ids)
	byID := make(map[string]workflow.Concept, len(concepts))
	for _, c := range concepts {
		byID[c.ID] = c
	}
	found := make([]Found, 0, len(ids))
	for _, id := range ids {
		c, there := byID[id]
		if there && !c.Gone && of[id][0].Term < len(c.Terms) {
			found = append(found, newFound(c, of[id], q.TargetLang))
		}
	}
	return found, err
}

// newFound offers the terms of a concept in the language target for where it was found.
func newFound(c workflow.Concept, hits []term.Hit, target string) Found {
	f := Found{Concept: c, Hits: hits}
	for _, status := range []term.Status{term.Preferred, term.Admitted} {
		for _, t := range c.Terms {
			if t.Status == status && lang.Base(t.Lang) == lang.Base(target) {
				f.Offers = append(f.Offers, newOffer(t, hits[0]))
			}
		}
	}
	for _, t := range c.Terms {
		if t.Status == term.Deprecated && lang.Base(t.Lang) == lang.Base(target) {
			f.Forbidden = append(f.Forbidden, t)
		}
	}
	return f
}

// newOffer is a term as it is written for a hit: its short form for one that is short.
func newOffer(t term.Term, h term.Hit) Offer {
	if h.Short && t.Short != "" {
		return Offer{Term: t, Written: t.Short, Fits: true}
	}
	written, fits := term.Inflect(t, h.Form)
	return Offer{Term: t, Written: written, Fits: fits}
}

// Settled are the concepts with these ids that are there and no proposals.
func (u *UseCases) Settled(ctx context.Context, ids []string) (map[string]term.Concept, error) {
	settled := make(map[string]term.Concept, len(ids))
	err := u.View(ctx, func(t *txn) error {
		clear(settled)
		concepts, err := t.ConceptsByID(ids)
		for _, c := range concepts {
			if !c.Gone && c.State == workflow.ConceptSettled {
				settled[c.ID] = c.Concept
			}
		}
		return err
	})
	return settled, err
}
