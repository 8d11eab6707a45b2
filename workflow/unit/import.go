package unit

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"io"
	"math"

	"github.com/google/uuid"

	"truchement/workflow"
	"truchement/workflow/format/doubt"
	"truchement/workflow/format/heading"
	"truchement/workflow/format/limit"
	"truchement/workflow/unit/exchange"
)

// The kinds of the jobs that bring in files: one tries, the other takes in what was tried.
const (
	TrialJob  = "memory-trial"
	ImportJob = "memory-import"
)

const (
	importChunk = 100 // units that one transaction of an import writes
	mostFaults  = 20  // of a file, that a report names
)

// NewImport says what a file is from which units are brought in.
type NewImport struct {
	Name        string          `json:"name"` // of the file: the origin of units that name none
	Format      exchange.Format `json:"format"`
	SourceLang  string          `json:"source_lang,omitempty"` // empty: as the file says
	TargetLang  string          `json:"target_lang,omitempty"`
	Publication string          `json:"publication,omitempty"` // id: of units that name none
	Licence     string          `json:"licence,omitempty"`     // likewise
	Agreeing    bool            `json:"agreeing,omitempty"`    // leave out what contradicts the memory
	Trial       string          `json:"trial,omitempty"`       // job that has the file; empty: the one that takes it in
}

// ImportReport is what a file has, and what became of it.
type ImportReport struct {
	NewImport
	Units        int              `json:"units"`
	New          int              `json:"new"`             // in the memory there is no such source with such a target
	There        int              `json:"there"`           // there is, or earlier in the file
	Contradict   int              `json:"contradict"`      // of the new ones: their source has another target
	Bad          int              `json:"bad"`             // cannot be taken in
	Langs        []LangCount      `json:"langs"`           // of all texts, the most frequent first
	Faults       []ImportFault    `json:"faults"`          // the first 20
	Unknown      []string         `json:"unknown"`         // publications that the desk does not have, the first 20
	Columns      []heading.Column `json:"columns"`         // of a table: what they are read as
	Warnings     []doubt.Warning  `json:"warnings"`        // of what is taken in, and may not be meant so
	Added        int              `json:"added"`           // kept in the memory; 0 for a trial
	Batch        string           `json:"batch,omitempty"` // with which the import is undone
	SourceOfMost string           `json:"source_most"`     // languages of the most units that can be taken in
	TargetOfMost string           `json:"target_most"`
}

// LangCount is how many texts of a language there are.
type LangCount struct {
	Lang  string `json:"lang"`
	Texts int    `json:"texts"`
}

// ImportFault is a unit that cannot be taken in.
type ImportFault struct {
	Line   int    `json:"line"` // 0: not known, or all units of the file are on one
	Number int    `json:"number"`
	ID     string `json:"id,omitempty"` // in the file
	Reason string `json:"reason"`       // message ID
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
	file := &counted{r: t.Files.Open(ctx, t.ID), progress: func(read int64) {
		t.Progress(int(read>>10), t.Total)
	}}
	return u.Try(ctx, who, in, file)
}

// RunImport takes in the file of a job or of its trial, and reports what became of it. After a stop it
// goes on where it was.
func (u *UseCases) RunImport(ctx context.Context, who workflow.Actor, t workflow.JobTask) (any, error) {
	in, err := workflow.JobPart[NewImport](t)
	if err != nil {
		return nil, err
	}
	from := cmp.Or(in.Trial, t.ID)
	report, err := u.Import(ctx, who, in, t.ID, t.Files.Open(ctx, from), func(units int) {
		t.Progress(units, max(t.Total, units))
	})
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

// counted says how much of a file was read.
type counted struct {
	r        io.Reader
	n        int64
	progress func(read int64)
}

// Read reads what comes next.
func (c *counted) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += int64(n)
	c.progress(c.n)
	return n, err
}

