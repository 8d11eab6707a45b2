package workflow

import (
	"context"
	"fmt"
	"math"
	"slices"
	"unicode"

	"truchement/workflow/bitext"
	"truchement/workflow/lang"
	"truchement/workflow/segment"
)

// gap is the distance in Place between neighbours when an article is made. A
// split halves it, so one spot bears 40 splits.
const gap = int64(1) << 40

// Split cuts a segment in two at a character of its source. Both parts keep
// its state, authors and history; the target is cut at TargetAt, or where the
// words of both parts say (TargetCut).
func (d *Desk) Split(ctx context.Context, who Actor, in Recut) ([]Segment, error) {
	if in.TargetAt < 0 {
		at, err := d.TargetCut(ctx, who, in.Segment, in.At)
		if err != nil {
			return nil, err
		}
		in.TargetAt = at
	}
	return d.recut(ctx, who, in, (*unit).split)
}

// Merge joins a segment with the one after it. The first keeps its id and
// takes over text, authors and comments; the second is kept in the history.
func (d *Desk) Merge(ctx context.Context, who Actor, in Recut) ([]Segment, error) {
	return d.recut(ctx, who, in, (*unit).merge)
}

func (d *Desk) recut(
	ctx context.Context, who Actor, in Recut, do func(*unit, Segment, Recut) error,
) ([]Segment, error) {
	if err := who.may(RecutSegments); err != nil {
		return nil, err
	}
	var article string
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
		article = s.Article
		if err := do(u, s, in); err != nil {
			return err
		}
		return u.AppendSegmentFeed(SegmentRecut, s, nil)
	})
	if err != nil {
		return nil, err
	}
	return d.segments(ctx, article)
}

// segments are those of an article, as it is cut now.
func (d *Desk) segments(ctx context.Context, article string) ([]Segment, error) {
	var all []Segment
	err := d.view(ctx, func(tx *unit) error {
		var err error
		all, err = tx.Segments(article)
		return err
	})
	return all, err
}

func (u *unit) split(s Segment, in Recut) error {
	source := s.Source.Pieces([]int{lang.ByteOffset(s.Source.Flat(), in.At)})
	if len(source) != 2 || source[0].Text.Empty() || source[1].Text.Empty() {
		return Fail(Invalid, "recut.empty-part")
	}
	a, err := u.Article(s.Article)
	if err != nil {
		return err
	}
	first, second := s.Snapshot, s.Snapshot
	first.Source, first.After = source[0].Text, source[0].After
	second.Source, second.After = source[1].Text, bitext.Join(source[1].After, s.After)
	first.Target, second.Target = splitTarget(s.Target, share(s.Source, in.At), in.TargetAt,
		a.TargetLang)
	first, second = stateOfPart(first), stateOfPart(second)
	if second.Place, err = u.placeAfter(s); err != nil {
		return err
	}
	whole := s
	if err := u.ChangeSegment(&s, first, Change{Kind: Split}); err != nil {
		return err
	}
	part, err := u.insert(a, s, second)
	if err != nil {
		return err
	}
	return u.partIssues(whole, s, part)
}

// insert adds the second part of a split, assigned like the first.
func (u *unit) insert(a Article, first Segment, to Snapshot) (Segment, error) {
	s, err := u.InsertSegment(a, to, Change{Kind: Split})
	if err != nil {
		return s, err
	}
	for id, role := range map[string]Role{first.Assignment: Translator, first.Review: Editor} {
		if id == "" {
			continue
		}
		err := u.AssignSegments(Assignment{ID: id, Article: s.Article, Role: role}, []string{s.ID})
		if err != nil {
			return s, fmt.Errorf("assign second part: %w", err)
		}
	}
	return s, nil
}

// stateOfPart lowers a part that got no target.
func stateOfPart(p Snapshot) Snapshot {
	if p.Target.Empty() {
		p.Target, p.Authors = nil, nil
		p.State, p.SubState = bitext.Initial, bitext.None
		p.ApprovedBy, p.Override, p.Reason = "", "", ""
	}
	return p
}

