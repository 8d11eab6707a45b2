package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/status"
)

// statusGone is what the access log has when the client went away before the answer.
const statusGone = 499

// Fault is an error of the HTTP layer itself: a message ID and the status that goes with it.
type Fault struct {
	Status int
	ID     string
	Cause  error
}

// Error is for logs.
func (f *Fault) Error() string {
	if f.Cause != nil {
		return f.ID + ": " + f.Cause.Error()
	}
	return f.ID
}

// Unwrap returns the cause.
func (f *Fault) Unwrap() error { return f.Cause }

// LocalizedError is a refusal (422) whose sentence is already in the caller's language.
type LocalizedError struct {
	Message string
	Cause   error
}

// Error is for logs.
func (e *LocalizedError) Error() string { return e.Cause.Error() }

// Unwrap returns the cause.
func (e *LocalizedError) Unwrap() error { return e.Cause }

// Precondition is a failed If-Match (412), with what RFC 9457 calls extension members.
type Precondition struct {
	Cause   error
	Members map[string]any
}

// Error is for logs.
func (p *Precondition) Error() string { return p.Cause.Error() }

// Unwrap returns the cause.
func (p *Precondition) Unwrap() error { return p.Cause }

// Problem answers the members that a program gets beside the usual ones.
func (p *Precondition) Problem() map[string]any { return p.Members }

// NotFound is the answer where there is nothing.
func NotFound() error { return &Fault{Status: http.StatusNotFound, ID: "fault.not-found"} }

// Failure is an error as it is shown.
type Failure struct {
	Status int
	kind   string // stable name, for programs
	ID     string
	Args   []any
	text   string // in place of id, when it is already a sentence
}

// Say is the trouble as a sentence in the caller's language.
func (t Failure) Say(c *Call) string {
	if t.text != "" {
		return t.text
	}
	return c.T(t.ID, t.Args...)
}

// faultPage is the data of fault.html.
type faultPage struct {
	Base
	Text      string
	Kept      string // what happened to the reader's work; empty: nothing was sent
	SignIn    string // address of the sign-in page; empty: that would not help
	Reference string
}

// handleError is the one place where an error becomes an answer: a localized page, or problem+json
// under /api. Errors that are our fault are logged only here.
func (s *Server) handleError(err error, ec echo.Context) {
	c := s.callOf(ec)
	if c.Response().Committed {
		s.logError(c, err, 0)
		return
	}
	if errors.Is(err, context.Canceled) && c.Ctx().Err() != nil {
		c.Response().Status = statusGone
		return
	}
	t := FailureOf(err)
	if t.Status >= http.StatusInternalServerError {
		s.logError(c, err, t.Status)
	}
	if werr := s.answerFailure(c, t, err); werr != nil {
		s.logError(c, werr, t.Status)
	}
}

func (s *Server) logError(c *Call, err error, code int) {
	s.Faults.Add(status.Fault{At: s.Now(), Reference: c.reference, Route: c.Path(), Status: code})
	s.Logger.LogAttrs(c.Ctx(), slog.LevelError, "request failed",
		slog.String("reference", c.reference), slog.String("route", c.Path()),
		slog.Int("status", code), slog.Any("error", err))
}

// setRetryAfter says when a request may be repeated: the limits of sign-in
// give one every half minute.
func (c *Call) setRetryAfter(status int) {
	if status == http.StatusTooManyRequests {
		c.Response().Header().Set(echo.HeaderRetryAfter, "30")
	}
}

func (s *Server) answerFailure(c *Call, t Failure, err error) error {
	c.setRetryAfter(t.Status)
	if c.isAPI() {
		return c.problem(t, err)
	}
	if t.Status == http.StatusUnauthorized && c.Request().Method == http.MethodGet &&
		c.Request().Header.Get("Fx-Target") == "" {
		return c.Redirect(http.StatusSeeOther, SignInPath(c.Request().URL.RequestURI()))
	}
	page := &faultPage{Base: c.Base(titleOf(t.Status)), Text: t.Say(c),
		Reference: c.reference}
	switch {
	case c.Request().Method == http.MethodGet:
	case c.Request().Header.Get("Fx-Target") != "":
		page.Kept = c.T("fault.kept-here")
	default:
		page.Kept = c.T("fault.kept")
	}
	if t.Status == http.StatusUnauthorized {
		page.SignIn = SignInPath("")
	}
	c.SetProblem(page.Title + " " + page.Text)
	return c.Page(t.Status, "fault", page)
}

// problemHeader has the sentence that says why a form was refused, percent-encoded UTF-8, for
// modules that send forms.
const problemHeader = "Desk-Problem"

// maxProblem is how much of a sentence the header has, in characters: proxies refuse long headers.
const maxProblem = 300

// SetProblem says in a header, too, why a form was refused.
func (c *Call) SetProblem(sentence string) {
	said := []rune(strings.TrimSpace(sentence))
	if len(said) > maxProblem {
		said = append(said[:maxProblem], '…')
	}
	c.Response().Header().Set(problemHeader, url.PathEscape(string(said)))
}

// problem answers an error to a program.
func (c *Call) problem(t Failure, err error) error {
	if t.Status == http.StatusUnauthorized {
		c.Response().Header().Set("WWW-Authenticate", `Bearer realm="truchement"`)
	}
	body := map[string]any{}
	var more interface{ Problem() map[string]any }
	if errors.As(err, &more) {
		body = more.Problem()
	}
	body["type"] = "urn:truchement:problem:" + t.kind
	body["title"] = c.T(titleOf(t.Status))
	body["status"] = t.Status
	body["detail"] = t.Say(c)
	body["reference"] = c.reference
	c.Response().Header().Set(echo.HeaderContentType, "application/problem+json")
	return c.JSON(t.Status, body)
}

// FailureOf maps an error to its status and message. Whatever it does not know is our fault, and
// its text is not shown.
func FailureOf(err error) Failure {
	var f *Fault
	var w *workflow.Error
	var h *echo.HTTPError
	var large *http.MaxBytesError
	var met *Precondition
	var told *LocalizedError
	switch {
	case errors.As(err, &f):
		return Failure{Status: f.Status, kind: kindOf(f.Status), ID: f.ID}
	case errors.As(err, &large):
		return Failure{Status: http.StatusRequestEntityTooLarge, kind: "too-large",
			ID: "fault.too-large", Args: []any{"Size", large.Limit >> 10}}
	case errors.As(err, &w):
		t := Failure{Status: statusOf(w.Kind), kind: string(w.Kind), ID: w.ID, Args: word.ArgsOf(w.Args)}
		if w.ID == "store.full" {
			t.Status = http.StatusInsufficientStorage
		}
		return t
	case errors.As(err, &met):
		return Failure{Status: http.StatusPreconditionFailed, kind: "conflict", ID: "fault.conflict"}
	case errors.As(err, &told):
		return Failure{Status: http.StatusUnprocessableEntity, kind: "invalid", text: told.Message}
	case workflow.KindOf(err) == workflow.Conflict:
		return Failure{Status: http.StatusConflict, kind: "conflict", ID: "fault.conflict"}
	case errors.As(err, &h):
		return Failure{Status: h.Code, kind: kindOf(h.Code), ID: messageOf(h.Code)}
	}
	return Failure{Status: http.StatusInternalServerError, kind: "internal", ID: "fault.internal"}
}

// NotSaved reports whether the storage could not save, so that the work is to be kept and sent again.
func (t Failure) NotSaved() bool {
	return t.Status == http.StatusServiceUnavailable || t.Status == http.StatusInsufficientStorage
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
