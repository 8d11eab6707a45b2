package memory

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"

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
	Jobs         []jobRow
}

// jobRow is a file that was brought in, or is tried.
type jobRow struct {
	ID    string
	At    time.Time
	State string // in words
	Trial bool
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
	for _, kind := range []string{unit.ImportJob, unit.TrialJob} {
		jobs, err := r.Job.Jobs(c.Ctx(), c.Actor, workflow.ManageMemory, kind)
		if err != nil {
			return err
		}
		for _, j := range jobs {
			p.Jobs = append(p.Jobs, jobRow{j.ID, j.At, c.T(stateID(j)), kind == unit.TrialJob})
		}
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
	ID      string
	At      time.Time
	Name    string
	Trial   bool
	Done    bool
	Begun   bool // it is carried out
	Percent int
	Steps   int
	Total   int
	Wrong   string // why it failed; it says what was kept
	Kept    bool   // it was cancelled; Steps of its units were looked at, and what was new of them is kept
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
	p := &jobPage{Base: c.Base("memory.import"), ID: j.ID, At: j.At, Trial: j.Kind == unit.TrialJob,
		Done: j.Ended(), Begun: j.State == workflow.JobRunning, Steps: j.Steps, Total: j.Total}
	if j.Total > 0 {
		p.Percent = min(100*j.Steps/j.Total, 100)
	}
	var in unit.NewImport
	if len(first) > 0 {
		if err := json.Unmarshal(first, &in); err != nil {
			return nil, j, fmt.Errorf("job %s: %w", j.ID, err)
		}
	}
	p.Name = in.Name
	switch {
	case j.Problem != nil:
		p.Wrong = failureWords(c, j.Problem.Err())
		p.Kept = isCancelled(j) && !p.Trial
	case j.State == workflow.JobDone:
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

func failureWords(c *web.Call, err error) string {
	if message, ok := part.FileMessage(c, err); ok {
		return message
	}
	return web.FailureOf(err).Say(c)
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
