// Package memory is about what was translated before: alignments of texts with their published
// translations, and the units that are made of them.
package memory

import (
	"context"

	"truchement/workflow"
)

// UseCases are the use cases of this package, each a method. They are safe for concurrent use.
type UseCases struct {
	*workflow.Core
}

// New makes the use cases.
func New(core *workflow.Core) *UseCases { return &UseCases{core} }

// txn is one transaction of one actor, with the parts of the store that these use cases need.
type txn struct {
	workflow.Txn
	workflow.MemoryTx
	workflow.ArticleTx
	workflow.SegmentTx
	workflow.PersonTx
	workflow.PublicationTx
}

func newTxn(tx workflow.Tx, t workflow.Txn) *txn {
	return &txn{Txn: t, MemoryTx: tx.MemoryTx, ArticleTx: tx.ArticleTx, SegmentTx: tx.SegmentTx,
		PersonTx: tx.PersonTx, PublicationTx: tx.PublicationTx}
}

// update runs fn in one transaction of who.
func (u *UseCases) update(
	ctx context.Context, who workflow.Actor, fn func(*txn) error,
) error {
	return u.Update(ctx, who, func(tx workflow.Tx, t workflow.Txn) error {
		return fn(newTxn(tx, t))
	})
}

// view runs fn on one consistent state.
func (u *UseCases) view(ctx context.Context, fn func(*txn) error) error {
	return u.View(ctx, func(tx workflow.Tx) error {
		return fn(newTxn(tx, workflow.Txn{FeedTx: tx.FeedTx}))
	})
}
