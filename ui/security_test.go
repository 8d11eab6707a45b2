package ui_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"truchement/ui/api"
	"truchement/ui/uitest"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/access"
)

// made is an article of a story of the API, with its segments.
type made struct {
	ID       string
	Segments []api.Segment
}

func article(p uitest.Program, text string) made {
	p.Newsroom.TB.Helper()
	var a made
	p.Call(http.StatusCreated, "POST", "/articles", map[string]any{"text": text, "source_lang": "ar"}, &a)
	return a
}

func TestAPISaveNamesItsTarget(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	amina := n.Program(workflow.Translator, workflow.WriteScope)
	a := article(amina, uitest.APIArabic)
	path := "/segments/" + a.Segments[0].ID
	amina.Call(200, "PUT", path, map[string]any{"target": "Un."}, nil, "If-Match", uitest.Match(1))
	for _, body := range []string{"", "{}", "null", `{"confirm":false}`} {
		amina.Call(422, "PUT", path, body, nil, "If-Match", uitest.Match(2))
	}
	// Half a pair of surrogates would silently become another character.
	for _, body := range []string{`{"target":"a\ud800b"}`, `{"target":"\udc00"}`, `{"target":"\ud800\u0041"}`} {
		amina.Call(422, "PUT", path, body, nil, "If-Match", uitest.Match(2))
	}
	amina.Call(200, "PUT", path, `{"target":"\ud83d\ude00 \\ud800 \\\\"}`, nil, "If-Match", uitest.Match(2))
	amina.Call(200, "PUT", path, `{"target":""}`, nil, "If-Match", uitest.Match(3))
}

func TestAPIKeysAreNotCutShort(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	amina := n.Program(workflow.Translator, workflow.WriteScope)
	a := article(amina, uitest.APIArabic)
	long := strings.Repeat("k", 200)
	for i, key := range []string{long + "1", long + "2"} {
		amina.Call(422, "PUT", "/segments/"+a.Segments[i].ID, map[string]any{"target": "Un."}, nil,
			"If-Match", uitest.Match(1), "Idempotency-Key", key)
	}
}

// TestPathsNameTheirOwnParts sends what belongs to one article to the address of another.
func TestPathsNameTheirOwnParts(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	luc := n.Program(workflow.Editor, workflow.WriteScope)
	a, b := article(luc, uitest.APIArabic), article(luc, "نص آخر لمقال آخر. جملة ثانية.")
	var given struct{ ID string }
	luc.Call(201, "POST", "/articles/"+a.ID+"/assignments", map[string]any{
		"user": "translator@desk.test", "role": "translator"}, &given)
	page := n.As(workflow.Editor)
	there := "/articles/" + b.ID
	for name, w := range map[string]*httptest.ResponseRecorder{
		"correct": page.Post(there+"/segments/"+a.Segments[0].ID+"/correct", "version", "1", "source", "آخر",
			"grade", "typo"),
		"take back": page.Post(there + "/assignments/" + given.ID + "/take-back"),
		"hand over": page.Post(there+"/assignments/"+given.ID+"/hand-over", "person", n.People[workflow.Chief].ID),
		"review":    page.Post(there+"/review", "decision", "approve", "seg", a.Segments[0].ID+":1"),
		"show":      page.Get(there + "/segments/" + a.Segments[0].ID + "/correct"),
	} {
		if w.Code != http.StatusNotFound {
			t.Errorf("%s: status %d, want 404", name, w.Code)
		}
	}
	var left []api.Segment
	luc.Call(200, "GET", "/articles/"+a.ID+"/segments", nil, &left)
	if left[0].Source != a.Segments[0].Source || left[0].Translator != "translator@desk.test" {
		t.Errorf("the segment was changed through another article: %+v", left[0])
	}
}

func TestTooManyAttemptsSayWhenToComeBack(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	b := n.Browser()
	for range 11 {
		if w := b.Post("/signin", "email", "editor@desk.test", "password", "wrong"); w.Code == 429 {
			if w.Header().Get("Retry-After") == "" {
				t.Error("status 429 without Retry-After")
			}
			return
		}
	}
	t.Error("eleven wrong passwords were answered")
}

