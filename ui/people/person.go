package people

import (
	"net/http"
	"slices"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/access"
)

// personPage is the data of person.html: one account, and what opens it.
type personPage struct {
	web.Base
	One       workflow.Person
	Self      bool // it is that of the reader
	Erased    bool
	Sessions  []part.GrantRow
	Tokens    []part.GrantRow
	EmailForm *web.Form
	EraseForm *web.Form
}

func (r *Room) answerPerson(c *web.Call, status int, page personPage) error {
	people, err := r.Access.People(c.Ctx(), c.Actor)
	if err != nil {
		return err
	}
	id := c.Param("id")
	at := slices.IndexFunc(people, func(p workflow.Person) bool { return p.ID == id })
	if at < 0 {
		return workflow.Fail(workflow.NotFound, "error.not-found")
	}
	page.One = people[at]
	page.Self, page.Erased = id == c.Actor.ID, access.IsErased(page.One)
	sessions, err := r.Access.Grants(c.Ctx(), c.Actor, id, workflow.SessionGrant)
	if err != nil {
		return err
	}
	tokens, err := r.Access.Grants(c.Ctx(), c.Actor, id, workflow.TokenGrant)
	if err != nil {
		return err
	}
	page.Base, page.Sessions, page.Tokens = c.Base("people.one", "Name", page.One.Name),
		part.GrantRows(c, sessions), part.GrantRows(c, tokens)
	if page.EmailForm == nil {
		page.EmailForm = web.NewForm("email", page.One.Email)
	}
	if page.EraseForm == nil {
		page.EraseForm = &web.Form{}
	}
	return c.Page(status, "person", &page)
}

// showPerson shows an account with its sessions and its tokens, never their secrets.
func (r *Room) showPerson(c *web.Call) error { return r.answerPerson(c, http.StatusOK, personPage{}) }

// changeEmail gives a person another address; what was open ends.
func (r *Room) changeEmail(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	err = r.Access.SetEmail(c.Ctx(), c.Actor, c.Param("id"), f.Value("email"))
	if err != nil && c.Refused(f, err, part.PersonFields()) {
		return r.answerPerson(c, web.FormStatus(err), personPage{EmailForm: f})
	}
	if err != nil {
		return err
	}
	return c.Done("/people/"+c.Param("id"), "people.email-changed")
}

// revokeGrant ends a session or a token of a person.
func (r *Room) revokeGrant(c *web.Call) error {
	if err := r.Access.Revoke(c.Ctx(), c.Actor, c.Param("id"), c.Param("grant")); err != nil {
		return err
	}
	return c.Done("/people/"+c.Param("id"), "account.revoked")
}

// erasePerson takes all that says who a person is away, once their address was typed to confirm it.
func (r *Room) erasePerson(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	err = r.Access.Erase(c.Ctx(), c.Actor, c.Param("id"), f.Value("confirm"))
	if err != nil && c.Refused(f, err, map[string]string{"person.erase-confirm": "confirm"}) {
		return r.answerPerson(c, web.FormStatus(err), personPage{EraseForm: f})
	}
	if err != nil {
		return err
	}
	return c.Done("/people/"+c.Param("id"), "people.was-erased")
}
