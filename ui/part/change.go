package part

import (
	"net/http"

	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
)

// ManyChanges is how a room changes many things: by jobs, each with a page of its own.
type ManyChanges struct {
	Path     string // of the pages
	May      workflow.Verb
	Kind     string // of the jobs
	Counted  string // message that says how many things are done, as Count
	Home     string // address of what is changed
	HomeWord string // message that names it
}

// ChangePage is the data of the page of a change, for the part "change".
type ChangePage struct {
	web.Base
	JobProgress
	Home, HomeWord string
	Outcome        string // what became of it
	Warn           bool   // not all was done
	Undo           *web.UndoForm
}

// ChangeRow is a change in a list.
type ChangeRow struct{ Path, At, State string }

// shownChanges is how many of the last changes a list has.
const shownChanges = 5

// Begin has a job make a change of so many things, and goes to its page.
func (m ManyChanges) Begin(c *web.Call, total int, parts ...any) error {
	j, err := c.Server.Job.Add(c.Ctx(), c.Actor, m.May, m.Kind, total, parts...)
	if f := (&web.Form{}); err != nil && c.Refused(f, err, nil) {
		return c.Failed(m.Home, f.Problem)
	}
	if err != nil {
		return err
	}
	return c.Done(m.Path+"/"+j.ID, "")
}

// Show answers the page of the change that the address names. Undo is the form that undoes it, and said what became
// of it once it has ended.
func (m ManyChanges) Show(
	c *web.Call, undo func(batch string) *web.UndoForm, said func(p *ChangePage, j workflow.Job) error,
) error {
	j, err := m.job(c)
	if err != nil {
		return err
	}
	p := &ChangePage{Base: c.Base("memory.change"), Home: m.Home, HomeWord: c.T(m.HomeWord),
		JobProgress: newJobProgress(c, j, jobWords{Counted: m.Counted, Leave: "memory.leave-change"})}
	if len(j.Report) > 0 {
		if err := said(p, j); err != nil {
			return err
		}
	} else if p.Cancelled {
		p.Undo = undo(j.ID) // of what it had done by then
	}
	return c.Page(http.StatusOK, "change", p)
}

// Cancel ends the job that the address names before its time.
func (m ManyChanges) Cancel(c *web.Call) error {
	j, err := m.job(c)
	if err == nil {
		err = c.Server.Job.Cancel(c.Ctx(), c.Actor, m.May, j.ID)
	}
	if f := (&web.Form{}); err != nil && c.Refused(f, err, nil) {
		return c.Failed(m.Path+"/"+c.Param("id"), f.Problem)
	}
	if err != nil {
		return err
	}
	return c.Done(m.Path+"/"+j.ID, "")
}

func (m ManyChanges) job(c *web.Call) (workflow.Job, error) {
	j, _, err := c.Server.Job.Job(c.Ctx(), c.Actor, m.May, c.Param("id"))
	if err == nil && j.Kind != m.Kind {
		err = workflow.Fail(workflow.NotFound, "error.not-found")
	}
	return j, err
}

// Rows are the last changes of who may make them.
func (m ManyChanges) Rows(c *web.Call) (rows []ChangeRow, err error) {
	if !c.Actor.Can(m.May) {
		return nil, nil
	}
	jobs, err := c.Server.Job.Jobs(c.Ctx(), c.Actor, m.May, m.Kind)
	for _, j := range jobs[:min(len(jobs), shownChanges)] {
		rows = append(rows, ChangeRow{m.Path + "/" + j.ID, c.When(j.At), c.T(stateID(j))})
	}
	return rows, err
}

// UndoBatch is the form at path that undoes a batch.
func UndoBatch(path, batch string) *web.UndoForm {
	return &web.UndoForm{Path: path, Fields: []word.Option{{Value: "batch", Word: batch}}}
}
