package memory

import (
	"encoding/json"
	"fmt"
	"net/http"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/unit"
	"truchement/workflow/unit/exchange"
)

// importPage is the data of unitimport.html: the form for a file, and the files of before.
type importPage struct {
	web.Base
	frame
	Form         *web.Form
	Accept       string
	Publications []word.Option
	Jobs         []part.JobRow
}

func (r *Room) showImports(c *web.Call) error {
	return r.answerImports(c, http.StatusOK, web.NewForm("pair", c.QueryParam("pair")))
}

func (r *Room) answerImports(c *web.Call, status int, f *web.Form) error {
	p := &importPage{Base: c.Base("memory.import"), Form: f, Accept: exchange.Extensions(),
		frame: r.newFrame(c)}
	var err error
	if p.Publications, err = part.PublicationChoices(c, f.Value("publication")); err != nil {
		return err
	}
	if p.Jobs, err = part.JobRows(c, workflow.ManageMemory, unit.TrialJob, unit.ImportJob); err != nil {
		return err
	}
	return c.Page(status, "unitimport", p)
}

// tryFile takes a file, and has a job say what it would bring in.
func (r *Room) tryFile(c *web.Call) error {
	f, err := c.ReadFormWithFile()
	if err != nil {
		return err
	}
	j, err := part.TakeUnits(c, f, unit.TrialJob)
	if err == nil {
		return c.Done("/memory/import/"+j.ID, "")
	}
	if c.Refused(f, err, map[string]string{"memory.no-file": "file", "memory.format": "file",
		"align.languages": "target-lang", "memory.choose-languages": "target-lang"}) {
		return r.answerImports(c, web.FormStatus(err), f)
	}
	return err
}

// jobPage is the data of unitjob.html: how far a trial or an import is, then its report.
type jobPage struct {
	web.Base
	part.FileJob
	Name    string
	Report  *unit.ImportReport
	Faults  []faultRow
	Unknown []string // publications
}

// faultRow is a unit of the file that cannot be taken in.
type faultRow struct {
	unit.ImportFault
	Word string
}

// Agreeing is how many new units do not contradict the memory.
func (p *jobPage) Agreeing() int { return p.Report.New - p.Report.Contradict }

// LangList names the languages of the file with how often each is there.
func (p *jobPage) LangList() string {
	var all []string
	for _, l := range p.Report.Langs {
		all = append(all, p.T("memory.lang-count", "Lang", l.Lang, "Texts", p.Int(l.Texts)))
	}
	return p.List(all)
}

// readImport reads the job of a file, and what is known of its outcome.
func (r *Room) readImport(c *web.Call) (*jobPage, workflow.Job, error) {
	j, first, err := r.Job.Job(c.Ctx(), c.Actor, workflow.ManageMemory, c.Param("id"))
	if err == nil && j.Kind != unit.TrialJob && j.Kind != unit.ImportJob {
		err = workflow.Fail(workflow.NotFound, "error.not-found")
	}
	if err != nil {
		return nil, j, err
	}
	p := &jobPage{Base: c.Base("memory.import"), FileJob: part.NewFileJob(c, j, j.Kind == unit.TrialJob)}
	var in unit.NewImport
	if len(first) > 0 {
		if err := json.Unmarshal(first, &in); err != nil {
			return nil, j, fmt.Errorf("job %s: %w", j.ID, err)
		}
	}
	p.Name = in.Name
	if j.State == workflow.JobDone {
		report, err := unit.TrialOf(j)
		if err != nil {
			return nil, j, err
		}
		p.setReport(&report)
	}
	return p, j, nil
}

func (p *jobPage) setReport(report *unit.ImportReport) {
	p.Report, p.Name, p.Unknown = report, report.Name, report.Unknown
	for _, f := range report.Faults {
		p.Faults = append(p.Faults, faultRow{f, p.T(f.Reason)})
	}
}

func (r *Room) showImport(c *web.Call) error {
	p, _, err := r.readImport(c)
	if err != nil {
		return err
	}
	return c.Page(http.StatusOK, "unitjob", p)
}

// startImport takes in what a trial has found.
func (r *Room) startImport(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	next, err := r.Start(c, c.Param("id"), f.Value("agreeing") != "")
	if err != nil && c.Refused(f, err, nil) {
		return c.Failed("/memory/import/"+c.Param("id"), f.Problem)
	}
	if err != nil {
		return err
	}
	return c.Done("/memory/import/"+next.ID, "")
}

// Start begins the job that takes in the file of a trial.
func (r *Room) Start(c *web.Call, trial string, agreeing bool) (next workflow.Job, err error) {
	j, _, err := r.Job.Job(c.Ctx(), c.Actor, workflow.ManageMemory, trial)
	if err == nil && j.Kind != unit.TrialJob {
		err = workflow.Fail(workflow.NotFound, "error.not-found")
	}
	if err != nil {
		return next, err
	}
	report, err := unit.TrialOf(j)
	if err != nil {
		return next, err
	}
	in := report.NewImport
	in.Trial, in.Agreeing = j.ID, agreeing
	return r.Job.Add(c.Ctx(), c.Actor, workflow.ManageMemory, unit.ImportJob, report.Units, in)
}

// cancelImport ends a trial or an import before its time.
func (r *Room) cancelImport(c *web.Call) error {
	err := r.Job.Cancel(c.Ctx(), c.Actor, workflow.ManageMemory, c.Param("id"))
	f := &web.Form{}
	if err != nil && c.Refused(f, err, nil) {
		return c.Failed("/memory/import/"+c.Param("id"), f.Problem)
	}
	if err != nil {
		return err
	}
	return c.Done("/memory/import/"+c.Param("id"), "")
}
