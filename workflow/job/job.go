// Package job carries out work that outlives the request which asked for it: it is kept by the
// store, shows how far it is, and continues after a restart.
package job

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"truchement/workflow"
)

const (
	leaseTime   = 15 * time.Second       // how long a runner that died keeps its job
	leaseRenews = 2 * time.Second        // also how late progress is seen
	cancelLooks = 250 * time.Millisecond // how late a cancellation on another node is seen
	pollTime    = 5 * time.Second        // how late a job that another node took in is seen
	arrivalTime = time.Hour              // how long the parts of a job may take to be kept
	mostTries   = 3                      // a job that ends the program so often is given up
	mostWaiting = 8                      // of one kind and person
)

// Handler carries out the jobs of one kind. It returns what the job's page shows of the outcome, with an
// error too, which is kept as JSON. It may be called again for a job that it had begun, after the
// program has stopped, and must then not do twice what it did. It returns early when ctx ends.
type Handler func(ctx context.Context, who workflow.Actor, t workflow.JobTask) (report any, err error)

// Kind is a kind of jobs.
type Kind struct {
	Run  Handler
	Kept int // how many ended jobs of a person are kept, with their reports and files
	// Filed says that its parts from the second on are a file (AddFile), which stays until the job is
	// forgotten or its file dropped. The handler reads it by Files; Parts is the first one alone.
	Filed bool
	// Asked says that its first part is what was asked for, which stays until the job is forgotten.
	Asked bool
}

// UseCases are the use cases of this package. They are safe for concurrent use.
type UseCases struct {
	*workflow.Core
	kinds  map[string]Kind
	runner string
	wake   chan struct{}

	running running
}

// New makes the use cases; kinds are by their names.
func New(core *workflow.Core, kinds map[string]Kind) *UseCases {
	return &UseCases{Core: core, kinds: kinds, runner: core.NewID(),
		wake: make(chan struct{}, 1)}
}

// txn is one transaction of one actor, with the parts of the store that these use cases need.
type txn struct {
	workflow.Txn
	workflow.JobTx
	workflow.PersonTx
}

func (u *UseCases) update(ctx context.Context, who workflow.Actor, fn func(*txn) error) error {
	return u.Update(ctx, who, func(tx workflow.Tx, t workflow.Txn) error {
		return fn(&txn{Txn: t, JobTx: tx.JobTx, PersonTx: tx.PersonTx})
	})
}

func (u *UseCases) view(ctx context.Context, fn func(*txn) error) error {
	return u.View(ctx, func(tx workflow.Tx) error {
		return fn(&txn{JobTx: tx.JobTx, PersonTx: tx.PersonTx})
	})
}

// Add takes in a job of a kind, of total steps as far as is known. Its parts are kept as JSON, a
// transaction each, so that large ones make no other transaction wait. It is TooMany when too many jobs of that
// kind wait.
func (u *UseCases) Add(
	ctx context.Context, who workflow.Actor, verb workflow.Verb, kind string, total int, parts ...any,
) (workflow.Job, error) {
	if err := who.May(verb); err != nil {
		return workflow.Job{}, err
	}
	if u.kinds[kind].Run == nil {
		return workflow.Job{}, fmt.Errorf("job of kind %q: no handler", kind)
	}
	bodies := make([][]byte, len(parts))
	for i, p := range parts {
		var err error
		if bodies[i], err = json.Marshal(p); err != nil {
			return workflow.Job{}, fmt.Errorf("part %d of a job: %w", i, err)
		}
	}
	j := workflow.Job{ID: u.NewID(), Kind: kind, By: who.ID, At: u.Time(),
		State: workflow.JobArriving, Total: total}
	_, err := u.UpdateWhile(ctx, who, func(tx workflow.Tx, _ workflow.Txn, i int) (more bool, err error) {
		switch {
		case i == 0:
			return true, u.addJob(tx.JobTx, j)
		case i <= len(bodies):
			return true, tx.AddJobPart(j.ID, i-1, bodies[i-1])
		}
		j.State = workflow.JobWaiting
		return false, tx.UpdateJob(j)
	})
	u.wakeUp()
	return j, err
}

