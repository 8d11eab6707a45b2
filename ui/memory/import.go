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

// files is how files are brought into the memory.
func files() part.FileImport {
	return part.FileImport{Path: "/memory/import", May: workflow.ManageMemory, Trial: unit.TrialJob, Taking: unit.ImportJob,
		Counted: "memory.taking", Kept: func(c *web.Call, job string) (int, error) {
			s, err := c.Server.Units.StandingOf(c.Ctx(), c.Actor, job)
			return s.Units, err
		}}
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
	if p.Jobs, err = files().Jobs(c); err != nil {
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
	if c.Refused(f, err, map[string]string{"memory.no-file": "file", "memory.format": "file", "memory.empty-file": "file",
		"memory.damaged": "file", "memory.damaged-byte": "file", "memory.damaged-file": "file",
		"align.languages": "target-lang", "memory.choose-languages": "target-lang"}) {
		return r.answerImports(c, web.FormStatus(err), f)
	}
	return err
}

// jobPage is the data of unitjob.html: how far a trial or an import is, then its report.
type jobPage struct {
	web.Base
	part.FileJob
	part.FileDoubts
	part.ImportLeft
	Report  *unit.ImportReport
	Count   int // of its units that are in the memory, where it left no report
	Faults  []faultRow
	Unknown []string // publications
}

// UndoPath is the address that undoes the import.
func (p *jobPage) UndoPath() string { return "/memory/undo" }

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

func (p *jobPage) setReport(report *unit.ImportReport) {
	p.Report, p.Unknown = report, report.Unknown
	words := part.DoubtWords{AtNumber: "memory.number", OneLanguage: "memory.warn-one-language", Field: p.fieldWord}
	p.FileDoubts = part.NewFileDoubts(p.Base, words, report.Columns, report.Warnings)
	for _, f := range report.Faults {
		p.Faults = append(p.Faults, faultRow{f, p.T(f.Reason)})
	}
}

// fieldWord says what a column of a table is read as.
func (p *jobPage) fieldWord(field string) string {
	switch field {
	case exchange.SourceField:
		return p.T("memory.source")
	case exchange.TargetField:
		return p.T("memory.target")
	}
	return p.T("memory.column-fact")
}

func (r *Room) showImport(c *web.Call) error {
	j, f, err := files().Read(c)
	if err != nil {
		return err
	}
	p := &jobPage{Base: c.Base("memory.import"), FileJob: f}
	if len(j.Report) > 0 {
		var report unit.ImportReport
		if err := json.Unmarshal(j.Report, &report); err != nil {
			return fmt.Errorf("report of job %s: %w", j.ID, err)
		}
		p.setReport(&report)
	}
	if j.Ended() && !p.Trial {
		if err := p.setLeft(c); err != nil {
			return err
		}
	}
	return c.Page(http.StatusOK, "unitjob", p)
}

// setLeft says what is left of the import.
func (p *jobPage) setLeft(c *web.Call) error {
	s, err := c.Server.Units.StandingOf(c.Ctx(), c.Actor, p.ID)
	if err != nil {
		return err
	}
	p.Count = s.Units
	switch {
	case s.Out != nil:
		p.Restore, p.UndoneBy, p.UndoneAt = s.Out.Batch, s.By, s.Out.At
	case s.Units > 0:
		p.Undo = p.ID
	}
	if p.Report != nil && s.Units > 0 && s.Units < p.Report.Added {
		p.Partly = p.T("import.partly-undone") + " " + p.T("memory.kept-of", "Count", s.Units)
	}
	return nil
}

// startImport takes in what a trial has found.
func (r *Room) startImport(c *web.Call) error {
	return files().Start(c, func(trial workflow.Job, agreeing bool) (int, any, error) {
		report, err := unit.TrialOf(trial)
		in := report.NewImport
		in.Trial, in.Agreeing = trial.ID, agreeing
		return report.Units, in, err
	})
}

func (r *Room) cancelImport(c *web.Call) error { return files().Cancel(c) }
