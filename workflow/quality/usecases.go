// Package quality reports what the issues of a period add up to, by MQM.
package quality

import (
	"truchement/workflow"
)

// UseCases are the use cases of this package, each a method. They are safe for concurrent use.
type UseCases struct {
	workflow.CoreOf[*txn]
}

// New makes the use cases.
func New(core *workflow.Core) *UseCases { return &UseCases{workflow.NewCoreOf(core, newTxn)} }

// txn is one transaction, with the parts of the store that these use cases need.
type txn struct {
	workflow.ReviewTx
	workflow.ArticleTx
	workflow.SegmentTx
	workflow.PersonTx
	workflow.PublicationTx
}

func newTxn(tx workflow.Tx, _ workflow.Txn) *txn {
	return &txn{ReviewTx: tx.ReviewTx, ArticleTx: tx.ArticleTx, SegmentTx: tx.SegmentTx,
		PersonTx: tx.PersonTx, PublicationTx: tx.PublicationTx}
}
