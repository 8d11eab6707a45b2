// Package access is who may come in: accounts, sessions, API tokens, links, passwords, and the
// limits of sign-in attempts.
package access

import (
	"truchement/workflow"
)

// UseCases are the use cases of this package, each a method. They are safe for concurrent use.
type UseCases struct {
	workflow.CoreOf[*txn]
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
	return &UseCases{CoreOf: workflow.NewCoreOf(core, newTxn), attempts: newAttempts(), hashing: make(chan struct{}, 2),
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