// TestABodyThatIsTooLargeIsAnswered sends an upload over the limit through a real connection: a
// server that hangs up while a browser still sends is shown as a broken connection.
func TestABodyThatIsTooLargeIsAnswered(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	server := httptest.NewServer(n.Server)
	defer server.Close()
	cookie := n.As(workflow.Translator).Cookies[n.SessionCookie()]
	conn, err := net.Dial("tcp", strings.TrimPrefix(server.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	size := web.UploadLimit + 1<<20
	fmt.Fprintf(conn, "POST /articles/new HTTP/1.1\r\nHost: desk\r\nCookie: %s=%s\r\n"+
		"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n",
		cookie.Name, cookie.Value, size)
	if _, err := io.CopyN(conn, endless{}, int64(size)); err != nil {
		t.Fatalf("the server hung up: %v", err)
	}
	head := make([]byte, len("HTTP/1.1 413"))
	if _, err := io.ReadFull(conn, head); err != nil || string(head) != "HTTP/1.1 413" {
		t.Errorf("answer %q (%v), want 413", head, err)
	}
}

// endless is as many letters as one asks for.
type endless struct{}

// Read is io.Reader's.
func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

func TestAnotherSiteChangesNothing(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	tests := []struct {
		name   string
		header http.Header
		want   int
	}{
		{"another site", http.Header{"Sec-Fetch-Site": {"cross-site"}}, 403},
		{"a neighbour", http.Header{"Sec-Fetch-Site": {"same-site"}}, 403},
		{"a word nobody knows", http.Header{"Sec-Fetch-Site": {"x"}}, 403},
		{"a hidden origin", http.Header{"Origin": {"null"}}, 403},
		{"another origin", http.Header{"Origin": {"https://evil.test"}}, 403},
		{"another port", http.Header{"Origin": {"http://example.com:81"}}, 403},
		{"the desk", http.Header{"Sec-Fetch-Site": {"same-origin"}}, 303},
		{"an old browser at the desk", http.Header{"Origin": {"http://example.com"}}, 303},
	}
	for _, tt := range tests {
		for _, kind := range []string{"application/x-www-form-urlencoded", "text/plain"} {
			b := n.As(workflow.Chief)
			r := httptest.NewRequest("POST", "/account",
				strings.NewReader("name=Nadia&language=fr&digits="))
			r.Header.Set("Content-Type", kind)
			for k, v := range tt.header {
				r.Header[k] = v
			}
			w := b.Send(r)
			if tt.want == 303 && kind == "text/plain" {
				continue // no form: what it says is not read
			}
			if w.Code != tt.want {
				t.Errorf("%s, %s: status %d, want %d", tt.name, kind, w.Code, tt.want)
			}
		}
	}
}

// TestAStreamEndsWithItsGrant revokes the session of an open stream from another one.
func TestAStreamEndsWithItsGrant(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	server := httptest.NewServer(n)
	t.Cleanup(server.Close)
	stolen := n.As(workflow.Editor)
	live := n.Listen(t, server.URL+"/live", stolen)
	here := n.As(workflow.Editor)
	page := here.Get("/account").Body.String()
	sessions := regexp.MustCompile(`/account/grants/[^/"]+/revoke`).FindAllString(page, -1)
	if len(sessions) == 0 {
		t.Fatal("the account page has no session to close")
	}
	here.Post(sessions[len(sessions)-1]) // the oldest
	for live.Lines.Scan() {
		if strings.HasPrefix(live.Lines.Text(), "data: ") {
			t.Errorf("told %s after the session was closed", live.Lines.Text())
		}
	}
	if err := live.Lines.Err(); err != nil {
		t.Errorf("the stream did not end: %v", err)
	}
	if w := stolen.Get("/account"); w.Code != http.StatusSeeOther {
		t.Errorf("the closed session still opens the account: status %d", w.Code)
	}
}

func TestAStreamEndsWithTheAccount(t *testing.T) {
	st := uitest.OpenStory(t)
	server := httptest.NewServer(st)
	t.Cleanup(server.Close)
	for _, path := range []string{"/live", "/live?article=" + st.ID} {
		b := st.As(workflow.Editor)
		// What was changed before it was let in does not end a stream: it would never get past.
		from := st.Listen(t, server.URL+"/live?after=0", b)
		for range 8 {
			_ = from.Entry()
		}
		change := func(edit access.PersonEdit) {
			t.Helper()
			err := st.Access.EditPerson(t.Context(), workflow.Operator(),
				st.People[workflow.Editor].ID, edit)
			if err != nil {
				t.Fatal(err)
			}
		}
		off, on := true, false
		old := st.Listen(t, server.URL+path, b)
		link, err := st.Access.ResetLink(t.Context(), workflow.Operator(), st.People[workflow.Editor].ID)
		if err == nil {
			err = st.Access.ResetPassword(t.Context(), link, uitest.TestPassword)
		}
		if err != nil {
			t.Fatal(err)
		}
		for old.Lines.Scan() {
		}
		if err := old.Lines.Err(); err != nil {
			t.Errorf("%s: a new password did not end the stream: %v", path, err)
		}
		live := st.Listen(t, server.URL+path, st.As(workflow.Editor))
		change(access.PersonEdit{Disabled: &off})
		change(access.PersonEdit{Disabled: &on})
		for live.Lines.Scan() {
			if strings.HasPrefix(live.Lines.Text(), "data: ") {
				t.Errorf("%s: told %s after the account was closed", path, live.Lines.Text())
			}
		}
		if err := live.Lines.Err(); err != nil {
			t.Errorf("%s: the stream did not end: %v", path, err)
		}
	}
}
