package termbase

import (
	"cmp"
	"context"
	"errors"
	"io"
	"slices"

	"truchement/workflow"
	"truchement/workflow/format/doubt"
	"truchement/workflow/format/heading"
	"truchement/workflow/format/terms"
	"truchement/workflow/format/terms/entry"
	"truchement/workflow/format/terms/table"
	"truchement/workflow/lang"
	"truchement/workflow/term"
)

// The kinds of the jobs that bring in files: one tries, the other takes in what was tried.
const (
	TrialJob  = "terms-trial"
	ImportJob = "terms-import"
)

const (
	mostFirst  = 20  // new concepts, that a report shows as they were read
	mostRows   = 200 // of a file, whose changes and contradictions a report names
	mostFaults = 100 // of a file, that a report names
)

// NewImport says what a file is from which concepts are brought in.
type NewImport struct {
	Name        string       `json:"name"` // of the file
	Format      terms.Format `json:"format"`
	SourceLang  string       `json:"source_lang,omitempty"` // of a table without headings; empty: Arabic or French, by the script
	TargetLang  string       `json:"target_lang,omitempty"` // likewise
	Publication string       `json:"publication,omitempty"` // id: of concepts that name none, or one that the desk has not
	Agreeing    bool         `json:"agreeing,omitempty"`    // leave out what contradicts the termbase
	Trial       string       `json:"trial,omitempty"`       // job that has the file; empty: the one that takes it in
}

// ImportReport is what a file has, and what became of it.
type ImportReport struct {
	NewImport
	Concepts   int              `json:"concepts"`
	New        int              `json:"new"`
	Same       int              `json:"same"`            // all that the file says is there
	Changed    int              `json:"changed"`         // the file says something else
	Duplicate  int              `json:"duplicate"`       // the file has the same earlier
	Contradict int              `json:"contradict"`      // of the new and changed ones: they cannot hold with what is there
	Bad        int              `json:"bad"`             // cannot be taken in
	First      []ReadConcept    `json:"first"`           // the first new ones, as they were read
	Rows       []ImportRow      `json:"rows"`            // the first that change or contradict something
	Faults     []ImportFault    `json:"faults"`          // the first
	Unknown    []string         `json:"unknown"`         // publications that the desk does not have, the first
	Columns    []heading.Column `json:"columns"`         // of a table: what they are read as
	Warnings   []doubt.Warning  `json:"warnings"`        // of what is taken in, and may not be meant so
	Written    int              `json:"written"`         // added or changed; 0 for a trial
	Batch      string           `json:"batch,omitempty"` // with which the import is undone
}

// ReadConcept is a concept as it was read.
type ReadConcept struct {
	doubt.Place
	Terms []ReadTerm `json:"terms"`
}

// ReadTerm is a term as it was read.
type ReadTerm struct {
	Text   string      `json:"text"`
	Lang   string      `json:"lang"`
	Status term.Status `json:"status"`
}

// ImportRow is a concept of the file that changes or contradicts something.
type ImportRow struct {
	doubt.Place
	Name       string         `json:"name"`              // its first term
	Lang       string         `json:"lang"`              // of that
	Concept    string         `json:"concept,omitempty"` // id of the one that it changes
	Changes    []terms.Change `json:"changes,omitempty"`
	Contradict []Contradicted `json:"contradict,omitempty"`
}

// Contradicted is what a concept of the file contradicts.
type Contradicted struct {
	Kind    terms.Conflict `json:"kind"`
	Term    string         `json:"term"`              // of the file
	Lang    string         `json:"lang"`              // of that
	Concept string         `json:"concept,omitempty"` // id of the one that has it otherwise; empty: one of the file
	Line    int            `json:"line,omitempty"`    // of that one of the file, as of a doubt.Place
	Number  int            `json:"number,omitempty"`  // likewise
}

// ImportFault is a part of the file that cannot be taken in.
type ImportFault struct {
	doubt.Place
	What   string `json:"what,omitempty"`
	Reason string `json:"reason"` // message ID
}

// FormatOf is the format of a file, by its name.
func FormatOf(name string) (terms.Format, error) {
	if f, ok := terms.ByFile(name); ok {
		return f, nil
	}
	return "", workflow.Fail(workflow.Invalid, "term.format", "Name", name)
}

// ParseFormat reads the format that a file is written in.
func ParseFormat(name string) (terms.Format, error) {
	return workflow.ParseOption("option.format", name, terms.Formats())
}

// TrialOf reads what a trial has found, once it has ended well.
func TrialOf(j workflow.Job) (ImportReport, error) {
	return workflow.JobReport[ImportReport](j, "memory.no-trial")
}

// RunTrial reads the file of a job, and reports what it would bring in. It writes nothing.
func (u *UseCases) RunTrial(ctx context.Context, who workflow.Actor, t workflow.JobTask) (any, error) {
	in, err := workflow.JobPart[NewImport](t)
	if err != nil {
		return nil, err
	}
	return u.Try(ctx, who, in, t.Files.Open(ctx, t.ID))
}

