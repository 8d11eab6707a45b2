package memory

import (
	"truchement/workflow"
	"truchement/workflow/unit/exchange"
)

// kindID is the message that says from what kind of work units come.
func kindID(k workflow.UnitSource) string {
	switch k {
	case workflow.FromSegment:
		return "memory.kind-segment"
	case workflow.FromAlignment:
		return "memory.kind-alignment"
	}
	return "memory.kind-import"
}

// editID is the message that says what an edit did.
func editID(k workflow.UnitEditKind) string {
	switch k {
	case workflow.UnitRemoved:
		return "memory.edit-removed"
	case workflow.UnitRestored:
		return "memory.edit-restored"
	}
	return "memory.edit-edited"
}

// formatID is the message that names a format.
func formatID(f exchange.Format) string {
	switch f {
	case exchange.TSV:
		return "memory.format-tsv"
	case exchange.CSV:
		return "memory.format-csv"
	case exchange.XLIFF:
		return "memory.format-xliff"
	}
	return "memory.format-tmx"
}

// isCancelled reports whether a person ended a job before its time.
func isCancelled(j workflow.Job) bool { return j.Problem != nil && j.Problem.ID == "job.cancelled" }

// stateID is the message that says how a job stands: one that a person ended did not fail.
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
