package memory_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow"
	"truchement/workflow/align"
	"truchement/workflow/bitext"
	"truchement/workflow/memory"
	"truchement/workflow/newsroom"
	"truchement/workflow/story"
)

// stoppingStore stops the program before an alignment is kept: the n-th attempt from 1.
type stoppingStore struct {
	workflow.Store
	at       int64
	attempts atomic.Int64
	stop     context.CancelFunc
}

// stoppingMemory is the part of a transaction that stoppingStore watches.
type stoppingMemory struct {
	workflow.AlignmentTx
	store *stoppingStore
}

// AddAlignment fails as a store does that is gone with its program.
func (m stoppingMemory) AddAlignment(a workflow.Alignment, body workflow.EncodedBody) error {
	if m.store.attempts.Add(1) == m.store.at {
		m.store.stop()
		return context.Canceled
	}
	return m.AlignmentTx.AddAlignment(a, body)
}

// Update is that of the store.
func (s *stoppingStore) Update(ctx context.Context, fn func(workflow.Tx) error) error {
	return s.Store.Update(ctx, func(tx workflow.Tx) error {
		tx.AlignmentTx = stoppingMemory{tx.AlignmentTx, s}
		return fn(tx)
	})
}

// sendFolder adds the job of a folder: three good pairs, and one of a text without words.
func sendFolder(r *story.Runner, n newsroom.Newsroom) workflow.Job {
	r.T.Helper()
	empty := texts()
	empty.Source = story.Paragraphs(" ")
	in := []memory.NewAlignment{texts(), texts(), empty, texts()}
	for i := range in {
		in[i].Name = fmt.Sprintf("paire-%d.txt", i)
	}
	j, err := n.Job.Add(r.Ctx(), r.Who, workflow.AlignTexts, memory.FolderJob,
		memory.FolderSteps(len(in)),
		memory.FolderParts([]memory.UnpairedFile{{Name: "seul.txt", Side: "source"}}, in)...)
	r.Check("add", err)
	return j
}

// finish runs jobs until this one has ended, and answers its report.
func finish(r *story.Runner, n newsroom.Newsroom, id string) memory.FolderReport {
	r.T.Helper()
	ctx, stop := context.WithCancel(r.Ctx())
	done := make(chan struct{})
	go func() { n.Job.Run(ctx, slog.New(slog.DiscardHandler)); close(done) }()
	defer func() { stop(); <-done }()
	for range 1000 {
		j, _, err := n.Job.Job(ctx, r.Who, workflow.AlignTexts, id)
		r.Check("job", err)
		if !j.Ended() {
			time.Sleep(10 * time.Millisecond)
			continue
		}
		if j.Problem != nil {
			r.T.Fatalf("the job failed: %+v", j.Problem)
		}
		var report memory.FolderReport
		if err := json.Unmarshal(j.Report, &report); err != nil {
			r.T.Fatal(err)
		}
		return report
	}
	r.T.Fatal("the job does not end")
	return memory.FolderReport{}
}

// The program stops before the first, the second or the third alignment is kept, or not at all: the
// next one finishes the folder, and every alignment is there once.
func TestFolderIsFinishedAfterTheProgramStopped(t *testing.T) {
	for at := range 4 {
		t.Run(fmt.Sprint("at ", at), func(t *testing.T) {
			r := story.New(t).As("amina")
			ctx, stop := context.WithCancel(r.Ctx())
			defer stop()
			store := &stoppingStore{Store: r.Store, at: int64(at), stop: stop}
			first := newsroom.New(store, newsroom.Options{})
			second := newsroom.New(r.Store, newsroom.Options{})
			j := sendFolder(r, first)
			if at > 0 {
				first.Job.Run(ctx, slog.New(slog.DiscardHandler))
				kept, err := second.Memory.Alignments(r.Ctx(), r.Who, 10, 0)
				if r.Check("list", err); len(kept) != at-1 {
					t.Fatalf("%d alignments before the restart, want %d", len(kept), at-1)
				}
			}
			j, head, err := second.Job.Job(r.Ctx(), r.Who, workflow.AlignTexts, j.ID)
			r.Check("job", err)
			if j.State != workflow.JobWaiting || !strings.Contains(string(head), "seul.txt") {
				t.Errorf("after the stop the job is %s, beginning with %s", j.State, head)
			}
			report := finish(r, second, j.ID)
			if len(report.Pairs) != 4 || len(report.Unpaired) != 1 {
				t.Fatalf("%d pairs and %d files without a pair", len(report.Pairs), len(report.Unpaired))
			}
			for i, p := range report.Pairs {
				if i == 2 {
					if p.ID != "" || p.Problem == nil || p.Problem.ID != "intake.empty" {
						t.Errorf("of the empty pair: %+v", p)
					}
					continue
				}
				a, err := second.Memory.Alignment(r.Ctx(), r.Who, p.ID)
				r.Check("read", err)
				if a.Name != p.Name || a.By != r.Who.ID || p.Problem != nil || p.Beads != 1 {
					t.Errorf("pair %d: %+v by %s", i, p, a.By)
				}
			}
			all, err := second.Memory.Alignments(r.Ctx(), r.Who, 10, 0)
			if r.Check("list", err); len(all) != 3 {
				t.Errorf("%d alignments, want 3", len(all))
			}
		})
	}
}

