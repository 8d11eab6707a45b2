package status

import (
	"net/http"
	"time"

	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/checking"
	"truchement/workflow/draft"
	"truchement/workflow/edition"
	"truchement/workflow/job"
	"truchement/workflow/memory"
	"truchement/workflow/pretranslate"
	"truchement/workflow/status"
	"truchement/workflow/termbase"
	"truchement/workflow/unit"
)

// page is the data of status.html.
type page struct {
	web.Base
	status.Desk
	Warnings []string
	Engine   string
	Size     string // empty: not known
	Log      string
	Free     string
	P50, P99 string
	Backed   string // the size of the newest backup
	Jobs     job.Overview
	Failed   []failedJob
	Faults   []status.Fault
}

// failedJob is a job that failed.
type failedJob struct {
	Word, Why string
	At        time.Time
}

// What a chief is warned of.
const (
	leastFree = 1 << 30  // bytes that the disk should have left
	mostLog   = 64 << 20 // bytes of the log, which the engine cuts at every checkpoint
)

// showStatus shows how storage, backups and jobs do, and the last faults.
func (r *Room) showStatus(c *web.Call) error {
	desk, err := r.Look(c.Ctx())
	if err != nil {
		return err
	}
	jobs, err := r.Job.Overview(c.Ctx(), c.Actor)
	if err != nil {
		return err
	}
	s := desk.Storage
	p := &page{Base: c.Base("status.title"), Desk: desk, Warnings: warnings(c, desk), Engine: engines[s.Engine],
		Size: size(c, s.Size), Log: size(c, s.Log), Free: size(c, s.Free), Backed: size(c, desk.Backup.Size),
		P50: millis(c, s.Saves.P50), P99: millis(c, s.Saves.P99), Jobs: jobs, Faults: r.Faults.Newest()}
	for _, j := range jobs.Failed {
		p.Failed = append(p.Failed, failedJob{c.T(jobWords[j.Kind]), why(c, j), j.At})
	}
	return c.Page(http.StatusOK, "status", p)
}

// engines are the names of what keeps a desk.
var engines = map[string]string{"sqlite": "SQLite", "postgres": "PostgreSQL"}

// jobWords are the messages that name the kinds of jobs.
var jobWords = map[string]string{pretranslate.Job: "status.job-pretranslate", unit.TrialJob: "status.job-memory-trial",
	unit.ImportJob: "status.job-memory-import", unit.ChangeJob: "status.job-memory-change",
	termbase.TrialJob: "status.job-terms-trial", termbase.ImportJob: "status.job-terms-import",
	termbase.UndoJob: "status.job-terms-undo", edition.OrderJob: "status.job-edition", memory.FolderJob: "status.job-align",
	checking.LookJob: "quality.desk", draft.Job: "draft.job-title"}

func why(c *web.Call, j workflow.Job) string {
	if j.Problem == nil {
		return ""
	}
	return web.FailureOf(j.Problem.Err()).Say(c)
}

// warnings are what needs looking after, the worst first.
func warnings(c *web.Call, d status.Desk) (all []string) {
	s, b := d.Storage, d.Backup
	warn := func(when bool, id string) {
		if when {
			all = append(all, c.T(id))
		}
	}
	warn(s.Broken, "status.warn-broken")
	warn(s.Free >= 0 && s.Free < leastFree, "status.warn-disk")
	warn(s.Log > mostLog, "status.warn-log")
	warn(d.Backups && !b.Failed.IsZero(), "status.warn-failed")
	warn(!d.Backups, "status.warn-off")
	warn(d.Backups && b.Made.IsZero(), "status.warn-none")
	warn(!b.Made.IsZero() && b.Tried.IsZero(), "status.warn-untried")
	return all
}

// size writes a number of bytes in the unit that makes it short.
func size(c *web.Call, bytes int64) string {
	switch {
	case bytes < 0:
		return ""
	case bytes < 1<<20:
		return c.T("status.kilobytes", "Size", c.Decimal(float64(bytes)/(1<<10)))
	case bytes < 1<<30:
		return c.T("status.megabytes", "Size", c.Decimal(float64(bytes)/(1<<20)))
	}
	return c.T("status.gigabytes", "Size", c.Decimal(float64(bytes)/(1<<30)))
}

func millis(c *web.Call, d time.Duration) string {
	return c.T("status.milliseconds", "Time", c.Decimal(float64(d)/float64(time.Millisecond)))
}
