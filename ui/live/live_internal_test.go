package live

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"truchement/storage"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/newsroom"
)

func TestPresenceLeasesRunOut(t *testing.T) {
	now := time.Date(2024, 10, 28, 14, 5, 0, 0, time.UTC)
	p := newPresence(func() time.Time { return now })
	salma := workflow.Actor{Person: workflow.Person{ID: "p", Name: "Salma"}}
	at := heartbeat{article: "a", segment: "s1"}
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

// The first person who types in a segment has its typing lock, until they stop, leave, or another
// person takes it over.
func TestTypingLockGoesToFirstWriter(t *testing.T) {
	now := time.Date(2024, 10, 28, 14, 5, 0, 0, time.UTC)
	p := newPresence(func() time.Time { return now })
	tell := func(who, segment string, writes, takes bool) {
		p.enter(workflow.Actor{Person: workflow.Person{ID: who, Name: who}},
			heartbeat{article: "a", segment: segment, writes: writes, takes: takes})
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
	now = now.Add(typingLease)
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
	return newHub(web.Config{Newsroom: newsroom.New(db, newsroom.Options{}), Now: time.Now,
		Logger: slog.New(slog.DiscardHandler)}, ctx)
}

// A person may open streams in several browsers, but not so many that they would exhaust the server.
func TestStreamsOfOnePersonAreBounded(t *testing.T) {
	hub := openHub(t)
	subs := map[*subscriber]bool{}
	for range maxStreams {
		subs[hub.join("", "p")] = true
	}
	if len(subs) != maxStreams || subs[nil] {
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

// A client that does not read is disconnected, and no other client waits for it.
func TestHubRemovesSlowSubscriber(t *testing.T) {
	hub := openHub(t)
	slow, other := hub.join("a", "p"), hub.join("b", "p")
	t.Cleanup(func() { hub.leave(slow); hub.leave(other) })
	for range subscriberBuffer + 1 {
		hub.send(update{entries: []workflow.Entry{{Seq: 1, Article: "a"}}})
	}
	read := 0
	for range slow.updates {
		read++
	}
	if read != subscriberBuffer {
		t.Errorf("the slow one got %d before it was cut, want %d", read, subscriberBuffer)
	}
	if len(other.updates) != 1 { // who is where, when it joined
		t.Errorf("the other article's stream got %d", len(other.updates))
	}
}

// A heartbeat that a page sent before it was left may arrive later: its person stays absent.
func TestLateHeartbeatIsIgnored(t *testing.T) {
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
		p.enter(luc, heartbeat{page: step.page, article: "a", segment: step.segment})
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
