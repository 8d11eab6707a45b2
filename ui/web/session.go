package web

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"truchement/workflow"
	"truchement/workflow/access"
)

// SessionCookie is the cookie's name. With the __Host- prefix a browser takes it only over
// https, for this host alone and for all its paths.
func (s *Server) SessionCookie() string {
	if s.Secure {
		return "__Host-truchement"
	}
	return "truchement"
}

// identify finds out who asks, and in which language they read.
func (s *Server) identify(next echo.HandlerFunc) echo.HandlerFunc {
	return func(ec echo.Context) error {
		c, ok := ec.(*Call)
		if !ok {
			return next(ec)
		}
		if needsPerson(c.Request().URL.Path) {
			if err := s.authenticate(c); err != nil {
				return err
			}
		}
		if needsPerson(c.Request().URL.Path) && !c.SignedIn() {
			c.Response().Header().Set(sessionHeader, "none")
		}
		c.Speech = s.SpeechFor(c)
		return next(c)
	}
}

// sessionHeader has "none" in answers to those who are not signed in, on which the service worker deletes the pages
// that it has kept for a person.
const sessionHeader = "Desk-Session"

// needsPerson leaves the database alone for files and probes.
func needsPerson(path string) bool {
	return !strings.HasPrefix(path, "/static/") && path != "/worker.js" &&
		path != "/healthz" && path != "/readyz"
}

// authenticate sets the call's actor from a bearer token (under /api only) or from the session
// cookie. A cookie that opens nothing any more is removed and the call has no actor; a
// token that opens nothing is an error, since a program cannot go on without it.
func (s *Server) authenticate(c *Call) error {
	if header := c.Request().Header.Get(echo.HeaderAuthorization); header != "" && c.isAPI() {
		return s.authenticateToken(c, header)
	}
	cookie, err := c.Cookie(s.SessionCookie())
	if err != nil || cookie.Value == "" {
		return nil
	}
	c.Actor, err = s.Access.Authenticate(
		c.Ctx(), workflow.SessionGrant, cookie.Value, c.RealIP())
	if workflow.KindOf(err) == workflow.Unauthorized && err != nil {
		c.Actor = workflow.Actor{}
		c.KeepCookie(s.SessionCookie(), "", -time.Second)
		return nil
	}
	if err == nil && c.Request().Method == http.MethodGet && !c.isAPI() {
		c.KeepCookie(s.SessionCookie(), cookie.Value, access.SessionLife)
	}
	return err
}

func (s *Server) authenticateToken(c *Call, header string) error {
	scheme, secret, _ := strings.Cut(header, " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return &Fault{Status: http.StatusUnauthorized, ID: "fault.bearer"}
	}
	var err error
	c.Actor, err = s.Access.Authenticate(
		c.Ctx(), workflow.TokenGrant, strings.TrimSpace(secret), c.RealIP())
	return err
}

// SignInPath is the address of the sign-in page that comes back to next.
func SignInPath(next string) string {
	if next == "" || next == "/" {
		return "/signin"
	}
	return "/signin?" + url.Values{"next": {next}}.Encode()
}
