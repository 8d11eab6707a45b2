package publication

import (
	"context"
	"slices"

	"truchement/workflow"
	"truchement/workflow/check"
)

// MaxLength is the longest headline or caption that a publication may ask for, in characters.
const MaxLength = 1000

// Modes are what a publication may make of a check, in the order of lists.
func Modes() []check.Mode { return []check.Mode{check.Off, check.Warn, check.Block} }

// CheckRules are what a publication makes of the checks of its translations.
type CheckRules struct {
	Modes             map[string]string // by the ids of checks; one without is as usual
	Headline, Caption int               // their most characters; 0: any number
}

// SetChecks keeps what a publication makes of the checks.
func (u *UseCases) SetChecks(ctx context.Context, who workflow.Actor, publication string, in CheckRules) error {
	if err := who.May(workflow.ManagePublication); err != nil {
		return err
	}
	for id, mode := range in.Modes {
		if !slices.ContainsFunc(check.Checks(), func(k *check.Check) bool { return string(k.ID) == id }) {
			return workflow.UnknownOption[check.ID]("option.choice", check.ID(id), nil)
		}
		if _, err := workflow.ParseOption("option.choice", mode, Modes()); err != nil {
			return err
		}
	}
	return u.Update(ctx, who, func(t *txn) error {
		p, err := t.Publication(publication)
		if err != nil {
			return err
		}
		p.Style.Checks, p.Style.Headline, p.Style.Caption = in.Modes, in.Headline, in.Caption
		return t.keepPublication(&p, t.UpdatePublication)
	})
}
