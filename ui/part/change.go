package part

import (
	"encoding/json"
	"net/http"
	"time"

	"github.com/google/uuid"

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
	// Asked says in words what a change was asked to do, by the first part of its job.
	Asked func(c *web.Call, first json.RawMessage) (string, error)
	// Said says what became of a change that has ended, by its report or, without one, by what it did.
	Said func(c *web.Call, j workflow.Job) (ChangeOutcome, error)
}

// ChangeOutcome is what became of a change, in words.
type ChangeOutcome struct {
	Outcome string
	Warn    bool          // not all was done
	Undo    *web.UndoForm // nil: there is nothing to undo
	Undone  bool          // it was undone since
}

// ChangePage is the data of the page of a change, for the part "change".
type ChangePage struct {
	web.Base
	JobProgress
	ChangeOutcome
	Home, HomeWord string
	Asked, By      string // what was asked, and the name of who did; empty: it is not known
}

// ChangeRow is a change in a list.
type ChangeRow struct {
	Path, At, State string
	Asked, By       string // as of a ChangePage
	Done            string // how many of how many; empty: it has not begun
}

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

// Show answers the page of the change that the address names.
func (m ManyChanges) Show(c *web.Call) error {
	j, err := m.job(c)
	if err != nil {
		return err
	}
	p := &ChangePage{Base: c.Base("memory.change"), Home: m.Home, HomeWord: c.T(m.HomeWord),
		JobProgress: NewJobProgress(c, j, JobWords{Counted: m.Counted, Leave: "memory.leave-change"})}
	all, err := c.Server.Job.Asked(c.Ctx(), c.Actor, m.May, j)
	if err != nil {
		return err
	}
	if p.By = all[j.ID].By; all[j.ID].First != nil {
		if p.Asked, err = m.Asked(c, all[j.ID].First); err != nil {
			return err
		}
	}
	if p.Done {
		if p.ChangeOutcome, err = m.Said(c, j); err != nil {
			return err
		}
	}
	if p.Cancelled && j.Total > 0 {
		p.Warn, p.Outcome = true, p.Outcome+" "+c.T("memory.of-all", "Total", c.Int(j.Total))
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
	if err != nil {
		return nil, err
	}
	jobs = jobs[:min(len(jobs), shownChanges)]
	all, err := c.Server.Job.Asked(c.Ctx(), c.Actor, m.May, jobs...)
	for _, j := range jobs {
		if err != nil {
			return nil, err
		}
		row := ChangeRow{Path: m.Path + "/" + j.ID, At: c.When(j.At), State: c.T(stateID(j)), By: all[j.ID].By}
		if first := all[j.ID].First; first != nil {
			row.Asked, err = m.Asked(c, first)
		}
		if j.Total > 0 && j.Steps > 0 {
			row.Done = c.T("memory.done-of", "Done", c.Int(j.Steps), "Total", c.Int(j.Total))
		}
		rows = append(rows, row)
	}
	return rows, err
}

// UndoneWord says in words what is undone: an import, by the name of its file, or what was done at a time.
func UndoneWord(c *web.Call, may workflow.Verb, importKind, batch string) (string, error) {
	j, _, err := c.Server.Job.Job(c.Ctx(), c.Actor, may, batch)
	if workflow.KindOf(err) == workflow.NotFound || err == nil && j.Kind != importKind {
		id, none := uuid.Parse(batch)
		if none != nil {
			return c.T("memory.asked-undo"), nil
		}
		return c.T("memory.asked-undo-at", "At", c.When(time.Unix(id.Time().UnixTime()))), nil
	}
	if err != nil {
		return "", err
	}
	names, err := c.Server.Job.FileNames(c.Ctx(), c.Actor, may, j)
	return c.T("memory.asked-undo-import", "Name", names[j.ID]), err
}

// ImportLeft is what is left of an import that has ended, for the part "import-undo".
type ImportLeft struct {
	Undo     string // the batch that undoes the import; empty: nothing is left of it
	Restore  string // the batch that undoes the undo, where it is undone; empty: it is not
	UndoneBy string // name of who undid it; empty: the command line
	UndoneAt time.Time
	Partly   string // says that a part of it is undone; empty: none is
}

// UndoBatch is the form at path that undoes a batch.
func UndoBatch(path, batch string) *web.UndoForm {
	return &web.UndoForm{Path: path, Fields: []word.Option{{Value: "batch", Word: batch}}}
}
