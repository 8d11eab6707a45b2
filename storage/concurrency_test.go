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
	"truchement/workflow/newsroom"
)

// A step is what one writer did to one segment: read it, or save a text based
// on the version they had read.
type step struct {
	segment string
	version int64  // the one a save was based on; 0: it is a read
	text    string // that was saved
}

// An outcome is what came of a step, with the segment as it then stood.
type outcome struct {
	saved   bool
	version int64
	text    string
}

// register says how a segment behaves when one thing happens after another.
// All steps overlap in time; porcupine looks for an order that explains them.
var register = porcupine.Model{
	Partition: func(history []porcupine.Operation) [][]porcupine.Operation {
		by := map[string][]porcupine.Operation{}
		for _, o := range history {
			id := o.Input.(step).segment
			by[id] = append(by[id], o)
		}
		var parts [][]porcupine.Operation
		for _, part := range by {
			parts = append(parts, part)
		}
		return parts
	},
	Init: func() any { return outcome{version: 1} },
	Step: func(state, input, output any) (bool, any) {
		is, in, out := state.(outcome), input.(step), output.(outcome)
		after := outcome{version: out.version, text: out.text}
		if !out.saved {
			return after == is && in.version != is.version, is
		}
		right := in.version == is.version && out.version == is.version+1 && out.text == in.text
		return right, after
	},
}

// history is what all writers did.
type history struct {
	t *testing.T
	newsroom.Newsroom
	began time.Time
	mu    sync.Mutex
	steps []porcupine.Operation
}

func (h *history) note(client int, in step, out outcome, called time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.steps = append(h.steps, porcupine.Operation{
		ClientId: client, Input: in, Output: out, Call: int64(called),
		Return: int64(time.Since(h.began)),
	})
}

// edit reads a segment, thinks, and saves.
func (h *history) edit(client int, who workflow.Actor, id, text string) {
	ctx := context.Background()
	called := time.Since(h.began)
	s, err := h.Article.Segment(ctx, who, id)
	if err != nil {
		h.t.Error(err)
		return
	}
	h.note(client, step{segment: id},
		outcome{version: s.Version, text: s.Target.String()}, called)
	time.Sleep(time.Duration(rand.IntN(2000)) * time.Microsecond)

	in := step{segment: id, version: s.Version, text: text}
	called = time.Since(h.began)
	saved, err := h.Desk.Save(ctx, who, desk.Save{
		Segment: id, Version: s.Version, Target: text, Op: text,
	})
	var conflict *workflow.ConflictError
	switch {
	case err == nil:
		h.note(client, in,
			outcome{saved: true, version: saved.Version, text: saved.Target.String()}, called)
	case errors.As(err, &conflict):
		h.checkConflict(conflict, s, text)
		now := conflict.Current
		h.note(client, in, outcome{version: now.Version, text: now.Target.String()}, called)
	default:
		h.t.Errorf("Save: %v", err)
	}
}

// checkConflict holds that who lost has all they need to merge.
func (h *history) checkConflict(c *workflow.ConflictError, base workflow.Segment, mine string) {
	if got := c.Base.Target.String(); got != base.Target.String() {
		h.t.Errorf("the conflict's base is %q, the save was based on %q", got, base.Target)
	}
	if got := c.Yours.Target.String(); got != mine {
		h.t.Errorf("the conflict carries %q as what %q was", got, mine)
	}
	if c.Current.Version <= base.Version {
		h.t.Errorf("version %d lost to version %d", base.Version, c.Current.Version)
	}
}

// play has writers edit the same 20 segments over store, all at once.
func play(t *testing.T, store workflow.Store, writers, edits int) *history {
	t.Helper()
	ctx := context.Background()
	h := &history{t: t, Newsroom: newsroom.New(store, newsroom.Options{}), began: time.Now()}
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
	ids := article20(t, h.Newsroom, people[0])
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
func article20(t *testing.T, desk newsroom.Newsroom, who workflow.Actor) []string {
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

func (h *history) check() porcupine.CheckResult {
	return porcupine.CheckOperationsTimeout(register, h.steps, time.Minute)
}

// TestConcurrentSaves has 50 writers on the same 20 segments. Their outcomes
// must be those of some order of their saves, every acknowledged save must be
// in the history, and so must the text of every refused one.
func TestConcurrentSaves(t *testing.T) {
	onEngines(t, func(t *testing.T, c Config) {
		db := open(t, c)
		edits := 20
		if testing.Short() {
			edits = 4
		}
		h := play(t, db, 50, edits)
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
func (h *history) checkKept(store workflow.Store) (saved, refused int) {
	err := store.View(context.Background(), func(tx workflow.Tx) error {
		for _, o := range h.steps {
			in, out := o.Input.(step), o.Output.(outcome)
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

// careless is a store with a planted bug: it lets an Update decide on what it
// reads outside the transaction, then writes without a look at the version.
type careless struct{ workflow.Store }

func (s careless) Update(ctx context.Context, fn func(workflow.Tx) error) error {
	var late lateTx
	err := s.Store.View(ctx, func(tx workflow.Tx) error {
		late = lateTx{Tx: tx}
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

// lateTx puts the writes of a save off.
type lateTx struct {
	workflow.Tx
	writes []func(workflow.Tx) error
}

func (t *lateTx) later(write func(workflow.Tx) error) error {
	t.writes = append(t.writes, write)
	return nil
}

func (t *lateTx) AddPerson(p workflow.Person) error {
	return t.later(func(tx workflow.Tx) error { return tx.AddPerson(p) })
}

func (t *lateTx) AddArticle(a workflow.Article) error {
	return t.later(func(tx workflow.Tx) error { return tx.AddArticle(a) })
}

func (t *lateTx) AddBlock(b workflow.Block) error {
	return t.later(func(tx workflow.Tx) error { return tx.AddBlock(b) })
}

func (t *lateTx) AddSegment(s workflow.Segment) error {
	return t.later(func(tx workflow.Tx) error { return tx.AddSegment(s) })
}

func (t *lateTx) Append(e workflow.Entry) (int64, error) {
	return 0, t.later(func(tx workflow.Tx) error { _, err := tx.Append(e); return err })
}

func (t *lateTx) AddChange(c workflow.Change) error {
	return t.later(func(tx workflow.Tx) error {
		if now, err := tx.Segment(c.Segment); err == nil && c.Kind != workflow.ChangeRefused {
			c.Version = now.Version + 1
		}
		return tx.AddChange(c)
	})
}

func (t *lateTx) UpdateSegment(s workflow.Segment) error {
	return t.later(func(tx workflow.Tx) error {
		now, err := tx.Segment(s.ID)
		if err != nil {
			return err
		}
		s.Version = now.Version + 1
		return tx.UpdateSegment(s)
	})
}

// TestCarelessStoreIsCaught is the test of the test.
func TestCarelessStoreIsCaught(t *testing.T) {
	onEngines(t, func(t *testing.T, c Config) {
		h := play(t, careless{open(t, c)}, 50, 8)
		if result := h.check(); result != porcupine.Illegal {
			t.Errorf("saves without a version check are %s, want %s", result, porcupine.Illegal)
		}
	})
}
