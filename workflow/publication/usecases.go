// Package publication edits publications, their house style and their sentence rules.
package publication

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
	workflow.PublicationTx
	workflow.RuleTx
	workflow.PersonTx
	workflow.ArticleTx
	workflow.SegmentTx
}

func newTxn(tx workflow.Tx, t workflow.Txn) *txn {
	return &txn{Txn: t, PublicationTx: tx.PublicationTx, RuleTx: tx.RuleTx, PersonTx: tx.PersonTx,
		ArticleTx: tx.ArticleTx, SegmentTx: tx.SegmentTx}
}
