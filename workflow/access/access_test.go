package access_test

import (
	"fmt"
	"testing"
	"time"

	"truchement/workflow"
	"truchement/workflow/access"
	"truchement/workflow/edition"
	"truchement/workflow/story"
)

const secret = "un mot de passe long"

const one, two, three = story.One, story.Two, story.Three

func TestSetupOnce(t *testing.T) {
	r := story.New(t)
	link, err := r.Access.Setup(r.Ctx())
	if err != nil || link != "" {
		t.Fatalf("a desk with a chief offered a set-up link %q (%v)", link, err)
	}
}

func TestSignIn(t *testing.T) {
	r := story.New(t)
	link, err := r.Access.ResetLink(r.Ctx(), r.People["nadia"], r.People["amina"].ID)
	r.Check("reset link", err)
	r.Refused("password.short").Check("short", r.Access.ResetPassword(r.Ctx(), link, "court"))
	r.Refused("password.easy").Check("easy", r.Access.ResetPassword(r.Ctx(), link, "amina1234amina"))
	r.Check("reset", r.Access.ResetPassword(r.Ctx(), link, secret))
	r.Refused("grant.over").Check("twice", r.Access.ResetPassword(r.Ctx(), link, secret))
	in := access.Credentials{Email: " Amina@desk.example ", Password: secret, Address: "10.0.0.1"}
	session, p, err := r.Access.SignIn(r.Ctx(), in)
	r.Check("sign in", err)
	if p.Password != "" {
		t.Error("the hash left the desk")
	}
	who, err := r.Access.Authenticate(r.Ctx(), workflow.SessionGrant, session, "10.0.0.1")
	r.Check("authenticate", err)
	if who.ID != r.People["amina"].ID {
		t.Errorf("authenticated as %s", who.Name)
	}
	token, err := r.Access.CreateToken(r.Ctx(), who, access.NewToken{Name: "cms", Scope: workflow.ReadScope})
	r.Check("token", err)
	r.Check("change", r.Access.ChangePassword(r.Ctx(), who, secret, secret+" nouveau"))
	_, err = r.Access.Authenticate(r.Ctx(), workflow.TokenGrant, token, "")
	r.Refused("grant.over").Check("token after a new password", err)
	_, err = r.Access.Authenticate(r.Ctx(), workflow.SessionGrant, session, "")
	r.Check("the session that changed it", err)
	r.Check("sign out", r.Access.SignOut(r.Ctx(), who))
	_, err = r.Access.Authenticate(r.Ctx(), workflow.SessionGrant, session, "")
	r.Refused("grant.over").Check("after sign-out", err)
}

func TestSignInIsLimited(t *testing.T) {
	r := people(t)
	in := access.Credentials{Email: "luc@desk.example", Password: "wrong", Address: "10.0.0.1"}
	for range 10 {
		_, _, err := r.Access.SignIn(r.Ctx(), in)
		r.Refused("sign-in.wrong").Check("sign in", err)
	}
	_, _, err := r.Access.SignIn(r.Ctx(), in)
	r.Refused("sign-in.too-many").Check("eleventh", err)
	in.Email = "LUC@desk.example"
	_, _, err = r.Access.SignIn(r.Ctx(), in)
	r.Refused("sign-in.too-many").Check("the same account in other letters", err)
	in.Address = "10.0.0.2"
	_, _, err = r.Access.SignIn(r.Ctx(), in)
	r.Refused("sign-in.wrong").Check("the same account from elsewhere", err)
	for i := range 30 {
		in.Address, in.Email = fmt.Sprintf("2001:db8::%x", i), fmt.Sprintf("p%d@desk.example", i)
		_, _, err = r.Access.SignIn(r.Ctx(), in)
		r.Refused("sign-in.wrong").Check("accounts from one line", err)
	}
	in.Email = "salma@desk.example"
	_, _, err = r.Access.SignIn(r.Ctx(), in)
	r.Refused("sign-in.too-many").Check("the thirty-first from the line", err)
	r.Clock = r.Clock.Add(time.Minute)
	_, _, err = r.Access.SignIn(r.Ctx(), in)
	r.Refused("sign-in.wrong").Check("after a while", err)
}