// wakeUp has a runner of this program look for jobs.
func (u *UseCases) wakeUp() {
	select {
	case u.wake <- struct{}{}:
	default:
	}
}

// addJob keeps a new job, and forgets the oldest of the same person that have ended.
func (u *UseCases) addJob(tx workflow.JobTx, j workflow.Job) error {
	all, err := tx.Jobs(j.Kind)
	if err != nil {
		return err
	}
	waiting, ended := 0, 0
	for _, other := range all {
		if other.By != j.By { // the jobs of one person neither delay those of another nor remove their files
			continue
		}
		remove := false
		switch {
		case other.Ended():
			ended++
			remove = ended >= u.kinds[j.Kind].Kept
		case other.State == workflow.JobArriving:
			remove = j.At.Sub(other.At) > arrivalTime // its program stopped before it was kept
		default:
			waiting++
		}
		if !remove {
			continue
		}
		if err := tx.RemoveJob(other.ID); err != nil {
			return err
		}
	}
	if waiting >= mostWaiting {
		return workflow.Fail(workflow.TooMany, "job.busy")
	}
	return tx.AddJob(j)
}

// Job is one job, and its first part until it has ended: a job that has ended has a report instead.
func (u *UseCases) Job(
	ctx context.Context, who workflow.Actor, verb workflow.Verb, id string,
) (j workflow.Job, first []byte, err error) {
	if err := who.May(verb); err != nil {
		return j, nil, err
	}
	err = u.view(ctx, func(t *txn) (err error) {
		first = nil
		if j, err = t.Job(id); err != nil || j.Ended() {
			return err
		}
		first, err = t.JobPart(id, 0)
		if workflow.KindOf(err) == workflow.NotFound {
			return nil // it has no parts
		}
		return err
	})
	return j, first, err
}

// Jobs are the jobs of a kind, newest first, without their reports.
func (u *UseCases) Jobs(
	ctx context.Context, who workflow.Actor, verb workflow.Verb, kind string,
) (all []workflow.Job, err error) {
	if err := who.May(verb); err != nil {
		return nil, err
	}
	err = u.view(ctx, func(t *txn) error {
		all, err = t.Jobs(kind)
		return err
	})
	return slices.DeleteFunc(all, func(j workflow.Job) bool {
		return j.State == workflow.JobArriving
	}), err
}

// Run carries out jobs one after the other until ctx ends. What is under way then is given back
// and is taken up by the next Run, here or on another node.
func (u *UseCases) Run(ctx context.Context, log *slog.Logger) {
	timer := time.NewTicker(pollTime)
	defer timer.Stop()
	for ctx.Err() == nil {
		j, parts, who, err := u.claim(ctx)
		switch {
		case err == nil:
			u.carryOut(ctx, log, j, parts, who)
			continue
		case !errors.Is(err, &workflow.Error{Kind: workflow.NotFound}) && ctx.Err() == nil:
			log.LogAttrs(ctx, slog.LevelError, "jobs cannot be read", slog.Any("error", err))
		}
		select {
		case <-ctx.Done():
		case <-u.wake:
		case <-timer.C:
		}
	}
}

// claim takes up the oldest job that waits, or whose runner is gone.
func (u *UseCases) claim(
	ctx context.Context,
) (j workflow.Job, parts [][]byte, who workflow.Actor, err error) {
	// Asked outside of the writer first: nearly always nothing waits.
	err = u.view(ctx, func(t *txn) error {
		_, err := t.NextJob(u.Time())
		return err
	})
	if err != nil {
		return j, nil, who, err
	}
	err = u.update(ctx, workflow.Operator(), func(t *txn) error {
		if j, err = t.NextJob(t.Now); err != nil {
			return err
		}
		j.State, j.Runner, j.Lease = workflow.JobRunning, u.runner, t.Now.Add(leaseTime)
		j.Tries++
		return t.UpdateJob(j)
	})
	if err != nil {
		return j, nil, who, err
	}
	err = u.view(ctx, func(t *txn) error {
		if parts, err = u.partsOf(t, j); err != nil {
			return err
		}
		p, err := t.Person(j.By)
		p.Password = ""
		who = workflow.Actor{Person: p, Scope: workflow.FullScope}
		if j.By == workflow.Operator().ID {
			who, err = workflow.Operator(), nil
		}
		return err
	})
	return j, parts, who, err
}

