package access_test

import (
	"strings"
	"testing"
	"time"

	"truchement/workflow"
	"truchement/workflow/access"
	"truchement/workflow/story"
)

func resetLink(r *story.Runner, name string) string {
	r.T.Helper()
	link, err := r.Access.ResetLink(r.Ctx(), r.People["nadia"], r.People[name].ID)
	r.CheckNow("reset link", err)
	return link
}

func resetOwner(r *story.Runner, link string) (workflow.Person, error) {
	return r.Access.ResetOwner(r.Ctx(), link)
}

func TestResetLinkIsMadeByChiefs(t *testing.T) {
	r := people(t)
	for name, want := range map[string]string{"lea": "error.forbidden", "amina": "error.forbidden",
		"luc": "error.forbidden", "nadia": ""} {
		_, err := r.Access.ResetLink(r.Ctx(), r.People[name], r.People["amina"].ID)
		r.Refused(want).Check(name, err)
	}
	_, err := r.Access.ResetLink(r.Ctx(), workflow.Actor{}, r.People["amina"].ID)
	r.Refused("error.signed-out").Check("signed out", err)
	_, err = r.Access.ResetLink(r.Ctx(), r.People["nadia"], "none")
	r.Refused("error.not-found").Check("of no person", err)
}

func TestResetLinkIsOfOnePersonAndEnds(t *testing.T) {
	r := people(t)
	old, luc := resetLink(r, "amina"), resetLink(r, "luc")
	link := resetLink(r, "amina")
	_, err := resetOwner(r, old)
	r.Refused("grant.over").Check("the older link", err)
	p, err := resetOwner(r, luc)
	if r.Check("luc's link", err); p.ID != r.People["luc"].ID {
		t.Errorf("the link is of %s, want luc", p.Name)
	}
	opens(r, session, link, false)
	r.Clock = r.Clock.Add(48*time.Hour - time.Minute)
	_, err = resetOwner(r, link)
	r.Check("within its life", err)
	r.Clock = r.Clock.Add(2 * time.Minute)
	_, err = resetOwner(r, link)
	r.Refused("grant.over").Check("later", err)
	r.Refused("grant.over").Check("reset later", r.Access.ResetPassword(r.Ctx(), link, secret))
}

func TestResetLinkOfADisabledPersonIsOver(t *testing.T) {
	r := people(t)
	gone, back := true, false
	edit := func(disabled *bool) {
		r.CheckNow("edit", r.Access.EditPerson(r.Ctx(), r.People["nadia"], r.People["amina"].ID,
			access.PersonEdit{Disabled: disabled}))
	}
	edit(&gone)
	link := resetLink(r, "amina")
	_, err := resetOwner(r, link)
	r.Refused("grant.over").Check("while disabled", err)
	r.Refused("grant.over").Check("reset", r.Access.ResetPassword(r.Ctx(), link, secret))
	edit(&back)
	_, err = resetOwner(r, link)
	r.Check("once back", err)
}

func TestResetOwnerComesWithoutAHash(t *testing.T) {
	r := people(t)
	setPassword(r, "amina")
	if p, err := resetOwner(r, resetLink(r, "amina")); err != nil || p.Password != "" {
		t.Errorf("the hash left the desk (%v)", err)
	}
}

// The check within the transaction counts: two browsers may send the form of one link.
func TestResetLinkWorksOnceAtATime(t *testing.T) {
	r := people(t)
	link, first := resetLink(r, "amina"), r.Newsroom
	interrupted(r, func() {
		r.CheckNow("the first", first.Access.ResetPassword(r.Ctx(), link, secret))
	})
	r.Refused("grant.over").Check("the second",
		r.Access.ResetPassword(r.Ctx(), link, "un autre mot long"))
	signIn(r, "amina")
}

func TestNewPasswordByLinkEndsAllWaysIn(t *testing.T) {
	r := people(t)
	setPassword(r, "amina")
	setPassword(r, "luc")
	first, _ := signIn(r, "amina")
	of, luc := token(r, "amina", access.NewToken{}), token(r, "luc", access.NewToken{})
	link, lucs := resetLink(r, "amina"), resetLink(r, "luc")
	r.WantAppended(func() {
		r.Check("reset", r.Access.ResetPassword(r.Ctx(), link, "tout autre secret"))
	}, `person.changed {"grants":"ended","person":"`+r.People["amina"].ID+`"}`)
	opens(r, session, first, false)
	opens(r, tokens, of, false)
	opens(r, tokens, luc, true)
	_, err := resetOwner(r, lucs)
	r.Check("luc's link", err)
	for password, want := range map[string]string{secret: "sign-in.wrong", "tout autre secret": ""} {
		_, _, err := r.Access.SignIn(r.Ctx(), access.Credentials{Email: "amina@desk.example",
			Password: password})
		r.Refused(want).Check("sign in with "+password, err)
	}
}

func TestOwnNewPasswordKeepsTheSessionThatSetIt(t *testing.T) {
	r := people(t)
	setPassword(r, "amina")
	here, who := signIn(r, "amina")
	there, _ := signIn(r, "amina")
	of, link := token(r, "amina", access.NewToken{}), resetLink(r, "amina")
	change := func(old, password string) error {
		return r.Access.ChangePassword(r.Ctx(), who, old, password)
	}
	r.Refused("password.wrong").Check("without the old one", change("", "tout autre secret"))
	r.Refused("password.short").Check("too short", change(secret, "court"))
	r.Refused("password.easy").Check("of the own name", change(secret, "Amina et la suite"))
	r.Refused("error.signed-out").Check("signed out",
		r.Access.ChangePassword(r.Ctx(), workflow.Actor{}, secret, "tout autre secret"))
	small := who
	small.Scope = workflow.WriteScope
	r.Refused("error.forbidden").Check("by a token",
		r.Access.ChangePassword(r.Ctx(), small, secret, "tout autre secret"))
	opens(r, session, there, true)
	r.WantAppended(func() { r.Check("change", change(secret, "tout autre secret")) },
		`person.changed {"grants":"ended","person":"`+who.ID+`"}`)
	opens(r, session, here, true)
	opens(r, session, there, false)
	opens(r, tokens, of, false)
	_, err := resetOwner(r, link)
	r.Refused("grant.over").Check("the link made before", err)
	r.Refused("password.wrong").Check("the old password", change(secret, "encore un autre"))
}

// Who sits at an open session must not try the password of its person without end.
func TestChangingAPasswordIsLimited(t *testing.T) {
	r := people(t)
	setPassword(r, "amina")
	_, who := signIn(r, "amina")
	for range 10 {
		r.Refused("password.wrong").Check("a guess",
			r.Access.ChangePassword(r.Ctx(), who, "une idée", "tout autre secret"))
	}
	r.Refused("sign-in.too-many").Check("the eleventh, though it is right",
		r.Access.ChangePassword(r.Ctx(), who, secret, "tout autre secret"))
	r.Clock = r.Clock.Add(time.Minute)
	r.Check("after a while", r.Access.ChangePassword(r.Ctx(), who, secret, "tout autre secret"))
}

func TestPasswordsAreKeptAsHashes(t *testing.T) {
	r := people(t)
	r.Check("reset", r.Access.ResetPassword(r.Ctx(), resetLink(r, "amina"), secret))
	if got := stored(r, r.People["amina"].ID).Password; !strings.HasPrefix(got, "$argon2id$") {
		t.Errorf("kept as %q", got)
	}
}
