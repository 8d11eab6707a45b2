package workflow

import (
	"context"
	"time"
	"unicode/utf8"

	"truchement/workflow/segment"
)

// RuleEdit is an edit of the rules by which a publication's articles are cut into sentences; the
// newest holds.
type RuleEdit struct {
	ID, Publication string
	SRX             string // the whole file; empty: the rules of the program
	Proposals       bool   // whether long sentences get proposals where to split them
	Note            string
	At              time.Time
	By              string
}

// RuleSheet is what the page of a publication's rules shows.
type RuleSheet struct {
	Publication Publication
	Now         RuleEdit   // with an empty ID when nothing was edited
	Edits       []RuleEdit // newest first, without their files
	People      map[string]Person
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
func (d *Desk) RuleSheet(ctx context.Context, who Actor, publication string) (RuleSheet, error) {
	out := RuleSheet{People: map[string]Person{}}
	if err := who.may(ManagePublication); err != nil {
		return out, err
	}
	err := d.view(ctx, func(tx *unit) error {
		var err error
		if out.Publication, err = tx.Publication(publication); err != nil {
			return err
		}
		if out.Now, err = RulesOf(tx, publication); err != nil {
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
func (d *Desk) RuleEdit(ctx context.Context, who Actor, publication, id string) (RuleEdit, error) {
	if err := who.may(ManagePublication); err != nil {
		return RuleEdit{}, err
	}
	var e RuleEdit
	err := d.view(ctx, func(tx *unit) error {
		var err error
		e, err = tx.RuleEdit(id)
		return err
	})
	if err == nil && e.Publication != publication {
		return RuleEdit{}, Fail(NotFound, "error.not-found")
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
// cut before stands as it is. An edit made on rules that are no longer the newest is refused.
func (d *Desk) KeepRules(ctx context.Context, who Actor, in NewRules) (RuleEdit, error) {
	var e RuleEdit
	if _, err := d.TryRules(ctx, who, in.Publication, in.SRX); err != nil {
		return e, err
	}
	if err := remarks(&in.Note); err != nil {
		return e, err
	}
	err := d.update(ctx, who, func(u *unit) error {
		now, err := RulesOf(u, in.Publication)
		if err != nil {
			return err
		}
		if now.ID != in.Base {
			return Fail(Conflict, "rules.changed")
		}
		e = RuleEdit{ID: u.NewID(), Publication: in.Publication, SRX: in.SRX, Note: in.Note,
			Proposals: in.Proposals, At: u.Now, By: who.ID}
		if err := u.AddRuleEdit(e); err != nil {
			return err
		}
		return u.AppendFeed(PublicationChanged, "", "", map[string]any{"publication": e.Publication})
	})
	return e, err
}

// maxSample is how much text the test box of the rules takes, in characters.
const maxSample = 20_000

// Sample cuts a text by the rules that hold and by new ones. srx may be empty: the rules of the
// program.
func (d *Desk) Sample(
	ctx context.Context, who Actor, publication, srx string, text SampleText,
) (before, after []string, err error) {
	if err := who.may(ManagePublication); err != nil {
		return nil, nil, err
	}
	if utf8.RuneCountInString(text.Text) > maxSample {
		return nil, nil, Fail(TooLarge, "rules.sample-long", "Limit", maxSample)
	}
	old, err := d.CutterOf(ctx, publication)
	if err != nil {
		return nil, nil, err
	}
	if before, err = old.Pieces(text); err != nil {
		return nil, nil, err
	}
	after, err = d.CutterBy(srx).Pieces(text)
	return before, after, err
}
