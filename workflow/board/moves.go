package board

import (
	"time"

	"truchement/workflow"
)

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
	To      workflow.Stage
	Step    Step  // empty: no step leads there
	Refused error // why it cannot be done now; nil: it can
}

// MoveTo asks for a move. From is the stage the asker saw; when it is another by now the move is
// refused.
type MoveTo struct {
	Article  string
	From, To workflow.Stage
	Person   string    // who takes the article; empty: the actor
	Due      time.Time // when they must be done with it; zero: the article's
	Reason   string    // why it is returned
}

// MovesOf lists where an article can go, in the order of the stages, and why it cannot go to the
// others. It knows the summary alone: UseCases.Move looks at the segments too.
func MovesOf(s workflow.Summary, who workflow.Actor) []Move {
	from := s.Stage()
	var all []Move
	for _, to := range workflow.Stages() {
		if to == from || to == workflow.Blocked {
			continue
		}
		m := Move{To: to, Step: stepBetween(from, to)}
		m.Refused = refusal(s, m, who)
		all = append(all, m)
	}
	return all
}

func stepBetween(from, to workflow.Stage) Step {
	switch (MoveTo{From: from, To: to}) {
	case MoveTo{From: workflow.Arrived, To: workflow.Translating}:
		return TakeStep
	case MoveTo{From: workflow.Translating, To: workflow.Arrived}:
		return ReleaseStep
	case MoveTo{From: workflow.Translating, To: workflow.Reviewing}:
		return SubmitStep
	case MoveTo{From: workflow.Reviewing, To: workflow.Translating}:
		return ReturnStep
	case MoveTo{From: workflow.Reviewing, To: workflow.Ready}:
		return SignStep
	case MoveTo{From: workflow.Ready, To: workflow.Reviewing}:
		return UnsignStep
	case MoveTo{From: workflow.Ready, To: workflow.Published}:
		return PublishStep
	}
	return ""
}

// refusal is why an article cannot make a move, nil when it can.
func refusal(s workflow.Summary, m Move, who workflow.Actor) error {
	from := s.Stage()
	switch {
	case from == workflow.Blocked:
		return workflow.Fail(workflow.Forbidden, "article.retracted", "Reason", s.Retracted)
	case from == workflow.Published:
		return workflow.Fail(workflow.Invalid, "move.published")
	case m.Step != "" && !who.Can(verbOf(m.Step)):
		return workflow.Fail(workflow.Forbidden, "move.not-able")
	}
	switch m.Step {
	case TakeStep, UnsignStep, PublishStep:
		return nil
	case ReleaseStep:
		return s.RefuseRelease(who)
	case SubmitStep:
		return lacks(s.Segments.Initial, s.Segments.Returned, 0)
	case ReturnStep:
		if s.Segments.Translated == 0 {
			return workflow.Fail(workflow.Invalid, "move.all-reviewed")
		}
		return nil
	case SignStep:
		return lacks(0, s.Segments.Returned, s.Segments.Translated)
	}
	return refuseFar(s, m.To)
}

// refuseFar says what is missing before a stage that is more than one step away.
func refuseFar(s workflow.Summary, to workflow.Stage) error {
	n := s.Segments
	switch {
	case to == workflow.Arrived:
		return workflow.Fail(workflow.Invalid, "move.begun")
	case s.Stage() == workflow.Ready && to == workflow.Translating:
		return workflow.Fail(workflow.Invalid, "move.signed")
	}
	if err := lacks(n.Initial+n.Draft, n.Returned, n.Translated); err != nil {
		return err
	}
	return workflow.Fail(workflow.Invalid, "publish.unsigned")
}

// lacks says what is left to do first, of what counts.
func lacks(untranslated, returned, unreviewed int) error {
	switch {
	case untranslated > 0:
		return workflow.Fail(workflow.Invalid, "move.untranslated", "Count", untranslated)
	case returned > 0:
		return workflow.Fail(workflow.Invalid, "move.returned", "Count", returned)
	case unreviewed > 0:
		return workflow.Fail(workflow.Invalid, "move.unreviewed", "Count", unreviewed)
	}
	return nil
}

func verbOf(step Step) workflow.Verb {
	switch step {
	case TakeStep, ReleaseStep, SubmitStep:
		return workflow.Translate
	case ReturnStep:
		return workflow.ReviewSegments
	}
	return workflow.Publish
}
