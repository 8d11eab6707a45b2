package live

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"truchement/ui/web"
	"truchement/workflow"
)

// Times of a live stream.
const (
	livePing  = 20 * time.Second // a comment, so that proxies and browsers know it is alive
	liveWrite = 10 * time.Second // a client that takes longer over one write is cut
	// A stream ends after this time and the browser opens it again, which asks anew whether
	// the session still holds.
	liveLife = 15 * time.Minute
	feedPage = 500 // entries a read
)

// stream is one client of the live feed.
type stream struct {
	*web.Call
	control *http.ResponseController
	article string // empty: all
	last    int64  // the sequence the client has seen
	born    int64  // the sequence when it was let in
}

// Feed answers the feed as Server-Sent Events, from the sequence in Last-Event-ID or ?after=
// on (else from now on), of one article with ?article=. Entries are messages without a name
// whose id is their sequence; who is where comes as events named "presence", which have none
// and are not repeated. A client that is too slow is cut, and resumes.
func (r *Room) Feed(c *web.Call) error {
	after, err := r.firstSequence(c)
	if err != nil {
		return err
	}
	head, err := r.Plan.FeedHead(c.Ctx())
	if err != nil {
		return err
	}
	ctx, cancel := c.LiveContext()
	defer cancel()
	ctx, stop := context.WithTimeout(ctx, liveLife)
	defer stop()
	st := &stream{Call: c, control: http.NewResponseController(c.Response()),
		article: c.QueryParam("article"), last: after, born: head}
	sub := r.hub.join(st.article, c.Actor.ID)
	if sub == nil {
		return workflow.Fail(workflow.TooMany, "live.many")
	}
	defer r.hub.leave(sub)
	header := c.Response().Header()
	header.Set(echo.HeaderContentType, "text/event-stream")
	header.Set("X-Accel-Buffering", "no")
	c.Response().WriteHeader(http.StatusOK)
	// An error from here on means that the client is gone and cannot be answered.
	_ = st.run(ctx, sub)
	return nil
}

// firstSequence is the sequence to go on from.
func (r *Room) firstSequence(c *web.Call) (int64, error) {
	text := c.Request().Header.Get("Last-Event-ID")
	if text == "" {
		text = c.QueryParam("after")
	}
	if text == "" {
		return r.Plan.FeedHead(c.Ctx())
	}
	after, err := strconv.ParseInt(text, 10, 64)
	if err != nil || after < 0 {
		return 0, workflow.Fail(workflow.Invalid, "live.after")
	}
	return after, nil
}

// run writes what the client has missed and then every update, until ctx is done or the
// client fails. The subscription is older than the read, so nothing falls between them.
func (st *stream) run(ctx context.Context, sub *subscriber) error {
	if err := st.write([]byte("retry: 2000\n\n")); err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-sub.ready:
	}
	if err := st.catchUp(ctx); err != nil {
		return err
	}
	ping := time.NewTicker(livePing)
	defer ping.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case news, ok := <-sub.updates:
			if !ok {
				return nil // too slow; the client resumes
			}
			if err := st.send(news); err != nil {
				return err
			}
		case <-ping.C:
			if err := st.write([]byte(": ping\n\n")); err != nil {
				return err
			}
		}
	}
}

// catchUp reads the table page by page; a page is read whole before its first byte goes out.
func (st *stream) catchUp(ctx context.Context) error {
	for {
		entries, err := st.Server.Plan.Feed(ctx, st.Actor, workflow.FeedFilter{
			After: st.last, Article: st.article, Limit: feedPage})
		if err != nil {
			return err
		}
		if err := st.send(update{entries: entries}); err != nil || len(entries) < feedPage {
			return err
		}
	}
}

// errPersonChanged ends a stream whose person has another role now, or no account: the browser
// opens it again, which asks what they may.
var errPersonChanged = errors.New("the account of the listener was changed")

// changesAccount reports whether an entry is about the account of a person.
func changesAccount(e workflow.Entry, person string) bool {
	var about struct{ Person string }
	return e.Kind == workflow.PersonChanged && json.Unmarshal(e.Payload, &about) == nil &&
		about.Person == person
}

// send writes news the client has not seen yet, as one write.
func (st *stream) send(n update) error {
	var b []byte
	for _, e := range n.entries {
		if e.Seq > st.born && changesAccount(e, st.Actor.ID) {
			return errPersonChanged
		}
		if e.Seq <= st.last || st.article != "" && e.Article != st.article {
			continue
		}
		data, err := json.Marshal(entryOf(e))
		if err != nil {
			return err
		}
		b = fmt.Appendf(b, "id: %d\ndata: %s\n\n", e.Seq, data)
		st.last = e.Seq
	}
	for _, p := range n.presence {
		if st.article != "" && p.Article != st.article {
			continue
		}
		data, err := json.Marshal(p)
		if err != nil {
			return err
		}
		b = fmt.Appendf(b, "event: presence\ndata: %s\n\n", data)
	}
	return st.write(b)
}

func (st *stream) write(b []byte) error {
	if len(b) == 0 {
		return nil
	}
	// Writers that have no deadlines, as in tests, need none.
	_ = st.control.SetWriteDeadline(time.Now().Add(liveWrite))
	if _, err := st.Response().Write(b); err != nil {
		return err
	}
	return st.control.Flush()
}

// Entry is an entry as programs read it.
type Entry struct {
	Seq     int64             `json:"seq"`
	At      time.Time         `json:"at"`
	Actor   string            `json:"actor,omitempty"`
	Kind    workflow.FeedKind `json:"kind"`
	Article string            `json:"article,omitempty"`
	Segment string            `json:"segment,omitempty"`
	Payload json.RawMessage   `json:"payload,omitempty"`
}

// entryOf leaves out names that entries of people had once: who was erased must not come back by them.
func entryOf(e workflow.Entry) Entry {
	var about map[string]any
	if e.Kind == workflow.PersonChanged && json.Unmarshal(e.Payload, &about) == nil {
		delete(about, "name")
		delete(about, "before")
		e.Payload, _ = json.Marshal(about) // what was just read can be written
	}
	return Entry{Seq: e.Seq, At: e.At, Actor: e.Actor, Kind: e.Kind, Article: e.Article,
		Segment: e.Segment, Payload: e.Payload}
}
