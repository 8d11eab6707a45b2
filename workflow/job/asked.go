package job

import (
	"context"
	"encoding/json"
	"sync"

	"truchement/workflow"
)

// Asked is what a job was asked to do, and by whom.
type Asked struct {
	First json.RawMessage // the first part of the job; nil: it is kept no more
	By    string          // name of the person; empty: the command line
}

// Asked says of jobs, by their ids, what each was asked to do.
func (u *UseCases) Asked(
	ctx context.Context, who workflow.Actor, verb workflow.Verb, jobs ...workflow.Job,
) (map[string]Asked, error) {
	if err := who.May(verb); err != nil {
		return nil, err
	}
	all := map[string]Asked{}
	err := u.view(ctx, func(t *txn) error {
		for _, j := range jobs {
			first, err := t.JobPart(j.ID, 0)
			if err != nil && workflow.KindOf(err) != workflow.NotFound {
				return err
			}
			by, err := workflow.NameOf(t, j.By)
			if err != nil {
				return err
			}
			all[j.ID] = Asked{first, by}
		}
		return nil
	})
	return all, err
}

// running are the jobs that this program carries out, and what stops each. It is safe for concurrent use.
type running struct {
	mutex sync.Mutex
	stops map[string]func()
}

// add adds a job; the function that it returns takes it out.
func (r *running) add(id string, stop func()) (remove func()) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if r.stops == nil {
		r.stops = map[string]func(){}
	}
	r.stops[id] = stop
	return func() {
		r.mutex.Lock()
		defer r.mutex.Unlock()
		delete(r.stops, id)
	}
}

// stop stops a job, if it is one of these.
func (r *running) stop(id string) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if stop := r.stops[id]; stop != nil {
		stop()
	}
}
