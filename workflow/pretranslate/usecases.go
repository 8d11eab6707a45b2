// Package pretranslate says what the memory has for an article before its translation begins, and fills its
// empty segments with it.
package pretranslate

import (
	"context"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
	"truchement/workflow/memory"
)

// UseCases are the use cases of this package. They are safe for concurrent use.
type UseCases struct {
	core   *workflow.Core
	memory *memory.UseCases
	fills  *desk.Fills
}

// New makes the use cases.
func New(core *workflow.Core, m *memory.UseCases, f *desk.Fills) *UseCases {
	return &UseCases{core: core, memory: m, fills: f}
}

// Job is the kind of the jobs that pre-translate.
const Job = "pretranslate"

// Lowest and usual scores, in percent, of the matches that segments are filled with.
const (
	LowestFloor = memory.DefaultFloor
	UsualFloor  = 100
)

// Order says what to fill.
type Order struct {
	Article  string   `json:"article"`
	Segments []string `json:"segments,omitempty"` // ids; empty: all
	Floor    int      `json:"floor"`              // the lowest score of a text that is another, in percent
}

// Check refuses an order that cannot be carried out.
func (o Order) Check() error {
	if o.Floor < LowestFloor || o.Floor > 100 {
		return workflow.Fail(workflow.Invalid, "pretranslate.floor", "Least", LowestFloor, "Most", 100)
	}
	return nil
}

// takes reports whether segments are filled with a match: the same text always, though points are taken off one that came
// from a file or is not approved.
func (o Order) takes(m *memory.Match) bool { return m.Kind != memory.FuzzyMatch || m.Score >= o.Floor }

// Analyse reports what the memory has for an article, or for the segments of it that are named.
func (u *UseCases) Analyse(
	ctx context.Context, who workflow.Actor, article string, segments []string,
) (Report, error) {
	if err := who.May(workflow.ReadDesk); err != nil {
		return Report{}, err
	}
	r, _, err := u.look(ctx, who, Order{Article: article, Segments: segments, Floor: 101}, func(int, int) {})
	r.Lines = nil // nothing became of them
	return r, err
}

// Run carries out the Order of a job, and answers its Report.
func (u *UseCases) Run(ctx context.Context, who workflow.Actor, t workflow.JobTask) (any, error) {
	o, err := workflow.JobPart[Order](t)
	if err != nil {
		return nil, err
	}
	return u.Fill(ctx, who, o, t.Progress)
}

// Fill fills the empty segments that an order chooses with their best matches, if these are the
// same text or have the score it asks for. Of several jobs that fill the same segment one does. progress may be nil.
func (u *UseCases) Fill(
	ctx context.Context, who workflow.Actor, o Order, progress func(steps, total int),
) (Report, error) {
	if err := who.May(workflow.Translate); err != nil {
		return Report{}, err
	}
	if err := o.Check(); err != nil {
		return Report{}, err
	}
	if progress == nil {
		progress = func(int, int) {}
	}
	r, fills, err := u.look(ctx, who, o, progress)
	if err != nil {
		return r, err
	}
	out, err := u.fills.FillEmpty(ctx, who, o.Article, fills)
	r.settle(out)
	if out.Batch != "" {
		r.Batches = []string{out.Batch}
	}
	return r, err
}

// look finds the best match of each segment that an order chooses, and what it would be filled with.
func (u *UseCases) look(
	ctx context.Context, who workflow.Actor, o Order, progress func(steps, total int),
) (Report, []desk.Fill, error) {
	var v workflow.ArticleView
	err := u.core.View(ctx, func(tx workflow.Tx) (err error) {
		v, err = workflow.LoadArticle(tx, o.Article)
		return err
	})
	if err != nil {
		return Report{}, nil, err
	}
	chosen := map[string]bool{}
	for _, id := range o.Segments {
		chosen[id] = true
	}
	r, seen := newReport(v.Article), map[uint64]bool{}
	var fills []desk.Fill
	var none []workflow.Segment
	for i, s := range v.Segments {
		progress(i, len(v.Segments))
		if len(chosen) > 0 && !chosen[s.ID] {
			continue
		}
		best, err := u.best(ctx, who, &v, i)
		if err != nil {
			return r, nil, err
		}
		band := bandOf(s, v.SourceLang, best, seen)
		if r.add(band, s.Words); band == None {
			none = append(none, s)
		}
		if best != nil {
			r.Lines = append(r.Lines, Line{Segment: s.ID, Position: s.Position, Outcome: IsBelow, Score: best.Score,
				Kind: best.Kind, Unit: best.Unit.ID, Origin: best.Unit.Origin, Rivals: best.Rivals})
		}
		if best != nil && o.takes(best) && s.Target.Empty() {
			fills = append(fills, desk.Fill{Segment: s.ID, Version: s.Version, Target: best.Target,
				Origin: workflow.FromUnit, Unit: best.Unit.ID})
		}
	}
	r.splitNone(none, func(s workflow.Segment) bool {
		return u.memory.HasFragments(memory.Query{SourceLang: v.SourceLang, TargetLang: v.TargetLang, Text: s.Source})
	})
	return r, fills, nil
}

// best is the best match of a segment without a target; nil: there is none.
func (u *UseCases) best(
	ctx context.Context, who workflow.Actor, v *workflow.ArticleView, i int,
) (*memory.Match, error) {
	s := v.Segments[i]
	if !s.Target.Empty() {
		return nil, nil
	}
	var before, after bitext.Text
	if i > 0 {
		before = v.Segments[i-1].Source
	}
	if i+1 < len(v.Segments) {
		after = v.Segments[i+1].Source
	}
	found, err := u.memory.Matches(ctx, who, memory.Query{SourceLang: v.SourceLang,
		TargetLang: v.TargetLang, Text: s.Source, Before: before, After: after, Limit: 1, Except: s.ID})
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return &found[0], nil
}
