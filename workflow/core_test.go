package workflow_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/story"
)

func TestTimeIsUTCToTheMillisecond(t *testing.T) {
	at := time.Date(2026, 3, 2, 10, 0, 0, 123_456_789, time.FixedZone("Paris", 3600))
	c := workflow.NewCore(nil, workflow.CoreOptions{Now: func() time.Time { return at }})
	if got := c.Now(); !got.Equal(at) {
		t.Errorf("now %v, want the clock's", got)
	}
	got := c.Time()
	if want := time.Date(2026, 3, 2, 9, 0, 0, 123_000_000, time.UTC); got != want {
		t.Errorf("time %v, want %v", got, want)
	}
}

func TestCoreHasAClockAndIDsOfItsOwn(t *testing.T) {
	r := story.New(t)
	c := workflow.NewCore(r.Store, workflow.CoreOptions{})
	if d := time.Since(c.Now()); d < 0 || d > time.Minute {
		t.Errorf("the clock is off by %v", d)
	}
	var ids []string
	for range 50 {
		r.Check("update", c.Update(r.Ctx(), r.As("luc").Who, func(_ workflow.Tx, t workflow.Txn) error {
			ids = append(ids, t.Batch, t.NewID())
			return nil
		}))
	}
	if !slices.IsSorted(ids) || len(slices.Compact(slices.Clone(ids))) != len(ids) {
		t.Errorf("ids do not sort by time, or repeat: %v", ids)
	}
}

// core is a Core over the store of a story, whose ids count from 1.
func core(r *story.Runner) *workflow.Core {
	n := 0
	return workflow.NewCore(r.Store, workflow.CoreOptions{
		Now: func() time.Time { return noon },
		NewID: func() string {
			n++
			return fmt.Sprintf("id%04d", n)
		}})
}

// write runs fn in a transaction that writes segments.
func write(r *story.Runner, fn func(*workflow.SegmentTxn) error) error {
	r.T.Helper()
	return core(r).Update(r.Ctx(), r.Who, func(tx workflow.Tx, t workflow.Txn) error {
		st := workflow.NewSegmentTxn(tx, t)
		return fn(&st)
	})
}

func TestTransactionKnowsActorTimeAndBatch(t *testing.T) {
	r := story.New(t).As("luc")
	c := core(r)
	var batches []string
	for range 2 {
		r.Check("update", c.Update(r.Ctx(), r.Who, func(_ workflow.Tx, txn workflow.Txn) error {
			if txn.Who.ID != r.Who.ID || txn.Now != noon {
				t.Errorf("by %s at %v", txn.Who.ID, txn.Now)
			}
			batches = append(batches, txn.Batch)
			return nil
		}))
	}
	if batches[0] == "" || batches[0] == batches[1] {
		t.Errorf("batches %q, want another one each time", batches)
	}
}

// lastEntry is the newest entry of the feed.
func lastEntry(r *story.Runner) workflow.Entry {
	r.T.Helper()
	all, err := r.Plan.Feed(r.Ctx(), r.People["luc"], workflow.FeedFilter{})
	r.Check("feed", err)
	if len(all) == 0 {
		r.T.Fatal("the feed is empty")
	}
	return all[len(all)-1]
}

