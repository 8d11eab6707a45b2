package termbase

import (
	"context"
	"slices"

	"truchement/workflow"
	"truchement/workflow/lang"
	"truchement/workflow/term"
)

// NewConcept is a concept to be added.
type NewConcept struct {
	term.Concept
	Anyway bool // also where another concept of the publication has one of its preferred terms
}

// Add adds a concept: one of an editor holds at once, one of a translator is a proposal. It is
// refused where there is a concept with one of its preferred terms, which the error names as Concept.
func (u *UseCases) Add(
	ctx context.Context, who workflow.Actor, in NewConcept,
) (out workflow.Concept, batch string, err error) {
	if err := who.May(workflow.ProposeTerms); err != nil {
		return out, "", err
	}
	if in.Concept, err = clean(in.Concept); err != nil {
		return out, "", err
	}
	err = u.Update(ctx, who, func(t *txn) error {
		if err := t.checkPublication(in.Publication); err != nil {
			return err
		}
		if !in.Anyway {
			if err := t.checkNew(in.Concept); err != nil {
				return err
			}
		}
		out = workflow.Concept{Concept: in.Concept, State: workflow.ConceptProposed, By: personOf(who), At: t.Now}
		out.ID, batch = t.NewID(), t.Batch
		if who.Can(workflow.ManageTerms) {
			out.State = workflow.ConceptSettled
		}
		return t.addConcept(&out)
	})
	return out, batch, u.afterWrite(ctx, err)
}

// afterWrite has this node find what was written before the answer: the others hear of it from the feed.
func (u *UseCases) afterWrite(ctx context.Context, err error) error {
	if err != nil {
		return err
	}
	return u.Current(ctx)
}

// checkNew refuses a concept where another that holds for its publication has a preferred term of it.
func (t *txn) checkNew(c term.Concept) error {
	for _, p := range c.Terms {
		if p.Status != term.Preferred {
			continue
		}
		key := lang.Fold(p.Text, p.Lang)
		there, err := t.Concepts(workflow.ConceptFilter{Key: key})
		if err != nil {
			return err
		}
		for _, o := range there {
			holds := o.Publication == "" || c.Publication == "" || o.Publication == c.Publication
			same := slices.ContainsFunc(o.Terms, func(q term.Term) bool {
				return lang.Base(q.Lang) == lang.Base(p.Lang) && lang.Fold(q.Text, q.Lang) == key
			})
			if holds && same {
				return workflow.Fail(workflow.Conflict, "term.there", "Term", p.Text, "Concept", o.ID)
			}
		}
	}
	return nil
}

// addConcept writes a new concept with the edit that says so.
func (t *txn) addConcept(c *workflow.Concept) error {
	if err := t.keepConcept(c); err != nil {
		return err
	}
	return t.AddConceptEdits(t.editOf(absent(*c), workflow.ConceptAdded, ""))
}

// absent is what a concept is before it is added, and when that is undone. It is no proposal: one that is gone
// was declined.
func absent(c workflow.Concept) workflow.Concept {
	c.State, c.Gone = workflow.ConceptSettled, true
	return c
}

// editOf is the edit of a concept that was c before.
func (t *txn) editOf(c workflow.Concept, kind workflow.ConceptEditKind, reason string) workflow.ConceptEdit {
	return workflow.ConceptEdit{ID: t.NewID(), Concept: c.ID, Batch: t.Batch, Kind: kind, At: t.Now,
		By: personOf(t.Who), Reason: reason, Was: c.Concept, State: c.State, Gone: c.Gone}
}

// personOf is the id of the person who acts; empty for the command line.
func personOf(who workflow.Actor) string {
	if who.ID == workflow.Operator().ID {
		return ""
	}
	return who.ID
}

// mayEdit refuses who may not write a concept: editors may, and translators what they propose, which is
// gone before they do.
func mayEdit(who workflow.Actor, c workflow.Concept) error {
	proposal := c.State == workflow.ConceptProposed || c.Gone
	if proposal && c.By == who.ID && who.Can(workflow.ProposeTerms) {
		return nil
	}
	return who.May(workflow.ManageTerms)
}

// Edit writes a concept, and keeps what it was. It is refused when another person has written it after
// the sequence seq; 0 is whatever it is now. The batch, with which the edit is undone, is empty when
// nothing changed.
func (u *UseCases) Edit(
	ctx context.Context, who workflow.Actor, c term.Concept, seq int64,
) (out workflow.Concept, batch string, err error) {
	return u.write(ctx, who, c, seq, workflow.ConceptEdited)
}

