package desk

import (
	"context"
	"errors"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/check"
)

// Checks looks at texts before they are confirmed or approved.
type Checks interface {
	// Blocking are, for each of some segments of an article, the findings that keep its target from being confirmed. The
	// targets are those that the segments are to have.
	Blocking(ctx context.Context, article string, segments []workflow.Segment) ([][]check.Finding, error)
}

// BlockedError is why a text is not confirmed or approved: checks found what keeps it from being so.
type BlockedError struct {
	Segment  workflow.Segment // as it is now
	Findings []check.Finding  // in the text that was to be confirmed or approved
	why      error
}

// Error returns the error in English, for logs.
func (e *BlockedError) Error() string { return e.why.Error() }

// Unwrap returns the *workflow.Error that says so to people.
func (e *BlockedError) Unwrap() error { return e.why }

// blocked says that findings keep a segment from something; a message says from what.
func blocked(message string, s workflow.Segment, found []check.Finding) error {
	return &BlockedError{s, found,
		workflow.Fail(workflow.Invalid, message, "Position", s.Position, "Count", len(found))}
}

// isConfirmed reports whether a translator answers for the target of a segment.
func isConfirmed(s workflow.Segment) bool {
	return s.State != bitext.Initial && !needsTranslator(s.SubState)
}

// leavesConfirmed reports whether a save of a target leaves a segment confirmed with a text that the checks are to
// look at before.
func leavesConfirmed(s workflow.Segment, target bitext.Text, confirm bool) bool {
	switch {
	case s.Gone || target.Empty():
		return false
	case target.Equal(s.Target): // what is approved stays so
		return confirm && s.State.Rank() < bitext.Reviewed.Rank()
	}
	return confirm || isConfirmed(s)
}

// holdBack has a save leave the segment a draft where checks found what keeps the text from being confirmed, and
// answers what that is.
func (u *UseCases) holdBack(ctx context.Context, in *Save) ([]check.Finding, error) {
	var s workflow.Segment
	var target bitext.Text
	in.checked = true
	asked := false
	err := u.View(ctx, func(t *txn) (err error) {
		if s, err = t.Segment(in.Segment); err != nil {
			return err
		}
		base, err := t.snapshotAt(s, in.Version)
		if err != nil {
			return err
		}
		target, err = parseTarget(in.Target, base.Source, s.Source)
		asked = err == nil && leavesConfirmed(s, target, in.Confirm)
		return err
	})
	var refused *workflow.Error
	if errors.As(err, &refused) { // the save itself says so
		return nil, nil
	}
	if err != nil || !asked {
		return nil, err
	}
	s.Target = target
	found, err := u.checks.Blocking(ctx, s.Article, []workflow.Segment{s})
	if err != nil {
		return nil, err
	}
	in.held = len(found[0]) > 0
	return found[0], nil
}

// blocking are, by their ids, the findings that keep segments of an article from being confirmed with their targets.
// Those without any are left out.
func (u *UseCases) blocking(
	ctx context.Context, article string, segments []workflow.Segment,
) (map[string][]check.Finding, error) {
	if len(segments) == 0 {
		return nil, nil
	}
	found, err := u.checks.Blocking(ctx, article, segments)
	if err != nil {
		return nil, err
	}
	by := map[string][]check.Finding{}
	for i, s := range segments {
		if len(found[i]) > 0 {
			by[s.ID] = found[i]
		}
	}
	return by, nil
}

// held tells which of some segments checks keep from being confirmed with their targets.
func (u *UseCases) held(ctx context.Context, article string, segments []workflow.Segment) (map[string]bool, error) {
	found, err := u.blocking(ctx, article, segments)
	held := make(map[string]bool, len(found))
	for id := range found {
		held[id] = true
	}
	return held, err
}

// holdApproval looks at a target that is to be approved.
func (u *UseCases) holdApproval(ctx context.Context, in *Review) error {
	if in.Decision != workflow.Approve {
		return nil
	}
	var s workflow.Segment
	err := u.View(ctx, func(t *txn) (err error) {
		s, err = t.Segment(in.Segment)
		return err
	})
	if workflow.KindOf(err) == workflow.NotFound || err == nil && !isApprovable(s) { // the review itself says so
		return nil
	}
	if err != nil {
		return err
	}
	found, err := u.blocking(ctx, s.Article, []workflow.Segment{s})
	in.held = found[s.ID]
	return err
}

// isApprovable reports whether a segment could be approved, as far as its state goes.
func isApprovable(s workflow.Segment) bool {
	return !s.Gone && s.State == bitext.Translated && !s.Target.Empty()
}
