package api_test

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"truchement/ui/api"
	"truchement/ui/uitest"
	"truchement/workflow"
)

func TestAPIStory(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	amina, luc := n.Program(workflow.Translator, workflow.WriteScope), n.Program(workflow.Editor, workflow.WriteScope)
	var made struct {
		ID       string
		Segments []api.Segment
	}
	luc.Call(201, "POST", "/articles", map[string]any{"text": uitest.APIArabic, "source_lang": "ar"}, &made)
	if len(made.Segments) != 2 {
		t.Fatalf("%d segments, want 2: ؟ ends a sentence and the full stop too", len(made.Segments))
	}
	luc.Call(201, "POST", "/articles/"+made.ID+"/assignments", map[string]any{
		"user": "translator@desk.test", "role": "translator", "from": 1, "to": 2,
	}, nil)
	for i, target := range []string{"Le ministre est arrivé ce matin à Rabat.", "A-t-il signé ?"} {
		s := made.Segments[i]
		var saved api.Segment
		w := amina.Call(200, "PUT", "/segments/"+s.ID, map[string]any{"target": target, "confirm": true},
			&saved, "If-Match", uitest.Match(s.Version), "Idempotency-Key", "k"+s.ID)
		if saved.State != "translated" || w.Header().Get("ETag") != uitest.Match(2) {
			t.Errorf("saved %+v with tag %s", saved, w.Header().Get("ETag"))
		}
		amina.Call(403, "POST", "/segments/"+s.ID+"/review", map[string]any{"decision": "approve"}, nil,
			"If-Match", uitest.Match(2))
		luc.Call(200, "POST", "/segments/"+s.ID+"/review", map[string]any{"decision": "approve"}, nil,
			"If-Match", uitest.Match(2))
	}
	luc.Call(422, "POST", "/articles/"+made.ID+"/publish", nil, nil)
	luc.Call(200, "POST", "/articles/"+made.ID+"/sign-off", nil, nil)
	var article api.Summary
	luc.Call(200, "POST", "/articles/"+made.ID+"/publish", nil, &article)
	if article.Stage != workflow.Published || article.Segments.Final != 2 {
		t.Errorf("published as %+v", article)
	}
	lea := n.Program(workflow.Reader, workflow.ReadScope)
	w := lea.Call(200, "GET", "/articles/"+made.ID+"/export?format=html", nil, nil)
	if !strings.Contains(w.Body.String(), "A-t-il signé") ||
		!strings.Contains(w.Header().Get("Content-Disposition"), "filename*=UTF-8''") {
		t.Errorf("export: %v\n%s", w.Header(), w.Body)
	}
}

func TestAPIConflict(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	amina := n.Program(workflow.Translator, workflow.WriteScope)
	var made struct{ Segments []api.Segment }
	amina.Call(201, "POST", "/articles", map[string]any{"text": uitest.APIArabic}, &made)
	s := made.Segments[0]
	save := func(status int, target, key string, out any) {
		t.Helper()
		amina.Call(status, "PUT", "/segments/"+s.ID, map[string]any{"target": target}, out,
			"If-Match", uitest.Match(1), "Idempotency-Key", key)
	}
	save(200, "Premier texte.", "a", nil)
	save(200, "Premier texte.", "a", nil)
	var problem struct {
		Type    string
		Base    struct{ Source, Target string }
		Current api.Segment
		Yours   struct{ Target, Change string }
	}
	save(412, "Second texte.", "b", &problem)
	if problem.Current.Target != "Premier texte." || problem.Yours.Target != "Second texte." ||
		problem.Base.Target != "" || problem.Type != "urn:truchement:problem:conflict" {
		t.Errorf("problem %+v", problem)
	}
	var changes []struct{ ID, Kind, Target string }
	amina.Call(200, "GET", "/segments/"+s.ID+"/history", nil, &changes)
	if !slices.ContainsFunc(changes, func(c struct{ ID, Kind, Target string }) bool {
		return c.ID == problem.Yours.Change && c.Kind == "refused" && c.Target == "Second texte."
	}) {
		t.Errorf("the refused text is not in the history %v", changes)
	}
}

// TestAPIReviewIsDoneOnce sends a decision again whose answer was lost.
func TestAPIReviewIsDoneOnce(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	amina, luc := n.Program(workflow.Translator, workflow.WriteScope), n.Program(workflow.Editor, workflow.WriteScope)
	var made struct{ Segments []api.Segment }
	amina.Call(201, "POST", "/articles", map[string]any{"text": uitest.APIArabic}, &made)
	at := "/segments/" + made.Segments[0].ID
	amina.Call(200, "PUT", at, map[string]any{"target": "Un.", "confirm": true}, nil, "If-Match", uitest.Match(1))
	for range 2 {
		w := luc.Call(200, "POST", at+"/review", map[string]any{"decision": "approve"}, nil,
			"If-Match", uitest.Match(2), "Idempotency-Key", "once")
		if got := w.Header().Get("ETag"); got != uitest.Match(3) {
			t.Errorf("ETag %s, want %s", got, uitest.Match(3))
		}
	}
	luc.Call(412, "POST", at+"/review", map[string]any{"decision": "approve"}, nil,
		"If-Match", uitest.Match(2), "Idempotency-Key", "another")
}

