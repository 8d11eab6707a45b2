package desk

import (
	"bytes"
	"context"
	"slices"

	"truchement/workflow"
	"truchement/workflow/bitext"
)

// History lists all changes of a segment, oldest first, with those of segments
// that were merged into it.
func (u *UseCases) History(ctx context.Context, who workflow.Actor, segment string) ([]workflow.Change, error) {
	if err := who.May(workflow.ReadDesk); err != nil {
		return nil, err
	}
	var all []workflow.Change
	err := u.View(ctx, func(tx *txn) error {
		if _, err := tx.Segment(segment); err != nil {
			return err
		}
		var err error
		all, err = history(tx, segment)
		return err
	})
	return all, err
}

// history has the changes in the order they were made, which is not that of their times when a clock was set.
func history(tx workflow.HistoryTx, segment string) ([]workflow.Change, error) {
	parts, err := withParts(tx, segment, nil)
	if err != nil {
		return nil, err
	}
	return tx.Changes(parts...)
}

// withParts adds to found a segment and those that were merged into it.
func withParts(tx workflow.HistoryTx, segment string, found []string) ([]string, error) {
	found = append(found, segment)
	all, err := tx.Changes(segment)
	if err != nil {
		return nil, err
	}
	for _, c := range all {
		if c.Kind != workflow.ChangeMerged {
			continue
		}
		parts, err := tx.ChangesOf(c.Batch)
		if err != nil {
			return nil, err
		}
		for _, p := range parts {
			if slices.Contains(found, p.Segment) || !p.To.Gone {
				continue
			}
			if found, err = withParts(tx, p.Segment, found); err != nil {
				return nil, err
			}
		}
	}
	return found, nil
}

// Restore brings back the target of an older change, or the text of a refused
// save, as a new change on top of version. One that checks keep from being confirmed is a draft.
func (u *UseCases) Restore(ctx context.Context, who workflow.Actor, in SegmentVersion, change string) (
	workflow.Segment, error,
) {
	if err := who.May(workflow.Translate); err != nil {
		return workflow.Segment{}, err
	}
	held, err := u.holdBackRestored(ctx, in.Segment, change)
	if err != nil {
		return workflow.Segment{}, err
	}
	var out workflow.Segment
	err = u.Update(ctx, who, func(t *txn) error {
		s, err := t.WritableSegment(in.Segment)
		if err != nil {
			return err
		}
		if err := workflow.CheckWriter(t, t.Who, s); err != nil {
			return err
		}
		if s.Version != in.Version {
			return &workflow.ConflictError{Base: s.Snapshot, Current: s, Yours: s.Snapshot}
		}
		c, err := changeOf(t, s.ID, change)
		if err != nil {
			return err
		}
		out, err = t.restore(s, c, held)
		return err
	})
	return out, err
}

// changeOf finds a change in the history of a segment.
func changeOf(t *txn, segment, change string) (workflow.Change, error) {
	all, err := history(t, segment)
	if err != nil {
		return workflow.Change{}, err
	}
	i := slices.IndexFunc(all, func(c workflow.Change) bool { return c.ID == change })
	if i < 0 {
		return workflow.Change{}, workflow.Fail(workflow.NotFound, "error.not-found")
	}
	return all[i], nil
}

// holdBackRestored reports whether checks keep the target of an older change from being confirmed, where its segment
// would be.
func (u *UseCases) holdBackRestored(ctx context.Context, segment, change string) (held bool, err error) {
	var s workflow.Segment
	asked := false
	err = u.View(ctx, func(t *txn) (err error) {
		if s, err = t.Segment(segment); err != nil {
			return err
		}
		c, err := changeOf(t, segment, change)
		asked = err == nil && leavesConfirmed(s, c.To.Target, false)
		s.Target = c.To.Target
		return err
	})
	if err != nil || !asked {
		return false, err
	}
	found, err := u.blocking(ctx, s.Article, []workflow.Segment{s})
	return len(found) > 0, err
}

func (t *txn) restore(s workflow.Segment, c workflow.Change, held bool) (workflow.Segment, error) {
	to, _ := t.afterEdit(s, c.To.Target, false)
	if held {
		to = drafted(to)
	}
	for _, a := range c.To.Authors {
		to.Authors = workflow.AppendUnique(to.Authors, a)
	}
	if to.Target.Empty() {
		to.Authors = nil
	}
	from := s.State
	if err := t.ChangeSegment(&s, to, workflow.Change{Kind: workflow.ChangeRestored, Origin: c.Origin}); err != nil {
		return s, err
	}
	if err := t.WithdrawSignOff(s, from); err != nil {
		return s, err
	}
	return s, t.AppendSegmentFeed(workflow.SegmentSaved, s, nil)
}

