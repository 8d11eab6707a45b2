package api_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/format/terms"
	"truchement/workflow/termbase"
	"truchement/workflow/unit"
	"truchement/workflow/unit/exchange"
)

// What many units or concepts went through is taken back by a job, whose id is the batch that undoes the undo.
func TestManyAreUndoneByAJob(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	luc, amina := n.Program(workflow.Editor, workflow.WriteScope), n.Program(workflow.Translator, workflow.WriteScope)
	who := n.Actor(workflow.Editor)
	var units, concepts strings.Builder
	concepts.WriteString("ar,fr\n")
	for i := range unit.Many + 1 {
		fmt.Fprintf(&units, "نص %d.\tTexte %d.\n", i, i)
		fmt.Fprintf(&concepts, "مصطلح %d,terme %d\n", i, i)
	}
	in := unit.NewImport{Name: "a.tsv", Format: exchange.TSV, SourceLang: "ar", TargetLang: "fr"}
	_, err := n.Units.Import(t.Context(), who, in, "job1", strings.NewReader(units.String()), func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	removed, _, err := n.Units.Remove(t.Context(), who, unit.UnitChoice{Query: unit.UnitQuery{
		UnitFilter: workflow.UnitFilter{SourceLang: "ar", TargetLang: "fr"}}})
	if err != nil {
		t.Fatal(err)
	}
	of := termbase.NewImport{Name: "a.csv", Format: terms.CSV}
	_, err = n.Termbase.Import(t.Context(), who, of, "job2", strings.NewReader(concepts.String()), func(int, int) {})
	if err != nil {
		t.Fatal(err)
	}
	for path, batch := range map[string]string{"/memory": removed, "/terms": "job2"} {
		t.Run(path, func(t *testing.T) {
			w := luc.Call(202, "POST", path+"/undo", map[string]any{"batch": batch}, nil)
			at := strings.TrimPrefix(w.Header().Get("Location"), "/api/v1")
			if !strings.HasPrefix(at, path+"/changes/") {
				t.Fatalf("the job is at %q", at)
			}
			var job struct {
				ID, State string
				Report    struct {
					Batch string
					Done  int
				}
			}
			for range 1000 {
				if luc.Call(200, "GET", at, nil, &job); job.State == "done" {
					break
				}
				time.Sleep(10 * time.Millisecond)
			}
			if job.Report.Done != unit.Many+1 || job.Report.Batch != job.ID {
				t.Errorf("job %+v", job)
			}
			luc.Call(409, "DELETE", at, nil, nil)
			amina.Call(403, "GET", at, nil, nil)
			luc.Call(404, "GET", path+"/changes/none", nil, nil)
		})
	}
}
