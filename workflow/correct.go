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
		s, err := u.writable(in.Segment)
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
	if err := u.change(&s, to, c); err != nil {
		return s, err
	}
	if err := u.reopen(s, from); err != nil {
		return s, err
	}
	return s, u.tellSegment(SourceCorrected, s, map[string]any{"grade": in.Grade})
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
	return u.tell(ArticleBlocked, a.ID, s.ID, map[string]any{"reason": reason})
}
