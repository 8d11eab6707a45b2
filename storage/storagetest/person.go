package storagetest

import (
	"errors"

	"truchement/workflow"
	"truchement/workflow/keymap"
)

func testPeople(d *desk) {
	want := workflow.Person{
		ID: "p1", Email: "amina@example.org", Name: "أمينة بنّاني", Role: workflow.Chief,
		Language: "ar", Digits: "arab", Password: "$argon2id$x", Disabled: true, Created: at(3),
		Keys: keymap.Choice{Preset: "memoq", Own: map[string][]keymap.Chord{"turn": {}}},
	}
	d.do(add(workflow.Tx.AddPerson, want))
	same(d, "Person", get(d, func(tx workflow.Tx) (workflow.Person, error) {
		return tx.Person("p1")
	}), want)

	want.Name, want.Email, want.Role, want.Disabled = "Amina", "a@example.org", workflow.Reader, false
	want.Language, want.Digits, want.Password = "fr", "", ""
	want.Keys = keymap.Choice{}
	d.do(add(workflow.Tx.UpdatePerson, want))
	same(d, "PersonByEmail", get(d, func(tx workflow.Tx) (workflow.Person, error) {
		return tx.PersonByEmail("a@example.org")
	}), want)

	other := person("p2")
	other.Email = want.Email
	err := d.try(add(workflow.Tx.AddPerson, other))
	kind(d, "AddPerson with a taken e-mail", err, workflow.Conflict)
	if !errors.Is(err, &workflow.Error{ID: "person.email-taken"}) {
		d.Errorf("AddPerson with a taken e-mail: %v", err)
	}
	other.Email = "p2@example.org"
	d.do(add(workflow.Tx.AddPerson, other))
	other.Email = want.Email
	kind(d, "UpdatePerson to a taken e-mail", d.try(add(workflow.Tx.UpdatePerson, other)),
		workflow.Conflict)
}

func testPeopleByName(d *desk) {
	for i, name := range []string{"Zoé", "élise", "Ahmed", "Emile", "يوسف", "أحمد"} {
		p := person(string(rune('a' + i)))
		p.Name = name
		d.do(add(workflow.Tx.AddPerson, p))
	}
	var got []string
	for _, p := range get(d, workflow.Tx.People) {
		got = append(got, p.Name)
	}
	same(d, "People", got, []string{"Ahmed", "élise", "Emile", "Zoé", "أحمد", "يوسف"})
}

func testGrants(d *desk) {
	d.do(add(workflow.Tx.AddPerson, person("amina")), add(workflow.Tx.AddPerson, person("luc")))
	grant := func(id, person string, k workflow.GrantKind, n int) workflow.Grant {
		return workflow.Grant{
			ID: id, Kind: k, Person: person, Hash: []byte{0, 255, byte(n)}, Name: "CMS",
			Scope: workflow.WriteScope, Agent: "Firefox", Address: "10.0.0.1",
			Created: at(n), Used: at(n), Expires: at(n + 60),
		}
	}
	first := grant("g1", "amina", workflow.SessionGrant, 1)
	second := grant("g2", "amina", workflow.SessionGrant, 2)
	token := grant("g3", "amina", workflow.TokenGrant, 1)
	setup := grant("g4", "", workflow.SetupGrant, 4)
	luc := grant("g5", "luc", workflow.SessionGrant, 5)
	setup.Expires = at(0).AddDate(-100, 0, 0) // long expired
	for _, g := range []workflow.Grant{first, second, token, setup, luc} {
		d.do(add(workflow.Tx.AddGrant, g))
	}
	byHash := func(g workflow.Grant) workflow.Grant {
		return get(d, func(tx workflow.Tx) (workflow.Grant, error) {
			return tx.GrantByHash(g.Kind, g.Hash)
		})
	}
	for _, g := range []workflow.Grant{first, second, token, setup, luc} {
		same(d, "GrantByHash", byHash(g), g)
	}
	again := grant("g6", "luc", workflow.SessionGrant, 1)
	kind(d, "AddGrant with a hash that is there", d.try(add(workflow.Tx.AddGrant, again)),
		workflow.Conflict)

	second.Used, second.Address = at(50), "::1"
	changed := second
	changed.Name, changed.Scope = "not to be written", workflow.FullScope
	d.do(add(workflow.Tx.UseGrant, changed))
	sessions := func(person string) []workflow.Grant {
		return get(d, func(tx workflow.Tx) ([]workflow.Grant, error) {
			return tx.Grants(person, workflow.SessionGrant)
		})
	}
	same(d, "Grants", sessions("amina"), []workflow.Grant{second, first})

	d.do(add(workflow.Tx.RemoveGrant, "g1"))
	same(d, "Grants after RemoveGrant", sessions("amina"), []workflow.Grant{second})
	d.do(func(tx workflow.Tx) error { return tx.RemoveGrants("amina", workflow.SessionGrant) })
	same(d, "Grants after RemoveGrants", sessions("amina"), []workflow.Grant{})
	same(d, "Grants of somebody else", sessions("luc"), []workflow.Grant{luc})
	same(d, "a grant of another kind", byHash(token), token)
	d.do(func(tx workflow.Tx) error { return tx.RemoveGrants("", workflow.SetupGrant) })
	err := d.try(func(tx workflow.Tx) error {
		_, err := tx.GrantByHash(workflow.SetupGrant, setup.Hash)
		return err
	})
	kind(d, "a removed set-up grant", err, workflow.NotFound)
}

func testPublications(d *desk) {
	p := workflow.Publication{
		ID: "p1", Name: "Rabat", SourceLang: "ar", TargetLang: "fr", Created: at(1), Archived: true,
		Style: workflow.HouseStyle{French: "fr-MA", Arabic: "ar-MA", Digits: "latn", Honorifics: "keep"},
	}
	other := workflow.Publication{ID: "p2", Name: "Ère", SourceLang: "fr", TargetLang: "ar"}
	d.do(add(workflow.Tx.AddPublication, p), add(workflow.Tx.AddPublication, other))
	same(d, "Publications", get(d, workflow.Tx.Publications), []workflow.Publication{other, p})
	p.Name, p.SourceLang, p.TargetLang = "رباط", "fr", "ar"
	p.Style, p.Archived = workflow.HouseStyle{French: "eu"}, false
	d.do(add(workflow.Tx.UpdatePublication, p))
	same(d, "Publication", get(d, func(tx workflow.Tx) (workflow.Publication, error) {
		return tx.Publication("p1")
	}), p)
}
