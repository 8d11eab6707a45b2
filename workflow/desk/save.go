package desk

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/lang"
)

// Save writes a target. It returns the segment as it then stands. A save based
// on an older version is refused with a *ConflictError, its text kept in the
// history; saving what already stands changes nothing. The same Op gives the
// same answer again.
func (u *UseCases) Save(ctx context.Context, who workflow.Actor, in Save) (workflow.Segment, error) {
	if err := who.May(workflow.Translate); err != nil {
		return workflow.Segment{}, err
	}
	if err := workflow.CheckOp(in.Op); err != nil {
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
		out, conflict, err = t.save(in)
		return err
	})
	if err == nil {
		err = conflict
	}
	return out, err
}

// same reports whether c is what this request made, when it was first sent.
func (in Save) same(c workflow.Change) bool {
	text, err := lang.Clean(in.Target)
	if err != nil || c.Segment != in.Segment {
		return false
	}
	if c.To.Target.Empty() {
		sent, err := bitext.Parse(text, c.To.Source.Codes())
		return err == nil && sent.Empty()
	}
	drafted := c.To.State == bitext.Initial
	return c.To.Target.Markup() == text && !(in.Confirm && drafted)
}

// previousAnswer finds the answer an Op was given before. An Op that another request
// used is refused: its answer would pass for this one's.
func (t *txn) previousAnswer(
	op string, same func(workflow.Change) bool, out *workflow.Segment, conflict *error,
) (bool, error) {
	if op == "" {
		return false, nil
	}
	c, err := t.ChangeByOp(t.Who.ID, op)
	if errors.Is(err, &workflow.Error{Kind: workflow.NotFound}) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if !same(c) {
		return false, workflow.Fail(workflow.Invalid, "op.reused")
	}
	s, err := t.Segment(c.Segment)
	if err != nil {
		return false, err
	}
	if c.Kind == workflow.ChangeRefused {
		base, err := t.snapshotAt(s, c.Version)
		*conflict = &workflow.ConflictError{Base: base, Current: s, Yours: c.To, Change: c.ID}
		return true, err
	}
	s.Snapshot, s.Version = c.To, c.Version
	*out = s
	return true, nil
}

func (t *txn) save(in Save) (workflow.Segment, error, error) {
	s, err := t.WritableSegment(in.Segment)
	if err != nil {
		return s, nil, err
	}
	if err := t.checkAssignee(s); err != nil {
		return s, nil, err
	}
	base, err := t.snapshotAt(s, in.Version)
	if err != nil {
		return s, nil, err
	}
	target, err := parseTarget(in.Target, base.Source, s.Source)
	if err != nil {
		return s, nil, err
	}
	if in.Confirm && target.Empty() {
		return s, nil, workflow.Fail(workflow.Invalid, "segment.empty")
	}
	to, kind := t.afterEdit(s, target, in.Confirm)
	if to.Target.Equal(s.Target) && to.State == s.State && to.SubState == s.SubState {
		return s, nil, nil
	}
	c := workflow.Change{Kind: kind, Origin: in.Origin, Op: in.Op}
	fits, err := t.canApply(s, in.Version, target)
	if err != nil {
		return s, nil, err
	}
	if !fits {
		to.Source = base.Source
		conflict, err := t.recordRefused(s, base, to, workflow.Change{Version: in.Version, Op: in.Op})
		return s, conflict, err
	}
	from := s.State
	if err := t.ChangeSegment(&s, to, c); err != nil {
		return s, nil, err
	}
	feed := workflow.SegmentSaved
	if in.Confirm {
		feed = workflow.SegmentConfirmed
	}
	if err := t.WithdrawSignOff(s, from); err != nil {
		return s, nil, err
	}
	return s, nil, t.AppendSegmentFeed(feed, s, nil)
}

// canApply reports whether a save based on version may follow what stands: it was
// based on it, or its writer is confirming their own last text.
func (t *txn) canApply(s workflow.Segment, version int64, target bitext.Text) (bool, error) {
	if version == s.Version || !target.Equal(s.Target) {
		return version == s.Version, nil
	}
	changes, err := t.Changes(s.ID)
	if err != nil {
		return false, err
	}
	for _, c := range slices.Backward(changes) {
		if c.Kind != workflow.ChangeRefused {
			return c.By == t.Who.ID, nil
		}
	}
	return false, nil
}

// checkAssignee refuses a translator who writes what another translator was given.
func (t *txn) checkAssignee(s workflow.Segment) error {
	if s.Translator == "" || s.Translator == t.Who.ID || t.Who.Can(workflow.ReviewSegments) {
		return nil
	}
	p, err := t.Person(s.Translator)
	if err != nil {
		return err
	}
	return workflow.Fail(workflow.Forbidden, "segment.of-another", "Name", p.Name)
}

