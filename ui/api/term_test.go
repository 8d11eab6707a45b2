package api_test

import (
	"bytes"
	"mime/multipart"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"truchement/ui/report"
	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/termbase"
)

// TestAPITerms has a translator propose a concept, an editor settle and edit it, finds it in a text and takes it out.
func TestAPITerms(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	luc, amina := n.Program(workflow.Editor, workflow.WriteScope), n.Program(workflow.Translator, workflow.WriteScope)
	sent := report.Concept{Type: "person", Terms: []report.Term{{Lang: "ar", Text: "عبد الوافي لفتيت", Short: "لفتيت"},
		{Lang: "fr", Text: "Abdelouafi Laftit", Short: "Laftit"},
		{Lang: "fr", Text: "Abdelwafi Lefteet", Status: "deprecated", Note: "graphie anglaise"}}}
	var one struct {
		Concept report.Concept
		Batch   string
	}
	amina.Call(201, "POST", "/concepts", sent, &one)
	at := "/concepts/" + one.Concept.ID
	if one.Concept.State != workflow.ConceptProposed || one.Concept.Terms[0].Status != "preferred" {
		t.Errorf("%+v", one.Concept)
	}
	amina.Call(409, "POST", "/concepts", sent, nil)
	amina.Call(403, "POST", at+"/accept", nil, nil)
	luc.Call(200, "POST", at+"/accept", nil, &one)
	luc.Call(409, "POST", at+"/decline", map[string]any{"reason": "non"}, nil)
	one.Concept.Domain = "gouvernement"
	luc.Call(428, "PUT", at, one.Concept, nil)
	stale := one.Concept.Version
	luc.Call(200, "PUT", at, one.Concept, &one, "If-Match", uitest.Match(stale))
	luc.Call(409, "PUT", at, sent, nil, "If-Match", uitest.Match(stale))
	var list struct{ Concepts []report.Concept }
	amina.Call(200, "GET", "/concepts?q=LAFTIT&domain=gouvernement", nil, &list)
	if len(list.Concepts) != 1 || list.Concepts[0].State != workflow.ConceptSettled {
		t.Errorf("%+v", list)
	}
	amina.Call(422, "GET", "/concepts?type=thing", nil, nil)
	var found []report.TermFound
	amina.Call(200, "GET", "/terms?source_lang=ar&target_lang=fr&text="+url.QueryEscape("أكد عبد الوافي لفتيت ذلك."), nil, &found)
	if len(found) != 1 || found[0].Hits[0].Start != 4 || found[0].Hits[0].Text != "عبد الوافي لفتيت" ||
		found[0].Offers[0].Written != "Abdelouafi Laftit" || found[0].Forbidden[0].Note != "graphie anglaise" {
		t.Errorf("%+v", found)
	}
	var removed struct {
		Removed int
		Batch   string
	}
	luc.Call(200, "DELETE", at, nil, &removed)
	luc.Call(200, "POST", "/terms/undo", map[string]any{"batch": removed.Batch}, nil)
	amina.Call(200, "GET", at, nil, &one.Concept)
	if removed.Removed != 1 || one.Concept.Gone {
		t.Errorf("%+v, %+v", removed, one.Concept)
	}
}

// TestAPITermFiles hands the termbase out and tries what it handed out.
func TestAPITermFiles(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	luc := n.Program(workflow.Editor, workflow.WriteScope)
	luc.Call(201, "POST", "/concepts", report.Concept{Terms: []report.Term{{Lang: "ar", Text: "وزير"}, {Lang: "fr", Text: "ministre"}}}, nil)
	file := luc.Call(200, "GET", "/terms/export?format=tbx", nil, nil)
	if !strings.Contains(file.Body.String(), "ministre") || !strings.Contains(file.Header().Get("Content-Type"), "tbx") {
		t.Errorf("%v\n%s", file.Header(), file.Body)
	}
	luc.Call(422, "GET", "/terms/export?format=doc", nil, nil)
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	to, err := form.CreateFormFile("file", "a.tbx")
	if err == nil {
		_, err = to.Write(file.Body.Bytes())
	}
	if err == nil {
		err = form.WriteField("dry_run", "1")
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest("POST", "/api/v1/terms/import", &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	r.Header.Set("Authorization", "Bearer "+luc.Token)
	w := httptest.NewRecorder()
	n.ServeHTTP(w, r)
	if w.Code != 200 || !strings.Contains(w.Body.String(), `"same":1`) || !strings.Contains(w.Body.String(), `"warnings":[]`) {
		t.Errorf("status %d: %s", w.Code, w.Body)
	}
	found, err := n.Termbase.List(t.Context(), n.Actor(workflow.Editor), termbase.Query{})
	if err != nil || len(found.Concepts) != 1 {
		t.Errorf("%+v, %v", found, err)
	}
}
