package plan

import (
	"context"
	"errors"
	"strings"
	"time"

	"truchement/workflow"
)

// giving is an assignment as it is made. Its segments are given in slices; until the last one the
// assignment is kept as one that ended when it began, so that no list or load has half of it.
type giving struct {
	workflow.Assignment
	override string
	segments []workflow.Segment          // as they were read
	wanted   func(workflow.Segment) bool // whether one that changed meanwhile is still to be given
	none     error                       // the answer when none is left to give
	given    []bool                      // of segments
}

func (u *UseCases) newGiving(in NewAssignment, none error) *giving {
	return &giving{
		Assignment: workflow.Assignment{
			ID: u.NewID(), Article: in.Article, Person: in.Person, Role: in.Role,
			Due: in.Due.UTC().Truncate(time.Minute), Urgency: in.Urgency,
			Note: strings.TrimSpace(in.Note),
		},
		override: strings.TrimSpace(in.Override),
		wanted:   func(workflow.Segment) bool { return true },
		none:     none,
	}
}

// give makes an assignment. When that fails half-way, its segments go back to who had them.
func (u *UseCases) give(ctx context.Context, who workflow.Actor, g *giving) (workflow.Assignment, error) {
	g.given = make([]bool, len(g.segments))
	begun, err := u.UpdateInSlices(ctx, who, len(g.segments)+1, func(t *txn, i int) error {
		if i == len(g.segments) {
			return g.finish(t)
		}
		if i == 0 {
			if err := g.begin(t); err != nil {
				return err
			}
		}
		return g.giveSegment(t, i)
	})
	if err == nil {
		return g.Assignment, nil
	}
	if begun != "" {
		err = errors.Join(err, u.giveBack(ctx, who, g))
	}
	return workflow.Assignment{}, err
}

func (g *giving) begin(t *txn) error {
	p, err := t.Person(g.Person)
	if err != nil {
		return err
	}
	if err := workflow.CheckAssignee(p, g.Role); err != nil {
		return err
	}
	g.By, g.Created, g.Ended = t.Who.ID, t.Now, t.Now
	return t.AddAssignment(g.Assignment)
}

// check refuses a person whose role is too low, and a reviewer who translates
// the same segments, unless that is overridden with a reason.
func (g *giving) check(t *txn) error {
	p, err := t.Person(g.Person)
	if err != nil {
		return err
	}
	if err := workflow.CheckAssignee(p, g.Role); err != nil || g.override != "" {
		return err
	}
	for _, s := range g.segments {
		if err := s.CheckFourEyes(p, g.Role); err != nil {
			return err
		}
	}
	return nil
}

// giveSegment gives the i-th segment, unless it changed since it was read and is not wanted now.
func (g *giving) giveSegment(t *txn, i int) error {
	s := g.segments[i]
	g.given[i] = false
	version, err := t.SegmentVersion(s.ID)
	if err != nil {
		return err
	}
	translation, review, err := t.AssignmentsOf(s.ID)
	if err != nil {
		return err
	}
	if version != s.Version || translation != s.Assignment || review != s.Review {
		if s, err = t.Segment(s.ID); err != nil {
			return err
		}
		if s.Gone || !g.wanted(s) {
			return nil
		}
		g.segments[i] = s
		p, err := t.Person(g.Person)
		if err != nil {
			return err
		}
		if err := s.CheckFourEyes(p, g.Role); err != nil && g.override == "" {
			return err
		}
	}
	g.given[i] = true
	return t.AssignSegments(g.Assignment, []string{s.ID})
}

// finish completes the assignment, and ends those that it has taken all segments from.
func (g *giving) finish(t *txn) error {
	a, err := t.Article(g.Article)
	if err != nil {
		return err
	}
	if a.Retracted != "" {
		return workflow.Fail(workflow.Forbidden, "article.retracted", "Reason", a.Retracted)
	}
	from, to := 0, 0
	for i, given := range g.given {
		if !given {
			continue
		}
		if to = g.segments[i].Position; from == 0 {
			from = to
		}
	}
	if to == 0 {
		return g.none
	}
	g.Ended = time.Time{}
	if err := t.UpdateAssignment(g.Assignment); err != nil {
		return err
	}
	empty, err := t.EmptyAssignments(g.Article)
	if err != nil {
		return err
	}
	for _, a := range empty {
		a.Ended = t.Now
		if err := t.UpdateAssignment(a); err != nil {
			return err
		}
	}
	return t.AppendAssignmentMade(g.Assignment, from, to, g.override)
}

// giveBack takes back an assignment that was not finished. One that was is left alone: the answer
// of its last transaction was lost.
func (u *UseCases) giveBack(ctx context.Context, who workflow.Actor, g *giving) error {
	_, err := u.UpdateWhile(context.WithoutCancel(ctx), who,
		func(t *txn, i int) (more bool, err error) {
			if i == 0 {
				a, err := t.Assignment(g.ID)
				if err != nil || a.Ended.IsZero() {
					return false, err
				}
			}
			if g.given[i] {
				err = g.giveSegmentBack(t, g.segments[i])
			}
			return i+1 < len(g.segments), err
		})
	return err
}

func (g *giving) giveSegmentBack(t *txn, s workflow.Segment) error {
	now, review, err := t.AssignmentsOf(s.ID)
	if err != nil {
		return err
	}
	old := workflow.Assignment{ID: s.Assignment, Article: g.Article, Role: g.Role}
	if g.Role == workflow.Editor {
		now, old.ID = review, s.Review
	}
	if now != g.ID {
		return nil
	}
	if old.ID != "" {
		a, err := t.Assignment(old.ID)
		if err != nil {
			return err
		}
		if !a.Ended.IsZero() {
			old.ID = ""
		}
	}
	return t.AssignSegments(old, []string{s.ID})
}
