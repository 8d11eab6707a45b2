package job

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"truchement/workflow"
)

// Overview says how many jobs there are, and which failed.
type Overview struct {
	Waiting, Running int
	Failed           []workflow.Job // newest first; a cancelled one has not failed
}

// mostFailed is how many jobs that failed an Overview names.
const mostFailed = 10

// Kinds are the names of all kinds of jobs.
func (u *UseCases) Kinds() []string { return slices.Sorted(maps.Keys(u.kinds)) }

// Overview looks at all jobs of all people.
func (u *UseCases) Overview(ctx context.Context, who workflow.Actor) (o Overview, err error) {
	if err := who.May(workflow.ManagePeople); err != nil {
		return o, err
	}
	err = u.view(ctx, func(t *txn) error {
		o = Overview{}
		for _, kind := range u.Kinds() {
			all, err := t.Jobs(kind)
			if err != nil {
				return err
			}
			o.count(all)
		}
		return nil
	})
	slices.SortFunc(o.Failed, func(a, b workflow.Job) int {
		return cmp.Or(b.At.Compare(a.At), cmp.Compare(b.ID, a.ID))
	})
	o.Failed = o.Failed[:min(len(o.Failed), mostFailed)]
	return o, err
}

func (o *Overview) count(all []workflow.Job) {
	for _, j := range all {
		switch {
		case j.State == workflow.JobWaiting:
			o.Waiting++
		case j.State == workflow.JobRunning:
			o.Running++
		case j.State == workflow.JobFailed && !j.Cancelled():
			o.Failed = append(o.Failed, j)
		}
	}
}
