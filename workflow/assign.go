package workflow

import (
	"context"
	"slices"
	"strings"
	"time"
)

// Assign gives a range of segments, or the whole article, to a person. Segments
// that somebody else had go over to the new person.
func (d *Desk) Assign(ctx context.Context, who Actor, in NewAssignment) (Assignment, error) {
	if err := who.may(Assign); err != nil {
		return Assignment{}, err
	}
	if err := remarks(&in.Note, &in.Override); err != nil {
		return Assignment{}, err
	}
	var a Assignment
	err := d.update(ctx, who, func(u *unit) error {
		segments, err := u.rangeOf(in.Article, in.From, in.To)
		if err != nil {
			return err
		}
		if err := u.fitFor(in, segments); err != nil {
			return err
		}
		a, err = u.assign(in, segments)
		return err
	})
	return a, err
}

// rangeOf lists the segments at positions from to to; from 0 means all.
func (u *unit) rangeOf(article string, from, to int) ([]Segment, error) {
	a, err := u.Article(article)
	if err != nil {
		return nil, err
	}
	if a.Retracted != "" {
		return nil, Fail(Forbidden, "article.retracted", "Reason", a.Retracted)
	}
	all, err := u.Segments(article)
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
		return nil, Fail(Invalid, "assign.range", "Count", len(all))
	}
	return all[from-1 : to], nil
}

// fitFor refuses a person whose role is too low, and a reviewer who translates
// the same segments, unless that is overridden with a reason.
func (u *unit) fitFor(in NewAssignment, segments []Segment) error {
	p, err := u.Person(in.Person)
	if err != nil {
		return err
	}
	verb := Translate
	if in.Role == Editor {
		verb = ReviewSegments
	} else if in.Role != Translator {
		return Fail(Invalid, "assign.role")
	}
	if !(Actor{Person: p, Scope: FullScope}).Can(verb) {
		return Fail(Invalid, "assign.not-able", "Name", p.Name)
	}
	if strings.TrimSpace(in.Override) != "" {
		return nil
	}
	for _, s := range segments {
		same := in.Role == Editor && (s.Translator == p.ID || slices.Contains(s.Authors, p.ID)) ||
			in.Role == Translator && s.Editor == p.ID
		if same {
			return Fail(Invalid, "assign.four-eyes", "Name", p.Name, "Position", s.Position)
		}
	}
	return nil
}

func (u *unit) assign(in NewAssignment, segments []Segment) (Assignment, error) {
	a := Assignment{
		ID: u.NewID(), Article: in.Article, Person: in.Person, Role: in.Role,
		Due: in.Due.UTC().Truncate(time.Minute), Urgency: in.Urgency,
		Note: strings.TrimSpace(in.Note), By: u.Who.ID, Created: u.Now,
	}
	if err := u.AddAssignment(a); err != nil {
		return a, err
	}
	if err := u.AssignSegments(a, ids(segments)); err != nil {
		return a, err
	}
	if err := u.endEmpty(in.Article); err != nil {
		return a, err
	}
	return a, u.AppendFeed(AssignmentMade, a.Article, "", map[string]any{
		"assignment": a.ID, "person": a.Person, "role": a.Role,
		"from": segments[0].Position, "to": segments[len(segments)-1].Position,
		"override": strings.TrimSpace(in.Override),
	})
}

func ids(segments []Segment) []string {
	out := make([]string, len(segments))
	for i, s := range segments {
		out[i] = s.ID
	}
	return out
}

// endEmpty ends the assignments of an article that no segment names any more.
func (u *unit) endEmpty(article string) error {
	standing, err := u.Assignments(article)
	if err != nil {
		return err
	}
	segments, err := u.Segments(article)
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
		a.Ended = u.Now
		if err := u.UpdateAssignment(a); err != nil {
			return err
		}
	}
	return nil
}

