// Package access is who may come in: accounts, sessions, API tokens, links, passwords, and the
// limits of sign-in attempts.
package access

import (
	"context"

	"truchement/workflow"
)

// UseCases are the use cases of this package, each a method. They are safe for concurrent use.
type UseCases struct {
	*workflow.Core
	attempts *attempts
	hashing  chan struct{} // bounds the memory of password hashing

	hashMemory uint32 // KiB that the hash of one new password takes
}

// New makes the use cases. hashMemory is what the hash of one new password takes, in KiB; 0 is the
// usual amount, and less is for tests that sign many people in.
func New(core *workflow.Core, hashMemory uint32) *UseCases {
	if hashMemory == 0 {
		hashMemory = argonMemory
	}
	return &UseCases{Core: core, attempts: newAttempts(), hashing: make(chan struct{}, 2),
		hashMemory: hashMemory}
}

// txn is one transaction of one actor, with the parts of the store that these use cases need.
type txn struct {
	workflow.Txn
	workflow.PersonTx
	workflow.GrantTx
}

func newTxn(tx workflow.Tx, t workflow.Txn) *txn {
	return &txn{Txn: t, PersonTx: tx.PersonTx, GrantTx: tx.GrantTx}
}

// update runs fn in one transaction of who.
func (u *UseCases) update(
	ctx context.Context, who workflow.Actor, fn func(*txn) error,
) error {
	return u.Update(ctx, who, func(tx workflow.Tx, t workflow.Txn) error {
		return fn(newTxn(tx, t))
	})
}

// view runs fn on one consistent state.
func (u *UseCases) view(ctx context.Context, fn func(*txn) error) error {
	return u.View(ctx, func(tx workflow.Tx) error {
		return fn(newTxn(tx, workflow.Txn{FeedTx: tx.FeedTx}))
	})
}
