package desk

import (
	"context"
	"fmt"
	"slices"
	"unicode"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/lang"
)

// Split cuts a segment in two at a character of its source. Both parts keep
// its state, authors and history; the target is cut at TargetAt, or where the
// words of both parts say (TargetCut).
func (u *UseCases) Split(ctx context.Context, who workflow.Actor, in Recut) ([]workflow.Segment, error) {
	if in.TargetAt < 0 {
		at, err := u.TargetCut(ctx, who, in.Segment, in.At)
		if err != nil {
			return nil, err
		}
		in.TargetAt = at
	}
	return u.recut(ctx, who, in, (*txn).split)
}

// Merge joins a segment with the one after it. The first keeps its id and
// takes over text, authors and comments; the second is kept in the history.
func (u *UseCases) Merge(ctx context.Context, who workflow.Actor, in Recut) ([]workflow.Segment, error) {
	return u.recut(ctx, who, in, (*txn).merge)
}

func (u *UseCases) recut(
	ctx context.Context, who workflow.Actor, in Recut, do func(*txn, workflow.Segment, Recut) error,
) ([]workflow.Segment, error) {
	if err := who.May(workflow.RecutSegments); err != nil {
		return nil, err
	}
	var article string
	err := u.Update(ctx, who, func(t *txn) error {
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
		article = s.Article
		if err := do(t, s, in); err != nil {
			return err
		}
		return t.AppendSegmentFeed(workflow.SegmentRecut, s, map[string]any{"batch": t.Batch})
	})
	if err != nil {
		return nil, err
	}
	return u.segments(ctx, article)
}

// segmentsByID are the segments of an article, as it is cut now, by their ids.
func (u *UseCases) segmentsByID(
	ctx context.Context, article string,
) (map[string]workflow.Segment, error) {
	all, err := u.segments(ctx, article)
	byID := make(map[string]workflow.Segment, len(all))
	for _, s := range all {
		byID[s.ID] = s
	}
	return byID, err
}

// segments are those of an article, as it is cut now.
func (u *UseCases) segments(ctx context.Context, article string) ([]workflow.Segment, error) {
	var all []workflow.Segment
	err := u.View(ctx, func(tx *txn) error {
		var err error
		all, err = tx.Segments(article)
		return err
	})
	return all, err
}

func (t *txn) split(s workflow.Segment, in Recut) error {
	source := s.Source.Pieces([]int{lang.ByteOffset(s.Source.Flat(), in.At)})
	if len(source) != 2 || source[0].Text.Empty() || source[1].Text.Empty() {
		return workflow.Fail(workflow.Invalid, "recut.empty-part")
	}
	a, err := t.Article(s.Article)
	if err != nil {
		return err
	}
	first, second := s.Snapshot, s.Snapshot
	first.Source, first.After = source[0].Text, source[0].After
	second.Source, second.After = source[1].Text, bitext.Join(source[1].After, s.After)
	first.Target, second.Target = splitTarget(s.Target, in.TargetAt)
	first, second = stateOfPart(first), stateOfPart(second)
	if second.Place, err = t.placeAfter(s); err != nil {
		return err
	}
	whole := s
	if err := t.ChangeSegment(&s, first, workflow.Change{Kind: workflow.ChangeSplit}); err != nil {
		return err
	}
	part, err := t.insert(a, s, second)
	if err != nil {
		return err
	}
	return t.splitIssues(whole, s, part)
}

// insert adds the second part of a split, assigned like the first.
func (t *txn) insert(a workflow.Article, first workflow.Segment, to workflow.Snapshot) (workflow.Segment, error) {
	s, err := t.InsertSegment(a, to, workflow.Change{Kind: workflow.ChangeSplit})
	if err != nil {
		return s, err
	}
	for id, role := range map[string]workflow.Role{first.Assignment: workflow.Translator, first.Review: workflow.Editor} {
		if id == "" {
			continue
		}
		err := t.AssignSegments(workflow.Assignment{ID: id, Article: s.Article, Role: role}, []string{s.ID})
		if err != nil {
			return s, fmt.Errorf("assign second part: %w", err)
		}
	}
	return s, nil
}

// stateOfPart lowers a part that got no target.
func stateOfPart(p workflow.Snapshot) workflow.Snapshot {
	if p.Target.Empty() {
		p.Target, p.Authors = nil, nil
		p.State, p.SubState = bitext.Initial, bitext.None
		p.ApprovedBy, p.Override, p.Reason = "", "", ""
	}
	return p
}

// placeAfter is a Place between s and its successor in the block.
func (t *txn) placeAfter(s workflow.Segment) (int64, error) {
	all, err := t.Segments(s.Article)
	if err != nil {
		return 0, err
	}
	i := slices.IndexFunc(all, func(o workflow.Segment) bool { return o.ID == s.ID })
	if i+1 >= len(all) || all[i+1].Block != s.Block {
		return s.Place + workflow.PlaceGap, nil
	}
	half := (all[i+1].Place - s.Place) / 2
	if half == 0 {
		return 0, workflow.Fail(workflow.Invalid, "recut.too-many")
	}
	return s.Place + half, nil
}

