package publication

import (
	"context"
	"unicode/utf8"

	"truchement/workflow"
	"truchement/workflow/ledger"
	"truchement/workflow/segment"
)

// RuleSheet is what the page of a publication's rules shows.
type RuleSheet struct {
	Publication workflow.Publication
	Now         workflow.RuleEdit   // with an empty ID when nothing was edited
	Edits       []workflow.RuleEdit // newest first, without their files
	People      map[string]workflow.Person
}

// File is the SRX file that holds.
func (s RuleSheet) File() string { return fileOf(s.Now.SRX) }

func fileOf(srx string) string {
	if srx == "" {
		return segment.DefaultFile()
	}
	return srx
}

// RuleSheet reads the rules of a publication and their history.
func (u *UseCases) RuleSheet(ctx context.Context, who workflow.Actor, publication string) (RuleSheet, error) {
	out := RuleSheet{People: map[string]workflow.Person{}}
	if err := who.May(workflow.ManagePublication); err != nil {
		return out, err
	}
	err := u.View(ctx, func(tx *txn) error {
		var err error
		if out.Publication, err = tx.Publication(publication); err != nil {
			return err
		}
		if out.Now, err = workflow.RulesOf(tx, publication); err != nil {
			return err
		}
		if out.Edits, err = tx.RuleEdits(publication); err != nil {
			return err
		}
		people, err := tx.People()
		for _, p := range people {
			p.Password = ""
			out.People[p.ID] = p
		}
		return err
	})
	return out, err
}

// RuleEdit reads one edit of a publication's rules.
func (u *UseCases) RuleEdit(ctx context.Context, who workflow.Actor, publication, id string) (workflow.RuleEdit, error) {
	if err := who.May(workflow.ManagePublication); err != nil {
		return workflow.RuleEdit{}, err
	}
	var e workflow.RuleEdit
	err := u.View(ctx, func(tx *txn) error {
		var err error
		e, err = tx.RuleEdit(id)
		return err
	})
	if err == nil && e.Publication != publication {
		return workflow.RuleEdit{}, workflow.Fail(workflow.NotFound, "error.not-found")
	}
	return e, err
}

// NewRules is an edit of a publication's rules.
type NewRules struct {
	Publication string
	Base        string // ID of the edit it was made on; empty: the rules of the program
	SRX         string // empty: the rules of the program
	Proposals   bool
	Note        string
}

// KeepRules keeps an edit after it was tried on the last articles of the publication. What was
// cut before keeps its segments. An edit made on rules that are no longer the newest is refused.
func (u *UseCases) KeepRules(ctx context.Context, who workflow.Actor, in NewRules) (workflow.RuleEdit, error) {
	var e workflow.RuleEdit
	if _, err := u.TryRules(ctx, who, in.Publication, in.SRX); err != nil {
		return e, err
	}
	if err := workflow.CleanRemarks(&in.Note); err != nil {
		return e, err
	}
	err := u.Update(ctx, who, func(t *txn) error {
		now, err := workflow.RulesOf(t, in.Publication)
		if err != nil {
			return err
		}
		if now.ID != in.Base {
			return workflow.Fail(workflow.Conflict, "rules.changed")
		}
		e = workflow.RuleEdit{ID: t.NewID(), Publication: in.Publication, SRX: in.SRX, Note: in.Note,
			Proposals: in.Proposals, At: t.Now, By: who.ID}
		if err := t.AddRuleEdit(e); err != nil {
			return err
		}
		if err := t.Ledger.Note(ledger.PublicationChanged, e.Publication, now.ID, e.ID); err != nil {
			return err
		}
		return t.AppendFeed(workflow.PublicationChanged, "", "", map[string]any{"publication": e.Publication})
	})
	return e, err
}

// maxSample is how much text the test box of the rules takes, in characters.
const maxSample = 20_000

// Sample cuts a text by the rules that hold and by new ones. srx may be empty: the rules of the
// program.
func (u *UseCases) Sample(
	ctx context.Context, who workflow.Actor, publication, srx string, text workflow.SampleText,
) (before, after []string, err error) {
	if err := who.May(workflow.ManagePublication); err != nil {
		return nil, nil, err
	}
	if utf8.RuneCountInString(text.Text) > maxSample {
		return nil, nil, workflow.Fail(workflow.TooLarge, "rules.sample-long", "Limit", maxSample)
	}
	old, err := u.CutterOf(ctx, publication)
	if err != nil {
		return nil, nil, err
	}
	if before, err = old.Pieces(text); err != nil {
		return nil, nil, err
	}
	after, err = u.CutterBy(srx).Pieces(text)
	return before, after, err
}
