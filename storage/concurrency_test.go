package storage

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"truchement/workflow"
	"truchement/workflow/access"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
	"truchement/workflow/intake"
	"truchement/workflow/ledger"
	"truchement/workflow/newsroom"
)

// An operation is what one writer did to one segment: read it, or save a text
// based on the version that was read before.
type operation struct {
	segment string
	version int64  // the version a save was based on; 0 for a read
	text    string // the text that was saved
}

// A result is the outcome of an operation, with the segment as it was then.
type result struct {
	saved   bool
	version int64
	text    string
}

// register says how a segment behaves when operations run one after another. The
// recorded operations overlap in time; porcupine looks for an order that explains
// all results.
var register = porcupine.Model{
	Partition: func(history []porcupine.Operation) [][]porcupine.Operation {
		by := map[string][]porcupine.Operation{}
		for _, o := range history {
			id := o.Input.(operation).segment
			by[id] = append(by[id], o)
		}
		var parts [][]porcupine.Operation
		for _, part := range by {
			parts = append(parts, part)
		}
		return parts
	},
	Init: func() any { return result{version: 1} },
	Step: func(state, input, output any) (bool, any) {
		is, in, out := state.(result), input.(operation), output.(result)
		after := result{version: out.version, text: out.text}
		if !out.saved {
			return after == is && in.version != is.version, is
		}
		right := in.version == is.version && out.version == is.version+1 && out.text == in.text
		return right, after
	},
}

// history is what all writers did.
type recording struct {
	t *testing.T
	newsroom.Newsroom
	began time.Time
	mu    sync.Mutex
	steps []porcupine.Operation
}

func (h *recording) record(client int, in operation, out result, called time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.steps = append(h.steps, porcupine.Operation{
		ClientId: client, Input: in, Output: out, Call: int64(called),
		Return: int64(time.Since(h.began)),
	})
}

// edit reads a segment, waits up to 2 ms, and saves.
func (h *recording) edit(client int, who workflow.Actor, id, text string) {
	ctx := context.Background()
	called := time.Since(h.began)
	s, err := h.Article.Segment(ctx, who, id)
	if err != nil {
		h.t.Error(err)
		return
	}
	h.record(client, operation{segment: id},
		result{version: s.Version, text: s.Target.String()}, called)
	time.Sleep(time.Duration(rand.IntN(2000)) * time.Microsecond)

	in := operation{segment: id, version: s.Version, text: text}
	called = time.Since(h.began)
	saved, err := h.Desk.Save(ctx, who, desk.Save{
		Segment: id, Version: s.Version, Target: text, Op: text,
	})
	var conflict *workflow.ConflictError
	switch {
	case err == nil:
		h.record(client, in,
			result{saved: true, version: saved.Version, text: saved.Target.String()}, called)
	case errors.As(err, &conflict):
		h.checkConflict(conflict, s, text)
		now := conflict.Current
		h.record(client, in, result{version: now.Version, text: now.Target.String()}, called)
	default:
		h.t.Errorf("Save: %v", err)
	}
}

// checkConflict checks that a refused save is answered with all that a merge needs.
func (h *recording) checkConflict(c *workflow.ConflictError, base workflow.Segment, text string) {
	if got := c.Base.Target.String(); got != base.Target.String() {
		h.t.Errorf("the conflict's base is %q, the save was based on %q", got, base.Target)
	}
	if got := c.Yours.Target.String(); got != text {
		h.t.Errorf("the conflict carries %q as what %q was", got, text)
	}
	if c.Current.Version <= base.Version {
		h.t.Errorf("version %d lost to version %d", base.Version, c.Current.Version)
	}
}

// editConcurrently has writers edit the same 20 segments over store, all at once.
func editConcurrently(t *testing.T, store workflow.Store, writers, edits int) *recording {
	t.Helper()
	ctx := context.Background()
	h := &recording{t: t, Newsroom: newsroom.New(store, newsroom.Options{Unchecked: true}), began: time.Now()}
	var people []workflow.Actor
	for i := range writers {
		p, err := h.Access.AddPerson(ctx, workflow.Operator(), access.NewPerson{
			Email: fmt.Sprintf("t%d@desk.example", i), Name: fmt.Sprint("T ", i),
			Role: workflow.Translator, Language: "fr",
		})
		if err != nil {
			t.Fatal(err)
		}
		people = append(people, workflow.Actor{Person: p, Scope: workflow.FullScope})
	}
	ids := addArticleOf20Segments(t, h.Newsroom, people[0])
	var wait sync.WaitGroup
	for i, who := range people {
		wait.Go(func() {
			for n := range edits {
				h.edit(i, who, ids[rand.IntN(len(ids))], fmt.Sprintf("texte %d-%d", i, n))
			}
		})
	}
	wait.Wait()
	return h
}

// article20 adds an article of 20 segments and gives their ids.
func addArticleOf20Segments(t *testing.T, desk newsroom.Newsroom, who workflow.Actor) []string {
	t.Helper()
	ctx := context.Background()
	doc := &bitext.Document{}
	for i := range 20 {
		text := bitext.Plain(fmt.Sprintf("قال الوزير في الجملة %d إن المحادثات ستستأنف غدا.", i))
		doc.Blocks = append(doc.Blocks, bitext.NewBlock(bitext.Paragraph, text))
	}
	a, err := desk.Intake.AddArticle(ctx, who, intake.NewArticle{
		Document: doc, SourceLang: "ar", TargetLang: "fr", Title: "Essai",
	})
	if err != nil {
		t.Fatal(err)
	}
	segments, err := desk.Article.Segments(ctx, who, a.ID)
	if err != nil || len(segments) != 20 {
		t.Fatalf("%d segments (%v), want 20", len(segments), err)
	}
	var ids []string
	for _, s := range segments {
		ids = append(ids, s.ID)
	}
	return ids
}

