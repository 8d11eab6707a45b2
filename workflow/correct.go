package workflow

import (
	"context"
	"strings"

	"truchement/workflow/bitext"
)

// Correct changes the source of a segment, graded by how grave it is.
func (d *Desk) Correct(ctx context.Context, who Actor, in Correction) (Segment, error) {
	if err := who.may(CorrectSource); err != nil {
		return Segment{}, err
	}
	if err := remarks(&in.Reason); err != nil {
		return Segment{}, err
	}
	var out Segment
	err := d.update(ctx, who, func(u *unit) error {
		s, err := u.WritableSegment(in.Segment)
		if err != nil {
			return err
		}
		if s.Version != in.Version {
			return &ConflictError{Base: s.Snapshot, Current: s, Yours: s.Snapshot}
		}
		out, err = u.correct(s, in)
		return err
	})
	return out, err
}

// CorrectAll corrects the sources of several segments of an article as one batch, whose id it
// answers: all of them, or none when one has changed since.
func (d *Desk) CorrectAll(
	ctx context.Context, who Actor, article string, all []Correction,
) (string, error) {
	if err := who.may(CorrectSource); err != nil {
		return "", err
	}
	if len(all) == 0 {
		return "", Fail(Invalid, "compare.none")
	}
	batch := ""
	err := d.update(ctx, who, func(u *unit) error {
		batch = u.Batch
		for _, in := range all {
			if err := u.correctOne(article, in); err != nil {
				return err
			}
		}
		return nil
	})
	return batch, err
}

func (u *unit) correctOne(article string, in Correction) error {
	if err := remarks(&in.Reason); err != nil {
		return err
	}
	s, err := u.WritableSegment(in.Segment)
	switch {
	case err != nil:
		return err
	case s.Article != article:
		return Fail(NotFound, "error.not-found")
	case in.Grade == Retraction:
		return Fail(Invalid, "correct.no-grade") // of an article, not of one of its segments
	case s.Version != in.Version:
		return Fail(Conflict, "compare.moved", "Position", s.Position)
	}
	_, err = u.correct(s, in)
	return err
}

func (u *unit) correct(s Segment, in Correction) (Segment, error) {
	to, from := s.Snapshot, s.State
	reason := strings.TrimSpace(in.Reason)
	if in.Grade == Retraction {
		if reason == "" {
			return s, Fail(Invalid, "correct.no-reason")
		}
		return s, u.retract(s, reason)
	}
	source, err := parseTarget(in.Source, s.Source)
	if err != nil {
		return s, err
	}
	if source.Empty() {
		return s, Fail(Invalid, "correct.empty")
	}
	to.Source = source
	switch in.Grade {
	case Typo:
	case Wording, Fact:
		if s.State != bitext.Initial {
			to.State, to.SubState = bitext.Translated, bitext.Stale
			to.ApprovedBy, to.Override = "", ""
		}
	default:
		return s, Fail(Invalid, "correct.no-grade")
	}
	c := Change{Kind: Corrected, Reason: strings.TrimSpace(string(in.Grade) + " " + reason)}
	if err := u.ChangeSegment(&s, to, c); err != nil {
		return s, err
	}
	if err := u.WithdrawSignOff(s, from); err != nil {
		return s, err
	}
	return s, u.AppendSegmentFeed(SourceCorrected, s, map[string]any{"grade": in.Grade})
}

// retract blocks the article: nothing in it can be written or exported.
func (u *unit) retract(s Segment, reason string) error {
	a, err := u.Article(s.Article)
	if err != nil {
		return err
	}
	a.Retracted = reason
	if err := u.UpdateArticle(a); err != nil {
		return err
	}
	return u.AppendFeed(ArticleBlocked, a.ID, s.ID, map[string]any{"reason": reason})
}
