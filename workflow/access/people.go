package access

import (
	"context"
	"strings"

	"truchement/workflow"
	"truchement/workflow/keymap"
	"truchement/workflow/ledger"
)

func normalizeEmail(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// newPerson checks a new person and hashes the password.
func (u *UseCases) newPerson(in NewPerson) (workflow.Person, error) {
	p := workflow.Person{Role: in.Role, Language: in.Language}
	var err error
	if p.Email, err = cleanEmail(in.Email); err != nil {
		return p, err
	}
	if p.Name, err = personName(in.Name); err != nil {
		return p, err
	}
	if _, err := workflow.ParseRole(string(p.Role)); err != nil {
		return p, err
	}
	if p.Language == "" {
		p.Language = "fr"
	}
	if _, err := workflow.ParseInterface(p.Language); err != nil {
		return p, err
	}
	if in.Password != "" {
		p.Password, err = u.acceptPassword(in.Password, p)
	}
	return p, err
}

func (t *txn) addPerson(p *workflow.Person) error {
	p.ID, p.Created = t.NewID(), t.Now
	if err := t.checkDistinct(*p); err != nil {
		return err
	}
	if err := t.AddPerson(*p); err != nil {
		return err
	}
	if err := t.Ledger.Note(ledger.PersonAdded, p.ID, "", string(p.Role)); err != nil {
		return err
	}
	return t.AppendFeed(workflow.PersonChanged, "", "", map[string]any{"person": p.ID, "role": p.Role})
}

// AddPerson makes an account.
func (u *UseCases) AddPerson(ctx context.Context, who workflow.Actor, in NewPerson) (workflow.Person, error) {
	if err := who.May(workflow.ManagePeople); err != nil {
		return workflow.Person{}, err
	}
	p, err := u.newPerson(in)
	if err != nil {
		return p, err
	}
	err = u.Update(ctx, who, func(t *txn) error { return t.addPerson(&p) })
	p.Password = ""
	return p, err
}

// People lists all accounts by name, without passwords.
func (u *UseCases) People(ctx context.Context, who workflow.Actor) ([]workflow.Person, error) {
	if err := who.May(workflow.ReadDesk); err != nil {
		return nil, err
	}
	var all []workflow.Person
	err := u.View(ctx, func(tx *txn) error {
		var err error
		all, err = tx.People()
		return err
	})
	for i := range all {
		all[i].Password = ""
	}
	return all, err
}

// As is the actor of a person named by e-mail, for the command line.
func (u *UseCases) As(ctx context.Context, email string) (workflow.Actor, error) {
	var p workflow.Person
	err := u.View(ctx, func(tx *txn) error {
		var err error
		p, err = tx.PersonByEmail(normalizeEmail(email))
		return err
	})
	p.Password = ""
	return workflow.Actor{Person: p, Scope: workflow.FullScope}, err
}

// FirstChief is the chief whose account is the oldest, for what the command line does in the name of
// a person without naming one: an article names the person who added it.
func (u *UseCases) FirstChief(ctx context.Context) (workflow.Actor, error) {
	people, err := u.People(ctx, workflow.Operator())
	if err != nil {
		return workflow.Actor{}, err
	}
	var first workflow.Person
	for _, p := range people {
		if p.Role == workflow.Chief && !p.Disabled &&
			(first.ID == "" || p.Created.Before(first.Created)) {
			first = p
		}
	}
	if first.ID == "" {
		return workflow.Actor{}, workflow.Fail(workflow.NotFound, "person.no-chief")
	}
	return workflow.Actor{Person: first, Scope: workflow.FullScope}, nil
}

// PersonEdit changes an account; nil fields are kept.
type PersonEdit struct {
	Role     *workflow.Role
	Disabled *bool
	Password *string // by the command line; ends all sessions and tokens
}

// EditPerson changes a person's role, disables an account or sets a password.
// The last chief keeps role and account.
func (u *UseCases) EditPerson(ctx context.Context, who workflow.Actor, id string, in PersonEdit) error {
	if err := who.May(workflow.ManagePeople); err != nil {
		return err
	}
	var hash string
	if in.Password != nil {
		p, err := u.person(ctx, id)
		if err != nil {
			return err
		}
		if hash, err = u.acceptPassword(*in.Password, p); err != nil {
			return err
		}
	}
	return u.Update(ctx, who, func(t *txn) error {
		p, err := t.Person(id)
		if err != nil {
			return err
		}
		if err := t.changePerson(p, in); err != nil {
			return err
		}
		if in.Password != nil {
			return t.setPassword(id, hash, "")
		}
		return nil
	})
}

func (t *txn) changePerson(p workflow.Person, in PersonEdit) error {
	before := p
	wasChief := p.Role == workflow.Chief && !p.Disabled
	if in.Role != nil {
		if _, err := workflow.ParseRole(string(*in.Role)); err != nil {
			return err
		}
		p.Role = *in.Role
	}
	if in.Disabled != nil {
		if IsErased(p) && !*in.Disabled {
			return workflow.Fail(workflow.Invalid, "person.erased")
		}
		p.Disabled = *in.Disabled
	}
	if err := t.UpdatePerson(p); err != nil {
		return err
	}
	has, err := hasChief(t)
	if err != nil {
		return err
	}
	if wasChief && !has {
		return workflow.Fail(workflow.Invalid, "person.last-chief")
	}
	if p.Disabled {
		if err := t.endGrants(p.ID, ""); err != nil {
			return err
		}
	}
	if err := t.noteChange(before, p); err != nil {
		return err
	}
	return t.AppendFeed(workflow.PersonChanged, "", "", map[string]any{
		"person": p.ID, "role": p.Role, "disabled": p.Disabled,
	})
}

// noteChange writes down what has changed of an account.
func (t *txn) noteChange(before, p workflow.Person) error {
	if p.Disabled != before.Disabled {
		kind := ledger.PersonEnabled
		if p.Disabled {
			kind = ledger.PersonDisabled
		}
		if err := t.Ledger.Note(kind, p.ID, "", ""); err != nil {
			return err
		}
	}
	if p.Role == before.Role {
		return nil
	}
	return t.Ledger.Note(ledger.PersonRole, p.ID, string(before.Role), string(p.Role))
}

// SelfEdit is what the account page sends.
type SelfEdit struct {
	Name, Language, Digits string
}

// EditSelf changes the actor's own name, language and digits.
func (u *UseCases) EditSelf(ctx context.Context, who workflow.Actor, in SelfEdit) error {
	if err := who.May(workflow.ManageSelf); err != nil {
		return err
	}
	name, err := personName(in.Name)
	if err != nil {
		return err
	}
	if _, err := workflow.ParseInterface(in.Language); err != nil {
		return err
	}
	if _, err := workflow.ParseDigits(in.Digits); err != nil {
		return err
	}
	return u.Update(ctx, who, func(t *txn) error {
		p, err := t.Person(who.ID)
		if err != nil {
			return err
		}
		before := p.Name
		p.Name, p.Language, p.Digits = name, in.Language, in.Digits
		if name == before {
			return t.UpdatePerson(p)
		}
		if err := t.checkDistinct(p); err != nil {
			return err
		}
		if err := t.UpdatePerson(p); err != nil {
			return err
		}
		if err := t.Ledger.Note(ledger.PersonName, p.ID, before, name); err != nil {
			return err
		}
		return t.AppendFeed(workflow.PersonChanged, "", "", map[string]any{"person": p.ID})
	})
}

// ChooseKeys keeps the actor's keyboard map. One that clashes is refused with keymap.Faults.
func (u *UseCases) ChooseKeys(ctx context.Context, who workflow.Actor, choice keymap.Choice) error {
	if err := who.May(workflow.ManageSelf); err != nil {
		return err
	}
	if faults := choice.Check(); len(faults) > 0 {
		return &workflow.Error{Kind: workflow.Invalid, ID: "keys.refused", Err: faults}
	}
	return u.Update(ctx, who, func(t *txn) error {
		p, err := t.Person(who.ID)
		if err != nil {
			return err
		}
		p.Keys = choice
		return t.UpdatePerson(p)
	})
}

// NewPerson is what a chief gives to make an account.
type NewPerson struct {
	Email, Name, Language string
	Role                  workflow.Role
	Password              string // may be empty: a reset link lets them set it
}
