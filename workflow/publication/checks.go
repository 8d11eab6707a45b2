package publication

import (
	"context"

	"truchement/workflow"
	"truchement/workflow/check"
	"truchement/workflow/remote/grammar"
)

// MaxLength is the longest headline or caption that a publication may ask for, in characters.
const MaxLength = 1000

// mostURL is the longest address of a grammar server, in bytes.
const mostURL = 2000

// CheckRules are what a publication makes of the checks of its translations.
type CheckRules struct {
	Modes             map[string]string // by the ids of checks; one without is as usual
	Headline, Caption int               // their most characters; 0: any number
	Grammar           grammar.Server    // that looks at texts too; its URL empty: none
}

// SetChecks keeps what a publication makes of the checks.
func (u *UseCases) SetChecks(ctx context.Context, who workflow.Actor, publication string, in CheckRules) error {
	if err := who.May(workflow.ManagePublication); err != nil {
		return err
	}
	for id, mode := range in.Modes {
		k := check.ByID(check.ID(id))
		if k == nil {
			return workflow.UnknownOption[check.ID]("option.choice", check.ID(id), nil)
		}
		if _, err := workflow.ParseOption("option.choice", mode, k.Modes()); err != nil {
			return err
		}
	}
	if in.Grammar.URL != "" {
		if len(in.Grammar.URL) > mostURL || in.Grammar.Check() != nil {
			return workflow.Fail(workflow.Invalid, "grammar.problem-address")
		}
	}
	return u.Update(ctx, who, func(t *txn) error {
		p, err := t.Publication(publication)
		if err != nil {
			return err
		}
		old := p
		p.Style.Checks, p.Style.Headline, p.Style.Caption = in.Modes, in.Headline, in.Caption
		p.Style.Grammar, p.Style.GrammarPrivate = in.Grammar.URL, in.Grammar.Private && in.Grammar.URL != ""
		return t.keepPublication(&p, &old)
	})
}
