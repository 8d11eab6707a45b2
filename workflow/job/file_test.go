package job_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"log/slog"
	"math/rand/v2"
	"slices"
	"testing"
	"testing/iotest"
	"time"

	"truchement/workflow"
	"truchement/workflow/job"
	"truchement/workflow/story"
)

// noise is a file that cannot be packed.
func noise(n int) []byte {
	b := make([]byte, n)
	from := rand.NewChaCha8([32]byte{1})
	_, _ = from.Read(b)
	return b
}

func TestJobReadsItsFile(t *testing.T) {
	for name, body := range map[string][]byte{"of several pieces": noise(3<<20 + 17), "empty": nil} {
		t.Run(name, func(t *testing.T) {
			r := story.New(t)
			all := map[string]job.Kind{kind: {Kept: 2, Filed: true, Run: func(ctx context.Context, _ workflow.Actor, task workflow.JobTask) (any, error) {
				if len(task.Parts) != 1 || string(task.Parts[0]) != `"x"` {
					t.Errorf("parts %q, want the first alone", task.Parts)
				}
				h := sha256.New()
				n, err := io.Copy(h, task.Files.Open(ctx, task.ID))
				if !bytes.Equal(h.Sum(nil), sumOf(body)) {
					t.Errorf("%d bytes are not those that were sent", n)
				}
				return n, err
			}}}
			u := job.New(core(r, nil), all)
			_, err := u.AddFile(r.Ctx(), r.People["amina"], workflow.AlignTexts, kind, "x", bytes.NewReader(body))
			r.CheckNow("add", err)
			j := run(t, r, u, workflow.JobDone)
			if j.Total != len(body)>>10+1 {
				t.Errorf("%d steps for %d bytes", j.Total, len(body))
			}
			parts := countParts(r, j.ID)
			if parts < 2 {
				t.Errorf("%d parts, want the file kept", parts)
			}
		})
	}
}

func sumOf(b []byte) []byte {
	s := sha256.Sum256(b)
	return s[:]
}

func countParts(r *story.Runner, id string) (n int) {
	r.CheckNow("parts", r.Store.View(r.Ctx(), func(tx workflow.Tx) error {
		parts, err := tx.JobParts(id)
		n = len(parts)
		return err
	}))
	return n
}

// A job says the name of its file while it waits, after it has failed, and when its file was dropped.
func TestFileNameStaysAfterTheJob(t *testing.T) {
	type about struct {
		Name string `json:"name"`
	}
	r := story.New(t)
	who := r.People["amina"]
	u := job.New(core(r, nil), map[string]job.Kind{kind: {Kept: 9, Filed: true,
		Run: func(ctx context.Context, _ workflow.Actor, task workflow.JobTask) (any, error) {
			in, err := workflow.JobPart[about](task)
			if err != nil || in.Name == "bad" {
				return nil, workflow.Fail(workflow.Invalid, "memory.damaged-file")
			}
			return about{in.Name + ", reported"}, task.Files.Drop(ctx, task.ID)
		}}})
	var ids []workflow.Job
	for _, name := range []string{"bad", "good"} {
		j, err := u.AddFile(r.Ctx(), who, workflow.AlignTexts, kind, about{name}, bytes.NewReader(nil))
		r.CheckNow("add", err)
		ids = append(ids, j)
	}
	check := func(when string, want ...string) {
		t.Helper()
		names, err := u.FileNames(r.Ctx(), who, workflow.AlignTexts, append(ids, workflow.Job{ID: "forgotten"})...)
		if got := []string{names[ids[0].ID], names[ids[1].ID], names["forgotten"]}; err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %q, %v; want %q", when, got, err, want)
		}
	}
	check("waiting", "bad", "good", "")
	run(t, r, u, workflow.JobDone)
	check("ended", "bad", "good, reported", "")
	_, err := u.FileNames(r.Ctx(), r.People["amina"], workflow.ManageMemory, ids...)
	r.Refused("error.forbidden").Check("a person who may not", err)
}