// Claim takes segments from the pool, first come: those in the range that
// nobody has. It is a Conflict when somebody has them all.
func (d *Desk) Claim(ctx context.Context, who Actor, article string, from, to int) (
	Assignment, error,
) {
	if err := who.may(Translate); err != nil {
		return Assignment{}, err
	}
	var a Assignment
	err := d.update(ctx, who, func(u *unit) error {
		segments, err := u.rangeOf(article, from, to)
		if err != nil {
			return err
		}
		free := slices.DeleteFunc(slices.Clone(segments), func(s Segment) bool {
			return s.Assignment != "" || s.Editor == who.ID
		})
		if len(free) == 0 {
			return Fail(Conflict, "claim.taken")
		}
		a, err = u.assign(NewAssignment{Article: article, Person: who.ID, Role: Translator}, free)
		return err
	})
	return a, err
}

// HandOver passes an assignment to another person, with a note. Translators
// hand over their own, editors anybody's.
func (d *Desk) HandOver(ctx context.Context, who Actor, id, person, note string) (
	Assignment, error,
) {
	if err := who.may(Translate); err != nil {
		return Assignment{}, err
	}
	if err := remarks(&note); err != nil {
		return Assignment{}, err
	}
	var a Assignment
	err := d.update(ctx, who, func(u *unit) error {
		old, segments, err := u.standing(id)
		if err != nil {
			return err
		}
		in := NewAssignment{
			Article: old.Article, Person: person, Role: old.Role,
			Due: old.Due, Urgency: old.Urgency, Note: note,
		}
		if len(segments) == 0 {
			return Fail(Conflict, "assign.ended")
		}
		if err := u.fitFor(in, segments); err != nil {
			return err
		}
		a, err = u.assign(in, segments)
		return err
	})
	return a, err
}

// TakeBack ends an assignment; its segments go back to the pool.
func (d *Desk) TakeBack(ctx context.Context, who Actor, id string) error {
	if err := who.may(Translate); err != nil {
		return err
	}
	return d.update(ctx, who, func(u *unit) error {
		a, _, err := u.standing(id)
		if err != nil {
			return err
		}
		return u.end(a)
	})
}

// end ends an assignment and gives its segments back to the pool.
func (u *unit) end(a Assignment) error {
	if err := u.ReleaseSegments(a); err != nil {
		return err
	}
	a.Ended = u.Now
	if err := u.UpdateAssignment(a); err != nil {
		return err
	}
	return u.AppendFeed(AssignmentEnded, a.Article, "", map[string]any{
		"assignment": a.ID, "person": a.Person,
	})
}

// standing loads an assignment that has not ended and its segments, and checks
// that the actor may pass it on.
func (u *unit) standing(id string) (Assignment, []Segment, error) {
	a, err := u.Assignment(id)
	if err != nil {
		return a, nil, err
	}
	if !a.Ended.IsZero() {
		return a, nil, Fail(Conflict, "assign.ended")
	}
	if a.Person != u.Who.ID && !u.Who.Can(Assign) {
		return a, nil, Fail(Forbidden, "assign.of-another")
	}
	all, err := u.Segments(a.Article)
	if err != nil {
		return a, nil, err
	}
	own := slices.DeleteFunc(all, func(s Segment) bool { return s.Assignment != id && s.Review != id })
	return a, own, nil
}

// Loads tells how much each person has to do. endOfDay is the end of the day
// where the newsroom is.
func (d *Desk) Loads(ctx context.Context, who Actor, endOfDay time.Time) ([]Load, error) {
	if err := who.may(ReadDesk); err != nil {
		return nil, err
	}
	var all []Load
	err := d.view(ctx, func(tx *unit) error {
		var err error
		all, err = tx.Loads(d.Now().UnixMilli(), endOfDay.UnixMilli())
		return err
	})
	return all, err
}

// Assignment is one assignment, standing or ended.
func (d *Desk) Assignment(ctx context.Context, who Actor, id string) (Assignment, error) {
	if err := who.may(ReadDesk); err != nil {
		return Assignment{}, err
	}
	var a Assignment
	err := d.view(ctx, func(tx *unit) error {
		var err error
		a, err = tx.Assignment(id)
		return err
	})
	return a, err
}
