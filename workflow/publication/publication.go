package publication

import (
	"context"
	"encoding/json"

	"truchement/workflow"
	"truchement/workflow/ledger"
	"truchement/workflow/machine"
)

// Add makes a publication.
func (u *UseCases) Add(ctx context.Context, who workflow.Actor, p workflow.Publication) (workflow.Publication, error) {
	if err := who.May(workflow.ManagePublication); err != nil {
		return p, err
	}
	err := u.Update(ctx, who, func(t *txn) error {
		p.ID, p.Created = t.NewID(), t.Now
		return t.keepPublication(&p, nil)
	})
	return p, err
}

// Edit changes a publication, but neither what it makes of the checks (SetChecks) nor its machines.
func (u *UseCases) Edit(ctx context.Context, who workflow.Actor, p workflow.Publication) error {
	if err := who.May(workflow.ManagePublication); err != nil {
		return err
	}
	return u.Update(ctx, who, func(t *txn) error {
		old, err := t.Publication(p.ID)
		if err != nil {
			return err
		}
		p.Created = old.Created
		p.Style.Checks, p.Style.Headline, p.Style.Caption = old.Style.Checks, old.Style.Headline, old.Style.Caption
		p.Style.Grammar, p.Style.GrammarPrivate = old.Style.Grammar, old.Style.GrammarPrivate
		p.Style.Machines = old.Style.Machines
		return t.keepPublication(&p, &old)
	})
}

// keepPublication keeps a publication, which was old before; nil: it is new.
func (t *txn) keepPublication(p, old *workflow.Publication) error {
	name, err := workflow.CleanName(p.Name)
	if err != nil {
		return workflow.Fail(workflow.Invalid, "publication.no-name")
	}
	if !p.Style.Scheme.Sound() {
		return workflow.Fail(workflow.Invalid, "publication.scheme")
	}
	if err := checkLook(p.Style); err != nil {
		return err
	}
	p.Name = name
	kind, was, keep := ledger.PublicationAdded, "", t.AddPublication
	if old != nil {
		kind, was, keep = ledger.PublicationChanged, asText(*old), t.UpdatePublication
	}
	if err := keep(*p); err != nil {
		return err
	}
	if err := t.Ledger.Note(kind, p.ID, was, asText(*p)); err != nil {
		return err
	}
	return t.AppendFeed(workflow.PublicationChanged, "", "", map[string]any{"publication": p.ID})
}

// asText is what a publication is made of, for the ledger, which has no keys.
func asText(p workflow.Publication) string {
	p.Style.Machines = machine.WithoutKeys(p.Style.Machines)
	text, err := json.Marshal(map[string]any{"name": p.Name, "archived": p.Archived, "style": p.Style})
	if err != nil {
		return p.Name // a style is JSON in the store
	}
	return string(text)
}

// List lists publications by name.
func (u *UseCases) List(ctx context.Context, who workflow.Actor) ([]workflow.Publication, error) {
	if err := who.May(workflow.ReadDesk); err != nil {
		return nil, err
	}
	var all []workflow.Publication
	err := u.View(ctx, func(tx *txn) error {
		var err error
		all, err = tx.Publications()
		return err
	})
	return all, err
}
