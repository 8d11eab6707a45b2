package workflow

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"github.com/google/uuid"

	"truchement/workflow/bitext"
	"truchement/workflow/lang"
	"truchement/workflow/ledger"
	"truchement/workflow/segment"
)

// Core is what all use cases share: the store, the clock, the source of ids, and the compiled
// sentence rules. It is safe for concurrent use.
type Core struct {
	store Store
	now   func() time.Time
	newID func() string
	slice time.Duration
	rules *segment.Cache
}

// CoreOptions change what a Core takes from its surroundings; a zero field has the usual value.
type CoreOptions struct {
	Now   func() time.Time // the clock; nil: time.Now
	NewID func() string    // ids that sort by time; nil: UUIDv7
	Slice time.Duration    // how long one transaction of a long use case may take; 0: 20 ms
}

// maxRules is how many publications' rules are kept compiled, for each language.
const maxRules = 16

// NewCore makes a Core over store.
func NewCore(store Store, o CoreOptions) *Core {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.NewID == nil {
		o.NewID = func() string { return uuid.Must(uuid.NewV7()).String() }
	}
	if o.Slice == 0 {
		o.Slice = 20 * time.Millisecond
	}
	return &Core{store: store, now: o.Now, newID: o.NewID, slice: o.Slice,
		rules: segment.NewCache(maxRules)}
}

// Now is the time by the clock.
func (c *Core) Now() time.Time { return c.now() }

// Time is the time by the clock in UTC, cut to the millisecond, as it is stored.
func (c *Core) Time() time.Time { return c.now().UTC().Truncate(time.Millisecond) }

// View runs fn on one consistent state of the store. fn may run again.
func (c *Core) View(ctx context.Context, fn func(Tx) error) error { return c.store.View(ctx, fn) }

// NewID makes an id that is in use nowhere.
func (c *Core) NewID() string { return c.newID() }

// Update runs fn in one transaction of who. fn may run again, with another Txn.
func (c *Core) Update(ctx context.Context, who Actor, fn func(Tx, Txn) error) error {
	return c.store.Update(ctx, func(tx Tx) error { return fn(tx, c.txn(tx, who, c.newID())) })
}

// UpdateWhile is CoreOf.UpdateInSlices for steps whose number shows on the way: each reports whether
// another one follows it.
func (c *Core) UpdateWhile(
	ctx context.Context, who Actor, step func(tx Tx, t Txn, i int) (more bool, err error),
) (batch string, err error) {
	id := c.newID()
	for done, more := 0, true; more; batch = id {
		if done, more, err = c.updateSlice(ctx, who, id, done, step); err != nil {
			return batch, err
		}
		ctx = context.WithoutCancel(ctx)
	}
	return batch, nil
}

func (c *Core) txn(tx Tx, who Actor, batch string) Txn {
	now := c.Time()
	return Txn{FeedTx: tx.FeedTx, Who: who, Now: now, Batch: batch, NewID: c.newID,
		Ledger: ledger.Writer{Book: tx.FeedTx, Actor: who.ID, Address: who.Address, Now: now}}
}

// updateSlice carries out steps from a number on in one transaction, and returns the number of the next one.
func (c *Core) updateSlice(
	ctx context.Context, who Actor, batch string, first int, step func(tx Tx, t Txn, i int) (more bool, err error),
) (next int, more bool, err error) {
	err = c.store.Update(ctx, func(tx Tx) (err error) {
		t := c.txn(tx, who, batch)
		began := time.Now()
		more = true
		for next = first; more && (next == first || time.Since(began) < c.slice); next++ {
			if more, err = step(tx, t, next); err != nil {
				return err
			}
		}
		return nil
	})
	return next, more, err
}

// CoreOf is a Core for one package of use cases: its transactions are a T, which has the parts of
// the store that the package needs and no other.
type CoreOf[T any] struct {
	*Core
	parts func(Tx, Txn) T
}

// NewCoreOf makes a CoreOf; parts takes them out of a transaction.
func NewCoreOf[T any](core *Core, parts func(Tx, Txn) T) CoreOf[T] { return CoreOf[T]{core, parts} }

// View runs fn on one consistent state of the store, without an actor. fn may run again.
func (c CoreOf[T]) View(ctx context.Context, fn func(T) error) error {
	return c.Core.View(ctx, func(tx Tx) error { return fn(c.parts(tx, Txn{FeedTx: tx.FeedTx})) })
}