// placeAfter is a Place between s and its successor in the block.
func (u *unit) placeAfter(s Segment) (int64, error) {
	all, err := u.Segments(s.Article)
	if err != nil {
		return 0, err
	}
	i := slices.IndexFunc(all, func(o Segment) bool { return o.ID == s.ID })
	if i+1 >= len(all) || all[i+1].Block != s.Block {
		return s.Place + gap, nil
	}
	half := (all[i+1].Place - s.Place) / 2
	if half == 0 {
		return 0, Fail(Invalid, "recut.too-many")
	}
	return s.Place + half, nil
}

func share(source bitext.Text, at int) float64 {
	return float64(at) / float64(max(source.Len(), 1))
}

// splitTarget cuts a target at a given character, or (at < 0) at the sentence
// end nearest to the same share of its length, or else at the nearest word.
func splitTarget(t bitext.Text, share float64, at int, tag string) (first, second bitext.Text) {
	if t.Empty() {
		return nil, nil
	}
	flat := t.Flat()
	var offset int
	if at >= 0 {
		offset = lang.ByteOffset(flat, at)
	} else {
		offset = nearest(segment.Default(tag).Cut(flat), wordStarts(flat), share*float64(len(flat)))
	}
	if offset <= 0 {
		return nil, t
	}
	if offset >= len(flat) {
		return t, nil
	}
	parts := t.Cut([]int{offset})
	return parts[0].Trim(), parts[1].Trim()
}

// nearest chooses the sentence end nearest to want, when one is within a sixth
// of the text, or else the word start nearest to it.
func nearest(sentences, words []int, want float64) int {
	if n := len(sentences); n > 1 {
		total := float64(sentences[n-1])
		if best := closest(sentences[:n-1], want); math.Abs(float64(best)-want) <= total/6 {
			return best
		}
	}
	return closest(words, want)
}

func closest(offsets []int, want float64) int {
	best, distance := -1, math.Inf(1)
	for _, o := range offsets {
		if x := math.Abs(float64(o) - want); x < distance {
			best, distance = o, x
		}
	}
	return best
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

func (u *unit) merge(s Segment, _ Recut) error {
	all, err := u.Segments(s.Article)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(o Segment) bool { return o.ID == s.ID })
	if i+1 >= len(all) {
		return Fail(Invalid, "recut.last")
	}
	next := all[i+1]
	if err := u.mine(next); err != nil {
		return err
	}
	to := joined(s.Snapshot, next.Snapshot)
	if max(len(to.Source.Markup()), len(to.Target.Markup())) > MaxSegment {
		return Fail(TooLarge, "recut.too-large", "Limit", MaxSegment/1024)
	}
	gone := next.Snapshot
	gone.Gone = true
	first, second := s, next
	if err := u.ChangeSegment(&s, to, Change{Kind: Merged}); err != nil {
		return err
	}
	if err := u.ChangeSegment(&next, gone, Change{Kind: Merged}); err != nil {
		return err
	}
	if err := u.joinIssues(first, second, s); err != nil {
		return err
	}
	return u.moveComments(next.ID, s)
}

// joined is two neighbours as one: the lowest state, all authors.
func joined(a, b Snapshot) Snapshot {
	if a.Block != b.Block {
		b.Source, b.Target, b.After = apart(a, b)
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
		to.Authors = AppendUnique(to.Authors, p)
	}
	to.State, to.SubState = lowest(a, b)
	if to.State == bitext.Initial && !to.Target.Empty() {
		to.SubState = bitext.Draft
	}
	if to.Override == "" {
		to.Override = b.Override
	}
	if to.State.Rank() >= bitext.Reviewed.Rank() && to.Override == "" &&
		slices.Contains(to.Authors, to.ApprovedBy) {
		// Each part was approved by the author of the other: as one text
		// nobody else has read it whole.
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

// apart renames the codes of b that a uses too: ids are unique in a block only.
func apart(a, b Snapshot) (source, target, after bitext.Text) {
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
func (u *unit) moveComments(from string, to Segment) error {
	comments, err := u.Comments(to.Article)
	if err != nil {
		return err
	}
	for _, m := range comments {
		if m.Segment == from {
			m.Segment = to.ID
			if err := u.UpdateComment(m); err != nil {
				return err
			}
		}
	}
	return nil
}
