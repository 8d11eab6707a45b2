package workflow

import (
	"context"
	"time"
)

// Desk is all use cases. Each is one method: it checks what the actor may do,
// decides inside one transaction, writes what changed with its Change and its
// feed Entry in that same transaction, and returns. A Desk is safe for
// concurrent use.
type Desk struct {
	*Core
	attempts *attempts
	hashing  chan struct{} // bounds the memory of password hashing

	hashMemory uint32 // KiB that the hash of one new password takes
}

// Options change what a Desk takes from its surroundings; zero fields have the
// usual ones.
type Options struct {
	Now   func() time.Time // the clock
	NewID func() string    // ids that sort by time
	// HashMemory is what the hash of one new password takes, in KiB. Less than the usual is for
	// tests that sign many people in.
	HashMemory uint32
}

// NewDesk makes a Desk over store.
func NewDesk(store Store, o Options) *Desk {
	if o.HashMemory == 0 {
		o.HashMemory = argonMemory
	}
	return &Desk{
		Core:     NewCore(store, CoreOptions{Now: o.Now, NewID: o.NewID}),
		attempts: newAttempts(), hashing: make(chan struct{}, 2),
		hashMemory: o.HashMemory,
	}
}

// unit is one transaction of one actor: it stamps all it writes alike.
type unit struct {
	SegmentTxn
	PersonTx
	GrantTx
	PublicationTx
	RuleTx
	AssignmentTx
	ReviewTx
	MemoryTx
	VisitTx
}

func newUnit(tx Tx, t Txn) *unit {
	return &unit{SegmentTxn: NewSegmentTxn(tx, t), PersonTx: tx.PersonTx, GrantTx: tx.GrantTx,
		PublicationTx: tx.PublicationTx, RuleTx: tx.RuleTx, AssignmentTx: tx.AssignmentTx,
		ReviewTx: tx.ReviewTx, MemoryTx: tx.MemoryTx, VisitTx: tx.VisitTx}
}

// update runs fn in one transaction for who.
func (d *Desk) update(ctx context.Context, who Actor, fn func(*unit) error) error {
	return d.Update(ctx, who, func(tx Tx, t Txn) error { return fn(newUnit(tx, t)) })
}

// view runs fn on one consistent state.
func (d *Desk) view(ctx context.Context, fn func(*unit) error) error {
	return d.View(ctx, func(tx Tx) error { return fn(newUnit(tx, Txn{FeedTx: tx.FeedTx})) })
}
