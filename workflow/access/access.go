package access

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode"

	"truchement/workflow"
	"truchement/workflow/ledger"
)

// How long grants last.
const (
	SessionLife      = 30 * 24 * time.Hour // without use
	SessionMax       = 90 * 24 * time.Hour // however much it is used
	ResetLife        = 48 * time.Hour
	grantUseInterval = 5 * time.Minute // how often a use is written down
)

// Credentials are what the sign-in page sends.
type Credentials struct {
	Email, Password string
	Address, Agent  string // of the browser
	Marks           string // what MarkBrowser gave it
	Session         string // the secret of the session that it has, which ends; empty: none
}

// grant makes a grant and returns its secret, which is kept nowhere.
func (t *txn) grant(g workflow.Grant) (string, error) {
	secret, hash, err := workflow.NewSecret()
	if err != nil {
		return "", err
	}
	g.ID, g.Hash, g.Created, g.Used = t.NewID(), hash, t.Now, t.Now
	if err := t.AddGrant(g); err != nil {
		return secret, err
	}
	return secret, t.noteGrant(g)
}

// noteGrant writes down that a grant was made.
func (t *txn) noteGrant(g workflow.Grant) error {
	switch g.Kind {
	case workflow.SessionGrant:
		return t.Ledger.Note(ledger.SignedIn, g.Person, "", g.Agent)
	case workflow.TokenGrant:
		return t.Ledger.Note(ledger.TokenMade, g.Person, "", strings.TrimSpace(string(g.Scope)+" "+g.Name))
	case workflow.ResetGrant:
		return t.Ledger.Note(ledger.LinkMade, g.Person, "", "")
	}
	return nil // the link of the set-up is of no person, and makes the first
}

// SignIn opens a session and returns its secret. A wrong address and a wrong
// password are refused alike, and both are limited, see attempts.
func (u *UseCases) SignIn(ctx context.Context, in Credentials) (string, workflow.Person, error) {
	email := normalizeEmail(in.Email)
	var p workflow.Person
	err := u.View(ctx, func(tx *txn) error {
		var err error
		p, err = tx.PersonByEmail(email)
		return err
	})
	if err != nil && !errors.Is(err, &workflow.Error{Kind: workflow.NotFound}) {
		return "", workflow.Person{}, err
	}
	who := signIn{account: email, address: in.Address, browser: markOf(p, in.Marks)}
	if !u.attempts.allow(u.Now(), who) {
		return "", workflow.Person{}, workflow.Fail(workflow.TooMany, "sign-in.too-many")
	}
	if !u.checkPassword(p.Password, in.Password) || p.Disabled {
		u.noteRefusal(ctx, p, in)
		return "", workflow.Person{}, workflow.Fail(workflow.Unauthorized, "sign-in.wrong")
	}
	u.attempts.forget(u.Now(), who)
	secret, err := u.openSession(ctx, p, in)
	p.Password = ""
	return secret, p, err
}

// noteRefusal writes down a sign-in that was refused. It is refused too where that cannot be kept.
func (u *UseCases) noteRefusal(ctx context.Context, p workflow.Person, in Credentials) {
	_ = u.Update(ctx, workflow.Actor{Address: in.Address}, func(t *txn) error {
		return t.Ledger.Note(ledger.SignInRefused, p.ID, "", truncate(in.Agent, 300))
	})
}

// MarkBrowser is what a browser keeps so that it is known again: the marks that it sent and one of the person,
// who has just signed in.
func (u *UseCases) MarkBrowser(ctx context.Context, person, marks string) (string, error) {
	p, err := u.person(ctx, person)
	if err != nil {
		return "", err
	}
	return markBrowser(p, marks)
}

func (u *UseCases) openSession(ctx context.Context, p workflow.Person, in Credentials) (string, error) {
	var secret string
	err := u.Update(ctx, workflow.Actor{Person: p, Address: in.Address}, func(t *txn) error {
		if err := t.endSession(in.Session); err != nil {
			return err
		}
		var err error
		secret, err = t.grant(workflow.Grant{
			Kind: workflow.SessionGrant, Person: p.ID, Scope: workflow.FullScope, Agent: truncate(in.Agent, 300),
			Address: in.Address, Expires: t.Now.Add(SessionLife),
		})
		return err
	})
	return secret, err
}

// endSession ends the session of a secret, if it is one: a browser has one session.
func (t *txn) endSession(secret string) error {
	if secret == "" {
		return nil
	}
	g, _, err := t.GrantByHash(workflow.SessionGrant, workflow.HashSecret(secret))
	if errors.Is(err, &workflow.Error{Kind: workflow.NotFound}) {
		return nil
	}
	if err == nil {
		err = t.RemoveGrant(g.ID)
	}
	if err != nil {
		return err
	}
	return t.appendGrantsFeed(g.Person)
}

// truncate is at most so many bytes of what a browser says of itself, without what
// is invisible.
func truncate(s string, most int) string {
	s = strings.ToValidUTF8(s[:min(len(s), most)], "")
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.C, r) {
			return -1
		}
		return r
	}, s)
}

