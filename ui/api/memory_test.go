package api_test

import (
	"bytes"
	"mime/multipart"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"truchement/ui/api"
	"truchement/ui/uitest"
	"truchement/workflow"
)

// TestAPIMemory brings a file in, looks it up, edits and removes a unit, and takes it all back.
func TestAPIMemory(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	luc, amina := n.Program(workflow.Editor, workflow.WriteScope), n.Program(workflow.Translator, workflow.WriteScope)
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for name, value := range map[string]string{"source_lang": "ar", "target_lang": "fr"} {
		if err := form.WriteField(name, value); err != nil {
			t.Fatal(err)
		}
	}
	file, err := form.CreateFormFile("file", "a.tsv")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.Write([]byte("وصل الوزير إلى الرباط.\tLe ministre est à Rabat.\nنعم.\tOui.\n")); err != nil {
		t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest("POST", "/api/v1/memory/import", &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	r.Header.Set("Authorization", "Bearer "+luc.Token)
	w := httptest.NewRecorder()
	n.ServeHTTP(w, r)
	if w.Code != 202 {
		t.Fatalf("status %d: %s", w.Code, w.Body)
	}
	at := strings.TrimPrefix(w.Header().Get("Location"), "/api/v1")
	var job struct {
		State  string
		Report struct{ Added int }
	}
	for range 500 {
		if luc.Call(200, "GET", at, nil, &job); job.State == "done" {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if job.Report.Added != 2 {
		t.Fatalf("job %+v", job)
	}
	luc.Call(409, "DELETE", at, nil, nil)
	if err := n.Memory.Current(t.Context()); err != nil {
		t.Fatal(err)
	}
	pair := "source_lang=ar&target_lang=fr"
	var found []struct {
		Score        int
		Kind, Target string
		Unit         string
	}
	amina.Call(200, "GET", "/memory/lookup?"+pair+"&text="+url.QueryEscape("نعم."), nil, &found)
	if len(found) != 1 || found[0].Kind != "exact" || found[0].Target != "Oui." {
		t.Fatalf("found %+v", found)
	}
	id := found[0].Unit
	var list struct{ Units []api.Unit }
	amina.Call(200, "GET", "/memory/units?"+pair+"&q=RABAT", nil, &list)
	if len(list.Units) != 1 || list.Units[0].Kind != workflow.FromImport || list.Units[0].Origin != "a.tsv" {
		t.Errorf("units %+v", list.Units)
	}
	var unit api.Unit
	amina.Call(200, "GET", "/memory/units/"+id, nil, &unit)
	text := map[string]any{"source": "نعم.", "target": "Si."}
	amina.Call(403, "PUT", "/memory/units/"+id, text, nil, "If-Match", uitest.Match(unit.Version))
	luc.Call(428, "PUT", "/memory/units/"+id, text, nil)
	luc.Call(200, "PUT", "/memory/units/"+id, text, nil, "If-Match", uitest.Match(unit.Version))
	luc.Call(409, "PUT", "/memory/units/"+id, text, nil, "If-Match", uitest.Match(unit.Version))
	var gone struct {
		Removed int
		Batch   string
	}
	luc.Call(200, "DELETE", "/memory/units/"+id, nil, &gone)
	luc.Call(404, "DELETE", "/memory/units/none", nil, nil)
	var back struct{ Restored int }
	luc.Call(200, "POST", "/memory/undo", map[string]any{"batch": gone.Batch}, &back)
	amina.Call(200, "GET", "/memory/units/"+id, nil, &unit)
	if gone.Removed != 1 || back.Restored != 1 || unit.Target != "Si." || unit.Gone {
		t.Errorf("removed %d, restored %d: %+v", gone.Removed, back.Restored, unit)
	}
	w = amina.Call(200, "GET", "/memory/export?"+pair+"&format=tsv", nil, nil)
	if !strings.Contains(w.Body.String(), "\tSi.\t") {
		t.Errorf("export: %s", w.Body)
	}
	amina.Call(422, "GET", "/memory/export?format=tsv", nil, nil)
	amina.Call(422, "GET", "/memory/lookup?text=x", nil, nil)
}