func TestAppendFeedSaysWhoWhatAndWhere(t *testing.T) {
	r := story.New(t).As("luc").Add(story.One)
	s := r.Segment(1)
	for _, c := range []struct {
		name    string
		payload map[string]any
		want    string
	}{
		{"with a payload", map[string]any{"n": 1}, `{"n":1}`},
		{"without", nil, ""},
	} {
		r.Check(c.name, write(r, func(t *workflow.SegmentTxn) error {
			return t.AppendFeed(workflow.UnitsKept, r.ArticleID, s.ID, c.payload)
		}))
		e := lastEntry(r)
		if e.Kind != workflow.UnitsKept || e.Actor != r.Who.ID || e.Article != r.ArticleID ||
			e.Segment != s.ID || !e.At.Equal(noon) || string(e.Payload) != c.want {
			t.Errorf("%s: %+v with payload %s", c.name, e, e.Payload)
		}
	}
	before := lastEntry(r).Seq
	err := write(r, func(t *workflow.SegmentTxn) error {
		return t.AppendFeed(workflow.UnitsKept, r.ArticleID, "", map[string]any{"x": func() {}})
	})
	var unsupported *json.UnsupportedTypeError
	if !errors.As(err, &unsupported) || lastEntry(r).Seq != before {
		t.Errorf("a payload that is no JSON: %v", err)
	}
}

func TestSegmentFeedCarriesVersionAndState(t *testing.T) {
	r := story.New(t).As("luc").Add(story.One)
	s := r.Segment(1)
	s.Version, s.State, s.SubState = 9, bitext.Translated, bitext.Stale
	for _, more := range []map[string]any{nil, {"reason": "style"}} {
		r.Check("append", write(r, func(t *workflow.SegmentTxn) error {
			return t.AppendSegmentFeed(workflow.SegmentSaved, s, more)
		}))
		want := map[string]any{"version": 9.0, "state": "translated", "sub_state": "stale"}
		for k, v := range more {
			want[k] = v
		}
		e := lastEntry(r)
		var got map[string]any
		if err := json.Unmarshal(e.Payload, &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" || e.Segment != s.ID || e.Article != s.Article {
			t.Errorf("entry of %s in %s: %s", e.Segment, e.Article, diff)
		}
	}
}

func changesOf(r *story.Runner, segment string) (all []workflow.Change) {
	r.T.Helper()
	r.Check("changes", r.Store.View(r.Ctx(), func(tx workflow.Tx) (err error) {
		all, err = tx.Changes(segment)
		return err
	}))
	return all
}

func TestChangeSegmentMakesTheNextVersion(t *testing.T) {
	r := story.New(t).As("luc").Add(story.One)
	before := r.Segment(1)
	to := before.Snapshot
	to.Target, to.State, to.SubState = bitext.Plain("Un."), bitext.Initial, bitext.Draft
	r.Check("change", write(r, func(txn *workflow.SegmentTxn) error {
		s := before
		return txn.ChangeSegment(&s, to, workflow.Change{Kind: workflow.ChangeSaved, Reason: "r",
			Op: "k"})
	}))
	s := r.Segment(1)
	if s.Version != before.Version+1 || !s.Updated.Equal(noon) || s.Words != before.Words ||
		s.Target.String() != "Un." || s.SubState != bitext.Draft {
		t.Errorf("version %d at %v of %d words: %q", s.Version, s.Updated, s.Words, s.Target)
	}
	all := changesOf(r, s.ID)
	c := all[len(all)-1]
	if c.Version != s.Version || c.Segment != s.ID || c.Article != r.ArticleID || c.By != r.Who.ID ||
		!c.At.Equal(noon) || c.Origin != workflow.Typed || c.Reason != "r" || c.Op != "k" ||
		c.Batch != "id0001" || c.ID != "id0002" || c.Kind != workflow.ChangeSaved {
		t.Errorf("change %+v", c)
	}
	if diff := cmp.Diff(s.Hash, c.Hash); diff != "" || len(c.Hash) != 32 {
		t.Errorf("the segment does not name its last change: %s", diff)
	}
	want, err := workflow.ChainHash(all[len(all)-2].Hash, c)
	if diff := cmp.Diff(want, c.Hash); err != nil || diff != "" {
		t.Errorf("the change is not chained to the one before: %v %s", err, diff)
	}
	r.Whole()
}

