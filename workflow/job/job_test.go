package job_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"truchement/workflow"
	"truchement/workflow/job"
	"truchement/workflow/story"
)

const kind = "test"

// run lets jobs be carried out until the first of kind is in a state.
func run(t *testing.T, r *story.Runner, u *job.UseCases, want workflow.JobState) workflow.Job {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { u.Run(ctx, slog.New(slog.DiscardHandler)); close(done) }()
	defer func() { stop(); <-done }()
	for range 500 {
		all, err := u.Jobs(ctx, r.People["amina"], workflow.AlignTexts, kind)
		if err != nil {
			t.Fatal(err)
		}
		if len(all) > 0 && all[0].State == want {
			j, _, err := u.Job(ctx, r.People["amina"], workflow.AlignTexts, all[0].ID)
			if err != nil {
				t.Fatal(err)
			}
			return j
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("no job came to be %s", want)
	return workflow.Job{}
}

func core(r *story.Runner, clock func() time.Time) *workflow.Core {
	return workflow.NewCore(r.Store, workflow.CoreOptions{Now: clock})
}

// kinds are jobs of one kind.
func kinds(run job.Handler) map[string]job.Kind {
	return map[string]job.Kind{kind: {Run: run, Kept: 50}}
}

func TestJobIsCarriedOutWithItsParts(t *testing.T) {
	r := story.New(t)
	u := job.New(core(r, nil), kinds(func(_ context.Context, who workflow.Actor, task workflow.JobTask) (any, error) {
		if who.ID != r.People["amina"].ID || !who.Can(workflow.AlignTexts) {
			t.Errorf("carried out for %q", who.Name)
		}
		task.Progress(1, 2)
		var words []string
		for _, p := range task.Parts {
			var word string
			if err := json.Unmarshal(p, &word); err != nil {
				return nil, err
			}
			words = append(words, word)
		}
		return words, nil
	}))
	if _, err := u.Add(r.Ctx(), r.People["amina"], workflow.AlignTexts, kind, 0, "un", "deux"); err != nil {
		t.Fatal(err)
	}
	j := run(t, r, u, workflow.JobDone)
	if got, want := string(j.Report), `["un","deux"]`; got != want || j.Steps != 2 || j.Total != 2 {
		t.Errorf("report %s after %d of %d steps, want %s after 2 of 2", got, j.Steps, j.Total, want)
	}
	err := r.Store.View(r.Ctx(), func(tx workflow.Tx) error {
		parts, err := tx.JobParts(j.ID)
		if len(parts) > 0 {
			t.Errorf("%d parts are kept of a job that is done", len(parts))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A program that stops gives its job back; one that is killed loses it when its lease ends. Either
// way it begins anew.
func TestJobGoesOnAfterARestart(t *testing.T) {
	tests := []struct {
		name   string
		killed bool
	}{{"stopped", false}, {"killed", true}}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := story.New(t)
			var later atomic.Int64
			clock := func() time.Time { return time.Now().Add(time.Duration(later.Load())) }
			began := make(chan struct{})
			first := job.New(core(r, clock), kinds(func(ctx context.Context, _ workflow.Actor, task workflow.JobTask) (any, error) {
				close(began)
				<-ctx.Done()
				return nil, ctx.Err()
			}))
			if _, err := first.Add(r.Ctx(), r.People["amina"], workflow.AlignTexts, kind, 0, 1); err != nil {
				t.Fatal(err)
			}
			ctx, stop := context.WithCancel(context.Background())
			done := make(chan struct{})
			go func() { first.Run(ctx, slog.New(slog.DiscardHandler)); close(done) }()
			<-began
			if tt.killed {
				later.Store(int64(time.Minute)) // its lease has ended, and nothing was given back
				defer func() { stop(); <-done }()
			} else {
				stop()
				<-done
			}
			second := job.New(core(r, clock), kinds(func(_ context.Context, _ workflow.Actor, task workflow.JobTask) (any, error) {
				return string(task.Parts[0]), nil
			}))
			if j := run(t, r, second, workflow.JobDone); string(j.Report) != `"1"` {
				t.Errorf("report %s, want that of the second program", j.Report)
			}
		})
	}
}

func TestJobFailsWithItsProblem(t *testing.T) {
	tests := []struct {
		name string
		do   func() error
		want workflow.Problem
	}{
		{"a refusal", func() error { return workflow.Fail(workflow.Invalid, "align.long", "Limit", 12) },
			workflow.Problem{Kind: workflow.Invalid, ID: "align.long"}},
		{"an error", func() error { return errors.New("broken") },
			workflow.Problem{Kind: workflow.Internal, ID: "fault.internal"}},
		{"a panic", func() error { panic("broken") },
			workflow.Problem{Kind: workflow.Internal, ID: "fault.internal"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := story.New(t)
			u := job.New(core(r, nil), kinds(func(context.Context, workflow.Actor, workflow.JobTask) (any, error) {
				return nil, tt.do()
			}))
			if _, err := u.Add(r.Ctx(), r.People["amina"], workflow.AlignTexts, kind, 0); err != nil {
				t.Fatal(err)
			}
			j := run(t, r, u, workflow.JobFailed)
			if j.Problem.Kind != tt.want.Kind || j.Problem.ID != tt.want.ID {
				t.Errorf("problem %+v, want %+v", j.Problem, tt.want)
			}
			if limit := j.Problem.Args["Limit"]; limit != nil && limit != 12 {
				t.Errorf("limit %v (%T), want the number 12", limit, limit)
			}
		})
	}
}

func TestJobsAreBoundedAndAsked(t *testing.T) {
	r := story.New(t)
	u := job.New(core(r, nil), kinds(func(context.Context, workflow.Actor, workflow.JobTask) (any, error) {
		return nil, nil
	}))
	_, err := u.Add(r.Ctx(), r.People["lea"], workflow.AlignTexts, kind, 0)
	r.Refused("error.forbidden").Check("a reader's job", err)
	for range 8 {
		_, err := u.Add(r.Ctx(), r.People["amina"], workflow.AlignTexts, kind, 0)
		r.Check("add", err)
	}
	_, err = u.Add(r.Ctx(), r.People["amina"], workflow.AlignTexts, kind, 0)
	r.Refused("job.busy").Check("the ninth", err)
	if _, err := u.Add(r.Ctx(), r.People["amina"], workflow.AlignTexts, "other", 0); err == nil {
		t.Error("a job of an unknown kind is taken in")
	}
}

// A job during which the program ended three times is given up, not begun a fourth time.
func TestJobThatEndsTheProgramIsGivenUp(t *testing.T) {
	for tries, want := range map[int]workflow.JobState{2: workflow.JobDone, 3: workflow.JobFailed} {
		r := story.New(t)
		u := job.New(core(r, nil), kinds(func(context.Context, workflow.Actor, workflow.JobTask) (any, error) {
			return nil, nil
		}))
		r.Behind(func(tx workflow.Tx) error {
			return tx.AddJob(workflow.Job{ID: "j", Kind: kind, By: r.People["amina"].ID, At: r.Clock,
				State: workflow.JobRunning, Tries: tries, Runner: "another", Lease: r.Clock})
		})
		j := run(t, r, u, want)
		if given := j.Problem != nil && j.Problem.ID == "job.given-up"; given != (tries == 3) {
			t.Errorf("after %d tries: problem %+v", tries, j.Problem)
		}
	}
}

// A handler that fails half way says what it did.
func TestFailedJobKeepsItsReport(t *testing.T) {
	r := story.New(t)
	u := job.New(core(r, nil), kinds(func(context.Context, workflow.Actor, workflow.JobTask) (any, error) {
		return "half", workflow.Fail(workflow.Invalid, "align.long")
	}))
	added, err := u.Add(r.Ctx(), r.People["amina"], workflow.AlignTexts, kind, 4, "head")
	r.Check("add", err)
	j, first, err := u.Job(r.Ctx(), r.People["amina"], workflow.AlignTexts, added.ID)
	if err != nil || string(first) != `"head"` || j.Total != 4 {
		t.Errorf("waiting: %d steps, first part %s (%v)", j.Total, first, err)
	}
	if j = run(t, r, u, workflow.JobFailed); string(j.Report) != `"half"` {
		t.Errorf("report %s", j.Report)
	}
}

// The file of a job is kept in pieces and written whole, to its maker alone; a job that is begun again begins
// its file anew, and only the last ones are kept.
func TestJobKeepsItsFile(t *testing.T) {
	r := story.New(t)
	tries := 0
	u := job.New(core(r, nil), map[string]job.Kind{kind: {Kept: 2, Run: func(
		ctx context.Context, _ workflow.Actor, task workflow.JobTask,
	) (any, error) {
		pieces := []string{"un ", "deux"}
		if tries++; tries == 1 {
			pieces = []string{"a", "b", "c"}
		}
		for _, p := range pieces {
			if err := task.Keep(ctx, []byte(p)); err != nil {
				return nil, err
			}
		}
		if tries == 1 {
			return nil, workflow.Fail(workflow.Invalid, "align.long")
		}
		return nil, nil
	}}})
	amina := r.People["amina"]
	add := func() workflow.Job {
		j, err := u.Add(r.Ctx(), amina, workflow.AlignTexts, kind, 0)
		r.Check("add", err)
		return j
	}
	first := add()
	run(t, r, u, workflow.JobFailed)
	r.Behind(func(tx workflow.Tx) error {
		j, err := tx.Job(first.ID)
		j.State = workflow.JobWaiting
		return errors.Join(err, tx.UpdateJob(j))
	})
	run(t, r, u, workflow.JobDone)
	read := func(who workflow.Actor, id string) (string, error) {
		var b strings.Builder
		err := u.WriteFile(r.Ctx(), who, id, &b)
		return b.String(), err
	}
	if got, err := read(amina, first.ID); got != "un deux" || err != nil {
		t.Errorf("file %q (%v), want the second try's", got, err)
	}
	_, err := read(r.People["luc"], first.ID)
	r.Refused("error.not-found").Check("another's file", err)
	for range 3 { // the jobs of another person remove nothing of hers
		_, err := u.Add(r.Ctx(), r.People["luc"], workflow.AlignTexts, kind, 0)
		r.Check("add", err)
		run(t, r, u, workflow.JobDone)
	}
	if got, err := read(amina, first.ID); got != "un deux" || err != nil {
		t.Errorf("file %q (%v) after the jobs of another person", got, err)
	}
	for range 2 {
		add()
		run(t, r, u, workflow.JobDone)
	}
	if got, err := read(amina, first.ID); err == nil {
		t.Errorf("file %q of a job that is forgotten", got)
	}
}

// A runner that another one took its job from keeps no piece of its file.
func TestFileIsOfOneRunner(t *testing.T) {
	r := story.New(t)
	kept := make(chan error, 1)
	u := job.New(core(r, nil), kinds(func(ctx context.Context, _ workflow.Actor, task workflow.JobTask) (any, error) {
		r.Behind(func(tx workflow.Tx) error {
			j, err := tx.Job(task.ID)
			j.Runner = "another"
			return errors.Join(err, tx.UpdateJob(j))
		})
		kept <- task.Keep(ctx, []byte("x"))
		return nil, nil
	}))
	_, err := u.Add(r.Ctx(), r.People["amina"], workflow.AlignTexts, kind, 0)
	r.Check("add", err)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { u.Run(ctx, slog.New(slog.DiscardHandler)); close(done) }()
	defer func() { stop(); <-done }()
	r.Refused("job.given-up").Check("a piece of the runner before", <-kept)
}
