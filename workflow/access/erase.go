package access

import (
	"context"
	"crypto/rand"
	"net/mail"
	"strings"

	"truchement/workflow"
	"truchement/workflow/ledger"
)

// erasedDomain is that of the addresses of erased people. By RFC 2606 there is none such.
const erasedDomain = "@erased.invalid"

// IsErased reports whether nothing but a pseudonym is left of a person.
func IsErased(p workflow.Person) bool { return strings.HasSuffix(p.Email, erasedDomain) }

// cleanEmail is an e-mail address as accounts have them.
func cleanEmail(s string) (string, error) {
	email := normalizeEmail(s)
	a, err := mail.ParseAddress(email)
	if err != nil || a.Address != email || len(email) > 254 || !workflow.IsVisible(email) ||
		strings.HasSuffix(email, erasedDomain) {
		return email, workflow.Fail(workflow.Invalid, "person.no-email")
	}
	return email, nil
}

// ChangeEmail gives the actor another address, with which they sign in from then on. A desk need not send mail, so that
// it is their password that confirms it, and not a link: an open session or a token alone must not carry an account off.
// Their other sessions, their tokens and their password links end.
func (u *UseCases) ChangeEmail(ctx context.Context, who workflow.Actor, password, email string) error {
	if err := who.May(workflow.ManageSelf); err != nil {
		return err
	}
	email, err := cleanEmail(email)
	if err != nil {
		return err
	}
	if err := u.confirmPassword(ctx, who, password); err != nil {
		return err
	}
	return u.Update(ctx, who, func(t *txn) error { return t.setEmail(who.ID, email, who.Grant) })
}

// confirmPassword checks that the actor knows their password, as often as an account may be tried.
func (u *UseCases) confirmPassword(ctx context.Context, who workflow.Actor, password string) error {
	if !u.attempts.allow(u.Now(), signIn{account: who.ID}) {
		return workflow.Fail(workflow.TooMany, "sign-in.too-many")
	}
	p, err := u.person(ctx, who.ID)
	if err != nil {
		return err
	}
	if !u.checkPassword(p.Password, password) {
		return workflow.Fail(workflow.Invalid, "password.wrong")
	}
	return nil
}

// SetEmail gives a person another address. All their sessions, tokens and password links end.
func (u *UseCases) SetEmail(ctx context.Context, who workflow.Actor, person, email string) error {
	if err := who.May(workflow.ManagePeople); err != nil {
		return err
	}
	email, err := cleanEmail(email)
	if err != nil {
		return err
	}
	keep := ""
	if person == who.ID {
		keep = who.Grant
	}
	return u.Update(ctx, who, func(t *txn) error { return t.setEmail(person, email, keep) })
}

// setEmail ends every grant but keep, unless the address is the same.
func (t *txn) setEmail(person, email, keep string) error {
	p, err := t.Person(person)
	if err != nil || p.Email == email {
		return err
	}
	if IsErased(p) {
		return workflow.Fail(workflow.Invalid, "person.erased")
	}
	before := p.Email
	p.Email = email
	if err := t.checkDistinct(p); err != nil {
		return err
	}
	if err := t.UpdatePerson(p); err != nil {
		return err
	}
	if err := t.endGrants(person, keep); err != nil {
		return err
	}
	if err := t.Ledger.Note(ledger.PersonEmail, person, before, email); err != nil {
		return err
	}
	return t.appendGrantsFeed(person)
}

// Erase takes name, address, password, keys and sessions of a person away for good and closes the account. A pseudonym
// stands in their place wherever their work is shown, and their id in the histories, so that the chains hold.
// confirm is the address of the account. Nobody erases themselves, nor the last chief.
func (u *UseCases) Erase(ctx context.Context, who workflow.Actor, person, confirm string) error {
	if err := who.May(workflow.ManagePeople); err != nil {
		return err
	}
	if person == who.ID {
		return workflow.Fail(workflow.Invalid, "person.erase-self")
	}
	return u.Update(ctx, who, func(t *txn) error {
		p, err := t.Person(person)
		if err != nil {
			return err
		}
		if IsErased(p) {
			return workflow.Fail(workflow.Invalid, "person.erased")
		}
		if normalizeEmail(confirm) != p.Email {
			return workflow.Fail(workflow.Invalid, "person.erase-confirm")
		}
		yes := true
		if err := t.changePerson(p, PersonEdit{Disabled: &yes}); err != nil {
			return err
		}
		mark := rand.Text()[:6] // chance, and not the id, which others may know
		erased := workflow.Person{ID: p.ID, Role: p.Role, Disabled: true, Created: p.Created, Language: "fr",
			Name: "P-" + mark, Email: strings.ToLower(mark) + erasedDomain}
		if err := t.checkDistinct(erased); err != nil {
			return err
		}
		if err := t.UpdatePerson(erased); err != nil {
			return err
		}
		return t.Ledger.Note(ledger.PersonErased, p.ID, "", erased.Name)
	})
}
