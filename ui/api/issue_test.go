package api_test

import (
	"testing"

	"truchement/ui/report"
	"truchement/ui/uitest"
	"truchement/workflow"
)

func TestAPIIssues(t *testing.T) {
	st := uitest.OpenStory(t)
	luc, amina := st.Program(workflow.Editor, workflow.WriteScope), st.Program(workflow.Translator, workflow.WriteScope)
	path := "/segments/" + st.Segments[1].ID + "/issues"
	body := map[string]any{"side": "target", "passage": "théâtre", "type": "wrong-term", "severity": "minor"}
	var made report.Issue
	luc.Call(428, "POST", path, body, nil)
	amina.Call(403, "POST", path, body, nil, "If-Match", uitest.Match(2))
	luc.Call(201, "POST", path, body, &made, "If-Match", uitest.Match(2))
	if made.Passage != "théâtre" || made.Dimension != "terminology" || made.From == 0 {
		t.Errorf("made %+v", made)
	}
	var all []report.Issue
	amina.Call(200, "GET", "/articles/"+st.ID+"/issues", nil, &all)
	if len(all) != 1 || all[0].ID != made.ID {
		t.Errorf("listed %+v", all)
	}
	var report struct{ All struct{ Points float64 } }
	luc.Call(200, "GET", "/quality", nil, &report)
	if report.All.Points != 1 {
		t.Errorf("%v points, want 1", report.All.Points)
	}
	luc.Call(200, "POST", "/issues/"+made.ID+"/withdraw", nil, &made)
	if made.Ended == nil {
		t.Error("the withdrawn issue has no end")
	}
	luc.Call(409, "POST", "/issues/"+made.ID+"/withdraw", nil, nil)
}
