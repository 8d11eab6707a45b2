package job

import (
	"bytes"
	"compress/flate"
	"context"
	"encoding/json"
	"fmt"
	"io"

	"truchement/workflow"
)

// pieceSize is how much of a file, packed, one part has: so much is written in one transaction.
const pieceSize = 1 << 20

// AddFile takes in a job as Add does, whose first part is kept as JSON and whose others are a file, packed: it is
// held nowhere as a whole. The steps of the job are the file's KiB. The kind must be Filed.
func (u *UseCases) AddFile(
	ctx context.Context, who workflow.Actor, verb workflow.Verb, kind string, first any, file io.Reader,
) (j workflow.Job, err error) {
	if err := who.May(verb); err != nil {
		return j, err
	}
	if !u.kinds[kind].Filed {
		return j, fmt.Errorf("job of kind %q: it has no file", kind)
	}
	head, err := json.Marshal(first)
	if err != nil {
		return j, fmt.Errorf("first part of a job: %w", err)
	}
	j = workflow.Job{ID: u.NewID(), Kind: kind, By: who.ID, At: u.Time(), State: workflow.JobArriving}
	err = u.update(ctx, who, func(t *txn) error {
		if err := u.addJob(t, j); err != nil {
			return err
		}
		return t.AddJobPart(j.ID, 0, head)
	})
	if err != nil {
		return j, err
	}
	size, err := u.keepFile(ctx, who, j.ID, file)
	if err == nil {
		j.State, j.Total = workflow.JobWaiting, int(size>>10)+1
		err = u.update(ctx, who, func(t *txn) error { return t.UpdateJob(j) })
	}
	if err != nil {
		_ = u.update(context.WithoutCancel(ctx), who, func(t *txn) error { return t.RemoveJob(j.ID) })
		return j, err
	}
	u.wakeUp()
	return j, nil
}

// keepFile keeps a file as the parts of a job from 1 on, and answers its size in bytes.
func (u *UseCases) keepFile(
	ctx context.Context, who workflow.Actor, id string, file io.Reader,
) (size int64, err error) {
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.BestSpeed)
	if err != nil {
		return 0, err
	}
	n := 0
	keep := func(least int) error {
		for packed.Len() >= least && packed.Len() > 0 {
			piece := bytes.Clone(packed.Next(pieceSize))
			n++
			err := u.update(ctx, who, func(t *txn) error { return t.AddJobPart(id, n, piece) })
			if err != nil {
				return err
			}
		}
		return nil
	}
	buf := make([]byte, 256<<10)
	for {
		k, err := file.Read(buf)
		size += int64(k)
		if _, err := w.Write(buf[:k]); err != nil {
			return size, err
		}
		if err := keep(pieceSize); err != nil {
			return size, err
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return size, err
		}
	}
	if err := w.Close(); err != nil {
		return size, err
	}
	return size, keep(1)
}

// FileNames are the names of the files of jobs, by the ids of the jobs: the "name" of the first part, or of the report
// once the file was dropped. A job that is forgotten meanwhile has none.
func (u *UseCases) FileNames(
	ctx context.Context, who workflow.Actor, verb workflow.Verb, jobs ...workflow.Job,
) (map[string]string, error) {
	if err := who.May(verb); err != nil {
		return nil, err
	}
	names := map[string]string{}
	err := u.view(ctx, func(t *txn) error {
		for _, j := range jobs {
			said, err := t.aboutFile(j.ID)
			if err != nil {
				return err
			}
			var file struct {
				Name string `json:"name"`
			}
			if err := json.Unmarshal(said, &file); err != nil {
				return fmt.Errorf("name of the file of job %s: %w", j.ID, err)
			}
			names[j.ID] = file.Name
		}
		return nil
	})
	return names, err
}

// aboutFile is what a job says of its file, as JSON.
func (t *txn) aboutFile(id string) ([]byte, error) {
	said, err := t.JobPart(id, 0)
	if workflow.KindOf(err) != workflow.NotFound {
		return said, err
	}
	j, err := t.Job(id)
	if workflow.KindOf(err) == workflow.NotFound || err == nil && len(j.Report) == 0 {
		return []byte("{}"), nil
	}
	return j.Report, err
}

// files are the files of jobs, for handlers.
type files struct{ *UseCases }

var _ workflow.JobFiles = files{}

// Open reads the file of a job.
func (f files) Open(ctx context.Context, id string) io.Reader {
	return flate.NewReader(&pieces{ctx: ctx, UseCases: f.UseCases, id: id})
}

// Drop forgets the file of a job.
func (f files) Drop(ctx context.Context, id string) error {
	return f.update(ctx, workflow.Operator(), func(t *txn) error { return t.RemoveJobParts(id, 0) })
}

// pieces reads the parts of a job from 1 on, one at a time.
type pieces struct {
	*UseCases
	ctx  context.Context //nolint:containedctx // Read of an io.Reader has no parameter for it
	id   string
	n    int
	rest []byte
}

// Read reads what comes next.
func (p *pieces) Read(b []byte) (int, error) {
	for len(p.rest) == 0 {
		err := p.view(p.ctx, func(t *txn) (err error) {
			p.rest, err = t.JobPart(p.id, p.n+1)
			return err
		})
		if workflow.KindOf(err) == workflow.NotFound && p.n > 0 {
			return 0, io.EOF
		}
		if err != nil {
			return 0, err
		}
		p.n++
	}
	n := copy(b, p.rest)
	p.rest = p.rest[n:]
	return n, nil
}

// Cancel ends a job of the actor before its time, on any node. What it has done is kept, with the report of its handler
// where that runs.
func (u *UseCases) Cancel(ctx context.Context, who workflow.Actor, verb workflow.Verb, id string) error {
	if err := who.May(verb); err != nil {
		return err
	}
	err := u.update(ctx, who, func(t *txn) error {
		j, err := t.Job(id)
		switch {
		case err != nil:
			return err
		case j.By != who.ID:
			return workflow.Fail(workflow.NotFound, "error.not-found")
		case j.Ended():
			return workflow.Fail(workflow.Conflict, "job.ended")
		}
		j.State, j.Runner = workflow.JobFailed, ""
		j.Problem = &workflow.Problem{Kind: workflow.Conflict, ID: "job.cancelled"}
		if err := u.dropParts(t, j); err != nil {
			return err
		}
		return t.UpdateJob(j)
	})
	if err == nil {
		u.running.stop(id)
	}
	return err
}

// dropParts forgets what a job that has ended was about, but a file, which another job may still need.
func (u *UseCases) dropParts(t *txn, j workflow.Job) error {
	switch k := u.kinds[j.Kind]; {
	case k.Filed:
		return nil
	case k.Asked:
		return t.RemoveJobParts(j.ID, 1)
	}
	return t.RemoveJobParts(j.ID, 0)
}