// Undo takes back one batch of changes: a split, a merge, a review of many. It
// is refused when any of the segments has changed since.
func (u *UseCases) Undo(ctx context.Context, who workflow.Actor, batch string) ([]workflow.Segment, error) {
	if err := who.May(workflow.Translate); err != nil {
		return nil, err
	}
	changes, err := u.undoable(ctx, who, batch)
	if err != nil {
		return nil, err
	}
	article := changes[0].Article
	segments, err := u.segmentsByID(ctx, article)
	if err != nil {
		return nil, err
	}
	if isRecut(changes) { // its two segments exchange text, comments and issues
		err = u.Update(ctx, who, func(t *txn) error { return t.undoRecut(changes) })
	} else {
		err = u.undoEach(ctx, who, changes, segments)
	}
	if err != nil {
		return nil, err
	}
	return u.segments(ctx, article)
}

// undoable are the changes of a batch, when who may undo them.
func (u *UseCases) undoable(
	ctx context.Context, who workflow.Actor, batch string,
) (changes []workflow.Change, err error) {
	err = u.View(ctx, func(t *txn) error {
		if changes, err = t.ChangesOf(batch); err != nil {
			return err
		}
		if len(changes) == 0 {
			return workflow.Fail(workflow.NotFound, "error.not-found")
		}
		for _, c := range changes {
			if c.By != who.ID && !who.Can(workflow.ReviewSegments) {
				return workflow.Fail(workflow.Forbidden, "undo.of-another")
			}
		}
		return nil
	})
	return changes, err
}

func isRecut(changes []workflow.Change) bool {
	return slices.ContainsFunc(changes, func(c workflow.Change) bool {
		return c.Kind == workflow.ChangeSplit || c.Kind == workflow.ChangeMerged
	})
}

// undoEach undoes changes that have nothing to do with each other, in slices. When one of the
// segments has changed since, nothing is undone. An undo that was killed half-way has changed some
// of them itself: those are passed over, and it goes on with the rest.
func (u *UseCases) undoEach(
	ctx context.Context, who workflow.Actor, changes []workflow.Change,
	segments map[string]workflow.Segment,
) error {
	changes, err := u.leftToUndo(ctx, changes, segments)
	if err != nil {
		return err
	}
	for _, c := range changes {
		s, ok := segments[c.Segment]
		if c.Kind != workflow.ChangeRefused && ok && s.Version != c.Version {
			return workflow.Fail(workflow.Conflict, "undo.changed-since", "Position", s.Position)
		}
	}
	_, err = u.updateAll(ctx, who, len(changes), func(t *txn, i int) error {
		s, ok := segments[changes[i].Segment]
		var err error
		if ok {
			s, err = t.current(s)
		} else {
			s, err = t.Segment(changes[i].Segment)
		}
		if err != nil {
			return err
		}
		return t.undoChange(s, changes[i])
	})
	return err
}

// leftToUndo are the changes that are not undone yet; all of them when none is left.
func (u *UseCases) leftToUndo(
	ctx context.Context, changes []workflow.Change, segments map[string]workflow.Segment,
) (left []workflow.Change, err error) {
	err = u.View(ctx, func(t *txn) error {
		for _, c := range changes {
			s, ok := segments[c.Segment]
			if !ok || s.Version != c.Version+1 {
				left = append(left, c)
				continue
			}
			since, err := t.Changes(s.ID)
			if err != nil {
				return err
			}
			if since[len(since)-1].Kind != workflow.ChangeUndone {
				left = append(left, c)
			}
		}
		return nil
	})
	if len(left) == 0 {
		return changes, err
	}
	return left, err
}

// undoBatch takes back what a use case that was refused half-way has changed.
func (u *UseCases) undoBatch(ctx context.Context, who workflow.Actor, batch string) error {
	var changes []workflow.Change
	err := u.View(ctx, func(t *txn) (err error) {
		changes, err = t.ChangesOf(batch)
		return err
	})
	if err != nil {
		return err
	}
	_, err = u.UpdateInSlices(ctx, who, len(changes), func(t *txn, i int) error {
		s, err := t.Segment(changes[i].Segment)
		if err != nil || s.Version != changes[i].Version {
			return err // a person has changed it since: that text is the current one
		}
		return t.undoChange(s, changes[i])
	})
	return err
}

// UndoLast takes back the batch of the last change of a segment.
func (u *UseCases) UndoLast(ctx context.Context, who workflow.Actor, segment string) ([]workflow.Segment, error) {
	changes, err := u.History(ctx, who, segment)
	if err != nil {
		return nil, err
	}
	for _, c := range slices.Backward(changes) {
		if c.Segment == segment && c.Kind != workflow.ChangeRefused {
			if c.Kind == workflow.ChangeCreated || c.Kind == workflow.ChangeUndone {
				return nil, workflow.Fail(workflow.Invalid, "undo.nothing")
			}
			return u.Undo(ctx, who, c.Batch)
		}
	}
	return nil, workflow.Fail(workflow.NotFound, "error.not-found")
}

