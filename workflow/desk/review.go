package desk

import (
	"context"
	"errors"
	"slices"
	"strings"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/check"
	"truchement/workflow/mqm"
)

// Review is an editor's decision on a segment.
type Review struct {
	Segment  string
	Version  int64
	Decision workflow.Decision
	Reason   string // needed to return
	Override string // why an author approves; needed when one does
	Op       string

	held []check.Finding // that keep the target from being approved
}

// Review approves or returns one segment. A person who wrote any part of the target cannot approve
// it without an override and its reason. A target with findings that would keep it from being confirmed is not approved:
// the answer is a *BlockedError, review.blocked. Whoever sees that it is right dismisses them.
func (u *UseCases) Review(
	ctx context.Context, who workflow.Actor, in Review,
) (workflow.Segment, error) {
	if err := who.May(workflow.ReviewSegments); err != nil {
		return workflow.Segment{}, err
	}
	if err := errors.Join(workflow.CheckOp(in.Op),
		workflow.CleanRemarks(&in.Reason, &in.Override)); err != nil {
		return workflow.Segment{}, err
	}
	if err := u.holdApproval(ctx, &in); err != nil {
		return workflow.Segment{}, err
	}
	var out outcome
	err := u.Update(ctx, who, func(t *txn) error {
		var found bool
		var err error
		if out, found, err = t.previousAnswer(in.Op, in.same); found || err != nil {
			return err
		}
		s, err := t.WritableSegment(in.Segment)
		if err != nil {
			return err
		}
		out.segment, err = t.review(s, in)
		return err
	})
	return out.answer(err)
}

// same reports whether c is what this request made, when it was first sent.
func (in Review) same(c workflow.Change) bool {
	made := map[workflow.Decision]workflow.ChangeKind{workflow.Approve: workflow.ChangeApproved, workflow.Return: workflow.ChangeReturned}
	return c.Segment == in.Segment && c.Kind == made[in.Decision]
}

// review carries out a decision on s, which was made on in.Version of it.
func (t *txn) review(s workflow.Segment, in Review) (workflow.Segment, error) {
	if in.Version != s.Version {
		base, err := t.snapshotAt(s, in.Version)
		if err != nil {
			return s, err
		}
		return s, &workflow.ConflictError{Base: base, Current: s, Yours: base}
	}
	v, err := t.verdict(s, in)
	if err != nil || v.none {
		return s, err
	}
	before := s.State
	if err := t.ChangeSegment(&s, v.to, v.change); err != nil {
		return s, err
	}
	if err := t.WithdrawSignOff(s, before); err != nil {
		return s, err
	}
	return s, t.AppendSegmentFeed(v.feed, s, v.payload)
}

// verdict is what a decision makes of a segment.
type verdict struct {
	none    bool // it is so already
	to      workflow.Snapshot
	change  workflow.Change
	feed    workflow.FeedKind
	payload map[string]any
}

// verdict decides, and writes nothing.
func (t *txn) verdict(s workflow.Segment, in Review) (verdict, error) {
	switch in.Decision {
	case workflow.Approve:
		return t.approval(s, in)
	case workflow.Return:
		return t.returning(s, in)
	}
	return verdict{}, unknownDecision(in.Decision)
}

func unknownDecision(d workflow.Decision) error {
	return workflow.UnknownOption("review.no-decision", d,
		[]workflow.Decision{workflow.Approve, workflow.Return})
}

// approval makes a translated segment reviewed.
func (t *txn) approval(s workflow.Segment, in Review) (verdict, error) {
	if s.State.Rank() >= bitext.Reviewed.Rank() {
		return verdict{none: true}, nil
	}
	if s.State != bitext.Translated || s.Target.Empty() {
		return verdict{}, workflow.Fail(workflow.Invalid, "review.untranslated",
			"Position", s.Position)
	}
	if err := t.checkCriticalIssues(s); err != nil {
		return verdict{}, err
	}
	if len(in.held) > 0 {
		return verdict{}, blocked("review.blocked", s, in.held)
	}
	v := verdict{to: s.Snapshot, feed: workflow.SegmentApproved}
	v.to.Override = ""
	if slices.Contains(s.Authors, t.Who.ID) {
		v.to.Override = strings.TrimSpace(in.Override)
		if v.to.Override == "" {
			return v, workflow.Fail(workflow.Forbidden, "review.four-eyes", "Position", s.Position)
		}
		v.payload = map[string]any{"override": v.to.Override}
	}
	v.to.State, v.to.SubState = bitext.Reviewed, bitext.None
	v.to.ApprovedBy, v.to.Reason = t.Who.ID, ""
	v.change = workflow.Change{Kind: workflow.ChangeApproved, Reason: v.to.Override, Op: in.Op}
	return v, nil
}

// returning gives a segment back to its translator.
func (t *txn) returning(s workflow.Segment, in Review) (verdict, error) {
	reason := strings.TrimSpace(in.Reason)
	if reason == "" {
		return verdict{}, workflow.Fail(workflow.Invalid, "review.no-reason")
	}
	if s.State == bitext.Initial {
		return verdict{}, workflow.Fail(workflow.Invalid, "review.untranslated",
			"Position", s.Position)
	}
	v := verdict{to: s.Snapshot, feed: workflow.SegmentReturned,
		payload: map[string]any{"reason": reason, "batch": t.Batch},
		change:  workflow.Change{Kind: workflow.ChangeReturned, Reason: reason, Op: in.Op}}
	v.to.State, v.to.SubState = bitext.Translated, bitext.Returned
	v.to.ApprovedBy, v.to.Override, v.to.Reason = "", "", reason
	return v, nil
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
	err := u.View(ctx, func(tx *txn) error {
		clear(by)
		all, err := tx.Milestones(article)
		for _, c := range all {
			by[c.Segment] = append(by[c.Segment], c)
		}
		return err
	})
	return by, err
}

// checkCriticalIssues refuses to approve a target in which a critical issue was marked that no person has done
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
