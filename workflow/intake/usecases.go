// Package intake makes an article of a text: recognising its parts, cutting it into segments,
// showing the draft, and comparing a corrected version with the article.
package intake

import (
	"context"

	"truchement/workflow"
	"truchement/workflow/check"
)

// Checks looks at the targets of a new article before it counts them as translated, as desk.Checks does for others.
type Checks interface {
	// BlockingNew are, for each segment of a view, the findings that keep its target from being confirmed.
	BlockingNew(ctx context.Context, v workflow.ArticleView) ([][]check.Finding, error)
}

// UseCases are the use cases of this package, each a method. They are safe for concurrent use.
type UseCases struct {
	workflow.CoreOf[*txn]
	checks Checks
}

// New makes the use cases.
func New(core *workflow.Core, checks Checks) *UseCases {
	return &UseCases{workflow.NewCoreOf(core, newTxn), checks}
}

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