// RunImport takes in the file of a job or of its trial, and reports what became of it. After a stop it
// begins again: what is written by then is the same.
func (u *UseCases) RunImport(ctx context.Context, who workflow.Actor, t workflow.JobTask) (any, error) {
	in, err := workflow.JobPart[NewImport](t)
	if err != nil {
		return nil, err
	}
	from := cmp.Or(in.Trial, t.ID)
	report, err := u.Import(ctx, who, in, t.ID, t.Files.Open(ctx, from), t.Progress)
	if workflow.KindOf(err) == workflow.NotFound {
		return nil, workflow.Fail(workflow.Conflict, "memory.taken")
	}
	switch {
	case report == nil:
		return nil, err
	case err != nil:
		return report, err
	}
	return report, t.Files.Drop(ctx, from)
}

// Try reads a file and reports what it would bring in. It writes nothing.
func (u *UseCases) Try(ctx context.Context, who workflow.Actor, in NewImport, file io.Reader) (*ImportReport, error) {
	c, err := u.compare(ctx, who, in, file)
	if err != nil {
		return nil, err
	}
	return c.count(), nil
}

// Import reads a file and keeps what is new in it and what it says otherwise, as the batch job: an import that was
// stopped and is begun again with the same job is undone as one. What the file does not say stays; where a term
// becomes the preferred one of a language, the one before is admitted. Progress is called with how many concepts are
// written and with how many there are to write. With an error there is a report too, once it writes.
func (u *UseCases) Import(
	ctx context.Context, who workflow.Actor, in NewImport, job string, file io.Reader, progress func(done, total int),
) (*ImportReport, error) {
	c, err := u.compare(ctx, who, in, file)
	if err != nil {
		return nil, err
	}
	err = u.takeIn(ctx, who, c, job, progress)
	n, failed := u.countEdits(context.WithoutCancel(ctx), job)
	if c.report.Written = n; n > 0 {
		c.report.Batch = job
	}
	return c.count(), cmp.Or(u.afterWrite(ctx, err), failed)
}

// compared is a file with what its concepts would be to the termbase.
type compared struct {
	report *ImportReport // without the counts of trials
	trials []terms.Trial
	read   place // of the last concept of the termbase
}

