package ui

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"truchement/workflow"
)

// accountPage is the data of account.html: everything a person decides about themselves.
type accountPage struct {
	base
	Me           workflow.Person
	Form         *form
	PasswordForm *form
	TokenForm    *form
	OldPassword  passwordField
	NewPassword  passwordField
	Sessions     []grantRow
	Tokens       []grantRow
	Scopes       []workflow.Scope
	Days         []int
	Secret       string // of the token just made; shown once
	SecretName   string
}

// grantRow is a session or token in its table; Here marks the session that asks.
type grantRow struct {
	workflow.Grant
	Here bool
}

// Browser names the browser and the system of a session, as its person would: "Firefox 140,
// Linux". What it does not know it shows as it came.
func (g grantRow) Browser() string {
	name, system := "", ""
	for _, b := range []struct{ token, name string }{
		{"Firefox/", "Firefox"}, {"Edg/", "Edge"}, {"OPR/", "Opera"}, {"Chrome/", "Chrome"},
		{"Version/", "Safari"},
	} {
		if _, rest, ok := strings.Cut(g.Agent, b.token); ok {
			version, _, _ := strings.Cut(rest, ".")
			name = b.name + " " + version
			break
		}
	}
	for _, o := range []struct{ token, name string }{
		{"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Android", "Android"}, {"Windows", "Windows"},
		{"Mac OS X", "macOS"}, {"Linux", "Linux"},
	} {
		if strings.Contains(g.Agent, o.token) {
			system = o.name
			break
		}
	}
	if name == "" || system == "" {
		return g.Agent
	}
	return name + ", " + system
}

// accountForms are the page's forms as sent; nil ones are as they stand.
type accountForms struct {
	self, password, token *form
	secret                string
}

func (s *accountRoom) accountPage(c *call, status int, forms accountForms) error {
	sessions, err := s.Desk.Grants(c.ctx(), c.actor, workflow.SessionGrant)
	if err != nil {
		return err
	}
	tokens, err := s.Desk.Grants(c.ctx(), c.actor, workflow.TokenGrant)
	if err != nil {
		return err
	}
	page := &accountPage{base: c.base("account.title"), Me: c.actor.Person,
		Form: forms.self, PasswordForm: forms.password, TokenForm: forms.token,
		Sessions: grantRows(c, sessions), Tokens: grantRows(c, tokens),
		Scopes: []workflow.Scope{workflow.ReadScope, workflow.WriteScope, workflow.FullScope},
		Days:   []int{7, 30, 90, 365}, Secret: forms.secret}
	page.fill(c)
	return c.page(status, "account", page)
}

func (p *accountPage) fill(c *call) {
	if p.Form == nil {
		p.Form = filled("name", p.Me.Name, "language", p.Me.Language, "digits", p.Me.Digits)
	}
	if p.PasswordForm == nil {
		p.PasswordForm = &form{}
	}
	if p.TokenForm == nil || p.Secret != "" {
		p.SecretName = p.TokenForm.Value("name")
		p.TokenForm = filled("scope", string(workflow.ReadScope), "days", "90")
	}
	p.OldPassword = c.password("old", "account.password-old", p.PasswordForm)
	p.NewPassword = c.newPassword("password", "person.password-new", p.PasswordForm)
}

func grantRows(c *call, grants []workflow.Grant) []grantRow {
	rows := make([]grantRow, 0, len(grants))
	for _, g := range grants {
		rows = append(rows, grantRow{Grant: g, Here: g.ID == c.actor.Grant})
	}
	return rows
}

// showAccount shows the account page.
func (s *accountRoom) showAccount(c *call) error {
	return s.accountPage(c, http.StatusOK, accountForms{})
}

// saveAccount keeps name, language and digits; the answer is in the new language.
func (s *accountRoom) saveAccount(c *call) error {
	f, err := c.sent()
	if err != nil {
		return err
	}
	in := workflow.SelfEdit{Name: f.Value("name"), Language: f.Value("language"),
		Digits: f.Value("digits")}
	if !slices.Contains(languages(), in.Language) ||
		!slices.Contains([]string{"", "latn", "arab"}, in.Digits) {
		return &fault{status: http.StatusUnprocessableEntity, id: "fault.invalid"}
	}
	err = s.Desk.EditSelf(c.ctx(), c.actor, in)
	if err != nil && c.refused(f, err, personFields()) {
		return s.accountPage(c, statusOfForm(err), accountForms{self: f})
	}
	if err != nil {
		return err
	}
	c.actor.Language, c.actor.Digits = in.Language, in.Digits
	c.speech = s.speechFor(c)
	c.keepLanguage(in.Language)
	return c.done("/account", "account.saved")
}

// changePassword sets a new password and ends every other session and all tokens.
func (s *accountRoom) changePassword(c *call) error {
	f, err := c.sent()
	if err != nil {
		return err
	}
	err = s.Desk.ChangePassword(c.ctx(), c.actor, f.Value("old"), f.Value("password"))
	if err != nil && c.refused(f, err, personFields()) {
		return s.accountPage(c, statusOfForm(err), accountForms{password: f})
	}
	if err != nil {
		return err
	}
	return c.done("/account", "account.password-changed")
}

// revokeGrant ends a session or a token; ending one's own session signs out.
func (s *accountRoom) revokeGrant(c *call) error {
	id := c.Param("id")
	if err := s.Desk.Revoke(c.ctx(), c.actor, id); err != nil {
		return err
	}
	if id == c.actor.Grant {
		return s.leave(c)
	}
	return c.done("/account", "account.revoked")
}

// createToken makes an API token. The page it answers is the only place where its secret is
// ever shown, so there is no redirect.
func (s *accountRoom) createToken(c *call) error {
	f, err := c.sent()
	if err != nil {
		return err
	}
	in := workflow.NewToken{Name: f.Value("name"), Scope: workflow.Scope(f.Value("scope"))}
	days, err := strconv.Atoi(f.Value("days"))
	if err != nil || days < 0 || days > 3650 {
		return &fault{status: http.StatusUnprocessableEntity, id: "fault.invalid", cause: err}
	}
	if days > 0 {
		in.Expires = s.Now().Add(time.Duration(days) * 24 * time.Hour)
	}
	secret, err := s.Desk.CreateToken(c.ctx(), c.actor, in)
	if err != nil && c.refused(f, err, map[string]string{"token.no-name": "name"}) {
		return s.accountPage(c, statusOfForm(err), accountForms{token: f})
	}
	if err != nil {
		return err
	}
	return s.accountPage(c, http.StatusOK, accountForms{token: f, secret: secret})
}
