package workflow_test

import (
	"fmt"
	"testing"
	"time"

	"truchement/workflow"
)

const secret = "un mot de passe long"

func TestSetupOnce(t *testing.T) {
	r := newRunner(t)
	link, err := r.desk.Setup(r.ctx())
	if err != nil || link != "" {
		t.Fatalf("a desk with a chief offered a set-up link %q (%v)", link, err)
	}
}

func TestSignIn(t *testing.T) {
	r := newRunner(t)
	link, err := r.desk.ResetLink(r.ctx(), r.people["nadia"], r.people["amina"].ID)
	r.check("reset link", err)
	r.Refused("password.short").check("short", r.desk.ResetPassword(r.ctx(), link, "court"))
	r.Refused("password.easy").check("easy", r.desk.ResetPassword(r.ctx(), link, "amina1234amina"))
	r.check("reset", r.desk.ResetPassword(r.ctx(), link, secret))
	r.Refused("grant.over").check("twice", r.desk.ResetPassword(r.ctx(), link, secret))
	in := workflow.Credentials{Email: " Amina@desk.example ", Password: secret, Address: "10.0.0.1"}
	session, p, err := r.desk.SignIn(r.ctx(), in)
	r.check("sign in", err)
	if p.Password != "" {
		t.Error("the hash left the desk")
	}
	who, err := r.desk.Authenticate(r.ctx(), workflow.SessionGrant, session, "10.0.0.1")
	r.check("authenticate", err)
	if who.ID != r.people["amina"].ID {
		t.Errorf("authenticated as %s", who.Name)
	}
	token, err := r.desk.CreateToken(r.ctx(), who, workflow.NewToken{Name: "cms", Scope: workflow.ReadScope})
	r.check("token", err)
	r.check("change", r.desk.ChangePassword(r.ctx(), who, secret, secret+" nouveau"))
	_, err = r.desk.Authenticate(r.ctx(), workflow.TokenGrant, token, "")
	r.Refused("grant.over").check("token after a new password", err)
	_, err = r.desk.Authenticate(r.ctx(), workflow.SessionGrant, session, "")
	r.check("the session that changed it", err)
	r.check("sign out", r.desk.SignOut(r.ctx(), who))
	_, err = r.desk.Authenticate(r.ctx(), workflow.SessionGrant, session, "")
	r.Refused("grant.over").check("after sign-out", err)
}

func TestSignInIsLimited(t *testing.T) {
	r := newRunner(t)
	in := workflow.Credentials{Email: "luc@desk.example", Password: "wrong", Address: "10.0.0.1"}
	for range 10 {
		_, _, err := r.desk.SignIn(r.ctx(), in)
		r.Refused("sign-in.wrong").check("sign in", err)
	}
	_, _, err := r.desk.SignIn(r.ctx(), in)
	r.Refused("sign-in.too-many").check("eleventh", err)
	in.Address, in.Email = "10.0.0.2", "LUC@desk.example"
	_, _, err = r.desk.SignIn(r.ctx(), in)
	r.Refused("sign-in.too-many").check("the same account from elsewhere", err)
	for i := range 30 {
		in.Address, in.Email = fmt.Sprintf("2001:db8::%x", i), fmt.Sprintf("p%d@desk.example", i)
		_, _, err = r.desk.SignIn(r.ctx(), in)
		r.Refused("sign-in.wrong").check("accounts from one line", err)
	}
	in.Email = "salma@desk.example"
	_, _, err = r.desk.SignIn(r.ctx(), in)
	r.Refused("sign-in.too-many").check("the thirty-first from the line", err)
	r.clock = r.clock.Add(time.Minute)
	_, _, err = r.desk.SignIn(r.ctx(), in)
	r.Refused("sign-in.wrong").check("after a while", err)
}

func TestASessionLivesWhileItIsUsed(t *testing.T) {
	r := newRunner(t)
	password := secret
	r.check("password", r.desk.EditPerson(r.ctx(), r.people["nadia"], r.people["luc"].ID,
		workflow.PersonEdit{Password: &password}))
	session, _, err := r.desk.SignIn(r.ctx(), workflow.Credentials{
		Email: "luc@desk.example", Password: secret, Address: "10.0.0.1",
	})
	r.check("sign in", err)
	for range 3 {
		r.clock = r.clock.Add(workflow.SessionLife - time.Hour)
		_, err = r.desk.Authenticate(r.ctx(), workflow.SessionGrant, session, "10.0.0.1")
		r.check("used within its life", err)
	}
	r.clock = r.clock.Add(workflow.SessionLife + time.Hour)
	_, err = r.desk.Authenticate(r.ctx(), workflow.SessionGrant, session, "10.0.0.1")
	r.Refused("grant.over").check("left alone for longer", err)
}

func TestGrantsEnd(t *testing.T) {
	r := newRunner(t)
	amina := r.people["amina"]
	token, err := r.desk.CreateToken(r.ctx(), amina, workflow.NewToken{
		Scope: workflow.WriteScope, Expires: r.clock.Add(time.Hour),
	})
	r.check("token", err)
	who, err := r.desk.Authenticate(r.ctx(), workflow.TokenGrant, token, "")
	r.check("authenticate", err)
	if who.Can(workflow.ManageSelf) || !who.Can(workflow.Translate) {
		t.Error("a write token may translate and not manage the account")
	}
	r.clock = r.clock.Add(2 * time.Hour)
	_, err = r.desk.Authenticate(r.ctx(), workflow.TokenGrant, token, "")
	r.Refused("grant.over").check("after its end", err)
	disabled := true
	other, err := r.desk.CreateToken(r.ctx(), amina, workflow.NewToken{Scope: workflow.ReadScope})
	r.check("token", err)
	r.check("disable", r.desk.EditPerson(r.ctx(), r.people["nadia"], amina.ID,
		workflow.PersonEdit{Disabled: &disabled}))
	_, err = r.desk.Authenticate(r.ctx(), workflow.TokenGrant, other, "")
	r.Refused("grant.over").check("of a disabled person", err)
}

func TestTheLastChiefStays(t *testing.T) {
	r := newRunner(t)
	role := workflow.Editor
	err := r.desk.EditPerson(r.ctx(), r.people["nadia"], r.people["nadia"].ID,
		workflow.PersonEdit{Role: &role})
	r.Refused("person.last-chief").check("edit", err)
}

func TestReadersSeeWhatIsPublished(t *testing.T) {
	r := newRunner(t)
	r.As("nadia").Add(one)
	_, err := r.desk.Article(r.ctx(), r.people["lea"], r.article)
	r.Refused("error.not-found").check("read", err)
	r.As("amina").Translate(1, "Un.")
	r.As("luc").Approve(1).SignOff().Publish()
	_, _, err = r.desk.Export(r.ctx(), r.people["lea"], r.article, workflow.ExportOptions{})
	r.check("export", err)
	list, err := r.desk.Articles(r.ctx(), r.people["lea"], workflow.ArticleFilter{})
	if err != nil || len(list) != 1 {
		t.Errorf("a reader sees %d articles (%v), want 1", len(list), err)
	}
}
