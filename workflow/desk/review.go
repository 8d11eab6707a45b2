package desk

import (
	"context"
	"errors"
	"slices"
	"strings"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/mqm"
)

// Review approves or returns one segment. Whoever wrote any part of the target
// cannot approve it without an override and its reason.
func (u *UseCases) Review(ctx context.Context, who workflow.Actor, in Review) (workflow.Segment, error) {
	if err := who.May(workflow.ReviewSegments); err != nil {
		return workflow.Segment{}, err
	}
	if err := errors.Join(workflow.CheckOp(in.Op), workflow.CleanRemarks(&in.Reason, &in.Override)); err != nil {
		return workflow.Segment{}, err
	}
	var out workflow.Segment
	var conflict error
	err := u.update(ctx, who, func(t *txn) error {
		out, conflict = workflow.Segment{}, nil
		done, err := t.previousAnswer(in.Op, in.same, &out, &conflict)
		if done || err != nil {
			return err
		}
		out, err = t.review(in)
		return err
	})
	if err == nil {
		err = conflict
	}
	return out, err
}

// same reports whether c is what this request made, when it was first sent.
func (in Review) same(c workflow.Change) bool {
	made := map[workflow.Decision]workflow.ChangeKind{workflow.Approve: workflow.ChangeApproved, workflow.Return: workflow.ChangeReturned}
	return c.Segment == in.Segment && c.Kind == made[in.Decision]
}

func (t *txn) review(in Review) (workflow.Segment, error) {
	s, err := t.WritableSegment(in.Segment)
	if err != nil {
		return s, err
	}
	if in.Version != s.Version {
		base, err := t.snapshotAt(s, in.Version)
		if err != nil {
			return s, err
		}
		return s, &workflow.ConflictError{Base: base, Current: s, Yours: base}
	}
	switch in.Decision {
	case workflow.Approve:
		return t.approve(s, in)
	case workflow.Return:
		return t.returnSegment(s, in)
	}
	return s, workflow.Fail(workflow.Invalid, "review.no-decision")
}

// approve makes a translated segment reviewed.
func (t *txn) approve(s workflow.Segment, in Review) (workflow.Segment, error) {
	if s.State.Rank() >= bitext.Reviewed.Rank() {
		return s, nil
	}
	if s.State != bitext.Translated || s.Target.Empty() {
		return s, workflow.Fail(workflow.Invalid, "review.untranslated", "Position", s.Position)
	}
	if err := t.checkCriticalIssues(s); err != nil {
		return s, err
	}
	to := s.Snapshot
	to.Override = ""
	if slices.Contains(s.Authors, t.Who.ID) {
		if strings.TrimSpace(in.Override) == "" {
			return s, workflow.Fail(workflow.Forbidden, "review.four-eyes", "Position", s.Position)
		}
		to.Override = strings.TrimSpace(in.Override)
	}
	to.State, to.SubState = bitext.Reviewed, bitext.None
	to.ApprovedBy, to.Reason = t.Who.ID, ""
	c := workflow.Change{Kind: workflow.ChangeApproved, Reason: to.Override, Op: in.Op}
	if err := t.ChangeSegment(&s, to, c); err != nil {
		return s, err
	}
	var more map[string]any
	if to.Override != "" {
		more = map[string]any{"override": to.Override}
	}
	return s, t.AppendSegmentFeed(workflow.SegmentApproved, s, more)
}

// returnSegment returns a segment to its translator.
func (t *txn) returnSegment(s workflow.Segment, in Review) (workflow.Segment, error) {
	reason := strings.TrimSpace(in.Reason)
	if reason == "" {
		return s, workflow.Fail(workflow.Invalid, "review.no-reason")
	}
	if s.State == bitext.Initial {
		return s, workflow.Fail(workflow.Invalid, "review.untranslated", "Position", s.Position)
	}
	to, from := s.Snapshot, s.State
	to.State, to.SubState = bitext.Translated, bitext.Returned
	to.ApprovedBy, to.Override, to.Reason = "", "", reason
	if err := t.ChangeSegment(&s, to, workflow.Change{Kind: workflow.ChangeReturned, Reason: reason, Op: in.Op}); err != nil {
		return s, err
	}
	if err := t.WithdrawSignOff(s, from); err != nil {
		return s, err
	}
	return s, t.AppendSegmentFeed(workflow.SegmentReturned, s, map[string]any{"reason": reason})
}

