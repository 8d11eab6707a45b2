package workflow

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"time"
)

// JobState is how far a Job is.
type JobState string

// The states of jobs.
const (
	JobArriving JobState = "arriving" // its parts are not all kept yet
	JobWaiting  JobState = "waiting"
	JobRunning  JobState = "running"
	JobDone     JobState = "done"
	JobFailed   JobState = "failed"
)

// Job is work that outlives the request which asked for it. The store keeps it, so that it continues
// after the program has stopped, on whichever node takes it up.
type Job struct {
	ID      string
	Kind    string // what is to be done: chooses the handler
	By      string // person id
	At      time.Time
	State   JobState
	Steps   int       // done so far
	Total   int       // steps of the whole; 0: not known yet
	Tries   int       // how many times it was taken up
	Lease   time.Time // until when its runner may be at work; after it another may take it up
	Runner  string    // who runs it
	Report  []byte    // JSON: what became of it, set when it has ended
	Problem *Problem  // why it failed
}

// Ended reports whether nothing more becomes of the job.
func (j Job) Ended() bool { return j.State == JobDone || j.State == JobFailed }

// Cancelled reports whether a person ended the job before its time.
func (j Job) Cancelled() bool { return j.Problem != nil && j.Problem.ID == "job.cancelled" }

// JobTask is a job as its handler carries it out.
type JobTask struct {
	Job
	Parts    [][]byte                                      // what the job is about, as JSON
	Progress func(steps, total int)                        // says how far it is
	Keep     func(ctx context.Context, piece []byte) error // keeps the next piece of the file that comes of it
	Files    JobFiles
}

// JobReport reads what became of a job, once it has ended well; before, it is refused with the message.
func JobReport[T any](j Job, message string) (report T, err error) {
	if j.State != JobDone {
		return report, Fail(Conflict, message)
	}
	if err := json.Unmarshal(j.Report, &report); err != nil {
		return report, fmt.Errorf("report of job %s: %w", j.ID, err)
	}
	return report, nil
}

// JobPart reads the first part of a job: what it is about.
func JobPart[T any](t JobTask) (part T, err error) {
	if len(t.Parts) == 0 {
		return part, fmt.Errorf("job %s: no parts", t.ID)
	}
	if err := json.Unmarshal(t.Parts[0], &part); err != nil {
		return part, fmt.Errorf("job %s: %w", t.ID, err)
	}
	return part, nil
}

// JobFiles are the files that jobs were given, by the ids of the jobs.
type JobFiles interface {
	Open(ctx context.Context, job string) io.Reader
	Drop(ctx context.Context, job string) error // when it is needed no more
}

// Problem is an Error as it is kept.
type Problem struct {
	Kind Kind           `json:"kind"`
	ID   string         `json:"id"`
	Args map[string]any `json:"args,omitempty"`
}

// ProblemOf is err as it can be kept; nil for nil. What is no Error is an Internal one, whose cause
// belongs in the log.
func ProblemOf(err error) *Problem {
	if err == nil {
		return nil
	}
	var e *Error
	if errors.As(err, &e) {
		return &Problem{Kind: e.Kind, ID: e.ID, Args: e.Args}
	}
	return &Problem{Kind: KindOf(err), ID: "fault.internal"}
}

// Err is the problem as an error; nil for nil.
func (p *Problem) Err() error {
	if p == nil {
		return nil
	}
	return &Error{Kind: p.Kind, ID: p.ID, Args: p.Args}
}

// UnmarshalJSON reads whole numbers as int, as they were: messages write them in the digits of their language.
func (p *Problem) UnmarshalJSON(b []byte) error {
	type plain Problem
	if err := json.Unmarshal(b, (*plain)(p)); err != nil {
		return err
	}
	for name, v := range p.Args {
		if f, ok := v.(float64); ok && f == math.Trunc(f) && math.Abs(f) < 1<<53 {
			p.Args[name] = int(f)
		}
	}
	return nil
}
