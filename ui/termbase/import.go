package termbase

import (
	"encoding/json"
	"fmt"
	"net/http"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/format/terms"
	"truchement/workflow/format/terms/table"
	"truchement/workflow/termbase"
)

// importPage is the data of termimport.html: the form for a file, and the files of before.
type importPage struct {
	web.Base
	frame
	Form         *web.Form
	Accept       string
	Publications []word.Option
	Jobs         []part.JobRow
}

// files is how files are brought into the termbase.
func files() part.FileImport {
	return part.FileImport{Path: "/termbase/import", May: workflow.ManageTerms, Trial: termbase.TrialJob, Taking: termbase.ImportJob,
		Counted: "termbase.taking", Kept: func(c *web.Call, job string) (int, error) {
			s, err := termbase.StandingOf(c.Ctx(), c.Server.Termbase, c.Actor, job)
			return s.All, err
		}}
}

func (r *Room) showImports(c *web.Call) error {
	return r.answerImports(c, http.StatusOK, &web.Form{})
}

func (r *Room) answerImports(c *web.Call, status int, f *web.Form) error {
	p := &importPage{Base: c.Base("termbase.import"), Form: f, Accept: terms.Extensions()}
	list, err := r.Termbase.List(c.Ctx(), c.Actor, termbase.Query{})
	if err != nil {
		return err
	}
	p.frame = newFrame(c, list.Proposed)
	if p.Publications, err = part.PublicationChoices(c, f.Value("publication")); err != nil {
		return err
	}
	if p.Jobs, err = files().Jobs(c); err != nil {
		return err
	}
	return c.Page(status, "termimport", p)
}

// tryFile takes a file, and has a job say what it would bring in.
func (r *Room) tryFile(c *web.Call) error {
	f, err := c.ReadFormWithFile()
	if err != nil {
		return err
	}
	j, err := r.takeFile(c, f)
	if err == nil {
		return c.Done("/termbase/import/"+j.ID, "")
	}
	if c.Refused(f, err, map[string]string{"memory.no-file": "file", "term.format": "file"}) {
		return r.answerImports(c, web.FormStatus(err), f)
	}
	return err
}

func (r *Room) takeFile(c *web.Call, f *web.Form) (j workflow.Job, err error) {
	name, file, err := part.SentFile(c)
	if err != nil {
		return j, err
	}
	defer func() { _ = file.Close() }() // it was only read
	in := termbase.NewImport{Name: name, Publication: f.Value("publication")}
	if in.Format, err = termbase.FormatOf(in.Name); err != nil {
		return j, err
	}
	return r.Job.AddFile(c.Ctx(), c.Actor, workflow.ManageTerms, termbase.TrialJob, in, file)
}

// jobPage is the data of termjob.html: how far a trial or an import is, then its report.
type jobPage struct {
	web.Base
	frame
	part.FileJob
	part.FileDoubts
	part.ImportLeft
	Report *termbase.ImportReport
	Count  int // of concepts that it has written, where it left no report
}

// UndoPath is the address that undoes the import.
func (p *jobPage) UndoPath() string { return "/termbase/undo" }

// batch is the batch of all that the import has written: its job, but for one of before that was so.
func (p *jobPage) batch() string {
	if p.Report != nil && p.Report.Batch != "" {
		return p.Report.Batch
	}
	return p.ID
}

// setLeft says what is left of the import.
func (p *jobPage) setLeft(c *web.Call) error {
	s, err := termbase.StandingOf(c.Ctx(), c.Server.Termbase, c.Actor, p.batch())
	if err != nil {
		return err
	}
	p.Count = s.All
	switch {
	case s.Undone != nil:
		p.Restore, p.UndoneBy, p.UndoneAt = s.Undone.Batch, s.By, s.Undone.At
	case s.All > 0:
		p.Undo = p.batch()
	}
	if s.Lasting > 0 && s.Lasting < s.All {
		p.Partly = p.T("import.partly-undone")
	}
	return nil
}

// Taken is how many concepts are written, with those that contradict.
func (p *jobPage) Taken() int { return p.Report.New + p.Report.Changed }

// Agreeing is how many of them contradict nothing.
func (p *jobPage) Agreeing() int { return p.Taken() - p.Report.Contradict }

// Where says where a concept is in the file.
func (p *jobPage) Where(line, number int) string {
	return doubtWords(p.Base).Where(p.Base, line, number)
}

// doubtWords are the messages for what is doubted of files of terms.
func doubtWords(b web.Base) part.DoubtWords {
	return part.DoubtWords{AtNumber: "termbase.at-number", OneLanguage: "termbase.warn-one-language",
		Field: func(field string) string { return table.Word(field, b.Lang()) }}
}

// FieldWord names what a file says otherwise.
func (p *jobPage) FieldWord(f terms.Field) string {
	return p.T(map[terms.Field]string{terms.TypeField: "termbase.type", terms.DomainField: "termbase.domain",
		terms.NoteField: "termbase.note", terms.SourceField: "termbase.source", terms.Publication: "termbase.publication",
		terms.TermField: "termbase.new-term", terms.StatusField: "termbase.status", terms.GenderField: "termbase.gender",
		terms.NumberField: "termbase.number", terms.PluralField: "termbase.plural", terms.ShortField: "termbase.short",
		terms.TermNote: "termbase.why"}[f])
}

// ConflictWord says how a concept of the file contradicts another.
func (p *jobPage) ConflictWord(k terms.Conflict) string {
	return p.T(map[terms.Conflict]string{terms.OtherTarget: "termbase.other-target",
		terms.ForbiddenThere: "termbase.forbidden-there", terms.PreferredThere: "termbase.preferred-there"}[k])
}

func (r *Room) showImport(c *web.Call) error {
	j, f, err := files().Read(c)
	if err != nil {
		return err
	}
	p := &jobPage{Base: c.Base("termbase.import"), frame: newFrame(c, 0), FileJob: f}
	if len(j.Report) > 0 {
		var report termbase.ImportReport
		if err := json.Unmarshal(j.Report, &report); err != nil {
			return fmt.Errorf("report of job %s: %w", j.ID, err)
		}
		p.Report = &report
		p.FileDoubts = part.NewFileDoubts(p.Base, doubtWords(p.Base), report.Columns, report.Warnings)
	}
	if j.Ended() && !p.Trial {
		if err := p.setLeft(c); err != nil {
			return err
		}
	}
	return c.Page(http.StatusOK, "termjob", p)
}

// startImport takes in what a trial has found.
func (r *Room) startImport(c *web.Call) error {
	return files().Start(c, func(trial workflow.Job, agreeing bool) (int, any, error) {
		report, err := termbase.TrialOf(trial)
		in := report.NewImport
		in.Trial, in.Agreeing = trial.ID, agreeing
		return report.Concepts, in, err
	})
}

func (r *Room) cancelImport(c *web.Call) error { return files().Cancel(c) }

// exportConcepts answers all that the filter chooses as a file.
func (r *Room) exportConcepts(c *web.Call) error {
	f, err := termbase.ParseFormat(c.QueryParam("format"))
	if err != nil {
		return err
	}
	q, err := queryOf(c.QueryParams())
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set("Content-Type", f.MIME())
	h.Set("Content-Disposition", `attachment; filename="terms`+f.Ext()+`"`)
	return r.Termbase.Export(c.Ctx(), c.Actor, q, f, c.Lang(), c.Response())
}
