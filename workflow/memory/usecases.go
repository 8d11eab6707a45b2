// Package memory is about what was translated before: alignments of texts with their published
// translations, and the units that are made of them.
package memory

import (
	"truchement/workflow"
)

// UseCases are the use cases of this package, each a method. They are safe for concurrent use.
type UseCases struct {
	workflow.CoreOf[*txn]
}

// New makes the use cases.
func New(core *workflow.Core) *UseCases { return &UseCases{workflow.NewCoreOf(core, newTxn)} }

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
