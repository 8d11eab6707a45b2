package access_test

import (
	"context"
	"testing"
	"time"

	"truchement/workflow"
	"truchement/workflow/access"
	"truchement/workflow/newsroom"
	"truchement/workflow/story"
)

// cheaply has the desk of a story hash passwords at the least cost, on a store of one's choice.
func cheaply(r *story.Runner, store workflow.Store) *story.Runner {
	r.Newsroom = newsroom.New(store, newsroom.Options{HashMemory: 64,
		CoreOptions: workflow.CoreOptions{Now: func() time.Time {
			r.Clock = r.Clock.Add(time.Millisecond)
			return r.Clock
		}}})
	return r
}

// people opens the usual desk, with cheap hashes.
func people(t *testing.T) *story.Runner {
	r := story.New(t)
	return cheaply(r, r.Store)
}

// beforeUpdate is a store where something happens just before an Update, once.
type beforeUpdate struct {
	workflow.Store
	fn func()
}

// Update runs fn of the store first.
func (s *beforeUpdate) Update(ctx context.Context, fn func(workflow.Tx) error) error {
	before := s.fn
	if s.fn = nil; before != nil {
		before()
	}
	return s.Store.Update(ctx, fn)
}

// interrupted has fn happen between the next read of a use case and its write.
func interrupted(r *story.Runner, fn func()) *story.Runner {
	return cheaply(r, &beforeUpdate{r.Store, fn})
}

// stored is a person as the store has them, with the hash.
func stored(r *story.Runner, id string) workflow.Person {
	r.T.Helper()
	var p workflow.Person
	r.CheckNow("read person", r.Store.View(r.Ctx(), func(tx workflow.Tx) error {
		var err error
		p, err = tx.Person(id)
		return err
	}))
	return p
}

func firstChief() access.NewPerson {
	return access.NewPerson{Email: "Chef@desk.example", Name: "Chef", Role: workflow.Reader,
		Language: "ar", Password: secret}
}

func setupLink(r *story.Runner) string {
	r.T.Helper()
	link, err := r.Access.Setup(r.Ctx())
	r.CheckNow("set up", err)
	if link == "" {
		r.T.Fatal("a desk without a chief offers no set-up link")
	}
	return link
}

func TestSetupMakesTheFirstChiefOnce(t *testing.T) {
	r := story.Empty(t)
	cheaply(r, r.Store)
	old := setupLink(r)
	link := setupLink(r)
	r.Refused("grant.over").Check("the older link", r.Access.SetupOpen(r.Ctx(), old))
	r.Check("the link", r.Access.SetupOpen(r.Ctx(), link))
	_, err := r.Access.Authenticate(r.Ctx(), workflow.SessionGrant, link, "")
	r.Refused("grant.over").Check("a set-up link as a session", err)
	for password, want := range map[string]string{"": "password.short", "court": "password.short",
		"azertyuiop12": "password.easy"} {
		in := firstChief()
		in.Password = password
		_, err := r.Access.CompleteSetup(r.Ctx(), link, in)
		r.Refused(want).Check("the password "+password, err)
	}
	r.Check("the link after refusals", r.Access.SetupOpen(r.Ctx(), link))
	var p workflow.Person
	entries := r.Appended(func() {
		p, err = r.Access.CompleteSetup(r.Ctx(), link, firstChief())
		r.Check("complete", err)
	})
	if p.Role != workflow.Chief || p.Email != "chef@desk.example" || p.Language != "ar" {
		t.Errorf("made %+v, want a chief, whatever role was sent", p)
	}
	if p.Password != "" {
		t.Error("the hash left the desk")
	}
	if len(entries) != 1 || entries[0].Kind != workflow.PersonChanged {
		t.Errorf("feed %+v, want the new person", entries)
	}
	_, _, err = r.Access.SignIn(r.Ctx(), access.Credentials{Email: p.Email, Password: secret})
	r.Check("sign in", err)
	r.Refused("grant.over").Check("the used link", r.Access.SetupOpen(r.Ctx(), link))
	_, err = r.Access.CompleteSetup(r.Ctx(), link, firstChief())
	r.Refused("grant.over").Check("twice", err)
	if link, err := r.Access.Setup(r.Ctx()); err != nil || link != "" {
		t.Errorf("a desk with a chief offers the link %q (%v)", link, err)
	}
}

func TestSetupLinkEnds(t *testing.T) {
	r := story.Empty(t)
	cheaply(r, r.Store)
	link := setupLink(r)
	r.Clock = r.Clock.Add(48*time.Hour - time.Minute)
	r.Check("within its life", r.Access.SetupOpen(r.Ctx(), link))
	r.Clock = r.Clock.Add(2 * time.Minute)
	r.Refused("grant.over").Check("later", r.Access.SetupOpen(r.Ctx(), link))
}

// A link that was made before the command line made a chief must not make a second one.
func TestSetupLinkIsVoidOnceThereIsAChief(t *testing.T) {
	r := story.Empty(t)
	cheaply(r, r.Store)
	link := setupLink(r)
	r.AddPerson("luc", workflow.Editor)
	r.Check("an editor is no chief", r.Access.SetupOpen(r.Ctx(), link))
	r.AddPerson("nadia", workflow.Chief)
	r.Refused("grant.over").Check("open", r.Access.SetupOpen(r.Ctx(), link))
	_, err := r.Access.CompleteSetup(r.Ctx(), link, firstChief())
	r.Refused("grant.over").Check("complete", err)
}

func TestSetupLinkWorksOnceAtATime(t *testing.T) {
	r := story.Empty(t)
	cheaply(r, r.Store)
	link := setupLink(r)
	first := r.Newsroom
	interrupted(r, func() {
		in := firstChief()
		in.Email = "premier@desk.example"
		_, err := first.Access.CompleteSetup(r.Ctx(), link, in)
		r.CheckNow("the first", err)
	})
	_, err := r.Access.CompleteSetup(r.Ctx(), link, firstChief())
	r.Refused("grant.over").Check("the second", err)
}

// A desk whose only chief has no account any more can be set up again.
func TestSetupCountsOnlyChiefsWithAnAccount(t *testing.T) {
	r := people(t)
	nadia := stored(r, r.People["nadia"].ID)
	nadia.Disabled = true
	r.CheckNow("disable", r.Store.Update(r.Ctx(), func(tx workflow.Tx) error {
		return tx.UpdatePerson(nadia)
	}))
	r.Check("open", r.Access.SetupOpen(r.Ctx(), setupLink(r)))
}
