// Package plan is who does what by when: assignments, loads, visits, and what has happened since.
package plan

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
	workflow.ArticleTx
	workflow.SegmentTx
	workflow.AssignmentTx
	workflow.PersonTx
	workflow.PublicationTx
	workflow.RuleTx
	workflow.VisitTx
}

func newTxn(tx workflow.Tx, t workflow.Txn) *txn {
	return &txn{Txn: t, ArticleTx: tx.ArticleTx, SegmentTx: tx.SegmentTx, AssignmentTx: tx.AssignmentTx, PersonTx: tx.PersonTx, PublicationTx: tx.PublicationTx, RuleTx: tx.RuleTx, VisitTx: tx.VisitTx}
}
