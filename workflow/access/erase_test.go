package access_test

import (
	"strings"
	"testing"

	"truchement/workflow"
	"truchement/workflow/access"
	"truchement/workflow/ledger"
	"truchement/workflow/story"
)

// An address is changed by who knows the password; what was open before is over, and the ledger has both addresses.
func TestAddressIsChangedByPassword(t *testing.T) {
	r := people(t)
	amina := r.People["amina"]
	password := secret
	r.Check("password", r.Access.EditPerson(r.Ctx(), workflow.Operator(), amina.ID, access.PersonEdit{Password: &password}))
	session, _, err := r.Access.SignIn(r.Ctx(), access.Credentials{Email: amina.Email, Password: secret})
	r.Check("sign in", err)
	for name, tt := range map[string]struct{ password, email, want string }{
		"a wrong password":   {"not the password", "new@desk.example", "password.wrong"},
		"no address":         {secret, "new", "person.no-email"},
		"another's":          {secret, "LUC@desk.example", "person.email-taken"},
		"that of the erased": {secret, "x@erased.invalid", "person.no-email"},
	} {
		r.Refused(tt.want).Check(name, r.Access.ChangeEmail(r.Ctx(), amina, tt.password, tt.email))
	}
	small := amina
	small.Scope = workflow.WriteScope
	r.Refused("error.forbidden").Check("by a token", r.Access.ChangeEmail(r.Ctx(), small, secret, "new@desk.example"))
	old := amina.Email
	r.Check("change", r.Access.ChangeEmail(r.Ctx(), amina, secret, " New@desk.example"))
	_, err = r.Access.Authenticate(r.Ctx(), workflow.SessionGrant, session, "")
	r.Refused("grant.over").Check("a session of before", err)
	_, _, err = r.Access.SignIn(r.Ctx(), access.Credentials{Email: old, Password: secret})
	r.Refused("sign-in.wrong").Check("the old address", err)
	_, _, err = r.Access.SignIn(r.Ctx(), access.Credentials{Email: "new@desk.example", Password: secret})
	r.Check("the new address", err)
	l := lastLine(r, ledger.PersonEmail)
	if l.Object != amina.ID || l.Was != old || l.Made != "new@desk.example" {
		t.Errorf("the ledger has %+v", l)
	}
	r.Refused("error.forbidden").Check("by an editor",
		r.Access.SetEmail(r.Ctx(), r.People["luc"], amina.ID, "other@desk.example"))
	r.Check("by a chief", r.Access.SetEmail(r.Ctx(), r.People["nadia"], amina.ID, "other@desk.example"))
	_, _, err = r.Access.SignIn(r.Ctx(), access.Credentials{Email: "other@desk.example", Password: secret})
	r.Check("the chief's address", err)
}

// A chief sees and ends what others have open; nobody else does.
func TestChiefEndsTokensOfOthers(t *testing.T) {
	r := people(t)
	amina, nadia, luc := r.People["amina"], r.People["nadia"], r.People["luc"]
	token, err := r.Access.CreateToken(r.Ctx(), amina, access.NewToken{Name: "CMS", Scope: workflow.ReadScope})
	r.Check("make", err)
	_, err = r.Access.Grants(r.Ctx(), luc, amina.ID, workflow.TokenGrant)
	r.Refused("error.forbidden").Check("list by an editor", err)
	all, err := r.Access.Grants(r.Ctx(), nadia, amina.ID, workflow.TokenGrant)
	r.Check("list", err)
	if len(all) != 1 {
		t.Fatalf("%d tokens", len(all))
	}
	r.Refused("error.forbidden").Check("end by an editor", r.Access.Revoke(r.Ctx(), luc, amina.ID, all[0].ID))
	r.Refused("error.not-found").Check("end as another's", r.Access.Revoke(r.Ctx(), nadia, luc.ID, all[0].ID))
	_, err = r.Access.Authenticate(r.Ctx(), workflow.TokenGrant, token, "")
	r.Check("still open", err)
	r.Check("end", r.Access.Revoke(r.Ctx(), nadia, amina.ID, all[0].ID))
	_, err = r.Access.Authenticate(r.Ctx(), workflow.TokenGrant, token, "")
	r.Refused("grant.over").Check("ended", err)
	if l := lastLine(r, ledger.GrantEnded); l.Actor != nadia.ID || l.Object != amina.ID || l.Made != "CMS" {
		t.Errorf("the ledger has %+v", l)
	}
}

