package storage

import (
	"fmt"
	"testing"
	"time"

	"truchement/workflow"
	"truchement/workflow/bitext"
)

// BenchmarkAdd adds 1,000 segments with their changes, in turns all at once, one after the other, and
// as one row that has all of their bytes, which is what the disk itself takes. It reports how many
// times longer than that row the others take.
func BenchmarkAdd(b *testing.B) {
	for _, e := range engines {
		b.Run(e.name, func(b *testing.B) {
			db := filled(b, e.config(b))
			var took [3]time.Duration
			n := 0
			for b.Loop() {
				for i, add := range []func(workflow.Tx, []workflow.Segment, []workflow.Change) error{
					addAtOnce, addOneByOne, addAsOneRow,
				} {
					segments, changes := newSegments(fmt.Sprint(i, "-", n), 1000)
					began := time.Now()
					err := db.Update(b.Context(), func(tx workflow.Tx) error { return add(tx, segments, changes) })
					took[i] += time.Since(began)
					if err != nil {
						b.Fatal(err)
					}
				}
				n++
			}
			for i, name := range []string{"at-once", "one-by-one", "row"} {
				b.ReportMetric(float64(took[i].Microseconds())/1000/float64(n), name+"-ms")
				if name != "row" {
					b.ReportMetric(float64(took[i])/float64(took[2]), name+"/row")
				}
			}
		})
	}
}

func addAtOnce(tx workflow.Tx, segments []workflow.Segment, changes []workflow.Change) error {
	if err := tx.AddChanges(changes...); err != nil {
		return err
	}
	return tx.AddSegments(segments...)
}

func addOneByOne(tx workflow.Tx, segments []workflow.Segment, changes []workflow.Change) error {
	for i := range segments {
		if err := addAtOnce(tx, segments[i:i+1], changes[i:i+1]); err != nil {
			return err
		}
	}
	return nil
}

// addAsOneRow adds one segment whose source is as long as all texts together, in the segments and in the
// changes.
func addAsOneRow(tx workflow.Tx, segments []workflow.Segment, _ []workflow.Change) error {
	var all bitext.Text
	for _, s := range segments {
		all = append(append(all, s.Source...), s.Source...)
	}
	segments[0].Source = all
	return tx.AddSegments(segments[0])
}

// newSegments are segments of the first article of filled, and the changes that make them.
func newSegments(name string, n int) (segments []workflow.Segment, changes []workflow.Change) {
	for i := range n {
		s := workflow.Segment{ID: fmt.Sprint(name, "-", i), Article: "a0", Version: 1, Words: 9,
			Updated: time.Now(), Hash: make([]byte, 32), Snapshot: workflow.Snapshot{
				Block: "a0-b", Place: int64(i), State: bitext.Initial,
				Source: bitext.Plain("قال الوزير في تصريح للصحافة إن المحادثات ستستأنف غدا."),
			}}
		segments = append(segments, s)
		changes = append(changes, workflow.Change{ID: "c" + s.ID, Segment: s.ID, Article: s.Article,
			Version: 1, Kind: workflow.ChangeCreated, By: "p1", At: s.Updated, To: s.Snapshot, Hash: s.Hash})
	}
	return segments, changes
}
