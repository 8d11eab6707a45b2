package access_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/workflow"
	"truchement/workflow/access"
	"truchement/workflow/keymap"
	"truchement/workflow/story"
)

func newcomer() access.NewPerson {
	return access.NewPerson{Email: "zoe@desk.example", Name: "Zoé", Role: workflow.Translator}
}

func TestAccountsAreMadeByChiefs(t *testing.T) {
	r := people(t)
	for name, want := range map[string]string{"lea": "error.forbidden", "amina": "error.forbidden",
		"luc": "error.forbidden", "nadia": ""} {
		_, err := r.Access.AddPerson(r.Ctx(), r.People[name], newcomer())
		r.Refused(want).Check("add by "+name, err)
		r.Refused(want).Check("edit by "+name, r.Access.EditPerson(r.Ctx(), r.People[name],
			r.People["youssef"].ID, access.PersonEdit{}))
	}
	small := r.People["nadia"]
	small.Scope = workflow.WriteScope
	_, err := r.Access.AddPerson(r.Ctx(), small, newcomer())
	r.Refused("error.forbidden").Check("by a token that writes", err)
}

func TestNewPeopleAreChecked(t *testing.T) {
	r := people(t)
	with := func(change func(*access.NewPerson)) access.NewPerson {
		in := newcomer()
		change(&in)
		return in
	}
	email := func(s string) access.NewPerson {
		return with(func(in *access.NewPerson) { in.Email = s })
	}
	long := strings.Repeat("x", 50) + "@" + strings.Repeat(strings.Repeat("y", 49)+".", 4)
	for name, tt := range map[string]struct {
		in   access.NewPerson
		want string
	}{
		"no address":            {email(" "), "person.no-email"},
		"no desk":               {email("zoe"), "person.no-email"},
		"a name and an address": {email("Zoé <zoe@desk.example>"), "person.no-email"},
		"two addresses":         {email("a@desk.example, b@desk.example"), "person.no-email"},
		"an address too long":   {email(long + "fr56"), "person.no-email"},
		"the longest address":   {email(long + "fr5"), ""},
		"an address that is taken": {email("LUC@desk.example"),
			"person.email-taken"},
		"no name": {with(func(in *access.NewPerson) { in.Name = " " }), "person.no-name"},
		"a name too long": {with(func(in *access.NewPerson) { in.Name = strings.Repeat("é", 81) }),
			"person.no-name"},
		"no role": {with(func(in *access.NewPerson) { in.Role = "" }), "person.no-role"},
		"a role of none": {with(func(in *access.NewPerson) { in.Role = "admin" }),
			"person.no-role"},
		"a language that no page speaks": {with(func(in *access.NewPerson) { in.Language = "de" }),
			"person.language"},
		"a weak password": {with(func(in *access.NewPerson) { in.Password = "zoe" }),
			"password.short"},
	} {
		_, err := r.Access.AddPerson(r.Ctx(), workflow.Operator(), tt.in)
		r.Refused(tt.want).Check(name, err)
	}
}

func TestNewPersonIsKept(t *testing.T) {
	r := people(t)
	in := access.NewPerson{Email: "\n Zoe@Desk.EXAMPLE ", Name: "  Zoé \t Li ",
		Role: workflow.Editor, Password: secret}
	var p workflow.Person
	entries := r.Appended(func() {
		var err error
		p, err = r.Access.AddPerson(r.Ctx(), r.People["nadia"], in)
		r.Check("add", err)
	})
	if p.Password != "" {
		t.Error("the hash left the desk")
	}
	kept := stored(r, p.ID)
	if !strings.HasPrefix(kept.Password, "$argon2id$") {
		t.Errorf("password kept as %q", kept.Password)
	}
	want := workflow.Person{ID: p.ID, Email: "zoe@desk.example", Name: "Zoé Li",
		Role: workflow.Editor, Language: "fr", Created: kept.Created, Password: kept.Password}
	if d := cmp.Diff(want, kept); d != "" || p.ID == "" || kept.Created.IsZero() {
		t.Errorf("kept (-want +got):\n%s", d)
	}
	if len(entries) != 1 || entries[0].Actor != r.People["nadia"].ID ||
		string(entries[0].Payload) != `{"person":"`+p.ID+`","role":"editor"}` {
		t.Errorf("feed %+v", entries)
	}
	if got := stored(r, r.People["luc"].ID).Password; got != "" {
		t.Errorf("a person without a password has the hash %q", got)
	}
}

