package storage

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"truchement/workflow"
)

// TestDecisionOnWhatHasChangedIsMadeAgain changes what a decision was made on before it is written.
func TestDecisionOnWhatHasChangedIsMadeAgain(t *testing.T) {
	assigned := func(i int) workflow.Assignment {
		return workflow.Assignment{ID: fmt.Sprint("s", i), Article: fmt.Sprint("a", i), Person: "p1",
			Role: workflow.Translator, Created: time.Now()}
	}
	cases := []struct {
		name   string
		runs   int
		change func(tx workflow.Tx, i int) error // of article i, before its segment 1 is written
	}{
		{"nothing", 1, nil},
		{"another segment", 1, func(tx workflow.Tx, i int) error { return save(tx, fmt.Sprintf("a%d-2", i), "elsewhere", "Ailleurs.") }},
		{"its text", 2, func(tx workflow.Tx, i int) error { return save(tx, fmt.Sprintf("a%d-1", i), "before", "Avant.") }},
		{"its assignment", 2, func(tx workflow.Tx, i int) error {
			a := assigned(i)
			a.ID += "-later"
			return errors.Join(tx.AddAssignment(a), tx.AssignSegments(a, []string{fmt.Sprintf("a%d-1", i)}))
		}},
		{"the person of its assignment", 2, func(tx workflow.Tx, i int) error {
			a := assigned(i)
			a.Person = "p2"
			return tx.UpdateAssignment(a)
		}},
		{"a retraction", 2, func(tx workflow.Tx, i int) error {
			a, err := tx.Article(fmt.Sprint("a", i))
			a.Retracted = "faux"
			return errors.Join(err, tx.UpdateArticle(a))
		}},
	}
	onEngines(t, func(t *testing.T, c Config) {
		db := open(t, c)
		err := db.Update(t.Context(), func(tx workflow.Tx) error {
			err := errors.Join(fill(tx, len(cases)), person("p2")(tx))
			for i := range cases {
				a := assigned(i)
				err = errors.Join(err, tx.AddAssignment(a), tx.AssignSegments(a, []string{fmt.Sprintf("a%d-1", i)}))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for i, tc := range cases {
			runs := 0
			err := db.Decide(t.Context(), func(tx workflow.Tx) error {
				runs++
				if err := save(tx, fmt.Sprintf("a%d-1", i), tc.name, "Après."); err != nil {
					return err
				}
				if runs == 1 && tc.change != nil {
					return db.Update(t.Context(), func(tx workflow.Tx) error { return tc.change(tx, i) })
				}
				return nil
			})
			if err != nil || runs != tc.runs {
				t.Errorf("%s: decided %d times, %v; want %d", tc.name, runs, err, tc.runs)
			}
			checkDecided(t, db, fmt.Sprintf("a%d-1", i), tc.name)
		}
	})
}

// checkDecided looks at what the decision of an operation has left.
func checkDecided(t *testing.T, db *DB, id, op string) {
	t.Helper()
	err := db.View(t.Context(), func(tx workflow.Tx) error {
		s, err := tx.Segment(id)
		if err != nil {
			return err
		}
		c, err := tx.ChangeByOp("p1", op)
		if err != nil {
			return err
		}
		feed, err := tx.Feed(workflow.FeedFilter{Article: s.Article})
		if err != nil {
			return err
		}
		last := feed[len(feed)-1]
		if got := s.Target.String(); got != "Après." || c.Version != s.Version || last.Segment != id {
			t.Errorf("%s: %q at version %d, changed at %d, the feed ends with %s", op, got, s.Version, c.Version, last.Segment)
		}
		return nil
	})
	if err != nil {
		t.Error(op, err)
	}
}

// TestDecisionThatCannotBeOneIsAnUpdate does what is kept by no decision, and fails.
func TestDecisionThatCannotBeOneIsAnUpdate(t *testing.T) {
	onEngines(t, func(t *testing.T, c Config) {
		db := open(t, c)
		if err := db.Update(t.Context(), func(tx workflow.Tx) error { return fill(tx, 1) }); err != nil {
			t.Fatal(err)
		}
		for name, fn := range map[string]func(workflow.Tx) error{
			"another table": person("p3"),
			"two segments": func(tx workflow.Tx) error {
				return errors.Join(save(tx, "a0-1", "two", "Un."), save(tx, "a0-2", "more", "Deux."))
			},
			"one twice": func(tx workflow.Tx) error {
				return errors.Join(save(tx, "a0-3", "once", "Un."), save(tx, "a0-3", "twice", "Deux."))
			},
			"a source": func(tx workflow.Tx) error {
				s, err := tx.Segment("a0-4")
				s.Version, s.Words = s.Version+1, 12
				return errors.Join(err, tx.UpdateSegment(s))
			},
			"what the feed does not tell": func(tx workflow.Tx) error {
				s, err := tx.Segment("a0-5")
				s.Version, s.Reason = s.Version+1, "untold"
				return errors.Join(err, tx.UpdateSegment(s))
			},
		} {
			if err := db.Decide(t.Context(), fn); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		err := db.View(t.Context(), func(tx workflow.Tx) error {
			var all []string
			for i := 1; i <= 5; i++ {
				s, err := tx.Segment(fmt.Sprint("a0-", i))
				if err != nil {
					return err
				}
				all = append(all, fmt.Sprintf("%d%s%s %d", s.Version, s.Target, s.Reason, s.Words))
			}
			if got := fmt.Sprint(all); got != "[2Un. 9 2Deux. 9 3Deux. 9 2 12 2untold 9]" {
				t.Errorf("kept: %s", got)
			}
			_, err := tx.Person("p3")
			return err
		})
		if err != nil {
			t.Error(err)
		}
		refused := &workflow.Error{Kind: workflow.Forbidden, ID: "review.four-eyes"}
		err = db.Decide(t.Context(), func(tx workflow.Tx) error { return errors.Join(save(tx, "a0-5", "refused", "Non."), refused) })
		if !errors.Is(err, refused) {
			t.Errorf("a refusal is answered with %v", err)
		}
	})
}

// TestDecisionsOfOneOperation has many decide at once, half of them by an operation that another one uses too: they
// cannot be written together.
func TestDecisionsOfOneOperation(t *testing.T) {
	onEngines(t, func(t *testing.T, c Config) {
		db := open(t, c)
		if err := db.Update(t.Context(), func(tx workflow.Tx) error { return fill(tx, 2) }); err != nil {
			t.Fatal(err)
		}
		var wait sync.WaitGroup
		var kept atomic.Int64
		for i := range 40 {
			wait.Go(func() {
				err := db.Decide(t.Context(), func(tx workflow.Tx) error {
					return save(tx, fmt.Sprintf("a%d-%d", i%2, i/2), fmt.Sprint("op", i/2), "Texte.")
				})
				switch {
				case err == nil:
					kept.Add(1)
				case !errors.Is(err, &workflow.Error{Kind: workflow.Conflict, ID: "segment.changed"}):
					t.Error(err)
				}
			})
		}
		wait.Wait()
		if kept.Load() != 20 {
			t.Errorf("%d decisions of 20 operations are kept", kept.Load())
		}
	})
}

// TestDecisionsKnowWhereSegmentsAre compares the positions that decisions read with those that are counted, on two
// nodes, while one of them cuts the article anew.
func TestDecisionsKnowWhereSegmentsAre(t *testing.T) {
	onEngines(t, func(t *testing.T, c Config) {
		db, node := open(t, c), open(t, c)
		if err := db.Update(t.Context(), func(tx workflow.Tx) error { return fill(tx, 1) }); err != nil {
			t.Fatal(err)
		}
		check := func(when string) {
			t.Helper()
			for i := range 20 {
				var counted, read workflow.Segment
				id := fmt.Sprint("a0-", i)
				err := db.View(t.Context(), func(tx workflow.Tx) (err error) { counted, err = tx.Segment(id); return err })
				for _, db := range []*DB{db, node} {
					err = errors.Join(err, db.Decide(t.Context(), func(tx workflow.Tx) (err error) { read, err = tx.Segment(id); return err }))
					if err != nil || read.Position != counted.Position || read.First != counted.First {
						t.Fatalf("%s: %s is at %d (%t), counted %d (%t), %v", when, id, read.Position, read.First,
							counted.Position, counted.First, err)
					}
				}
			}
		}
		check("at first")
		merge := func(tx workflow.Tx, fail error) error {
			s, err := tx.Segment("a0-3")
			s.Gone, s.Version = true, s.Version+1
			_, failed := tx.Append(workflow.Entry{At: time.Now(), Kind: workflow.SegmentRecut, Article: "a0", Segment: "a0-2"})
			return errors.Join(err, failed, tx.UpdateSegment(s), fail)
		}
		if err := node.Update(t.Context(), func(tx workflow.Tx) error { return merge(tx, errors.New("no")) }); err == nil {
			t.Error("a failure is kept")
		}
		check("after a failure")
		if err := node.Update(t.Context(), func(tx workflow.Tx) error { return merge(tx, nil) }); err != nil {
			t.Fatal(err)
		}
		check("after a merge")
		if err := db.Decide(t.Context(), func(tx workflow.Tx) error { return save(tx, "a0-7", "op", "Texte.") }); err != nil {
			t.Fatal(err)
		}
		check("after a save")
	})
}