func (h *recording) check() porcupine.CheckResult {
	return porcupine.CheckOperationsTimeout(register, h.steps, time.Minute)
}

// TestConcurrentSavesAreLinearizable has 50 writers edit the same 20 segments. The
// results must be those of some order of the saves, every acknowledged save must
// be in the history, and so must the text of every refused one.
func TestConcurrentSavesAreLinearizable(t *testing.T) {
	onEngines(t, func(t *testing.T, c Config) {
		db := open(t, c)
		edits := 20
		if testing.Short() {
			edits = 4
		}
		h := editConcurrently(t, db, 50, edits)
		if result := h.check(); result != porcupine.Ok {
			t.Errorf("the history of %d steps is %s", len(h.steps), result)
		}
		saved, refused := h.checkKept(db)
		if saved == 0 || refused == 0 {
			t.Errorf("%d saved, %d refused: the test wants both", saved, refused)
		}
		t.Logf("%d saved, %d refused", saved, refused)
	})
}

// checkKept finds the text of each save among the changes of its segment.
func (h *recording) checkKept(store workflow.Store) (saved, refused int) {
	err := store.View(context.Background(), func(tx workflow.Tx) error {
		for _, o := range h.steps {
			in, out := o.Input.(operation), o.Output.(result)
			if in.version == 0 {
				continue
			}
			changes, err := tx.Changes(in.segment)
			if err != nil {
				return err
			}
			kept := 0
			for _, c := range changes {
				wasRefused := c.Kind == workflow.ChangeRefused
				if c.To.Target.String() == in.text && wasRefused != out.saved {
					kept++
				}
			}
			if kept != 1 {
				h.t.Errorf("%q (saved: %v) is %d times in the history", in.text, out.saved, kept)
			}
			if out.saved {
				saved++
			} else {
				refused++
			}
		}
		return nil
	})
	if err != nil {
		h.t.Error(err)
	}
	return saved, refused
}

// checklessStore is a store with a planted bug: an Update decides on what it reads
// outside of the transaction, and then writes without checking the version.
type checklessStore struct{ workflow.Store }

func (s checklessStore) Update(ctx context.Context, fn func(workflow.Tx) error) error {
	var late deferredTx
	err := s.Store.View(ctx, func(tx workflow.Tx) error {
		late = deferredTx{Tx: tx}
		with := tx
		with.PersonTx, with.ArticleTx, with.SegmentTx = &late, &late, &late
		with.HistoryTx, with.FeedTx = &late, &late
		return fn(with)
	})
	if err != nil {
		return err
	}
	return s.Store.Update(ctx, func(tx workflow.Tx) error {
		for _, write := range late.writes {
			if err := write(tx); err != nil {
				return err
			}
		}
		return nil
	})
}

// deferredTx defers the writes of a save.
type deferredTx struct {
	workflow.Tx
	writes []func(workflow.Tx) error
}

func (t *deferredTx) deferWrite(write func(workflow.Tx) error) error {
	t.writes = append(t.writes, write)
	return nil
}

func (t *deferredTx) AddPerson(p workflow.Person) error {
	return t.deferWrite(func(tx workflow.Tx) error { return tx.AddPerson(p) })
}

func (t *deferredTx) AddArticle(a workflow.Article) error {
	return t.deferWrite(func(tx workflow.Tx) error { return tx.AddArticle(a) })
}

func (t *deferredTx) FinishArticle(id string, created time.Time) error {
	return t.deferWrite(func(tx workflow.Tx) error { return tx.FinishArticle(id, created) })
}

func (t *deferredTx) AddBlocks(all ...workflow.Block) error {
	return t.deferWrite(func(tx workflow.Tx) error { return tx.AddBlocks(all...) })
}

func (t *deferredTx) AddSegments(all ...workflow.Segment) error {
	return t.deferWrite(func(tx workflow.Tx) error { return tx.AddSegments(all...) })
}

func (t *deferredTx) Append(e workflow.Entry) (int64, error) {
	return 0, t.deferWrite(func(tx workflow.Tx) error { _, err := tx.Append(e); return err })
}

func (t *deferredTx) AddLine(l ledger.Line) error {
	return t.deferWrite(func(tx workflow.Tx) error { return tx.AddLine(l) })
}

func (t *deferredTx) AddChanges(all ...workflow.Change) error {
	return t.deferWrite(func(tx workflow.Tx) error {
		for i, c := range all {
			if now, err := tx.Segment(c.Segment); err == nil && c.Kind != workflow.ChangeRefused {
				all[i].Version = now.Version + 1
			}
		}
		return tx.AddChanges(all...)
	})
}

func (t *deferredTx) UpdateSegment(s workflow.Segment) error {
	return t.deferWrite(func(tx workflow.Tx) error {
		now, err := tx.Segment(s.ID)
		if err != nil {
			return err
		}
		s.Version = now.Version + 1
		return tx.UpdateSegment(s)
	})
}

// TestLinearizabilityCheckFindsMissingVersionCheck tests the test above.
func TestLinearizabilityCheckFindsMissingVersionCheck(t *testing.T) {
	onEngines(t, func(t *testing.T, c Config) {
		h := editConcurrently(t, checklessStore{open(t, c)}, 50, 8)
		if result := h.check(); result != porcupine.Illegal {
			t.Errorf("saves without a version check are %s, want %s", result, porcupine.Illegal)
		}
	})
}