// Accept settles a proposal, as it is or as it is edited with it.
func (u *UseCases) Accept(
	ctx context.Context, who workflow.Actor, c term.Concept, seq int64,
) (out workflow.Concept, batch string, err error) {
	if err := who.May(workflow.ManageTerms); err != nil {
		return out, "", err
	}
	return u.write(ctx, who, c, seq, workflow.ConceptAccepted)
}

func (u *UseCases) write(
	ctx context.Context, who workflow.Actor, c term.Concept, seq int64, kind workflow.ConceptEditKind,
) (out workflow.Concept, batch string, err error) {
	if c, err = clean(c); err != nil {
		return out, "", err
	}
	err = u.Update(ctx, who, func(t *txn) error {
		batch = ""
		if out, err = t.writable(c.ID, seq); err != nil {
			return err
		}
		if err := mayEdit(who, out); err != nil {
			return err
		}
		if kind == workflow.ConceptAccepted && out.State != workflow.ConceptProposed {
			return workflow.Fail(workflow.Conflict, "term.settled")
		}
		if kind == workflow.ConceptEdited && equal(out.Concept, c) {
			return nil
		}
		if err := t.checkPublication(c.Publication); err != nil {
			return err
		}
		if err := t.AddConceptEdits(t.editOf(out, kind, "")); err != nil {
			return err
		}
		out.Concept, batch = c, t.Batch
		if kind == workflow.ConceptAccepted {
			out.State = workflow.ConceptSettled
		}
		return t.rewrite(&out)
	})
	return out, batch, u.afterWrite(ctx, err)
}

func equal(a, b term.Concept) bool {
	terms := slices.Equal(a.Terms, b.Terms)
	a.Terms, b.Terms = nil, nil
	return terms && a.Type == b.Type && a.Domain == b.Domain && a.Note == b.Note && a.Source == b.Source &&
		a.Publication == b.Publication
}

// writable reads a concept that is to be written.
func (t *txn) writable(id string, seq int64) (workflow.Concept, error) {
	c, err := t.Concept(id)
	switch {
	case err != nil:
		return c, err
	case c.Gone:
		return c, workflow.Fail(workflow.Conflict, "term.gone")
	case seq != 0 && seq != c.Seq:
		return c, workflow.Fail(workflow.Conflict, "term.changed")
	}
	return c, nil
}

// rewrite writes a concept as one that the actor has written now. A proposal stays that of who made it.
func (t *txn) rewrite(c *workflow.Concept) error {
	c.At = t.Now
	return t.changeConcept(c)
}

// Decline settles a proposal by saying why it will not be. Who made it may withdraw it so.
func (u *UseCases) Decline(
	ctx context.Context, who workflow.Actor, id, reason string, seq int64,
) (batch string, err error) {
	if reason, err = workflow.CleanRemark(reason); err != nil {
		return "", err
	}
	err = u.Update(ctx, who, func(t *txn) error {
		c, err := t.writable(id, seq)
		if err != nil {
			return err
		}
		if err := mayEdit(who, c); err != nil {
			return err
		}
		if c.State != workflow.ConceptProposed {
			return workflow.Fail(workflow.Conflict, "term.settled")
		}
		batch = t.Batch
		return t.remove(c, workflow.ConceptDeclined, reason)
	})
	return batch, u.afterWrite(ctx, err)
}

// Remove takes concepts out of the termbase. They stay, as Gone: Undo brings them back by the batch.
func (u *UseCases) Remove(
	ctx context.Context, who workflow.Actor, ids []string,
) (batch string, removed int, err error) {
	if err := who.May(workflow.ManageTerms); err != nil {
		return "", 0, err
	}
	chunks := slices.Collect(slices.Chunk(ids, editChunk))
	counts := make([]int, len(chunks))
	batch, err = u.UpdateInSlices(ctx, who, len(chunks), func(t *txn, i int) error {
		concepts, err := t.ConceptsByID(chunks[i])
		counts[i] = 0
		for _, c := range concepts {
			if err != nil {
				return err
			}
			if !c.Gone {
				counts[i]++
				err = t.remove(c, workflow.ConceptRemoved, "")
			}
		}
		return err
	})
	for _, n := range counts {
		removed += n
	}
	return batch, removed, u.afterWrite(ctx, err)
}

// editChunk is how many concepts one step of an edit of many writes.
const editChunk = 50

func (t *txn) remove(c workflow.Concept, kind workflow.ConceptEditKind, reason string) error {
	if err := t.AddConceptEdits(t.editOf(c, kind, reason)); err != nil {
		return err
	}
	c.Gone = true
	return t.rewrite(&c)
}
