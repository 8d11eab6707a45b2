// Package checking is about the checks of translations on the desk: what they find in a segment or an article, by the
// rules of its publication, and which findings people have dismissed.
package checking

import (
	"context"
	"time"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/check"
	"truchement/workflow/remote/grammar"
	"truchement/workflow/term"
)

// Terms finds terms in texts: see termbase.UseCases.
type Terms interface {
	Places(text, tag, publication string) []term.Hit
	// Settled are the concepts with these ids that are there and no proposals.
	Settled(ctx context.Context, ids []string) (map[string]term.Concept, error)
}

// Grammar asks grammar servers: see grammar.Service.
type Grammar interface {
	Look(server grammar.Server, segment, tag string, text bitext.Text) ([]grammar.Match, grammar.State)
	Known(server grammar.Server, tag string, text bitext.Text) []grammar.Match
	Try(ctx context.Context, server grammar.Server, tag string, text bitext.Text) ([]grammar.Match, error)
}

// UseCases are the use cases of this package. They are safe for concurrent use.
type UseCases struct {
	workflow.CoreOf[*txn]
	terms   Terms
	speller check.Speller
	grammar Grammar
	zone    *time.Location
	off     bool
}

// Options change what the use cases take from their surroundings; a zero field has the usual value.
type Options struct {
	Speller check.Speller  // that is asked where a publication wants spelling checked; nil: there is none
	Grammar Grammar        // that is asked where a publication has a server; nil: grammar is not looked at
	Zone    *time.Location // in which the days of the newsroom are; nil: that of the machine
	Off     bool           // all checks find nothing
}

// New makes the use cases.
func New(core *workflow.Core, terms Terms, o Options) *UseCases {
	if o.Zone == nil {
		o.Zone = time.Local
	}
	return &UseCases{CoreOf: workflow.NewCoreOf(core, newTxn), terms: terms, speller: o.Speller, grammar: o.Grammar, zone: o.Zone, off: o.Off}
}

// txn is one transaction of one actor, with the parts of the store that these use cases need.
type txn struct {
	workflow.SegmentTxn
	workflow.PersonTx
	workflow.PublicationTx
	workflow.RuleTx
	workflow.AssignmentTx
	workflow.DismissalTx
	workflow.UnitTx
	workflow.PastTx
	workflow.JobTx
}

func newTxn(tx workflow.Tx, t workflow.Txn) *txn {
	return &txn{SegmentTxn: workflow.NewSegmentTxn(tx, t), PersonTx: tx.PersonTx,
		PublicationTx: tx.PublicationTx, RuleTx: tx.RuleTx, AssignmentTx: tx.AssignmentTx, DismissalTx: tx.DismissalTx, UnitTx: tx.UnitTx, PastTx: tx.PastTx, JobTx: tx.JobTx}
}
