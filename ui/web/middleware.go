package web

import (
	"crypto/rand"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
)

// contentPolicy lets a page load its own files and nothing else. The two Trusted Types policies
// are ours and the editor's.
const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; " +
	"font-src 'self'; frame-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; " +
	"manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; " +
	"require-trusted-types-for 'script'; trusted-types app ProseMirrorClipboard"

// observe gives the request its reference, answers its error, and writes one line of access log
// and its metrics. The log has the route's pattern and never the address itself: reset and
// set-up links carry their secret there.
func (s *Server) observe(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		begin := s.Now()
		call := &Call{Context: c, Server: s, reference: NewReference()}
		c.Response().Header().Set(echo.HeaderXRequestID, call.reference)
		if err := next(call); err != nil {
			s.handleError(err, call)
		}
		took := s.Now().Sub(begin)
		s.metrics.observe(c.Request().Method, c.Path(), c.Response().Status, took)
		if !s.QuietAccess {
			s.logAccess(call, took)
		}
		return nil
	}
}

func (s *Server) logAccess(c *Call, took time.Duration) {
	attributes := []slog.Attr{
		slog.String("reference", c.reference),
		slog.String("method", c.Request().Method),
		slog.String("route", c.Path()),
		slog.Int("status", c.Response().Status),
		slog.Int64("bytes", c.Response().Size),
		slog.Duration("took", took),
		slog.String("ip", c.RealIP()),
	}
	if c.SignedIn() {
		attributes = append(attributes, slog.String("person", c.ActorID()))
	}
	s.Logger.LogAttrs(c.Request().Context(), slog.LevelInfo, "request", attributes...)
}

// NewReference makes the code that is on an error page and in the log: 10 letters and digits
// that can be read out on the telephone.
func NewReference() string { return strings.ToLower(rand.Text()[:10]) }

// recover turns a panic into an error, with its stack for the log.
func (s *Server) recover(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			if p := recover(); p != nil {
				if p == http.ErrAbortHandler { //nolint:errorlint // net/http compares it so too
					panic(p)
				}
				err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
			}
		}()
		return next(c)
	}
}

// setSecurityHeaders sets the headers that every answer carries.
func (s *Server) setSecurityHeaders(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("Content-Security-Policy", contentPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		// Not no-referrer: browsers then send "Origin: null" with a form, which the
		// cross-origin check must refuse on plain http.
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
		h.Set("Cache-Control", "no-store")
		if s.Secure {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		return next(c)
	}
}

// sameOrigin refuses unsafe methods that another site's page sends. Programs with a bearer token
// send no cookie, so they have nothing another site could use.
func (s *Server) sameOrigin(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if err := s.origin.Check(c.Request()); err != nil {
			return &Fault{Status: http.StatusForbidden, ID: "fault.origin", Cause: err}
		}
		return next(c)
	}
}

// checkHost refuses requests under another name than that of the origin, if there is one: links that are made from a
// name that a stranger chose would lead to the stranger. Probes come by address.
func (s *Server) checkHost(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		path := c.Request().URL.Path
		if s.Origin != "" && path != "/healthz" && path != "/readyz" && !sameHost(s.Origin, c.Request().Host) {
			return &Fault{Status: http.StatusMisdirectedRequest, ID: "fault.host"}
		}
		return next(c)
	}
}

// sameHost reports whether a Host header names the site of an origin; the usual port may be left out.
func sameHost(origin, host string) bool {
	u, err := url.Parse(origin)
	if err != nil {
		return false
	}
	usual := map[string]string{"http": ":80", "https": ":443"}[u.Scheme]
	return strings.EqualFold(strings.TrimSuffix(host, usual), strings.TrimSuffix(u.Host, usual))
}

func (s *Server) serveStatic(c echo.Context) error {
	if !s.assets.serve(c.Response(), c.Request()) {
		return echo.ErrNotFound
	}
	return nil
}
