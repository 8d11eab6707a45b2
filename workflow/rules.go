package workflow

import (
	"context"
	"errors"
	"strings"
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

// rulesOf reads the rules that hold for a publication; none means those of the program.
func rulesOf(tx Tx, publication string) (RuleEdit, error) {
	e := RuleEdit{Publication: publication, Proposals: true}
	if publication == "" {
		return e, nil
	}
	kept, err := tx.RulesOf(publication)
	if errors.Is(err, &Error{Kind: NotFound}) {
		return e, nil
	}
	return kept, err
}

// cutter cuts text of a language into sentences; it gives the byte offsets of their ends.
type cutter func(tag, text string) ([]int, error)

// cutterOf is how a publication cuts.
func (d *Desk) cutterOf(ctx context.Context, publication string) (cutter, error) {
	var e RuleEdit
	err := d.store.View(ctx, func(tx Tx) error {
		var err error
		e, err = rulesOf(tx, publication)
		return err
	})
	return d.cutterBy(e.SRX), err
}

func (d *Desk) cutterBy(srx string) cutter {
	return func(tag, text string) ([]int, error) {
		rules, err := d.rules.Rules(srx, tag)
		if err != nil {
			return nil, ruleFault(err)
		}
		return rules.Cut(text), nil
	}
}

// ruleFault says in the desk's terms what is wrong with a rule file.
func ruleFault(err error) error {
	var r *segment.RuleError
	if errors.As(err, &r) {
		e := Fail(Invalid, "rules.wrong", "Set", r.Set, "Rule", r.Rule)
		e.Err = err
		return e
	}
	e := Fail(Invalid, "rules.not-srx")
	e.Err = err
	return e
}

// RuleSheet reads the rules of a publication and their history.
func (d *Desk) RuleSheet(ctx context.Context, who Actor, publication string) (RuleSheet, error) {
	out := RuleSheet{People: map[string]Person{}}
	if err := who.may(ManagePublication); err != nil {
		return out, err
	}
	err := d.store.View(ctx, func(tx Tx) error {
		var err error
		if out.Publication, err = tx.Publication(publication); err != nil {
			return err
		}
		if out.Now, err = rulesOf(tx, publication); err != nil {
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
	err := d.store.View(ctx, func(tx Tx) error {
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
		now, err := rulesOf(u, in.Publication)
		if err != nil {
			return err
		}
		if now.ID != in.Base {
			return Fail(Conflict, "rules.changed")
		}
		e = RuleEdit{ID: u.newID(), Publication: in.Publication, SRX: in.SRX, Note: in.Note,
			Proposals: in.Proposals, At: u.now, By: who.ID}
		if err := u.AddRuleEdit(e); err != nil {
			return err
		}
		return u.tell(PublicationChanged, "", "", map[string]any{"publication": e.Publication})
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
	old, err := d.cutterOf(ctx, publication)
	if err != nil {
		return nil, nil, err
	}
	if before, err = old.pieces(text); err != nil {
		return nil, nil, err
	}
	after, err = d.cutterBy(srx).pieces(text)
	return before, after, err
}

// SampleText is a text and its language.
type SampleText struct{ Lang, Text string }

// pieces answers the segments of a text, without the space around them.
func (c cutter) pieces(t SampleText) ([]string, error) {
	ends, err := c(t.Lang, t.Text)
	if err != nil {
		return nil, err
	}
	var out []string
	from := 0
	for _, end := range ends {
		if s := strings.TrimSpace(t.Text[from:end]); s != "" {
			out = append(out, s)
		}
		from = end
	}
	return out, nil
}
