package access_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"truchement/workflow"
	"truchement/workflow/access"
	"truchement/workflow/ledger"
	"truchement/workflow/newsroom"
	"truchement/workflow/story"
)

const override = "\u202e" // shows what follows it backwards

// readOnly is a store whose disk is full.
type readOnly struct{ workflow.Store }

// Update is refused.
func (readOnly) Update(context.Context, func(workflow.Tx) error) error {
	return workflow.Fail(workflow.Unavailable, "store.full")
}

func TestAFullDiskLetsPeopleRead(t *testing.T) {
	r := story.New(t)
	token, err := r.Access.CreateToken(r.Ctx(), r.People["luc"], access.NewToken{Scope: workflow.ReadScope})
	r.Check("token", err)
	later := r.Clock.Add(time.Hour)
	full := newsroom.New(readOnly{r.Store}, newsroom.Options{CoreOptions: workflow.CoreOptions{
		Now: func() time.Time { return later }}})
	who, err := full.Access.Authenticate(r.Ctx(), workflow.TokenGrant, token, "10.0.0.1")
	if err != nil || who.ID != r.People["luc"].ID {
		t.Errorf("authenticated %q (%v), want luc", who.Name, err)
	}
}

func TestSetupAsksForTheLinkFirst(t *testing.T) {
	r := story.New(t)
	in := access.NewPerson{Email: "x@desk.example", Name: "x", Password: "court"}
	_, err := r.Access.CompleteSetup(r.Ctx(), "guessed", in)
	r.Refused("grant.over").Check("a guessed link", err)
}

func TestNamesAreWhatTheyLook(t *testing.T) {
	r := story.New(t)
	for _, tt := range []struct{ name, email, person, want string }{
		{"override in the name", "a@desk.example", "Luc" + override, "person.name-marks"},
		{"mark in the address", "a\u200f@desk.example", "Luc", "person.no-email"},
		{"override in the address", "\"a" + override + "\"@desk.example", "Luc", "person.no-email"},
		{"NUL in the address", "\"a\x00\"@desk.example", "Luc", "person.no-email"},
		{"line end in the address", "\"a\nb\"@desk.example", "Luc", "person.no-email"},
	} {
		_, err := r.Access.AddPerson(r.Ctx(), workflow.Operator(), access.NewPerson{
			Email: tt.email, Name: tt.person, Role: workflow.Reader})
		r.Refused(tt.want).Check(tt.name, err)
	}
	_, err := r.Access.CreateToken(r.Ctx(), r.People["luc"], access.NewToken{
		Name: "cms" + override, Scope: workflow.ReadScope})
	r.Refused("person.name-marks").Check("token", err)
}

// Nobody takes the name of another, or one that looks like it, when the account is made or later; what is changed is in
// the feed.
func TestNamesAreDistinct(t *testing.T) {
	r := story.New(t) // amina, youssef, luc, salma, nadia, lea
	for _, tt := range []struct{ name, want string }{
		{"Luc", "person.name-taken"},
		{"  luc ", "person.name-taken"},
		{"\u217cuc", "person.name-taken"}, // a Roman numeral, which NFKC folds
		{"аmina", "person.name-taken"},    // a Cyrillic a
		{"\u04c0uc", "person.name-taken"}, // a Cyrillic palochka
		{"1uc", "person.name-taken"},
		{"\u3164", "person.no-name"}, // a filler that shows nothing
		{"\u2800", "person.no-name"},
		{"···", "person.no-name"},
		{"Luc Martin", ""},
	} {
		_, err := r.Access.AddPerson(r.Ctx(), workflow.Operator(), access.NewPerson{
			Email: "new@desk.example", Name: tt.name, Role: workflow.Reader})
		r.Refused(tt.want).Check("add "+tt.name, err)
		if tt.want == "" {
			continue
		}
		r.Refused(tt.want).Check("rename to "+tt.name, r.Access.EditSelf(r.Ctx(), r.People["youssef"],
			access.SelfEdit{Name: tt.name, Language: "fr"}))
	}
	_, err := r.Access.AddPerson(r.Ctx(), workflow.Operator(), access.NewPerson{
		Email: "аmina@desk.example", Name: "Mina", Role: workflow.Reader}) // a Cyrillic a
	r.Refused("person.email-taken").Check("an address that looks like another", err)
	edit := access.SelfEdit{Name: "Youssef B.", Language: "fr"}
	entries := r.Appended(func() { r.Check("rename", r.Access.EditSelf(r.Ctx(), r.People["youssef"], edit)) })
	if len(entries) != 1 || strings.Contains(string(entries[0].Payload), "youssef") {
		t.Errorf("the feed says %v", entries)
	}
	if l := lastLine(r, ledger.PersonName); l.Was != "youssef" || l.Made != "Youssef B." {
		t.Errorf("the ledger says %+v", l)
	}
	if again := r.Appended(func() { r.Check("no rename", r.Access.EditSelf(r.Ctx(), r.People["youssef"], edit)) }); len(again) != 0 {
		t.Errorf("the feed says %v of what did not change", again)
	}
}

func TestAWrongBrowserNameSignsIn(t *testing.T) {
	r := story.New(t)
	link, err := r.Access.ResetLink(r.Ctx(), r.People["nadia"], r.People["amina"].ID)
	r.Check("link", err)
	r.Check("reset", r.Access.ResetPassword(r.Ctx(), link, secret))
	_, p, err := r.Access.SignIn(r.Ctx(), access.Credentials{Email: "amina@desk.example",
		Password: secret, Address: "10.0.0.1", Agent: "Firefox\xff\u202e"})
	r.Check("sign in", err)
	all, err := r.Access.Grants(r.Ctx(), workflow.Actor{Person: p, Scope: workflow.FullScope}, p.ID,
		workflow.SessionGrant)
	r.Check("grants", err)
	if len(all) != 1 || all[0].Agent != "Firefox" {
		t.Errorf("sessions %+v, want one of Firefox", all)
	}
}

func TestASuccessGivesOneAttemptBack(t *testing.T) {
	r := people(t)
	link, err := r.Access.ResetLink(r.Ctx(), r.People["nadia"], r.People["lea"].ID)
	r.Check("link", err)
	r.Check("reset", r.Access.ResetPassword(r.Ctx(), link, secret))
	try := func(email, password string) error {
		_, _, err := r.Access.SignIn(context.Background(), access.Credentials{
			Email: email, Password: password, Address: "10.0.0.1"})
		return err
	}
	// A Reader who guesses the passwords of others signs in between guesses.
	limited := false
	for i := range 60 {
		err := try("stranger"+strings.Repeat("x", i)+"@desk.example", "a guess at it")
		limited = limited || errors.Is(err, &workflow.Error{Kind: workflow.TooMany})
		_ = try("lea@desk.example", secret) // refused or not, it must not open the door
	}
	if !limited {
		t.Error("60 guesses from one address, and none refused as too many")
	}
}
