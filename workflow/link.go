package workflow

import (
	"context"
	"slices"
)

// Setup makes the one-time link that creates the first chief and returns its
// secret; it is empty when there is a chief already. An older link is void.
func (d *Desk) Setup(ctx context.Context) (string, error) {
	var secret string
	err := d.update(ctx, Actor{}, func(u *unit) error {
		secret = ""
		has, err := hasChief(u)
		if err != nil || has {
			return err
		}
		if err := u.RemoveGrants("", SetupGrant); err != nil {
			return err
		}
		secret, err = u.grant(Grant{Kind: SetupGrant, Expires: u.Now.Add(ResetLife)})
		return err
	})
	return secret, err
}

func hasChief(tx PersonTx) (bool, error) {
	people, err := tx.People()
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(people, func(p Person) bool {
		return p.Role == Chief && !p.Disabled
	}), nil
}

// SetupOpen reports whether a set-up link still opens.
func (d *Desk) SetupOpen(ctx context.Context, secret string) error {
	return d.view(ctx, func(tx *unit) error {
		_, _, err := d.opened(tx, SetupGrant, secret)
		return err
	})
}

// CompleteSetup makes the first chief with the one-time link.
func (d *Desk) CompleteSetup(ctx context.Context, secret string, in NewPerson) (Person, error) {
	in.Role = Chief
	// The link is asked for first: hashing a password is work, and this is open to all.
	if err := d.SetupOpen(ctx, secret); err != nil {
		return Person{}, err
	}
	p, err := d.prepare(in)
	if err != nil {
		return p, err
	}
	if in.Password == "" {
		return p, Fail(Invalid, "password.short", "Count", MinPassword)
	}
	err = d.update(ctx, Actor{}, func(u *unit) error {
		if _, _, err := d.opened(u, SetupGrant, secret); err != nil {
			return err
		}
		if err := u.RemoveGrants("", SetupGrant); err != nil {
			return err
		}
		return u.addPerson(&p)
	})
	return p, err
}

// ResetLink makes a one-time link with which a person sets a new password.
func (d *Desk) ResetLink(ctx context.Context, who Actor, person string) (string, error) {
	if err := who.may(ManagePeople); err != nil {
		return "", err
	}
	var secret string
	err := d.update(ctx, who, func(u *unit) error {
		if _, err := u.Person(person); err != nil {
			return err
		}
		if err := u.RemoveGrants(person, ResetGrant); err != nil {
			return err
		}
		var err error
		secret, err = u.grant(Grant{
			Kind: ResetGrant, Person: person, Expires: u.Now.Add(ResetLife),
		})
		return err
	})
	return secret, err
}

// ResetOwner is the person whose password a reset link sets.
func (d *Desk) ResetOwner(ctx context.Context, secret string) (Person, error) {
	var p Person
	err := d.view(ctx, func(tx *unit) error {
		var err error
		_, p, err = d.opened(tx, ResetGrant, secret)
		return err
	})
	return p, err
}

// ResetPassword sets a password with a reset link, which is then void.
func (d *Desk) ResetPassword(ctx context.Context, secret, password string) error {
	p, err := d.ResetOwner(ctx, secret)
	if err != nil {
		return err
	}
	hash, err := d.acceptPassword(password, p)
	if err != nil {
		return err
	}
	return d.update(ctx, Actor{Person: p}, func(u *unit) error {
		if _, _, err := d.opened(u, ResetGrant, secret); err != nil {
			return err
		}
		return u.setPassword(p.ID, hash, "")
	})
}

// ChangePassword sets the actor's own password; their other sessions and all
// their tokens end.
func (d *Desk) ChangePassword(ctx context.Context, who Actor, old, password string) error {
	if err := who.may(ManageSelf); err != nil {
		return err
	}
	if !d.attempts.allow(d.Now(), attempt{account: who.ID}) {
		return Fail(TooMany, "sign-in.too-many")
	}
	var p Person
	err := d.view(ctx, func(tx *unit) error {
		var err error
		p, err = tx.Person(who.ID)
		return err
	})
	if err != nil {
		return err
	}
	if !d.checkPassword(p.Password, old) {
		return Fail(Invalid, "password.wrong")
	}
	hash, err := d.acceptPassword(password, p)
	if err != nil {
		return err
	}
	return d.update(ctx, who, func(u *unit) error { return u.setPassword(p.ID, hash, who.Grant) })
}

func (d *Desk) acceptPassword(password string, p Person) (string, error) {
	if err := goodPassword(password, p); err != nil {
		return "", err
	}
	return d.hashPassword(password)
}

// setPassword writes a new hash and ends every grant but keep.
func (u *unit) setPassword(person, hash, keep string) error {
	p, err := u.Person(person)
	if err != nil {
		return err
	}
	p.Password = hash
	if err := u.UpdatePerson(p); err != nil {
		return err
	}
	if err := u.endGrants(person, keep); err != nil {
		return err
	}
	return u.tellGrants(person)
}

// tellGrants tells that ways in have ended, so that streams opened by them end too.
func (u *unit) tellGrants(person string) error {
	return u.AppendFeed(PersonChanged, "", "", map[string]any{"person": person, "grants": "ended"})
}

// endGrants ends all sessions, tokens and reset links of a person but keep.
func (u *unit) endGrants(person, keep string) error {
	for _, kind := range []GrantKind{SessionGrant, TokenGrant, ResetGrant} {
		all, err := u.Grants(person, kind)
		if err != nil {
			return err
		}
		for _, g := range all {
			if g.ID == keep {
				continue
			}
			if err := u.RemoveGrant(g.ID); err != nil {
				return err
			}
		}
	}
	return nil
}
