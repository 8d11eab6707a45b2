package api_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"testing"

	"truchement/ui/api"
	"truchement/ui/report"
	"truchement/ui/uitest"
	"truchement/workflow"
)

// What checks hold back says why, and the findings of an article are listed, with what was dismissed of them.
func TestAPIFindings(t *testing.T) {
	n := uitest.OpenCheckedNewsroom(t)
	amina, luc := n.Program(workflow.Translator, workflow.WriteScope), n.Program(workflow.Editor, workflow.WriteScope)
	var made struct {
		ID       string
		Segments []api.Segment
	}
	luc.Call(201, "POST", "/articles", map[string]any{"text": "وصل 12 وزيرا إلى الرباط.", "source_lang": "ar"}, &made)
	path := "/segments/" + made.Segments[0].ID
	put := func(status int, version int64, target string, confirm bool, to any) {
		t.Helper()
		w := amina.Call(status, "PUT", path, map[string]any{"target": target, "confirm": confirm}, nil, "If-Match", uitest.Match(version))
		if err := json.Unmarshal(w.Body.Bytes(), to); err != nil {
			t.Fatal(err)
		}
	}
	type heldBack struct {
		api.Segment
		Detail   string
		Findings []report.Finding
		Held     api.Segment `json:"segment"`
	}
	isHeld := func(got heldBack, version int64) {
		t.Helper()
		s := got.Held
		if s.ID == "" {
			s = got.Segment
		}
		if len(got.Findings) != 1 || s.State != "initial" || s.SubState != "draft" || s.Version != version {
			t.Fatalf("held back as %+v", got)
		}
		f := got.Findings[0]
		if f.Check != "number" || f.Severity != "error" || f.Target.Start != 0 || f.Target.End != 2 || f.Source == nil || f.Message == "" {
			t.Errorf("finding %+v", f)
		}
	}
	var got heldBack
	put(http.StatusUnprocessableEntity, 1, "13 ministres sont arrivés à Rabat.", true, &got)
	isHeld(got, 2)
	var saved api.Segment
	put(http.StatusOK, 2, "12 ministres sont arrivés à Rabat.", true, &saved)
	if saved.State != "translated" {
		t.Fatalf("saved %+v", saved)
	}
	got = heldBack{}
	put(http.StatusOK, 3, "13 ministres sont arrivés à Rabat.", false, &got)
	isHeld(got, 4)

	var found []report.DeskFinding
	amina.Call(200, "GET", "/articles/"+made.ID+"/findings", nil, &found)
	if len(found) != 1 || found[0].Segment != made.Segments[0].ID || found[0].Position != 1 || found[0].Check != "number" ||
		found[0].Dismissal != nil {
		t.Fatalf("found %+v", found)
	}
	at := "/articles/" + made.ID + "/findings"
	body := map[string]any{"segment": found[0].Segment, "check": "number", "key": found[0].Key, "scope": "segment", "reason": "La dépêche dit 13."}
	with := func(name, value string) map[string]any {
		all := maps.Clone(body)
		all[name] = value
		return all
	}
	for _, wrong := range []map[string]any{with("reason", " "), with("scope", "desk"), with("check", "none"), with("key", "")} {
		amina.Call(422, "POST", at, wrong, nil)
	}
	amina.Call(403, "POST", at, with("scope", "word"), nil)
	amina.Call(404, "POST", at, with("segment", "none"), nil)
	amina.Call(404, "POST", "/articles/none/findings", body, nil)
	var dismissed, again report.Dismissal
	amina.Call(201, "POST", at, body, &dismissed)
	amina.Call(201, "POST", at, body, &again)
	if dismissed.ID == "" || dismissed.Reason != "La dépêche dit 13." || again.ID != dismissed.ID {
		t.Errorf("dismissed %+v, then %+v", dismissed, again)
	}
	amina.Call(200, "GET", at, nil, &found)
	if len(found) != 1 || found[0].Dismissal == nil || found[0].Dismissal.ID != dismissed.ID {
		t.Errorf("dismissed %+v", found)
	}
	reader := n.Program(workflow.Reader, workflow.ReadScope)
	reader.Call(403, "GET", at, nil, nil)
	reader.Call(403, "POST", at, body, nil)
	amina.Call(404, "DELETE", "/articles/none/findings/"+dismissed.ID, nil, nil)
	luc.Call(200, "DELETE", at+"/"+dismissed.ID, nil, nil)
	amina.Call(200, "DELETE", at+"/"+dismissed.ID, nil, nil) // again
	amina.Call(200, "GET", at, nil, &found)
	if found[0].Dismissal != nil {
		t.Errorf("taken back %+v", found)
	}
}
