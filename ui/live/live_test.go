package live_test

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"testing"
	"time"

	"truchement/ui/live"
	"truchement/ui/uitest"
	"truchement/workflow"
)

func TestFeedSendsAndResumes(t *testing.T) {
	st := uitest.OpenStory(t)
	server := httptest.NewServer(st)
	t.Cleanup(server.Close)
	b := st.As(workflow.Editor)
	head, err := st.Plan.FeedHead(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	live := st.Listen(t, server.URL+"/live", b)
	if live.Head.Get("Content-Type") != "text/event-stream" || live.Head.Get("X-Accel-Buffering") != "no" {
		t.Errorf("headers %v", live.Head)
	}
	st.Save(st.As(workflow.Translator), 6, "next", "En direct.")
	first := live.Entry()
	if first.Seq != head+1 || first.Kind != workflow.SegmentConfirmed || first.Segment != st.Segments[5].ID {
		t.Errorf("told %+v, want the confirmation as %d", first, head+1)
	}
	_ = live.Body.Close()
	st.Save(st.As(workflow.Translator), 7, "next", "Pendant la coupure.")
	again := st.Listen(t, server.URL+"/live?after=0", b, "Last-Event-ID", strconv.FormatInt(first.Seq, 10))
	if e := again.Entry(); e.Seq != first.Seq+1 || e.Segment != st.Segments[6].ID {
		t.Errorf("resumed with %+v, want %d", e, first.Seq+1)
	}
	st.Save(st.As(workflow.Translator), 8, "next", "Après la coupure.")
	if e := again.Entry(); e.Seq != first.Seq+2 {
		t.Errorf("then %+v, want %d", e, first.Seq+2)
	}
}

// From the beginning on, every entry comes once and in order, and of one article only.
func TestFeedSendsEveryEntryOfOneArticle(t *testing.T) {
	st := uitest.OpenStory(t)
	server := httptest.NewServer(st)
	t.Cleanup(server.Close)
	want, err := st.Plan.Feed(t.Context(), st.Actor(workflow.Chief), workflow.FeedFilter{Article: st.ID})
	if err != nil || len(want) < 8 {
		t.Fatal(len(want), err)
	}
	live := st.Listen(t, server.URL+"/live?after=0&article="+url.QueryEscape(st.ID), st.As(workflow.Editor))
	for _, w := range want {
		if e := live.Entry(); e.Seq != w.Seq || e.Article != st.ID {
			t.Fatalf("told %d of %q, want %d", e.Seq, e.Article, w.Seq)
		}
	}
}

func TestFeedSendsPresence(t *testing.T) {
	st := uitest.OpenStory(t)
	server := httptest.NewServer(st)
	t.Cleanup(server.Close)
	stream := st.Listen(t, server.URL+"/live?article="+st.ID, st.As(workflow.Editor))
	b := st.As(workflow.Translator)
	path := "/articles/" + st.ID + "/presence"
	for _, segment := range []string{st.Segments[2].ID, ""} {
		if w := b.Post(path, "segment", segment); w.Code != http.StatusNoContent {
			t.Fatalf("presence: %d\n%s", w.Code, w.Body)
		}
		name, _, data := stream.Next()
		var p live.PresenceList
		if err := json.Unmarshal([]byte(data), &p); err != nil || name != "presence" {
			t.Fatal(name, data, err)
		}
		if there := len(p.People) == 1 && p.People[0].Segment == segment; there != (segment != "") {
			t.Errorf("in %q: told %s", segment, data)
		}
	}
	if w := b.Post("/articles/other/presence", "segment", st.Segments[2].ID); w.Code != http.StatusConflict {
		t.Errorf("a segment of another article: %d", w.Code)
	}
}

func TestFeedEndsWhenTheServerStops(t *testing.T) {
	st := uitest.OpenStory(t)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- st.Serve(ctx, listener) }()
	t.Cleanup(func() { stop(); <-served })
	live := st.Listen(t, "http://"+listener.Addr().String()+"/live", st.As(workflow.Editor))
	ended := make(chan bool)
	go func() {
		for live.Lines.Scan() { //nolint:revive // only its end is of interest
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

func TestFeedRefusesABadStart(t *testing.T) {
	st := uitest.OpenStory(t)
	for _, after := range []string{"x", "-1"} {
		st.See(st.As(workflow.Editor).Get("/live?after="+after), http.StatusUnprocessableEntity, "numéro de reprise")
	}
}
