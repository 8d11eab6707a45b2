package access

import (
	"context"
	"slices"

	"truchement/workflow"
	"truchement/workflow/ledger"
)

// Setup makes the one-time link that creates the first chief and returns its
// secret; it is empty when there is a chief already. An older link is void.
func (u *UseCases) Setup(ctx context.Context) (string, error) {
	var secret string
	err := u.Update(ctx, workflow.Actor{}, func(t *txn) error {
		secret = ""
		has, err := hasChief(t)
		if err != nil || has {
			return err
		}
		if err := t.RemoveGrants("", workflow.SetupGrant); err != nil {
			return err
		}
		secret, err = t.grant(workflow.Grant{Kind: workflow.SetupGrant, Expires: t.Now.Add(ResetLife)})
		return err
	})
	return secret, err
}

// FirstRun reports whether the desk has no chief yet, and whether it has no account at all: then
// only the link of Setup leads in. Anybody may ask, before they can sign in.
func (u *UseCases) FirstRun(ctx context.Context) (noChief, noAccount bool, err error) {
	err = u.View(ctx, func(tx *txn) error {
		people, err := tx.People()
		if err != nil {
			return err
		}
		noAccount = len(people) == 0
		has, err := hasChief(tx)
		noChief = !has
		return err
	})
	return noChief, noAccount, err
}

func hasChief(tx workflow.PersonTx) (bool, error) {
	people, err := tx.People()
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(people, func(p workflow.Person) bool {
		return p.Role == workflow.Chief && !p.Disabled
	}), nil
}

// SetupOpen reports whether a set-up link still opens.
func (u *UseCases) SetupOpen(ctx context.Context, secret string) error {
	return u.View(ctx, func(tx *txn) error { return u.checkSetup(tx, secret) })
}

// checkSetup refuses a set-up link that is over. It is over too once there is a chief, whom the
// command line may have made since.
func (u *UseCases) checkSetup(tx *txn, secret string) error {
	if _, _, err := u.grantOwner(tx, workflow.SetupGrant, secret); err != nil {
		return err
	}
	has, err := hasChief(tx)
	if err == nil && has {
		return grantOver()
	}
	return err
}

// CompleteSetup makes the first chief with the one-time link.
func (u *UseCases) CompleteSetup(ctx context.Context, secret string, in NewPerson) (workflow.Person, error) {
	in.Role = workflow.Chief
	// The link is asked for first: hashing a password is work, and this is open to all.
	if err := u.SetupOpen(ctx, secret); err != nil {
		return workflow.Person{}, err
	}
	p, err := u.newPerson(in)
	if err != nil {
		return p, err
	}
	if in.Password == "" {
		return p, workflow.Fail(workflow.Invalid, "password.short", "Count", MinPassword)
	}
	err = u.Update(ctx, workflow.Actor{}, func(t *txn) error {
		if err := u.checkSetup(t, secret); err != nil {
			return err
		}
		if err := t.RemoveGrants("", workflow.SetupGrant); err != nil {
			return err
		}
		return t.addPerson(&p)
	})
	p.Password = ""
	return p, err
}

// ResetLink makes a one-time link with which a person sets a new password.
func (u *UseCases) ResetLink(ctx context.Context, who workflow.Actor, person string) (string, error) {
	if err := who.May(workflow.ManagePeople); err != nil {
		return "", err
	}
	var secret string
	err := u.Update(ctx, who, func(t *txn) error {
		p, err := t.Person(person)
		if err != nil {
			return err
		}
		if IsErased(p) {
			return workflow.Fail(workflow.Invalid, "person.erased")
		}
		if err := t.RemoveGrants(person, workflow.ResetGrant); err != nil {
			return err
		}
		secret, err = t.grant(workflow.Grant{
			Kind: workflow.ResetGrant, Person: person, Expires: t.Now.Add(ResetLife),
		})
		return err
	})
	return secret, err
}

// ResetOwner is the person whose password a reset link sets.
func (u *UseCases) ResetOwner(ctx context.Context, secret string) (workflow.Person, error) {
	var p workflow.Person
	err := u.View(ctx, func(tx *txn) error {
		var err error
		_, p, err = u.grantOwner(tx, workflow.ResetGrant, secret)
		return err
	})
	return p, err
}

// ResetPassword sets a password with a reset link, which is then void.
func (u *UseCases) ResetPassword(ctx context.Context, secret, password string) error {
	p, err := u.ResetOwner(ctx, secret)
	if err != nil {
		return err
	}
	hash, err := u.acceptPassword(password, p)
	if err != nil {
		return err
	}
	return u.Update(ctx, workflow.Actor{Person: p}, func(t *txn) error {
		if _, _, err := u.grantOwner(t, workflow.ResetGrant, secret); err != nil {
			return err
		}
		return t.setPassword(p.ID, hash, "")
	})
}

// ChangePassword sets the actor's own password; their other sessions and all
// their tokens end.
func (u *UseCases) ChangePassword(ctx context.Context, who workflow.Actor, old, password string) error {
	if err := who.May(workflow.ManageSelf); err != nil {
		return err
	}
	if err := u.confirmPassword(ctx, who, old); err != nil {
		return err
	}
	hash, err := u.acceptPassword(password, who.Person)
	if err != nil {
		return err
	}
	return u.Update(ctx, who, func(t *txn) error { return t.setPassword(who.ID, hash, who.Grant) })
}

func (u *UseCases) person(ctx context.Context, id string) (workflow.Person, error) {
	var p workflow.Person
	err := u.View(ctx, func(tx *txn) error {
		var err error
		p, err = tx.Person(id)
		return err
	})
	return p, err
}

func (u *UseCases) acceptPassword(password string, p workflow.Person) (string, error) {
	if err := checkPasswordStrength(password, p); err != nil {
		return "", err
	}
	return u.hashPassword(password)
}

// setPassword writes a new hash and ends every grant but keep.
func (t *txn) setPassword(person, hash, keep string) error {
	p, err := t.Person(person)
	if err != nil {
		return err
	}
	p.Password = hash
	if err := t.UpdatePerson(p); err != nil {
		return err
	}
	if err := t.endGrants(person, keep); err != nil {
		return err
	}
	if err := t.Ledger.Note(ledger.PasswordSet, person, "", ""); err != nil {
		return err
	}
	return t.appendGrantsFeed(person)
}

// appendGrantsFeed appends that grants have ended, so that streams opened by them end too.
func (t *txn) appendGrantsFeed(person string) error {
	return t.AppendFeed(workflow.PersonChanged, "", "", map[string]any{"person": person, "grants": "ended"})
}

// endGrants ends all sessions, tokens and reset links of a person but keep.
func (t *txn) endGrants(person, keep string) error {
	for _, kind := range []workflow.GrantKind{workflow.SessionGrant, workflow.TokenGrant, workflow.ResetGrant} {
		all, err := t.Grants(person, kind)
		if err != nil {
			return err
		}
		for _, g := range all {
			if g.ID == keep {
				continue
			}
			if err := t.RemoveGrant(g.ID); err != nil {
				return err
			}
		}
	}
	return nil
}
