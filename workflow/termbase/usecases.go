// Package termbase is about the concepts of the desk and their terms: to find them in texts, look
// through and edit them, propose and settle them, and see where they are used.
package termbase

import (
	"truchement/workflow"
)

// Memory finds units by their words: see memory.UseCases.
type Memory interface {
	// UnitsHaving are the ids of all units of a pair of languages that have all words of a text, in the
	// language tag, in any of their forms: the newest first.
	UnitsHaving(text, tag, source, target string) []string
	// Languages are the pairs of base languages that there are units of.
	Languages() [][2]string
	// Piece is the part of the translation target of a text source, between two languages, that
	// translates source[from:to], and how sure that is: see align.Aligner.
	Piece(sourceLang, targetLang, source, target string, from, to int) (start, end int, confidence float64)
}

// UseCases are the use cases of this package. They are safe for concurrent use.
type UseCases struct {
	workflow.CoreOf[*txn]
	memory Memory
	index  *index
}

// New makes the use cases.
func New(core *workflow.Core, memory Memory) *UseCases {
	return &UseCases{CoreOf: workflow.NewCoreOf(core, newTxn), memory: memory, index: newIndex()}
}

// txn is one transaction of one actor, with the parts of the store that these use cases need.
type txn struct {
	workflow.Txn
	workflow.ConceptTx
	workflow.EditTx
	workflow.ArticleTx
	workflow.SegmentTx
	workflow.UnitTx
	workflow.PersonTx
	workflow.PublicationTx
	seq int64 // of what it writes; 0: it has written nothing
}

func newTxn(tx workflow.Tx, t workflow.Txn) *txn {
	return &txn{Txn: t, ConceptTx: tx.ConceptTx, EditTx: tx.EditTx, ArticleTx: tx.ArticleTx,
		SegmentTx: tx.SegmentTx, UnitTx: tx.UnitTx, PersonTx: tx.PersonTx, PublicationTx: tx.PublicationTx}
}

// keepConcept adds a concept, and tells the nodes: see workflow.ConceptsChanged.
func (t *txn) keepConcept(c *workflow.Concept) error {
	if err := t.setSeq(c); err != nil {
		return err
	}
	return t.AddConcepts(*c)
}

// changeConcept writes a concept that is kept, and tells the nodes.
func (t *txn) changeConcept(c *workflow.Concept) error {
	if err := t.setSeq(c); err != nil {
		return err
	}
	return t.UpdateConcept(*c)
}

// setSeq writes into a concept the sequence of the entry which says that concepts are written: all of one
// transaction have the same.
func (t *txn) setSeq(c *workflow.Concept) (err error) {
	if t.seq == 0 {
		t.seq, err = t.AppendEntry(workflow.ConceptsChanged, "", "", nil)
	}
	c.Seq = t.seq
	return err
}