// A folder stops between two pairs when the program does, and keeps nothing.
func TestFolderStopsWithTheProgram(t *testing.T) {
	r := story.New(t).As("amina")
	ctx, stop := context.WithCancel(r.Ctx())
	defer stop()
	n := newsroom.New(r.Store, newsroom.Options{})
	reports := 0
	_, err := n.Memory.AlignFolder(ctx, r.Who, []memory.NewAlignment{texts(), texts()},
		func(p align.Progress) {
			if reports++; p.Pair == 1 {
				stop()
			}
		})
	if err != context.Canceled || reports != 2 {
		t.Errorf("%v after %d reports, want the end after the first pair", err, reports)
	}
	all, err := n.Memory.Alignments(r.Ctx(), r.Who, 10, 0)
	if r.Check("list", err); len(all) > 0 {
		t.Errorf("%d alignments", len(all))
	}
}

// What people did with an alignment before the program stopped stays.
func TestFolderLeavesAlignmentsThatAreThere(t *testing.T) {
	r := story.New(t).As("amina")
	var parts [][]byte
	for _, p := range memory.FolderParts(nil, []memory.NewAlignment{texts()}) {
		b, err := json.Marshal(p)
		r.Check("encode", err)
		parts = append(parts, b)
	}
	run := func() memory.PairReport {
		t.Helper()
		report, err := r.Memory.RunFolder(r.Ctx(), r.Who, workflow.JobTask{Job: workflow.Job{ID: "j"}, Parts: parts,
			Progress: func(int, int) {}})
		r.Check("run", err)
		return report.(memory.FolderReport).Pairs[0]
	}
	a, err := r.Memory.Alignment(r.Ctx(), r.Who, run().ID)
	r.Check("read", err)
	edited := edit(r, a, memory.SplitBead, 0)
	if again := run(); again.ID != a.ID || again.Beads != 2 || again.Kinds[4]+again.Kinds[5] != 2 {
		t.Errorf("run again: %+v, want the alignment as it was edited", again)
	}
	stored, err := r.Memory.Alignment(r.Ctx(), r.Who, a.ID)
	r.Check("read", err)
	if diff := cmp.Diff(edited, stored); diff != "" {
		t.Error(diff)
	}
}

func TestFolderProgressFollowsTheSteps(t *testing.T) {
	for _, c := range []struct {
		state        workflow.JobState
		steps, total int
		want         align.Progress
	}{
		{workflow.JobWaiting, 0, 6, align.Progress{Rounds: 3, Pairs: 2}},
		{workflow.JobWaiting, 5, 6, align.Progress{Rounds: 3, Pairs: 2}}, // given back
		{workflow.JobRunning, 0, 6, align.Progress{Round: 1, Rounds: 3, Pairs: 2}},
		{workflow.JobRunning, 1, 6, align.Progress{Round: 1, Rounds: 3, Pair: 1, Pairs: 2}},
		{workflow.JobRunning, 2, 6, align.Progress{Round: 2, Rounds: 3, Pairs: 2}},
		{workflow.JobRunning, 6, 6, align.Progress{Round: 3, Rounds: 3, Pair: 2, Pairs: 2}},
		{workflow.JobDone, 6, 6, align.Progress{Round: 3, Rounds: 3, Pair: 2, Pairs: 2}},
		{workflow.JobRunning, 0, 0, align.Progress{Rounds: 3}},
	} {
		got := memory.FolderProgress(workflow.Job{State: c.state, Steps: c.steps, Total: c.total})
		if got != c.want {
			t.Errorf("%s after %d of %d steps: %+v, want %+v", c.state, c.steps, c.total, got, c.want)
		}
	}
}

// A pair comes out of the store as it went in.
func TestPairSurvivesJSON(t *testing.T) {
	n := texts()
	n.Publication, n.Article, n.Date, n.Licence = "p", "a", "2024-05", "CC BY"
	link := bitext.Code{ID: "1", Type: bitext.Link, Data: "https://example.org/?a&b"}
	n.Target = &bitext.Document{Title: "Titre", Origin: "a.docx", Encoding: "windows-1256",
		Date: time.Date(2024, 5, 12, 0, 0, 0, 0, time.UTC),
		Blocks: []bitext.Block{{Kind: bitext.Heading, Level: 2, Segments: []bitext.Segment{{
			Source: bitext.Text{{Kind: bitext.Open, Code: link}, {Chars: "Le <ministre>\u2028"},
				{Kind: bitext.Close, Code: link}},
			After: bitext.Plain(" "), State: bitext.Initial}}}}}
	body, err := json.Marshal(n)
	if err != nil {
		t.Fatal(err)
	}
	var back memory.NewAlignment
	if err := json.Unmarshal(body, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(n, back); diff != "" {
		t.Errorf("%s\n%s", diff, body)
	}
}
