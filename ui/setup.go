package ui

import (
	"net/http"

	"truchement/workflow"
)

// setupPage is the data of setup.html.
type setupPage struct {
	base
	Form     *form
	Password passwordField
}

func (c *call) setupPage(status int, f *form) error {
	return c.page(status, "setup", &setupPage{base: c.base("setup.title"), Form: f,
		Password: c.newPassword("password", "person.password", f)})
}

// showSetup shows the page that the one-time link of the first run opens.
func (s *accountRoom) showSetup(c *call) error {
	if err := s.Desk.SetupOpen(c.ctx(), c.Param("secret")); err != nil {
		return overIsGone(err)
	}
	return c.setupPage(http.StatusOK, &form{})
}

// completeSetup makes the first chief and signs them in.
func (s *accountRoom) completeSetup(c *call) error {
	f, err := c.sent()
	if err != nil {
		return err
	}
	_, err = s.Desk.CompleteSetup(c.ctx(), c.Param("secret"), workflow.NewPerson{
		Email: f.Value("email"), Name: f.Value("name"), Language: c.Lang(),
		Password: f.Value("password")})
	if err != nil && c.refused(f, err, personFields()) {
		return c.setupPage(statusOfForm(err), f)
	}
	if err != nil {
		return overIsGone(err)
	}
	return s.signIn(c)
}

// overIsGone turns the refusal of a one-time link into a page that says so: signing in would
// not help.
func overIsGone(err error) error {
	if workflow.KindOf(err) == workflow.Unauthorized {
		return &fault{status: http.StatusGone, id: "grant.link-over", cause: err}
	}
	return err
}

// resetPage is the data of reset.html.
type resetPage struct {
	base
	Owner    workflow.Person
	Form     *form
	Password passwordField
}

func (s *accountRoom) resetPage(c *call, status int, f *form) error {
	owner, err := s.Desk.ResetOwner(c.ctx(), c.Param("secret"))
	if err != nil {
		return overIsGone(err)
	}
	return c.page(status, "reset", &resetPage{base: c.base("reset.title"), Owner: owner, Form: f,
		Password: c.newPassword("password", "person.password-new", f)})
}

// showReset shows the page of a reset link.
func (s *accountRoom) showReset(c *call) error { return s.resetPage(c, http.StatusOK, &form{}) }

// resetPassword sets the new password; every session and token of the account ends.
func (s *accountRoom) resetPassword(c *call) error {
	f, err := c.sent()
	if err != nil {
		return err
	}
	err = s.Desk.ResetPassword(c.ctx(), c.Param("secret"), f.Value("password"))
	if err != nil && c.refused(f, err, personFields()) {
		return s.resetPage(c, statusOfForm(err), f)
	}
	if err != nil {
		return overIsGone(err)
	}
	return c.done("/signin", "reset.done")
}
