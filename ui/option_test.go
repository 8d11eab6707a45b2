package ui_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/story"
)

// unisolated is a sentence without the marks around its values, as HTML has it or not.
func unisolated(s string) string {
	return strings.NewReplacer("\u2068", "", "\u2069", "", "<bdi>", "", "</bdi>", "", "&#43;", "+").Replace(s)
}

// optionStory is an article with a segment that was translated, and who asks.
type optionStory struct {
	*uitest.Newsroom
	article, segment, block string
	version                 int64
}

func newOptionStory(t *testing.T) optionStory {
	t.Helper()
	n := uitest.OpenNewsroom(t)
	v := n.AddArticle(uitest.ArabicArticle, 0)
	n.Translate(v.ID, "Une traduction.")
	v, err := n.Article.Read(t.Context(), n.Actor(workflow.Editor), v.ID)
	if err != nil {
		t.Fatal(err)
	}
	s := v.Segments[0]
	return optionStory{n, v.ID, s.ID, s.Block, s.Version}
}

// TestWrongOptionsOfAPI sends every wrong value where the API takes one: the answer is 422 with a
// problem whose detail names the value and what is possible.
func TestWrongOptionsOfAPI(t *testing.T) {
	n := newOptionStory(t)
	luc := n.Program(workflow.Editor, workflow.WriteScope)
	at, segment := "/articles/"+n.article, "/segments/"+n.segment
	get := func(path string) func(string) (string, string, any) {
		return func(value string) (string, string, any) {
			return "GET", path + url.QueryEscape(value), nil
		}
	}
	post := func(path string, field string, body map[string]any) func(string) (string, string, any) {
		return func(value string) (string, string, any) {
			all := map[string]any{field: value}
			for k, v := range body {
				all[k] = v
			}
			return "POST", path, all
		}
	}
	assign := map[string]any{"user": "translator@desk.test", "role": "translator"}
	issue := map[string]any{"side": "target", "passage": "traduction", "type": "wrong-term", "severity": "minor"}
	without := func(field string) map[string]any {
		body := map[string]any{}
		for k, v := range issue {
			if k != field {
				body[k] = v
			}
		}
		return body
	}
	calls := map[string][]func(string) (string, string, any){
		"format": {get(at + "/export?format=")},
		"states": {get(at + "/export?format=html&states="), get(at + "/export?format=html&states=final&states=")},
		"rows":   {get(at + "/export?format=html&rows=")},
		"layout": {get(at + "/export?format=html&edition="), get("/collection?article=" + n.article + "&edition=")},
		"paper":  {get(at + "/export?format=pdf&paper=")},
		"day":    {get("/quality?from="), get("/quality?to=")},
		"stage":  {get("/articles?state=")},
		"language": {get(at + "/export?format=epub&lead="), get("/collection?article=" + n.article + "&lead="), post("/articles", "source_lang", map[string]any{"text": "وصل الوزير."}),
			get("/terms?target_lang=fr&text=a&source_lang="), get("/terms?source_lang=ar&text=a&target_lang="),
			post("/articles", "target_lang", map[string]any{"text": "وصل الوزير."})},
		"time": {post("/articles", "due", map[string]any{"text": "وصل الوزير."}),
			post(at+"/assignments", "due", assign)},
		"urgency": {func(value string) (string, string, any) {
			return "POST", at + "/assignments", `{"user":"translator@desk.test","role":"translator","urgency":` + value + `}`
		}},
		"work":       {post(at+"/assignments", "role", map[string]any{"user": "translator@desk.test"})},
		"decision":   {post(segment+"/review", "decision", nil)},
		"grade":      {post(segment+"/correct", "grade", map[string]any{"source": "العنوان"})},
		"type":       {post(segment+"/issues", "type", without("type"))},
		"severity":   {post(segment+"/issues", "severity", without("severity"))},
		"side":       {post(segment+"/issues", "side", without("side"))},
		"unit-side":  {get("/memory/units?source_lang=ar&target_lang=fr&side=")},
		"unit-kind":  {get("/memory/export?source_lang=ar&target_lang=fr&kind=")},
		"unit-state": {get("/memory/units?source_lang=ar&target_lang=fr&state=")},
		"term-type": {get("/concepts?type="), get("/terms/export?format=csv&type="), post("/concepts", "type",
			map[string]any{"terms": []any{map[string]any{"lang": "fr", "text": "a"}}})},
		"term-state": {get("/concepts?state="), get("/terms/export?format=csv&state=")},
		"term-status": {func(value string) (string, string, any) {
			return "POST", "/concepts", map[string]any{"terms": []any{map[string]any{"lang": "fr", "text": "a", "status": value}}}
		}},
		"term-format": {get("/terms/export?format=")},
		"publication": {get("/concepts?publication="), get("/terms/export?format=csv&publication="),
			get("/terms?source_lang=ar&target_lang=fr&text=a&publication="), post("/concepts", "publication",
				map[string]any{"terms": []any{map[string]any{"lang": "fr", "text": "a"}}})},
		"percent": {get("/memory/lookup?source_lang=ar&target_lang=fr&text=a&threshold="),
			get("/memory/lookup?source_lang=ar&target_lang=fr&text=a&limit=")},
	}
	for _, wrong := range story.WrongOptions() {
		for _, call := range calls[wrong.Option] {
			method, path, body := call(wrong.Value)
			t.Run(wrong.Option+"/"+wrong.Value+" "+method+" "+path, func(t *testing.T) {
				w := luc.Call(422, method, path, body, nil, "If-Match", uitest.Match(n.version))
				var problem struct{ Type, Detail string }
				if err := json.Unmarshal(w.Body.Bytes(), &problem); err != nil ||
					w.Header().Get("Content-Type") != "application/problem+json" {
					t.Fatalf("%v, %v", err, w.Header())
				}
				for _, s := range append(wrong.Says, wrong.Value) {
					if !strings.Contains(unisolated(problem.Detail), s) {
						t.Errorf("no %q in %q", s, problem.Detail)
					}
				}
			})
		}
	}
}

