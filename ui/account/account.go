package account

import (
	"net/http"
	"time"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/access"
)

// page is the data of account.html: everything a person decides about themselves.
type page struct {
	web.Base
	Me           workflow.Person
	Form         *web.Form
	AddressForm  *web.Form
	PasswordForm *web.Form
	TokenForm    *web.Form
	AddressPass  passwordField
	OldPassword  passwordField
	NewPassword  passwordField
	Sessions     []part.GrantRow
	Tokens       []part.GrantRow
	Scopes       []workflow.Scope
	Days         []int
	Secret       string // of the token just made; shown once
	SecretName   string
}

// forms are the page's forms as sent; nil ones are shown as saved.
type forms struct {
	self, address, password, token *web.Form
	secret                         string
}

func (r *Room) answerPage(c *web.Call, status int, forms forms) error {
	sessions, err := r.Access.Grants(c.Ctx(), c.Actor, c.Actor.ID, workflow.SessionGrant)
	if err != nil {
		return err
	}
	tokens, err := r.Access.Grants(c.Ctx(), c.Actor, c.Actor.ID, workflow.TokenGrant)
	if err != nil {
		return err
	}
	page := &page{Base: c.Base("account.title"), Me: c.Actor.Person,
		Form: forms.self, AddressForm: forms.address, PasswordForm: forms.password, TokenForm: forms.token,
		Sessions: part.GrantRows(c, sessions), Tokens: part.GrantRows(c, tokens),
		Scopes: workflow.Scopes(),
		Days:   []int{7, 30, 90, 365}, Secret: forms.secret}
	page.fill(c)
	return c.Page(status, "account", page)
}

func (p *page) fill(c *web.Call) {
	if p.Form == nil {
		p.Form = web.NewForm("name", p.Me.Name, "language", p.Me.Language, "digits", p.Me.Digits)
	}
	if p.AddressForm == nil {
		p.AddressForm = &web.Form{}
	}
	if p.PasswordForm == nil {
		p.PasswordForm = &web.Form{}
	}
	if p.TokenForm == nil || p.Secret != "" {
		p.SecretName = p.TokenForm.Value("name")
		p.TokenForm = web.NewForm("scope", string(workflow.ReadScope), "days", "90")
	}
	p.AddressPass = password(c, "confirm", "account.password-old", p.AddressForm)
	p.OldPassword = password(c, "old", "account.password-old", p.PasswordForm)
	p.NewPassword = newPassword(c, "password", "person.password-new", p.PasswordForm)
}

// showAccount shows the account page.
func (r *Room) showAccount(c *web.Call) error {
	return r.answerPage(c, http.StatusOK, forms{})
}

// saveAccount keeps name, language and digits; the answer is in the new language.
func (r *Room) saveAccount(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	in := access.SelfEdit{Name: f.Value("name"), Language: f.Value("language"),
		Digits: f.Value("digits")}
	err = r.Access.EditSelf(c.Ctx(), c.Actor, in)
	if err != nil && c.Refused(f, err, part.PersonFields()) {
		return r.answerPage(c, web.FormStatus(err), forms{self: f})
	}
	if err != nil {
		return err
	}
	c.Actor.Language, c.Actor.Digits = in.Language, in.Digits
	c.Speech = r.SpeechFor(c)
	c.KeepLanguage(in.Language)
	return c.Done("/account", "account.saved")
}

// changeEmail gives the person another address, once they have confirmed it with their password.
func (r *Room) changeEmail(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	err = r.Access.ChangeEmail(c.Ctx(), c.Actor, f.Value("confirm"), f.Value("email"))
	fields := part.PersonFields()
	fields["password.wrong"] = "confirm"
	if err != nil && c.Refused(f, err, fields) {
		return r.answerPage(c, web.FormStatus(err), forms{address: f})
	}
	if err != nil {
		return err
	}
	return c.Done("/account", "account.email-changed")
}

// changePassword sets a new password and ends every other session and all tokens.
func (r *Room) changePassword(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	err = r.Access.ChangePassword(c.Ctx(), c.Actor, f.Value("old"), f.Value("password"))
	if err != nil && c.Refused(f, err, part.PersonFields()) {
		return r.answerPage(c, web.FormStatus(err), forms{password: f})
	}
	if err != nil {
		return err
	}
	return c.Done("/account", "account.password-changed")
}

// revokeGrant ends a session or a token; ending one's own session signs out.
func (r *Room) revokeGrant(c *web.Call) error {
	id := c.Param("id")
	if err := r.Access.Revoke(c.Ctx(), c.Actor, c.Actor.ID, id); err != nil {
		return err
	}
	if id == c.Actor.Grant {
		return r.clearSession(c)
	}
	return c.Done("/account", "account.revoked")
}

// maxDays is how long a token may last, in days; 0 is without end.
const maxDays = 3650

// createToken makes an API token. The page it answers is the only place where its secret is
// ever shown, so there is no redirect.
func (r *Room) createToken(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	in := access.NewToken{Name: f.Value("name"), Scope: workflow.Scope(f.Value("scope"))}
	days, err := workflow.ParseNumber(f.Value("days"), 0, maxDays)
	if days > 0 {
		in.Expires = r.Now().Add(time.Duration(days) * 24 * time.Hour)
	}
	secret := ""
	if err == nil {
		secret, err = r.Access.CreateToken(c.Ctx(), c.Actor, in)
	}
	if err != nil && c.Refused(f, err, map[string]string{"token.no-name": "name"}) {
		return r.answerPage(c, web.FormStatus(err), forms{token: f})
	}
	if err != nil {
		return err
	}
	return r.answerPage(c, http.StatusOK, forms{token: f, secret: secret})
}

// putFirstStepsAway has the home show no first steps any more.
func (r *Room) putFirstStepsAway(c *web.Call) error {
	part.PutFirstStepsAway(c)
	return c.Done("/", "")
}
