package unit_test

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"truchement/storage"
	"truchement/storage/storagetest"
	"truchement/workflow"
	"truchement/workflow/access"
	"truchement/workflow/newsroom"
	"truchement/workflow/unit"
	"truchement/workflow/unit/exchange"
)

// nodesOf are two programs on one desk, of which the first carries out its jobs.
func nodesOf(t *testing.T, c storage.Config) (works, asks newsroom.Newsroom) {
	t.Helper()
	open := func() newsroom.Newsroom {
		db, err := storage.Open(t.Context(), c)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := db.Close(); err != nil {
				t.Error(err)
			}
		})
		return newsroom.New(db, newsroom.Options{})
	}
	works, asks = open(), open()
	ctx, stop := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { works.Job.Run(ctx, slog.New(slog.DiscardHandler)) })
	t.Cleanup(func() { stop(); running.Wait() })
	return works, asks
}

// An import that one node carries out is stopped from another: it writes nothing more, says what it has kept, and is
// undone.
func TestImportIsStoppedFromAnotherNode(t *testing.T) {
	for name, config := range map[string]func(testing.TB) storage.Config{
		"sqlite":   func(t testing.TB) storage.Config { return storage.Config{Data: t.TempDir()} },
		"postgres": func(t testing.TB) storage.Config { return storage.Config{Database: storagetest.Postgres(t)} },
	} {
		t.Run(name, func(t *testing.T) {
			_, n := nodesOf(t, config(t))
			ctx := t.Context()
			p, err := n.Access.AddPerson(ctx, workflow.Operator(), access.NewPerson{Email: "luc@desk.test", Name: "Luc", Role: workflow.Editor})
			if err != nil {
				t.Fatal(err)
			}
			who := workflow.Actor{Person: p, Scope: workflow.FullScope}
			const rows = 20_000
			var file strings.Builder
			for i := range rows {
				fmt.Fprintf(&file, "نص %d\ttexte %d\n", i, i)
			}
			in := unit.NewImport{Name: "t.tsv", Format: exchange.TSV, SourceLang: "ar", TargetLang: "fr"}
			j, err := n.Job.AddFile(ctx, who, workflow.ManageMemory, unit.ImportJob, in, strings.NewReader(file.String()))
			if err != nil {
				t.Fatal(err)
			}
			kept := func() int {
				s, err := n.Units.StandingOf(ctx, who, j.ID)
				if err != nil {
					t.Fatal(err)
				}
				return s.Units
			}
			await(t, "the import writes", func() bool { return kept() > 0 })
			if err := n.Job.Cancel(ctx, who, workflow.ManageMemory, j.ID); err != nil {
				t.Fatal(err)
			}
			stopped := time.Now()
			await(t, "its report", func() bool {
				j, _, err = n.Job.Job(ctx, who, workflow.ManageMemory, j.ID)
				return err == nil && len(j.Report) > 0
			})
			t.Log("stopped after", time.Since(stopped), "with", kept())
			report, err := workflow.JobReport[unit.ImportReport](workflow.Job{State: workflow.JobDone, Report: j.Report}, "")
			if err != nil || !j.Cancelled() || report.Added != kept() || report.Added == rows || report.Batch != j.ID {
				t.Errorf("%v: %s, %d added of %d, %d are in", err, j.State, report.Added, report.Units, kept())
			}
			out, err := n.Units.Undo(ctx, who, j.ID)
			if err != nil || out.Done != report.Added || kept() != 0 {
				t.Errorf("%v: %d are taken out, %d are left", err, out.Done, kept())
			}
		})
	}
}

func await(t *testing.T, what string, is func() bool) {
	t.Helper()
	for begun := time.Now(); !is(); time.Sleep(10 * time.Millisecond) {
		if time.Since(begun) > 30*time.Second {
			t.Fatal("not within 30 s:", what)
		}
	}
}