// TestWrongOptionsOfPages sends every wrong value where a page takes one: the page, or the error
// page, names the value and what is possible.
func TestWrongOptionsOfPages(t *testing.T) {
	n := newOptionStory(t)
	b, chief := n.As(workflow.Editor), n.As(workflow.Chief)
	at := "/articles/" + n.article
	get := func(path string) func(string) *httptest.ResponseRecorder {
		return func(value string) *httptest.ResponseRecorder { return b.Get(path + url.QueryEscape(value)) }
	}
	post := func(who *uitest.Browser, path, field string, pairs ...string) func(string) *httptest.ResponseRecorder {
		return func(value string) *httptest.ResponseRecorder {
			return who.Post(path, append(pairs, field, value)...)
		}
	}
	pages := map[string][]func(string) *httptest.ResponseRecorder{
		"format":   {get(at + "/export/file?format=")},
		"states":   {get(at + "/export/file?format=html&states="), get(at + "/export/file?format=html&states=final&states=")},
		"deadline": {get("/board?deadline=")},
		"filter":   {get(at + "/bench?state=")},
		"rows":     {get(at + "/export/file?format=html&rows=")},
		"layout":   {get(at + "/export/file?format=html&edition="), get("/collection/file?article=" + n.article + "&edition=")},
		"paper":    {get(at + "/export/file?format=pdf&paper=")},
		"report":   {get("/quality/file?format=")},
		"day":      {get("/memory?from="), get("/memory/file?until="), get("/quality/file?from="), get("/quality/file?to="), get("/quality?from="), get("/quality?to=")},
		"stage":    {get("/board?stage="), post(b, at+"/move", "to", "from", "translating"), post(b, at+"/move", "from", "to", "arrived")},
		"role":     {post(chief, "/people", "role", "email", "a@b.test", "name", "A", "language", "fr")},
		"interface": {post(b, "/account", "language", "name", "Luc"),
			post(chief, "/people", "language", "email", "a@b.test", "name", "A", "role", "editor")},
		"scope": {post(b, "/account/tokens", "scope", "name", "A", "days", "7")},
		"language": {get(at + "/export/file?format=epub&lead="), get("/collection?article=" + n.article + "&lead="), post(b, "/articles/new", "source-lang", "text", "وصل الوزير."),
			func(value string) *httptest.ResponseRecorder {
				return b.Get("/termbase/suggestions?pair=" + url.QueryEscape(value+">fr"))
			}, post(b, "/termbase/concepts", "lang-0", "type", "title", "text-0", "a"), post(b, "/articles/new", "target-lang", "text", "وصل الوزير.")},
		"urgency": {post(b, at, "urgency", "title", "A"), post(b, "/articles/new", "urgency", "text", "وصل الوزير."),
			post(b, at+"/assignments", "urgency", "assignee", n.Actor(workflow.Translator).ID, "role", "translator")},
		"unit-side":  {get("/memory?side="), get("/memory/file?side=")},
		"unit-kind":  {get("/memory?kind="), post(b, "/memory/remove", "kind", "all", "1", "pair", "ar>fr")},
		"unit-state": {get("/memory?state="), get("/memory/file?state=")},
		"term-type": {get("/termbase?type="), get("/termbase/file?format=csv&type="),
			post(b, "/termbase/concepts", "type", "lang-0", "fr", "text-0", "a")},
		"term-state":  {get("/termbase?state="), get("/termbase/file?format=csv&state=")},
		"term-status": {post(b, "/termbase/concepts", "status-0", "type", "title", "lang-0", "fr", "text-0", "a")},
		"term-format": {get("/termbase/file?format=")},
		"term-file": {func(value string) *httptest.ResponseRecorder {
			return b.Upload("/termbase/import", value, []byte("x"))
		}},
		"publication": {get("/termbase?publication="), get("/termbase/file?format=csv&publication="),
			post(b, "/termbase/concepts", "publication", "type", "title", "lang-0", "fr", "text-0", "a")},
		"work": {post(b, at+"/assignments", "role", "assignee", n.Actor(workflow.Translator).ID)},
	}
	for _, wrong := range story.WrongOptions() {
		for _, ask := range pages[wrong.Option] {
			t.Run(wrong.Option+"/"+wrong.Value, func(t *testing.T) {
				w := ask(wrong.Value)
				if w.Code != http.StatusUnprocessableEntity && w.Code != http.StatusOK {
					t.Fatalf("status %d\n%s", w.Code, w.Body)
				}
				page := unisolated(w.Body.String())
				for _, s := range append(wrong.Says, wrong.Value) {
					if !strings.Contains(page, s) {
						t.Errorf("no %q on the page, status %d", s, w.Code)
					}
				}
			})
		}
	}
}

// TestTooManyLines sends an article of one line too many: page and API refuse it in the same words.
func TestTooManyLines(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	text := strings.Repeat("Oui.\n\n", workflow.MaxSegments+1)
	const says = "L’article a plus de 20\u202f000 phrases"
	page := unisolated(n.See(n.As(workflow.Editor).Post("/articles/new", "text", text, "do", "preview"), 413))
	if !strings.Contains(page, says) {
		t.Error("the page does not say that there are too many sentences")
	}
	luc := n.Program(workflow.Editor, workflow.WriteScope)
	w := luc.Call(413, "POST", "/articles", map[string]any{"text": text, "source_lang": "fr"}, nil)
	if !strings.Contains(unisolated(w.Body.String()), says) {
		t.Errorf("the API says %s", w.Body)
	}
}
