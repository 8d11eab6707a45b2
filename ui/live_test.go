package ui

import (
	"bufio"
	"context"
	"encoding/json"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"truchement/storage"
	"truchement/workflow"
)

// listener reads a live stream as a browser does.
type listener struct {
	t     *testing.T
	lines *bufio.Scanner
	body  interface{ Close() error }
	head  http.Header
}

// listen opens a stream on a server that listens; headers are names and values in turn.
func (n *newsroom) listen(t *testing.T, at string, of *browser, headers ...string) *listener {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, at, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	for _, c := range of.cookies {
		r.AddCookie(c)
	}
	w, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Body.Close() })
	if w.StatusCode != http.StatusOK {
		t.Fatalf("status %d", w.StatusCode)
	}
	return &listener{t: t, lines: bufio.NewScanner(w.Body), body: w.Body, head: w.Header}
}

// next is the next event: its name, its id and its data.
func (l *listener) next() (name, id, data string) {
	l.t.Helper()
	for l.lines.Scan() {
		line := l.lines.Text()
		switch {
		case strings.HasPrefix(line, "event: "):
			name = line[len("event: "):]
		case strings.HasPrefix(line, "id: "):
			id = line[len("id: "):]
		case strings.HasPrefix(line, "data: "):
			data = line[len("data: "):]
		case line == "" && data != "":
			return name, id, data
		}
	}
	l.t.Fatalf("the stream ended: %v", l.lines.Err())
	return "", "", ""
}

func (l *listener) entry() feedEntry {
	l.t.Helper()
	for {
		name, id, data := l.next()
		if name != "" {
			continue
		}
		var e feedEntry
		if err := json.Unmarshal([]byte(data), &e); err != nil {
			l.t.Fatal(err)
		}
		if id != strconv.FormatInt(e.Seq, 10) {
			l.t.Errorf("id %s of entry %d", id, e.Seq)
		}
		return e
	}
}

