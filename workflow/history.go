package workflow

import (
	"bytes"
	"context"
	"slices"

	"truchement/workflow/bitext"
)

// History lists all changes of a segment, oldest first, with those of segments
// that were merged into it.
func (d *Desk) History(ctx context.Context, who Actor, segment string) ([]Change, error) {
	if err := who.may(ReadDesk); err != nil {
		return nil, err
	}
	var all []Change
	err := d.view(ctx, func(tx *unit) error {
		var err error
		all, err = history(tx, segment, map[string]bool{})
		return err
	})
	slices.SortStableFunc(all, func(a, b Change) int { return a.At.Compare(b.At) })
	return all, err
}

func history(tx HistoryTx, segment string, seen map[string]bool) ([]Change, error) {
	seen[segment] = true
	all, err := tx.Changes(segment)
	if err != nil {
		return nil, err
	}
	for _, c := range all {
		if c.Kind != Merged {
			continue
		}
		parts, err := tx.ChangesOf(c.Batch)
		if err != nil {
			return nil, err
		}
		for _, p := range parts {
			if seen[p.Segment] || !p.To.Gone {
				continue
			}
			more, err := history(tx, p.Segment, seen)
			if err != nil {
				return nil, err
			}
			all = append(all, more...)
		}
	}
	return all, nil
}

// Restore brings back the target of an older change, or the text of a refused
// save, as a new change on top of version.
func (d *Desk) Restore(ctx context.Context, who Actor, in SegmentVersion, change string) (
	Segment, error,
) {
	if err := who.may(Translate); err != nil {
		return Segment{}, err
	}
	var out Segment
	err := d.update(ctx, who, func(u *unit) error {
		s, err := u.WritableSegment(in.Segment)
		if err != nil {
			return err
		}
		if err := u.mine(s); err != nil {
			return err
		}
		if s.Version != in.Version {
			return &ConflictError{Base: s.Snapshot, Current: s, Yours: s.Snapshot}
		}
		all, err := history(u, s.ID, map[string]bool{})
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(c Change) bool { return c.ID == change })
		if i < 0 {
			return Fail(NotFound, "error.not-found")
		}
		out, err = u.restore(s, all[i])
		return err
	})
	return out, err
}

func (u *unit) restore(s Segment, c Change) (Segment, error) {
	to, _ := u.edited(s, c.To.Target, false)
	for _, a := range c.To.Authors {
		to.Authors = AppendUnique(to.Authors, a)
	}
	if to.Target.Empty() {
		to.Authors = nil
	}
	from := s.State
	if err := u.ChangeSegment(&s, to, Change{Kind: Restored, Origin: c.Origin}); err != nil {
		return s, err
	}
	if err := u.WithdrawSignOff(s, from); err != nil {
		return s, err
	}
	return s, u.AppendSegmentFeed(SegmentSaved, s, nil)
}

// Undo takes back one batch of changes: a split, a merge, a review of many. It
// is refused when any of the segments has changed since.
func (d *Desk) Undo(ctx context.Context, who Actor, batch string) ([]Segment, error) {
	if err := who.may(Translate); err != nil {
		return nil, err
	}
	var article string
	err := d.update(ctx, who, func(u *unit) error {
		changes, err := u.ChangesOf(batch)
		if err != nil {
			return err
		}
		if len(changes) == 0 {
			return Fail(NotFound, "error.not-found")
		}
		article = changes[0].Article
		return u.undoAll(changes)
	})
	if err != nil {
		return nil, err
	}
	return d.segments(ctx, article)
}

// UndoLast takes back the batch of the last change of a segment.
func (d *Desk) UndoLast(ctx context.Context, who Actor, segment string) ([]Segment, error) {
	changes, err := d.History(ctx, who, segment)
	if err != nil {
		return nil, err
	}
	for _, c := range slices.Backward(changes) {
		if c.Segment == segment && c.Kind != Refused {
			if c.Kind == Created || c.Kind == Undone {
				return nil, Fail(Invalid, "undo.nothing")
			}
			return d.Undo(ctx, who, c.Batch)
		}
	}
	return nil, Fail(NotFound, "error.not-found")
}

// undoAll takes back the changes of a batch, and has issues and comments follow the texts.
func (u *unit) undoAll(changes []Change) error {
	before := make([]Segment, len(changes))
	for i, c := range changes {
		if c.By != u.Who.ID && !u.Who.Can(ReviewSegments) {
			return Fail(Forbidden, "undo.of-another")
		}
		var err error
		if before[i], err = u.Segment(c.Segment); err != nil {
			return err
		}
		if err := u.undo(c); err != nil {
			return err
		}
	}
	for i := 0; i+1 < len(changes); i++ {
		if changes[i].Kind != changes[i+1].Kind {
			continue
		}
		if err := u.followBack(changes[i].Kind, before[i], before[i+1]); err != nil {
			return err
		}
	}
	return nil
}

