package api

import (
	"encoding/json"
	"net/http"
	"slices"

	"truchement/ui/web"
	"truchement/workflow"
)

// jobs are the jobs of some kinds, with their address below the API's and what one must be allowed to see them.
type jobs struct {
	path  string
	may   workflow.Verb
	kinds []string
}

// Job is how far a job is.
type Job struct {
	ID      string            `json:"id"`
	State   workflow.JobState `json:"state"`
	Steps   int               `json:"steps"`
	Total   int               `json:"total"`
	Report  json.RawMessage   `json:"report,omitempty"`
	Problem string            `json:"problem,omitempty"`
}

func newJob(c *web.Call, j workflow.Job) Job {
	out := Job{ID: j.ID, State: j.State, Steps: j.Steps, Total: j.Total, Report: j.Report}
	if j.Problem != nil {
		out.Problem = web.FailureOf(j.Problem.Err()).Say(c)
	}
	return out
}

// accepted answers that a job was taken in.
func accepted(c *web.Call, all jobs, j workflow.Job) error {
	c.Response().Header().Set("Location", "/api/v1"+all.path+j.ID)
	return c.JSON(http.StatusAccepted, newJob(c, j))
}

// addChange has a job of the first kind make a change of so many things.
func (r *Room) addChange(c *web.Call, all jobs, total int, parts ...any) error {
	j, err := r.Job.Add(c.Ctx(), c.Actor, all.may, all.kinds[0], total, parts...)
	if err != nil {
		return err
	}
	return accepted(c, all, j)
}

// showJob answers how far the job is that the address names.
func (r *Room) showJob(all jobs) func(*web.Call) error {
	return func(c *web.Call) error {
		j, err := r.jobOf(c, all)
		if err != nil {
			return err
		}
		return c.JSON(http.StatusOK, newJob(c, j))
	}
}

// cancelJob ends a job before its time.
func (r *Room) cancelJob(all jobs) func(*web.Call) error {
	return func(c *web.Call) error {
		j, err := r.jobOf(c, all)
		if err != nil {
			return err
		}
		if err := r.Job.Cancel(c.Ctx(), c.Actor, all.may, j.ID); err != nil {
			return err
		}
		return r.showJob(all)(c)
	}
}

func (r *Room) jobOf(c *web.Call, all jobs) (workflow.Job, error) {
	j, _, err := r.Job.Job(c.Ctx(), c.Actor, all.may, c.Param("id"))
	if err == nil && !slices.Contains(all.kinds, j.Kind) {
		err = workflow.Fail(workflow.NotFound, "error.not-found")
	}
	return j, err
}