func TestChangeSegmentKeepsOriginAndBatchThatAreGiven(t *testing.T) {
	r := story.New(t).As("luc").Add(story.One)
	s := r.Segment(1)
	to := s.Snapshot
	to.Target = bitext.Plain("Un.")
	r.Check("change", write(r, func(t *workflow.SegmentTxn) error {
		return t.ChangeSegment(&s, to, workflow.Change{Kind: workflow.ChangeImported,
			Origin: workflow.FromFile, Batch: "b7"})
	}))
	all := changesOf(r, s.ID)
	if c := all[len(all)-1]; c.Origin != workflow.FromFile || c.Batch != "b7" {
		t.Errorf("origin %s and batch %s", c.Origin, c.Batch)
	}
}

func TestChangeSegmentCountsTheWordsOfANewSource(t *testing.T) {
	r := story.New(t).As("luc").Add(story.One)
	s := r.Segment(1)
	to := s.Snapshot
	to.Source = bitext.Plain("كلمة واحدة ثم أخرى")
	r.Check("change", write(r, func(t *workflow.SegmentTxn) error {
		return t.ChangeSegment(&s, to, workflow.Change{Kind: workflow.ChangeCorrected})
	}))
	if got := r.Segment(1).Words; got != 4 {
		t.Errorf("%d words, want 4", got)
	}
}

// TestChangeSegmentRefusesAnOldVersion keeps neither the segment nor the change.
func TestChangeSegmentRefusesAnOldVersion(t *testing.T) {
	r := story.New(t).As("luc").Add(story.One)
	old := r.Segment(1)
	r.Draft(1, "Un.")
	to := old.Snapshot
	to.Target = bitext.Plain("Deux.")
	err := write(r, func(t *workflow.SegmentTxn) error {
		return t.ChangeSegment(&old, to, workflow.Change{Kind: workflow.ChangeSaved})
	})
	if workflow.KindOf(err) != workflow.Conflict {
		t.Errorf("got %v, want a conflict", err)
	}
	r.WantTarget(1, "Un.").Whole()
	if n := len(changesOf(r, old.ID)); n != 2 {
		t.Errorf("%d changes, want 2", n)
	}
}

func TestInsertSegmentBeginsAHistory(t *testing.T) {
	r := story.New(t).As("luc").Add(story.One)
	first := r.Segment(1)
	to := first.Snapshot
	to.Place, to.Source = first.Place+7, bitext.Plain("ثلاث كلمات هنا")
	var made workflow.Segment
	r.Check("insert", write(r, func(t *workflow.SegmentTxn) (err error) {
		made, err = t.InsertSegment(r.View().Article, to, workflow.Change{Kind: workflow.ChangeSplit})
		return err
	}))
	s := r.Segment(2)
	if s.ID != made.ID || s.Version != 1 || s.Words != 3 || !s.Updated.Equal(noon) ||
		s.Article != r.ArticleID {
		t.Errorf("segment %+v", s)
	}
	all := changesOf(r, s.ID)
	if len(all) != 1 || all[0].Version != 1 || all[0].Kind != workflow.ChangeSplit {
		t.Errorf("history %+v, want its making alone", all)
	}
	r.Whole()
}

func TestWritableSegment(t *testing.T) {
	r := story.New(t).As("luc").Add(story.One, story.Two, story.Three)
	first, second := r.Segment(1), r.Segment(2)
	r.Merge(1)
	writable := func(id string) error {
		return write(r, func(txn *workflow.SegmentTxn) error {
			s, err := txn.WritableSegment(id)
			if err == nil && s.ID != id {
				t.Errorf("asked for %s, got %s", id, s.ID)
			}
			return err
		})
	}
	r.Check("one that is there", writable(first.ID))
	err := writable(second.ID)
	if workflow.KindOf(err) != workflow.Conflict || idOf(err) != "segment.gone" {
		t.Errorf("one that was merged: %v, want a conflict", err)
	}
	if err := writable("no-such-segment"); workflow.KindOf(err) != workflow.NotFound {
		t.Errorf("one that does not exist: %v, want not found", err)
	}
	r.Correct(1, "", workflow.Retraction)
	err = writable(first.ID)
	var e *workflow.Error
	if !asError(err, &e) || e.ID != "article.retracted" || e.Kind != workflow.Forbidden ||
		e.Args["Reason"] != "dépêche corrigée" {
		t.Errorf("of a retracted article: %v, want the reason", err)
	}
	if err := write(r, func(t *workflow.SegmentTxn) error {
		return t.CheckNotRetracted("no-such-article")
	}); workflow.KindOf(err) != workflow.NotFound {
		t.Errorf("of no article: %v, want not found", err)
	}
}

