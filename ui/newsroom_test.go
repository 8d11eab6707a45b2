package ui

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"truchement/storage"
	"truchement/workflow"
)

// newsroom is a server over a real store, with one person of each role and a clock that tests
// move.
type newsroom struct {
	*Server
	t      testing.TB
	desk   *workflow.Desk
	clock  *clock
	people map[workflow.Role]workflow.Person
	opened int // browsers so far: each has an address of its own
}

// clock stands still until a test lets time pass, also while a server is asking.
type clock struct{ passed atomic.Int64 }

func (c *clock) now() time.Time {
	return time.Date(2024, 10, 28, 14, 5, 0, 0, time.UTC).Add(time.Duration(c.passed.Load()))
}

func (c *clock) pass(d time.Duration) { c.passed.Add(int64(d)) }

const testPassword = "une phrase assez longue"

// openNewsroom makes a newsroom whose people are named after their roles:
// translator@desk.test and so on, with one password.
func openNewsroom(t testing.TB) *newsroom {
	t.Helper()
	n := emptyNewsroom(t)
	for _, role := range workflow.Roles() {
		p, err := n.desk.AddPerson(t.Context(), workflow.Operator(), workflow.NewPerson{
			Email: string(role) + "@desk.test", Name: "ليلى " + string(role), Language: "fr",
			Role: role, Password: testPassword})
		if err != nil {
			t.Fatal(err)
		}
		n.people[role] = p
	}
	return n
}

func emptyNewsroom(t testing.TB) *newsroom {
	t.Helper()
	n := &newsroom{t: t, clock: &clock{}, people: map[workflow.Role]workflow.Person{}}
	tell := n.clock.now
	db, err := storage.Open(t.Context(), storage.Config{Data: t.TempDir(), Now: tell})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	n.desk = workflow.NewDesk(db, workflow.Options{Now: tell, HashMemory: 64})
	n.Server, err = New(Config{Desk: n.desk, Watcher: db, Zone: time.UTC, Now: tell})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// roomOf finds a room of the server.
func roomOf[T room](n *newsroom) (found T) {
	n.t.Helper()
	for _, r := range n.allRooms() {
		if one, ok := r.(T); ok {
			return one
		}
	}
	n.t.Fatalf("no such room: %T", found)
	return found
}

// staticPath is the address of a static file, as pages name it.
func staticPath(t testing.TB, s http.Handler, name string) string {
	t.Helper()
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/offline", nil))
	prefix := regexp.MustCompile(`/static/[0-9a-f]+/`).FindString(w.Body.String())
	if prefix == "" {
		t.Fatal("the page names no static file")
	}
	return prefix + name
}

// browser keeps cookies as a browser does and follows no redirect.
type browser struct {
	n       *newsroom
	address string
	cookies map[string]*http.Cookie
	header  http.Header
}

func (n *newsroom) browser() *browser {
	n.opened++
	address := fmt.Sprintf("192.0.2.%d:40000", n.opened%256)
	return &browser{n: n, address: address, cookies: map[string]*http.Cookie{},
		header: http.Header{"User-Agent": {"Firefox/140"}}}
}

// as is a browser in which the person of a role is signed in.
func (n *newsroom) as(role workflow.Role) *browser {
	n.t.Helper()
	b := n.browser()
	b.signIn(string(role)+"@desk.test", testPassword)
	return b
}

func (b *browser) signIn(email, password string) {
	b.n.t.Helper()
	w := b.post("/signin", "email", email, "password", password)
	if w.Code != http.StatusSeeOther {
		b.n.t.Fatalf("sign in as %s: status %d\n%s", email, w.Code, w.Body)
	}
}

func (b *browser) get(path string) *httptest.ResponseRecorder {
	return b.send(httptest.NewRequest(http.MethodGet, path, nil))
}

// post sends a form; pairs are names and values in turn.
func (b *browser) post(path string, pairs ...string) *httptest.ResponseRecorder {
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return b.send(r)
}

func (b *browser) send(r *http.Request) *httptest.ResponseRecorder {
	r.RemoteAddr = b.address
	for name, values := range b.header {
		r.Header[name] = values
	}
	for _, c := range b.cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	b.n.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		b.cookies[c.Name] = c
		if c.MaxAge < 0 {
			delete(b.cookies, c.Name)
		}
	}
	return w
}

// follow opens the page that an answer redirects to.
func (b *browser) follow(w *httptest.ResponseRecorder) *httptest.ResponseRecorder {
	b.n.t.Helper()
	if w.Code != http.StatusSeeOther {
		b.n.t.Fatalf("status %d, want a redirect\n%s", w.Code, w.Body)
	}
	path, _, _ := strings.Cut(w.Header().Get("Location"), "#")
	return b.get(path)
}

// see fails unless the answer has this status and these words, and is sound HTML.
func (n *newsroom) see(w *httptest.ResponseRecorder, status int, words ...string) string {
	n.t.Helper()
	body := w.Body.String()
	if w.Code != status {
		n.t.Fatalf("status = %d, want %d\n%s", w.Code, status, body)
	}
	for _, word := range words {
		if !strings.Contains(body, word) {
			n.t.Errorf("the page lacks %q:\n%s", word, body)
		}
	}
	checkHTML(n.t, body)
	return body
}

// actor is the person of a role, for the desk.
func (n *newsroom) actor(role workflow.Role) workflow.Actor {
	return workflow.Actor{Person: n.people[role], Scope: workflow.FullScope}
}
