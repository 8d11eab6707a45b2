package storage

import (
	"time"

	"truchement/workflow"
)

const jobColumns = `id, kind, person, at, state, steps, total, tries, lease, runner, problem`

func jobFields(j *workflow.Job) []any {
	return []any{&j.ID, &j.Kind, &j.By, (*timestamp)(&j.At), (*string)(&j.State), &j.Steps, &j.Total,
		&j.Tries, (*timestamp)(&j.Lease), &j.Runner, jsonColumn{&j.Problem}}
}

func scanJob(row scanner) (workflow.Job, error) {
	var j workflow.Job
	return j, row.Scan(jobFields(&j)...)
}

func scanJobReport(row scanner) (workflow.Job, error) {
	var j workflow.Job
	err := row.Scan(append(jobFields(&j), &j.Report)...)
	if len(j.Report) == 0 {
		j.Report = nil
	}
	return j, err
}

// jobValues are the parameters of both statements that write a job.
func jobValues(j workflow.Job) ([]any, error) {
	problem, err := toJSON(j.Problem)
	if err != nil {
		return nil, err
	}
	return []any{j.ID, string(j.State), int64(j.Steps), int64(j.Total), int64(j.Tries),
		millis(j.Lease), j.Runner, nonNil(j.Report), problem}, nil
}

// AddJob keeps a new job.
func (t *tx) AddJob(j workflow.Job) error {
	values, err := jobValues(j)
	if err != nil {
		return err
	}
	return t.write(`INSERT INTO job (id, state, steps, total, tries, lease, runner, report,
		problem, kind, person, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		append(values, j.Kind, j.By, millis(j.At))...)
}

// UpdateJob writes how far a job is and what became of it.
func (t *tx) UpdateJob(j workflow.Job) error {
	values, err := jobValues(j)
	if err != nil {
		return err
	}
	return t.writeOne("job", j.ID, `UPDATE job SET state = $2, steps = $3, total = $4, tries = $5,
		lease = $6, runner = $7, report = $8, problem = $9 WHERE id = $1`, values...)
}

// Job reads a job.
func (t *tx) Job(id string) (workflow.Job, error) {
	return queryOne(t, "job", scanJobReport,
		`SELECT `+jobColumns+`, report FROM job WHERE id = $1`, id)
}

// Jobs lists the jobs of a kind, newest first, without their reports.
func (t *tx) Jobs(kind string) ([]workflow.Job, error) {
	return queryList(t, scanJob,
		`SELECT `+jobColumns+` FROM job WHERE kind = $1 ORDER BY at DESC, id DESC`, kind)
}

// NextJob reads the oldest job that waits, or whose runner let its lease end.
func (t *tx) NextJob(now time.Time) (workflow.Job, error) {
	return queryOne(t, "job", scanJob, `SELECT `+jobColumns+` FROM job
		WHERE state IN ('waiting', 'running') AND (state = 'waiting' OR lease < $1)
		ORDER BY at, id LIMIT 1`, millis(now))
}

// RemoveJob forgets a job and its parts.
func (t *tx) RemoveJob(id string) error { return t.write(`DELETE FROM job WHERE id = $1`, id) }

// AddJobPart keeps a part of what a job is about.
func (t *tx) AddJobPart(job string, n int, body []byte) error {
	return t.write(`INSERT INTO job_part (job, n, body) VALUES ($1, $2, $3)`, job, int64(n),
		nonNil(body))
}

// JobPart reads a part of what a job is about.
func (t *tx) JobPart(job string, n int) ([]byte, error) {
	return queryOne(t, "part of job", scanValue[[]byte], `SELECT body FROM job_part WHERE job = $1 AND n = $2`,
		job, int64(n))
}

// JobParts reads the parts of what a job is about, in order.
func (t *tx) JobParts(job string) ([][]byte, error) {
	return queryList(t, scanValue[[]byte],
		`SELECT body FROM job_part WHERE job = $1 AND n >= 0 ORDER BY n`, job)
}

// RemoveJobParts forgets what a job is about, from a part on, and keeps its file.
func (t *tx) RemoveJobParts(job string, from int) error {
	return t.write(`DELETE FROM job_part WHERE job = $1 AND n >= $2`, job, int64(from))
}

// fileRow is the number of the row that has the n-th piece of a job's file: its parts have the
// numbers from 0 on.
func fileRow(n int) int64 { return -1 - int64(n) }

// SetJobFile keeps the n-th piece of the file that comes of a job; the first takes the place of all.
func (t *tx) SetJobFile(job string, n int, piece []byte) error {
	if n == 0 {
		if err := t.write(`DELETE FROM job_part WHERE job = $1 AND n < 0`, job); err != nil {
			return err
		}
	}
	return t.write(`INSERT INTO job_part (job, n, body) VALUES ($1, $2, $3)`, job, fileRow(n), nonNil(piece))
}

// JobFile reads the n-th piece of the file that came of a job.
func (t *tx) JobFile(job string, n int) ([]byte, error) {
	return t.JobPart(job, int(fileRow(n)))
}
