package termbase

import (
	"cmp"
	"context"
	"slices"

	"truchement/workflow"
	"truchement/workflow/format/terms"
	"truchement/workflow/lang"
	"truchement/workflow/term"
)

// taking is a file that was compared to the termbase, while what it says is written. Other people and other imports
// write in between: each step compares what it writes to what they have written since. Steps may run again, so each
// leaves what it knows and decides in its own place.
type taking struct {
	agreeing bool
	trials   []terms.Trial     // as the file was compared
	decided  []terms.Trial     // as they are written
	take     []int             // of the trials, those to be written
	since    *terms.Comparison // what others have written since
	read     []place           // by steps: the last concept of the termbase that is known before it
}

// place is where a concept is in the order in which concepts were written.
type place struct {
	seq int64
	id  string
}

// takeIn writes what a file says, as the batch job.
func (u *UseCases) takeIn(
	ctx context.Context, who workflow.Actor, c *compared, job string, progress func(done, total int),
) error {
	k := &taking{agreeing: c.report.Agreeing, trials: c.trials, decided: slices.Clone(c.trials),
		since: terms.NewComparison(c.report.SourceLang)}
	for i, one := range c.trials {
		if isTaken(one, k.agreeing) {
			k.take = append(k.take, i)
		}
	}
	if len(k.take) == 0 {
		return nil
	}
	chunks := slices.Collect(slices.Chunk(k.take, editChunk))
	k.read = make([]place, len(chunks)+1)
	k.read[0] = c.read
	before, err := u.countEdits(ctx, job) // a stop
	if err != nil {
		return err
	}
	err = u.UpdateBatch(ctx, who, job, func(t *txn, step int) (bool, error) {
		progress(before+step*editChunk, before+len(k.take))
		return step+1 < len(chunks), k.write(t, step, chunks[step])
	})
	c.trials = k.decided
	return err
}

// isTaken reports whether a concept of a file is to be written.
func isTaken(t terms.Trial, agreeing bool) bool {
	return (t.Outcome == terms.New || t.Outcome == terms.Changed) && !(agreeing && len(t.Contradicting) > 0)
}

// write carries out a step: it writes some of the trials.
func (k *taking) write(t *txn, step int, chunk []int) (err error) {
	at, err := k.readSince(t, k.read[step])
	if err != nil {
		return err
	}
	for _, i := range chunk {
		if k.decided[i], err = k.again(t, k.trials[i]); err != nil {
			return err
		}
		if !isTaken(k.decided[i], k.agreeing) {
			continue
		}
		written, err := t.take(k.decided[i])
		if err != nil {
			return err
		}
		if written != nil {
			if next := (place{written.Seq, written.ID}); next.seq > at.seq || next.id > at.id {
				at = next // the next step compares to what others write
			}
		}
	}
	k.read[step+1] = at
	return nil
}

// readSince reads what others have written after a place.
func (k *taking) readSince(t *txn, at place) (place, error) {
	for {
		page, err := t.ConceptsSince(at.seq, at.id, indexPage)
		if err != nil {
			return at, err
		}
		for _, c := range page {
			if c.Gone {
				c.Terms = nil
			}
			k.since.Put(&c.Concept)
			at = place{c.Seq, c.ID}
		}
		if len(page) < indexPage {
			return at, nil
		}
	}
}

// again compares a concept of the file to what was written since it was compared first.
func (k *taking) again(t *txn, one terms.Trial) (terms.Trial, error) {
	if k.since.Empty() {
		return one, nil
	}
	if one.There != nil {
		c, err := t.Concept(one.There.ID)
		if err != nil {
			return one, err
		}
		if c.Gone {
			one.There, one.Outcome, one.Changes = nil, terms.New, nil
		}
	}
	now := k.since.Try(one.Entry)
	if now.There != nil && len(now.There.Terms) > 0 && (one.There == nil || one.There.ID == now.There.ID) {
		one.There, one.Outcome, one.Changes = now.There, now.Outcome, now.Changes
	}
	if len(one.Contradicting) == 0 {
		one.Contradicting = now.Contradicting
	}
	return one, nil
}

// take writes a concept of a file: a new one, or what it says otherwise of one that is there; nil: nothing.
func (t *txn) take(one terms.Trial) (*workflow.Concept, error) {
	if one.There == nil {
		c := workflow.Concept{Concept: one.Concept, State: workflow.ConceptSettled, By: personOf(t.Who), At: t.Now}
		c.ID = t.NewID()
		err := t.addConcept(&c)
		return &c, err
	}
	c, err := t.Concept(one.There.ID)
	if err != nil {
		return nil, err
	}
	merged := merge(c.Concept, one.Concept)
	if equal(merged, c.Concept) {
		return nil, nil
	}
	if err := t.AddConceptEdits(t.editOf(c, workflow.ConceptEdited, "")); err != nil {
		return nil, err
	}
	c.Concept = merged
	err = t.rewrite(&c)
	return &c, err
}

// merge is a concept with all that another says of it.
func merge(c, says term.Concept) term.Concept {
	if says.Type != term.General { // which is what a file without types has
		c.Type = says.Type
	}
	c.Domain, c.Note, c.Source = cmp.Or(says.Domain, c.Domain), cmp.Or(says.Note, c.Note), cmp.Or(says.Source, c.Source)
	c.Publication = cmp.Or(says.Publication, c.Publication)
	c.Terms = slices.Clone(c.Terms)
	for _, t := range says.Terms {
		if t.Status == term.Preferred {
			if old := c.Preferred(t.Lang); old != nil && old.Text != t.Text {
				old.Status = term.Admitted
			}
		}
		at := slices.IndexFunc(c.Terms, func(o term.Term) bool {
			return o.Text == t.Text && lang.Base(o.Lang) == lang.Base(t.Lang)
		})
		if at < 0 {
			c.Terms = append(c.Terms, t)
			continue
		}
		old := &c.Terms[at]
		old.Status, old.Gender, old.Number = t.Status, cmp.Or(t.Gender, old.Gender), cmp.Or(t.Number, old.Number)
		old.Plural, old.Short, old.Note = cmp.Or(t.Plural, old.Plural), cmp.Or(t.Short, old.Short), cmp.Or(t.Note, old.Note)
	}
	return c
}
