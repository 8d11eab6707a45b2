// Package edition is the way out: sign-off, publication, the document of the bilingual edition, and the
// links by which others read it.
package edition

import (
	"context"

	"truchement/workflow"
	"truchement/workflow/align"
	"truchement/workflow/attempt"
)

// UseCases are the use cases of this package, each a method. They are safe for concurrent use.
type UseCases struct {
	workflow.CoreOf[*txn]
	memory  Aligners
	guesses *attempt.Limits // at the secrets of links
}

// Aligners makes an aligner that knows the words of the memory.
type Aligners interface {
	Aligner(ctx context.Context, source, target string) (*align.Aligner, error)
}

// New makes the use cases.
func New(core *workflow.Core, memory Aligners) *UseCases {
	return &UseCases{CoreOf: workflow.NewCoreOf(core, newTxn), memory: memory, guesses: attempt.New(guessEvery)}
}

// txn is one transaction of one actor, with the parts of the store that these use cases need.
type txn struct {
	workflow.SegmentTxn
	workflow.PastTx
	workflow.AssignmentTx
	workflow.PersonTx
	workflow.PublicationTx
	workflow.RuleTx
	workflow.ShareTx
}

func newTxn(tx workflow.Tx, t workflow.Txn) *txn {
	return &txn{SegmentTxn: workflow.NewSegmentTxn(tx, t), PastTx: tx.PastTx,
		AssignmentTx: tx.AssignmentTx, PersonTx: tx.PersonTx, PublicationTx: tx.PublicationTx,
		RuleTx: tx.RuleTx, ShareTx: tx.ShareTx}
}