// Update is Core.Update.
func (c CoreOf[T]) Update(ctx context.Context, who Actor, fn func(T) error) error {
	return c.Core.Update(ctx, who, func(tx Tx, t Txn) error { return fn(c.parts(tx, t)) })
}

// Decide is Update for what a Decider decides.
func (c CoreOf[T]) Decide(ctx context.Context, who Actor, fn func(T) error) error {
	if store, ok := c.store.(Decider); ok {
		return store.Decide(ctx, func(tx Tx) error { return fn(c.parts(tx, c.txn(tx, who, c.newID()))) })
	}
	return c.Update(ctx, who, fn)
}

// UpdateInSlices carries out step(0) to step(n-1) of who in that order, in as few transactions as
// keep each of them short, so that the saves of others are answered in between. All of them have
// the same batch, which it returns. A step may run again: what it leaves outside the store must
// be the same then. When a step fails, what earlier transactions wrote stays; the batch is empty
// when there were none. Once the first transaction is kept, ctx no longer ends the work.
func (c CoreOf[T]) UpdateInSlices(
	ctx context.Context, who Actor, n int, step func(t T, i int) error,
) (batch string, err error) {
	if n == 0 {
		return "", nil
	}
	return c.UpdateWhile(ctx, who, func(t T, i int) (more bool, err error) { return i+1 < n, step(t, i) })
}

// UpdateWhile is Core.UpdateWhile.
func (c CoreOf[T]) UpdateWhile(
	ctx context.Context, who Actor, step func(t T, i int) (more bool, err error),
) (batch string, err error) {
	return c.Core.UpdateWhile(ctx, who, func(tx Tx, t Txn, i int) (bool, error) { return step(c.parts(tx, t), i) })
}

// UpdateBatch is UpdateWhile for a job, in the batch that it names: one that was stopped and goes on is
// undone as one. Between transactions ctx ends it.
func (c CoreOf[T]) UpdateBatch(
	ctx context.Context, who Actor, batch string, step func(t T, i int) (more bool, err error),
) (err error) {
	for done, more := 0, true; more && err == nil; {
		done, more, err = c.updateSlice(ctx, who, batch, done,
			func(tx Tx, t Txn, i int) (bool, error) { return step(c.parts(tx, t), i) })
	}
	return err
}

// Txn is what everything that is written in one transaction shares: who acts, when, the batch by
// which it can be undone as one, and the feed that reports it.
type Txn struct {
	FeedTx
	Ledger ledger.Writer
	Who    Actor
	Now    time.Time
	Batch  string
	NewID  func() string
}

// AppendFeed appends a feed entry; payload may be nil.
func (t *Txn) AppendFeed(kind FeedKind, article, segment string, payload map[string]any) error {
	_, err := t.AppendEntry(kind, article, segment, payload)
	return err
}

// AppendEntry is AppendFeed that returns the sequence the entry was given.
func (t *Txn) AppendEntry(kind FeedKind, article, segment string, payload map[string]any) (seq int64, err error) {
	e := Entry{At: t.Now, Actor: t.Who.ID, Kind: kind, Article: article, Segment: segment}
	if payload != nil {
		b, err := json.Marshal(payload)
		if err != nil {
			return 0, err
		}
		e.Payload = b
	}
	return t.Append(e)
}

// SegmentTxn is a transaction that writes segments, each with the Change that it is.
type SegmentTxn struct {
	Txn
	ArticleTx
	SegmentTx
	HistoryTx
}

// NewSegmentTxn makes a SegmentTxn of the parts of a transaction.
func NewSegmentTxn(tx Tx, t Txn) SegmentTxn {
	return SegmentTxn{Txn: t, ArticleTx: tx.ArticleTx, SegmentTx: tx.SegmentTx,
		HistoryTx: tx.HistoryTx}
}

// ChangeSegment gives s the content to as its next version, and keeps the Change c.
func (t *SegmentTxn) ChangeSegment(s *Segment, to Snapshot, c Change) error {
	c.Version = s.Version + 1
	if err := t.RecordChange(s, to, &c); err != nil {
		return err
	}
	if !to.Source.Equal(s.Source) {
		a, err := t.Article(s.Article)
		if err != nil {
			return err
		}
		s.Words = lang.Words(to.Source.String(), a.SourceLang)
	}
	s.Snapshot, s.Version, s.Updated, s.Hash = to, c.Version, t.Now, c.Hash
	return t.UpdateSegment(*s)
}

