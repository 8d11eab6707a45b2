package plan

import (
	"context"
	"slices"
	"strings"
	"time"

	"truchement/workflow"
)

// Assign gives a range of segments, or the whole article, to a person. Segments
// that somebody else had go over to the new person.
func (u *UseCases) Assign(ctx context.Context, who workflow.Actor, in NewAssignment) (workflow.Assignment, error) {
	if err := who.May(workflow.Assign); err != nil {
		return workflow.Assignment{}, err
	}
	if err := workflow.CleanRemarks(&in.Note, &in.Override); err != nil {
		return workflow.Assignment{}, err
	}
	var a workflow.Assignment
	err := u.update(ctx, who, func(t *txn) error {
		segments, err := t.segmentsInRange(in.Article, in.From, in.To)
		if err != nil {
			return err
		}
		if err := t.checkAssignable(in, segments); err != nil {
			return err
		}
		a, err = t.assign(in, segments)
		return err
	})
	return a, err
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

// checkAssignable refuses a person whose role is too low, and a reviewer who translates
// the same segments, unless that is overridden with a reason.
func (t *txn) checkAssignable(in NewAssignment, segments []workflow.Segment) error {
	p, err := t.Person(in.Person)
	if err != nil {
		return err
	}
	verb := workflow.Translate
	if in.Role == workflow.Editor {
		verb = workflow.ReviewSegments
	} else if in.Role != workflow.Translator {
		return workflow.Fail(workflow.Invalid, "assign.role")
	}
	if !(workflow.Actor{Person: p, Scope: workflow.FullScope}).Can(verb) {
		return workflow.Fail(workflow.Invalid, "assign.not-able", "Name", p.Name)
	}
	if strings.TrimSpace(in.Override) != "" {
		return nil
	}
	for _, s := range segments {
		same := in.Role == workflow.Editor && (s.Translator == p.ID || slices.Contains(s.Authors, p.ID)) ||
			in.Role == workflow.Translator && s.Editor == p.ID
		if same {
			return workflow.Fail(workflow.Invalid, "assign.four-eyes", "Name", p.Name, "Position", s.Position)
		}
	}
	return nil
}

func (t *txn) assign(in NewAssignment, segments []workflow.Segment) (workflow.Assignment, error) {
	a := workflow.Assignment{
		ID: t.NewID(), Article: in.Article, Person: in.Person, Role: in.Role,
		Due: in.Due.UTC().Truncate(time.Minute), Urgency: in.Urgency,
		Note: strings.TrimSpace(in.Note), By: t.Who.ID, Created: t.Now,
	}
	if err := t.AddAssignment(a); err != nil {
		return a, err
	}
	if err := t.AssignSegments(a, ids(segments)); err != nil {
		return a, err
	}
	if err := t.endEmptyAssignments(in.Article); err != nil {
		return a, err
	}
	return a, t.AppendFeed(workflow.AssignmentMade, a.Article, "", map[string]any{
		"assignment": a.ID, "person": a.Person, "role": a.Role,
		"from": segments[0].Position, "to": segments[len(segments)-1].Position,
		"override": strings.TrimSpace(in.Override),
	})
}

func ids(segments []workflow.Segment) []string {
	out := make([]string, len(segments))
	for i, s := range segments {
		out[i] = s.ID
	}
	return out
}

// endEmptyAssignments ends the assignments of an article that no segment names any more.
func (t *txn) endEmptyAssignments(article string) error {
	standing, err := t.Assignments(article)
	if err != nil {
		return err
	}
	segments, err := t.Segments(article)
	if err != nil {
		return err
	}
	used := map[string]bool{}
	for _, s := range segments {
		used[s.Assignment], used[s.Review] = true, true
	}
	for _, a := range standing {
		if used[a.ID] {
			continue
		}
		a.Ended = t.Now
		if err := t.UpdateAssignment(a); err != nil {
			return err
		}
	}
	return nil
}

// Claim takes segments from the pool, first come: those in the range that
// nobody has. It is a Conflict when somebody has them all.
func (u *UseCases) Claim(ctx context.Context, who workflow.Actor, article string, from, to int) (
	workflow.Assignment, error,
) {
	if err := who.May(workflow.Translate); err != nil {
		return workflow.Assignment{}, err
	}
	var a workflow.Assignment
	err := u.update(ctx, who, func(t *txn) error {
		segments, err := t.segmentsInRange(article, from, to)
		if err != nil {
			return err
		}
		free := slices.DeleteFunc(slices.Clone(segments), func(s workflow.Segment) bool {
			return s.Assignment != "" || s.Editor == who.ID
		})
		if len(free) == 0 {
			return workflow.Fail(workflow.Conflict, "claim.taken")
		}
		a, err = t.assign(NewAssignment{Article: article, Person: who.ID, Role: workflow.Translator}, free)
		return err
	})
	return a, err
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
	var a workflow.Assignment
	err := u.update(ctx, who, func(t *txn) error {
		old, segments, err := t.activeAssignment(id)
		if err != nil {
			return err
		}
		in := NewAssignment{
			Article: old.Article, Person: person, Role: old.Role,
			Due: old.Due, Urgency: old.Urgency, Note: note,
		}
		if len(segments) == 0 {
			return workflow.Fail(workflow.Conflict, "assign.ended")
		}
		if err := t.checkAssignable(in, segments); err != nil {
			return err
		}
		a, err = t.assign(in, segments)
		return err
	})
	return a, err
}

// TakeBack ends an assignment; its segments go back to the pool.
func (u *UseCases) TakeBack(ctx context.Context, who workflow.Actor, id string) error {
	if err := who.May(workflow.Translate); err != nil {
		return err
	}
	return u.update(ctx, who, func(t *txn) error {
		a, _, err := t.activeAssignment(id)
		if err != nil {
			return err
		}
		return t.end(a)
	})
}

// end ends an assignment and gives its segments back to the pool.
func (t *txn) end(a workflow.Assignment) error {
	if err := t.ReleaseSegments(a); err != nil {
		return err
	}
	a.Ended = t.Now
	if err := t.UpdateAssignment(a); err != nil {
		return err
	}
	return t.AppendFeed(workflow.AssignmentEnded, a.Article, "", map[string]any{
		"assignment": a.ID, "person": a.Person,
	})
}

// activeAssignment loads an assignment that has not ended and its segments, and checks
// that the actor may pass it on.
func (t *txn) activeAssignment(id string) (workflow.Assignment, []workflow.Segment, error) {
	a, err := t.Assignment(id)
	if err != nil {
		return a, nil, err
	}
	if !a.Ended.IsZero() {
		return a, nil, workflow.Fail(workflow.Conflict, "assign.ended")
	}
	if a.Person != t.Who.ID && !t.Who.Can(workflow.Assign) {
		return a, nil, workflow.Fail(workflow.Forbidden, "assign.of-another")
	}
	all, err := t.Segments(a.Article)
	if err != nil {
		return a, nil, err
	}
	own := slices.DeleteFunc(all, func(s workflow.Segment) bool { return s.Assignment != id && s.Review != id })
	return a, own, nil
}

// Loads tells how much each person has to do. endOfDay is the end of the day
// where the newsroom is.
func (u *UseCases) Loads(ctx context.Context, who workflow.Actor, endOfDay time.Time) ([]workflow.Load, error) {
	if err := who.May(workflow.ReadDesk); err != nil {
		return nil, err
	}
	var all []workflow.Load
	err := u.view(ctx, func(tx *txn) error {
		var err error
		all, err = tx.Loads(u.Now().UnixMilli(), endOfDay.UnixMilli())
		return err
	})
	return all, err
}

// Assignment is one assignment, standing or ended.
func (u *UseCases) Assignment(ctx context.Context, who workflow.Actor, id string) (workflow.Assignment, error) {
	if err := who.May(workflow.ReadDesk); err != nil {
		return workflow.Assignment{}, err
	}
	var a workflow.Assignment
	err := u.view(ctx, func(tx *txn) error {
		var err error
		a, err = tx.Assignment(id)
		return err
	})
	return a, err
}

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

// ReleaseArticle ends every assignment to translate of an article that nobody has begun.
func (u *UseCases) ReleaseArticle(ctx context.Context, who workflow.Actor, article string) error {
	if err := who.May(workflow.Translate); err != nil {
		return err
	}
	return u.update(ctx, who, func(t *txn) error {
		v, err := workflow.LoadArticle(t, article)
		if err != nil {
			return err
		}
		if err := v.RefuseRelease(who); err != nil {
			return err
		}
		for _, a := range v.Assignments {
			if a.Role != workflow.Translator {
				continue
			}
			if err := t.end(a); err != nil {
				return err
			}
		}
		return nil
	})
}
