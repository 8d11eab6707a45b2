package account

import (
	"net/http"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/access"
)

// setupPage is the data of setup.html.
type setupPage struct {
	web.Base
	Form     *web.Form
	Password passwordField
}

func answerSetup(c *web.Call, status int, f *web.Form) error {
	return c.Page(status, "setup", &setupPage{Base: c.Base("setup.title"), Form: f,
		Password: newPassword(c, "password", "person.password", f)})
}

// showSetup shows the page that the one-time link of the first run opens.
func (r *Room) showSetup(c *web.Call) error {
	if err := r.Access.SetupOpen(c.Ctx(), c.Param("secret")); err != nil {
		return asGone(err)
	}
	return answerSetup(c, http.StatusOK, &web.Form{})
}

// completeSetup makes the first chief and signs them in.
func (r *Room) completeSetup(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	_, err = r.Access.CompleteSetup(c.Ctx(), c.Param("secret"), access.NewPerson{
		Email: f.Value("email"), Name: f.Value("name"), Language: c.Lang(),
		Password: f.Value("password")})
	if err != nil && c.Refused(f, err, part.PersonFields()) {
		return answerSetup(c, web.FormStatus(err), f)
	}
	if err != nil {
		return asGone(err)
	}
	return r.signIn(c)
}

// asGone turns the refusal of a one-time link into a page that says so: signing in would
// not help.
func asGone(err error) error {
	if workflow.KindOf(err) == workflow.Unauthorized {
		return &web.Fault{Status: http.StatusGone, ID: "grant.link-over", Cause: err}
	}
	return err
}

// resetPage is the data of reset.html.
type resetPage struct {
	web.Base
	Owner    workflow.Person
	Form     *web.Form
	Password passwordField
}

func (r *Room) answerReset(c *web.Call, status int, f *web.Form) error {
	owner, err := r.Access.ResetOwner(c.Ctx(), c.Param("secret"))
	if err != nil {
		return asGone(err)
	}
	p := &resetPage{Base: c.Base("reset.title"), Owner: owner, Form: f,
		Password: newPassword(c, "password", "person.password-new", f)}
	p.Password.Begin = true
	return c.Page(status, "reset", p)
}

// showReset shows the page of a reset link.
func (r *Room) showReset(c *web.Call) error { return r.answerReset(c, http.StatusOK, &web.Form{}) }

// resetPassword sets the new password and signs its person in; every other session and token of the
// account ends.
func (r *Room) resetPassword(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	owner, err := r.Access.ResetOwner(c.Ctx(), c.Param("secret"))
	if err != nil {
		return asGone(err)
	}
	err = r.Access.ResetPassword(c.Ctx(), c.Param("secret"), f.Value("password"))
	if err != nil && c.Refused(f, err, part.PersonFields()) {
		return r.answerReset(c, web.FormStatus(err), f)
	}
	if err != nil {
		return asGone(err)
	}
	if err := r.openSession(c, owner.Email, f.Value("password")); err != nil {
		return c.Done("/signin", "reset.done") // too many attempts on this account, say
	}
	return c.Done("/", "reset.done")
}
