package part

import (
	"time"

	"truchement/ui/web"
	"truchement/workflow"
)

// JobProgress is how far a job is, for the part "job-progress".
type JobProgress struct {
	ID        string
	At        time.Time
	Done      bool
	Begun     bool // it is carried out
	Percent   int
	Steps     int
	Total     int    // 0: not known
	Working   string // how far it is, in words
	Leave     string // that one may leave the page, and where the job is found again
	Wrong     string // why it failed
	Cancelled bool   // a person ended it before its time
	Own       bool   // it is the reader's, who may stop it
}

// JobWords are the messages that say how far a job is: Counted has how many things are done, as Count, and Leave is
// JobProgress.Leave.
type JobWords struct{ Counted, Leave string }

// NewJobProgress is how far a job is, in words.
func NewJobProgress(c *web.Call, j workflow.Job, w JobWords) JobProgress {
	p := JobProgress{ID: j.ID, At: j.At, Done: j.Ended(), Begun: j.State == workflow.JobRunning, Steps: j.Steps,
		Total: j.Total, Leave: c.T(w.Leave), Cancelled: j.Cancelled(), Own: j.By == c.ActorID()}
	if j.Total > 0 {
		p.Percent = min(100*j.Steps/j.Total, 100)
	}
	switch {
	case !p.Begun:
		p.Working = c.T("memory.job-waiting")
	case w.Counted == "":
		p.Working = c.T("memory.reading", "Percent", p.Percent)
	default:
		p.Working = c.T(w.Counted, "Count", j.Steps)
		if j.Total > 0 {
			p.Working += " " + c.T("memory.of-all", "Total", c.Int(j.Total))
		}
	}
	if j.Problem != nil {
		err := j.Problem.Err()
		message, ok := FileMessage(c, err)
		if !ok {
			message = web.FailureOf(err).Say(c)
		}
		p.Wrong = message
	}
	return p
}

// FileJob is how far a job with a file is. A page that embeds it and web.Base has the part "job-progress".
type FileJob struct {
	JobProgress
	Name    string // of the file
	Trial   bool   // it tries the file, and takes nothing in
	Stopped bool   // it ended before its time as it took the file in: what it has taken in until then is kept
}

// newFileJob is how far a job is that tries a file or takes one in.
func newFileJob(c *web.Call, j workflow.Job, trial bool, counted string) FileJob {
	w := JobWords{Counted: counted, Leave: "memory.leave"}
	if trial {
		w.Counted = ""
	}
	return FileJob{JobProgress: NewJobProgress(c, j, w), Trial: trial, Stopped: j.State == workflow.JobFailed && !trial}
}

// JobRow is a file that was brought in, or is tried.
type JobRow struct {
	Path  string // of its page
	Name  string // of the file
	At    time.Time
	State string // in words
	Trial bool
}

// stateID is the message of a job's state: one that a person ended did not fail.
func stateID(j workflow.Job) string {
	if j.Cancelled() {
		return "memory.job-cancelled"
	}
	return jobID(j.State)
}

// jobID is the message that says how far a job is.
func jobID(s workflow.JobState) string {
	switch s {
	case workflow.JobRunning:
		return "memory.job-running"
	case workflow.JobDone:
		return "memory.job-done"
	case workflow.JobFailed:
		return "memory.job-failed"
	}
	return "memory.job-waiting"
}
