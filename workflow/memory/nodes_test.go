package memory_test

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"truchement/storage"
	"truchement/storage/storagetest"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/memory"
	"truchement/workflow/newsroom"
)

// node is one of several programs on one desk, which keeps its memory current.
type node struct {
	newsroom.Newsroom
	db *storage.DB
}

func startNode(t *testing.T, c storage.Config) *node {
	t.Helper()
	db, err := storage.Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	n := &node{newsroom.New(db, newsroom.Options{}), db}
	ctx, stop := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { n.Memory.Run(ctx, db, slog.New(slog.DiscardHandler)) })
	t.Cleanup(func() {
		stop()
		running.Wait()
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return n
}

// finds reports how many units of a text a node finds.
func (n *node) finds(t *testing.T, text string) int {
	t.Helper()
	found, err := n.Memory.Matches(t.Context(), workflow.Operator(), memory.Query{SourceLang: "ar",
		TargetLang: "fr", Text: bitext.Plain(text), Limit: 100, Floor: 90})
	if err != nil {
		t.Fatal(err)
	}
	return len(found)
}

// awaitFinds waits until a node finds so many units of a text, and returns how long that took.
func (n *node) awaitFinds(t *testing.T, text string, want int) time.Duration {
	t.Helper()
	start := time.Now()
	for n.finds(t, text) != want {
		if time.Since(start) > 20*time.Second {
			t.Fatalf("%d of %d units are found", n.finds(t, text), want)
		}
		time.Sleep(time.Millisecond)
	}
	return time.Since(start)
}

// Nodes hear of what one of them wrote, and of what it removed. How long that takes is logged.
func TestNodesAgree(t *testing.T) {
	for name, config := range map[string]func(testing.TB) storage.Config{
		"sqlite":   func(t testing.TB) storage.Config { return storage.Config{Data: t.TempDir()} },
		"postgres": func(t testing.TB) storage.Config { return storage.Config{Database: storagetest.Postgres(t)} },
	} {
		t.Run(name, func(t *testing.T) {
			c := config(t)
			a, b := startNode(t, c), startNode(t, c)
			const text, units = "وصل الوزير إلى الرباط اليوم.", 60
			write := func(gone bool) {
				err := a.db.Update(t.Context(), func(tx workflow.Tx) error {
					seq, err := tx.Append(workflow.Entry{Kind: workflow.UnitsChanged})
					if err != nil {
						return err
					}
					for i := range units {
						u := workflow.Unit{ID: fmt.Sprint("u", i), SourceLang: "ar", TargetLang: "fr", Seq: seq,
							Source: bitext.Plain(text), Target: bitext.Plain(fmt.Sprint("Texte ", i)),
							State: workflow.UnitApproved, UnitOrigin: workflow.UnitOrigin{Confidence: 1}, Gone: gone}
						if !gone {
							err = tx.AddUnits(u)
						} else {
							err = tx.UpdateUnit(u)
						}
						if err != nil {
							return err
						}
					}
					return nil
				})
				if err != nil {
					t.Fatal(err)
				}
			}
			b.awaitFinds(t, text, 0)
			write(false)
			t.Log("added:", b.awaitFinds(t, text, units), a.awaitFinds(t, text, units))
			write(true)
			t.Log("removed:", b.awaitFinds(t, text, 0), a.awaitFinds(t, text, 0))
		})
	}
}