func TestLiveTellsAndResumes(t *testing.T) {
	st := tell(t)
	server := httptest.NewServer(st)
	t.Cleanup(server.Close)
	b := st.as(workflow.Editor)
	head, err := st.desk.FeedHead(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	live := st.listen(t, server.URL+"/live", b)
	if live.head.Get("Content-Type") != "text/event-stream" || live.head.Get("X-Accel-Buffering") != "no" {
		t.Errorf("headers %v", live.head)
	}
	st.save(st.as(workflow.Translator), 6, "next", "En direct.")
	first := live.entry()
	if first.Seq != head+1 || first.Kind != workflow.SegmentConfirmed || first.Segment != st.segments[5].ID {
		t.Errorf("told %+v, want the confirmation as %d", first, head+1)
	}
	_ = live.body.Close()
	st.save(st.as(workflow.Translator), 7, "next", "Pendant la coupure.")
	again := st.listen(t, server.URL+"/live?after=0", b, "Last-Event-ID", strconv.FormatInt(first.Seq, 10))
	if e := again.entry(); e.Seq != first.Seq+1 || e.Segment != st.segments[6].ID {
		t.Errorf("resumed with %+v, want %d", e, first.Seq+1)
	}
	st.save(st.as(workflow.Translator), 8, "next", "Après la coupure.")
	if e := again.entry(); e.Seq != first.Seq+2 {
		t.Errorf("then %+v, want %d", e, first.Seq+2)
	}
}

// From the beginning on, every entry comes once and in order, and of one article only.
func TestLiveTellsEverythingOfOneArticle(t *testing.T) {
	st := tell(t)
	server := httptest.NewServer(st)
	t.Cleanup(server.Close)
	want, err := st.desk.Feed(t.Context(), st.actor(workflow.Chief), workflow.FeedFilter{Article: st.id})
	if err != nil || len(want) < 8 {
		t.Fatal(len(want), err)
	}
	live := st.listen(t, server.URL+"/live?after=0&article="+url.QueryEscape(st.id), st.as(workflow.Editor))
	for _, w := range want {
		if e := live.entry(); e.Seq != w.Seq || e.Article != st.id {
			t.Fatalf("told %d of %q, want %d", e.Seq, e.Article, w.Seq)
		}
	}
}

func TestLiveTellsWhoIsWhere(t *testing.T) {
	st := tell(t)
	server := httptest.NewServer(st)
	t.Cleanup(server.Close)
	stream := st.listen(t, server.URL+"/live?article="+st.id, st.as(workflow.Editor))
	b := st.as(workflow.Translator)
	path := "/articles/" + st.id + "/presence"
	for _, segment := range []string{st.segments[2].ID, ""} {
		if w := b.post(path, "segment", segment); w.Code != http.StatusNoContent {
			t.Fatalf("presence: %d\n%s", w.Code, w.Body)
		}
		name, _, data := stream.next()
		var p presenceList
		if err := json.Unmarshal([]byte(data), &p); err != nil || name != "presence" {
			t.Fatal(name, data, err)
		}
		if there := len(p.People) == 1 && p.People[0].Segment == segment; there != (segment != "") {
			t.Errorf("in %q: told %s", segment, data)
		}
	}
	if w := b.post("/articles/other/presence", "segment", st.segments[2].ID); w.Code != http.StatusConflict {
		t.Errorf("a segment of another article: %d", w.Code)
	}
}

func TestPresenceLeasesRunOut(t *testing.T) {
	now := time.Date(2024, 10, 28, 14, 5, 0, 0, time.UTC)
	p := newPresence(func() time.Time { return now })
	salma := workflow.Actor{Person: workflow.Person{ID: "p", Name: "Salma"}}
	at := standing{article: "a", segment: "s1"}
	if got, came := p.enter(salma, at); len(got) != 1 || !came {
		t.Errorf("entering changed %d lists, want 1; came: %v", len(got), came)
	}
	if got, came := p.enter(salma, at); len(got) != 0 || came {
		t.Errorf("a heartbeat changed %d lists, want none; came: %v", len(got), came)
	}
	heard := now
	now = now.Add(presenceLease)
	if got, _ := p.sweep(); len(got) != 0 {
		t.Errorf("a lease of %v ended early", presenceLease)
	}
	now = now.Add(time.Second)
	got, gone := p.sweep()
	if len(got) != 1 || len(got[0].People) != 0 {
		t.Errorf("swept %v, want the empty list of one article", got)
	}
	if len(gone) != 1 || gone[0].article != "a" || !gone[0].at.Equal(heard) {
		t.Errorf("gone: %v, want Salma since %v", gone, heard)
	}
	if got := p.lists(""); len(got) != 0 {
		t.Errorf("left over: %v", got)
	}
}

// The hand is on a segment of whoever writes in it first, until they are silent, leave, or
// somebody takes over.
func TestTheHand(t *testing.T) {
	now := time.Date(2024, 10, 28, 14, 5, 0, 0, time.UTC)
	p := newPresence(func() time.Time { return now })
	tell := func(who, segment string, writes, takes bool) {
		p.enter(workflow.Actor{Person: workflow.Person{ID: who, Name: who}},
			standing{article: "a", segment: segment, writes: writes, takes: takes})
	}
	holds := func(what, want string) {
		t.Helper()
		var got []string
		for _, l := range p.lists("a") {
			for _, person := range l.People {
				if person.Writes {
					got = append(got, person.Name+" "+person.Segment)
				}
			}
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s: %q, want %q", what, got, want)
		}
	}
	tell("amina", "s1", false, false)
	holds("being there", "")
	tell("amina", "s1", true, false)
	tell("luc", "s1", true, false)
	holds("the first who writes", "amina s1")
	tell("luc", "s1", false, true)
	holds("taken over", "luc s1")
	tell("amina", "s1", true, false)
	holds("writing on does not take it back", "luc s1")
	tell("luc", "s2", false, false)
	holds("gone to another segment", "")
	tell("amina", "s1", true, false)
	now = now.Add(presenceHand)
	if got, _ := p.sweep(); len(got) != 1 {
		t.Errorf("silence changed %d lists, want 1", len(got))
	}
	holds("silent", "")
	tell("luc", "s2", true, false)
	tell("amina", "s1", true, false)
	holds("each in their own", "amina s1, luc s2")
	tell("amina", "", false, false)
	holds("left", "luc s2")
}

// openHub is a hub of a desk without articles.
func openHub(t *testing.T) *hub {
	t.Helper()
	db, err := storage.Open(t.Context(), storage.Config{Data: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	ctx, stop := context.WithCancel(t.Context())
	t.Cleanup(stop)
	return newHub(Config{Desk: workflow.NewDesk(db, workflow.Options{}), Now: time.Now,
		Logger: slog.New(slog.DiscardHandler)}, ctx)
}

// Everybody has streams enough for many browsers, and nobody for an attack.
func TestStreamsOfOnePersonAreBounded(t *testing.T) {
	hub := openHub(t)
	subs := map[*subscriber]bool{}
	for range streamsMost {
		subs[hub.join("", "p")] = true
	}
	if len(subs) != streamsMost || subs[nil] {
		t.Errorf("only %d streams were let in", len(subs))
	}
	if hub.join("", "p") != nil {
		t.Error("one too many was let in")
	}
	other := hub.join("", "q")
	if other == nil {
		t.Error("somebody else was kept out")
	}
	for sub := range subs {
		hub.leave(sub)
	}
	hub.leave(other)
	if again := hub.join("", "p"); again == nil {
		t.Error("those that ended still count")
	} else {
		hub.leave(again)
	}
}

// A client that does not read is cut, and nobody else waits for it.
func TestHubCutsTheSlow(t *testing.T) {
	hub := openHub(t)
	slow, other := hub.join("a", "p"), hub.join("b", "p")
	t.Cleanup(func() { hub.leave(slow); hub.leave(other) })
	for range subscriberBuffer + 1 {
		hub.send(news{entries: []workflow.Entry{{Seq: 1, Article: "a"}}})
	}
	read := 0
	for range slow.news {
		read++
	}
	if read != subscriberBuffer {
		t.Errorf("the slow one got %d before it was cut, want %d", read, subscriberBuffer)
	}
	if len(other.news) != 1 { // who is where, when it joined
		t.Errorf("the other article's stream got %d", len(other.news))
	}
}

func TestLiveEndsWhenTheServerStops(t *testing.T) {
	st := tell(t)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- st.Serve(ctx, listener) }()
	t.Cleanup(func() { stop(); <-served })
	live := st.listen(t, "http://"+listener.Addr().String()+"/live", st.as(workflow.Editor))
	ended := make(chan bool)
	go func() {
		for live.lines.Scan() { //nolint:revive // only its end is of interest
		}
		close(ended)
	}()
	stop()
	select {
	case <-ended:
	case <-time.After(5 * time.Second):
		t.Error("the stream goes on")
	}
}

func TestLiveRefusesABadStart(t *testing.T) {
	st := tell(t)
	st.see(st.as(workflow.Editor).get("/live?after=x"), http.StatusUnprocessableEntity, "numéro de reprise")
}

// What a page sent before it was left may arrive after that, and puts nobody back.
func TestALateHeartbeatCountsNoMore(t *testing.T) {
	now := time.Date(2024, 10, 28, 14, 5, 0, 0, time.UTC)
	p := newPresence(func() time.Time { return now })
	luc := workflow.Actor{Person: workflow.Person{ID: "luc"}}
	here := func() int { return len(p.list("a").People) }
	for _, step := range []struct {
		name, page, segment string
		want                int
	}{
		{"comes", "1", "s1", 1}, {"leaves", "1", "", 0}, {"a late heartbeat", "1", "s1", 0},
		{"comes back in a page", "2", "s1", 1},
	} {
		p.enter(luc, standing{page: step.page, article: "a", segment: step.segment})
		if got := here(); got != step.want {
			t.Errorf("%s: %d people, want %d", step.name, got, step.want)
		}
	}
	now = now.Add(2 * presenceLease)
	p.sweep()
	if len(p.left) != 0 {
		t.Errorf("%d pages are remembered for good", len(p.left))
	}
}
