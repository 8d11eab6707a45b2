package ui

import (
	"io"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
	"truchement/workflow"
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
	handle       func(*Server, *call) error
	limit        int64 // of the request body in bytes; 0 is formLimit
	slow         bool  // up- and downloads: minutes instead of seconds
	live         bool  // an answer without end, see call.live
	// signedOut answers in place of the error page when nobody is signed in, to keep what
	// was typed.
	signedOut func(*Server, *call) error
}

// routes is the whole table: the pages by noun, and the API.
func routes() []route { return append(pageRoutes(), apiRoutes()...) }

func pageRoutes() []route {
	const (
		self         = workflow.ManageSelf
		people       = workflow.ManagePeople
		publications = workflow.ManagePublication
		align        = workflow.AlignTexts
		read         = workflow.ReadDesk
		discuss      = workflow.Discuss
		review       = workflow.ReviewSegments
		mark         = workflow.MarkIssues
	)
	return []route{
		{method: "GET", path: "/healthz", may: anyone, handle: (*Server).showHealth},
		{method: "GET", path: "/readyz", may: anyone, handle: (*Server).showReady},
		{method: "GET", path: "/metrics", may: anyone, handle: (*Server).showMetrics},

		{method: "GET", path: "/worker.js", may: anyone, handle: (*Server).showWorker},
		{method: "GET", path: "/offline", may: anyone, handle: (*Server).showOffline},

		{method: "GET", path: "/setup/:secret", may: anyone, handle: (*Server).showSetup},
		{method: "POST", path: "/setup/:secret", may: anyone, handle: (*Server).completeSetup},
		{method: "GET", path: "/reset/:secret", may: anyone, handle: (*Server).showReset},
		{method: "POST", path: "/reset/:secret", may: anyone, handle: (*Server).resetPassword},
		{method: "GET", path: "/signin", may: anyone, handle: (*Server).showSignIn},
		{method: "POST", path: "/signin", may: anyone, handle: (*Server).signIn},
		{method: "POST", path: "/signout", may: self, handle: (*Server).signOut},

		{method: "GET", path: "/account", may: self, handle: (*Server).showAccount},
		{method: "POST", path: "/account", may: self, handle: (*Server).saveAccount},
		{method: "POST", path: "/account/password", may: self, handle: (*Server).changePassword},
		{method: "GET", path: "/account/keys", may: self, handle: (*Server).showShortcuts},
		{method: "POST", path: "/account/keys", may: self, handle: (*Server).saveShortcuts},
		{method: "GET", path: "/account/keys/file", may: self, handle: (*Server).exportShortcuts},
		{method: "POST", path: "/account/keys/file", may: self, handle: (*Server).importShortcuts},
		{method: "POST", path: "/account/tokens", may: self, handle: (*Server).createToken},
		{method: "POST", path: "/account/grants/:id/revoke", may: self, handle: (*Server).revokeGrant},

		{method: "GET", path: "/align", may: align, handle: (*Server).showAlignments},
		{method: "POST", path: "/align", may: align, handle: (*Server).alignTexts,
			limit: alignLimit, slow: true},
		{method: "GET", path: "/align/memory", may: read, handle: (*Server).exportMemory, slow: true},
		{method: "GET", path: "/align/folder/:id", may: align, handle: (*Server).showFolder},
		{method: "GET", path: "/align/folder/:id/file", may: align, handle: (*Server).exportFolder},
		{method: "GET", path: "/align/:id", may: align, handle: (*Server).showAlignment},
		{method: "POST", path: "/align/:id", may: align, handle: (*Server).editAlignment},
		{method: "GET", path: "/palette", may: workflow.ReadPublished, handle: (*Server).showPalette},

		{method: "GET", path: "/people", may: people, handle: (*Server).showPeople},
		{method: "POST", path: "/people", may: people, handle: (*Server).addPerson},
		{method: "POST", path: "/people/:id/role", may: people, handle: (*Server).changeRole},
		{method: "POST", path: "/people/:id/link", may: people, handle: (*Server).makeLink},
		{method: "POST", path: "/people/:id/disable", may: people, handle: (*Server).disablePerson},
		{method: "POST", path: "/people/:id/enable", may: people, handle: (*Server).enablePerson},

		{method: "GET", path: "/publications", may: publications, handle: (*Server).showPublications},
		{method: "POST", path: "/publications", may: publications, handle: (*Server).addPublication},
		{method: "GET", path: "/publications/:id", may: publications, handle: (*Server).showPublication},
		{method: "POST", path: "/publications/:id", may: publications, handle: (*Server).savePublication},
		{method: "GET", path: "/publications/:id/rules", may: publications, handle: (*Server).showRules},
		{method: "POST", path: "/publications/:id/rules", may: publications,
			handle: (*Server).changeRules, limit: rulesLimit, slow: true},
		{method: "GET", path: "/publications/:id/rules/file", may: publications,
			handle: (*Server).exportRules},

		{method: "GET", path: "/", may: workflow.ReadPublished, handle: (*Server).showDesk},
		{method: "GET", path: "/load", may: workflow.ReadDesk, handle: (*Server).showLoad},
		{method: "GET", path: "/articles/new", may: workflow.AddArticles, handle: (*Server).showIntake},
		{method: "POST", path: "/articles/new", may: workflow.AddArticles,
			handle: (*Server).addArticle, limit: intakeLimit, slow: true},
		{method: "GET", path: "/articles/:id", may: workflow.ReadPublished,
			handle: (*Server).showArticle},
		{method: "POST", path: "/articles/:id", may: workflow.Assign, handle: (*Server).saveArticle},
		{method: "POST", path: "/articles/:id/blocks/:block/kind", may: workflow.AddArticles,
			handle: (*Server).setBlockKind},
		{method: "POST", path: "/articles/:id/sign", may: workflow.Publish,
			handle: (*Server).signArticle},
		{method: "POST", path: "/articles/:id/publish", may: workflow.Publish,
			handle: (*Server).publishArticle},
		{method: "GET", path: "/articles/:id/move", may: read, handle: (*Server).showMove},
		{method: "POST", path: "/articles/:id/move", may: workflow.Translate,
			handle: (*Server).moveArticle},
		{method: "POST", path: "/articles/:id/retract", may: workflow.CorrectSource,
			handle: (*Server).retractArticle},
		{method: "GET", path: "/articles/:id/compare", may: workflow.CorrectSource,
			handle: (*Server).showCompare},
		{method: "POST", path: "/articles/:id/compare", may: workflow.CorrectSource,
			handle: (*Server).compareSource, limit: intakeLimit, slow: true},
		{method: "GET", path: "/articles/:id/segments/:segment/correct", may: workflow.CorrectSource,
			handle: (*Server).showCorrection},
		{method: "POST", path: "/articles/:id/segments/:segment/correct", may: workflow.CorrectSource,
			handle: (*Server).correctSource},
		{method: "POST", path: "/articles/:id/assignments", may: workflow.Assign,
			handle: (*Server).assignSegments},
		{method: "POST", path: "/articles/:id/claim", may: workflow.Translate,
			handle: (*Server).claimSegments},
		{method: "POST", path: "/articles/:id/assignments/:assignment/hand-over",
			may: workflow.Translate, handle: (*Server).handOver},
		{method: "POST", path: "/articles/:id/assignments/:assignment/take-back",
			may: workflow.Translate, handle: (*Server).takeBack},
		{method: "GET", path: "/articles/:id/export", may: workflow.ReadPublished,
			handle: (*Server).showExport},
		{method: "GET", path: "/articles/:id/export/file", may: workflow.ReadPublished,
			handle: (*Server).exportFile, slow: true},
		{method: "GET", path: "/articles/:id/import", may: workflow.ImportTargets,
			handle: (*Server).showImport},
		{method: "POST", path: "/articles/:id/import", may: workflow.ImportTargets,
			handle: (*Server).importTargets, limit: intakeLimit, slow: true},
		{method: "POST", path: "/articles/:id/import/undo", may: workflow.ImportTargets,
			handle: (*Server).undoImport},

		{method: "GET", path: "/articles/:id/bench", may: read, handle: (*Server).showBench},
		{method: "GET", path: "/articles/:id/preview", may: read, handle: (*Server).showPreview},
		{method: "POST", path: "/articles/:id/presence", may: read, handle: (*Server).notePresence},
		{method: "GET", path: "/articles/:id/comments", may: read, handle: (*Server).showComments},
		{method: "POST", path: "/articles/:id/comments", may: discuss, handle: (*Server).addComment},
		{method: "GET", path: "/articles/:id/review", may: review, handle: (*Server).showReview},
		{method: "POST", path: "/articles/:id/review/preview", may: review,
			handle: (*Server).previewReview, limit: manyLimit},
		{method: "POST", path: "/articles/:id/review", may: review, handle: (*Server).reviewMany,
			limit: manyLimit},
		{method: "GET", path: "/segments/:id/issues", may: read, handle: (*Server).showSegmentIssues},
		{method: "POST", path: "/segments/:id/issues", may: mark, handle: (*Server).markIssue},
		{method: "POST", path: "/issues/:id", may: mark, handle: (*Server).changeIssue},
		{method: "POST", path: "/issues/:id/withdraw", may: mark, handle: (*Server).withdrawIssue},
		{method: "GET", path: "/segments/:id", may: read, handle: (*Server).showSegment},
		{method: "POST", path: "/segments/:id", may: workflow.Translate, handle: (*Server).saveSegment,
			signedOut: (*Server).keepTyped},
		{method: "GET", path: "/segments/:id/cut", may: read, handle: (*Server).showSplit},
		{method: "POST", path: "/segments/:id/cut", may: workflow.RecutSegments, handle: (*Server).splitSegment},
		{method: "GET", path: "/segments/:id/history", may: read, handle: (*Server).showHistory},
		{method: "POST", path: "/segments/:id/restore", may: workflow.Translate, handle: (*Server).restoreChange},
		{method: "GET", path: "/segments/:id/comments", may: read, handle: (*Server).showSegmentComments},
		{method: "POST", path: "/segments/:id/comments", may: discuss, handle: (*Server).addSegmentComment},
		{method: "POST", path: "/segments/:id/review", may: review, handle: (*Server).reviewSegment},
		{method: "POST", path: "/comments/:id/resolve", may: discuss, handle: (*Server).resolveComment},
		{method: "POST", path: "/comments/:id/reopen", may: discuss, handle: (*Server).reopenComment},
		{method: "POST", path: "/batches/:id/undo", may: workflow.Translate, handle: (*Server).undoBatch},
		{method: "GET", path: "/review", may: review, handle: (*Server).showQueue},
		{method: "GET", path: "/quality", may: mark, handle: (*Server).showQuality},
		{method: "GET", path: "/quality/file", may: mark, handle: (*Server).qualityFile, slow: true},
		{method: "GET", path: "/live", may: read, handle: (*Server).showLive, live: true},
	}
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
			return r.signedOut(s, c)
		}
		return r.handle(s, c)
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
