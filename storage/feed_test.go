package storage

import (
	"testing"

	"truchement/workflow"
)

// appendOne is an Update that appends to the feed.
func appendOne(tx workflow.Tx) error {
	_, err := tx.Append(workflow.Entry{Kind: workflow.PersonChanged})
	return err
}

// feedHeadOf reads the last sequence of a desk's feed.
func feedHeadOf(t *testing.T, db *DB) (seq int64, err error) {
	t.Helper()
	err = db.View(t.Context(), func(tx workflow.Tx) error {
		seq, err = tx.FeedHead()
		return err
	})
	return seq, err
}

// TestFeedContinuesAfterRemovedEntries removes the feed up to a sequence, as a desk that
// cleans up its feed would: sequences are not given out again.
func TestFeedContinuesAfterRemovedEntries(t *testing.T) {
	onEngines(t, func(t *testing.T, c Config) {
		db := open(t, c)
		err := db.Update(t.Context(), func(x workflow.Tx) error {
			return x.FeedTx.(*tx).write("UPDATE feed_base SET seq = 41")
		})
		if err != nil {
			t.Fatal(err)
		}
		if head, err := feedHeadOf(t, db); head != 41 || err != nil {
			t.Errorf("the head is %d (%v), want 41", head, err)
		}
		if err := db.Update(t.Context(), appendOne); err != nil {
			t.Fatal(err)
		}
		if head, err := feedHeadOf(t, db); head != 42 || err != nil {
			t.Errorf("the head is %d (%v), want 42", head, err)
		}
	})
}
