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
	d.must(step(workflow.Tx.AddPerson, want))
	checkEqual(d, "Person", view(d, func(tx workflow.Tx) (workflow.Person, error) {
		return tx.Person("p1")
	}), want)

	want.Name, want.Email, want.Role, want.Disabled = "Amina", "a@example.org", workflow.Reader, false
	want.Language, want.Digits, want.Password = "fr", "", ""
	want.Keys = keymap.Choice{}
	d.must(step(workflow.Tx.UpdatePerson, want))
	checkEqual(d, "PersonByEmail", view(d, func(tx workflow.Tx) (workflow.Person, error) {
		return tx.PersonByEmail("a@example.org")
	}), want)

	other := person("p2")
	other.Email = want.Email
	err := d.try(step(workflow.Tx.AddPerson, other))
	checkKind(d, "AddPerson with a taken e-mail", err, workflow.Conflict)
	if !errors.Is(err, &workflow.Error{ID: "person.email-taken"}) {
		d.Errorf("AddPerson with a taken e-mail: %v", err)
	}
	other.Email = "p2@example.org"
	d.must(step(workflow.Tx.AddPerson, other))
	other.Email = want.Email
	checkKind(d, "UpdatePerson to a taken e-mail", d.try(step(workflow.Tx.UpdatePerson, other)),
		workflow.Conflict)
}

func testPeopleAreSortedByName(d *desk) {
	for i, name := range []string{"Zoé", "élise", "Ahmed", "Emile", "يوسف", "أحمد"} {
		p := person(string(rune('a' + i)))
		p.Name = name
		d.must(step(workflow.Tx.AddPerson, p))
	}
	var got []string
	for _, p := range view(d, workflow.Tx.People) {
		got = append(got, p.Name)
	}
	checkEqual(d, "People", got, []string{"Ahmed", "élise", "Emile", "Zoé", "أحمد", "يوسف"})
}

// testIDsAreSortedByBytes has people of one name, whose order is that of their ids:
// neither engine may sort by the rules of a language.
func testIDsAreSortedByBytes(d *desk) {
	for _, id := range []string{"b", "é", "B", "a-c", "ab", "_"} {
		p := person(id)
		p.Name = "A"
		d.must(step(workflow.Tx.AddPerson, p))
	}
	var got []string
	for _, p := range view(d, workflow.Tx.People) {
		got = append(got, p.ID)
	}
	checkEqual(d, "People", got, []string{"B", "_", "a-c", "ab", "b", "é"})
}

func testGrants(d *desk) {
	d.must(step(workflow.Tx.AddPerson, person("amina")), step(workflow.Tx.AddPerson, person("luc")))
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
		d.must(step(workflow.Tx.AddGrant, g))
	}
	byHash := func(g workflow.Grant) workflow.Grant {
		return view(d, func(tx workflow.Tx) (workflow.Grant, error) {
			kept, p, err := tx.GrantByHash(g.Kind, g.Hash)
			if err == nil && g.Person != "" {
				var own workflow.Person
				own, err = tx.Person(g.Person)
				checkEqual(d, "the person of a grant", p, own)
			}
			if g.Person == "" && p.ID != "" {
				d.Errorf("a grant of no person has %q", p.ID)
			}
			return kept, err
		})
	}
	for _, g := range []workflow.Grant{first, second, token, setup, luc} {
		checkEqual(d, "GrantByHash", byHash(g), g)
	}
	again := grant("g6", "luc", workflow.SessionGrant, 1)
	checkKind(d, "AddGrant with a hash that is there", d.try(step(workflow.Tx.AddGrant, again)),
		workflow.Conflict)

	second.Used, second.Address, second.Expires = at(50), "::1", at(500)
	changed := second
	changed.Name, changed.Scope = "not to be written", workflow.FullScope
	d.must(step(workflow.Tx.UseGrant, changed))
	sessions := func(person string) []workflow.Grant {
		return view(d, func(tx workflow.Tx) ([]workflow.Grant, error) {
			return tx.Grants(person, workflow.SessionGrant)
		})
	}
	checkEqual(d, "Grants", sessions("amina"), []workflow.Grant{second, first})

	d.must(step(workflow.Tx.RemoveGrant, "g1"))
	checkEqual(d, "Grants after RemoveGrant", sessions("amina"), []workflow.Grant{second})
	d.must(func(tx workflow.Tx) error { return tx.RemoveGrants("amina", workflow.SessionGrant) })
	checkEqual(d, "Grants after RemoveGrants", sessions("amina"), []workflow.Grant{})
	checkEqual(d, "Grants of somebody else", sessions("luc"), []workflow.Grant{luc})
	checkEqual(d, "a grant of another kind", byHash(token), token)
	d.must(func(tx workflow.Tx) error { return tx.RemoveGrants("", workflow.SessionGrant) })
	checkEqual(d, "Grants of a person after those of none went", sessions("luc"), []workflow.Grant{luc})
	d.must(func(tx workflow.Tx) error { return tx.RemoveGrants("", workflow.SetupGrant) })
	err := d.try(func(tx workflow.Tx) error {
		_, _, err := tx.GrantByHash(workflow.SetupGrant, setup.Hash)
		return err
	})
	checkKind(d, "a removed set-up grant", err, workflow.NotFound)
}

func testPublications(d *desk) {
	p := workflow.Publication{
		ID: "p1", Name: "Rabat", SourceLang: "ar", TargetLang: "fr", Created: at(1), Archived: true,
		Style: workflow.HouseStyle{French: "fr-MA", Arabic: "ar-MA", Digits: "latn", Honorifics: "keep"},
	}
	other := workflow.Publication{ID: "p2", Name: "Ère", SourceLang: "fr", TargetLang: "ar"}
	d.must(step(workflow.Tx.AddPublication, p), step(workflow.Tx.AddPublication, other))
	checkEqual(d, "Publications", view(d, workflow.Tx.Publications), []workflow.Publication{other, p})
	p.Name, p.SourceLang, p.TargetLang = "رباط", "fr", "ar"
	p.Style, p.Archived = workflow.HouseStyle{French: "eu"}, false
	d.must(step(workflow.Tx.UpdatePublication, p))
	checkEqual(d, "Publication", view(d, func(tx workflow.Tx) (workflow.Publication, error) {
		return tx.Publication("p1")
	}), p)
}