// InsertSegment adds a segment of article a at its first version, with the Change that made it.
func (t *SegmentTxn) InsertSegment(a Article, to Snapshot, c Change) (Segment, error) {
	one := []Segment{{Snapshot: to}}
	err := t.InsertSegments(a, one, c)
	return one[0], err
}

// InsertSegments is InsertSegment for the contents of all, with their assignments. It fills in the rest of each.
func (t *SegmentTxn) InsertSegments(a Article, all []Segment, c Change) error {
	changes := make([]Change, len(all))
	for i := range all {
		s := &all[i]
		s.ID, s.Article, s.Version, s.Updated = t.NewID(), a.ID, 1, t.Now
		s.Words = lang.Words(s.Source.String(), a.SourceLang)
		changes[i] = c
		changes[i].Version = 1
		if err := t.completeChange(s, s.Snapshot, &changes[i]); err != nil {
			return err
		}
	}
	if err := t.AddChanges(changes...); err != nil {
		return err
	}
	for i := range all {
		all[i].Hash = changes[i].Hash
	}
	return t.AddSegments(all...)
}

// RecordChange keeps c, which turns s into to, or would have: a refused save is recorded too.
func (t *SegmentTxn) RecordChange(s *Segment, to Snapshot, c *Change) error {
	if err := t.completeChange(s, to, c); err != nil {
		return err
	}
	return t.AddChanges(*c)
}

// completeChange fills in what c is about, who made it and its hash.
func (t *SegmentTxn) completeChange(s *Segment, to Snapshot, c *Change) (err error) {
	c.ID, c.Segment, c.Article, c.To = t.NewID(), s.ID, s.Article, to
	c.At, c.By = t.Now, t.Who.ID
	if c.Batch == "" {
		c.Batch = t.Batch
	}
	if c.Origin == "" {
		c.Origin = Typed
	}
	c.Hash, err = ChainHash(s.Hash, *c)
	return err
}

// ChainHash is SHA-256 over prev, the Hash of the change before c, and the content of c.
func ChainHash(prev []byte, c Change) ([]byte, error) {
	c.Hash = nil
	c.At = c.At.UTC()
	b, err := json.Marshal(c)
	if err != nil {
		return nil, err
	}
	h := sha256.New()
	h.Write(prev)
	h.Write(b)
	return h.Sum(nil), nil
}

// WritableSegment loads a segment. It refuses one that was merged into another, and one of an
// article whose source was retracted.
func (t *SegmentTxn) WritableSegment(id string) (Segment, error) {
	s, err := t.Segment(id)
	if err != nil {
		return s, err
	}
	if s.Gone {
		return s, Fail(Conflict, "segment.gone")
	}
	return s, t.CheckNotRetracted(s.Article)
}

// CheckNotRetracted refuses an article whose source was retracted.
func (t *SegmentTxn) CheckNotRetracted(id string) error {
	a, err := t.Article(id)
	if err != nil {
		return err
	}
	if a.Retracted != "" {
		return Fail(Forbidden, "article.retracted", "Reason", a.Retracted)
	}
	return nil
}

// WithdrawSignOff takes back the sign-off of an article when its segment s, which was in state
// from, has lost its approval.
func (t *SegmentTxn) WithdrawSignOff(s Segment, from bitext.State) error {
	if from.Rank() < bitext.Reviewed.Rank() || s.State.Rank() >= bitext.Reviewed.Rank() {
		return nil
	}
	a, err := t.Article(s.Article)
	if err != nil {
		return err
	}
	if a.SignedOff.IsZero() {
		return nil
	}
	a.SignedOff, a.SignedOffBy = time.Time{}, ""
	if err := t.UpdateArticle(a); err != nil {
		return err
	}
	return t.AppendFeed(ArticleReopened, a.ID, s.ID, nil)
}

// AppendSegmentFeed appends a feed entry about s, with what live pages need of it.
func (t *SegmentTxn) AppendSegmentFeed(kind FeedKind, s Segment, more map[string]any) error {
	payload := map[string]any{"version": s.Version, "state": s.State, "sub_state": s.SubState}
	maps.Copy(payload, more)
	return t.AppendFeed(kind, s.Article, s.ID, payload)
}

// AppendUnique appends name to list unless it is there.
func AppendUnique(list []string, name string) []string {
	if slices.Contains(list, name) {
		return list
	}
	return append(slices.Clip(list), name)
}
