package people_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"truchement/ui/uitest"
	"truchement/workflow"
	"truchement/workflow/access"
)

// A chief ends a session and a token of another, changes their address, and at last erases them: pages and ledger show a
// pseudonym from then on.
func TestChiefEndsAndErases(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	chief, editor := n.As(workflow.Chief), n.As(workflow.Editor)
	one := n.People[workflow.Editor]
	path := "/people/" + one.ID
	n.See(editor.Get(path), 403)
	if _, err := n.Access.CreateToken(t.Context(), n.Actor(workflow.Editor),
		access.NewToken{Name: "CMS <1>", Scope: workflow.ReadScope}); err != nil {
		t.Fatal(err)
	}
	page := n.See(chief.Get(path), 200, "CMS &lt;1&gt;", "editor@desk.test")
	uitest.CheckData(t, page, one.Name, "editor@desk.test")
	for _, m := range regexp.MustCompile(`action="([^"]+/revoke)"`).FindAllStringSubmatch(page, -1) {
		w := chief.Post(m[1])
		n.See(chief.Follow(w), 200, "L’accès est fermé")
	}
	n.See(chief.Get(path), 200, "Aucun jeton", "Aucune session ouverte")
	if w := editor.Get("/account"); w.Code != http.StatusSeeOther {
		t.Errorf("an ended session is still in: %d", w.Code)
	}
	n.See(chief.Post(path+"/email", "email", "translator@desk.test"), 409, "Un compte existe déjà")
	n.See(chief.Follow(chief.Post(path+"/email", "email", "leila@desk.test")), 200, "leila@desk.test")
	n.See(n.Browser().Post("/signin", "email", "editor@desk.test", "password", uitest.TestPassword), 422)

	n.See(chief.Post(path+"/erase", "confirm", "editor@desk.test"), 422, "Ce n’est pas l’adresse du compte")
	page = n.See(chief.Follow(chief.Post(path+"/erase", "confirm", "leila@desk.test")), 200, "La personne est effacée", "P-")
	for _, where := range []string{path, "/people", "/audit"} {
		page += n.See(chief.Get(where), 200)
	}
	for _, format := range []string{"jsonl", "csv"} {
		page += chief.Get("/audit/file?format=" + format).Body.String()
	}
	for _, gone := range []string{one.Name, "leila@desk.test", "editor@desk.test"} {
		if strings.Contains(page, gone) {
			t.Errorf("%q is still shown", gone)
		}
	}
	n.See(chief.Post("/people/"+one.ID+"/enable"), 422, "a été effacée")
	n.See(chief.Get("/audit?kind=person.erased&check=1"), 200, "Personne effacée", "Journal intact")
}

func TestPersonChangesTheirAddress(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	b := n.As(workflow.Editor)
	n.See(b.Post("/account/email", "email", "new@desk.test", "confirm", "not the password"), 422, `value="new@desk.test"`)
	n.See(b.Follow(b.Post("/account/email", "email", "new@desk.test", "confirm", uitest.TestPassword)), 200,
		"L’adresse est changée", "new@desk.test")
	n.See(n.Browser().Post("/signin", "email", "editor@desk.test", "password", uitest.TestPassword), 422)
}
