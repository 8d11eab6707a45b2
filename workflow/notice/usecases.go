// Package notice notifies people of what concerns them: what came back to them, what they were given, who
// wrote to them, what is due soon, and what is out. Notices are made from the feed (Follow) and by
// the clock (Remind), and listed and marked as read by the person they are for.
package notice

import (
	"sync/atomic"

	"truchement/workflow"
)

// UseCases are the use cases of this package, each a method. They are safe for concurrent use.
type UseCases struct {
	workflow.CoreOf[*txn]
	skipped atomic.Int64 // up to here the feed makes no notice, which the position does not say
}

// New makes the use cases.
func New(core *workflow.Core) *UseCases {
	return &UseCases{CoreOf: workflow.NewCoreOf(core, newTxn)}
}

// txn is one transaction of one actor, with the parts of the store that these use cases need.
type txn struct {
	workflow.Txn
	workflow.NoticeTx
	workflow.ArticleTx
	workflow.SegmentTx
	workflow.AssignmentTx
	workflow.PersonTx
	comments
}

// comments are what these use cases read of the history.
type comments interface {
	Comment(id string) (workflow.Comment, error)
	Comments(article string) ([]workflow.Comment, error)
}

func newTxn(tx workflow.Tx, t workflow.Txn) *txn {
	return &txn{Txn: t, NoticeTx: tx.NoticeTx, ArticleTx: tx.ArticleTx, SegmentTx: tx.SegmentTx,
		AssignmentTx: tx.AssignmentTx, PersonTx: tx.PersonTx, comments: tx.HistoryTx}
}