func TestAPIRecut(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	luc := n.Program(workflow.Editor, workflow.WriteScope)
	var made struct {
		ID       string
		Segments []api.Segment
	}
	luc.Call(201, "POST", "/articles", map[string]any{"html": "<p>وصل <b>الوزير</b> اليوم. وقع الاتفاق.</p>"}, &made)
	s := made.Segments[0]
	if !strings.Contains(s.Source, "⟦1⟧الوزير⟦/1⟧") || len(s.Codes) != 1 {
		t.Fatalf("source %q with codes %v", s.Source, s.Codes)
	}
	var all []api.Segment
	luc.Call(200, "POST", "/segments/"+s.ID+"/merge", nil, &all, "If-Match", uitest.Match(1))
	if len(all) != 1 {
		t.Fatalf("%d segments after the merge", len(all))
	}
	luc.Call(200, "POST", "/segments/"+s.ID+"/split", map[string]any{"at": 12}, &all, "If-Match", uitest.Match(2))
	if len(all) != 2 {
		t.Fatalf("%d segments after the split", len(all))
	}
	luc.Call(200, "POST", "/segments/"+s.ID+"/undo", nil, &all)
	luc.Call(412, "POST", "/segments/"+s.ID+"/merge", nil, nil, "If-Match", uitest.Match(1))
	luc.Call(428, "POST", "/segments/"+s.ID+"/merge", nil, nil)
}

func TestAPIRefusals(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	amina := n.Program(workflow.Translator, workflow.WriteScope)
	reads := n.Program(workflow.Editor, workflow.ReadScope)
	for name, tt := range map[string]struct {
		who          uitest.Program
		status       int
		method, path string
		body         any
	}{
		"not JSON":        {amina, 400, "POST", "/articles", "{"},
		"unknown member":  {amina, 400, "POST", "/articles", `{"txt":"x"}`},
		"two bodies":      {amina, 400, "POST", "/articles", `{"text":"x"} {}`},
		"not UTF-8":       {amina, 422, "POST", "/articles", "{\"text\":\"\xff\"}"},
		"empty":           {amina, 422, "POST", "/articles", `{"text":" "}`},
		"text and html":   {amina, 422, "POST", "/articles", `{"text":"x","html":"y"}`},
		"a read token":    {reads, 403, "POST", "/articles", `{"text":"x"}`},
		"not there":       {amina, 404, "GET", "/articles/nowhere", nil},
		"unknown person":  {amina, 404, "GET", "/articles?assignee=nobody@x", nil},
		"a wrong token":   {uitest.Program{Newsroom: n, Token: "x"}, 401, "GET", "/articles", nil},
		"a wrong format":  {amina, 422, "GET", "/articles/x/export?format=doc", nil},
		"no such route":   {amina, 404, "GET", "/nothing", nil},
		"not this method": {amina, 405, "DELETE", "/articles", nil},
	} {
		t.Run(name, func(t *testing.T) {
			w := tt.who.Call(tt.status, tt.method, tt.path, tt.body, nil)
			if got := w.Header().Get("Content-Type"); got != "application/problem+json" {
				t.Errorf("content type %s", got)
			}
		})
	}
}

// TestDescription compares openapi.json with the routes, both ways.
func TestDescription(t *testing.T) {
	var doc struct {
		OpenAPI string `json:"openapi"`
		Paths   map[string]map[string]struct {
			OperationID string `json:"operationId"`
			Parameters  []struct{ Name, In string }
			Responses   map[string]any
		}
	}
	n := uitest.EmptyNewsroom(t)
	w := n.Browser().Get("/api/v1/openapi.json")
	if err := json.Unmarshal(w.Body.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	described := map[string]bool{}
	ids := map[string]bool{}
	for path, methods := range doc.Paths {
		for method, op := range methods {
			described[strings.ToUpper(method)+" /api/v1"+path] = true
			if ids[op.OperationID] || op.OperationID == "" || len(op.Responses) < 2 && path != "/openapi.json" {
				t.Errorf("%s %s: operation %q, %d responses", method, path, op.OperationID, len(op.Responses))
			}
			ids[op.OperationID] = true
			for _, name := range regexp.MustCompile(`\{(\w+)\}`).FindAllStringSubmatch(path, -1) {
				found := slices.ContainsFunc(op.Parameters, func(p struct{ Name, In string }) bool {
					return p.Name == name[1] && p.In == "path"
				})
				if !found {
					t.Errorf("%s %s does not describe its parameter %s", method, path, name[1])
				}
			}
		}
	}
	param := regexp.MustCompile(`:(\w+)`)
	for _, r := range n.AllRoutes() {
		if !strings.HasPrefix(r.Path, "/api/") {
			continue
		}
		at := r.Method + " " + param.ReplaceAllString(r.Path, "{$1}")
		if !described[at] {
			t.Errorf("%s is served and not described", at)
		}
		delete(described, at)
	}
	for at := range described {
		t.Errorf("%s is described and not served", at)
	}
	if w.Code != http.StatusOK || !strings.HasPrefix(doc.OpenAPI, "3.1") {
		t.Errorf("description: status %d, version %s", w.Code, doc.OpenAPI)
	}
}
