package desk

import (
	"context"
	"slices"

	"truchement/workflow"
	"truchement/workflow/check"
)

// BulkReview decides on many segments of one article alike: those that are named, or those that a
// filter chooses.
type BulkReview struct {
	Article  string
	Segments []SegmentVersion
	Choice   *Choice // in place of Segments; nil: none
	Decision workflow.Decision
	Reason   string
	Override string
}

// SegmentVersion names a segment at the version that a person saw.
type SegmentVersion struct {
	Segment string
	Version int64
}

// Choice chooses the segments of an article that have a target, without naming them all.
type Choice struct {
	Filter workflow.SegmentFilter
	Except []string // ids that were taken out of the choice
	// Seen is the feed's head when the list was shown: what others have changed since is skipped.
	Seen int64
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

// PreviewReview returns what ReviewMany would do. It changes nothing; Done are the segments as they
// are.
func (u *UseCases) PreviewReview(
	ctx context.Context, who workflow.Actor, in BulkReview,
) (BulkOutcome, error) {
	b, err := u.bulk(ctx, who, in)
	if err != nil {
		return BulkOutcome{}, err
	}
	err = u.View(ctx, func(t *txn) error {
		t.Who = who
		for i, s := range b.segments {
			review, err := t.bulkReview(b, i, s)
			if err == nil {
				_, err = t.verdict(s, review)
			}
			if b.why[i] = err; isFailure(err) {
				return err
			}
		}
		return nil
	})
	return b.outcome(""), err
}

// ReviewMany decides on many segments; what cannot be done is skipped and listed, the rest is one
// batch that Undo takes back as one.
func (u *UseCases) ReviewMany(
	ctx context.Context, who workflow.Actor, in BulkReview,
) (BulkOutcome, error) {
	b, err := u.bulk(ctx, who, in)
	if err != nil {
		return BulkOutcome{}, err
	}
	batch, err := u.UpdateInSlices(ctx, who, len(b.segments), func(t *txn, i int) error {
		s, err := t.current(b.segments[i])
		if err != nil {
			return err
		}
		review, err := t.bulkReview(b, i, s)
		if err == nil {
			b.segments[i], err = t.review(s, review)
		}
		if b.why[i] = err; isFailure(err) {
			return err
		}
		return nil
	})
	return b.outcome(batch), err
}

// bulk is a BulkReview at work: its segments, and why each is skipped.
type bulk struct {
	in       BulkReview
	segments []workflow.Segment
	versions []int64 // that the decision was made on
	why      []error
	held     map[string][]check.Finding // by segment: what keeps its target from being approved
}

// check refuses a decision that could be made on no segment.
func (in BulkReview) check() error {
	switch in.Decision {
	case workflow.Approve:
		return nil
	case workflow.Return:
		if in.Reason == "" {
			return workflow.Fail(workflow.Invalid, "review.no-reason")
		}
		return nil
	}
	return unknownDecision(in.Decision)
}

// bulk finds the segments that a BulkReview is about.
func (u *UseCases) bulk(
	ctx context.Context, who workflow.Actor, in BulkReview,
) (b *bulk, err error) {
	if err := who.May(workflow.ReviewSegments); err != nil {
		return nil, err
	}
	if err := workflow.CleanRemarks(&in.Reason, &in.Override); err != nil {
		return nil, err
	}
	if err := in.check(); err != nil {
		return nil, err
	}
	err = u.View(ctx, func(t *txn) error {
		b = &bulk{in: in}
		all, err := t.Segments(in.Article)
		if err != nil {
			return err
		}
		if in.Choice != nil {
			return b.choose(t, who, all)
		}
		return b.name(t, all)
	})
	if err != nil {
		return nil, err
	}
	b.why = make([]error, len(b.segments))
	if in.Decision == workflow.Approve {
		asked := slices.DeleteFunc(slices.Clone(b.segments), func(s workflow.Segment) bool { return !isApprovable(s) })
		b.held, err = u.blocking(ctx, in.Article, asked)
	}
	return b, err
}

// name takes the segments that were named.
func (b *bulk) name(t *txn, all []workflow.Segment) error {
	byID := map[string]workflow.Segment{}
	for _, s := range all {
		byID[s.ID] = s
	}
	for _, v := range b.in.Segments {
		s, ok := byID[v.Segment]
		if !ok { // merged into another, or of another article
			var err error
			if s, err = t.Segment(v.Segment); err != nil {
				return err
			}
		}
		if s.Article != b.in.Article {
			return workflow.Fail(workflow.NotFound, "error.not-found")
		}
		b.segments, b.versions = append(b.segments, s), append(b.versions, v.Version)
	}
	return nil
}

// choose takes the segments that the filter chooses.
func (b *bulk) choose(t *txn, who workflow.Actor, all []workflow.Segment) error {
	a, err := t.Article(b.in.Article)
	if err != nil {
		return err
	}
	changed, err := t.ChangedSince(a.ID, who.ID, b.in.Choice.Seen)
	if err != nil {
		return err
	}
	matches := b.in.Choice.Filter.Matcher(a.SourceLang, a.TargetLang)
	excepted, stale := setOf(b.in.Choice.Except), setOf(changed)
	for _, s := range all {
		if s.Target.Empty() || excepted[s.ID] || !matches(s) {
			continue
		}
		version := s.Version
		if stale[s.ID] {
			version-- // not the version that was shown
		}
		b.segments, b.versions = append(b.segments, s), append(b.versions, version)
	}
	return nil
}

func setOf(ids []string) map[string]bool {
	set := make(map[string]bool, len(ids))
	for _, id := range ids {
		set[id] = true
	}
	return set
}

// bulkReview is the review of the i-th segment, which is s now, or why there is none.
func (t *txn) bulkReview(b *bulk, i int, s workflow.Segment) (Review, error) {
	in := Review{Segment: s.ID, Version: b.versions[i], Decision: b.in.Decision,
		Reason: b.in.Reason, Override: b.in.Override, held: b.held[s.ID]}
	if s.Gone {
		return in, workflow.Fail(workflow.Conflict, "segment.gone")
	}
	if err := t.CheckNotRetracted(s.Article); err != nil {
		return in, err
	}
	if in.Version != s.Version {
		return in, &workflow.ConflictError{Base: s.Snapshot, Current: s, Yours: s.Snapshot}
	}
	if in.Decision == workflow.Approve && needsTranslator(s.SubState) {
		return in, workflow.Fail(workflow.Invalid, "review.unconfirmed", "Position", s.Position)
	}
	return in, nil
}

// isFailure reports whether an error is not about one segment, which could be skipped.
func isFailure(err error) bool {
	if err == nil {
		return false
	}
	k := workflow.KindOf(err)
	return k == workflow.Internal || k == workflow.NotFound || k == workflow.Unavailable ||
		k == workflow.Unknown
}

func (b *bulk) outcome(batch string) BulkOutcome {
	out := BulkOutcome{Batch: batch}
	for i, s := range b.segments {
		if b.why[i] != nil {
			out.Skipped = append(out.Skipped, Skipped{s, b.why[i]})
		} else {
			out.Done = append(out.Done, s)
		}
	}
	return out
}
