package ui

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"truchement/workflow"
)

func TestChiefAddsAPerson(t *testing.T) {
	n := openNewsroom(t)
	chief := n.as(workflow.Chief)
	n.see(chief.post("/people", "name", "Karim", "email", "chief@desk.test", "role", "translator"),
		http.StatusConflict, "Un compte existe déjà", `value="Karim"`)
	n.see(chief.post("/people", "name", "Karim", "email", "not an address", "role", "translator"),
		422, "n’est pas valable", `value="not an address"`)
	page := n.see(chief.post("/people", "name", "كريم (SB)", "email", "karim@desk.test",
		"role", "translator", "language", "ar"), 200, "Lien pour <bdi>كريم (SB)</bdi>")
	checkData(t, page, "كريم (SB)", "karim@desk.test", "chief@desk.test")
	link := regexp.MustCompile(`http://example\.com(/reset/[^<]+)<`).FindStringSubmatch(page)
	if link == nil {
		t.Fatal("no link on the page")
	}
	karim := n.browser()
	n.see(karim.get(link[1]), 200, "Pour le compte de <bdi>كريم (SB)</bdi>")
	n.see(karim.post(link[1], "password", "123456789012"), 422, "se devine trop facilement")
	w := karim.post(link[1], "password", testPassword)
	n.see(karim.follow(w), 200, "Le mot de passe est enregistré")
	n.see(karim.get(link[1]), http.StatusGone, "Ce lien a déjà servi")
	karim.signIn("karim@desk.test", testPassword)
	n.see(karim.get("/account"), 200, `<html lang="ar" dir="rtl">`)
	n.see(karim.get("/people"), 403)
}

func TestDisabledPeopleAreOut(t *testing.T) {
	n := openNewsroom(t)
	chief, editor := n.as(workflow.Chief), n.as(workflow.Editor)
	id := n.people[workflow.Editor].ID
	w := chief.post("/people/" + id + "/disable")
	n.see(chief.follow(w), 200, "Le compte est désactivé")
	if w := editor.get("/account"); w.Code != http.StatusSeeOther {
		t.Errorf("a disabled editor is still in: %d", w.Code)
	}
	n.see(n.browser().post("/signin", "email", "editor@desk.test", "password", testPassword), 422)
	w = chief.post("/people/" + id + "/enable")
	n.see(chief.follow(w), 200, "Le compte est réactivé.")
	n.as(workflow.Editor)
}

func TestRolesChangeAtOnce(t *testing.T) {
	n := openNewsroom(t)
	chief, editor := n.as(workflow.Chief), n.as(workflow.Editor)
	n.see(editor.get("/people"), 403)
	w := chief.post("/people/"+n.people[workflow.Editor].ID+"/role", "role", "chief")
	n.see(chief.follow(w), 200, "Le rôle est changé.")
	n.see(editor.get("/people"), 200)
	n.see(chief.post("/people/"+n.people[workflow.Editor].ID+"/role", "role", "king"), 422, "Choisissez un rôle.")
	n.see(chief.post("/people/nobody/disable"), 404)
}

func TestTheLastChiefStays(t *testing.T) {
	n := openNewsroom(t)
	chief := n.as(workflow.Chief)
	n.see(chief.post("/people/"+n.people[workflow.Chief].ID+"/role", "role", "reader"),
		422, "dernier chef actif")
	n.see(chief.get("/people"), 200)
}

func TestPublications(t *testing.T) {
	n := openNewsroom(t)
	chief := n.as(workflow.Chief)
	n.see(chief.get("/publications"), 200, "Aucune publication")
	fields := []string{"name", "مجلة <i>الجسر</i>", "source-lang", "ar", "target-lang", "fr",
		"french", "fr-MA", "arabic", "ar-MA", "digits", "latn", "honorifics", "shorten",
		"typing", "ar"}
	page := n.see(chief.follow(chief.post("/publications", fields...)), 200)
	checkData(t, page, "مجلة <i>الجسر</i>")
	id := regexp.MustCompile(`href="/publications/([^"]+)"`).FindStringSubmatch(page)
	if id == nil {
		t.Fatal("the publication is not listed")
	}
	n.see(chief.get("/publications/"+id[1]), 200, `<option value="fr-MA" selected>`,
		`<option value="shorten" selected>`, `value="ar" checked`, `value="fr"  aria-describedby`)
	fields[5] = "ar"
	n.see(chief.post("/publications/"+id[1], fields...), 422, "doivent être différentes",
		`<option value="fr-MA" selected>`)
	fields[5], fields[7] = "fr", "klingon"
	n.see(chief.post("/publications/"+id[1], fields...), 422)
	fields[7] = "fr-CH"
	n.see(chief.follow(chief.post("/publications/"+id[1], append(fields, "archived", "yes")...)), 200, "Archivée")
	n.see(chief.get("/publications/none"), 404)
	n.see(chief.post("/publications", "name", strings.Repeat("x", 81), "source-lang", "ar",
		"target-lang", "fr", "french", "eu", "arabic", "ar-EG", "honorifics", "keep"), 422, "80 caractères")
}
