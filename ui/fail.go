package ui

import (
	"context"
	"errors"
	"log/slog"
	"net/http"

	"truchement/workflow"

	"github.com/labstack/echo/v4"
)

// statusGone is what the access log has when the client went away before the answer.
const statusGone = 499

// fault is an error of the HTTP layer itself: a message ID and the status that goes with it.
type fault struct {
	status int
	id     string
	cause  error
}

// Error is for logs.
func (f *fault) Error() string {
	if f.cause != nil {
		return f.id + ": " + f.cause.Error()
	}
	return f.id
}

// Unwrap returns the cause.
func (f *fault) Unwrap() error { return f.cause }

// spoken is a refusal (422) whose sentence is already in the caller's language.
type spoken struct {
	message string
	cause   error
}

// Error is for logs.
func (e *spoken) Error() string { return e.cause.Error() }

// Unwrap returns the cause.
func (e *spoken) Unwrap() error { return e.cause }

// precondition is a failed If-Match (412), with what RFC 9457 calls extension members.
type precondition struct {
	cause   error
	members map[string]any
}

// Error is for logs.
func (p *precondition) Error() string { return p.cause.Error() }

// Unwrap returns the cause.
func (p *precondition) Unwrap() error { return p.cause }

// Problem answers the members that a program gets beside the usual ones.
func (p *precondition) Problem() map[string]any { return p.members }

// errNotFound is the answer where there is nothing.
func errNotFound() error { return &fault{status: http.StatusNotFound, id: "fault.not-found"} }

// trouble is an error as it is shown.
type trouble struct {
	status int
	kind   string // stable name, for programs
	id     string
	args   []any
	text   string // in place of id, when it is already a sentence
}

// say is the trouble as a sentence in the caller's language.
func (t trouble) say(c *call) string {
	if t.text != "" {
		return t.text
	}
	return c.T(t.id, t.args...)
}

// faultPage is the data of fault.html.
type faultPage struct {
	base
	Text      string
	Kept      string // what happened to the reader's work; empty: nothing was sent
	SignIn    string // address of the sign-in page; empty: that would not help
	Reference string
}

// fail is the one place where an error becomes an answer: a localized page, or problem+json
// under /api. Errors that are our fault are logged here and nowhere else.
func (s *Server) fail(err error, ec echo.Context) {
	c := s.callOf(ec)
	if c.Response().Committed {
		s.logFailure(c, err, 0)
		return
	}
	if errors.Is(err, context.Canceled) && c.ctx().Err() != nil {
		c.Response().Status = statusGone
		return
	}
	t := troubleOf(err)
	if t.status >= http.StatusInternalServerError {
		s.logFailure(c, err, t.status)
	}
	if werr := s.answerTrouble(c, t, err); werr != nil {
		s.logFailure(c, werr, t.status)
	}
}

func (s *Server) logFailure(c *call, err error, status int) {
	s.Logger.LogAttrs(c.ctx(), slog.LevelError, "request failed",
		slog.String("reference", c.reference), slog.String("route", c.Path()),
		slog.Int("status", status), slog.Any("error", err))
}

// comeBack tells programs and browsers when a try has a chance again: the limits of sign-in
// give one every half minute.
func (c *call) comeBack(status int) {
	if status == http.StatusTooManyRequests {
		c.Response().Header().Set(echo.HeaderRetryAfter, "30")
	}
}

func (s *Server) answerTrouble(c *call, t trouble, err error) error {
	c.comeBack(t.status)
	if c.isAPI() {
		return c.problem(t, err)
	}
	if t.status == http.StatusUnauthorized && c.Request().Method == http.MethodGet &&
		c.Request().Header.Get("Fx-Target") == "" {
		return c.Redirect(http.StatusSeeOther, signInPath(c.Request().URL.RequestURI()))
	}
	page := &faultPage{base: c.base(titleOf(t.status)), Text: t.say(c),
		Reference: c.reference}
	switch {
	case c.Request().Method == http.MethodGet:
	case c.Request().Header.Get("Fx-Target") != "":
		page.Kept = c.T("fault.kept-here")
	default:
		page.Kept = c.T("fault.kept")
	}
	if t.status == http.StatusUnauthorized {
		page.SignIn = signInPath("")
	}
	return c.page(t.status, "fault", page)
}

