package memory

import (
	"context"

	"truchement/workflow"
	"truchement/workflow/bitext"
)

// KeepBeads makes units of the memory of the accepted beads, in place of those that the
// alignment had made before. It works in slices. The first one takes the next version, and each
// one checks it, so that of two who keep or edit at once one is refused.
func (u *UseCases) KeepBeads(ctx context.Context, who workflow.Actor, id string, version int64) (workflow.Alignment, error) {
	if err := who.May(workflow.AlignTexts); err != nil {
		return workflow.Alignment{}, err
	}
	k := keeping{seen: version}
	err := u.View(ctx, func(t *txn) (err error) {
		k.Alignment, err = t.alignmentAt(id, version)
		return err
	})
	if err != nil {
		return workflow.Alignment{}, err
	}
	for _, b := range k.Beads {
		if b.Accepted && !b.Null() {
			k.accepted = append(k.accepted, b)
		}
	}
	_, err = u.UpdateWhile(ctx, who, k.step)
	return k.Alignment, err
}

// keeping is an alignment whose beads become units: first the old units go, then the new ones
// are added, one a step.
type keeping struct {
	workflow.Alignment
	seen     int64 // the version of it that the actor saw
	accepted []workflow.AlignedBead
	added    int // the step that adds the first unit; 0: old ones are still there
}

// keepChunk is how many units one step removes or adds.
const keepChunk = 100

func (k *keeping) step(t *txn, i int) (more bool, err error) {
	if i == 0 {
		return true, k.begin(t)
	}
	if err := t.checkVersion(k.ID, k.Version); err != nil {
		return false, err
	}
	if k.added == 0 || i < k.added {
		n, err := t.TakeOutUnits(k.ID, keepChunk)
		if n < keepChunk {
			k.added = i + 1
		}
		return true, err
	}
	if n := (i - k.added) * keepChunk; n < len(k.accepted) {
		return true, k.add(t, k.accepted[n:min(n+keepChunk, len(k.accepted))])
	}
	k.Kept = len(k.accepted)
	if err := t.UpdateAlignment(k.Alignment, workflow.EncodedBody{}); err != nil {
		return false, err
	}
	return false, t.AppendFeed(workflow.UnitsKept, k.Article, "",
		map[string]any{"alignment": k.ID, "units": k.Kept})
}

// add makes units of beads.
func (k *keeping) add(t *txn, beads []workflow.AlignedBead) error {
	units := make([]workflow.Unit, len(beads))
	for i, b := range beads {
		units[i] = unit(&k.Alignment, b, t)
	}
	return t.KeepUnits(units)
}

// begin takes the next version of the alignment, as one that has no units.
func (k *keeping) begin(t *txn) error {
	if err := t.checkVersion(k.ID, k.seen); err != nil {
		return err
	}
	k.Version, k.Updated, k.Kept, k.added = k.seen+1, t.Now, 0, 0
	return t.UpdateAlignment(k.Alignment, workflow.EncodedBody{})
}

// unit is an accepted bead as a unit of the memory. A person has read it, so it is as sure as can
// be whatever the aligner thought; what it thought is kept beside.
func unit(a *workflow.Alignment, b workflow.AlignedBead, t *txn) workflow.Unit {
	return workflow.Unit{ID: t.NewID(), SourceLang: a.SourceLang, TargetLang: a.TargetLang,
		Source: bitext.Plain(a.Text(b, 0)), Target: bitext.Plain(a.Text(b, 1)),
		UnitOrigin: workflow.UnitOrigin{Alignment: a.ID, Article: a.Article, Publication: a.Publication,
			Origin: a.Name, Bead: b.Bead().Link(), Date: a.Date, Licence: a.Licence,
			Confidence: b.Confidence},
		State: workflow.UnitApproved, By: t.Who.ID, At: t.Now}
}
