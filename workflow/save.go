package workflow

import (
	"context"
	"errors"
	"slices"

	"truchement/workflow/bitext"
	"truchement/workflow/lang"
)

// Save writes a target. It returns the segment as it then stands. A save based
// on an older version is refused with a *ConflictError, its text kept in the
// history; saving what already stands changes nothing. The same Op gives the
// same answer again.
func (d *Desk) Save(ctx context.Context, who Actor, in Save) (Segment, error) {
	if err := who.may(Translate); err != nil {
		return Segment{}, err
	}
	if err := goodOp(in.Op); err != nil {
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
		out, conflict, err = u.save(in)
		return err
	})
	if err == nil {
		err = conflict
	}
	return out, err
}

// same reports whether c is what this request made, when it was first sent.
func (in Save) same(c Change) bool {
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

// answered finds the answer an Op was given before. An Op that another request
// used is refused: its answer would pass for this one's.
func (u *unit) answered(
	op string, same func(Change) bool, out *Segment, conflict *error,
) (bool, error) {
	if op == "" {
		return false, nil
	}
	c, err := u.ChangeByOp(u.Who.ID, op)
	if errors.Is(err, &Error{Kind: NotFound}) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if !same(c) {
		return false, Fail(Invalid, "op.reused")
	}
	s, err := u.Segment(c.Segment)
	if err != nil {
		return false, err
	}
	if c.Kind == Refused {
		base, err := u.snapshotAt(s, c.Version)
		*conflict = &ConflictError{Base: base, Current: s, Yours: c.To, Change: c.ID}
		return true, err
	}
	s.Snapshot, s.Version = c.To, c.Version
	*out = s
	return true, nil
}

func (u *unit) save(in Save) (Segment, error, error) {
	s, err := u.WritableSegment(in.Segment)
	if err != nil {
		return s, nil, err
	}
	if err := u.mine(s); err != nil {
		return s, nil, err
	}
	base, err := u.snapshotAt(s, in.Version)
	if err != nil {
		return s, nil, err
	}
	target, err := parseTarget(in.Target, base.Source, s.Source)
	if err != nil {
		return s, nil, err
	}
	if in.Confirm && target.Empty() {
		return s, nil, Fail(Invalid, "segment.empty")
	}
	to, kind := u.edited(s, target, in.Confirm)
	if to.Target.Equal(s.Target) && to.State == s.State && to.SubState == s.SubState {
		return s, nil, nil
	}
	c := Change{Kind: kind, Origin: in.Origin, Op: in.Op}
	fits, err := u.fits(s, in.Version, target)
	if err != nil {
		return s, nil, err
	}
	if !fits {
		to.Source = base.Source
		conflict, err := u.refuse(s, base, to, Change{Version: in.Version, Op: in.Op})
		return s, conflict, err
	}
	from := s.State
	if err := u.ChangeSegment(&s, to, c); err != nil {
		return s, nil, err
	}
	feed := SegmentSaved
	if in.Confirm {
		feed = SegmentConfirmed
	}
	if err := u.WithdrawSignOff(s, from); err != nil {
		return s, nil, err
	}
	return s, nil, u.AppendSegmentFeed(feed, s, nil)
}

// fits reports whether a save based on version may follow what stands: it was
// based on it, or its writer is confirming their own last text.
func (u *unit) fits(s Segment, version int64, target bitext.Text) (bool, error) {
	if version == s.Version || !target.Equal(s.Target) {
		return version == s.Version, nil
	}
	changes, err := u.Changes(s.ID)
	if err != nil {
		return false, err
	}
	for _, c := range slices.Backward(changes) {
		if c.Kind != Refused {
			return c.By == u.Who.ID, nil
		}
	}
	return false, nil
}

// mine refuses a translator who writes what another translator was given.
func (u *unit) mine(s Segment) error {
	if s.Translator == "" || s.Translator == u.Who.ID || u.Who.Can(ReviewSegments) {
		return nil
	}
	p, err := u.Person(s.Translator)
	if err != nil {
		return err
	}
	return Fail(Forbidden, "segment.of-another", "Name", p.Name)
}

// parseTarget reads a target's markup. Its codes are those of the source it was
// written against or of the current one.
func parseTarget(markup string, sources ...bitext.Text) (bitext.Text, error) {
	clean, err := lang.Clean(markup)
	if err != nil {
		return nil, textFault(err)
	}
	if len(clean) > MaxSegment {
		return nil, Fail(TooLarge, "segment.too-large", "Limit", MaxSegment/1024)
	}
	var codes []bitext.Code
	for _, s := range sources {
		codes = append(codes, s.Codes()...)
	}
	t, err := bitext.Parse(clean, codes)
	var fault *bitext.MarkupError
	if errors.As(err, &fault) {
		return nil, Fail(Invalid, "markup."+string(fault.Reason), "Tag", fault.Tag)
	}
	return t, err
}

// MaxSegment is the largest target or source of a segment, in bytes of markup.
const MaxSegment = 64 << 10

// edited is what a save makes of s.
func (u *unit) edited(s Segment, target bitext.Text, confirm bool) (Snapshot, ChangeKind) {
	to := s.Snapshot
	to.Target = target
	changed := !target.Equal(s.Target)
	kind := Saved
	switch {
	case target.Empty():
		to.Target, to.Authors = nil, nil
		to.State, to.SubState = bitext.Initial, bitext.None
		kind = Cleared
	case confirm:
		to.State, to.SubState = bitext.Translated, bitext.None
		kind = Confirmed
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
			to.Authors = AppendUnique(to.Authors, u.Who.ID)
		}
		if s.State != bitext.Initial && u.Who.Can(ReviewSegments) && u.Who.ID != s.Translator {
			kind = Touched
		}
	}
	if to.SubState != bitext.Returned {
		to.Reason = ""
	}
	return to, kind
}

// refuse keeps the text of a save that lost a conflict and makes the error.
func (u *unit) refuse(s Segment, base, yours Snapshot, c Change) (error, error) {
	c.Kind = Refused
	if err := u.RecordChange(&s, yours, &c); err != nil {
		return nil, err
	}
	err := u.AppendSegmentFeed(SegmentRefused, s, map[string]any{"change": c.ID})
	return &ConflictError{Base: base, Current: s, Yours: yours, Change: c.ID}, err
}

// snapshotAt is what s held at version.
func (u *unit) snapshotAt(s Segment, version int64) (Snapshot, error) {
	if version == s.Version {
		return s.Snapshot, nil
	}
	changes, err := u.Changes(s.ID)
	if err != nil {
		return Snapshot{}, err
	}
	for _, c := range changes {
		if c.Version == version && c.Kind != Refused {
			return c.To, nil
		}
	}
	return Snapshot{}, Fail(Invalid, "segment.no-version", "Version", version)
}

// textFault turns lang.Clean's refusal into an Error.
func textFault(err error) error {
	var fault *lang.Error
	if errors.As(err, &fault) {
		return Fail(Invalid, "text."+string(fault.Kind))
	}
	return err
}