// compare reads a file, and compares it to the termbase.
func (u *UseCases) compare(
	ctx context.Context, who workflow.Actor, in NewImport, file io.Reader,
) (*compared, error) {
	if err := who.May(workflow.ManageTerms); err != nil {
		return nil, err
	}
	for _, tag := range []string{in.SourceLang, in.TargetLang} {
		if tag != "" {
			if err := workflow.CheckTag("align.languages", tag); err != nil {
				return nil, err
			}
		}
	}
	r := &ImportReport{NewImport: in, First: []ReadConcept{}, Rows: []ImportRow{}, Faults: []ImportFault{}, Unknown: []string{},
		Columns: []heading.Column{}, Warnings: []doubt.Warning{}}
	publications := map[string]string{} // ids by folded names
	err := u.View(ctx, func(t *txn) error {
		if err := t.checkPublication(in.Publication); err != nil {
			return err
		}
		all, err := t.Publications()
		for _, p := range all {
			publications[lang.Fold(p.Name, "")] = p.ID
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	entries, err := r.read(ctx, file, publications)
	if err != nil {
		return nil, workflow.FileError(err, r.Concepts)
	}
	there, read, err := u.readAll(ctx)
	if err != nil {
		return nil, err
	}
	return &compared{r, terms.Compare(there, entries, in.SourceLang), read}, nil
}

// read reads the concepts of a file, with the ids of their publications.
func (r *ImportReport) read(
	ctx context.Context, file io.Reader, publications map[string]string,
) (entries []entry.Entry, err error) {
	pair := table.Pair{Source: r.SourceLang, Target: r.TargetLang}
	columns, err := terms.Read(file, r.Format, pair, func(e entry.Entry) error {
		if len(entries) == workflow.MaxConcepts {
			return workflow.Fail(workflow.TooLarge, "term.too-many-concepts", "Limit", workflow.MaxConcepts)
		}
		r.Concepts++
		for _, p := range e.Problems {
			r.fault(p.Line, p.What, problemID(p.Kind))
		}
		if id := publications[lang.Fold(e.Publication, "")]; e.Publication != "" && id == "" && r.Publication == "" {
			if !slices.Contains(r.Unknown, e.Publication) && len(r.Unknown) < mostFaults {
				r.Unknown = append(r.Unknown, e.Publication)
			}
			r.fault(e.Line, e.Publication, "term.bad-publication")
			e.Terms = nil
		} else {
			e.Publication = cmp.Or(id, r.Publication)
		}
		if len(e.Terms) > 0 {
			checked, err := clean(e.Concept)
			if err != nil {
				r.fault(e.Line, e.Terms[0].Text, reasonOf(err))
			}
			e.Concept.Terms = nil
			if err == nil {
				e.Concept = checked
			}
		}
		entries = append(entries, e)
		return ctx.Err()
	})
	if columns != nil {
		r.Columns = columns
	}
	r.forgetOneLine(entries)
	return entries, err
}

// forgetOneLine forgets the line of the concepts of a file that has them all on one, which many programs write: it
// says nothing of where they are.
func (r *ImportReport) forgetOneLine(entries []entry.Entry) {
	if len(entries) < 2 || slices.ContainsFunc(entries, func(e entry.Entry) bool { return e.Line != entries[0].Line }) {
		return
	}
	for i := range entries {
		entries[i].Line = 0
	}
	for i := range r.Faults {
		r.Faults[i].Line = 0
	}
}

// reasonOf is the message of what is wrong with a concept of a file, which names no value.
func reasonOf(err error) string {
	var e *workflow.Error
	if !errors.As(err, &e) {
		return "term.bad-text"
	}
	return cmp.Or(map[string]string{"term.language": "term.bad-language", "text.too-long": "term.bad-long",
		"term.too-many": "term.bad-many", "term.twice": "term.bad-twice", "term.empty": "term.bad-no-term",
		"term.no-word": "term.bad-no-word", "term.two-preferred": "term.bad-preferred", "term.type": "term.bad-value",
		"term.status": "term.bad-value", "term.form": "term.bad-value"}[e.ID], "term.bad-text")
}

func (r *ImportReport) fault(line int, what, reason string) {
	if len(r.Faults) < mostFaults {
		r.Faults = append(r.Faults, ImportFault{doubt.Place{Line: line, Number: r.Concepts}, what, reason})
	}
}

// problemID is the message of what is wrong with a part of a file.
func problemID(k entry.Kind) string {
	return map[entry.Kind]string{entry.NoTerm: "term.bad-no-term", entry.NoLanguage: "term.bad-language",
		entry.LongText: "term.bad-long", entry.ManyTerms: "term.bad-many", entry.SameTerm: "term.bad-twice",
		entry.BadText: "term.bad-text", entry.BadValue: "term.bad-value", entry.BrokenRow: "term.bad-row",
		entry.NoMainTerm: "term.bad-no-main"}[k]
}

// count counts the concepts of the file in the report.
func (c *compared) count() *ImportReport {
	for i, t := range c.trials {
		c.countOne(t, doubt.Place{Line: t.Line, Number: i + 1})
	}
	c.warn()
	return c.report
}

func (c *compared) countOne(t terms.Trial, at doubt.Place) {
	r := c.report
	switch t.Outcome {
	case terms.New:
		r.New++
		if len(r.First) < mostFirst {
			r.First = append(r.First, readConcept(t, at))
		}
	case terms.Changed:
		r.Changed++
	case terms.Same:
		r.Same++
		return
	case terms.Duplicate:
		r.Duplicate++
		return
	default:
		r.Bad++
		return
	}
	contradicts := len(t.Contradicting) > 0
	if contradicts {
		r.Contradict++
	}
	if (contradicts || len(t.Changes) > 0) && len(r.Rows) < mostRows {
		r.Rows = append(r.Rows, c.rowOf(t, at))
	}
}

func readConcept(t terms.Trial, at doubt.Place) ReadConcept {
	c := ReadConcept{Place: at}
	for _, one := range t.Terms {
		c.Terms = append(c.Terms, ReadTerm{one.Text, one.Lang, one.Status})
	}
	return c
}

func (c *compared) rowOf(t terms.Trial, at doubt.Place) ImportRow {
	row := ImportRow{Place: at, Name: t.Terms[0].Text, Lang: t.Terms[0].Lang, Changes: t.Changes}
	if t.There != nil {
		row.Concept = t.There.ID
	}
	for _, other := range t.Contradicting {
		one := Contradicted{Kind: other.Kind, Term: other.Term.Text, Lang: other.Term.Lang, Number: other.Twin}
		if other.Twin == 0 {
			one.Concept = other.With.ID
		} else {
			one.Line = c.trials[other.Twin-1].Line
		}
		row.Contradict = append(row.Contradict, one)
	}
	return row
}

// readAll reads all concepts that are there, a page a transaction, and the place of the last one.
func (u *UseCases) readAll(ctx context.Context) (all []term.Concept, last place, err error) {
	last.seq = -1
	at := map[string]int{} // in all, by ids: one that is written meanwhile is read again
	err = u.eachConcept(ctx, func(c workflow.Concept) {
		last = place{c.Seq, c.ID}
		if i, again := at[c.ID]; again {
			all[i].Terms = nil
		}
		if !c.Gone {
			at[c.ID] = len(all)
			all = append(all, c.Concept)
		}
	})
	return slices.DeleteFunc(all, func(c term.Concept) bool { return c.Terms == nil }), last, err
}
