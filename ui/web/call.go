package web

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"html/template"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"truchement/ui/word"
	"truchement/workflow"
)

const (
	languageCookie = "truchement-language"
	noticeCookie   = "truchement-notice"
)

// Call is one request on its way through a handler: echo's context, who asks, and in which
// language the answer is.
type Call struct {
	echo.Context
	*word.Speech
	Server    *Server
	reference string // in the log, in the X-Request-Id header and on error pages
	Actor     workflow.Actor
}

// callOf finds the call in a context that echo hands to its error handler.
func (s *Server) callOf(c echo.Context) *Call {
	found, ok := c.(*Call)
	if !ok {
		found = &Call{Context: c, Server: s, reference: NewReference()}
	}
	if found.Speech == nil {
		found.Speech = s.SpeechFor(found)
	}
	return found
}

// Ctx is the request's context: done when the client goes away.
func (c *Call) Ctx() context.Context { return c.Request().Context() }

// LiveContext is the context of an answer without end: done when the client goes away or the server
// begins to stop. The caller must call cancel.
func (c *Call) LiveContext() (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(c.Ctx())
	stop := context.AfterFunc(c.Server.Stopping, cancel)
	return ctx, func() { stop(); cancel() }
}

// SignedIn reports whether a person is signed in.
func (c *Call) SignedIn() bool { return c.Actor.ID != "" }

// ActorID is the id of the person who asks; empty when no one is signed in.
func (c *Call) ActorID() string { return c.Actor.ID }

func (c *Call) isChief() bool { return c.Actor.Role == workflow.Chief }

// WantedParts are the ids of the elements that the fragment loader asks for and that begin so,
// without that beginning.
func (c *Call) WantedParts(beginning string) []string {
	var ids []string
	for name := range strings.FieldsSeq(c.Request().Header.Get("Fx-Target")) {
		if id, ok := strings.CutPrefix(name, beginning); ok {
			ids = append(ids, id)
		}
	}
	return ids
}

// WantsPart reports whether the fragment loader asks for the element with this id, so that a
// handler may answer with that fragment alone. Answering the whole page is always right too.
func (c *Call) WantsPart(id string) bool {
	for name := range strings.FieldsSeq(c.Request().Header.Get("Fx-Target")) {
		if name == id {
			return true
		}
	}
	return false
}

// isAPI reports whether a program asks, which gets errors as problem+json.
func (c *Call) isAPI() bool { return strings.HasPrefix(c.Request().URL.Path, "/api/") }

// Base fills the part of a page's data that the layout shows. title is a message ID; args are as
// for T.
func (c *Call) Base(title string, args ...any) Base {
	return Base{
		Speech:  c.Speech,
		Title:   c.T(title, args...),
		Person:  c.viewer(),
		Nav:     c.nav(),
		Pages:   c.pages(),
		Notice:  c.takeNotice(),
		Bell:    BellOf(c),
		Path:    c.Request().URL.Path,
		query:   c.Request().URL.Query(),
		static:  c.Server.assets.prefix,
		outside: c.Server.assets.outside,
	}
}

// BellOf counts the unread notices of the person who asks. A page is worth more than the count on it:
// when it cannot be read, the page has none.
func BellOf(c *Call) Bell {
	if !c.Actor.Can(workflow.ManageSelf) {
		return Bell{}
	}
	found, err := c.Server.Notice.Bell(c.Ctx(), c.Actor)
	if err != nil && c.Ctx().Err() == nil {
		c.Server.Logger.ErrorContext(c.Ctx(), "notices not counted",
			slog.String("reference", c.reference), slog.Any("error", err))
	}
	return Bell{Unread: found.Unread, Seq: found.Seq, Live: c.Actor.Can(workflow.ReadDesk)}
}

// RowBase is the part of a page's data that its rows and fragments show: without what the layout
// alone needs, and cheap to make.
func (c *Call) RowBase() Base {
	return Base{Speech: c.Speech, Person: c.viewer(), static: c.Server.assets.prefix}
}

func (c *Call) viewer() *viewer {
	if !c.SignedIn() {
		return nil
	}
	return &viewer{ID: c.Actor.ID, Name: c.Actor.Name, Role: string(c.Actor.Role), Keys: c.Actor.Keys}
}

// Page answers a whole page: the template <name>.html within the layout.
func (c *Call) Page(status int, name string, data any) error {
	body, err := c.Server.pages.page(name, data)
	if err != nil {
		return err
	}
	return c.html(status, body)
}

// Part answers one fragment: a define of a *.part.html file.
func (c *Call) Part(status int, name string, data any) error {
	body, err := c.Server.pages.part(name, data)
	if err != nil {
		return err
	}
	return c.html(status, body)
}

