package desk

import (
	"context"
	"errors"

	"truchement/workflow"
	"truchement/workflow/bitext"
)

// Proposal is a target that a reviewer's file proposes for a segment, and what an editor decides.
type Proposal struct {
	Segment string
	Version int64  // of the segment that the editor saw the proposal beside
	Target  string // as markup
	By      string // who wrote it in the file, as the file says; for the history
	Take    bool   // or it is refused
}

// Proposals are the use cases of a file that a reviewer changed: to compare it, and to decide on what
// it proposes.
type Proposals struct{ desk *UseCases }

// TargetsAt answers the targets that the segments of an article had at these versions, by segment. A
// segment that is not named, or that never had the version, has its current target.
func (p *Proposals) TargetsAt(
	ctx context.Context, who workflow.Actor, article string, versions map[string]int64,
) (map[string]bitext.Text, error) {
	if err := who.May(workflow.ReviewSegments); err != nil {
		return nil, err
	}
	all, err := p.desk.segments(ctx, article)
	if err != nil {
		return nil, err
	}
	targets := make(map[string]bitext.Text, len(all))
	err = p.desk.View(ctx, func(t *txn) error {
		for _, s := range all {
			targets[s.ID] = s.Target
			version := versions[s.ID]
			if version == 0 || version == s.Version {
				continue
			}
			before, err := t.snapshotAt(s, version)
			if errors.Is(err, &workflow.Error{ID: "segment.no-version"}) {
				continue
			}
			if err != nil {
				return err
			}
			targets[s.ID] = before.Target
		}
		return nil
	})
	return targets, err
}

// Decide takes targets of a reviewer's file over, or refuses them, as one batch. A target
// that is taken keeps the state of its segment as an edit does, and the editor who takes it becomes
// one of its authors, or a draft where checks keep it from being confirmed; one that is refused stays in the history, from where it can be restored. A
// segment that changed since the editor saw it is a conflict, as for ImportTargets.
func (p *Proposals) Decide(
	ctx context.Context, who workflow.Actor, article string, all []Proposal,
) (ImportReport, error) {
	if err := who.May(workflow.ReviewSegments); err != nil {
		return ImportReport{}, err
	}
	if len(all) == 0 {
		return ImportReport{}, workflow.Fail(workflow.Invalid, "import.none-decided")
	}
	known, err := p.desk.segmentsByID(ctx, article)
	if err != nil {
		return ImportReport{}, err
	}
	for i := range all {
		if _, ok := known[all[i].Segment]; !ok {
			return ImportReport{}, workflow.Fail(workflow.NotFound, "error.not-found")
		}
		if err := workflow.CleanRemarks(&all[i].By); err != nil {
			return ImportReport{}, err
		}
	}
	held, err := p.held(ctx, article, known, all)
	if err != nil {
		return ImportReport{}, err
	}
	var rep ImportReport
	parts := make([]ImportReport, len(all))
	rep.Batch, err = p.desk.UpdateInSlices(ctx, who, len(all), func(t *txn, i int) error {
		parts[i] = ImportReport{}
		s, err := t.current(known[all[i].Segment])
		if err != nil {
			return err
		}
		if err := t.CheckNotRetracted(article); err != nil {
			return err
		}
		return t.decideProposal(&parts[i], s, all[i], held[s.ID])
	})
	rep.add(parts)
	return rep, err
}

// held tells which of the proposals that are taken checks keep from being confirmed, where their segments are.
func (p *Proposals) held(
	ctx context.Context, article string, known map[string]workflow.Segment, all []Proposal,
) (map[string]bool, error) {
	var texts []workflow.Segment
	for _, one := range all {
		s := known[one.Segment]
		target, err := parseTarget(one.Target, s.Target, s.Source)
		if err == nil && one.Take && leavesConfirmed(s, target, false) {
			s.Target = target
			texts = append(texts, s)
		}
	}
	return p.desk.held(ctx, article, texts)
}

func (t *txn) decideProposal(rep *ImportReport, s workflow.Segment, p Proposal, held bool) error {
	base, err := t.snapshotAt(s, p.Version)
	if errors.Is(err, &workflow.Error{ID: "segment.no-version"}) {
		base, err = s.Snapshot, nil
	}
	if err != nil {
		return err
	}
	target, err := parseTarget(p.Target, base.Target, s.Target, base.Source, s.Source)
	switch {
	case err != nil:
		rep.Damaged = append(rep.Damaged, ImportFault{s, p.Target, err})
		return nil
	case target.Empty(), target.Equal(s.Target):
		rep.Same++
		return nil
	case s.Gone, p.Take && !base.Target.Equal(s.Target):
		return t.importConflict(rep, s, base, target)
	case !p.Take:
		refused := s.Snapshot
		refused.Target = target
		rep.Refused++
		_, err := t.recordRefused(s, s.Snapshot, refused,
			workflow.Change{Version: s.Version, Origin: workflow.FromFile, Reason: p.By})
		return err
	}
	s, err = t.importText(s, bitext.Segment{State: s.State, SubState: s.SubState}, target, imported{p.By, held})
	rep.Updated = append(rep.Updated, s)
	if held {
		rep.Held = append(rep.Held, s)
	}
	return err
}
