package part

import (
	"fmt"
	"mime/multipart"
	"slices"

	"truchement/ui/web"
	"truchement/workflow"
)

// FileImport is how a room brings files in: a job tries a file, and another takes in what was tried.
type FileImport struct {
	Path          string // address of the page with the form; a job is below it
	May           workflow.Verb
	Trial, Taking string // kinds of the jobs
	Counted       string // message that says how many things are taken in, as Count
	// Kept counts what an import has kept by now.
	Kept func(c *web.Call, job string) (int, error)
}

// SentFile opens the file of a form, with its name. The caller closes it.
func SentFile(c *web.Call) (name string, file multipart.File, err error) {
	sent := c.Uploaded("file")
	if sent == nil {
		return "", nil, workflow.Fail(workflow.Invalid, "memory.no-file")
	}
	if file, err = sent.Open(); err != nil {
		return "", nil, fmt.Errorf("open an upload: %w", err)
	}
	return web.FileName(sent.Filename), file, nil
}

// Jobs lists the files of before, as rows.
func (i FileImport) Jobs(c *web.Call) (rows []JobRow, err error) {
	for _, kind := range []string{i.Taking, i.Trial} {
		jobs, err := c.Server.Job.Jobs(c.Ctx(), c.Actor, i.May, kind)
		if err != nil {
			return nil, err
		}
		names, err := c.Server.Job.FileNames(c.Ctx(), c.Actor, i.May, jobs...)
		if err != nil {
			return nil, err
		}
		for _, j := range jobs {
			rows = append(rows, JobRow{i.Path + "/" + j.ID, names[j.ID], j.At, c.T(stateID(j)), kind == i.Trial})
		}
	}
	return rows, nil
}

// Read reads the job that the address names, and how far it is.
func (i FileImport) Read(c *web.Call) (workflow.Job, FileJob, error) {
	j, err := i.job(c, i.Trial, i.Taking)
	if err != nil {
		return j, FileJob{}, err
	}
	if j.Kind == i.Taking && !j.Ended() && j.Steps == 0 { // how far it is may not be kept yet, as after the program was killed
		if j.Steps, err = i.Kept(c, j.ID); err != nil {
			return j, FileJob{}, err
		}
	}
	f := newFileJob(c, j, j.Kind == i.Trial, i.Counted)
	names, err := c.Server.Job.FileNames(c.Ctx(), c.Actor, i.May, j)
	f.Name = names[j.ID]
	return j, f, err
}

// job reads the job that the address names, which is of one of some kinds.
func (i FileImport) job(c *web.Call, kinds ...string) (workflow.Job, error) {
	j, _, err := c.Server.Job.Job(c.Ctx(), c.Actor, i.May, c.Param("id"))
	if err == nil && !slices.Contains(kinds, j.Kind) {
		err = workflow.Fail(workflow.NotFound, "error.not-found")
	}
	return j, err
}

// Start takes in what the trial that the address names has found. Order says what of it, and in how many
// steps.
func (i FileImport) Start(
	c *web.Call, order func(trial workflow.Job, agreeing bool) (steps int, in any, err error),
) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	j, err := i.job(c, i.Trial)
	if err != nil {
		return err
	}
	steps, in, err := order(j, f.Value("agreeing") != "")
	var next workflow.Job
	if err == nil {
		next, err = c.Server.Job.Add(c.Ctx(), c.Actor, i.May, i.Taking, steps, in)
	}
	return i.answer(c, f, next.ID, err)
}

// Cancel ends the job that the address names before its time.
func (i FileImport) Cancel(c *web.Call) error {
	err := c.Server.Job.Cancel(c.Ctx(), c.Actor, i.May, c.Param("id"))
	return i.answer(c, &web.Form{}, c.Param("id"), err)
}

// answer goes to a job, or says on the page of the one before why there is none.
func (i FileImport) answer(c *web.Call, f *web.Form, id string, err error) error {
	if err != nil && c.Refused(f, err, nil) {
		return c.Failed(i.Path+"/"+c.Param("id"), f.Problem)
	}
	if err != nil {
		return err
	}
	return c.Done(i.Path+"/"+id, "")
}
