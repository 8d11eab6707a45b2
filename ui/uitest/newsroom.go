package uitest

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/andybalholm/brotli"

	"truchement/storage"
	"truchement/ui"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/access"
	"truchement/workflow/checking"
	"truchement/workflow/draft"
	"truchement/workflow/machine"
	"truchement/workflow/newsroom"
	"truchement/workflow/remote/grammar"
)

// Upload sends a multipart form; pairs are names and values in turn.
func (b *Browser) Upload(
	path, name string, content []byte, pairs ...string,
) *httptest.ResponseRecorder {
	b.N.TB.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for i := 0; i+1 < len(pairs); i += 2 {
		if err := w.WriteField(pairs[i], pairs[i+1]); err != nil {
			b.N.TB.Fatal(err)
		}
	}
	file, err := w.CreateFormFile("file", name)
	if err == nil {
		_, err = file.Write(content)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		b.N.TB.Fatal(err)
	}
	r := httptest.NewRequest("POST", path, &body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return b.Send(r)
}

// Newsroom is a server over a real store, with one person of each role and a clock that tests
// move.
type Newsroom struct {
	*web.Server
	TB       testing.TB
	Store    workflow.Store
	Clock    *clock
	People   map[workflow.Role]workflow.Person
	StopJobs func() // jobs wait until RunJobs
	opened   int    // browsers so far: each has an address of its own
}

// clock does not move until a test lets time pass, also while a server is asking.
type clock struct{ passed atomic.Int64 }

func (c *clock) Now() time.Time {
	return time.Date(2024, 10, 28, 14, 5, 0, 0, time.UTC).Add(time.Duration(c.passed.Load()))
}

func (c *clock) Pass(d time.Duration) { c.passed.Add(int64(d)) }

// TestPassword is the password of all people.
const TestPassword = "une phrase assez longue"

// OpenNewsroom makes a newsroom whose people are named after their roles:
// translator@desk.test and so on, with one password.
func OpenNewsroom(t testing.TB) *Newsroom {
	t.Helper()
	return withPeople(t, EmptyNewsroom(t))
}

// OpenCheckedNewsroom is OpenNewsroom with the checks of translations, which the others go without: what they
// write is no translation.
func OpenCheckedNewsroom(t testing.TB) *Newsroom {
	t.Helper()
	return withPeople(t, newNewsroom(t, false))
}

func withPeople(t testing.TB, n *Newsroom) *Newsroom {
	t.Helper()
	for _, role := range workflow.Roles() {
		p, err := n.Access.AddPerson(t.Context(), workflow.Operator(), access.NewPerson{
			Email: string(role) + "@desk.test", Name: "ليلى " + string(role), Language: "fr",
			Role: role, Password: TestPassword})
		if err != nil {
			t.Fatal(err)
		}
		n.People[role] = p
	}
	return n
}

// EmptyNewsroom is a newsroom without people.
func EmptyNewsroom(t testing.TB) *Newsroom {
	t.Helper()
	return newNewsroom(t, true)
}

func newNewsroom(t testing.TB, unchecked bool) *Newsroom {
	t.Helper()
	n := &Newsroom{TB: t, Clock: &clock{}, People: map[workflow.Role]workflow.Person{}}
	tell := n.Clock.Now
	db, err := storage.Open(t.Context(), storage.Config{Data: t.TempDir(), Now: tell})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	all := newsroom.New(db, newsroom.Options{Unchecked: unchecked, CoreOptions: workflow.CoreOptions{Now: tell},
		HashMemory: 64, Draft: draft.Options{Secret: func() ([]byte, error) { return make([]byte, machine.SecretSize), nil }},
		Checking: checking.Options{Grammar: grammar.NewService(grammar.Options{Rest: 10 * time.Millisecond})}})
	n.Server, err = ui.New(web.Config{Newsroom: all, Watcher: db, Zone: time.UTC, Now: tell})
	if err != nil {
		t.Fatal(err)
	}
	n.Store = db
	n.RunJobs()
	t.Cleanup(func() { n.StopJobs() })
	return n
}

// RunJobs carries out jobs until StopJobs or the end of the test.
func (n *Newsroom) RunJobs() {
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { n.Job.Run(ctx, n.Logger) })
	n.StopJobs = func() {
		cancel()
		running.Wait()
	}
}

// RunNotices makes notices as people work, until the end of the test. Without it a test makes
// them when it wants them, by Notice.Follow.
func (n *Newsroom) RunNotices() {
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { n.Notice.Run(ctx, n.Watcher, n.Logger) })
	n.TB.Cleanup(func() {
		cancel()
		running.Wait()
	})
}

// RunMemory keeps the memory current as people work, until the end of the test. Without it a test
// brings it up when it wants, by Memory.Current.
func (n *Newsroom) RunMemory() {
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { n.Memory.Run(ctx, n.Watcher, n.Logger) })
	n.TB.Cleanup(func() {
		cancel()
		running.Wait()
	})
}

