// Package intake makes an article of a text: recognising its parts, cutting it into segments,
// showing the draft, and comparing a corrected version with the article.
package intake

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
	workflow.SegmentTxn
	workflow.AssignmentTx
	workflow.PersonTx
	workflow.PublicationTx
	workflow.RuleTx
}

func newTxn(tx workflow.Tx, t workflow.Txn) *txn {
	return &txn{SegmentTxn: workflow.NewSegmentTxn(tx, t), AssignmentTx: tx.AssignmentTx,
		PersonTx: tx.PersonTx, PublicationTx: tx.PublicationTx, RuleTx: tx.RuleTx}
}
