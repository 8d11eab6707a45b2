package ui

import (
	"net/http"

	"truchement/workflow"
)

// peoplePage is the data of people.html.
type peoplePage struct {
	base
	People   []workflow.Person
	Roles    []workflow.Role
	Form     *form // adds a person
	RowForm  *form // what was wrong with a change in the table
	Link     string
	LinkName string
}

// personFields maps the refusals of account data to the fields they are about.
func personFields() map[string]string {
	return map[string]string{
		"person.no-name":     "name",
		"person.name-marks":  "name",
		"person.no-email":    "email",
		"person.email-taken": "email",
		"person.no-role":     "role",
		"password.short":     "password",
		"password.long":      "password",
		"password.easy":      "password",
		"password.wrong":     "old",
	}
}

func (s *peopleRoom) peoplePage(c *call, status int, page peoplePage) error {
	people, err := s.Desk.People(c.ctx(), c.actor)
	if err != nil {
		return err
	}
	page.base, page.People, page.Roles = c.base("people.title"), people, workflow.Roles()
	if page.Form == nil {
		page.Form = filled("role", string(workflow.Translator), "language", c.Lang())
	}
	return c.page(status, "people", &page)
}

// showPeople lists the accounts.
func (s *peopleRoom) showPeople(c *call) error {
	return s.peoplePage(c, http.StatusOK, peoplePage{})
}

// addPerson makes an account and shows its one-time link, with which the person chooses a
// password that nobody else has seen.
func (s *peopleRoom) addPerson(c *call) error {
	f, err := c.sent()
	if err != nil {
		return err
	}
	p, err := s.Desk.AddPerson(c.ctx(), c.actor, workflow.NewPerson{
		Email: f.Value("email"), Name: f.Value("name"), Language: f.Value("language"),
		Role: workflow.Role(f.Value("role"))})
	if err != nil && c.refused(f, err, personFields()) {
		return s.peoplePage(c, statusOfForm(err), peoplePage{Form: f})
	}
	if err != nil {
		return err
	}
	return s.showLink(c, p.ID)
}

// makeLink makes a one-time link for an account that exists.
func (s *peopleRoom) makeLink(c *call) error { return s.showLink(c, c.Param("id")) }

// showLink shows a one-time link, once: there is no redirect, since it is kept nowhere.
func (s *peopleRoom) showLink(c *call, id string) error {
	secret, err := s.Desk.ResetLink(c.ctx(), c.actor, id)
	if err != nil {
		return err
	}
	people, err := s.Desk.People(c.ctx(), c.actor)
	if err != nil {
		return err
	}
	name := ""
	for _, p := range people {
		if p.ID == id {
			name = p.Name
		}
	}
	return s.peoplePage(c, http.StatusOK, peoplePage{
		Link: s.address(c) + "/reset/" + secret, LinkName: name})
}

// address is where browsers reach this server.
func (s *peopleRoom) address(c *call) string {
	switch {
	case s.Origin != "":
		return s.Origin
	case s.Secure:
		return "https://" + c.Request().Host
	}
	return c.Scheme() + "://" + c.Request().Host
}

// changeRole gives a person another role.
func (s *peopleRoom) changeRole(c *call) error {
	f, err := c.sent()
	if err != nil {
		return err
	}
	role := workflow.Role(f.Value("role"))
	return s.editPerson(c, workflow.PersonEdit{Role: &role}, "people.role-changed")
}

// disablePerson closes an account: its sessions and tokens end, its work stays.
func (s *peopleRoom) disablePerson(c *call) error {
	yes := true
	return s.editPerson(c, workflow.PersonEdit{Disabled: &yes}, "people.was-disabled")
}

// enablePerson opens a closed account again.
func (s *peopleRoom) enablePerson(c *call) error {
	no := false
	return s.editPerson(c, workflow.PersonEdit{Disabled: &no}, "people.was-enabled")
}

func (s *peopleRoom) editPerson(c *call, in workflow.PersonEdit, message string) error {
	err := s.Desk.EditPerson(c.ctx(), c.actor, c.Param("id"), in)
	f := &form{}
	if err != nil && c.refused(f, err, nil) {
		return s.peoplePage(c, statusOfForm(err), peoplePage{RowForm: f})
	}
	if err != nil {
		return err
	}
	return c.done("/people", message)
}
