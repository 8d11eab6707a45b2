package workflow

import (
	"cmp"
	"context"
	"time"

	"truchement/workflow/bitext"
)

// Step is the use case behind a move of an article from one stage to another. Stages are derived
// from segments, so that a move is never a label: it does something or it is refused.
type Step string

// The steps.
const (
	TakeStep    Step = "take"    // the segments that nobody has go to a translator
	ReleaseStep Step = "release" // back to the pool, while nothing is written
	SubmitStep  Step = "submit"  // every draft is confirmed
	ReturnStep  Step = "return"  // what waits for review goes back, with a reason
	SignStep    Step = "sign"
	UnsignStep  Step = "unsign"
	PublishStep Step = "publish"
)

// Move is where an article could go from its stage, and how.
type Move struct {
	To      Stage
	Step    Step  // empty: no step leads there
	Refused error // why it cannot be done now; nil: it can
}

// MoveTo asks for a move. From is the stage the asker saw; when it is another by now the move is
// refused.
type MoveTo struct {
	Article  string
	From, To Stage
	Person   string // who takes the article; empty: the actor
	Reason   string // why it is returned
}

// Moved is what a move did.
type Moved struct {
	Move
	From   Stage
	Batch  string // to undo it as one; empty when no segment changed
	Person string // who had the article or has it now; empty: not one person alone
}

// MovesOf lists where an article can go, in the order of the stages, and why it cannot go to the
// others. It knows the summary alone: Desk.Move looks at the segments too.
func MovesOf(s Summary, who Actor) []Move {
	from := s.Stage()
	var all []Move
	for _, to := range Stages() {
		if to == from || to == Blocked {
			continue
		}
		m := Move{To: to, Step: stepBetween(from, to)}
		m.Refused = s.refusal(m, who)
		all = append(all, m)
	}
	return all
}

func stepBetween(from, to Stage) Step {
	switch (MoveTo{From: from, To: to}) {
	case MoveTo{From: Arrived, To: Translating}:
		return TakeStep
	case MoveTo{From: Translating, To: Arrived}:
		return ReleaseStep
	case MoveTo{From: Translating, To: Reviewing}:
		return SubmitStep
	case MoveTo{From: Reviewing, To: Translating}:
		return ReturnStep
	case MoveTo{From: Reviewing, To: Ready}:
		return SignStep
	case MoveTo{From: Ready, To: Reviewing}:
		return UnsignStep
	case MoveTo{From: Ready, To: Published}:
		return PublishStep
	}
	return ""
}

// refusal is why an article cannot make a move, nil when it can.
func (s Summary) refusal(m Move, who Actor) error {
	from := s.Stage()
	switch {
	case from == Blocked:
		return Fail(Forbidden, "article.retracted", "Reason", s.Retracted)
	case from == Published:
		return Fail(Invalid, "move.published")
	case m.Step != "" && !who.Can(verbOf(m.Step)):
		return Fail(Forbidden, "move.not-able")
	}
	switch m.Step {
	case TakeStep, UnsignStep, PublishStep:
		return nil
	case ReleaseStep:
		return s.refuseRelease(who)
	case SubmitStep:
		return s.lacks(s.Segments.Initial, s.Segments.Returned, 0)
	case ReturnStep:
		if s.Segments.Translated == 0 {
			return Fail(Invalid, "move.all-reviewed")
		}
		return nil
	case SignStep:
		return s.lacks(0, s.Segments.Returned, s.Segments.Translated)
	}
	return s.refuseFar(m.To)
}

// refuseFar says what stands before a stage that is more than one step away.
func (s Summary) refuseFar(to Stage) error {
	n := s.Segments
	switch {
	case to == Arrived:
		return Fail(Invalid, "move.begun")
	case s.Stage() == Ready && to == Translating:
		return Fail(Invalid, "move.signed")
	}
	if err := s.lacks(n.Initial+n.Draft, n.Returned, n.Translated); err != nil {
		return err
	}
	return Fail(Invalid, "publish.unsigned")
}

// lacks says what is left to do first, of what counts.
func (s Summary) lacks(untranslated, returned, unreviewed int) error {
	switch {
	case untranslated > 0:
		return Fail(Invalid, "move.untranslated", "Count", untranslated)
	case returned > 0:
		return Fail(Invalid, "move.returned", "Count", returned)
	case unreviewed > 0:
		return Fail(Invalid, "move.unreviewed", "Count", unreviewed)
	}
	return nil
}

func (s Summary) refuseRelease(who Actor) error {
	if s.Segments.Initial < s.Segments.Total() {
		return Fail(Invalid, "move.begun")
	}
	for _, id := range s.Translators {
		if id != who.ID && !who.Can(Assign) {
			return Fail(Forbidden, "assign.of-another")
		}
	}
	return nil
}

