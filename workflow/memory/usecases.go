// Package memory is about what was translated before: alignments of texts with their published
// translations, and the units that are made of them.
package memory

import (
	"sync/atomic"

	"truchement/workflow"
)

// UseCases are the use cases of this package, each a method. They are safe for concurrent use.
type UseCases struct {
	workflow.CoreOf[*txn]
	passed atomic.Int64 // up to where in the feed nothing changes a unit
	index  *index
	words  aligners
}

// New makes the use cases.
func New(core *workflow.Core) *UseCases {
	return &UseCases{CoreOf: workflow.NewCoreOf(core, newTxn), index: newIndex()}
}

// txn is one transaction of one actor, with the parts of the store that these use cases need.
type txn struct {
	workflow.UnitTxn
	workflow.AlignmentTx
	workflow.EditTx
	workflow.ArticleTx
	workflow.SegmentTx
	workflow.HistoryTx
	workflow.PersonTx
	workflow.PublicationTx
}

func newTxn(tx workflow.Tx, t workflow.Txn) *txn {
	return &txn{UnitTxn: workflow.UnitTxn{Txn: t, UnitTx: tx.UnitTx}, AlignmentTx: tx.AlignmentTx, EditTx: tx.EditTx,
		ArticleTx: tx.ArticleTx, SegmentTx: tx.SegmentTx, HistoryTx: tx.HistoryTx,
		PersonTx: tx.PersonTx, PublicationTx: tx.PublicationTx}
}
