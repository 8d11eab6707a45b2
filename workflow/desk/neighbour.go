package desk

import (
	"context"

	"truchement/workflow"
)

// Neighbour is the segment after s on the list that f chooses, or s at the end of the list. With wrap
// the first segment of the list follows the last one.
func (u *UseCases) Neighbour(
	ctx context.Context, who workflow.Actor, s workflow.Segment, f workflow.SegmentFilter,
	wrap bool,
) (workflow.Segment, error) {
	if err := who.May(workflow.ReadDesk); err != nil {
		return s, err
	}
	next := s
	err := u.View(ctx, func(t *txn) error {
		counted, err := t.Counted(s.Article)
		if err != nil {
			return err
		}
		next, err = t.neighbour(counted, s, f, Forward)
		if err != nil || next.ID != s.ID || !wrap {
			return err
		}
		start := workflow.Segment{Article: s.Article}
		first, err := t.neighbour(counted, start, f, Forward)
		if first.ID != "" {
			next = first
		}
		return err
	})
	return next, err
}

// The sizes in which neighbours are read: the next one is nearly always near.
const (
	firstReading = 8
	readingGrows = 8
	mostReading  = 512
)

// neighbour is the nearest segment after s, or before it, that f chooses; s when there is none.
func (t *txn) neighbour(
	a workflow.Summary, s workflow.Segment, f workflow.SegmentFilter, step Step,
) (workflow.Segment, error) {
	if step == Stay || f.State == workflow.OpenState && a.Segments.Unfinished() == 0 {
		return s, nil
	}
	matches := f.Matcher(a.SourceLang, a.TargetLang)
	from, size := s, firstReading
	for {
		beside, err := t.SegmentsAfter(from, int(step)*size)
		if err != nil {
			return s, err
		}
		for _, o := range beside {
			if matches(o) {
				return o, nil
			}
		}
		if len(beside) < size {
			return s, nil
		}
		from, size = beside[len(beside)-1], min(size*readingGrows, mostReading)
	}
}