// StaticPath is the address of a static file, as pages name it.
func StaticPath(t testing.TB, s http.Handler, name string) string {
	t.Helper()
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/offline", nil))
	prefix := regexp.MustCompile(`/static/[0-9a-f]+/`).FindString(w.Body.String())
	if prefix == "" {
		t.Fatal("the page names no static file")
	}
	return prefix + name
}

// Browser keeps cookies as a browser does and follows no redirect.
type Browser struct {
	N       *Newsroom
	Address string
	Cookies map[string]*http.Cookie
	Header  http.Header
}

// Browser opens a browser without a session.
func (n *Newsroom) Browser() *Browser {
	n.opened++
	address := fmt.Sprintf("192.0.2.%d:40000", n.opened%256)
	return &Browser{N: n, Address: address, Cookies: map[string]*http.Cookie{},
		Header: http.Header{"User-Agent": {"Firefox/140"}}}
}

// As is a browser in which the person of a role is signed in.
func (n *Newsroom) As(role workflow.Role) *Browser {
	n.TB.Helper()
	b := n.Browser()
	b.SignIn(string(role)+"@desk.test", TestPassword)
	return b
}

// SignIn signs a person in.
func (b *Browser) SignIn(email, password string) {
	b.N.TB.Helper()
	w := b.Post("/signin", "email", email, "password", password)
	if w.Code != http.StatusSeeOther {
		b.N.TB.Fatalf("sign in as %s: status %d\n%s", email, w.Code, w.Body)
	}
}

// Get asks for a page.
func (b *Browser) Get(path string) *httptest.ResponseRecorder {
	return b.Send(httptest.NewRequest(http.MethodGet, path, nil))
}

// Post sends a form; pairs are names and values in turn.
func (b *Browser) Post(path string, pairs ...string) *httptest.ResponseRecorder {
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return b.Send(r)
}

// Send sends a request with the browser's cookies and keeps those of the answer.
func (b *Browser) Send(r *http.Request) *httptest.ResponseRecorder {
	r.RemoteAddr = b.Address
	for name, values := range b.Header {
		r.Header[name] = values
	}
	for _, c := range b.Cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	b.N.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		b.Cookies[c.Name] = c
		if c.MaxAge < 0 {
			delete(b.Cookies, c.Name)
		}
	}
	return w
}

// Follow opens the page that an answer redirects to.
func (b *Browser) Follow(w *httptest.ResponseRecorder) *httptest.ResponseRecorder {
	b.N.TB.Helper()
	if w.Code != http.StatusSeeOther {
		b.N.TB.Fatalf("status %d, want a redirect\n%s", w.Code, w.Body)
	}
	path, _, _ := strings.Cut(w.Header().Get("Location"), "#")
	return b.Get(path)
}

// See fails unless the answer has this status and these words, and is sound HTML.
func (n *Newsroom) See(w *httptest.ResponseRecorder, status int, words ...string) string {
	n.TB.Helper()
	body := w.Body.String()
	if w.Code != status {
		n.TB.Fatalf("status = %d, want %d\n%s", w.Code, status, body)
	}
	for _, word := range words {
		if !strings.Contains(body, word) {
			n.TB.Errorf("the page lacks %q:\n%s", word, body)
		}
	}
	CheckHTML(n.TB, body)
	return body
}

// SeeEnd is See for the page of a job, once that has ended.
func (n *Newsroom) SeeEnd(b *Browser, path string, words ...string) string {
	n.TB.Helper()
	for range 1000 {
		w := b.Get(path)
		if !strings.Contains(w.Body.String(), "data-wait") {
			return n.See(w, 200, words...)
		}
		time.Sleep(10 * time.Millisecond)
	}
	n.TB.Fatalf("the job of %s does not end", path)
	return ""
}

// KeepStopped keeps a job that a person stopped after some steps.
func (n *Newsroom) KeepStopped(role workflow.Role, j workflow.Job) {
	n.TB.Helper()
	j.By, j.At, j.State = n.Actor(role).ID, n.Now(), workflow.JobFailed
	j.Problem = &workflow.Problem{Kind: workflow.Conflict, ID: "job.cancelled"}
	if err := n.Store.Update(n.TB.Context(), func(tx workflow.Tx) error { return tx.AddJob(j) }); err != nil {
		n.TB.Fatal(err)
	}
}

// Actor is the person of a role, for the desk.
func (n *Newsroom) Actor(role workflow.Role) workflow.Actor {
	return workflow.Actor{Person: n.People[role], Scope: workflow.FullScope}
}

// NewTestServer makes a server over an empty desk whose clock does not move.
func NewTestServer(t *testing.T) *web.Server {
	t.Helper()
	now := time.Date(2024, 10, 28, 14, 5, 0, 0, time.UTC)
	s, err := ui.New(web.Config{Zone: time.UTC, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Get asks a server for a page; headers are names and values in turn.
func Get(s *web.Server, path string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest("GET", path, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

// Unpacked is the body of an answer in a coding, "br" or "gzip".
func Unpacked(t *testing.T, coding string, r io.Reader) string {
	t.Helper()
	if coding == "br" {
		r = brotli.NewReader(r)
	} else {
		z, err := gzip.NewReader(r)
		if err != nil {
			t.Fatal(err)
		}
		r = z
	}
	body, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