func TestSignOffIsWithdrawnWithAnApproval(t *testing.T) {
	for _, c := range []struct {
		from, to bitext.State
		want     bool
	}{
		{bitext.Reviewed, bitext.Translated, true},
		{bitext.Reviewed, bitext.Initial, true},
		{bitext.Final, bitext.Translated, true},
		{bitext.Final, bitext.Reviewed, false},
		{bitext.Reviewed, bitext.Final, false},
		{bitext.Reviewed, bitext.Reviewed, false},
		{bitext.Translated, bitext.Translated, false},
		{bitext.Translated, bitext.Initial, false},
		{bitext.Initial, bitext.Initial, false},
	} {
		t.Run(string(c.from)+" to "+string(c.to), func(t *testing.T) {
			r := story.New(t).As("amina").Add(story.One).Translate(1, "Un.").As("luc").Approve(1).SignOff()
			s := r.Segment(1)
			s.State = c.to
			withdraw := func() error {
				return write(r, func(t *workflow.SegmentTxn) error { return t.WithdrawSignOff(s, c.from) })
			}
			r.Check("withdraw", withdraw())
			v := r.View()
			if got := v.SignedOff.IsZero() && v.SignedOffBy == ""; got != c.want {
				t.Fatalf("withdrawn %v, want %v: %v by %q", got, c.want, v.SignedOff, v.SignedOffBy)
			}
			e := lastEntry(r)
			if told := e.Kind == workflow.ArticleReopened && e.Segment == s.ID; told != c.want {
				t.Errorf("the feed ends with %s", e.Kind)
			}
			r.Check("withdraw again", withdraw())
			if lastEntry(r).Seq != e.Seq {
				t.Error("the feed says it twice")
			}
		})
	}
}

func TestUpdateKeepsNothingOfWhatFails(t *testing.T) {
	r := story.New(t).As("luc").Add(story.One)
	s := r.Segment(1)
	to := s.Snapshot
	to.Target = bitext.Plain("Un.")
	err := write(r, func(t *workflow.SegmentTxn) error {
		return errors.Join(t.ChangeSegment(&s, to, workflow.Change{Kind: workflow.ChangeSaved}), io.EOF)
	})
	if !errors.Is(err, io.EOF) {
		t.Fatalf("got %v, want the error of the function", err)
	}
	r.WantTarget(1, "").Whole()
	err = core(r).View(context.Background(), func(workflow.Tx) error { return io.EOF })
	if !errors.Is(err, io.EOF) {
		t.Errorf("a view: %v, want the error of the function", err)
	}
}

func TestAppendUniqueLeavesTheListAlone(t *testing.T) {
	list := make([]string, 2, 10)
	list[0], list[1] = "a", "b"
	if got := workflow.AppendUnique(list, "b"); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("a name that is there: %v", got)
	}
	c := workflow.AppendUnique(list, "c")
	d := workflow.AppendUnique(list, "d")
	if !slices.Equal(c, []string{"a", "b", "c"}) || !slices.Equal(d, []string{"a", "b", "d"}) {
		t.Errorf("got %v and %v, want lists that share nothing", c, d)
	}
	if got := workflow.AppendUnique(nil, "a"); !slices.Equal(got, []string{"a"}) {
		t.Errorf("to no list: %v", got)
	}
}
