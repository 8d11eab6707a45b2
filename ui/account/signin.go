package account

import (
	"net/http"
	"time"

	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/access"
)

// signInPage is the data of signin.html.
type signInPage struct {
	web.Base
	Form     *web.Form
	Password passwordField
	NoChief  bool // the desk waits for its first one
	NoPeople bool // there is no account yet
}

// passwordField is the data of the part "password".
type passwordField struct {
	ID, Label, Complete, Show, Hint string
	Form                            *web.Form
	New                             bool
	Begin                           bool // the page opens with the caret in it
}

// password describes a field for a password that exists; newPassword one that is being chosen.
func password(c *web.Call, id, label string, f *web.Form) passwordField {
	return passwordField{ID: id, Label: c.T(label), Complete: "current-password",
		Show: c.T("person.password-show"), Form: f}
}

func newPassword(c *web.Call, id, label string, f *web.Form) passwordField {
	return passwordField{ID: id, Label: c.T(label), Complete: "new-password",
		Show: c.T("person.password-show"), Form: f, New: true,
		Hint: c.T("person.password-hint", "Count", access.MinPassword)}
}

func (r *Room) answerSignIn(c *web.Call, status int, f *web.Form) error {
	p := &signInPage{Base: c.Base("session.title"), Form: f,
		Password: password(c, "password", "person.password", f)}
	var err error
	if p.NoChief, p.NoPeople, err = r.Access.FirstRun(c.Ctx()); err != nil {
		return err
	}
	if p.NoPeople {
		p.Title = c.T("first-run.title")
	}
	// Who was refused most likely has mistyped what they could not see.
	p.Password.Begin = f.Problem != ""
	return c.Page(status, "signin", p)
}

// showSignIn shows the sign-in page, or redirects a person who is signed in.
func (r *Room) showSignIn(c *web.Call) error {
	next := web.LocalPath(c.QueryParam("next"))
	if c.SignedIn() {
		return c.Redirect(http.StatusSeeOther, next)
	}
	return r.answerSignIn(c, http.StatusOK, web.NewForm("next", next))
}

// signIn opens a session. A wrong address and a wrong password get the same answer.
func (r *Room) signIn(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	err = r.openSession(c, f.Value("email"), f.Value("password"))
	if workflow.KindOf(err) == workflow.Unauthorized && err != nil {
		f.Problem = c.T("sign-in.wrong")
		return r.answerSignIn(c, http.StatusUnprocessableEntity, f)
	}
	if err != nil && c.Refused(f, err, nil) {
		return r.answerSignIn(c, web.FormStatus(err), f)
	}
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, web.LocalPath(f.Value("next")))
}

// browserCookie is the name of the cookie that outlives the session, see access.MarkBrowser.
func (r *Room) browserCookie() string { return r.SessionCookie() + "-browser" }

// openSession signs a person in, in the browser that asks.
func (r *Room) openSession(c *web.Call, email, password string) error {
	in := access.Credentials{Email: email, Password: password, Address: c.RealIP(), Agent: c.Request().UserAgent()}
	if cookie, err := c.Cookie(r.browserCookie()); err == nil {
		in.Marks = cookie.Value
	}
	if cookie, err := c.Cookie(r.SessionCookie()); err == nil {
		in.Session = cookie.Value
	}
	secret, person, err := r.Access.SignIn(c.Ctx(), in)
	if err != nil {
		return err
	}
	marks, err := r.Access.MarkBrowser(c.Ctx(), person.ID, in.Marks)
	if err != nil {
		return err
	}
	c.KeepCookie(r.browserCookie(), marks, access.BrowserMarkLife)
	c.KeepCookie(r.SessionCookie(), secret, access.SessionLife)
	c.KeepLanguage(person.Language)
	c.Actor.Language, c.Actor.Digits = person.Language, person.Digits
	c.Speech = r.SpeechFor(c) // what is said from here on
	return nil
}

// signOut ends the session and has the browser forget what it kept of the desk.
func (r *Room) signOut(c *web.Call) error {
	if err := r.Access.SignOut(c.Ctx(), c.Actor); err != nil {
		return err
	}
	return r.clearSession(c)
}

// clearSession ends the session in the browser, which forgets all it kept of the desk. A script that has
// found texts which their publication lets stay says so, and clears the rest itself.
func (r *Room) clearSession(c *web.Call) error {
	c.KeepCookie(r.SessionCookie(), "", -time.Second)
	clear := `"cache", "storage"`
	if c.FormValue("keep") == "yes" {
		clear = `"cache"`
	}
	c.Response().Header().Set("Clear-Site-Data", clear)
	return c.Done("/signin", "session.left")
}
