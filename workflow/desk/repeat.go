package desk

import (
	"context"
	"strings"

	"truchement/workflow"
	"truchement/workflow/bitext"
)

// Repetitions are the segments of an article that have the same source.
type Repetitions struct {
	first map[string]workflow.Segment // that has the source, by the ids of those after it
	empty map[string]int              // segments without a target, by the key of their source
}

// FindRepetitions finds those of segments in the order of their article.
func FindRepetitions(all []workflow.Segment) *Repetitions {
	firsts := make(map[string]workflow.Segment, len(all))
	r := &Repetitions{map[string]workflow.Segment{}, map[string]int{}}
	for _, g := range all {
		key := sourceKey(g.Source)
		if g.State == bitext.Initial && g.SubState == bitext.None && g.Target.Empty() {
			r.empty[key]++
		}
		alike := strings.Join(strings.Fields(key), " ")
		if first, ok := firsts[alike]; ok {
			r.first[g.ID] = first
		} else {
			firsts[alike] = g
		}
	}
	return r
}

// sourceKey is the same for sources with the same characters and codes.
func sourceKey(t bitext.Text) string {
	key := t.Markup()
	for _, c := range t.Codes() {
		key += "\x00" + c.ID + "\x00" + string(c.Type) + "\x00" + c.Data + "\x00" + c.Equiv
	}
	return key
}

// First is the first segment whose source differs from that of a later one in its spaces at most.
func (r *Repetitions) First(segment string) (workflow.Segment, bool) {
	first, ok := r.first[segment]
	return first, ok
}

// Fillable is how many segments FillRepeats gives the target of s.
func (r *Repetitions) Fillable(s workflow.Segment) int {
	if len(r.empty) == 0 || !givesTarget(s) {
		return 0
	}
	return r.empty[sourceKey(s.Source)]
}

// givesTarget reports whether a person has confirmed the target of a segment.
func givesTarget(s workflow.Segment) bool {
	return !s.Gone && s.State != bitext.Initial && s.SubState == bitext.None
}

// Repeats are the segments of its article that FillRepeats gives the target of s, in order but
// without their positions.
func (f *Fills) Repeats(
	ctx context.Context, who workflow.Actor, s workflow.Segment,
) (same []workflow.Segment, err error) {
	if err := who.May(workflow.ReadDesk); err != nil || !givesTarget(s) {
		return nil, err
	}
	err = f.desk.View(ctx, func(t *txn) error {
		same, err = t.UntranslatedAs(s)
		return err
	})
	return same, err
}

// FillRepeats gives the target of a confirmed segment to those without one that have its source.
func (f *Fills) FillRepeats(
	ctx context.Context, who workflow.Actor, segment string,
) (FillOutcome, error) {
	var s workflow.Segment
	var fills []Fill
	err := f.desk.View(ctx, func(t *txn) (err error) {
		if s, err = t.Segment(segment); err != nil || !givesTarget(s) {
			return err
		}
		same, err := t.UntranslatedAs(s)
		fills = make([]Fill, len(same))
		for i, r := range same {
			fills[i] = Fill{Segment: r.ID, Version: r.Version, Target: s.Target,
				Origin: workflow.Propagated, Unit: s.ID}
		}
		return err
	})
	if err != nil {
		return FillOutcome{}, err
	}
	return f.FillEmpty(ctx, who, s.Article, fills)
}
