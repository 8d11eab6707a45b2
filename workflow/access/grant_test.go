package access_test

import (
	"strings"
	"testing"
	"time"

	"truchement/workflow"
	"truchement/workflow/access"
	"truchement/workflow/story"
)

// setPassword gives a person the password secret, by the command line.
func setPassword(r *story.Runner, name string) {
	r.T.Helper()
	password := secret
	r.CheckNow("password", r.Access.EditPerson(r.Ctx(), workflow.Operator(), r.People[name].ID,
		access.PersonEdit{Password: &password}))
}

// signIn opens a session of a person whose password is secret.
func signIn(r *story.Runner, name string) (session string, who workflow.Actor) {
	r.T.Helper()
	session, _, err := r.Access.SignIn(r.Ctx(), access.Credentials{Email: name + "@desk.example",
		Password: secret, Address: "10.0.0.1", Agent: "Firefox"})
	r.CheckNow("sign in", err)
	who, err = r.Access.Authenticate(r.Ctx(), workflow.SessionGrant, session, "10.0.0.1")
	r.CheckNow("authenticate", err)
	return session, who
}

// token makes an API token of a person and answers its secret.
func token(r *story.Runner, name string, in access.NewToken) string {
	r.T.Helper()
	if in.Scope == "" {
		in.Scope = workflow.ReadScope
	}
	secret, err := r.Access.CreateToken(r.Ctx(), r.People[name], in)
	r.CheckNow("token", err)
	return secret
}

// opens checks that a secret opens what it was made for, or that it is over.
func opens(r *story.Runner, kind workflow.GrantKind, secret string, want bool) {
	r.T.Helper()
	_, err := r.Access.Authenticate(r.Ctx(), kind, secret, "10.0.0.1")
	if !want {
		r.Refused("grant.over")
	}
	r.Check(string(kind), err)
}

func grants(r *story.Runner, who workflow.Actor, kind workflow.GrantKind) []workflow.Grant {
	r.T.Helper()
	all, err := r.Access.Grants(r.Ctx(), who, who.ID, kind)
	r.CheckNow("grants", err)
	return all
}

const session, tokens = workflow.SessionGrant, workflow.TokenGrant

func TestSessionIsOfWhoSignedIn(t *testing.T) {
	r := people(t)
	setPassword(r, "luc")
	in, p, err := r.Access.SignIn(r.Ctx(), access.Credentials{Email: "\tLUC@Desk.Example ",
		Password: secret, Address: "10.0.0.1", Agent: strings.Repeat("é", 200)})
	r.Check("sign in", err)
	if p.ID != r.People["luc"].ID || p.Password != "" {
		t.Errorf("signed in as %+v, want luc without a hash", p)
	}
	who, err := r.Access.Authenticate(r.Ctx(), session, in, "10.0.0.1")
	r.Check("authenticate", err)
	if who.ID != p.ID || who.Scope != workflow.FullScope || who.Grant == "" || who.Password != "" {
		t.Errorf("actor %+v, want luc with the full scope and his grant", who)
	}
	all := grants(r, who, session)
	if len(all) != 1 || all[0].ID != who.Grant || all[0].Address != "10.0.0.1" ||
		all[0].Agent != strings.Repeat("é", 150) {
		t.Errorf("sessions %+v, want this one, with 300 bytes of the browser's name", all)
	}
	for name, try := range map[string]struct {
		kind   workflow.GrantKind
		secret string
	}{"another kind": {tokens, in}, "nothing": {session, ""}, "a guess": {session, in + "x"}} {
		_, err := r.Access.Authenticate(r.Ctx(), try.kind, try.secret, "")
		r.Refused("grant.over").Check(name, err)
	}
}

func TestSignInRefusesAllAlike(t *testing.T) {
	r := people(t)
	setPassword(r, "luc")
	setPassword(r, "salma")
	gone := true
	r.Check("disable", r.Access.EditPerson(r.Ctx(), r.People["nadia"], r.People["salma"].ID,
		access.PersonEdit{Disabled: &gone}))
	for name, in := range map[string]access.Credentials{
		"a wrong password":        {Email: "luc@desk.example", Password: secret + "x"},
		"no password":             {Email: "luc@desk.example"},
		"an unknown address":      {Email: "personne@desk.example", Password: secret},
		"a disabled account":      {Email: "salma@desk.example", Password: secret},
		"an account without one":  {Email: "amina@desk.example", Password: secret},
		"nothing where none is":   {Email: "amina@desk.example"},
		"nothing at all":          {},
		"a name without its desk": {Email: "luc", Password: secret},
	} {
		got, p, err := r.Access.SignIn(r.Ctx(), in)
		r.Refused("sign-in.wrong").Check(name, err)
		if workflow.KindOf(err) != workflow.Unauthorized || got != "" || p.ID != "" {
			t.Errorf("%s: %v, session %q of %q", name, err, got, p.Name)
		}
	}
}

