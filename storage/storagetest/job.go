package storagetest

import (
	"time"

	"truchement/workflow"
)

func testJobs(d *desk) {
	waiting := workflow.Job{ID: "j1", Kind: "align", By: "amina", At: at(5),
		State: workflow.JobWaiting}
	older := workflow.Job{ID: "j2", Kind: "align", By: "luc", At: at(1), State: workflow.JobRunning,
		Steps: 3, Total: 9, Tries: 1, Lease: at(10), Runner: "node"}
	other := workflow.Job{ID: "j3", Kind: "other", By: "operator", At: at(2),
		State: workflow.JobArriving}
	for _, j := range []workflow.Job{waiting, older, other} {
		d.must(step(workflow.Tx.AddJob, j))
	}
	read := func(id string) workflow.Job {
		return view(d, func(tx workflow.Tx) (workflow.Job, error) { return tx.Job(id) })
	}
	checkEqual(d, "Job", read("j2"), older)
	checkEqual(d, "Jobs", view(d, func(tx workflow.Tx) ([]workflow.Job, error) { return tx.Jobs("align") }),
		[]workflow.Job{waiting, older})
	next := func(second int) string {
		return view(d, func(tx workflow.Tx) (workflow.Job, error) { return tx.NextJob(at(second)) }).ID
	}
	checkEqual(d, "NextJob while the lease of the older lasts", next(10), "j1")
	checkEqual(d, "NextJob when it has ended", next(11), "j2")

	older.State, older.Steps, older.Total, older.Tries = workflow.JobFailed, 4, 10, 2
	older.Lease, older.Runner, older.Report = time.Time{}, "", []byte(`{"a":1}`)
	older.Problem = &workflow.Problem{Kind: workflow.Invalid, ID: "align.date",
		Args: map[string]any{"Limit": 100, "Name": "Paix"}}
	d.must(step(workflow.Tx.UpdateJob, older))
	checkEqual(d, "Job after UpdateJob", read("j2"), older)
	without := older
	without.Report = nil
	checkEqual(d, "Jobs have no reports",
		view(d, func(tx workflow.Tx) ([]workflow.Job, error) { return tx.Jobs("align") }),
		[]workflow.Job{waiting, without})
	checkEqual(d, "NextJob passes what has ended", next(99), "j1")

	part := func(job string, n int, body string) func(workflow.Tx) error {
		return func(tx workflow.Tx) error { return tx.AddJobPart(job, n, []byte(body)) }
	}
	d.must(part("j1", 1, `"b"`), part("j1", 0, `"a"`), part("j3", 0, `"c"`))
	parts := func(job string) []string {
		var all []string
		for _, b := range view(d, func(tx workflow.Tx) ([][]byte, error) { return tx.JobParts(job) }) {
			all = append(all, string(b))
		}
		return all
	}
	checkEqual(d, "JobParts", parts("j1"), []string{`"a"`, `"b"`})
	second := view(d, func(tx workflow.Tx) ([]byte, error) { return tx.JobPart("j1", 1) })
	checkEqual(d, "JobPart", string(second), `"b"`)
	checkKind(d, "a part that does not exist",
		d.try(func(tx workflow.Tx) error { _, err := tx.JobPart("j1", 2); return err }), workflow.NotFound)
	piece := func(job string, n int, body string) func(workflow.Tx) error {
		return func(tx workflow.Tx) error { return tx.SetJobFile(job, n, []byte(body)) }
	}
	d.must(piece("j1", 0, "x"), piece("j1", 1, "y"), piece("j1", 0, "z"), piece("j3", 0, "w"))
	removeParts := func(from int) func(workflow.Tx) error {
		return func(tx workflow.Tx) error { return tx.RemoveJobParts("j1", from) }
	}
	d.must(removeParts(1))
	checkEqual(d, "JobParts after all but the first are removed", parts("j1"), []string{`"a"`})
	d.must(removeParts(0), step(workflow.Tx.RemoveJob, "j3"))
	kept := view(d, func(tx workflow.Tx) ([]byte, error) { return tx.JobFile("j1", 0) })
	checkEqual(d, "JobFile after its parts are removed", string(kept), "z")
	for job, n := range map[string]int{"j1": 1, "j3": 0} {
		checkKind(d, "a piece that is gone",
			d.try(func(tx workflow.Tx) error { _, err := tx.JobFile(job, n); return err }), workflow.NotFound)
	}
	checkEqual(d, "JobParts after RemoveJobParts", parts("j1"), []string(nil))
	checkEqual(d, "JobParts after RemoveJob", parts("j3"), []string(nil))
	checkKind(d, "a removed job", d.try(func(tx workflow.Tx) error { _, err := tx.Job("j3"); return err }),
		workflow.NotFound)
	checkKind(d, "UpdateJob of no job", d.try(step(workflow.Tx.UpdateJob, other)), workflow.NotFound)
}