// BulkReview decides on many segments of one article alike.
type BulkReview struct {
	Article  string
	Segments []SegmentVersion
	Decision workflow.Decision
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
	Done    []workflow.Segment
	Skipped []Skipped
}

// Skipped is a segment that a bulk action left alone, and why.
type Skipped struct {
	Segment workflow.Segment
	Why     error
}

// ReviewMany decides on many segments; what cannot be done is skipped and
// listed, the rest is one batch that Undo takes back as one.
func (u *UseCases) ReviewMany(ctx context.Context, who workflow.Actor, in BulkReview) (BulkOutcome, error) {
	if err := who.May(workflow.ReviewSegments); err != nil {
		return BulkOutcome{}, err
	}
	if err := workflow.CleanRemarks(&in.Reason, &in.Override); err != nil {
		return BulkOutcome{}, err
	}
	var out BulkOutcome
	preview := errors.New("preview")
	err := u.update(ctx, who, func(t *txn) error {
		out = BulkOutcome{}
		for _, sv := range in.Segments {
			s, err := t.reviewIn(in.Article, Review{
				Segment: sv.Segment, Version: sv.Version,
				Decision: in.Decision, Reason: in.Reason, Override: in.Override,
			})
			switch {
			case err == nil:
				out.Done = append(out.Done, s)
			case workflow.KindOf(err) == workflow.Internal || workflow.KindOf(err) == workflow.NotFound:
				return err
			default:
				out.Skipped = append(out.Skipped, Skipped{s, err})
			}
		}
		if in.Preview {
			return preview
		}
		out.Batch = t.Batch
		return nil
	})
	if errors.Is(err, preview) {
		err = nil
	}
	return out, err
}

// reviewIn reviews a segment that must be of an article.
func (t *txn) reviewIn(article string, in Review) (workflow.Segment, error) {
	s, err := t.Segment(in.Segment)
	if err != nil {
		return s, err
	}
	if s.Article != article {
		return s, workflow.Fail(workflow.NotFound, "error.not-found")
	}
	if in.Decision == workflow.Approve && in.Version == s.Version && needsTranslator(s.SubState) {
		return s, workflow.Fail(workflow.Invalid, "review.unconfirmed", "Position", s.Position)
	}
	return t.review(in)
}

// needsTranslator reports whether a translator has yet to answer for a text: a bulk action passes it over.
func needsTranslator(sub bitext.SubState) bool { return sub == bitext.Returned || sub == bitext.Stale }

// Milestones lists, by segment, the changes by which an article's texts went from hand to hand
// (confirmed, approved, returned, touched up, imported, restored, recut), oldest first.
func (u *UseCases) Milestones(
	ctx context.Context, who workflow.Actor, article string,
) (map[string][]workflow.Change, error) {
	if err := who.May(workflow.ReadDesk); err != nil {
		return nil, err
	}
	by := map[string][]workflow.Change{}
	err := u.view(ctx, func(tx *txn) error {
		clear(by)
		all, err := tx.Milestones(article)
		for _, c := range all {
			by[c.Segment] = append(by[c.Segment], c)
		}
		return err
	})
	return by, err
}

// checkCriticalIssues refuses to approve a target in which a critical issue was marked that nobody has done
// anything about.
func (t *txn) checkCriticalIssues(s workflow.Segment) error {
	all, err := t.Issues(workflow.IssueFilter{Segment: s.ID, Open: true})
	if err != nil {
		return err
	}
	for _, i := range all {
		if i.Side == workflow.TargetSide && i.Severity == mqm.Critical && i.Stands(s) {
			return workflow.Fail(workflow.Invalid, "review.critical", "Position", s.Position)
		}
	}
	return nil
}

// Review is what an editor's page sends.
type Review struct {
	Segment  string
	Version  int64
	Decision workflow.Decision
	Reason   string // needed to return
	Override string // why an author approves; needed when one does
	Op       string
}