// problem answers an error to a program.
func (c *call) problem(t trouble, err error) error {
	if t.status == http.StatusUnauthorized {
		c.Response().Header().Set("WWW-Authenticate", `Bearer realm="truchement"`)
	}
	body := map[string]any{}
	var more interface{ Problem() map[string]any }
	if errors.As(err, &more) {
		body = more.Problem()
	}
	body["type"] = "urn:truchement:problem:" + t.kind
	body["title"] = c.T(titleOf(t.status))
	body["status"] = t.status
	body["detail"] = t.say(c)
	body["reference"] = c.reference
	c.Response().Header().Set(echo.HeaderContentType, "application/problem+json")
	return c.JSON(t.status, body)
}

// troubleOf maps an error to its status and message. Whatever it does not know is our fault, and
// its text is not shown.
func troubleOf(err error) trouble {
	var f *fault
	var w *workflow.Error
	var h *echo.HTTPError
	var large *http.MaxBytesError
	var met *precondition
	var told *spoken
	switch {
	case errors.As(err, &f):
		return trouble{status: f.status, kind: kindOf(f.status), id: f.id}
	case errors.As(err, &large):
		return trouble{status: http.StatusRequestEntityTooLarge, kind: "too-large",
			id: "fault.too-large", args: []any{"Size", large.Limit >> 10}}
	case errors.As(err, &w):
		return trouble{status: statusOf(w.Kind), kind: string(w.Kind), id: w.ID,
			args: argsOf(w.Args)}
	case errors.As(err, &met):
		return trouble{status: http.StatusPreconditionFailed, kind: "conflict", id: "fault.conflict"}
	case errors.As(err, &told):
		return trouble{status: http.StatusUnprocessableEntity, kind: "invalid", text: told.message}
	case workflow.KindOf(err) == workflow.Conflict:
		return trouble{status: http.StatusConflict, kind: "conflict", id: "fault.conflict"}
	case errors.As(err, &h):
		return trouble{status: h.Code, kind: kindOf(h.Code), id: messageOf(h.Code)}
	}
	return trouble{status: http.StatusInternalServerError, kind: "internal", id: "fault.internal"}
}

// statusOf is the one table from kinds of errors to HTTP statuses.
func statusOf(kind workflow.Kind) int {
	switch kind {
	case workflow.Invalid:
		return http.StatusUnprocessableEntity
	case workflow.Unauthorized:
		return http.StatusUnauthorized
	case workflow.Forbidden:
		return http.StatusForbidden
	case workflow.NotFound:
		return http.StatusNotFound
	case workflow.Conflict:
		return http.StatusConflict
	case workflow.TooMany:
		return http.StatusTooManyRequests
	case workflow.TooLarge:
		return http.StatusRequestEntityTooLarge
	case workflow.Unavailable, workflow.Unknown:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

func kindOf(status int) string {
	switch status {
	case http.StatusUnauthorized:
		return "unauthorized"
	case http.StatusForbidden:
		return "forbidden"
	case http.StatusNotFound:
		return "not-found"
	case http.StatusMethodNotAllowed:
		return "method"
	case http.StatusRequestEntityTooLarge:
		return "too-large"
	case http.StatusUnsupportedMediaType:
		return "media-type"
	}
	if status >= http.StatusInternalServerError {
		return "internal"
	}
	return "invalid"
}

func messageOf(status int) string {
	switch status {
	case http.StatusUnauthorized:
		return "fault.unauthorized"
	case http.StatusForbidden:
		return "fault.forbidden"
	case http.StatusNotFound:
		return "fault.not-found"
	case http.StatusMethodNotAllowed:
		return "fault.method"
	}
	if status >= http.StatusInternalServerError {
		return "fault.internal"
	}
	return "fault.invalid"
}

// titleOf is the heading of the error page.
func titleOf(status int) string {
	switch status {
	case http.StatusUnauthorized:
		return "fault.title.unauthorized"
	case http.StatusForbidden:
		return "fault.title.forbidden"
	case http.StatusNotFound:
		return "fault.title.not-found"
	case http.StatusConflict:
		return "fault.title.conflict"
	case http.StatusRequestEntityTooLarge:
		return "fault.title.too-large"
	case http.StatusTooManyRequests:
		return "fault.title.too-many"
	case http.StatusServiceUnavailable:
		return "fault.title.unavailable"
	}
	if status >= http.StatusInternalServerError {
		return "fault.title.internal"
	}
	return "fault.title.invalid"
}