// parseTarget reads a target's markup. Its codes are those of the source it was
// written against or of the current one.
func parseTarget(markup string, sources ...bitext.Text) (bitext.Text, error) {
	clean, err := lang.Clean(markup)
	if err != nil {
		return nil, workflow.TextError(err)
	}
	if len(clean) > workflow.MaxSegment {
		return nil, workflow.Fail(workflow.TooLarge, "segment.too-large", "Limit", workflow.MaxSegment/1024)
	}
	var codes []bitext.Code
	for _, s := range sources {
		codes = append(codes, s.Codes()...)
	}
	t, err := bitext.Parse(clean, codes)
	var fault *bitext.MarkupError
	if errors.As(err, &fault) {
		return nil, workflow.Fail(workflow.Invalid, "markup."+string(fault.Reason), "Tag", fault.Tag)
	}
	return t, err
}

// afterEdit is what a save makes of s.
func (t *txn) afterEdit(s workflow.Segment, target bitext.Text, confirm bool) (workflow.Snapshot, workflow.ChangeKind) {
	to := s.Snapshot
	to.Target = target
	changed := !target.Equal(s.Target)
	kind := workflow.ChangeSaved
	switch {
	case target.Empty():
		to.Target, to.Authors = nil, nil
		to.State, to.SubState = bitext.Initial, bitext.None
		kind = workflow.ChangeCleared
	case confirm:
		to.State, to.SubState = bitext.Translated, bitext.None
		kind = workflow.ChangeConfirmed
	case s.State == bitext.Initial:
		to.SubState = bitext.Draft
	case changed && s.State.Rank() > bitext.Translated.Rank():
		to.State, to.SubState = bitext.Translated, bitext.None
	}
	if !changed && s.State.Rank() >= bitext.Reviewed.Rank() {
		return s.Snapshot, kind // confirming what is approved changes nothing
	}
	if changed {
		to.ApprovedBy, to.Override = "", ""
		if !target.Empty() {
			to.Authors = workflow.AppendUnique(to.Authors, t.Who.ID)
		}
		if s.State != bitext.Initial && t.Who.Can(workflow.ReviewSegments) && t.Who.ID != s.Translator {
			kind = workflow.ChangeTouched
		}
	}
	if to.SubState != bitext.Returned {
		to.Reason = ""
	}
	return to, kind
}

// recordRefused keeps the text of a save that lost a conflict and makes the error.
func (t *txn) recordRefused(s workflow.Segment, base, yours workflow.Snapshot, c workflow.Change) (error, error) {
	c.Kind = workflow.ChangeRefused
	if err := t.RecordChange(&s, yours, &c); err != nil {
		return nil, err
	}
	err := t.AppendSegmentFeed(workflow.SegmentRefused, s, map[string]any{"change": c.ID})
	return &workflow.ConflictError{Base: base, Current: s, Yours: yours, Change: c.ID}, err
}

// snapshotAt is what s held at version.
func (t *txn) snapshotAt(s workflow.Segment, version int64) (workflow.Snapshot, error) {
	if version == s.Version {
		return s.Snapshot, nil
	}
	changes, err := t.Changes(s.ID)
	if err != nil {
		return workflow.Snapshot{}, err
	}
	for _, c := range changes {
		if c.Version == version && c.Kind != workflow.ChangeRefused {
			return c.To, nil
		}
	}
	return workflow.Snapshot{}, workflow.Fail(workflow.Invalid, "segment.no-version", "Version", version)
}

// ConfirmDrafts confirms every draft of an article, as one batch.
func (u *UseCases) ConfirmDrafts(ctx context.Context, who workflow.Actor, article string) (string, error) {
	batch := ""
	err := u.update(ctx, who, func(t *txn) error {
		batch = t.Batch
		segments, err := t.Segments(article)
		if err != nil {
			return err
		}
		for _, s := range segments {
			if s.State != bitext.Initial {
				continue
			}
			if s.SubState != bitext.Draft || s.Target.Empty() {
				return workflow.Fail(workflow.Invalid, "move.untranslated", "Count", 1)
			}
			_, conflict, err := t.save(Save{Segment: s.ID, Version: s.Version,
				Target: s.Target.Markup(), Confirm: true})
			if conflict != nil || err != nil {
				return cmp.Or(conflict, err)
			}
		}
		return nil
	})
	return batch, err
}

// Save is what a translator's page sends.
type Save struct {
	Segment string
	Version int64  // the version it is based on
	Target  string // as bitext Markup
	Confirm bool
	Clear   bool            // an empty target is meant; otherwise it is a draft with no text
	Origin  workflow.Origin // Typed when empty
	Op      string          // idempotency key; empty: none
}
