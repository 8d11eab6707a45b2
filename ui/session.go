package ui

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"truchement/workflow"

	"github.com/labstack/echo/v4"
)

// sessionCookie is the cookie's name. With the __Host- prefix a browser takes it only over
// https, for this host alone and for all its paths.
func (s *Server) sessionCookie() string {
	if s.Secure {
		return "__Host-truchement"
	}
	return "truchement"
}

// identify finds out who asks, and in which language they read.
func (s *Server) identify(next echo.HandlerFunc) echo.HandlerFunc {
	return func(ec echo.Context) error {
		c, ok := ec.(*call)
		if !ok {
			return next(ec)
		}
		if needsPerson(c.Request().URL.Path) {
			if err := s.authenticate(c); err != nil {
				return err
			}
		}
		c.speech = s.speechFor(c)
		return next(c)
	}
}

// needsPerson leaves the database alone for files and probes.
func needsPerson(path string) bool {
	return !strings.HasPrefix(path, "/static/") && path != "/worker.js" &&
		path != "/healthz" && path != "/readyz"
}

// authenticate sets the call's actor from a bearer token (under /api only) or from the session
// cookie. A cookie that opens nothing any more is removed and the call goes on as nobody's; a
// token that opens nothing is an error, since its sender means to be somebody.
func (s *Server) authenticate(c *call) error {
	if header := c.Request().Header.Get(echo.HeaderAuthorization); header != "" && c.isAPI() {
		return s.authenticateToken(c, header)
	}
	cookie, err := c.Cookie(s.sessionCookie())
	if err != nil || cookie.Value == "" {
		return nil
	}
	c.actor, err = s.Desk.Authenticate(
		c.ctx(), workflow.SessionGrant, cookie.Value, c.RealIP())
	if workflow.KindOf(err) == workflow.Unauthorized && err != nil {
		c.actor = workflow.Actor{}
		c.setCookie(s.sessionCookie(), "", -time.Second)
		return nil
	}
	if err == nil && c.Request().Method == http.MethodGet && !c.isAPI() {
		c.setCookie(s.sessionCookie(), cookie.Value, workflow.SessionLife)
	}
	return err
}

func (s *Server) authenticateToken(c *call, header string) error {
	scheme, secret, _ := strings.Cut(header, " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return &fault{status: http.StatusUnauthorized, id: "fault.bearer"}
	}
	var err error
	c.actor, err = s.Desk.Authenticate(
		c.ctx(), workflow.TokenGrant, strings.TrimSpace(secret), c.RealIP())
	return err
}

// signInPath is the address of the sign-in page that comes back to next.
func signInPath(next string) string {
	if next == "" || next == "/" {
		return "/signin"
	}
	return "/signin?" + url.Values{"next": {next}}.Encode()
}

// signInPage is the data of signin.html.
type signInPage struct {
	base
	Form     *form
	Password passwordField
}

// passwordField is the data of the part "password".
type passwordField struct {
	ID, Label, Complete, Show, Hint string
	Form                            *form
	New                             bool
}

// password describes a field for a password that exists; newPassword one that is being chosen.
func (c *call) password(id, label string, f *form) passwordField {
	return passwordField{ID: id, Label: c.T(label), Complete: "current-password",
		Show: c.T("person.password-show"), Form: f}
}

func (c *call) newPassword(id, label string, f *form) passwordField {
	return passwordField{ID: id, Label: c.T(label), Complete: "new-password",
		Show: c.T("person.password-show"), Form: f, New: true,
		Hint: c.T("person.password-hint", "Count", workflow.MinPassword)}
}

func (c *call) signInPage(status int, f *form) error {
	return c.page(status, "signin", &signInPage{base: c.base("session.title"), Form: f,
		Password: c.password("password", "person.password", f)})
}

// showSignIn shows the sign-in page, or goes on when somebody is signed in.
func (s *accountRoom) showSignIn(c *call) error {
	next := localPath(c.QueryParam("next"))
	if c.signedIn() {
		return c.Redirect(http.StatusSeeOther, next)
	}
	return c.signInPage(http.StatusOK, filled("next", next))
}

// signIn opens a session. A wrong address and a wrong password get the same answer.
func (s *accountRoom) signIn(c *call) error {
	f, err := c.sent()
	if err != nil {
		return err
	}
	secret, person, err := s.Desk.SignIn(c.ctx(), workflow.Credentials{
		Email: f.Value("email"), Password: f.Value("password"),
		Address: c.RealIP(), Agent: c.Request().UserAgent()})
	if workflow.KindOf(err) == workflow.Unauthorized && err != nil {
		f.Problem = c.T("sign-in.wrong")
		return c.signInPage(http.StatusUnprocessableEntity, f)
	}
	if err != nil && c.refused(f, err, nil) {
		return c.signInPage(statusOfForm(err), f)
	}
	if err != nil {
		return err
	}
	c.setCookie(s.sessionCookie(), secret, workflow.SessionLife)
	c.keepLanguage(person.Language)
	return c.Redirect(http.StatusSeeOther, localPath(f.Value("next")))
}

// signOut ends the session and has the browser forget what it kept of the desk.
func (s *accountRoom) signOut(c *call) error {
	if err := s.Desk.SignOut(c.ctx(), c.actor); err != nil {
		return err
	}
	return s.leave(c)
}

// leave ends the session in the browser, which forgets all it kept of the desk. A script that has
// found texts which their publication lets stay says so, and clears the rest itself.
func (s *accountRoom) leave(c *call) error {
	c.setCookie(s.sessionCookie(), "", -time.Second)
	clear := `"cache", "storage"`
	if c.FormValue("keep") == "yes" {
		clear = `"cache"`
	}
	c.Response().Header().Set("Clear-Site-Data", clear)
	return c.done("/signin", "session.left")
}