// PartHTML is a fragment to be put into another: a define of a *.part.html file.
func (c *Call) PartHTML(name string, data any) (template.HTML, error) {
	body, err := c.Server.pages.part(name, data)
	return template.HTML(body), err //nolint:gosec // a template has escaped it
}

// Standalone answers a whole page that is made elsewhere and brings a content policy of its own. Other
// sites may show it in a frame when it is framed, as they may no other page.
func (c *Call) Standalone(status int, body, policy string, framed bool) error {
	h := c.Response().Header()
	if framed {
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
		policy += "; frame-ancestors *"
	} else {
		policy += "; frame-ancestors 'none'"
	}
	h.Set("Content-Security-Policy", policy)
	return c.html(status, []byte(body))
}

// Address is where browsers reach this server: "https://desk.example.org".
func (c *Call) Address() string {
	switch {
	case c.Server.Origin != "":
		return c.Server.Origin
	case c.Server.Secure:
		return "https://" + c.Request().Host
	}
	return c.Scheme() + "://" + c.Request().Host
}

// html answers markup, packed for those who take it so. A page holds no secret beside what a
// stranger can put on it: what is shown once is shown in the answer to a post.
func (c *Call) html(status int, body []byte) error {
	h := c.Response().Header()
	h.Add("Vary", "Accept-Encoding")
	if small := compressPage(body, c.Request().Header.Get("Accept-Encoding")); small != nil {
		h.Set("Content-Encoding", "gzip")
		body = small
	}
	return c.HTMLBlob(status, body)
}

// Done sends the browser on after a form was carried out (303), and the page it comes to says
// the message. args are as for T and must not hold a secret.
func (c *Call) Done(path, message string, args ...any) error {
	if message != "" {
		c.KeepNotice(Notice{Text: c.T(message, args...)})
	}
	return c.Redirect(http.StatusSeeOther, path)
}

// Failed sends the browser back to a page that says why a form was not carried out, where there
// is no field to say it at.
func (c *Call) Failed(path, text string) error {
	c.KeepNotice(Notice{Kind: "error", Text: text})
	return c.Redirect(http.StatusSeeOther, path)
}

// KeepNotice keeps a notice for the page that the browser is redirected to.
func (c *Call) KeepNotice(n Notice) {
	if n.Kind == "" {
		n.Kind = "ok"
	}
	if text, err := json.Marshal(n); err == nil { // a notice always is JSON
		c.KeepCookie(noticeCookie, base64.RawURLEncoding.EncodeToString(text), time.Minute)
	}
}

// takeNotice reads the notice of the form before and forgets it. A person who forges the
// cookie only sees a sentence, as text, and a form that sends what they could send anyhow.
func (c *Call) takeNotice() *Notice {
	cookie, err := c.Cookie(noticeCookie)
	if err != nil || cookie.Value == "" {
		return nil
	}
	c.KeepCookie(noticeCookie, "", -time.Second)
	text, err := base64.RawURLEncoding.DecodeString(cookie.Value)
	if err != nil {
		return nil
	}
	n := &Notice{}
	if json.Unmarshal(text, n) != nil {
		return nil
	}
	if n.Undo != nil && LocalPath(n.Undo.Path) != n.Undo.Path {
		n.Undo = nil
	}
	return n
}

// KeepCookie keeps a small value for a time; a negative time removes it.
func (c *Call) KeepCookie(name, value string, keep time.Duration) {
	c.SetCookie(&http.Cookie{Name: name, Value: value, Path: "/", MaxAge: int(keep.Seconds()),
		HttpOnly: true, Secure: c.Server.Secure, SameSite: http.SameSiteLaxMode})
}

// SpeechFor chooses the language of the answer: the account's, else the one last chosen on the
// sign-in page, else what the browser prefers, else French.
func (s *Server) SpeechFor(c *Call) *word.Speech {
	if found, ok := s.Locales.In(c.Actor.Language); ok {
		return found.WithDigits(c.Actor.Digits)
	}
	if found, ok := s.Locales.In(c.QueryParam("lang")); ok {
		c.KeepLanguage(found.Tag)
		return found
	}
	if cookie, err := c.Cookie(languageCookie); err == nil {
		if found, ok := s.Locales.In(cookie.Value); ok {
			return found
		}
	}
	return s.Locales.Accept(c.Request().Header.Get("Accept-Language"))
}

// KeepLanguage has the pages without a session, the one that says that it is over among them, speak
// the language last used in this browser.
func (c *Call) KeepLanguage(tag string) { c.KeepCookie(languageCookie, tag, 365*24*time.Hour) }

// LocalPath answers next when it is a path on this server, else "/". A sign-in page that sends
// people wherever its address says is a phisher's tool.
func LocalPath(next string) string {
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
