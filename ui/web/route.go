package web

import (
	"io"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"truchement/workflow"
)

// formLimit is how much a form may send where its route does not say otherwise, in bytes.
const formLimit = 256 << 10

// ManyLimit is how much the choice of many segments may send: a book has 10,000.
const ManyLimit = 2 << 20

// Anyone is the verb of routes that need no account. A route for every signed-in person says
// workflow.ReadPublished or workflow.ManageSelf.
const Anyone workflow.Verb = ""

// Route is one row of the table: a test tries every one of them as every role and without a session.
type Route struct {
	Method, Path string
	May          workflow.Verb
	Handle       func(*Call) error
	Limit        int64 // of the request body in bytes; 0 is formLimit
	Slow         bool  // up- and downloads: minutes instead of seconds
	Live         bool  // an answer without end, see call.live
	// signedOut answers in place of the error page when no one is signed in, to keep what
	// was typed.
	SignedOut func(*Call) error
}

// handle puts the route's conditions before its handler.
func (s *Server) handle(r Route) echo.HandlerFunc {
	return func(ec echo.Context) error {
		c := s.callOf(ec)
		err := c.authorize(r.May)
		if err != nil && (r.SignedOut == nil || c.SignedIn()) {
			return err
		}
		if err := c.limitRequest(r); err != nil {
			return err
		}
		if err != nil {
			return r.SignedOut(c)
		}
		return r.Handle(c)
	}
}

// authorize refuses those who may not use the route. What they may do with the object it names is
// decided by workflow, in the use case.
func (c *Call) authorize(may workflow.Verb) error {
	switch {
	case may == Anyone:
		return nil
	case !c.SignedIn():
		return &Fault{Status: http.StatusUnauthorized, ID: "fault.unauthorized"}
	case !c.Actor.Can(may):
		return &Fault{Status: http.StatusForbidden, ID: "fault.forbidden"}
	}
	return nil
}

// limitRequest limits the size of the body and the time a slow client may take over it. A reader that
// takes the answer too slowly is cut off too, unless the answer is live.
func (c *Call) limitRequest(r Route) error {
	limit := r.Limit
	if limit == 0 {
		limit = formLimit
	}
	request := c.Request()
	now, take := time.Now(), writeTimeout
	if r.Slow {
		take = slowTimeout
	}
	control := http.NewResponseController(c.Response())
	// Writers that have no deadlines, as in tests, need none.
	if r.Slow {
		_ = control.SetReadDeadline(now.Add(take))
	}
	if !r.Live {
		_ = control.SetWriteDeadline(now.Add(take))
	}
	if request.ContentLength > limit {
		// A browser that is hung up on while it sends shows a broken connection in place of the
		// answer. What is far too large is not worth the wait. An error means that it is gone.
		if request.ContentLength <= 4*limit {
			_, _ = io.Copy(io.Discard, request.Body)
		}
		return &http.MaxBytesError{Limit: limit}
	}
	request.Body = http.MaxBytesReader(c.Response(), request.Body, limit)
	return nil
}

func (s *Server) ownRoutes() []Route {
	return []Route{
		{Method: "GET", Path: "/healthz", May: Anyone, Handle: s.showHealth},
		{Method: "GET", Path: "/readyz", May: Anyone, Handle: s.showReady},
		{Method: "GET", Path: "/worker.js", May: Anyone, Handle: s.showWorker},
		{Method: "GET", Path: "/offline", May: Anyone, Handle: s.showOffline},
		{Method: "GET", Path: "/palette", May: workflow.ReadPublished, Handle: s.showPalette},
	}
}
