package storagetest

import (
	"fmt"

	"truchement/workflow"
)

func testVisits(d *desk) {
	d.basics()
	read := func() workflow.Visit {
		return view(d, func(tx workflow.Tx) (workflow.Visit, error) { return tx.Visit("amina", "a1") })
	}
	checkEqual(d, "the visit of a person who was never there", read(), workflow.Visit{})
	want := workflow.Visit{Person: "amina", Article: "a1", Since: 3, Seq: 7, At: at(5)}
	d.must(step(workflow.Tx.KeepVisit, want))
	checkEqual(d, "Visit", read(), want)
	want.Since, want.Seq, want.At = 7, 9, at(6)
	d.must(step(workflow.Tx.KeepVisit, want))
	checkEqual(d, "Visit kept again", read(), want)
	dangling := workflow.Visit{Person: "nobody", Article: "a1", At: at(1)}
	if err := d.try(step(workflow.Tx.KeepVisit, dangling)); err == nil {
		d.Error("a visit of nobody was kept")
	}
}

// testMissedChanges has a person and others change segments before and after the
// person left: only changes by others since then count, each segment once.
func testMissedChanges(d *desk) {
	d.basics()
	write := func(actor, segment string, kind workflow.FeedKind) {
		appendEntry(d, workflow.Entry{At: at(1), Actor: actor, Kind: kind, Article: "a1", Segment: segment})
	}
	write("luc", "s1", workflow.SegmentSaved)
	left := view(d, workflow.Tx.FeedHead)
	d.must(step(workflow.Tx.KeepVisit, workflow.Visit{Person: "amina", Article: "a1", Seq: left, At: at(2)}))
	checkEqual(d, "Missed at once", view(d, func(tx workflow.Tx) (map[string]int, error) {
		return tx.Missed("amina")
	}), map[string]int{})
	write("amina", "s1", workflow.SegmentSaved)
	write("luc", "s2", workflow.SegmentSaved)
	write("luc", "s2", workflow.CommentAdded)
	write("luc", "s1", workflow.SegmentRefused)
	write("luc", "", workflow.ArticleChanged)
	checkEqual(d, "Missed", view(d, func(tx workflow.Tx) (map[string]int, error) {
		return tx.Missed("amina")
	}), map[string]int{"a1": 1})
	for n, want := range map[int]int64{0: 0, 1: left + 5} {
		checkEqual(d, fmt.Sprint("SeqAt ", n), view(d, func(tx workflow.Tx) (int64, error) {
			return tx.SeqAt("a1", at(n))
		}), want)
	}
	for seq, want := range map[int64][]string{0: {"s1", "s2"}, left: {"s2"}, left + 9: {}} {
		checkEqual(d, fmt.Sprint("ChangedSince ", seq), view(d, func(tx workflow.Tx) ([]string, error) {
			return tx.ChangedSince("a1", "amina", seq)
		}), want)
	}
}
