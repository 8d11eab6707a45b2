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

// save does what a save of the desk does to the store: it reads the segment, keeps
// the change and the content of the next version, and appends to the feed.
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
	err = tx.AddChanges(workflow.Change{
		ID: op, Segment: s.ID, Article: s.Article, Version: s.Version, Kind: workflow.ChangeSaved,
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
	if err := tx.AddBlocks(b); err != nil {
		return err
	}
	for i := range 20 {
		err := tx.AddSegments(workflow.Segment{
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

// singleCommits is a store that shares no commits: as only one save at a time gets to its
// writer, every save is a transaction of its own. It runs the same prepared statements.
type singleCommits struct {
	mu sync.Mutex
	db *DB
}

func (p *singleCommits) Update(ctx context.Context, fn func(workflow.Tx) error) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.db.Update(ctx, fn)
}

// BenchmarkSave compares shared commits with one commit a save, in turns of a
// few hundred saves, because a disk differs more from one minute to the next
// than the two do. One operation is a save each way; ratio is group by plain.
func BenchmarkSave(b *testing.B) {
	for _, e := range engines {
		for _, writers := range []int{1, 8, 64} {
			b.Run(fmt.Sprintf("%s/writers=%d", e.name, writers), func(b *testing.B) {
				group := filled(b, e.config(b))
				other := &singleCommits{db: filled(b, e.config(b))}
				methods := []*saveMethod{{update: group.Update}, {update: other.Update}}
				b.ResetTimer()
				for done := 0; done < b.N; {
					n := min(8*writers+100, b.N-done)
					for _, w := range methods {
						w.run(b, writers, n)
					}
					done += n
				}
				b.StopTimer()
				report(b, methods[0], "group")
				report(b, methods[1], "plain")
				b.ReportMetric(methods[1].elapsed.Seconds()/methods[0].elapsed.Seconds(), "ratio")
			})
		}
	}
}

func filled(b *testing.B, c Config) *DB {
	b.Helper()
	db := open(b, c)
	err := db.Update(b.Context(), func(tx workflow.Tx) error { return fill(tx, 8) })
	if err != nil {
		b.Fatal(err)
	}
	return db
}

// saveMethod is one way to save, and what it took.
type saveMethod struct {
	update    func(context.Context, func(workflow.Tx) error) error
	next      atomic.Int64
	elapsed   time.Duration
	mu        sync.Mutex
	latencies []time.Duration
}

// run makes n saves from as many goroutines as there are writers.
func (w *saveMethod) run(b *testing.B, writers, n int) {
	var wait sync.WaitGroup
	began, last := time.Now(), w.next.Load()+int64(n)
	for range writers {
		wait.Go(func() {
			var took []time.Duration
			for n := w.next.Add(1); n <= last; n = w.next.Add(1) {
				began := time.Now()
				err := w.update(context.Background(), func(tx workflow.Tx) error {
					id := fmt.Sprintf("a%d-%d", n%8, n%20)
					return save(tx, id, fmt.Sprint(n), "Le ministre a dit à la presse.")
				})
				if err != nil {
					b.Error(err)
				}
				took = append(took, time.Since(began))
			}
			w.mu.Lock()
			defer w.mu.Unlock()
			w.latencies = append(w.latencies, took...)
		})
	}
	wait.Wait()
	w.elapsed += time.Since(began)
	w.next.Store(last)
}

func report(b *testing.B, w *saveMethod, name string) {
	slices.Sort(w.latencies)
	p99 := w.latencies[len(w.latencies)*99/100]
	b.ReportMetric(float64(len(w.latencies))/w.elapsed.Seconds(), name+"-saves/s")
	b.ReportMetric(float64(p99.Microseconds())/1000, name+"-p99-ms")
}
