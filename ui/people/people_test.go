package people_test

import (
	"net/http"
	"regexp"
	"testing"

	"truchement/ui/uitest"
	"truchement/workflow"
)

func TestChiefAddsAPerson(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	chief := n.As(workflow.Chief)
	n.See(chief.Post("/people", "name", "Karim", "email", "chief@desk.test", "role", "translator"),
		http.StatusConflict, "Un compte existe déjà", `value="Karim"`)
	n.See(chief.Post("/people", "name", "Karim", "email", "not an address", "role", "translator"),
		422, "n’est pas valable", `value="not an address"`)
	page := n.See(chief.Post("/people", "name", "كريم (SB)", "email", "karim@desk.test",
		"role", "translator", "language", "ar"), 200, "Lien pour <bdi>كريم (SB)</bdi>")
	uitest.CheckData(t, page, "كريم (SB)", "karim@desk.test", "chief@desk.test")
	link := regexp.MustCompile(`http://example\.com(/reset/[^<]+)<`).FindStringSubmatch(page)
	if link == nil {
		t.Fatal("no link on the page")
	}
	karim := n.Browser()
	n.See(karim.Get(link[1]), 200, "Pour le compte de <bdi>كريم (SB)</bdi>")
	n.See(karim.Post(link[1], "password", "123456789012"), 422, "se devine trop facilement")
	w := karim.Post(link[1], "password", uitest.TestPassword)
	n.See(karim.Follow(w), 200, "حُفظت كلمة مرورك", `<html lang="ar" dir="rtl">`) // and is signed in
	n.See(n.Browser().Get(link[1]), http.StatusGone, "Ce lien a déjà servi")
	n.See(karim.Get("/account"), 200, `<html lang="ar" dir="rtl">`)
	n.See(karim.Get("/people"), 403)
}

func TestDisabledPeopleAreOut(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	chief, editor := n.As(workflow.Chief), n.As(workflow.Editor)
	id := n.People[workflow.Editor].ID
	w := chief.Post("/people/" + id + "/disable")
	n.See(chief.Follow(w), 200, "Le compte est désactivé")
	if w := editor.Get("/account"); w.Code != http.StatusSeeOther {
		t.Errorf("a disabled editor is still in: %d", w.Code)
	}
	n.See(n.Browser().Post("/signin", "email", "editor@desk.test", "password", uitest.TestPassword), 422)
	w = chief.Post("/people/" + id + "/enable")
	n.See(chief.Follow(w), 200, "Le compte est réactivé.")
	n.As(workflow.Editor)
}

func TestRolesChangeAtOnce(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	chief, editor := n.As(workflow.Chief), n.As(workflow.Editor)
	n.See(editor.Get("/people"), 403)
	w := chief.Post("/people/"+n.People[workflow.Editor].ID+"/role", "role", "chief")
	n.See(chief.Follow(w), 200, "Le rôle est changé.")
	n.See(editor.Get("/people"), 200)
	n.See(chief.Post("/people/"+n.People[workflow.Editor].ID+"/role", "role", "king"), 422, "Rôle inconnu", "king", "translator, editor, chief, reader")
	n.See(chief.Post("/people/nobody/disable"), 404)
}

func TestTheLastChiefStays(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	chief := n.As(workflow.Chief)
	n.See(chief.Post("/people/"+n.People[workflow.Chief].ID+"/role", "role", "reader"),
		422, "dernier compte actif de la rédaction en chef")
	n.See(chief.Get("/people"), 200)
}
