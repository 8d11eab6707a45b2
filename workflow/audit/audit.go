// Package audit reads the ledger: who did what to the desk's accounts, rules and links.
package audit

import (
	"bytes"
	"context"

	"truchement/workflow"
	"truchement/workflow/ledger"
)

// UseCases are the use cases of this package, each a method. They are safe for concurrent use.
type UseCases struct{ *workflow.Core }

// New makes the use cases.
func New(core *workflow.Core) *UseCases { return &UseCases{core} }

// ParseKind reads the name of a kind; nothing is all kinds.
func ParseKind(name string) (ledger.Kind, error) {
	if name == "" {
		return "", nil
	}
	return workflow.ParseOption("option.choice", name, ledger.Kinds())
}

// List reads lines with the names of the people that they are about. Of those who were erased it has the pseudonym.
func (u *UseCases) List(
	ctx context.Context, who workflow.Actor, f ledger.Filter,
) (lines []ledger.Line, names map[string]string, err error) {
	if err := who.May(workflow.ManagePeople); err != nil {
		return nil, nil, err
	}
	err = u.View(ctx, func(tx workflow.Tx) error {
		if lines, err = tx.Lines(f); err != nil {
			return err
		}
		people, err := tx.People()
		names = map[string]string{}
		for _, p := range people {
			names[p.ID] = p.Name
		}
		if err != nil {
			return err
		}
		return mask(tx, lines)
	})
	return lines, names, err
}

// mask puts the pseudonym in the place of the names and addresses that erased people had. The book keeps the line that its
// hash is of, which only Verify reads.
func mask(tx workflow.Tx, lines []ledger.Line) error {
	pseudonyms := map[string]string{}
	for before := int64(0); ; {
		erasures, err := tx.Lines(ledger.Filter{Kind: ledger.PersonErased, Before: before, Limit: atOnce})
		if err != nil {
			return err
		}
		for _, l := range erasures {
			pseudonyms[l.Object], before = l.Made, l.Seq
		}
		if len(erasures) < atOnce {
			break
		}
	}
	for i, l := range lines {
		if name := pseudonyms[l.Object]; name != "" && (l.Kind == ledger.PersonName || l.Kind == ledger.PersonEmail) {
			lines[i].Was, lines[i].Made = name, name
		}
	}
	return nil
}

// atOnce is how many lines are read in one View.
const atOnce = 500

// Each calls fn with all lines of a filter, the oldest first.
func (u *UseCases) Each(
	ctx context.Context, who workflow.Actor, f ledger.Filter, fn func(l ledger.Line, names map[string]string) error,
) error {
	f.Forward, f.Limit = true, atOnce
	for {
		lines, names, err := u.List(ctx, who, f)
		if err != nil {
			return err
		}
		for _, l := range lines {
			if err := fn(l, names); err != nil {
				return err
			}
			f.After = l.Seq
		}
		if len(lines) < atOnce {
			return nil
		}
	}
}

// Verify reads the whole ledger. It returns how many lines follow each other soundly from the first, and whether
// these are all.
func (u *UseCases) Verify(ctx context.Context, who workflow.Actor) (sound int64, whole bool, err error) {
	if err := who.May(workflow.ManagePeople); err != nil {
		return 0, false, err
	}
	var before []byte
	for {
		var lines []ledger.Line
		var head int64
		var last []byte
		err := u.View(ctx, func(tx workflow.Tx) (err error) {
			if head, last, err = tx.Head(); err != nil {
				return err
			}
			lines, err = tx.Lines(ledger.Filter{After: sound, Forward: true, Limit: atOnce})
			return err
		})
		if err != nil {
			return sound, false, err
		}
		for _, l := range lines {
			if l.Seq != sound+1 || !bytes.Equal(l.Hash, l.Sum(before)) {
				return sound, false, nil
			}
			sound, before = l.Seq, l.Hash
		}
		if len(lines) < atOnce {
			return sound, sound == head && bytes.Equal(before, last), nil
		}
	}
}

// Note writes down what a program outside of the use cases has done, such as a backup.
func (u *UseCases) Note(ctx context.Context, who workflow.Actor, kind ledger.Kind, object, made string) error {
	if err := who.May(workflow.ManagePeople); err != nil {
		return err
	}
	return u.Update(ctx, who, func(_ workflow.Tx, t workflow.Txn) error { return t.Ledger.Note(kind, object, "", made) })
}