// Who has guessed at their own password nine times and then remembers it may guess again.
func TestSignInGivesTheAccountItsAttemptsBack(t *testing.T) {
	r := people(t)
	setPassword(r, "luc")
	for range 2 {
		for range 9 {
			_, _, err := r.Access.SignIn(r.Ctx(), access.Credentials{Email: "luc@desk.example",
				Password: "une idée", Address: "10.0.0.1"})
			r.Refused("sign-in.wrong").Check("a guess", err)
		}
		signIn(r, "luc")
	}
}

func TestUseOfASessionIsWrittenEveryFiveMinutes(t *testing.T) {
	r := people(t)
	setPassword(r, "luc")
	secret, who := signIn(r, "luc")
	first := grants(r, who, session)[0]
	for _, step := range []struct {
		after   time.Duration
		address string
		want    string
	}{{4 * time.Minute, "10.0.0.2", "10.0.0.1"}, {time.Minute, "10.0.0.3", "10.0.0.3"}} {
		r.Clock = r.Clock.Add(step.after)
		_, err := r.Access.Authenticate(r.Ctx(), session, secret, step.address)
		r.Check("use", err)
		if got := grants(r, who, session)[0]; got.Address != step.want {
			t.Errorf("last used from %s, want %s", got.Address, step.want)
		}
	}
	last := grants(r, who, session)[0]
	if later := last.Used.Sub(first.Used); later < 5*time.Minute || later > 6*time.Minute {
		t.Errorf("the use is written %v after the first, want five minutes", later)
	}
	if got := last.Expires.Sub(last.Used); got != 30*24*time.Hour {
		t.Errorf("the session lives %v from its use, want 30 days", got)
	}
}

func TestUseOfATokenLengthensItNot(t *testing.T) {
	r := people(t)
	end := r.Clock.Add(time.Hour)
	short, forever := token(r, "luc", access.NewToken{Expires: end}), token(r, "luc", access.NewToken{})
	r.Clock = end.Add(-time.Minute)
	opens(r, tokens, short, true)
	if got := grants(r, r.People["luc"], tokens)[1].Expires; !got.Equal(end) {
		t.Errorf("the token ends at %v after its use, want %v", got, end)
	}
	r.Clock = end.Add(-time.Millisecond) // the next look at the clock is the end itself
	opens(r, tokens, short, false)
	r.Clock = end.Add(50 * 365 * 24 * time.Hour)
	opens(r, tokens, forever, true)
}

func TestGrantsAreListedNewestFirstWithoutThoseOver(t *testing.T) {
	r := people(t)
	end := r.Clock.Add(time.Hour)
	token(r, "luc", access.NewToken{Name: "un", Expires: end})
	token(r, "luc", access.NewToken{Name: "deux", Scope: workflow.WriteScope})
	token(r, "luc", access.NewToken{Name: "  trois \n mots "})
	token(r, "amina", access.NewToken{Name: "d’une autre"})
	list := func(want string) {
		t.Helper()
		var names []string
		for _, g := range grants(r, r.People["luc"], tokens) {
			names = append(names, g.Name+" "+string(g.Scope))
		}
		if got := strings.Join(names, ", "); got != want {
			t.Errorf("tokens %q, want %q", got, want)
		}
	}
	list("trois mots read, deux write, un read")
	r.Clock = end.Add(-time.Millisecond) // the next look at the clock is the end itself
	list("trois mots read, deux write")
}

func TestNewTokensAreChecked(t *testing.T) {
	r := people(t)
	luc := r.People["luc"]
	for name, tt := range map[string]struct {
		in   access.NewToken
		want string
	}{
		"no scope":        {access.NewToken{}, "token.no-scope"},
		"a scope of none": {access.NewToken{Scope: "all"}, "token.no-scope"},
		"an end in the past": {access.NewToken{Scope: workflow.ReadScope, Expires: r.Clock},
			"token.past"},
		"a name too long": {access.NewToken{Scope: workflow.ReadScope,
			Name: strings.Repeat("x", 81)}, "person.no-name"},
		"no name":   {access.NewToken{Scope: workflow.ReadScope, Name: " \n"}, ""},
		"full name": {access.NewToken{Scope: workflow.FullScope, Name: strings.Repeat("x", 80)}, ""},
	} {
		got, err := r.Access.CreateToken(r.Ctx(), luc, tt.in)
		r.Refused(tt.want).Check(name, err)
		if (got == "") != (tt.want != "") {
			t.Errorf("%s: token %q", name, got)
		}
	}
	end := time.Date(2027, 1, 1, 0, 0, 0, 999_999, time.FixedZone("", 3600))
	token(r, "luc", access.NewToken{Name: "fin", Expires: end})
	got := grants(r, luc, tokens)[0]
	if !got.Expires.Equal(end.Truncate(time.Millisecond)) {
		t.Errorf("the token ends at %v, want %v", got.Expires, end)
	}
	if got.Created.IsZero() || !got.Used.Equal(got.Created) {
		t.Errorf("the token was made at %v and used at %v, want the same time", got.Created, got.Used)
	}
}