func TestASessionLivesWhileItIsUsed(t *testing.T) {
	r := story.New(t)
	password := secret
	r.Check("password", r.Access.EditPerson(r.Ctx(), r.People["nadia"], r.People["luc"].ID,
		access.PersonEdit{Password: &password}))
	session, _, err := r.Access.SignIn(r.Ctx(), access.Credentials{
		Email: "luc@desk.example", Password: secret, Address: "10.0.0.1",
	})
	r.Check("sign in", err)
	for range 3 {
		r.Clock = r.Clock.Add(access.SessionLife - time.Hour)
		_, err = r.Access.Authenticate(r.Ctx(), workflow.SessionGrant, session, "10.0.0.1")
		r.Check("used within its life", err)
	}
	r.Clock = r.Clock.Add(access.SessionLife + time.Hour)
	_, err = r.Access.Authenticate(r.Ctx(), workflow.SessionGrant, session, "10.0.0.1")
	r.Refused("grant.over").Check("left alone for longer", err)
}

// A session that is used every day ends after 90 days all the same, and the next one of a browser ends the one before.
func TestASessionHasAnEnd(t *testing.T) {
	r := people(t)
	password := secret
	r.Check("password", r.Access.EditPerson(r.Ctx(), r.People["nadia"], r.People["luc"].ID,
		access.PersonEdit{Password: &password}))
	in := access.Credentials{Email: "luc@desk.example", Password: secret, Address: "10.0.0.1"}
	session, _, err := r.Access.SignIn(r.Ctx(), in)
	r.Check("sign in", err)
	use := func(secret string) error {
		_, err := r.Access.Authenticate(r.Ctx(), workflow.SessionGrant, secret, "10.0.0.1")
		return err
	}
	for range 8 {
		r.Clock = r.Clock.Add(10 * 24 * time.Hour)
		r.Check("used", use(session))
	}
	r.Clock = r.Clock.Add(10*24*time.Hour + time.Minute)
	r.Refused("grant.over").Check("after 90 days", use(session))
	first, _, err := r.Access.SignIn(r.Ctx(), in)
	r.Check("sign in", err)
	in.Session = first
	second, _, err := r.Access.SignIn(r.Ctx(), in)
	r.Check("sign in again", err)
	r.Refused("grant.over").Check("the first session", use(first))
	r.Check("the second session", use(second))
}

func TestGrantsEnd(t *testing.T) {
	r := story.New(t)
	amina := r.People["amina"]
	token, err := r.Access.CreateToken(r.Ctx(), amina, access.NewToken{
		Scope: workflow.WriteScope, Expires: r.Clock.Add(time.Hour),
	})
	r.Check("token", err)
	who, err := r.Access.Authenticate(r.Ctx(), workflow.TokenGrant, token, "")
	r.Check("authenticate", err)
	if who.Can(workflow.ManageSelf) || !who.Can(workflow.Translate) {
		t.Error("a write token may translate and not manage the account")
	}
	r.Clock = r.Clock.Add(2 * time.Hour)
	_, err = r.Access.Authenticate(r.Ctx(), workflow.TokenGrant, token, "")
	r.Refused("grant.over").Check("after its end", err)
	disabled := true
	other, err := r.Access.CreateToken(r.Ctx(), amina, access.NewToken{Scope: workflow.ReadScope})
	r.Check("token", err)
	r.Check("disable", r.Access.EditPerson(r.Ctx(), r.People["nadia"], amina.ID,
		access.PersonEdit{Disabled: &disabled}))
	_, err = r.Access.Authenticate(r.Ctx(), workflow.TokenGrant, other, "")
	r.Refused("grant.over").Check("of a disabled person", err)
}

func TestTheLastChiefStays(t *testing.T) {
	r := story.New(t)
	role := workflow.Editor
	err := r.Access.EditPerson(r.Ctx(), r.People["nadia"], r.People["nadia"].ID,
		access.PersonEdit{Role: &role})
	r.Refused("person.last-chief").Check("edit", err)
}

func TestReadersSeeWhatIsPublished(t *testing.T) {
	r := story.New(t)
	r.As("nadia").Add(one)
	_, err := r.Article.Read(r.Ctx(), r.People["lea"], r.ArticleID)
	r.Refused("error.not-found").Check("read", err)
	r.As("amina").Translate(1, "Un.")
	r.As("luc").Approve(1).SignOff().Publish()
	_, _, err = r.Edition.Export(r.Ctx(), r.People["lea"], r.ArticleID, edition.Options{})
	r.Check("export", err)
	list, err := r.Article.List(r.Ctx(), r.People["lea"], workflow.ArticleFilter{})
	if err != nil || len(list) != 1 {
		t.Errorf("a reader sees %d articles (%v), want 1", len(list), err)
	}
}
