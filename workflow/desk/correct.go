package desk

import (
	"context"
	"strings"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/ledger"
)

// Correct changes the source of a segment, graded by how grave it is.
func (u *UseCases) Correct(ctx context.Context, who workflow.Actor, in Correction) (workflow.Segment, error) {
	if err := who.May(workflow.CorrectSource); err != nil {
		return workflow.Segment{}, err
	}
	if err := workflow.CleanRemarks(&in.Reason); err != nil {
		return workflow.Segment{}, err
	}
	var out workflow.Segment
	err := u.Update(ctx, who, func(t *txn) error {
		s, err := t.WritableSegment(in.Segment)
		if err != nil {
			return err
		}
		if s.Version != in.Version {
			return &workflow.ConflictError{Base: s.Snapshot, Current: s, Yours: s.Snapshot}
		}
		out, err = t.correct(s, in)
		return err
	})
	return out, err
}

// CorrectAll corrects the sources of several segments of an article as one batch, whose id it
// answers: all of them, or none when one has changed since.
func (u *UseCases) CorrectAll(
	ctx context.Context, who workflow.Actor, article string, all []Correction,
) (string, error) {
	if err := who.May(workflow.CorrectSource); err != nil {
		return "", err
	}
	if len(all) == 0 {
		return "", workflow.Fail(workflow.Invalid, "compare.none")
	}
	segments, err := u.segmentsByID(ctx, article)
	if err != nil {
		return "", err
	}
	for i := range all {
		if err := workflow.CleanRemarks(&all[i].Reason); err != nil {
			return "", err
		}
	}
	return u.updateAll(ctx, who, len(all), func(t *txn, i int) error {
		in := all[i]
		s, ok := segments[in.Segment]
		if !ok {
			return workflow.Fail(workflow.NotFound, "error.not-found")
		}
		s, err := t.current(s)
		switch {
		case err != nil:
			return err
		case in.Grade == workflow.Retraction: // of an article, not of one of its segments
			return workflow.UnknownOption("correct.no-grade", in.Grade, workflow.Grades()[:3])
		case s.Gone || s.Version != in.Version:
			return workflow.Fail(workflow.Conflict, "compare.moved", "Position", s.Position)
		}
		if err := t.CheckNotRetracted(article); err != nil {
			return err
		}
		_, err = t.correct(s, in)
		return err
	})
}

func (t *txn) correct(s workflow.Segment, in Correction) (workflow.Segment, error) {
	to, from := s.Snapshot, s.State
	reason := strings.TrimSpace(in.Reason)
	if in.Grade == workflow.Retraction {
		if reason == "" {
			return s, workflow.Fail(workflow.Invalid, "correct.no-reason")
		}
		return s, t.retract(s, reason)
	}
	source, err := parseTarget(in.Source, s.Source)
	if err != nil {
		return s, err
	}
	if source.Empty() {
		return s, workflow.Fail(workflow.Invalid, "correct.empty")
	}
	to.Source = source
	switch in.Grade {
	case workflow.Typo:
	case workflow.Wording, workflow.Fact:
		if s.State != bitext.Initial {
			to.State, to.SubState = bitext.Translated, bitext.Stale
			to.ApprovedBy, to.Override = "", ""
		}
	default:
		return s, workflow.UnknownOption("correct.no-grade", in.Grade, workflow.Grades())
	}
	c := workflow.Change{Kind: workflow.ChangeCorrected, Grade: in.Grade, Reason: reason}
	if err := t.ChangeSegment(&s, to, c); err != nil {
		return s, err
	}
	if err := t.WithdrawSignOff(s, from); err != nil {
		return s, err
	}
	return s, t.AppendSegmentFeed(workflow.SourceCorrected, s, map[string]any{"grade": in.Grade})
}

// retract blocks the article: nothing in it can be written or exported.
func (t *txn) retract(s workflow.Segment, reason string) error {
	a, err := t.Article(s.Article)
	if err != nil {
		return err
	}
	a.Retracted = reason
	if err := t.UpdateArticle(a); err != nil {
		return err
	}
	if err := t.Ledger.Note(ledger.ArticleRetracted, a.ID, "", reason); err != nil {
		return err
	}
	return t.AppendFeed(workflow.ArticleBlocked, a.ID, s.ID, map[string]any{"reason": reason})
}

// Correction is a correction of a segment's source.
type Correction struct {
	Segment string
	Version int64
	Source  string // as bitext Markup
	Grade   workflow.Grade
	Reason  string
}