// Of an erased person a pseudonym is left, in the ledger too, whose chain holds; the account opens to nothing any more.
func TestErasedPersonIsAPseudonym(t *testing.T) {
	r := people(t)
	nadia := r.People["nadia"]
	amina := r.People["amina"]
	r.Check("rename", r.Access.EditSelf(r.Ctx(), amina, access.SelfEdit{Name: "Amina Berrada", Language: "fr"}))
	r.Check("address", r.Access.SetEmail(r.Ctx(), nadia, amina.ID, "berrada@desk.example"))
	token, err := r.Access.CreateToken(r.Ctx(), amina, access.NewToken{Name: "CMS", Scope: workflow.ReadScope})
	r.Check("token", err)
	erase := func(who workflow.Actor, confirm string) error {
		return r.Access.Erase(r.Ctx(), who, amina.ID, confirm)
	}
	r.Refused("error.forbidden").Check("by an editor", erase(r.People["luc"], "berrada@desk.example"))
	r.Refused("person.erase-confirm").Check("unconfirmed", erase(nadia, "luc@desk.example"))
	r.Refused("person.erase-self").Check("oneself", r.Access.Erase(r.Ctx(), nadia, nadia.ID, nadia.Email))
	r.Refused("person.last-chief").Check("the last chief",
		r.Access.Erase(r.Ctx(), workflow.Operator(), nadia.ID, nadia.Email))
	r.Check("erase", erase(nadia, "Berrada@desk.example "))
	r.Refused("person.erased").Check("twice", erase(nadia, "berrada@desk.example"))

	p := stored(r, amina.ID)
	if !access.IsErased(p) || !strings.HasPrefix(p.Name, "P-") || p.Password != "" || !p.Disabled ||
		strings.Contains(p.Email+p.Name, "erra") {
		t.Errorf("kept: %+v", p)
	}
	_, err = r.Access.Authenticate(r.Ctx(), workflow.TokenGrant, token, "")
	r.Refused("grant.over").Check("its token", err)
	no := false
	r.Refused("person.erased").Check("open again",
		r.Access.EditPerson(r.Ctx(), nadia, amina.ID, access.PersonEdit{Disabled: &no}))
	_, err = r.Access.ResetLink(r.Ctx(), nadia, amina.ID)
	r.Refused("person.erased").Check("a link", err)
	r.Refused("person.erased").Check("an address", r.Access.SetEmail(r.Ctx(), nadia, amina.ID, "z@desk.example"))

	lines, names, err := r.Audit.List(r.Ctx(), nadia, ledger.Filter{Person: amina.ID})
	r.Check("ledger", err)
	for _, l := range lines {
		if strings.Contains(strings.ToLower(l.Was+l.Made+names[l.Object]), "amina") || strings.Contains(l.Was+l.Made, "berrada") {
			t.Errorf("the ledger still says %+v", l)
		}
	}
	if l := lastLine(r, ledger.PersonErased); l.Actor != nadia.ID || l.Object != amina.ID || l.Made != p.Name {
		t.Errorf("the ledger has %+v", l)
	}
	if _, whole, err := r.Audit.Verify(r.Ctx(), nadia); err != nil || !whole {
		t.Errorf("the ledger: %v %v", whole, err)
	}
	_, err = r.Access.AddPerson(r.Ctx(), nadia, access.NewPerson{Email: "berrada@desk.example", Name: "Amina Berrada",
		Role: workflow.Translator})
	r.Check("a new account for the same person", err)
}

func lastLine(r *story.Runner, kind ledger.Kind) ledger.Line {
	lines, _, err := r.Audit.List(r.Ctx(), workflow.Operator(), ledger.Filter{Kind: kind, Limit: 1})
	r.Check("ledger", err)
	if len(lines) == 0 {
		return ledger.Line{}
	}
	return lines[0]
}