// A file that breaks off leaves no job.
func TestJobOfABrokenFileIsForgotten(t *testing.T) {
	r := story.New(t)
	u := job.New(core(r, nil), map[string]job.Kind{kind: {Kept: 2, Filed: true,
		Run: func(context.Context, workflow.Actor, workflow.JobTask) (any, error) { return nil, nil }}})
	broken := io.MultiReader(bytes.NewReader(noise(2<<20)), iotest.ErrReader(io.ErrUnexpectedEOF))
	j, err := u.AddFile(r.Ctx(), r.People["amina"], workflow.AlignTexts, kind, "x", broken)
	if !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("got %v", err)
	}
	if _, _, err := u.Job(r.Ctx(), r.People["amina"], workflow.AlignTexts, j.ID); workflow.KindOf(err) != workflow.NotFound {
		t.Errorf("the job is there: %v", err)
	}
	if n := countParts(r, j.ID); n > 0 {
		t.Errorf("%d parts are left", n)
	}
}

// A job that is cancelled stops at once, and keeps that it was and what it had done.
func TestJobIsCancelled(t *testing.T) {
	r := story.New(t)
	began, ended := make(chan struct{}), make(chan struct{})
	u := job.New(core(r, nil), kinds(func(ctx context.Context, _ workflow.Actor, t workflow.JobTask) (any, error) {
		close(began)
		<-ctx.Done()
		t.Progress(7, 9)
		close(ended)
		return "report", ctx.Err()
	}))
	j, err := u.Add(r.Ctx(), r.People["amina"], workflow.AlignTexts, kind, 0, 1)
	r.CheckNow("add", err)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { u.Run(ctx, slog.New(slog.DiscardHandler)); close(done) }()
	defer func() { stop(); <-done }()
	<-began
	if err := u.Cancel(ctx, r.People["luc"], workflow.AlignTexts, j.ID); workflow.KindOf(err) != workflow.NotFound {
		t.Errorf("another person cancels it: %v", err)
	}
	r.CheckNow("cancel", u.Cancel(ctx, r.People["amina"], workflow.AlignTexts, j.ID))
	select {
	case <-ended:
	case <-time.After(20 * time.Second):
		t.Fatal("the handler goes on")
	}
	var got workflow.Job
	for range 200 {
		if got, _, err = u.Job(ctx, r.People["amina"], workflow.AlignTexts, j.ID); err != nil || len(got.Report) > 0 {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	r.CheckNow("read", err)
	if got.State != workflow.JobFailed || !got.Cancelled() || string(got.Report) != `"report"` || got.Steps != 7 || got.Total != 9 {
		t.Errorf("%s with %v, report %q, %d of %d", got.State, got.Problem, got.Report, got.Steps, got.Total)
	}
	if n := countParts(r, j.ID); n > 0 {
		t.Errorf("%d parts are left", n)
	}
	err = u.Cancel(ctx, r.People["amina"], workflow.AlignTexts, j.ID)
	if !errors.Is(err, &workflow.Error{Kind: workflow.Conflict, ID: "job.ended"}) {
		t.Errorf("cancelled twice: %v", err)
	}
}

// What a job of a kind that says so was asked to do stays with it when it has ended, with the name of who asked.
func TestWhatWasAskedStays(t *testing.T) {
	r := story.New(t)
	u := job.New(core(r, nil), map[string]job.Kind{kind: {Kept: 3, Asked: true,
		Run: func(context.Context, workflow.Actor, workflow.JobTask) (any, error) { return nil, nil }}})
	j, err := u.Add(r.Ctx(), r.People["amina"], workflow.AlignTexts, kind, 0, "merge", "more")
	r.CheckNow("add", err)
	r.CheckNow("cancel", u.Cancel(r.Ctx(), r.People["amina"], workflow.AlignTexts, j.ID))
	if n := countParts(r, j.ID); n != 1 {
		t.Errorf("%d parts are left", n)
	}
	all, err := u.Asked(r.Ctx(), r.People["luc"], workflow.AlignTexts, j, workflow.Job{ID: "none", By: "none"})
	r.CheckNow("asked", err)
	if got := all[j.ID]; string(got.First) != `"merge"` || got.By != r.People["amina"].Name || all["none"].First != nil {
		t.Errorf("asked %q by %q, and %q", got.First, got.By, all["none"].First)
	}
	if _, err := u.Asked(r.Ctx(), workflow.Actor{}, workflow.AlignTexts, j); workflow.KindOf(err) == "" || err == nil {
		t.Error("a person without the right reads it")
	}
}