// splitTarget cuts a target at a given character; before the first one (at < 0) where it has no
// place to be cut, as TargetCut says.
func splitTarget(t bitext.Text, at int) (first, second bitext.Text) {
	if t.Empty() {
		return nil, nil
	}
	flat := t.Flat()
	offset := lang.ByteOffset(flat, max(at, 0))
	if offset <= 0 {
		return nil, t
	}
	if offset >= len(flat) {
		return t, nil
	}
	parts := t.Cut([]int{offset})
	return parts[0].Trim(), parts[1].Trim()
}

func wordStarts(s string) []int {
	var starts []int
	space := false
	for i, r := range s {
		if space && !unicode.IsSpace(r) {
			starts = append(starts, i)
		}
		space = unicode.IsSpace(r)
	}
	return starts
}

func (t *txn) merge(s workflow.Segment, _ Recut) error {
	all, err := t.Segments(s.Article)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(o workflow.Segment) bool { return o.ID == s.ID })
	if i+1 >= len(all) {
		return workflow.Fail(workflow.Invalid, "recut.last")
	}
	next := all[i+1]
	if err := workflow.CheckWriter(t, t.Who, next); err != nil {
		return err
	}
	to := joinSnapshots(s.Snapshot, next.Snapshot)
	if max(len(to.Source.Markup()), len(to.Target.Markup())) > workflow.MaxSegment {
		return workflow.Fail(workflow.TooLarge, "recut.too-large", "Limit", workflow.MaxSegment/1024)
	}
	gone := next.Snapshot
	gone.Gone = true
	first, second := s, next
	if err := t.ChangeSegment(&s, to, workflow.Change{Kind: workflow.ChangeMerged}); err != nil {
		return err
	}
	if err := t.ChangeSegment(&next, gone, workflow.Change{Kind: workflow.ChangeMerged}); err != nil {
		return err
	}
	if err := t.joinIssues(first, second, s); err != nil {
		return err
	}
	return t.moveComments(next.ID, s)
}

// joinSnapshots is two neighbours as one: the lowest state, all authors.
func joinSnapshots(a, b workflow.Snapshot) workflow.Snapshot {
	if a.Block != b.Block {
		b.Source, b.Target, b.After = renameClashingCodes(a, b)
	}
	to := a
	between := a.After
	if len(between) == 0 {
		between = bitext.Plain(" ")
	}
	to.Source = bitext.Join(a.Source, between, b.Source)
	if a.Block == b.Block {
		// The source is what was cut, even where it was cut inside a word.
		to.Source = bitext.Join(a.Source, a.After, b.Source)
	}
	to.After = b.After
	switch {
	case a.Target.Empty():
		to.Target = b.Target
	case !b.Target.Empty():
		to.Target = bitext.Join(a.Target, between, b.Target)
	}
	for _, p := range b.Authors {
		to.Authors = workflow.AppendUnique(to.Authors, p)
	}
	to.State, to.SubState = lowestState(a, b)
	if to.State == bitext.Initial && !to.Target.Empty() {
		to.SubState = bitext.Draft
	}
	if to.Override == "" {
		to.Override = b.Override
	}
	if to.State.Rank() >= bitext.Reviewed.Rank() && to.Override == "" &&
		slices.Contains(to.Authors, to.ApprovedBy) {
		// Each part was approved by the author of the other: as one text
		// no other person has read it whole.
		to.State, to.SubState = bitext.Translated, bitext.None
	}
	if to.State.Rank() < bitext.Reviewed.Rank() {
		to.ApprovedBy, to.Override = "", ""
	}
	if to.Reason == "" {
		to.Reason = b.Reason
	}
	return to
}

// renameClashingCodes renames the codes of b that a uses too: ids are unique in a block only.
func renameClashingCodes(a, b workflow.Snapshot) (source, target, after bitext.Text) {
	used := map[string]bool{}
	for _, c := range bitext.Join(a.Source, b.Source, a.After, b.After).Codes() {
		used[c.ID] = true
	}
	names := map[string]string{}
	for _, c := range slices.Concat(b.Source.Codes(), b.After.Codes()) {
		n := 1
		for used[fmt.Sprint(n)] {
			n++
		}
		names[c.ID] = fmt.Sprint(n)
		used[names[c.ID]] = true
	}
	return b.Source.Rename(names), b.Target.Rename(names), b.After.Rename(names)
}

// moveComments moves the comments of a merged segment to where its text went.
func (t *txn) moveComments(from string, to workflow.Segment) error {
	comments, err := t.Comments(to.Article)
	if err != nil {
		return err
	}
	for _, m := range comments {
		if m.Segment == from {
			m.Segment = to.ID
			if err := t.UpdateComment(m); err != nil {
				return err
			}
		}
	}
	return nil
}

// Recut asks for a split or a merge.
type Recut struct {
	Segment  string
	Version  int64
	At       int // split: characters of the source's Flat before the cut
	TargetAt int // split: the same in the target; -1: as TargetCut proposes
}