// What a token may do is bounded by its scope: none but a full one manages the account.
func TestSmallTokensManageNoAccount(t *testing.T) {
	r := people(t)
	setPassword(r, "nadia")
	for scope, want := range map[workflow.Scope]string{workflow.ReadScope: "error.forbidden",
		workflow.WriteScope: "error.forbidden", workflow.FullScope: ""} {
		who, err := r.Access.Authenticate(r.Ctx(), tokens,
			token(r, "nadia", access.NewToken{Scope: scope}), "")
		r.Check("authenticate", err)
		if who.Scope != scope {
			t.Errorf("a token of scope %s acts with %s", scope, who.Scope)
		}
		_, err = r.Access.CreateToken(r.Ctx(), who, access.NewToken{Scope: workflow.ReadScope})
		r.Refused(want).Check("create a token by "+string(scope), err)
		_, err = r.Access.Grants(r.Ctx(), who, who.ID, tokens)
		r.Refused(want).Check("list grants by "+string(scope), err)
		r.Refused(want).Check("revoke by "+string(scope), r.Access.Revoke(r.Ctx(), who, who.ID,
			grants(r, r.People["nadia"], tokens)[0].ID))
		r.Refused(want).Check("edit the account by "+string(scope), r.Access.EditSelf(r.Ctx(), who,
			access.SelfEdit{Name: "nadia", Language: "fr"}))
		_, err = r.Access.ResetLink(r.Ctx(), who, r.People["amina"].ID)
		r.Refused(want).Check("reset link by "+string(scope), err)
	}
}

func TestRevokeEndsOnesOwnGrantsOnly(t *testing.T) {
	r := people(t)
	setPassword(r, "luc")
	_, who := signIn(r, "luc")
	other, _ := signIn(r, "luc")
	cms, theirs := token(r, "luc", access.NewToken{}), token(r, "amina", access.NewToken{})
	ended := `person.changed {"grants":"ended","person":"` + who.ID + `"}`
	r.WantAppended(func() {
		r.Check("revoke a token", r.Access.Revoke(r.Ctx(), who, who.ID, grants(r, who, tokens)[0].ID))
	}, ended)
	opens(r, tokens, cms, false)
	r.WantAppended(func() {
		r.Check("revoke a session", r.Access.Revoke(r.Ctx(), who, who.ID, grants(r, who, session)[0].ID))
	}, ended)
	opens(r, session, other, false)
	r.WantAppended(func() {
		for name, id := range map[string]string{"another's": grants(r, r.People["amina"], tokens)[0].ID,
			"none": "none"} {
			r.Refused("error.not-found").Check(name, r.Access.Revoke(r.Ctx(), who, who.ID, id))
		}
	})
	opens(r, tokens, theirs, true)
	if got := grants(r, who, session); len(got) != 1 || got[0].ID != who.Grant {
		t.Errorf("sessions %+v, want the one that revoked", got)
	}
}

// Streams that a session opened end with it, so the feed has to say that it is over.
func TestSignOutEndsThisSessionOnly(t *testing.T) {
	r := people(t)
	setPassword(r, "luc")
	here, who := signIn(r, "luc")
	there, _ := signIn(r, "luc")
	r.WantAppended(func() { r.Check("sign out", r.Access.SignOut(r.Ctx(), who)) },
		`person.changed {"grants":"ended","person":"`+who.ID+`"}`)
	opens(r, session, here, false)
	opens(r, session, there, true)
}

// A grant that ends while it is looked at is over, like one that ended before.
func TestAuthenticateRefusesAGrantThatHasJustEnded(t *testing.T) {
	r := people(t)
	setPassword(r, "luc")
	secret, who := signIn(r, "luc")
	first := r.Newsroom
	interrupted(r, func() { r.CheckNow("sign out", first.Access.SignOut(r.Ctx(), who)) })
	r.Clock = r.Clock.Add(time.Hour)
	opens(r, session, secret, false)
}
