package web_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"truchement/ui/uitest"
	"truchement/ui/web"
	"truchement/workflow"
)

// withRoutes makes a server that has these routes besides its own.
func withRoutes(t *testing.T, more ...web.Route) *web.Server {
	t.Helper()
	s := uitest.NewTestServer(t)
	s.Add(more...)
	return s
}

func TestFailShowsErrorsInThreeLanguages(t *testing.T) {
	conflict := func(*web.Call) error { return &workflow.ConflictError{} }
	broken := func(*web.Call) error { return errors.New("secret detail") }
	panics := func(*web.Call) error { panic("secret detail") }
	s := withRoutes(t,
		web.Route{Method: "GET", Path: "/t/conflict", Handle: conflict},
		web.Route{Method: "GET", Path: "/t/broken", Handle: broken},
		web.Route{Method: "GET", Path: "/t/panic", Handle: panics},
		web.Route{Method: "POST", Path: "/t/post", Handle: conflict, Limit: 10},
		web.Route{Method: "GET", Path: "/t/chief", Handle: broken, May: workflow.ManagePeople},
	)
	tests := []struct {
		name, method, path, body string
		status                   int
		words                    [3]string // fr, ar, en
	}{
		{"missing", "GET", "/nowhere", "", 404, [3]string{"Page introuvable", "الصفحة غير موجودة", "Page not found"}},
		{"conflict", "GET", "/t/conflict", "", 409, [3]string{"modifié entre-temps", "تغيّر المحتوى", "Changed in the meantime"}},
		{"too large", "POST", "/t/post", "01234567890", 413, [3]string{"trop volumineux", "كبير جدًا", "Too much"}},
		{"ours", "GET", "/t/broken", "", 500, [3]string{"Erreur du serveur", "خطأ في الخادم", "Server error"}},
		{"panic", "GET", "/t/panic", "", 500, [3]string{"Erreur du serveur", "خطأ في الخادم", "Server error"}},
		{"kept", "POST", "/t/post", "1", 409, [3]string{"Rien n’a été enregistré", "لم يُحفظ أي شيء", "Nothing was saved"}},
		{"wrong method", "POST", "/healthz", "", 405, [3]string{"n’accepte pas", "لا يقبل", "does not accept"}},
	}
	for _, tt := range tests {
		for i, tag := range []string{"fr", "ar", "en"} {
			t.Run(tt.name+" "+tag, func(t *testing.T) {
				r := httptest.NewRequest(tt.method, tt.path, strings.NewReader(tt.body))
				r.Header.Set("Accept-Language", tag)
				w := httptest.NewRecorder()
				s.ServeHTTP(w, r)
				body := w.Body.String()
				if w.Code != tt.status {
					t.Errorf("status = %d, want %d", w.Code, tt.status)
				}
				if !strings.Contains(body, tt.words[i]) {
					t.Errorf("page lacks %q:\n%s", tt.words[i], body)
				}
				if strings.Contains(body, "secret detail") {
					t.Error("the page shows the cause")
				}
				if !strings.Contains(body, w.Header().Get("X-Request-Id")) {
					t.Error("the page lacks its reference")
				}
				uitest.CheckHTML(t, body)
			})
		}
	}
}

func TestFailAnswersProblemsUnderAPI(t *testing.T) {
	refuse := func(*web.Call) error {
		return workflow.Fail(workflow.TooLarge, "fault.too-large", "Size", 12)
	}
	s := withRoutes(t, web.Route{Method: "GET", Path: "/api/v1/t", Handle: refuse},
		web.Route{Method: "GET", Path: "/api/v1/u", Handle: refuse, May: workflow.ReadDesk})
	tests := []struct {
		path, kind string
		status     int
	}{
		{"/api/v1/t", "urn:truchement:problem:too-large", 413},
		{"/api/v1/u", "urn:truchement:problem:unauthorized", 401},
		{"/api/v1/none", "urn:truchement:problem:not-found", 404},
	}
	for _, tt := range tests {
		t.Run(tt.path, func(t *testing.T) {
			w := httptest.NewRecorder()
			s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, tt.path, nil))
			var got struct {
				Type, Title, Detail, Reference string
				Status                         int
			}
			if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
				t.Fatal(err)
			}
			if w.Code != tt.status || got.Status != tt.status || got.Type != tt.kind {
				t.Errorf("got %d %+v, want %d %s", w.Code, got, tt.status, tt.kind)
			}
			if kind := w.Header().Get("Content-Type"); kind != "application/problem+json" {
				t.Errorf("content type = %q", kind)
			}
			if got := w.Header().Get("WWW-Authenticate"); (got == `Bearer realm="truchement"`) != (tt.status == 401) {
				t.Errorf("WWW-Authenticate = %q", got)
			}
			if got.Reference == "" || got.Title == "" || got.Detail == "" {
				t.Errorf("incomplete: %+v", got)
			}
		})
	}
}

// TestFailStatuses has the status of every kind of error.
func TestFailStatuses(t *testing.T) {
	for kind, want := range map[workflow.Kind]int{
		workflow.Invalid: 422, workflow.Unauthorized: 401, workflow.Forbidden: 403, workflow.NotFound: 404,
		workflow.Conflict: 409, workflow.TooMany: 429, workflow.TooLarge: 413, workflow.Unavailable: 503,
		workflow.Unknown: 503, workflow.Internal: 500,
	} {
		if got := web.FailureOf(workflow.Fail(kind, "fault.invalid")).Status; got != want {
			t.Errorf("%s: status %d, want %d", kind, got, want)
		}
	}
	for _, tt := range []struct {
		err  error
		want int
	}{
		{&web.Precondition{Cause: &workflow.ConflictError{}}, 412},
		{&workflow.ConflictError{}, 409},
		{&http.MaxBytesError{Limit: 1}, 413},
		{&web.LocalizedError{Message: "x", Cause: errors.New("x")}, 422},
		{errors.New("x"), 500},
		{workflow.Fail(workflow.Unavailable, "store.full"), 507},
		{workflow.Fail(workflow.Unavailable, "store.read-only"), 503},
	} {
		if got := web.FailureOf(tt.err).Status; got != tt.want {
			t.Errorf("%T: status %d, want %d", tt.err, got, tt.want)
		}
	}
}

// The page is still open around a fragment that failed, so nobody has to go back.
func TestFailTellsFragmentsThatTheTextIsStillThere(t *testing.T) {
	s := withRoutes(t, web.Route{Method: "POST", Path: "/t/save",
		Handle: func(*web.Call) error { return &workflow.ConflictError{} }})
	for _, tt := range []struct{ name, target, want string }{
		{"fragment", "s12", "Votre saisie est toujours dans la page."},
		{"page", "", "revenez en arrière"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := httptest.NewRequest("POST", "/t/save", nil)
			r.Header.Set("Fx-Target", tt.target)
			w := httptest.NewRecorder()
			s.ServeHTTP(w, r)
			if !strings.Contains(w.Body.String(), tt.want) {
				t.Errorf("the answer lacks %q:\n%s", tt.want, w.Body)
			}
		})
	}
}
