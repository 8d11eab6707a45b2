package workflow

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"slices"
	"time"

	"github.com/google/uuid"

	"truchement/workflow/bitext"
	"truchement/workflow/lang"
	"truchement/workflow/segment"
)

// Desk is all use cases. Each is one method: it checks what the actor may do,
// decides inside one transaction, writes what changed with its Change and its
// feed Entry in that same transaction, and returns. A Desk is safe for
// concurrent use.
type Desk struct {
	store    Store
	now      func() time.Time
	newID    func() string
	rules    *segment.Cache
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
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.NewID == nil {
		o.NewID = func() string { return uuid.Must(uuid.NewV7()).String() }
	}
	if o.HashMemory == 0 {
		o.HashMemory = argonMemory
	}
	return &Desk{
		store: store, now: o.Now, newID: o.NewID, rules: segment.NewCache(maxRules),
		attempts: newAttempts(), hashing: make(chan struct{}, 2),
		hashMemory: o.HashMemory,
	}
}

// maxRules is how many publications' rules are kept compiled, for each language.
const maxRules = 16

// time is the desk's time to the millisecond, as it is stored.
func (d *Desk) time() time.Time { return d.now().UTC().Truncate(time.Millisecond) }

// unit is one transaction of one actor: it stamps all it writes alike.
type unit struct {
	Tx
	who   Actor
	now   time.Time
	batch string
	newID func() string
}

// update runs fn in one transaction for who.
func (d *Desk) update(ctx context.Context, who Actor, fn func(*unit) error) error {
	return d.store.Update(ctx, func(tx Tx) error {
		return fn(&unit{Tx: tx, who: who, now: d.time(), batch: d.newID(), newID: d.newID})
	})
}

// tell appends a feed entry; payload may be nil.
func (u *unit) tell(kind FeedKind, article, segment string, payload map[string]any) error {
	e := Entry{At: u.now, Actor: u.who.ID, Kind: kind, Article: article, Segment: segment}
	if payload != nil {
		b, err := json.Marshal(payload)
		if err != nil {
			return err
		}
		e.Payload = b
	}
	_, err := u.Append(e)
	return err
}

// change gives s the content to, one version on, and keeps the Change.
func (u *unit) change(s *Segment, to Snapshot, c Change) error {
	c.Version = s.Version + 1
	if err := u.record(s, to, &c); err != nil {
		return err
	}
	if !to.Source.Equal(s.Source) {
		a, err := u.Article(s.Article)
		if err != nil {
			return err
		}
		s.Words = lang.Words(to.Source.String(), a.SourceLang)
	}
	s.Snapshot, s.Version, s.Updated, s.Hash = to, c.Version, u.now, c.Hash
	return u.UpdateSegment(*s)
}

// record keeps c, which turns s into to, or would have.
func (u *unit) record(s *Segment, to Snapshot, c *Change) error {
	c.ID, c.Segment, c.Article, c.To = u.newID(), s.ID, s.Article, to
	c.At, c.By = u.now, u.who.ID
	if c.Batch == "" {
		c.Batch = u.batch
	}
	if c.Origin == "" {
		c.Origin = Typed
	}
	hash, err := chain(s.Hash, *c)
	if err != nil {
		return err
	}
	c.Hash = hash
	return u.AddChange(*c)
}

// chain is the hash of c after a change with hash prev.
func chain(prev []byte, c Change) ([]byte, error) {
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

// writable loads the segment and refuses when its article is blocked.
func (u *unit) writable(id string) (Segment, error) {
	s, err := u.Segment(id)
	if err != nil {
		return s, err
	}
	if s.Gone {
		return s, Fail(Conflict, "segment.gone")
	}
	return s, u.standingArticle(s.Article)
}

// standingArticle refuses an article whose source was withdrawn.
func (u *unit) standingArticle(id string) error {
	a, err := u.Article(id)
	if err != nil {
		return err
	}
	if a.Retracted != "" {
		return Fail(Forbidden, "article.retracted", "Reason", a.Retracted)
	}
	return nil
}

// reopen takes back the sign-off when a segment loses its approval.
func (u *unit) reopen(s Segment, from bitext.State) error {
	if from.Rank() < bitext.Reviewed.Rank() || s.State.Rank() >= bitext.Reviewed.Rank() {
		return nil
	}
	a, err := u.Article(s.Article)
	if err != nil {
		return err
	}
	if a.SignedOff.IsZero() {
		return nil
	}
	a.SignedOff, a.SignedOffBy = time.Time{}, ""
	if err := u.UpdateArticle(a); err != nil {
		return err
	}
	return u.tell(ArticleReopened, a.ID, s.ID, nil)
}

// wrote adds a person to the authors of a target.
func wrote(authors []string, person string) []string {
	if slices.Contains(authors, person) {
		return authors
	}
	return append(slices.Clip(authors), person)
}