// partsOf are the parts that the handler of a job is given.
func (u *UseCases) partsOf(t *txn, j workflow.Job) ([][]byte, error) {
	if !u.kinds[j.Kind].Filed {
		return t.JobParts(j.ID)
	}
	first, err := t.JobPart(j.ID, 0)
	return [][]byte{first}, err
}

// carryOut runs the handler of a job, and keeps what became of it.
func (u *UseCases) carryOut(
	ctx context.Context, log *slog.Logger, j workflow.Job, parts [][]byte, who workflow.Actor,
) {
	report, err := u.handle(ctx, log, &j, parts, who)
	end := j
	if report != nil {
		body, failed := json.Marshal(report)
		end.Report, err = body, cmp.Or(err, failed)
	}
	if errors.Is(err, errLost) { // the runner that has it now, or the cancellation, keeps what became of it
		u.keepDone(ctx, log, end)
		return
	}
	switch {
	case ctx.Err() != nil: // the program stops: the next runner begins anew
		end.State, end.Runner, end.Lease = workflow.JobWaiting, "", time.Time{}
		end.Tries, end.Report = end.Tries-1, nil
	case err != nil:
		end.State, end.Problem = workflow.JobFailed, workflow.ProblemOf(err)
	default:
		end.State, end.Steps = workflow.JobDone, end.Total
	}
	if err != nil && workflow.KindOf(err) == workflow.Internal && ctx.Err() == nil {
		log.LogAttrs(ctx, slog.LevelError, "job failed", slog.String("job", j.ID),
			slog.String("kind", j.Kind), slog.Any("error", err))
	}
	keep, cancel := context.WithTimeout(context.WithoutCancel(ctx), leaseTime)
	defer cancel()
	if err := u.finish(keep, end); err != nil {
		log.LogAttrs(keep, slog.LevelError, "outcome of a job not kept",
			slog.String("job", j.ID), slog.Any("error", err))
	}
}

// keepDone keeps what a job had done when a person cancelled it.
func (u *UseCases) keepDone(ctx context.Context, log *slog.Logger, done workflow.Job) {
	keep, cancel := context.WithTimeout(context.WithoutCancel(ctx), leaseTime)
	defer cancel()
	err := u.update(keep, workflow.Operator(), func(t *txn) error {
		j, err := t.Job(done.ID)
		if err != nil || !j.Cancelled() || len(j.Report) > 0 {
			return err
		}
		j.Steps, j.Total, j.Report = done.Steps, done.Total, done.Report
		return t.UpdateJob(j)
	})
	if err != nil && workflow.KindOf(err) != workflow.NotFound {
		log.LogAttrs(keep, slog.LevelError, "outcome of a cancelled job not kept",
			slog.String("job", done.ID), slog.Any("error", err))
	}
}

// errLost says that a job was cancelled, or taken up by another runner.
var errLost = errors.New("job: no longer this runner's")

