package workflow

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode"
)

// How long grants last.
const (
	SessionLife = 30 * 24 * time.Hour // without use
	ResetLife   = 48 * time.Hour
	touchEvery  = 5 * time.Minute // how often a use is written down
)

// Credentials are what the sign-in page sends.
type Credentials struct {
	Email, Password string
	Address, Agent  string // of the browser
}

// newSecret is 256 random bits and the hash that is kept of them.
func newSecret() (secret string, hash []byte, err error) {
	b := make([]byte, 32)
	if _, err := rand.Read(b); err != nil {
		return "", nil, err
	}
	secret = base64.RawURLEncoding.EncodeToString(b)
	return secret, hashSecret(secret), nil
}

func hashSecret(secret string) []byte {
	h := sha256.Sum256([]byte(secret))
	return h[:]
}

// grant makes a grant and returns its secret, which is kept nowhere.
func (u *unit) grant(g Grant) (string, error) {
	secret, hash, err := newSecret()
	if err != nil {
		return "", err
	}
	g.ID, g.Hash, g.Created, g.Used = u.NewID(), hash, u.Now, u.Now
	return secret, u.AddGrant(g)
}

// SignIn opens a session and returns its secret. A wrong address and a wrong
// password are refused alike, and both are limited by account and by address.
func (d *Desk) SignIn(ctx context.Context, in Credentials) (string, Person, error) {
	email := tidyEmail(in.Email)
	who := attempt{email, in.Address}
	if !d.attempts.allow(d.Now(), who) {
		return "", Person{}, Fail(TooMany, "sign-in.too-many")
	}
	var p Person
	err := d.view(ctx, func(tx *unit) error {
		var err error
		p, err = tx.PersonByEmail(email)
		return err
	})
	if err != nil && !errors.Is(err, &Error{Kind: NotFound}) {
		return "", Person{}, err
	}
	if !d.checkPassword(p.Password, in.Password) || p.Disabled {
		return "", Person{}, Fail(Unauthorized, "sign-in.wrong")
	}
	d.attempts.forget(d.Now(), who)
	secret, err := d.openSession(ctx, p, in)
	p.Password = ""
	return secret, p, err
}

func (d *Desk) openSession(ctx context.Context, p Person, in Credentials) (string, error) {
	var secret string
	err := d.update(ctx, Actor{Person: p}, func(u *unit) error {
		var err error
		secret, err = u.grant(Grant{
			Kind: SessionGrant, Person: p.ID, Scope: FullScope, Agent: cutTo(in.Agent, 300),
			Address: in.Address, Expires: u.Now.Add(SessionLife),
		})
		return err
	})
	return secret, err
}

// cutTo is at most so many bytes of what a browser says of itself, without what
// nobody sees.
func cutTo(s string, most int) string {
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
func (d *Desk) Authenticate(
	ctx context.Context, kind GrantKind, secret, address string,
) (Actor, error) {
	var g Grant
	var p Person
	err := d.view(ctx, func(tx *unit) error {
		var err error
		if g, p, err = d.opened(tx, kind, secret); err != nil {
			return err
		}
		return nil
	})
	if err != nil {
		return Actor{}, err
	}
	who := Actor{Person: p, Scope: g.Scope, Grant: g.ID}
	if d.Now().Sub(g.Used) < touchEvery {
		return who, nil
	}
	g.Used, g.Address = d.Time(), address
	if kind == SessionGrant {
		g.Expires = g.Used.Add(SessionLife)
	}
	err = d.update(ctx, who, func(u *unit) error { return u.UseGrant(g) })
	if k := KindOf(err); err != nil && (k == Unavailable || k == Unknown) {
		return who, nil // a disk that is full must not keep people from reading
	}
	return who, err
}

// opened looks a secret up and checks that it still opens something.
func (d *Desk) opened(tx *unit, kind GrantKind, secret string) (Grant, Person, error) {
	over := Fail(Unauthorized, "grant.over")
	g, err := tx.GrantByHash(kind, hashSecret(secret))
	if errors.Is(err, &Error{Kind: NotFound}) {
		return g, Person{}, over
	}
	if err != nil {
		return g, Person{}, err
	}
	if !g.Expires.IsZero() && !d.Now().Before(g.Expires) {
		return g, Person{}, over
	}
	if g.Person == "" {
		return g, Person{}, nil
	}
	p, err := tx.Person(g.Person)
	if err != nil {
		return g, p, err
	}
	if p.Disabled {
		return g, p, over
	}
	p.Password = ""
	return g, p, nil
}

// SignOut ends the actor's own session.
func (d *Desk) SignOut(ctx context.Context, who Actor) error {
	return d.update(ctx, who, func(u *unit) error { return u.RemoveGrant(who.Grant) })
}

// Grants lists the actor's own sessions or tokens, newest first, those that are
// over left out.
func (d *Desk) Grants(ctx context.Context, who Actor, kind GrantKind) ([]Grant, error) {
	if err := who.may(ManageSelf); err != nil {
		return nil, err
	}
	var all []Grant
	err := d.view(ctx, func(tx *unit) error {
		var err error
		all, err = tx.Grants(who.ID, kind)
		return err
	})
	now := d.Now()
	all = slices.DeleteFunc(all, func(g Grant) bool {
		return !g.Expires.IsZero() && now.After(g.Expires)
	})
	return all, err
}

// Revoke ends one of the actor's own grants.
func (d *Desk) Revoke(ctx context.Context, who Actor, id string) error {
	if err := who.may(ManageSelf); err != nil {
		return err
	}
	return d.update(ctx, who, func(u *unit) error {
		for _, kind := range []GrantKind{SessionGrant, TokenGrant} {
			own, err := u.Grants(who.ID, kind)
			if err != nil {
				return err
			}
			if slices.ContainsFunc(own, func(g Grant) bool { return g.ID == id }) {
				if err := u.RemoveGrant(id); err != nil {
					return err
				}
				return u.tellGrants(who.ID)
			}
		}
		return Fail(NotFound, "error.not-found")
	})
}

// NewToken is what the account page sends to make an API token.
type NewToken struct {
	Name    string
	Scope   Scope
	Expires time.Time // zero: never
}

// tokenName is a name as people have them, or none.
func tokenName(s string) (string, error) {
	if strings.TrimSpace(s) == "" {
		return "", nil
	}
	return tidyName(s)
}

// CreateToken makes an API token for the actor and returns its secret, which is
// shown once and kept nowhere.
func (d *Desk) CreateToken(ctx context.Context, who Actor, in NewToken) (string, error) {
	if err := who.may(ManageSelf); err != nil {
		return "", err
	}
	if in.Scope.rank() == 0 {
		return "", Fail(Invalid, "token.no-scope")
	}
	if !in.Expires.IsZero() && !in.Expires.After(d.Now()) {
		return "", Fail(Invalid, "token.past")
	}
	name, err := tokenName(in.Name)
	if err != nil {
		return "", err
	}
	var secret string
	err = d.update(ctx, who, func(u *unit) error {
		var err error
		secret, err = u.grant(Grant{
			Kind: TokenGrant, Person: who.ID, Name: name,
			Scope: in.Scope, Expires: in.Expires.UTC().Truncate(time.Millisecond),
		})
		return err
	})
	return secret, err
}
