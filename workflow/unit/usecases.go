// Package unit is about the units of the memory as people look through them: to find and edit them,
// take them out, bring them in from files and hand them out.
package unit

import (
	"context"

	"truchement/workflow"
)

// Index finds units by their words: see memory.UseCases.
type Index interface {
	// UnitsHaving are the ids of all units of a pair of languages that have all words of a text, in the
	// language tag, in any of their forms: the newest first.
	UnitsHaving(text, tag, source, target string) []string
	// Current brings the index up to the units that are kept.
	Current(ctx context.Context) error
}

// UseCases are the use cases of this package. They are safe for concurrent use.
type UseCases struct {
	workflow.CoreOf[*txn]
	index  Index
	groups *grouped
}

// New makes the use cases.
func New(core *workflow.Core, index Index) *UseCases {
	return &UseCases{CoreOf: workflow.NewCoreOf(core, newTxn), index: index,
		groups: &grouped{kept: map[groupsKey]keptGroups{}}}
}

// txn is one transaction of one actor, with the parts of the store that these use cases need.
type txn struct {
	workflow.UnitTxn
	workflow.EditTx
	workflow.ArticleTx
	workflow.SegmentTx
	workflow.PersonTx
	workflow.PublicationTx
}

func newTxn(tx workflow.Tx, t workflow.Txn) *txn {
	return &txn{UnitTxn: workflow.UnitTxn{Txn: t, UnitTx: tx.UnitTx}, EditTx: tx.EditTx,
		ArticleTx: tx.ArticleTx, SegmentTx: tx.SegmentTx, PersonTx: tx.PersonTx, PublicationTx: tx.PublicationTx}
}
