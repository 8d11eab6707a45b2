package ui

import (
	"io"
	"net/http"
	"time"

	"truchement/workflow"

	"github.com/labstack/echo/v4"
)

// formLimit is how much a form may send where its route does not say otherwise, in bytes.
const formLimit = 256 << 10

// manyLimit is how much the choice of many segments may send: a book has 10,000.
const manyLimit = 2 << 20

// anyone is the verb of routes that need no account. A route for every signed-in person says
// workflow.ReadPublished or workflow.ManageSelf.
const anyone workflow.Verb = ""

// route is one row of the table: a test walks every one of them as every role and as nobody.
type route struct {
	method, path string
	may          workflow.Verb
	handle       func(*call) error
	limit        int64 // of the request body in bytes; 0 is formLimit
	slow         bool  // up- and downloads: minutes instead of seconds
	live         bool  // an answer without end, see call.live
	// signedOut answers in place of the error page when nobody is signed in, to keep what
	// was typed.
	signedOut func(*call) error
}

// handle puts the route's conditions before its handler.
func (s *Server) handle(r route) echo.HandlerFunc {
	return func(ec echo.Context) error {
		c := s.callOf(ec)
		err := c.mustBe(r.may)
		if err != nil && (r.signedOut == nil || c.signedIn()) {
			return err
		}
		if err := c.bound(r); err != nil {
			return err
		}
		if err != nil {
			return r.signedOut(c)
		}
		return r.handle(c)
	}
}

// mustBe refuses those who may not use the route. What they may do with the object it names is
// decided by workflow, in the use case.
func (c *call) mustBe(may workflow.Verb) error {
	switch {
	case may == anyone:
		return nil
	case !c.signedIn():
		return &fault{status: http.StatusUnauthorized, id: "fault.unauthorized"}
	case !c.actor.Can(may):
		return &fault{status: http.StatusForbidden, id: "fault.forbidden"}
	}
	return nil
}

// bound limits the size of the body and the time a slow client may take over it. A reader that
// takes the answer too slowly is cut off too, unless the answer is live.
func (c *call) bound(r route) error {
	limit := r.limit
	if limit == 0 {
		limit = formLimit
	}
	request := c.Request()
	now, take := time.Now(), writeTimeout
	if r.slow {
		take = slowTimeout
	}
	control := http.NewResponseController(c.Response())
	// Writers that have no deadlines, as in tests, need none.
	if r.slow {
		_ = control.SetReadDeadline(now.Add(take))
	}
	if !r.live {
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

func (s *Server) ownRoutes() []route {
	return []route{
		{method: "GET", path: "/healthz", may: anyone, handle: s.showHealth},
		{method: "GET", path: "/readyz", may: anyone, handle: s.showReady},
		{method: "GET", path: "/metrics", may: anyone, handle: s.showMetrics},
		{method: "GET", path: "/worker.js", may: anyone, handle: s.showWorker},
		{method: "GET", path: "/offline", may: anyone, handle: s.showOffline},
		{method: "GET", path: "/palette", may: workflow.ReadPublished, handle: s.showPalette},
	}
}
