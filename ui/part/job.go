package part

import (
	"time"

	"truchement/ui/web"
	"truchement/workflow"
)

// FileJob is how far a job with a file is. A page that embeds it and web.Base has the part "job-progress".
type FileJob struct {
	ID      string
	Name    string // of the file
	At      time.Time
	Trial   bool // it tries the file, and takes nothing in
	Done    bool
	Begun   bool // it is carried out
	Percent int
	Steps   int
	Total   int    // 0: not known
	Wrong   string // why it failed
	Kept    bool   // it was cancelled as it took the file in: what its Steps have taken in is kept
}

// newFileJob is how far a job is that tries a file or takes one in.
func newFileJob(c *web.Call, j workflow.Job, trial bool) FileJob {
	f := FileJob{ID: j.ID, At: j.At, Trial: trial, Done: j.Ended(), Begun: j.State == workflow.JobRunning, Steps: j.Steps,
		Total: j.Total, Kept: isCancelled(j) && !trial}
	if j.Total > 0 {
		f.Percent = min(100*j.Steps/j.Total, 100)
	}
	if j.Problem != nil {
		err := j.Problem.Err()
		message, ok := FileMessage(c, err)
		if !ok {
			message = web.FailureOf(err).Say(c)
		}
		f.Wrong = message
	}
	return f
}

// JobRow is a file that was brought in, or is tried.
type JobRow struct {
	Path  string // of its page
	At    time.Time
	State string // in words
	Trial bool
}

// isCancelled reports whether a person ended a job before its time.
func isCancelled(j workflow.Job) bool { return j.Problem != nil && j.Problem.ID == "job.cancelled" }

// stateID is the message of a job's state: one that a person ended did not fail.
func stateID(j workflow.Job) string {
	if isCancelled(j) {
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
