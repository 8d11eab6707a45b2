// Package desk is the work on segments: whatever writes one together with the Change that it is.
// Saving, reviewing, cutting anew, undoing, correcting a source, comments, issues and imports.
package desk

import (
	"context"
	"errors"

	"truchement/workflow"
	"truchement/workflow/align"
)

// UseCases are the use cases of this package, each a method. They are safe for concurrent use.
type UseCases struct {
	workflow.CoreOf[*txn]
	memory Aligners
	checks Checks
	// Proposals are the use cases of a reviewer's file.
	Proposals *Proposals
}

// Aligners makes an aligner that knows the words of the memory.
type Aligners interface {
	Aligner(ctx context.Context, source, target string) (*align.Aligner, error)
}

// New makes the use cases.
func New(core *workflow.Core, memory Aligners, checks Checks) *UseCases {
	u := &UseCases{CoreOf: workflow.NewCoreOf(core, newTxn), memory: memory, checks: checks}
	u.Proposals = &Proposals{u}
	return u
}

// txn is one transaction of one actor, with the parts of the store that these use cases need.
type txn struct {
	workflow.SegmentTxn
	workflow.PersonTx
	workflow.ReviewTx
	workflow.VisitTx
}

func newTxn(tx workflow.Tx, t workflow.Txn) *txn {
	return &txn{SegmentTxn: workflow.NewSegmentTxn(tx, t), PersonTx: tx.PersonTx,
		ReviewTx: tx.ReviewTx, VisitTx: tx.VisitTx}
}

// updateAll is UpdateInSlices for what is done whole or not at all: when a step is refused, what
// earlier steps changed is undone.
func (u *UseCases) updateAll(
	ctx context.Context, who workflow.Actor, n int, step func(t *txn, i int) error,
) (batch string, err error) {
	batch, err = u.UpdateInSlices(ctx, who, n, step)
	if err != nil {
		err = errors.Join(err, u.undoBatch(context.WithoutCancel(ctx), who, batch))
	}
	return batch, err
}

// current is s, or what it has become when it has changed since it was read. Its position is that
// of the reading unless it changed.
func (t *txn) current(s workflow.Segment) (workflow.Segment, error) {
	version, err := t.SegmentVersion(s.ID)
	if err != nil || version == s.Version {
		return s, err
	}
	return t.Segment(s.ID)
}
