package plan

import (
	"context"
	"time"

	"truchement/workflow"
)

// NewAssignment is what an editor's page sends. From and To are positions,
// counted from 1, both included; zero From means the whole article.
type NewAssignment struct {
	Article  string
	Person   string
	Role     workflow.Role
	From, To int
	Due      time.Time
	Urgency  workflow.Urgency
	Note     string
	// Override lets the reviewer be the translator, with this reason.
	Override string
}

// Assign gives a range of segments, or the whole article, to a person. Segments
// that another person had are given to the new person.
func (u *UseCases) Assign(ctx context.Context, who workflow.Actor, in NewAssignment) (workflow.Assignment, error) {
	if err := who.May(workflow.Assign); err != nil {
		return workflow.Assignment{}, err
	}
	if err := in.Urgency.Check(); err != nil {
		return workflow.Assignment{}, err
	}
	if err := workflow.CleanRemarks(&in.Note, &in.Override); err != nil {
		return workflow.Assignment{}, err
	}
	g := u.newGiving(in, workflow.Fail(workflow.Conflict, "segment.gone"))
	err := u.View(ctx, func(t *txn) (err error) {
		if g.segments, err = t.segmentsInRange(in.Article, in.From, in.To); err != nil {
			return err
		}
		return g.check(t)
	})
	if err != nil {
		return workflow.Assignment{}, err
	}
	return u.give(ctx, who, g)
}

// segmentsInRange lists the segments at positions from to to; from 0 means all.
func (t *txn) segmentsInRange(article string, from, to int) ([]workflow.Segment, error) {
	a, err := t.Article(article)
	if err != nil {
		return nil, err
	}
	if a.Retracted != "" {
		return nil, workflow.Fail(workflow.Forbidden, "article.retracted", "Reason", a.Retracted)
	}
	all, err := t.Segments(article)
	if err != nil {
		return nil, err
	}
	if from == 0 {
		from, to = 1, len(all)
	}
	if to == 0 {
		to = from
	}
	if from < 1 || to < from || to > len(all) {
		return nil, workflow.Fail(workflow.Invalid, "assign.range", "Count", len(all))
	}
	return all[from-1 : to], nil
}

// Claim takes segments from the pool, first come: those in the range that
// have no translator. It is a Conflict when all of them have one.
func (u *UseCases) Claim(ctx context.Context, who workflow.Actor, article string, from, to int) (
	workflow.Assignment, error,
) {
	if err := who.May(workflow.Translate); err != nil {
		return workflow.Assignment{}, err
	}
	taken := workflow.Fail(workflow.Conflict, "claim.taken")
	g := u.newGiving(NewAssignment{Article: article, Person: who.ID, Role: workflow.Translator}, taken)
	g.wanted = func(s workflow.Segment) bool { return s.Assignment == "" && s.Editor != who.ID }
	err := u.View(ctx, func(t *txn) error {
		all, err := t.segmentsInRange(article, from, to)
		if err != nil {
			return err
		}
		g.segments = g.segments[:0]
		for _, s := range all {
			if g.wanted(s) {
				g.segments = append(g.segments, s)
			}
		}
		if len(g.segments) == 0 {
			return taken
		}
		return nil
	})
	if err != nil {
		return workflow.Assignment{}, err
	}
	return u.give(ctx, who, g)
}

// HandOver passes an assignment to another person, with a note. Translators
// hand over their own, editors anybody's.
func (u *UseCases) HandOver(ctx context.Context, who workflow.Actor, id, person, note string) (
	workflow.Assignment, error,
) {
	if err := who.May(workflow.Translate); err != nil {
		return workflow.Assignment{}, err
	}
	if err := workflow.CleanRemarks(&note); err != nil {
		return workflow.Assignment{}, err
	}
	var g *giving
	err := u.View(ctx, func(t *txn) error {
		t.Who = who
		old, err := t.activeAssignment(id)
		if err != nil {
			return err
		}
		ended := workflow.Fail(workflow.Conflict, "assign.ended")
		g = u.newGiving(NewAssignment{
			Article: old.Article, Person: person, Role: old.Role,
			Due: old.Due, Urgency: old.Urgency, Note: note,
		}, ended)
		g.wanted = func(s workflow.Segment) bool { return s.Assignment == id || s.Review == id }
		all, err := t.Segments(old.Article)
		if err != nil {
			return err
		}
		for _, s := range all {
			if g.wanted(s) {
				g.segments = append(g.segments, s)
			}
		}
		if len(g.segments) == 0 {
			return ended
		}
		return g.check(t)
	})
	if err != nil {
		return workflow.Assignment{}, err
	}
	return u.give(ctx, who, g)
}

// activeAssignment reads an assignment that has not ended, and checks that the actor may pass
// it on.
func (t *txn) activeAssignment(id string) (workflow.Assignment, error) {
	a, err := t.Assignment(id)
	switch {
	case err != nil:
		return a, err
	case !a.Ended.IsZero():
		return a, workflow.Fail(workflow.Conflict, "assign.ended")
	case a.Person != t.Who.ID && !t.Who.Can(workflow.Assign):
		return a, workflow.Fail(workflow.Forbidden, "assign.of-another")
	}
	return a, nil
}

// Assignment is one assignment, standing or ended.
func (u *UseCases) Assignment(ctx context.Context, who workflow.Actor, id string) (workflow.Assignment, error) {
	if err := who.May(workflow.ReadDesk); err != nil {
		return workflow.Assignment{}, err
	}
	var a workflow.Assignment
	err := u.View(ctx, func(tx *txn) error {
		var err error
		a, err = tx.Assignment(id)
		return err
	})
	return a, err
}