// Authenticate finds whose secret it is. It fails with Unauthorized when the
// grant is unknown, over, or its person disabled.
func (u *UseCases) Authenticate(
	ctx context.Context, kind workflow.GrantKind, secret, address string,
) (workflow.Actor, error) {
	var g workflow.Grant
	var p workflow.Person
	err := u.View(ctx, func(tx *txn) error {
		var err error
		if g, p, err = u.grantOwner(tx, kind, secret); err != nil {
			return err
		}
		return nil
	})
	if err != nil {
		return workflow.Actor{}, err
	}
	who := workflow.Actor{Person: p, Scope: g.Scope, Grant: g.ID, Address: address}
	if u.Now().Sub(g.Used) < grantUseInterval {
		return who, nil
	}
	g.Used, g.Address = u.Time(), address
	if kind == workflow.SessionGrant {
		g.Expires = earlier(g.Used.Add(SessionLife), g.Created.Add(SessionMax))
	}
	err = u.Update(ctx, who, func(t *txn) error { return t.UseGrant(g) })
	if k := workflow.KindOf(err); err != nil && (k == workflow.Unavailable || k == workflow.Unknown) {
		return who, nil // a disk that is full must not keep people from reading
	}
	if errors.Is(err, &workflow.Error{Kind: workflow.NotFound}) {
		return workflow.Actor{}, grantOver() // it has ended since it was read
	}
	return who, err
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func grantOver() error { return workflow.Fail(workflow.Unauthorized, "grant.over") }

// grantOwner looks a secret up and checks that it still opens something.
func (u *UseCases) grantOwner(tx *txn, kind workflow.GrantKind, secret string) (workflow.Grant, workflow.Person, error) {
	g, p, err := tx.GrantByHash(kind, workflow.HashSecret(secret))
	if errors.Is(err, &workflow.Error{Kind: workflow.NotFound}) {
		return g, workflow.Person{}, grantOver()
	}
	if err != nil {
		return g, workflow.Person{}, err
	}
	if !g.Expires.IsZero() && !u.Now().Before(g.Expires) ||
		kind == workflow.SessionGrant && !u.Now().Before(g.Created.Add(SessionMax)) {
		return g, workflow.Person{}, grantOver()
	}
	if p.Disabled {
		return g, p, grantOver()
	}
	p.Password = ""
	return g, p, nil
}

// SignOut ends the actor's own session.
func (u *UseCases) SignOut(ctx context.Context, who workflow.Actor) error {
	return u.Update(ctx, who, func(t *txn) error {
		if err := t.RemoveGrant(who.Grant); err != nil {
			return err
		}
		if err := t.Ledger.Note(ledger.SignedOut, who.ID, "", ""); err != nil {
			return err
		}
		return t.appendGrantsFeed(who.ID)
	})
}

// Grants lists the sessions or tokens of a person, newest first, those that are over left out. Those of another are for
// who manages people.
func (u *UseCases) Grants(
	ctx context.Context, who workflow.Actor, person string, kind workflow.GrantKind,
) ([]workflow.Grant, error) {
	if err := who.May(ownOr(who, person)); err != nil {
		return nil, err
	}
	var all []workflow.Grant
	err := u.View(ctx, func(tx *txn) error {
		if _, err := tx.Person(person); err != nil {
			return err
		}
		var err error
		all, err = tx.Grants(person, kind)
		return err
	})
	now := u.Now()
	all = slices.DeleteFunc(all, func(g workflow.Grant) bool {
		return !g.Expires.IsZero() && !now.Before(g.Expires)
	})
	return all, err
}

// ownOr is what it takes to see and to end the grants of a person.
func ownOr(who workflow.Actor, person string) workflow.Verb {
	if person == who.ID {
		return workflow.ManageSelf
	}
	return workflow.ManagePeople
}

// Revoke ends a session or a token of a person. Those of another are for who manages people.
func (u *UseCases) Revoke(ctx context.Context, who workflow.Actor, person, id string) error {
	if err := who.May(ownOr(who, person)); err != nil {
		return err
	}
	return u.Update(ctx, who, func(t *txn) error {
		for _, kind := range []workflow.GrantKind{workflow.SessionGrant, workflow.TokenGrant} {
			own, err := t.Grants(person, kind)
			if err != nil {
				return err
			}
			at := slices.IndexFunc(own, func(g workflow.Grant) bool { return g.ID == id })
			if at >= 0 {
				if err := t.RemoveGrant(id); err != nil {
					return err
				}
				if err := t.Ledger.Note(ledger.GrantEnded, person, string(kind), own[at].Name); err != nil {
					return err
				}
				return t.appendGrantsFeed(person)
			}
		}
		return workflow.Fail(workflow.NotFound, "error.not-found")
	})
}

// NewToken is what the account page sends to make an API token.
type NewToken struct {
	Name    string
	Scope   workflow.Scope
	Expires time.Time // zero: never
}

// tokenName is a name as people have them, or none.
func tokenName(s string) (string, error) {
	if strings.TrimSpace(s) == "" {
		return "", nil
	}
	return workflow.CleanName(s)
}

// CreateToken makes an API token for the actor and returns its secret, which is
// shown once and kept nowhere.
func (u *UseCases) CreateToken(ctx context.Context, who workflow.Actor, in NewToken) (string, error) {
	if err := who.May(workflow.ManageSelf); err != nil {
		return "", err
	}
	if _, err := workflow.ParseScope(string(in.Scope)); err != nil {
		return "", err
	}
	if !in.Expires.IsZero() && !in.Expires.After(u.Now()) {
		return "", workflow.Fail(workflow.Invalid, "token.past")
	}
	name, err := tokenName(in.Name)
	if err != nil {
		return "", err
	}
	var secret string
	err = u.Update(ctx, who, func(t *txn) error {
		var err error
		secret, err = t.grant(workflow.Grant{
			Kind: workflow.TokenGrant, Person: who.ID, Name: name,
			Scope: in.Scope, Expires: in.Expires.UTC().Truncate(time.Millisecond),
		})
		return err
	})
	return secret, err
}