func verbOf(step Step) Verb {
	switch step {
	case TakeStep, ReleaseStep, SubmitStep:
		return Translate
	case ReturnStep:
		return ReviewSegments
	}
	return Publish
}

// Move takes an article to another stage by the use case that leads there.
func (d *Desk) Move(ctx context.Context, who Actor, in MoveTo) (Moved, error) {
	if err := who.may(ReadDesk); err != nil {
		return Moved{}, err
	}
	v, err := d.Article(ctx, who, in.Article)
	if err != nil {
		return Moved{}, err
	}
	out := Moved{From: v.Stage(), Person: in.Person}
	if in.From != out.From {
		return out, Fail(Conflict, "move.changed")
	}
	for _, m := range MovesOf(v.Summary, who) {
		if m.To != in.To {
			continue
		}
		if out.Move = m; m.Refused != nil {
			return out, m.Refused
		}
		return out, d.step(ctx, who, in, v, &out)
	}
	return out, Fail(Invalid, "move.nowhere")
}

// step carries out a move that may be made.
func (d *Desk) step(
	ctx context.Context, who Actor, in MoveTo, v ArticleView, out *Moved,
) (err error) {
	switch out.Step {
	case TakeStep:
		return d.take(ctx, who, in)
	case ReleaseStep:
		if len(v.Translators) == 1 {
			out.Person = v.Translators[0]
		}
		return d.release(ctx, who, in.Article)
	case SubmitStep:
		out.Batch, err = d.submit(ctx, who, in.Article)
	case ReturnStep:
		out.Batch, err = d.returnAll(ctx, who, v, in.Reason)
	case SignStep:
		return d.SignOff(ctx, who, in.Article)
	case UnsignStep:
		return d.withdraw(ctx, who, in.Article)
	case PublishStep:
		return d.Publish(ctx, who, in.Article)
	}
	return err
}

func (d *Desk) take(ctx context.Context, who Actor, in MoveTo) error {
	if in.Person == "" || in.Person == who.ID {
		_, err := d.Claim(ctx, who, in.Article, 0, 0)
		return err
	}
	_, err := d.Assign(ctx, who,
		NewAssignment{Article: in.Article, Person: in.Person, Role: Translator})
	return err
}

// release ends every assignment to translate of an article that nobody has begun.
func (d *Desk) release(ctx context.Context, who Actor, article string) error {
	return d.update(ctx, who, func(u *unit) error {
		v, err := LoadArticle(u, article)
		if err != nil {
			return err
		}
		if err := v.refuseRelease(who); err != nil {
			return err
		}
		for _, a := range v.Assignments {
			if a.Role != Translator {
				continue
			}
			if err := u.end(a); err != nil {
				return err
			}
		}
		return nil
	})
}

// submit confirms every draft of an article, as one batch.
func (d *Desk) submit(ctx context.Context, who Actor, article string) (string, error) {
	batch := ""
	err := d.update(ctx, who, func(u *unit) error {
		batch = u.Batch
		segments, err := u.Segments(article)
		if err != nil {
			return err
		}
		for _, s := range segments {
			if s.State != bitext.Initial {
				continue
			}
			if s.SubState != bitext.Draft || s.Target.Empty() {
				return Fail(Invalid, "move.untranslated", "Count", 1)
			}
			_, conflict, err := u.save(Save{Segment: s.ID, Version: s.Version,
				Target: s.Target.Markup(), Confirm: true})
			if conflict != nil || err != nil {
				return cmp.Or(conflict, err)
			}
		}
		return nil
	})
	return batch, err
}

// returnAll returns what waits for review, as one batch.
func (d *Desk) returnAll(
	ctx context.Context, who Actor, v ArticleView, reason string,
) (string, error) {
	in := BulkReview{Article: v.ID, Decision: Return, Reason: reason}
	for _, s := range v.Segments {
		if s.State == bitext.Translated && s.SubState == bitext.None {
			in.Segments = append(in.Segments, SegmentVersion{Segment: s.ID, Version: s.Version})
		}
	}
	out, err := d.ReviewMany(ctx, who, in)
	if err == nil && len(out.Done) == 0 {
		err = out.Skipped[0].Why
	}
	return out.Batch, err
}

// withdraw takes back the sign-off of an article that is not published.
func (d *Desk) withdraw(ctx context.Context, who Actor, article string) error {
	return d.update(ctx, who, func(u *unit) error {
		v, err := LoadArticle(u, article)
		if err != nil {
			return err
		}
		if v.Stage() != Ready {
			return Fail(Conflict, "move.changed")
		}
		v.SignedOff, v.SignedOffBy = time.Time{}, ""
		if err := u.UpdateArticle(v.Article); err != nil {
			return err
		}
		return u.AppendFeed(ArticleReopened, article, "", nil)
	})
}
