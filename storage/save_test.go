package storage

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"truchement/workflow"
	"truchement/workflow/bitext"
)

// save does what a save of the desk does to the store: it reads the segment,
// keeps the change and the content one version on, and tells the feed.
func save(tx workflow.Tx, id, op, text string) error {
	s, err := tx.Segment(id)
	if err != nil {
		return err
	}
	if _, err := tx.Article(s.Article); err != nil {
		return err
	}
	s.Version++
	s.Target, s.SubState, s.Authors = bitext.Plain(text), bitext.Draft, []string{"p1"}
	s.Updated, s.Hash = time.Now(), make([]byte, 32)
	err = tx.AddChange(workflow.Change{
		ID: op, Segment: s.ID, Article: s.Article, Version: s.Version, Kind: workflow.Saved,
		By: "p1", At: s.Updated, Op: op, To: s.Snapshot, Hash: s.Hash,
	})
	if err != nil {
		return err
	}
	if err := tx.UpdateSegment(s); err != nil {
		return err
	}
	_, err = tx.Append(workflow.Entry{
		At: s.Updated, Actor: "p1", Kind: workflow.SegmentSaved, Article: s.Article, Segment: s.ID,
		Payload: []byte(`{"version":1,"state":"initial","sub_state":"draft"}`),
	})
	return err
}

// fill gives an empty desk one translator and articles of 20 segments.
func fill(tx workflow.Tx, articles int) error {
	now := time.Now()
	err := tx.AddPerson(workflow.Person{
		ID: "p1", Email: "p1@example.org", Name: "P", Role: workflow.Translator, Created: now,
	})
	for i := 0; i < articles && err == nil; i++ {
		err = fillArticle(tx, fmt.Sprint("a", i), now)
	}
	return err
}

func fillArticle(tx workflow.Tx, id string, now time.Time) error {
	err := tx.AddArticle(workflow.Article{
		ID: id, Title: id, SourceLang: "ar", TargetLang: "fr", Created: now, CreatedBy: "p1",
	})
	if err != nil {
		return err
	}
	b := workflow.Block{ID: id + "-b", Article: id, Place: 1, Kind: bitext.Paragraph}
	if err := tx.AddBlock(b); err != nil {
		return err
	}
	for i := range 20 {
		err := tx.AddSegment(workflow.Segment{
			ID: fmt.Sprint(id, "-", i), Article: id, Version: 1, Words: 9, Updated: now,
			Snapshot: workflow.Snapshot{
				Block: b.ID, Place: int64(i), State: bitext.Initial,
				Source: bitext.Plain("قال الوزير في تصريح للصحافة إن المحادثات ستستأنف غدا."),
			},
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// plain is the store that shares no commits: one connection, on which every
// save is a transaction of its own. It runs the same statements, as prepared.
type plain struct {
	mu sync.Mutex
	s  *session
}

func (p *plain) Update(ctx context.Context, fn func(workflow.Tx) error) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	begin := map[string]string{"sqlite": "BEGIN IMMEDIATE", "postgres": "BEGIN"}[p.s.eng.name]
	if err := p.s.eng.run(ctx, p.s.conn, begin); err != nil {
		return err
	}
	if err := fn(&tx{ctx: ctx, eng: p.s.eng, source: p.s, writes: true}); err != nil {
		return err
	}
	return p.s.eng.commit(ctx, p.s.conn)
}

// BenchmarkSave compares shared commits with one commit a save, in one run,
// because disks differ more between two runs than stores do.
func BenchmarkSave(b *testing.B) {
	for _, e := range engines {
		for _, writers := range []int{1, 8, 64} {
			for _, way := range []string{"group", "plain"} {
				name := fmt.Sprintf("%s/writers=%d/%s", e.name, writers, way)
				b.Run(name, func(b *testing.B) {
					db := open(b, e.config(b))
					update := db.Update
					if err := update(b.Context(), func(tx workflow.Tx) error {
						return fill(tx, 8)
					}); err != nil {
						b.Fatal(err)
					}
					if way == "plain" {
						// The writer's own connection is the only one there is.
						s, err := db.writer.open(b.Context())
						if err != nil {
							b.Fatal(err)
						}
						update = (&plain{s: s}).Update
					}
					benchmarkSaves(b, writers, update)
				})
			}
		}
	}
}

func benchmarkSaves(
	b *testing.B, writers int, update func(context.Context, func(workflow.Tx) error) error,
) {
	var next atomic.Int64
	var wait sync.WaitGroup
	took := make([]time.Duration, b.N)
	b.ResetTimer()
	for range writers {
		wait.Go(func() {
			for n := next.Add(1); n <= int64(b.N); n = next.Add(1) {
				began := time.Now()
				err := update(context.Background(), func(tx workflow.Tx) error {
					id := fmt.Sprintf("a%d-%d", n%8, n%20)
					return save(tx, id, fmt.Sprint(n), "Le ministre a dit à la presse.")
				})
				if err != nil {
					b.Error(err)
					return
				}
				took[n-1] = time.Since(began)
			}
		})
	}
	wait.Wait()
	b.StopTimer()
	slices.Sort(took)
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "saves/s")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}
