package ui

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"truchement/workflow"
)

func TestSetupMakesTheFirstChief(t *testing.T) {
	n := emptyNewsroom(t)
	secret, err := n.desk.Setup(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b := n.browser()
	n.see(b.get("/setup/"+secret), 200, "Bienvenue")
	page := n.see(b.post("/setup/"+secret, "name", "سعاد", "email", "souad@desk.test", "password", "court"),
		422, "au moins 12 caractères", `value="souad@desk.test"`, `value="سعاد"`, `aria-invalid="true"`)
	if strings.Contains(page, `value="court"`) {
		t.Error("the page shows the password")
	}
	w := b.post("/setup/"+secret, "name", "سعاد", "email", "souad@desk.test", "password", testPassword)
	if w.Code != http.StatusSeeOther || b.cookies["truchement"] == nil {
		t.Fatalf("status %d, cookies %v, want signed in", w.Code, b.cookies)
	}
	checkData(t, n.see(b.get("/people"), 200, "souad@desk.test"), "سعاد", "souad@desk.test")
	n.see(n.browser().get("/setup/"+secret), http.StatusGone, "Ce lien a déjà servi")
	n.see(n.browser().get("/setup/guess"), http.StatusGone)
}

func TestSignInSaysTheSameOfAccountAndPassword(t *testing.T) {
	n := openNewsroom(t)
	var pages []string
	for _, email := range []string{"translator@desk.test", "nobody@desk.test"} {
		w := n.browser().post("/signin", "email", email, "password", "wrong", "next", "/account")
		page := n.see(w, 422, "Adresse ou mot de passe inexact.", `value="`+email+`"`,
			`name="next" value="/account"`)
		pages = append(pages, strings.ReplaceAll(page, email, ""))
		if len(w.Result().Cookies()) != 0 {
			t.Errorf("%s: cookies %v", email, w.Result().Cookies())
		}
	}
	if pages[0] != pages[1] {
		t.Error("the pages for a wrong password and an unknown account differ")
	}
}

func TestSignInIsLimited(t *testing.T) {
	n := openNewsroom(t)
	b := n.browser()
	status := 0
	for range 12 {
		status = b.post("/signin", "email", "editor@desk.test", "password", "guess").Code
	}
	if status != http.StatusTooManyRequests {
		t.Fatalf("status after 12 guesses = %d, want 429", status)
	}
	n.see(b.post("/signin", "email", "editor@desk.test", "password", testPassword),
		http.StatusTooManyRequests, "Trop de tentatives")
	n.clock.pass(time.Hour)
	b.signIn("editor@desk.test", testPassword)
}

func TestSessionCookie(t *testing.T) {
	for _, tt := range []struct {
		name   string
		secure bool
	}{{"truchement", false}, {"__Host-truchement", true}} {
		t.Run(tt.name, func(t *testing.T) {
			n := openNewsroom(t)
			n.Config.Secure = tt.secure
			b := n.as(workflow.Translator)
			c := b.cookies[tt.name]
			if c == nil || !c.HttpOnly || c.Secure != tt.secure || c.Path != "/" ||
				c.SameSite != http.SameSiteLaxMode || c.Domain != "" {
				t.Errorf("cookie = %+v", c)
			}
			w := b.get("/account")
			if got := w.Header().Get("Strict-Transport-Security") != ""; got != tt.secure {
				t.Errorf("HSTS there = %t, want %t", got, tt.secure)
			}
		})
	}
}

func TestSignedOutReadersComeBack(t *testing.T) {
	n := openNewsroom(t)
	b := n.browser()
	w := b.get("/account?x=1")
	if got, want := w.Header().Get("Location"), "/signin?next=%2Faccount%3Fx%3D1"; got != want {
		t.Fatalf("sent to %q, want %q", got, want)
	}
	n.see(b.follow(w), 200, `name="next" value="/account?x=1"`)
	w = b.post("/signin", "email", "editor@desk.test", "password", testPassword, "next", "/account?x=1")
	n.see(b.follow(w), 200, "Mon compte")
	for _, next := range []string{"https://evil.example/", "//evil.example", "/\\evil.example"} {
		w := n.browser().post("/signin", "email", "editor@desk.test", "password", testPassword, "next", next)
		if got := w.Header().Get("Location"); got != "/" {
			t.Errorf("next %q sent to %q", next, got)
		}
	}
	n.see(n.browser().post("/account", "name", "x"), http.StatusUnauthorized,
		"Votre session est terminée", "Rien n’a été enregistré", `href="/signin"`)
}

func TestSignOutEndsTheSession(t *testing.T) {
	n := openNewsroom(t)
	b := n.as(workflow.Translator)
	stolen := *b.cookies["truchement"]
	w := b.post("/signout")
	if got := w.Header().Get("Clear-Site-Data"); !strings.Contains(got, "storage") {
		t.Errorf("Clear-Site-Data = %q", got)
	}
	n.see(b.follow(w), 200, "Vous êtes déconnecté.")
	thief := n.browser()
	thief.cookies["truchement"] = &stolen
	if w := thief.get("/account"); w.Code != http.StatusSeeOther {
		t.Errorf("the old cookie opens the account: %d", w.Code)
	}
}

func TestLanguageOfPages(t *testing.T) {
	n := openNewsroom(t)
	b := n.browser()
	b.header.Set("Accept-Language", "en")
	n.see(b.get("/signin?next=%2Faccount"), 200, `<html lang="en" dir="ltr">`, "lang=ar&amp;next=%2Faccount")
	n.see(b.get("/signin?lang=ar&next=%2Faccount"), 200, `<html lang="ar" dir="rtl">`,
		`name="next" value="/account"`)
	n.see(b.get("/signin"), 200, `<html lang="ar" dir="rtl">`)
	b.signIn("chief@desk.test", testPassword)
	n.see(b.get("/account"), 200, `<html lang="fr" dir="ltr">`)
	w := b.post("/account", "name", "سعاد", "language", "ar", "digits", "arab")
	n.see(b.follow(w), 200, `<html lang="ar" dir="rtl">`, "حُفظت إعداداتك.", "٢٨")
	n.see(b.post("/account", "name", "", "language", "ar", "digits", ""), 422, "أدخل اسمًا")
	delete(b.cookies, "truchement")
	n.see(b.post("/account", "name", "x"), 401, `<html lang="ar" dir="rtl">`)
	b.signIn("chief@desk.test", testPassword)
	n.see(b.post("/account", "name", "x", "language", "xx", "digits", ""), 422)
}

func TestPasswordChangeEndsOtherAccess(t *testing.T) {
	n := openNewsroom(t)
	here, there := n.as(workflow.Editor), n.as(workflow.Editor)
	n.see(here.post("/account/password", "old", "not this", "password", "une autre phrase longue"),
		422, "Le mot de passe actuel est inexact.")
	w := here.post("/account/password", "old", testPassword, "password", "une autre phrase longue")
	n.see(here.follow(w), 200, "Le mot de passe est changé")
	if w := there.get("/account"); w.Code != http.StatusSeeOther {
		t.Errorf("the other session still opens the account: %d", w.Code)
	}
}

func TestTokensOpenTheAPIAndNothingElse(t *testing.T) {
	n := openNewsroom(t)
	n.add(route{method: "GET", path: "/api/v1/t", may: workflow.ReadDesk,
		handle: func(c *call) error { return c.String(200, string(c.actor.Role)) }},
		route{method: "GET", path: "/api/v1/people", may: workflow.ManagePeople,
			handle: func(c *call) error { return c.String(200, "people") }})
	b := n.as(workflow.Chief)
	page := n.see(b.post("/account/tokens", "name", "محرّر الموقع", "scope", "read", "days", "30"),
		200, "Copiez-le maintenant")
	checkData(t, page, "محرّر الموقع", "Firefox/140")
	secret := regexp.MustCompile(`id="secret"[^>]*>([^<]+)<`).FindStringSubmatch(page)
	if secret == nil {
		t.Fatal("the secret is not on the page")
	}
	if strings.Contains(b.get("/account").Body.String(), secret[1]) {
		t.Error("the secret is shown twice")
	}
	tests := []struct {
		name, path, header string
		want               int
	}{
		{"token", "/api/v1/t", "Bearer " + secret[1], 200},
		{"lower case", "/api/v1/t", "bearer " + secret[1], 200},
		{"beyond its scope", "/api/v1/people", "Bearer " + secret[1], 403},
		{"wrong", "/api/v1/t", "Bearer x", 401},
		{"basic", "/api/v1/t", "Basic eDp5", 401},
		{"none", "/api/v1/t", "", 401},
		{"on a page", "/account", "Bearer " + secret[1], 303},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := httptest.NewRequest("GET", tt.path, nil)
			r.Header.Set("Authorization", tt.header)
			if w := n.browser().send(r); w.Code != tt.want {
				t.Errorf("status = %d, want %d: %s", w.Code, tt.want, w.Body)
			}
		})
	}
	id := regexp.MustCompile(`/account/grants/([^/"]+)/revoke`).FindAllStringSubmatch(page, -1)
	w := b.post("/account/grants/" + id[len(id)-1][1] + "/revoke")
	n.see(b.follow(w), 200, "L’accès est fermé.")
	r := httptest.NewRequest("GET", "/api/v1/t", nil)
	r.Header.Set("Authorization", "Bearer "+secret[1])
	if w := n.browser().send(r); w.Code != 401 {
		t.Errorf("a revoked token still opens: %d", w.Code)
	}
}
