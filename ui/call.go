package ui

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"time"

	"truchement/workflow"

	"github.com/labstack/echo/v4"
)

const (
	languageCookie = "truchement-language"
	noticeCookie   = "truchement-notice"
)

// call is one request on its way through a handler: echo's context, who asks, and in which
// language the answer is.
type call struct {
	echo.Context
	*speech
	server    *Server
	reference string // in the log, in the X-Request-Id header and on error pages
	actor     workflow.Actor
}

// callOf finds the call in a context that echo hands to its error handler.
func (s *Server) callOf(c echo.Context) *call {
	found, ok := c.(*call)
	if !ok {
		found = &call{Context: c, server: s, reference: newReference()}
	}
	if found.speech == nil {
		found.speech = s.speechFor(found)
	}
	return found
}

// ctx is the request's context: done when the client goes away.
func (c *call) ctx() context.Context { return c.Request().Context() }

// live is the context of an answer without end: done when the client goes away or the server
// begins to stop. The caller must call cancel.
func (c *call) live() (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(c.ctx())
	stop := context.AfterFunc(c.server.stopping, cancel)
	return ctx, func() { stop(); cancel() }
}

func (c *call) signedIn() bool { return c.actor.ID != "" }

func (c *call) actorID() string { return c.actor.ID }

func (c *call) isChief() bool { return c.actor.Role == workflow.Chief }

// wantsPart says whether the fragment loader asks for the element with this id, so that a
// handler may answer with that fragment alone. Answering the whole page is always right too.
func (c *call) wantsPart(id string) bool {
	for name := range strings.FieldsSeq(c.Request().Header.Get("Fx-Target")) {
		if name == id {
			return true
		}
	}
	return false
}

// isAPI says whether errors are told to a program.
func (c *call) isAPI() bool { return strings.HasPrefix(c.Request().URL.Path, "/api/") }

// base fills the part of a page's data that the layout shows. title is a message ID; args are as
// for T.
func (c *call) base(title string, args ...any) base {
	return base{
		speech:  c.speech,
		Title:   c.T(title, args...),
		Person:  c.viewer(),
		Nav:     c.nav(),
		Pages:   c.pages(),
		Notice:  c.takeNotice(),
		Path:    c.Request().URL.Path,
		query:   c.Request().URL.Query(),
		static:  c.server.assets.prefix,
		outside: c.server.assets.outside,
	}
}

// bare is the part of a page's data that its rows and fragments show: without what the layout
// alone needs, and cheap to make.
func (c *call) bare() base {
	return base{speech: c.speech, Person: c.viewer(), static: c.server.assets.prefix}
}

func (c *call) viewer() *viewer {
	if !c.signedIn() {
		return nil
	}
	return &viewer{ID: c.actor.ID, Name: c.actor.Name, Role: string(c.actor.Role), Keys: c.actor.Keys}
}

// page answers a whole page: the template templates/<name>.html within the layout.
func (c *call) page(status int, name string, data any) error {
	body, err := c.server.pages.page(name, data)
	if err != nil {
		return err
	}
	return c.html(status, body)
}

// part answers one fragment: a define of a templates/*.part.html file.
func (c *call) part(status int, name string, data any) error {
	body, err := c.server.pages.part(name, data)
	if err != nil {
		return err
	}
	return c.html(status, body)
}

// html answers markup, packed for those who take it so. A page holds no secret beside what a
// stranger can put on it: what is shown once is shown in the answer to a post.
func (c *call) html(status int, body []byte) error {
	h := c.Response().Header()
	h.Add("Vary", "Accept-Encoding")
	if small := squeezePage(body, c.Request().Header.Get("Accept-Encoding")); small != nil {
		h.Set("Content-Encoding", "gzip")
		body = small
	}
	return c.HTMLBlob(status, body)
}

// done sends the browser on after a form was carried out (303), and the page it comes to says
// the message. args are as for T and must not hold a secret.
func (c *call) done(path, message string, args ...any) error {
	if message != "" {
		c.keepNotice(notice{Text: c.T(message, args...)})
	}
	return c.Redirect(http.StatusSeeOther, path)
}

// failed sends the browser back to a page that says why a form was not carried out, where there
// is no field to say it at.
func (c *call) failed(path, text string) error {
	c.keepNotice(notice{Kind: "error", Text: text})
	return c.Redirect(http.StatusSeeOther, path)
}

func (c *call) keepNotice(n notice) {
	if n.Kind == "" {
		n.Kind = "ok"
	}
	if text, err := json.Marshal(n); err == nil { // a notice always is JSON
		c.setCookie(noticeCookie, base64.RawURLEncoding.EncodeToString(text), time.Minute)
	}
}

// takeNotice reads the notice of the form before and forgets it. Whoever forges the cookie only
// shows themselves a sentence, as text, and a form that sends what they could send anyhow.
func (c *call) takeNotice() *notice {
	cookie, err := c.Cookie(noticeCookie)
	if err != nil || cookie.Value == "" {
		return nil
	}
	c.setCookie(noticeCookie, "", -time.Second)
	text, err := base64.RawURLEncoding.DecodeString(cookie.Value)
	if err != nil {
		return nil
	}
	n := &notice{}
	if json.Unmarshal(text, n) != nil {
		return nil
	}
	if n.Undo != nil && localPath(n.Undo.Path) != n.Undo.Path {
		n.Undo = nil
	}
	return n
}

// setCookie keeps a small value for a time; a negative time removes it.
func (c *call) setCookie(name, value string, keep time.Duration) {
	c.SetCookie(&http.Cookie{Name: name, Value: value, Path: "/", MaxAge: int(keep.Seconds()),
		HttpOnly: true, Secure: c.server.Secure, SameSite: http.SameSiteLaxMode})
}

// speechFor chooses the language of the answer: the account's, else the one last chosen on the
// sign-in page, else what the browser prefers, else French.
func (s *Server) speechFor(c *call) *speech {
	if found, ok := s.locales.in(c.actor.Language); ok {
		return found.withDigits(c.actor.Digits)
	}
	if found, ok := s.locales.in(c.QueryParam("lang")); ok {
		c.keepLanguage(found.tag)
		return found
	}
	if cookie, err := c.Cookie(languageCookie); err == nil {
		if found, ok := s.locales.in(cookie.Value); ok {
			return found
		}
	}
	return s.locales.accept(c.Request().Header.Get("Accept-Language"))
}

// keepLanguage has the pages that know nobody, the one that a session is over among them, speak
// the language last used in this browser.
func (c *call) keepLanguage(tag string) { c.setCookie(languageCookie, tag, 365*24*time.Hour) }

// localPath answers next when it is a path on this server, else "/". A sign-in page that sends
// people wherever its address says is a phisher's tool.
func localPath(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.Scheme != "" || u.Host != "" || u.Opaque != "" || u.User != nil {
		return "/"
	}
	if !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") ||
		strings.ContainsAny(next, "\\\t\r\n") {
		return "/"
	}
	return next
}
