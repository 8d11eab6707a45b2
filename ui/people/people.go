package people

import (
	"net/http"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/access"
)

// page is the data of people.html.
type page struct {
	web.Base
	People   []workflow.Person
	Roles    []workflow.Role
	Form     *web.Form // adds a person
	RowForm  *web.Form // what was wrong with a change in the table
	Link     string
	LinkName string
}

// IsErased reports whether nothing but a pseudonym is left of a person.
func (*page) IsErased(p workflow.Person) bool { return access.IsErased(p) }

func (r *Room) answerPage(c *web.Call, status int, page page) error {
	people, err := r.Access.People(c.Ctx(), c.Actor)
	if err != nil {
		return err
	}
	page.Base, page.People, page.Roles = c.Base("people.title"), people, workflow.Roles()
	if page.Form == nil {
		page.Form = web.NewForm("role", string(workflow.Translator), "language", c.Lang())
	}
	return c.Page(status, "people", &page)
}

// showPeople lists the accounts.
func (r *Room) showPeople(c *web.Call) error {
	return r.answerPage(c, http.StatusOK, page{})
}

// addPerson makes an account and shows its one-time link, with which the person chooses a
// password that no one else has seen.
func (r *Room) addPerson(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	p, err := r.Access.AddPerson(c.Ctx(), c.Actor, access.NewPerson{
		Email: f.Value("email"), Name: f.Value("name"), Language: f.Value("language"),
		Role: workflow.Role(f.Value("role"))})
	if err != nil && c.Refused(f, err, part.PersonFields()) {
		return r.answerPage(c, web.FormStatus(err), page{Form: f})
	}
	if err != nil {
		return err
	}
	return r.showLink(c, p.ID)
}

// makeLink makes a one-time link for an account that exists.
func (r *Room) makeLink(c *web.Call) error { return r.showLink(c, c.Param("id")) }

// showLink shows a one-time link, once: there is no redirect, since it is kept nowhere.
func (r *Room) showLink(c *web.Call, id string) error {
	secret, err := r.Access.ResetLink(c.Ctx(), c.Actor, id)
	if err != nil {
		return err
	}
	people, err := r.Access.People(c.Ctx(), c.Actor)
	if err != nil {
		return err
	}
	name := ""
	for _, p := range people {
		if p.ID == id {
			name = p.Name
		}
	}
	return r.answerPage(c, http.StatusOK, page{
		Link: c.Address() + "/reset/" + secret, LinkName: name})
}

// changeRole gives a person another role.
func (r *Room) changeRole(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	role := workflow.Role(f.Value("role"))
	return r.editPerson(c, access.PersonEdit{Role: &role}, "people.role-changed")
}

// disablePerson closes an account: its sessions and tokens end, its work stays.
func (r *Room) disablePerson(c *web.Call) error {
	yes := true
	return r.editPerson(c, access.PersonEdit{Disabled: &yes}, "people.was-disabled")
}

// enablePerson opens a closed account again.
func (r *Room) enablePerson(c *web.Call) error {
	no := false
	return r.editPerson(c, access.PersonEdit{Disabled: &no}, "people.was-enabled")
}

func (r *Room) editPerson(c *web.Call, in access.PersonEdit, message string) error {
	err := r.Access.EditPerson(c.Ctx(), c.Actor, c.Param("id"), in)
	f := &web.Form{}
	if err != nil && c.Refused(f, err, nil) {
		return r.answerPage(c, web.FormStatus(err), page{RowForm: f})
	}
	if err != nil {
		return err
	}
	return c.Done("/people", message)
}
