package workflow

import (
	"context"
	"errors"
	"slices"
	"strings"

	"truchement/workflow/bitext"
)

// Review approves or returns one segment. Whoever wrote any part of the target
// cannot approve it without an override and its reason.
func (d *Desk) Review(ctx context.Context, who Actor, in Review) (Segment, error) {
	if err := who.may(ReviewSegments); err != nil {
		return Segment{}, err
	}
	if err := errors.Join(goodOp(in.Op), remarks(&in.Reason, &in.Override)); err != nil {
		return Segment{}, err
	}
	var out Segment
	var conflict error
	err := d.update(ctx, who, func(u *unit) error {
		out, conflict = Segment{}, nil
		done, err := u.answered(in.Op, in.same, &out, &conflict)
		if done || err != nil {
			return err
		}
		out, err = u.review(in)
		return err
	})
	if err == nil {
		err = conflict
	}
	return out, err
}

// same reports whether c is what this request made, when it was first sent.
func (in Review) same(c Change) bool {
	made := map[Decision]ChangeKind{Approve: Approved, Return: ReturnedC}
	return c.Segment == in.Segment && c.Kind == made[in.Decision]
}

func (u *unit) review(in Review) (Segment, error) {
	s, err := u.WritableSegment(in.Segment)
	if err != nil {
		return s, err
	}
	if in.Version != s.Version {
		base, err := u.snapshotAt(s, in.Version)
		if err != nil {
			return s, err
		}
		return s, &ConflictError{Base: base, Current: s, Yours: base}
	}
	switch in.Decision {
	case Approve:
		return u.approve(s, in)
	case Return:
		return u.giveBack(s, in)
	}
	return s, Fail(Invalid, "review.no-decision")
}

// approve makes a translated segment reviewed.
func (u *unit) approve(s Segment, in Review) (Segment, error) {
	if s.State.Rank() >= bitext.Reviewed.Rank() {
		return s, nil
	}
	if s.State != bitext.Translated || s.Target.Empty() {
		return s, Fail(Invalid, "review.untranslated", "Position", s.Position)
	}
	if err := u.blocked(s); err != nil {
		return s, err
	}
	to := s.Snapshot
	to.Override = ""
	if slices.Contains(s.Authors, u.Who.ID) {
		if strings.TrimSpace(in.Override) == "" {
			return s, Fail(Forbidden, "review.four-eyes", "Position", s.Position)
		}
		to.Override = strings.TrimSpace(in.Override)
	}
	to.State, to.SubState = bitext.Reviewed, bitext.None
	to.ApprovedBy, to.Reason = u.Who.ID, ""
	c := Change{Kind: Approved, Reason: to.Override, Op: in.Op}
	if err := u.ChangeSegment(&s, to, c); err != nil {
		return s, err
	}
	var more map[string]any
	if to.Override != "" {
		more = map[string]any{"override": to.Override}
	}
	return s, u.AppendSegmentFeed(SegmentApproved, s, more)
}

// giveBack returns a segment to its translator.
func (u *unit) giveBack(s Segment, in Review) (Segment, error) {
	reason := strings.TrimSpace(in.Reason)
	if reason == "" {
		return s, Fail(Invalid, "review.no-reason")
	}
	if s.State == bitext.Initial {
		return s, Fail(Invalid, "review.untranslated", "Position", s.Position)
	}
	to, from := s.Snapshot, s.State
	to.State, to.SubState = bitext.Translated, bitext.Returned
	to.ApprovedBy, to.Override, to.Reason = "", "", reason
	if err := u.ChangeSegment(&s, to, Change{Kind: ReturnedC, Reason: reason, Op: in.Op}); err != nil {
		return s, err
	}
	if err := u.WithdrawSignOff(s, from); err != nil {
		return s, err
	}
	return s, u.AppendSegmentFeed(SegmentReturned, s, map[string]any{"reason": reason})
}

// BulkReview decides on many segments of one article alike.
type BulkReview struct {
	Article  string
	Segments []SegmentVersion
	Decision Decision
	Reason   string
	Override string
	Preview  bool // say what would happen and change nothing
}

// SegmentVersion names a segment as somebody saw it.
type SegmentVersion struct {
	Segment string
	Version int64
}

// BulkOutcome is what came of a BulkReview, or would.
type BulkOutcome struct {
	Batch   string // to undo it as one; empty after a preview
	Done    []Segment
	Skipped []Skipped
}

// Skipped is a segment that a bulk action left alone, and why.
type Skipped struct {
	Segment Segment
	Why     error
}

// ReviewMany decides on many segments; what cannot be done is skipped and
// listed, the rest is one batch that Undo takes back as one.
func (d *Desk) ReviewMany(ctx context.Context, who Actor, in BulkReview) (BulkOutcome, error) {
	if err := who.may(ReviewSegments); err != nil {
		return BulkOutcome{}, err
	}
	if err := remarks(&in.Reason, &in.Override); err != nil {
		return BulkOutcome{}, err
	}
	var out BulkOutcome
	preview := errors.New("preview")
	err := d.update(ctx, who, func(u *unit) error {
		out = BulkOutcome{}
		for _, sv := range in.Segments {
			s, err := u.reviewIn(in.Article, Review{
				Segment: sv.Segment, Version: sv.Version,
				Decision: in.Decision, Reason: in.Reason, Override: in.Override,
			})
			switch {
			case err == nil:
				out.Done = append(out.Done, s)
			case KindOf(err) == Internal || KindOf(err) == NotFound:
				return err
			default:
				out.Skipped = append(out.Skipped, Skipped{s, err})
			}
		}
		if in.Preview {
			return preview
		}
		out.Batch = u.Batch
		return nil
	})
	if errors.Is(err, preview) {
		err = nil
	}
	return out, err
}

// reviewIn reviews a segment that must be of an article.
func (u *unit) reviewIn(article string, in Review) (Segment, error) {
	s, err := u.Segment(in.Segment)
	if err != nil {
		return s, err
	}
	if s.Article != article {
		return s, Fail(NotFound, "error.not-found")
	}
	if in.Decision == Approve && in.Version == s.Version && unsettled(s.SubState) {
		return s, Fail(Invalid, "review.unconfirmed", "Position", s.Position)
	}
	return u.review(in)
}

// unsettled reports whether a translator has yet to answer for a text: a bulk action passes it over.
func unsettled(sub bitext.SubState) bool { return sub == bitext.Returned || sub == bitext.Stale }

// Milestones lists, by segment, the changes by which an article's texts went from hand to hand
// (confirmed, approved, returned, touched up, imported, restored, recut), oldest first.
func (d *Desk) Milestones(
	ctx context.Context, who Actor, article string,
) (map[string][]Change, error) {
	if err := who.may(ReadDesk); err != nil {
		return nil, err
	}
	by := map[string][]Change{}
	err := d.view(ctx, func(tx *unit) error {
		clear(by)
		all, err := tx.Milestones(article)
		for _, c := range all {
			by[c.Segment] = append(by[c.Segment], c)
		}
		return err
	})
	return by, err
}