// undoRecut undoes a split or a merge, and has issues and comments follow the texts.
func (t *txn) undoRecut(changes []workflow.Change) error {
	before := make([]workflow.Segment, len(changes))
	for i, c := range changes {
		var err error
		if before[i], err = t.Segment(c.Segment); err != nil {
			return err
		}
		if err := t.undoChange(before[i], c); err != nil {
			return err
		}
	}
	for i := 0; i+1 < len(changes); i++ {
		if changes[i].Kind != changes[i+1].Kind {
			continue
		}
		if err := t.moveIssuesAndCommentsBack(changes[i].Kind, before[i], before[i+1]); err != nil {
			return err
		}
	}
	return nil
}

// moveIssuesAndCommentsBack has issues and comments follow the texts of two segments whose split or merge was
// undone.
func (t *txn) moveIssuesAndCommentsBack(kind workflow.ChangeKind, first, second workflow.Segment) error {
	if kind != workflow.ChangeSplit && kind != workflow.ChangeMerged {
		return nil
	}
	now, err := t.Segment(first.ID)
	if err != nil {
		return err
	}
	if kind == workflow.ChangeSplit {
		if err := t.moveComments(second.ID, now); err != nil {
			return err
		}
		return t.joinIssues(first, second, now)
	}
	other, err := t.Segment(second.ID)
	if err != nil {
		return err
	}
	return t.splitIssues(first, now, other)
}

// undoChange undoes the last change c of s.
func (t *txn) undoChange(s workflow.Segment, c workflow.Change) error {
	if c.Kind == workflow.ChangeRefused {
		return nil
	}
	switch c.Kind {
	case workflow.ChangeCreated:
		return workflow.Fail(workflow.Invalid, "undo.nothing")
	case workflow.ChangePublished:
		return workflow.Fail(workflow.Invalid, "undo.published")
	}
	if err := t.CheckNotRetracted(s.Article); err != nil {
		return err
	}
	if s.Version != c.Version {
		return workflow.Fail(workflow.Conflict, "undo.changed-since", "Position", s.Position)
	}
	to := c.To
	to.Gone = true // a segment that the batch made
	if c.Version > 1 {
		var err error
		if to, err = t.snapshotAt(s, c.Version-1); err != nil {
			return err
		}
	}
	from := s.State
	if err := t.ChangeSegment(&s, to, workflow.Change{Kind: workflow.ChangeUndone}); err != nil {
		return err
	}
	if err := t.moveCommentsBack(c, s); err != nil {
		return err
	}
	if err := t.WithdrawSignOff(s, from); err != nil {
		return err
	}
	return t.AppendSegmentFeed(workflow.SegmentUndone, s, map[string]any{"undid": c.Batch})
}

// moveCommentsBack gives a segment that a merge had hidden its comments again.
func (t *txn) moveCommentsBack(c workflow.Change, s workflow.Segment) error {
	if c.Kind != workflow.ChangeMerged || !c.To.Gone {
		return nil
	}
	comments, err := t.Comments(s.Article)
	if err != nil {
		return err
	}
	for _, m := range comments {
		if m.MadeOn == s.ID && m.Segment != s.ID {
			m.Segment = s.ID
			if err := t.UpdateComment(m); err != nil {
				return err
			}
		}
	}
	return nil
}

// Verify recomputes the hash chain of a segment and that its last change is
// the current content. It returns the version from which they differ, 0 when all is well.
func (u *UseCases) Verify(ctx context.Context, segment string) (int64, error) {
	var bad int64
	err := u.View(ctx, func(tx *txn) error {
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

func verify(s workflow.Segment, changes []workflow.Change) (int64, error) {
	var prev []byte
	var last workflow.Change
	for _, c := range changes {
		hash, err := workflow.ChainHash(prev, c)
		if err != nil {
			return 0, err
		}
		if !bytes.Equal(hash, c.Hash) {
			return max(c.Version, 1), nil
		}
		if c.Kind != workflow.ChangeRefused {
			prev, last = hash, c
		}
	}
	if last.Version != s.Version || !sameSnapshot(last.To, s.Snapshot) {
		return max(s.Version, 1), nil
	}
	return 0, nil
}

func sameSnapshot(a, b workflow.Snapshot) bool {
	texts := a.Source.Equal(b.Source) && a.Target.Equal(b.Target) && a.After.Equal(b.After)
	rest := func(s workflow.Snapshot) workflow.Snapshot {
		s.Source, s.Target, s.After = nil, nil, nil
		return s
	}
	x, y := rest(a), rest(b)
	same := slices.Equal(x.Authors, y.Authors)
	x.Authors, y.Authors = nil, nil
	return texts && same && equalFields(x, y)
}

func equalFields(x, y workflow.Snapshot) bool {
	return x.Block == y.Block && x.Place == y.Place && x.State == y.State &&
		x.SubState == y.SubState && x.ApprovedBy == y.ApprovedBy &&
		x.Override == y.Override && x.Reason == y.Reason && x.Gone == y.Gone
}

// lowestState is the lower of two states with its sub-state.
func lowestState(a, b workflow.Snapshot) (bitext.State, bitext.SubState) {
	if b.State.Rank() < a.State.Rank() {
		return b.State, b.SubState
	}
	if a.State == b.State && a.SubState == bitext.None {
		return b.State, b.SubState
	}
	return a.State, a.SubState
}
