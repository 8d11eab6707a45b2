package edition

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"truchement/workflow"
	"truchement/workflow/attempt"
	"truchement/workflow/bitext"
	"truchement/workflow/ledger"
)

// How long a link may last, and how often an address may try secrets that open nothing: sixty at
// once, since many may share one address, then one in ten seconds.
const (
	LongestShare = 366 * 24 * time.Hour
	guessEvery   = 10 * time.Second
	guessBurst   = 60
)

// NewShare asks for a link to the edition of an article.
type NewShare struct {
	Article string
	Name    string // what it is for; may be empty
	Until   time.Time
	Indexed bool // search engines may list it
}

// Share makes a link to a published edition and returns its secret, which is kept nowhere.
func (u *UseCases) Share(ctx context.Context, who workflow.Actor, in NewShare) (secret string, s workflow.Share, err error) {
	if err := who.May(workflow.ShareEditions); err != nil {
		return "", s, err
	}
	name, err := workflow.CleanString(strings.Join(strings.Fields(in.Name), " "), workflow.MaxTitle)
	if err != nil {
		return "", s, err
	}
	secret, hash, err := workflow.NewSecret()
	if err != nil {
		return "", s, err
	}
	err = u.Update(ctx, who, func(t *txn) error {
		a, err := t.Article(in.Article)
		if err != nil {
			return err
		}
		if a.Published.IsZero() || a.Retracted != "" {
			return workflow.Fail(workflow.Invalid, "share.unpublished")
		}
		if !in.Until.After(t.Now) || in.Until.After(t.Now.Add(LongestShare)) {
			return workflow.Fail(workflow.Invalid, "share.wrong-end")
		}
		s = workflow.Share{ID: t.NewID(), Article: a.ID, Hash: hash, Name: name, By: who.ID, Created: t.Now,
			Until: in.Until.UTC().Truncate(time.Millisecond), Indexed: in.Indexed}
		if err := t.AddShare(s); err != nil {
			return err
		}
		if err := t.Ledger.Note(ledger.ShareMade, a.ID, "", s.Name); err != nil {
			return err
		}
		return t.AppendFeed(workflow.ArticleShared, a.ID, "", map[string]any{
			"share": s.ID, "until": s.Until, "indexed": s.Indexed})
	})
	if err != nil {
		return "", workflow.Share{}, err
	}
	return secret, s, nil
}

// Revoke ends a link at once; one that was revoked stays so.
func (u *UseCases) Revoke(ctx context.Context, who workflow.Actor, article, share string) error {
	if err := who.May(workflow.ShareEditions); err != nil {
		return err
	}
	return u.Update(ctx, who, func(t *txn) error {
		all, err := t.Shares(article)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(all, func(s workflow.Share) bool { return s.ID == share })
		if at < 0 {
			return workflow.Fail(workflow.NotFound, "error.not-found")
		}
		s := all[at]
		if !s.Revoked.IsZero() {
			return nil
		}
		s.Revoked, s.RevokedBy = t.Now, who.ID
		if err := t.EndShare(s); err != nil {
			return err
		}
		if err := t.Ledger.Note(ledger.ShareEnded, article, s.Name, ""); err != nil {
			return err
		}
		return t.AppendFeed(workflow.ArticleUnshared, article, "", map[string]any{"share": s.ID})
	})
}

// SharedBy is a link with the names of the people who made and revoked it.
type SharedBy struct {
	workflow.Share
	Maker, Revoker string
}

// Shares lists the links to an article's edition, newest first, those that have ended too.
func (u *UseCases) Shares(ctx context.Context, who workflow.Actor, article string) ([]SharedBy, error) {
	if err := who.May(workflow.ShareEditions); err != nil {
		return nil, err
	}
	var all []SharedBy
	err := u.View(ctx, func(t *txn) error {
		all = nil
		if _, err := t.Article(article); err != nil {
			return err
		}
		shares, err := t.Shares(article)
		if err != nil {
			return err
		}
		people, err := t.People()
		if err != nil {
			return err
		}
		names := map[string]string{}
		for _, p := range people {
			names[p.ID] = p.Name
		}
		for _, s := range shares {
			all = append(all, SharedBy{Share: s, Maker: names[s.By], Revoker: names[s.RevokedBy]})
		}
		return nil
	})
	return all, err
}

// OpenShare makes the document that a link leads to. A secret that was never given out, one whose
// time is over and one that was revoked are refused alike. Many of them from one
// address must wait, whatever they try next.
func (u *UseCases) OpenShare(ctx context.Context, secret, address string) (workflow.Share, *bitext.Document, error) {
	key := attempt.Address(address)
	if !u.guesses.Left(u.Now(), key) {
		return workflow.Share{}, nil, workflow.Fail(workflow.TooMany, "share.too-many")
	}
	var s workflow.Share
	err := u.View(ctx, func(t *txn) (err error) {
		s, err = t.ShareByHash(workflow.HashSecret(secret))
		return err
	})
	if err != nil && !errors.Is(err, &workflow.Error{Kind: workflow.NotFound}) {
		return workflow.Share{}, nil, err
	}
	if err != nil || !s.Opens(u.Now()) {
		u.guesses.Take(u.Now(), key, guessBurst)
		return workflow.Share{}, nil, workflow.Fail(workflow.NotFound, "share.over")
	}
	doc, err := u.Published(ctx, workflow.Visitor(), s.Article)
	return s, doc, err
}
