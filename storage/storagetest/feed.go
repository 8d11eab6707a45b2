package storagetest

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"testing"
	"time"

	"truchement/workflow"
)

func entry(kind workflow.FeedKind, article string, n int) workflow.Entry {
	return workflow.Entry{
		At: at(n), Actor: "amina", Kind: kind, Article: article, Segment: "s1",
		Payload: json.RawMessage(fmt.Sprintf(`{"n":%d}`, n)),
	}
}

func appendEntry(d *desk, e workflow.Entry) workflow.Entry {
	d.Helper()
	d.must(func(tx workflow.Tx) (err error) {
		e.Seq, err = tx.Append(e)
		return err
	})
	return e
}

func readFeed(d *desk, f workflow.FeedFilter) []workflow.Entry {
	d.Helper()
	return view(d, func(tx workflow.Tx) ([]workflow.Entry, error) { return tx.Feed(f) })
}

func testFeed(d *desk) {
	if head := view(d, workflow.Tx.FeedHead); head != 0 {
		d.Errorf("the head of an empty feed is %d", head)
	}
	var want []workflow.Entry
	for i := range 6 {
		want = append(want, appendEntry(d, entry(workflow.SegmentSaved, fmt.Sprint("a", i%2), i)))
		if want[i].Seq != int64(i+1) {
			d.Errorf("entry %d has sequence %d", i, want[i].Seq)
		}
	}
	bare := appendEntry(d, workflow.Entry{Kind: workflow.PersonChanged, At: at(9)})
	checkEqual(d, "Feed", readFeed(d, workflow.FeedFilter{}), append(want[:6:6], bare))
	checkEqual(d, "Feed after 4", readFeed(d, workflow.FeedFilter{After: 4}), append(want[4:6:6], bare))
	checkEqual(d, "Feed of an article", readFeed(d, workflow.FeedFilter{Article: "a1", After: 2, Limit: 1}),
		want[3:4])
	checkEqual(d, "Feed after the head", readFeed(d, workflow.FeedFilter{After: 7}), []workflow.Entry{})
	if head := view(d, workflow.Tx.FeedHead); head != 7 {
		d.Errorf("the head is %d, want 7", head)
	}
	err := d.try(func(tx workflow.Tx) error {
		if _, err := tx.Append(bare); err != nil {
			return err
		}
		return errOwn
	})
	if err == nil {
		d.Error("the Update that was to fail did not")
	}
	if e := appendEntry(d, bare); e.Seq != 8 {
		d.Errorf("after an Update that failed comes sequence %d, want 8", e.Seq)
	}
}

// testDefaultLimits reads lists without a limit of their own.
func testDefaultLimits(d *desk) {
	d.must(func(tx workflow.Tx) error {
		for i := range 501 {
			if _, err := tx.Append(entry(workflow.SegmentSaved, "a1", i)); err != nil {
				return err
			}
		}
		for i := range 201 {
			if err := tx.AddArticle(article(fmt.Sprintf("a%03d", i))); err != nil {
				return err
			}
		}
		return nil
	})
	if n := len(readFeed(d, workflow.FeedFilter{})); n != 500 {
		d.Errorf("the feed gives %d entries, want 500", n)
	}
	if n := len(readFeed(d, workflow.FeedFilter{Article: "a1"})); n != 500 {
		d.Errorf("the feed of an article gives %d entries, want 500", n)
	}
	if n := len(articleIDs(d, workflow.ArticleFilter{})); n != 200 {
		d.Errorf("a list gives %d articles, want 200", n)
	}
}

// testFeedIsInOrder writes and reads at once: a reader that has seen sequence n
// has seen all below n.
func testFeedIsInOrder(d *desk) { FeedOrder(d.T, d.Store) }

// FeedOrder writes to the feed through every store, which are nodes of one desk,
// while readers on each follow the feed: they must see every sequence right after
// the one before it.
func FeedOrder(t *testing.T, nodes ...Store) {
	const writers, entries = 6, 25
	total := int64(len(nodes) * writers * entries)
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	defer cancel()
	var wait sync.WaitGroup
	for _, node := range nodes {
		for range writers {
			wait.Go(func() {
				if err := writeFeed(ctx, node, entries); err != nil {
					t.Error(err)
					cancel() // the readers would wait for what is not written
				}
			})
		}
		wait.Go(func() { followFeed(ctx, t, node, total) })
		wait.Go(func() { followFeed(ctx, t, node, total) })
	}
	wait.Wait()
}

func writeFeed(ctx context.Context, s Store, n int) error {
	for i := range n {
		err := s.Update(ctx, func(tx workflow.Tx) error {
			if _, err := tx.FeedHead(); err != nil {
				return err
			}
			_, err := tx.Append(entry(workflow.SegmentSaved, "a1", i))
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func followFeed(ctx context.Context, t *testing.T, s Store, total int64) {
	var last int64
	for last < total {
		var got []workflow.Entry
		err := s.View(ctx, func(tx workflow.Tx) (err error) {
			got, err = tx.Feed(workflow.FeedFilter{After: last, Limit: 1000})
			return err
		})
		if err != nil {
			t.Error(err)
			return
		}
		for _, e := range got {
			if e.Seq != last+1 {
				t.Errorf("sequence %d came after %d", e.Seq, last)
				return
			}
			last = e.Seq
		}
	}
}

func testWatchReportsCommits(d *desk) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	ch := d.Watch(ctx)
	for i := range 3 {
		e := appendEntry(d, entry(workflow.SegmentSaved, "a1", i))
		if _, ok := <-ch; !ok {
			d.Fatal("nothing woke the reader in ten seconds")
		}
		if got := readFeed(d, workflow.FeedFilter{After: e.Seq - 1}); len(got) != 1 {
			d.Errorf("the reader was woken to %d entries", len(got))
		}
	}
}

func testWatchEndsWithItsContext(d *desk) {
	ctx, cancel := context.WithCancel(context.Background())
	ch := d.Watch(ctx)
	cancel()
	for range ch {
	}
	for range d.Watch(ctx) {
	}
}
