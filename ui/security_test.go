package ui

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"truchement/workflow"
)

// made is an article of a story of the API, with its segments.
type made struct {
	ID       string
	Segments []apiSegment
}

func (p program) article(text string) made {
	p.n.t.Helper()
	var a made
	p.call(http.StatusCreated, "POST", "/articles", map[string]any{"text": text, "source_lang": "ar"}, &a)
	return a
}

func TestAPISaveNamesItsTarget(t *testing.T) {
	n := openNewsroom(t)
	amina := n.program(workflow.Translator, workflow.WriteScope)
	a := amina.article(apiArabic)
	path := "/segments/" + a.Segments[0].ID
	amina.call(200, "PUT", path, map[string]any{"target": "Un."}, nil, "If-Match", match(1))
	for _, body := range []string{"", "{}", "null", `{"confirm":false}`} {
		amina.call(422, "PUT", path, body, nil, "If-Match", match(2))
	}
	// Half a pair of surrogates would silently become another character.
	for _, body := range []string{`{"target":"a\ud800b"}`, `{"target":"\udc00"}`, `{"target":"\ud800\u0041"}`} {
		amina.call(422, "PUT", path, body, nil, "If-Match", match(2))
	}
	amina.call(200, "PUT", path, `{"target":"\ud83d\ude00 \\ud800 \\\\"}`, nil, "If-Match", match(2))
	amina.call(200, "PUT", path, `{"target":""}`, nil, "If-Match", match(3))
}

func TestAPIKeysAreNotCutShort(t *testing.T) {
	n := openNewsroom(t)
	amina := n.program(workflow.Translator, workflow.WriteScope)
	a := amina.article(apiArabic)
	long := strings.Repeat("k", 200)
	for i, key := range []string{long + "1", long + "2"} {
		amina.call(422, "PUT", "/segments/"+a.Segments[i].ID, map[string]any{"target": "Un."}, nil,
			"If-Match", match(1), "Idempotency-Key", key)
	}
}

// TestPathsNameTheirOwnParts sends what belongs to one article to the address of another.
func TestPathsNameTheirOwnParts(t *testing.T) {
	n := openNewsroom(t)
	luc := n.program(workflow.Editor, workflow.WriteScope)
	a, b := luc.article(apiArabic), luc.article("نص آخر لمقال آخر. جملة ثانية.")
	var given struct{ ID string }
	luc.call(201, "POST", "/articles/"+a.ID+"/assignments", map[string]any{
		"user": "translator@desk.test", "role": "translator"}, &given)
	page := n.as(workflow.Editor)
	there := "/articles/" + b.ID
	for name, w := range map[string]*httptest.ResponseRecorder{
		"correct": page.post(there+"/segments/"+a.Segments[0].ID+"/correct", "version", "1", "source", "آخر",
			"grade", "typo"),
		"take back": page.post(there + "/assignments/" + given.ID + "/take-back"),
		"hand over": page.post(there+"/assignments/"+given.ID+"/hand-over", "person", n.people[workflow.Chief].ID),
		"review":    page.post(there+"/review", "decision", "approve", "seg", a.Segments[0].ID+":1"),
		"show":      page.get(there + "/segments/" + a.Segments[0].ID + "/correct"),
	} {
		if w.Code != http.StatusNotFound {
			t.Errorf("%s: status %d, want 404", name, w.Code)
		}
	}
	var left []apiSegment
	luc.call(200, "GET", "/articles/"+a.ID+"/segments", nil, &left)
	if left[0].Source != a.Segments[0].Source || left[0].Translator != "translator@desk.test" {
		t.Errorf("the segment was changed through another article: %+v", left[0])
	}
}

func TestTooManyAttemptsSayWhenToComeBack(t *testing.T) {
	n := openNewsroom(t)
	b := n.browser()
	for range 11 {
		if w := b.post("/signin", "email", "editor@desk.test", "password", "wrong"); w.Code == 429 {
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
	n := openNewsroom(t)
	server := httptest.NewServer(n.Server)
	defer server.Close()
	cookie := n.as(workflow.Translator).cookies[n.sessionCookie()]
	conn, err := net.Dial("tcp", strings.TrimPrefix(server.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	size := intakeLimit + 1<<20
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

func TestFileNamesAreWhatTheyLook(t *testing.T) {
	for name, want := range map[string]string{
		"article.docx":                    "article.docx",
		`C:\temp\article.txt`:             "article.txt",
		"../../etc/passwd":                "passwd",
		"a\u2066b\u2069\u200f\u200bc.txt": "abc.txt",
		"a\u202etxt.exe":                  "?",
		"a\r\nX: y.txt":                   "a X: y.txt",
		"..":                              "?",
		"\xff.txt":                        "?",
	} {
		if got := fileName(name); got != want {
			t.Errorf("fileName(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestAnotherSiteChangesNothing(t *testing.T) {
	n := openNewsroom(t)
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
			b := n.as(workflow.Chief)
			r := httptest.NewRequest("POST", "/account",
				strings.NewReader("name=Nadia&language=fr&digits="))
			r.Header.Set("Content-Type", kind)
			for k, v := range tt.header {
				r.Header[k] = v
			}
			w := b.send(r)
			if tt.want == 303 && kind == "text/plain" {
				continue // no form: what it says is not read
			}
			if w.Code != tt.want {
				t.Errorf("%s, %s: status %d, want %d", tt.name, kind, w.Code, tt.want)
			}
		}
	}
}

func TestAStreamEndsWithTheAccount(t *testing.T) {
	st := tell(t)
	server := httptest.NewServer(st)
	t.Cleanup(server.Close)
	for _, path := range []string{"/live", "/live?article=" + st.id} {
		b := st.as(workflow.Editor)
		// What was changed before it was let in does not end a stream: it would never get past.
		from := st.listen(t, server.URL+"/live?after=0", b)
		for range 8 {
			_ = from.entry()
		}
		change := func(edit workflow.PersonEdit) {
			t.Helper()
			err := st.desk.EditPerson(t.Context(), workflow.Operator(),
				st.people[workflow.Editor].ID, edit)
			if err != nil {
				t.Fatal(err)
			}
		}
		off, on := true, false
		old := st.listen(t, server.URL+path, b)
		link, err := st.desk.ResetLink(t.Context(), workflow.Operator(), st.people[workflow.Editor].ID)
		if err == nil {
			err = st.desk.ResetPassword(t.Context(), link, testPassword)
		}
		if err != nil {
			t.Fatal(err)
		}
		for old.lines.Scan() {
		}
		if err := old.lines.Err(); err != nil {
			t.Errorf("%s: a new password did not end the stream: %v", path, err)
		}
		live := st.listen(t, server.URL+path, st.as(workflow.Editor))
		change(workflow.PersonEdit{Disabled: &off})
		change(workflow.PersonEdit{Disabled: &on})
		for live.lines.Scan() {
			if strings.HasPrefix(live.lines.Text(), "data: ") {
				t.Errorf("%s: told %s after the account was closed", path, live.lines.Text())
			}
		}
		if err := live.lines.Err(); err != nil {
			t.Errorf("%s: the stream did not end: %v", path, err)
		}
	}
}