func TestPeopleAreListedForTheDesk(t *testing.T) {
	r := people(t)
	setPassword(r, "amina")
	all, err := r.Access.People(r.Ctx(), r.People["youssef"])
	r.Check("people", err)
	var names []string
	for _, p := range all {
		names = append(names, p.Name)
		if p.Password != "" {
			t.Errorf("the hash of %s left the desk", p.Name)
		}
	}
	if got := strings.Join(names, " "); got != "amina lea luc nadia salma youssef" {
		t.Errorf("people %q, want them by name", got)
	}
	_, err = r.Access.People(r.Ctx(), r.People["lea"])
	r.Refused("error.forbidden").Check("a reader", err)
}

func TestCommandLineActsAsAPerson(t *testing.T) {
	r := people(t)
	setPassword(r, "luc")
	who, err := r.Access.As(r.Ctx(), " Luc@desk.example\n")
	r.Check("as luc", err)
	if who.ID != r.People["luc"].ID || who.Scope != workflow.FullScope || who.Password != "" {
		t.Errorf("acts as %+v, want luc with the full scope and no hash", who)
	}
	_, err = r.Access.As(r.Ctx(), "personne@desk.example")
	r.Refused("error.not-found").Check("as a person who is unknown", err)
}

// A chief can be demoted or disabled while another one stays; disabled ones do not count.
func TestOneChiefStays(t *testing.T) {
	r := people(t)
	second := r.AddPerson("anne", workflow.Chief)
	nadia := r.People["nadia"]
	editor, gone, back := workflow.Editor, true, false
	edit := func(id string, in access.PersonEdit) error {
		return r.Access.EditPerson(r.Ctx(), nadia, id, in)
	}
	r.Check("disable one of two", edit(second.ID, access.PersonEdit{Disabled: &gone}))
	r.Refused("person.last-chief").Check("disable the last",
		edit(nadia.ID, access.PersonEdit{Disabled: &gone}))
	r.Refused("person.last-chief").Check("demote the last",
		edit(nadia.ID, access.PersonEdit{Role: &editor}))
	if p := stored(r, nadia.ID); p.Role != workflow.Chief || p.Disabled {
		t.Errorf("after the refusals nadia is %s, disabled: %v", p.Role, p.Disabled)
	}
	r.Check("take the second back", edit(second.ID, access.PersonEdit{Disabled: &back}))
	r.Check("demote one of two", edit(nadia.ID, access.PersonEdit{Role: &editor}))
}

func TestRoleIsChanged(t *testing.T) {
	r := people(t)
	amina, editor, none := r.People["amina"].ID, workflow.Editor, workflow.Role("admin")
	r.WantAppended(func() {
		r.Check("promote", r.Access.EditPerson(r.Ctx(), r.People["nadia"], amina,
			access.PersonEdit{Role: &editor}))
	}, `person.changed {"disabled":false,"person":"`+amina+`","role":"editor"}`)
	r.Refused("person.no-role").Check("a role of none", r.Access.EditPerson(r.Ctx(),
		r.People["nadia"], amina, access.PersonEdit{Role: &none}))
	r.Refused("error.not-found").Check("no such person", r.Access.EditPerson(r.Ctx(),
		r.People["nadia"], "none", access.PersonEdit{Role: &editor}))
	if p := stored(r, amina); p.Role != workflow.Editor || p.Email != "amina@desk.example" {
		t.Errorf("kept %+v, want the new role and the rest as it was", p)
	}
}

func TestDisabledPersonLosesAllWaysIn(t *testing.T) {
	r := people(t)
	setPassword(r, "amina")
	setPassword(r, "luc")
	first, _ := signIn(r, "amina")
	lucs, _ := signIn(r, "luc")
	cms, link := token(r, "amina", access.NewToken{}), resetLink(r, "amina")
	gone, back := true, false
	edit := func(in access.PersonEdit) {
		r.CheckNow("edit", r.Access.EditPerson(r.Ctx(), r.People["nadia"], r.People["amina"].ID, in))
	}
	r.WantAppended(func() { edit(access.PersonEdit{Disabled: &gone}) },
		`person.changed {"disabled":true,"person":"`+r.People["amina"].ID+`","role":"translator"}`)
	edit(access.PersonEdit{Disabled: &back})
	opens(r, session, first, false)
	opens(r, tokens, cms, false)
	_, err := resetOwner(r, link)
	r.Refused("grant.over").Check("the link", err)
	opens(r, session, lucs, true)
	signIn(r, "amina")
}