// followBack has issues and comments follow the texts of two segments whose split or merge was
// undone.
func (u *unit) followBack(kind ChangeKind, first, second Segment) error {
	if kind != Split && kind != Merged {
		return nil
	}
	now, err := u.Segment(first.ID)
	if err != nil {
		return err
	}
	if kind == Split {
		if err := u.moveComments(second.ID, now); err != nil {
			return err
		}
		return u.joinIssues(first, second, now)
	}
	other, err := u.Segment(second.ID)
	if err != nil {
		return err
	}
	return u.partIssues(first, now, other)
}

// undo takes back one change of a batch.
func (u *unit) undo(c Change) error {
	if c.Kind == Refused {
		return nil
	}
	switch c.Kind {
	case Created:
		return Fail(Invalid, "undo.nothing")
	case Finalised:
		return Fail(Invalid, "undo.published")
	}
	s, err := u.Segment(c.Segment)
	if err != nil {
		return err
	}
	if err := u.CheckNotRetracted(s.Article); err != nil {
		return err
	}
	if s.Version != c.Version {
		return Fail(Conflict, "undo.changed-since", "Position", s.Position)
	}
	to := c.To
	to.Gone = true // a segment that the batch made
	if c.Version > 1 {
		if to, err = u.snapshotAt(s, c.Version-1); err != nil {
			return err
		}
	}
	from := s.State
	if err := u.ChangeSegment(&s, to, Change{Kind: Undone}); err != nil {
		return err
	}
	if err := u.moveCommentsBack(c, s); err != nil {
		return err
	}
	if err := u.WithdrawSignOff(s, from); err != nil {
		return err
	}
	return u.AppendSegmentFeed(SegmentUndone, s, nil)
}

// moveCommentsBack gives a segment that a merge had hidden its comments again.
func (u *unit) moveCommentsBack(c Change, s Segment) error {
	if c.Kind != Merged || !c.To.Gone {
		return nil
	}
	comments, err := u.Comments(s.Article)
	if err != nil {
		return err
	}
	for _, m := range comments {
		if m.MadeOn == s.ID && m.Segment != s.ID {
			m.Segment = s.ID
			if err := u.UpdateComment(m); err != nil {
				return err
			}
		}
	}
	return nil
}

// Verify recomputes the hash chain of a segment and that its last change is
// what stands. It returns the version from which they differ, 0 when all is well.
func (d *Desk) Verify(ctx context.Context, segment string) (int64, error) {
	var bad int64
	err := d.view(ctx, func(tx *unit) error {
		s, err := tx.Segment(segment)
		if err != nil {
			return err
		}
		changes, err := tx.Changes(segment)
		if err != nil {
			return err
		}
		bad, err = verify(s, changes)
		return err
	})
	return bad, err
}

func verify(s Segment, changes []Change) (int64, error) {
	var prev []byte
	var last Change
	for _, c := range changes {
		hash, err := ChainHash(prev, c)
		if err != nil {
			return 0, err
		}
		if !bytes.Equal(hash, c.Hash) {
			return max(c.Version, 1), nil
		}
		if c.Kind != Refused {
			prev, last = hash, c
		}
	}
	if last.Version != s.Version || !sameSnapshot(last.To, s.Snapshot) {
		return max(s.Version, 1), nil
	}
	return 0, nil
}

func sameSnapshot(a, b Snapshot) bool {
	texts := a.Source.Equal(b.Source) && a.Target.Equal(b.Target) && a.After.Equal(b.After)
	rest := func(s Snapshot) Snapshot {
		s.Source, s.Target, s.After = nil, nil, nil
		return s
	}
	x, y := rest(a), rest(b)
	same := slices.Equal(x.Authors, y.Authors)
	x.Authors, y.Authors = nil, nil
	return texts && same && equalFields(x, y)
}

func equalFields(x, y Snapshot) bool {
	return x.Block == y.Block && x.Place == y.Place && x.State == y.State &&
		x.SubState == y.SubState && x.ApprovedBy == y.ApprovedBy &&
		x.Override == y.Override && x.Reason == y.Reason && x.Gone == y.Gone
}

// lowest is the lower of two states with its sub-state.
func lowest(a, b Snapshot) (bitext.State, bitext.SubState) {
	if b.State.Rank() < a.State.Rank() {
		return b.State, b.SubState
	}
	if a.State == b.State && a.SubState == bitext.None {
		return b.State, b.SubState
	}
	return a.State, a.SubState
}