// handle runs the handler of j, keeps its lease and its progress up to date, and turns a panic into
// an error.
func (u *UseCases) handle(
	ctx context.Context, log *slog.Logger, j *workflow.Job, parts [][]byte, who workflow.Actor,
) (report any, err error) {
	if j.Tries > mostTries {
		return nil, workflow.Fail(workflow.Internal, "job.given-up")
	}
	handler := u.kinds[j.Kind].Run
	if handler == nil {
		return nil, fmt.Errorf("job of kind %q: no handler", j.Kind)
	}
	var mu sync.Mutex
	working, stop := context.WithCancelCause(ctx)
	defer u.running.add(j.ID, func() { stop(errLost) })()
	var renewing sync.WaitGroup
	defer func() {
		lost := errors.Is(context.Cause(working), errLost)
		stop(nil)
		renewing.Wait()
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		} else if lost {
			err = errLost
		}
	}()
	renewing.Go(func() {
		tick, look := time.NewTicker(leaseRenews), time.NewTicker(cancelLooks)
		defer tick.Stop()
		defer look.Stop()
		for {
			select {
			case <-working.Done():
				return
			case <-look.C:
				if u.isLost(working, j.ID) {
					stop(errLost)
				}
			case <-tick.C:
				mu.Lock()
				now := *j
				mu.Unlock()
				if err := u.renew(working, now); errors.Is(err, errLost) {
					stop(errLost)
				} else if err != nil && working.Err() == nil {
					log.LogAttrs(ctx, slog.LevelError, "lease of a job not renewed",
						slog.String("job", j.ID), slog.Any("error", err))
				}
			}
		}
	})
	pieces := 0
	return handler(working, who, workflow.JobTask{Job: *j, Parts: parts, Files: files{u},
		Progress: func(steps, total int) {
			mu.Lock()
			defer mu.Unlock()
			j.Steps, j.Total = steps, total
		},
		Keep: func(ctx context.Context, piece []byte) error {
			pieces++
			return u.keepPiece(ctx, j.ID, pieces-1, piece)
		}})
}

// keepPiece keeps a piece of a job's file, as long as the job is this runner's.
func (u *UseCases) keepPiece(ctx context.Context, id string, n int, piece []byte) error {
	return u.update(ctx, workflow.Operator(), func(t *txn) error {
		kept, err := t.Job(id)
		if err == nil && kept.Runner != u.runner {
			err = workflow.Fail(workflow.Conflict, "job.given-up")
		}
		if err != nil {
			return err
		}
		return t.SetJobFile(id, n, piece)
	})
}

// WriteFile writes the file that came of a job of who's own. A job that is forgotten meanwhile is an
// error, not the end of its file.
func (u *UseCases) WriteFile(ctx context.Context, who workflow.Actor, id string, w io.Writer) error {
	for n := 0; ; n++ {
		var piece []byte
		end := false
		err := u.view(ctx, func(t *txn) error {
			j, err := t.Job(id)
			if err == nil && j.By != who.ID {
				err = workflow.Fail(workflow.NotFound, "error.not-found")
			}
			if err != nil {
				return err
			}
			piece, err = t.JobFile(id, n)
			end = n > 0 && workflow.KindOf(err) == workflow.NotFound
			return err
		})
		if end {
			return nil
		}
		if err != nil {
			return err
		}
		if _, err := w.Write(piece); err != nil {
			return err
		}
	}
}

// isLost reports whether a job is no longer this runner's, as far as can be read.
func (u *UseCases) isLost(ctx context.Context, id string) (lost bool) {
	err := u.view(ctx, func(t *txn) error {
		j, err := t.Job(id)
		lost = err == nil && j.Runner != u.runner
		return err
	})
	return err == nil && lost
}

// renew keeps how far a job is, and that its runner lives.
func (u *UseCases) renew(ctx context.Context, j workflow.Job) error {
	return u.update(ctx, workflow.Operator(), func(t *txn) error {
		kept, err := t.Job(j.ID)
		if err != nil {
			return err
		}
		if kept.Runner != u.runner {
			return errLost
		}
		j.Lease = t.Now.Add(leaseTime)
		return t.UpdateJob(j)
	})
}

// finish keeps the outcome of a job that is still this runner's.
func (u *UseCases) finish(ctx context.Context, j workflow.Job) error {
	return u.update(ctx, workflow.Operator(), func(t *txn) error {
		kept, err := t.Job(j.ID)
		if err != nil || kept.Runner != u.runner {
			return err
		}
		if j.Ended() {
			j.Lease, j.Runner = time.Time{}, ""
			if err := u.dropParts(t, j); err != nil {
				return err
			}
		}
		return t.UpdateJob(j)
	})
}