func TestPasswordSetForAnotherIsChecked(t *testing.T) {
	r := people(t)
	setPassword(r, "amina")
	first, _ := signIn(r, "amina")
	for password, want := range map[string]string{"court": "password.short",
		"qwertyuiop12": "password.easy", "amina et la suite": "password.easy"} {
		r.Refused(want).Check(password, r.Access.EditPerson(r.Ctx(), workflow.Operator(),
			r.People["amina"].ID, access.PersonEdit{Password: &password}))
	}
	opens(r, session, first, true)
	setPassword(r, "amina")
	opens(r, session, first, false)
}

func TestSelfIsEdited(t *testing.T) {
	r := people(t)
	luc := r.People["luc"]
	for name, tt := range map[string]struct {
		in   access.SelfEdit
		want string
	}{
		"no name":             {access.SelfEdit{Name: " ", Language: "fr"}, "person.no-name"},
		"a mark":              {access.SelfEdit{Name: "Luc" + override, Language: "fr"}, "person.name-marks"},
		"no language":         {access.SelfEdit{Name: "Luc"}, "person.language"},
		"another language":    {access.SelfEdit{Name: "Luc", Language: "de"}, "person.language"},
		"digits of none":      {access.SelfEdit{Name: "Luc", Language: "ar", Digits: "deva"}, "person.digits"},
		"English":             {access.SelfEdit{Name: "Luc", Language: "en"}, ""},
		"European digits":     {access.SelfEdit{Name: "Luc", Language: "ar", Digits: "latn"}, ""},
		"Arabic in two lines": {access.SelfEdit{Name: " Luc\nNoir ", Language: "ar", Digits: "arab"}, ""},
	} {
		before := stored(r, luc.ID)
		r.Refused(tt.want).Check(name, r.Access.EditSelf(r.Ctx(), luc, tt.in))
		want := before
		if tt.want == "" {
			want.Name, want.Language, want.Digits = strings.Join(strings.Fields(tt.in.Name), " "),
				tt.in.Language, tt.in.Digits
		}
		if d := cmp.Diff(want, stored(r, luc.ID)); d != "" {
			t.Errorf("%s: kept (-want +got):\n%s", name, d)
		}
	}
}

func TestKeyboardMapIsKeptUnlessItClashes(t *testing.T) {
	r := people(t)
	luc := r.People["luc"]
	good := keymap.Choice{Preset: "memoq", Own: map[string][]keymap.Chord{"comment": nil}}
	r.Check("choose", r.Access.ChooseKeys(r.Ctx(), luc, good))
	err := r.Access.ChooseKeys(r.Ctx(), luc, keymap.Choice{Preset: "none"})
	r.Refused("keys.refused").Check("no such preset", err)
	var faults keymap.Faults
	if !errors.As(err, &faults) || len(faults) != 1 || faults[0].Reason != keymap.ReasonPreset {
		t.Errorf("refused for %v, want the preset", err)
	}
	if d := cmp.Diff(good, stored(r, luc.ID).Keys); d != "" {
		t.Errorf("kept (-want +got):\n%s", d)
	}
	luc.Scope = workflow.WriteScope
	r.Refused("error.forbidden").Check("by a token", r.Access.ChooseKeys(r.Ctx(), luc, good))
}

func TestFirstChiefIsTheOldestEnabledOne(t *testing.T) {
	r := story.Empty(t)
	_, err := r.Access.FirstChief(r.Ctx())
	r.Refused("person.no-chief").Check("no account", err)
	r.AddPerson("amina", workflow.Translator)
	old, young := r.AddPerson("nadia", workflow.Chief), r.AddPerson("zohra", workflow.Chief)
	for _, want := range []workflow.Actor{old, young} {
		who, err := r.Access.FirstChief(r.Ctx())
		r.Check("first chief", err)
		if who.ID != want.ID || !who.Can(workflow.AddArticles) || who.Password != "" {
			t.Errorf("the first chief is %q, want %q", who.Name, want.Name)
		}
		disabled := true
		if want.ID == old.ID {
			r.Check("disable", r.Access.EditPerson(r.Ctx(), workflow.Operator(), old.ID,
				access.PersonEdit{Disabled: &disabled}))
		}
	}
}
