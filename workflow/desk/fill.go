package desk

import (
	"context"
	"errors"

	"truchement/workflow"
	"truchement/workflow/bitext"
)

// Fill is a text that the memory or a machine has for a segment without one.
type Fill struct {
	Segment string
	Version int64 // that it was made for
	Target  bitext.Text
	Origin  workflow.Origin // FromUnit, ByMachine, or Propagated from a segment with the same source
	Unit    string          // id of the unit or of the segment that it came from; empty: none
}

// FillOutcome is what came of several.
type FillOutcome struct {
	Batch   string // to take them back as one; empty: none was filled
	Filled  []string
	Skipped []string // segments that have changed since, that another translator was given, or that are gone
	Given   []string // of these, those that another translator was given
}

// Fills are the use cases of filling segments with texts that no person has written.
type Fills struct{ desk *UseCases }

// NewFills makes them.
func NewFills(desk *UseCases) *Fills { return &Fills{desk} }

// FillEmpty gives segments of an article texts that no person has written. They are initial until
// a translator confirms them, and have no author before. A segment that has a target keeps it.
func (f *Fills) FillEmpty(
	ctx context.Context, who workflow.Actor, article string, fills []Fill,
) (FillOutcome, error) {
	if err := who.May(workflow.Translate); err != nil {
		return FillOutcome{}, err
	}
	became := make([]filling, len(fills))
	batch, err := f.desk.UpdateInSlices(ctx, who, len(fills), func(t *txn, i int) (err error) {
		became[i], err = t.fill(article, fills[i])
		return err
	})
	out := FillOutcome{}
	for i, in := range fills {
		switch became[i] {
		case isFilled:
			out.Filled, out.Batch = append(out.Filled, in.Segment), batch
			continue
		case isGiven:
			out.Given = append(out.Given, in.Segment)
		}
		out.Skipped = append(out.Skipped, in.Segment)
	}
	return out, err
}

// filling is what became of a segment that was to be filled.
type filling int8

const (
	isOther filling = iota // it has changed, or is gone
	isGiven                // to another translator
	isFilled
)

// fill gives one segment a text, if it can.
func (t *txn) fill(article string, f Fill) (filling, error) {
	if err := t.CheckNotRetracted(article); err != nil {
		return isOther, err
	}
	s, err := t.Segment(f.Segment)
	if err != nil {
		return isOther, err
	}
	if s.Gone || s.Article != article || s.Version != f.Version || !s.Target.Empty() ||
		f.Target.Empty() {
		return isOther, nil
	}
	if err := workflow.CheckWriter(t, t.Who, s); errors.Is(err, &workflow.Error{Kind: workflow.Forbidden}) {
		return isGiven, nil
	} else if err != nil {
		return isOther, err
	}
	to := s.Snapshot
	to.Target, to.State, to.SubState = f.Target, bitext.Initial, bitext.FromMemory
	if f.Origin == workflow.ByMachine {
		to.SubState = bitext.FromMachine
	}
	c := workflow.Change{Kind: workflow.ChangeSaved, Origin: f.Origin, Unit: f.Unit}
	if err := t.ChangeSegment(&s, to, c); err != nil {
		return isOther, err
	}
	return isFilled, t.AppendSegmentFeed(workflow.SegmentSaved, s, nil)
}