// Try reads a file and reports what it would bring in. It writes nothing.
func (u *UseCases) Try(
	ctx context.Context, who workflow.Actor, in NewImport, file io.Reader,
) (*ImportReport, error) {
	im, err := u.newImporting(ctx, who, in, "")
	if err != nil {
		return nil, err
	}
	if err := im.read(ctx, file, func(candidate, int) error { return nil }); err != nil {
		return nil, workflow.FileError(err, im.report.Units)
	}
	return im.finish(), nil
}

// Import reads a file and keeps what is new of it, some units a transaction. Their ids follow from
// job and from their places in the file: an import that was stopped and is begun again with the same
// job keeps each once. The job is the batch that undoes it. Progress is called with how many units of the file are done. With an error there is a
// report too, of what was kept until then, once the import has begun.
func (u *UseCases) Import(
	ctx context.Context, who workflow.Actor, in NewImport, job string, file io.Reader, progress func(units int),
) (*ImportReport, error) {
	im, err := u.newImporting(ctx, who, in, job)
	if err != nil {
		return nil, err
	}
	if im.done > 0 {
		progress(im.done)
	}
	var waiting []candidate
	keep := func() error {
		if err := ctx.Err(); err != nil || len(waiting) == 0 {
			return err
		}
		err := im.keep(ctx, u, waiting)
		waiting = waiting[:0]
		progress(im.report.Units)
		return err
	}
	err = im.read(ctx, file, func(c candidate, number int) error {
		im.report.Added++
		if number <= im.done {
			return nil // kept before the stop
		}
		c.ID = importID(job, number)
		if waiting = append(waiting, c); len(waiting) < importChunk {
			return nil
		}
		return keep()
	})
	var broken *limit.Error
	if err == nil || errors.As(err, &broken) {
		err = cmp.Or(keep(), err)
	}
	im.report.Added = max(im.report.Added-len(waiting), im.kept) // it may stop before it has read up to there again
	if im.report.Added > 0 {
		im.report.Batch = job
	}
	return im.finish(), im.stopped(err)
}

// stopped is why an import stopped, which says what it has kept until then; nil for nil.
func (im *importing) stopped(err error) error {
	kept := im.report.Added
	var known *workflow.Error
	err = workflow.FileError(err, im.report.Units)
	if err == nil || kept == 0 || !errors.As(err, &known) {
		return err
	}
	id := map[string]string{"memory.damaged": "memory.damaged-after", "memory.damaged-unit": "memory.damaged-after",
		"memory.large-file": "memory.damaged-after", "store.full": "memory.full-after"}[known.ID]
	if id == "" && known.Kind == workflow.Unavailable {
		id = "memory.stopped-after"
	}
	if id == "" {
		return err
	}
	out := workflow.Fail(known.Kind, id, "Line", known.Args["Line"], "Count", kept)
	out.Err = err
	return out
}

// importID is the id of a unit by its place in a file: a UUID of version 7 of the time of the job, to its
// last fraction of a millisecond, so that the greater id is the newer unit, whether it follows a segment or
// came from a file.
func importID(job string, number int) string {
	id := importPrefix(job)
	binary.BigEndian.PutUint32(id[prefixSize:], uint32(number)) //nolint:gosec // no file has so many
	return id.String()
}

// importRange is an id that comes before those of a job's units, and one that no unit of it comes after.
func importRange(job string) (after, until string) {
	last := importPrefix(job)
	binary.BigEndian.PutUint32(last[prefixSize:], math.MaxUint32)
	return importPrefix(job).String(), last.String()
}

// prefixSize is how many bytes of an id are the job's: eight of its time, then a hash.
const prefixSize = 12

// importPrefix is the beginning of all ids of a job. A job whose id has no time began before all others.
func importPrefix(job string) (id uuid.UUID) {
	sum := sha256.Sum256([]byte(job))
	copy(id[8:prefixSize], sum[:])
	if of, err := uuid.Parse(job); err == nil && of.Version() == 7 {
		copy(id[:8], of[:8])
	}
	id[6] = id[6]&0x0f | 0x70
	id[8] = id[8]&0x3f | 0x80
	return id
}
