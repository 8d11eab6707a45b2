package workflow

import "time"

// Step is the use case behind a move of an article from one stage to another. Stages are derived
// from segments, so that a move is never a label: it does something or it is refused.
type Step string

// The steps.
const (
	TakeStep    Step = "take"    // the segments of the pool are given to a translator
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
	Person   string    // who takes the article; empty: the actor
	Due      time.Time // when they must be done with it; zero: the article's
	Reason   string    // why it is returned
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
		return s.RefuseRelease(who)
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

// refuseFar says what is missing before a stage that is more than one step away.
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

// RefuseRelease says why who cannot give the article back to the pool; nil when they can.
func (s Summary) RefuseRelease(who Actor) error {
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
