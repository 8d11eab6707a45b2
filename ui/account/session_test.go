package account_test

import (
	"encoding/base64"
	"encoding/json"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"truchement/ui/uitest"
	"truchement/ui/web"
	"truchement/workflow"
)

func TestSetupMakesTheFirstChief(t *testing.T) {
	n := uitest.EmptyNewsroom(t)
	secret, err := n.Access.Setup(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b := n.Browser()
	n.See(b.Get("/setup/"+secret), 200, "Bienvenue")
	page := n.See(b.Post("/setup/"+secret, "name", "سعاد", "email", "souad@desk.test", "password", "court"),
		422, "au moins 12 caractères", `value="souad@desk.test"`, `value="سعاد"`, `aria-invalid="true"`)
	if strings.Contains(page, `value="court"`) {
		t.Error("the page shows the password")
	}
	w := b.Post("/setup/"+secret, "name", "سعاد", "email", "souad@desk.test", "password", uitest.TestPassword)
	if w.Code != http.StatusSeeOther || b.Cookies["truchement"] == nil {
		t.Fatalf("status %d, cookies %v, want signed in", w.Code, b.Cookies)
	}
	uitest.CheckData(t, n.See(b.Get("/people"), 200, "souad@desk.test"), "سعاد", "souad@desk.test")
	n.See(n.Browser().Get("/setup/"+secret), http.StatusGone, "Ce lien a déjà servi")
	n.See(n.Browser().Get("/setup/guess"), http.StatusGone)
}

func TestSignInSaysTheSameOfAccountAndPassword(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	var pages []string
	for _, email := range []string{"translator@desk.test", "nobody@desk.test"} {
		w := n.Browser().Post("/signin", "email", email, "password", "wrong", "next", "/account")
		page := n.See(w, 422, "Adresse ou mot de passe inexact.", `value="`+email+`"`,
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
	n := uitest.OpenNewsroom(t)
	b := n.Browser()
	status := 0
	for range 12 {
		status = b.Post("/signin", "email", "editor@desk.test", "password", "guess").Code
	}
	if status != http.StatusTooManyRequests {
		t.Fatalf("status after 12 guesses = %d, want 429", status)
	}
	n.See(b.Post("/signin", "email", "editor@desk.test", "password", uitest.TestPassword),
		http.StatusTooManyRequests, "Trop de tentatives")
	n.Clock.Pass(time.Hour)
	b.SignIn("editor@desk.test", uitest.TestPassword)
}

// Guesses at an account keep others out of it, not the browser in which its person has signed in before.
func TestAGuesserKeepsNobodyOut(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	editor := n.As(workflow.Editor)
	editor.Post("/signout")
	stranger := n.Browser()
	guess := func(b *uitest.Browser) int {
		return b.Post("/signin", "email", "editor@desk.test", "password", "guess").Code
	}
	for range 12 {
		guess(stranger)
	}
	editor.Address = stranger.Address // the same office
	editor.SignIn("editor@desk.test", uitest.TestPassword)
	stranger.Cookies["truchement-browser"] = &http.Cookie{Name: "truchement-browser", Value: "AAAA.BBBB"}
	if got := guess(stranger); got != http.StatusTooManyRequests {
		t.Errorf("a forged mark of a browser: status %d, want 429", got)
	}
	for range 12 {
		guess(editor)
	}
	if got := guess(editor); got != http.StatusTooManyRequests {
		t.Errorf("guesses in the browser itself: status %d, want 429", got)
	}
}

func TestSessionCookie(t *testing.T) {
	for _, tt := range []struct {
		name   string
		secure bool
	}{{"truchement", false}, {"__Host-truchement", true}} {
		t.Run(tt.name, func(t *testing.T) {
			n := uitest.OpenNewsroom(t)
			n.Config.Secure = tt.secure
			b := n.As(workflow.Translator)
			c := b.Cookies[tt.name]
			if c == nil || !c.HttpOnly || c.Secure != tt.secure || c.Path != "/" ||
				c.SameSite != http.SameSiteLaxMode || c.Domain != "" {
				t.Errorf("cookie = %+v", c)
			}
			w := b.Get("/account")
			want := ""
			if tt.secure {
				want = "max-age=31536000"
			}
			if got := w.Header().Get("Strict-Transport-Security"); got != want {
				t.Errorf("Strict-Transport-Security = %q, want %q", got, want)
			}
		})
	}
}

func TestSignedOutReadersComeBack(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	b := n.Browser()
	w := b.Get("/account?x=1")
	if got, want := w.Header().Get("Location"), "/signin?next=%2Faccount%3Fx%3D1"; got != want {
		t.Fatalf("sent to %q, want %q", got, want)
	}
	n.See(b.Follow(w), 200, `name="next" value="/account?x=1"`)
	w = b.Post("/signin", "email", "editor@desk.test", "password", uitest.TestPassword, "next", "/account?x=1")
	n.See(b.Follow(w), 200, "Mon compte")
	for _, next := range []string{"https://evil.example/", "//evil.example", "/\\evil.example"} {
		w := n.Browser().Post("/signin", "email", "editor@desk.test", "password", uitest.TestPassword, "next", next)
		if got := w.Header().Get("Location"); got != "/" {
			t.Errorf("next %q sent to %q", next, got)
		}
		w = b.Get("/signin?next=" + url.QueryEscape(next))
		if got := w.Header().Get("Location"); w.Code != http.StatusSeeOther || got != "/" {
			t.Errorf("signed in, next %q sent to %q", next, got)
		}
	}
	n.See(n.Browser().Post("/account", "name", "x"), http.StatusUnauthorized,
		"Votre session est terminée", "Rien n’a été enregistré", `href="/signin"`)
}

// A notice comes from a cookie, which anyone may have set: its form stays on this server, and its
// text is text.
func TestForgedNoticeIsHarmless(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	b := n.As(workflow.Translator)
	for path, want := range map[string]bool{"/batches/1/undo": true, "https://evil.example/": false,
		"//evil.example/": false, "javascript:alert(1)": false} {
		notice, err := json.Marshal(web.Notice{Kind: "ok", Text: "<script>1</script>",
			Undo: &web.UndoForm{Path: path}})
		if err != nil {
			t.Fatal(err)
		}
		b.Cookies["truchement-notice"] = &http.Cookie{Name: "truchement-notice",
			Value: base64.RawURLEncoding.EncodeToString(notice)}
		page := n.See(b.Get("/account"), 200, "&lt;script&gt;")
		if got := strings.Contains(page, `action="`+html.EscapeString(path)+`"`); got != want {
			t.Errorf("%s: form there = %t, want %t", path, got, want)
		}
	}
}

func TestSignOutEndsTheSession(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	b := n.As(workflow.Translator)
	stolen := *b.Cookies["truchement"]
	w := b.Post("/signout")
	if got := w.Header().Get("Clear-Site-Data"); !strings.Contains(got, "storage") {
		t.Errorf("Clear-Site-Data = %q", got)
	}
	n.See(b.Follow(w), 200, "Vous êtes déconnecté.")
	thief := n.Browser()
	thief.Cookies["truchement"] = &stolen
	if w := thief.Get("/account"); w.Code != http.StatusSeeOther {
		t.Errorf("the old cookie opens the account: %d", w.Code)
	}
}

func TestLanguageOfPages(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	b := n.Browser()
	b.Header.Set("Accept-Language", "en")
	n.See(b.Get("/signin?next=%2Faccount"), 200, `<html lang="en" dir="ltr">`, "lang=ar&amp;next=%2Faccount")
	n.See(b.Get("/signin?lang=ar&next=%2Faccount"), 200, `<html lang="ar" dir="rtl">`,
		`name="next" value="/account"`)
	n.See(b.Get("/signin"), 200, `<html lang="ar" dir="rtl">`)
	b.SignIn("chief@desk.test", uitest.TestPassword)
	n.See(b.Get("/account"), 200, `<html lang="fr" dir="ltr">`)
	w := b.Post("/account", "name", "سعاد", "language", "ar", "digits", "arab")
	n.See(b.Follow(w), 200, `<html lang="ar" dir="rtl">`, "حُفظت إعداداتك.", "٢٨")
	n.See(b.Post("/account", "name", "", "language", "ar", "digits", ""), 422, "أدخل اسمًا")
	delete(b.Cookies, "truchement")
	n.See(b.Post("/account", "name", "x"), 401, `<html lang="ar" dir="rtl">`)
	b.SignIn("chief@desk.test", uitest.TestPassword)
	n.See(b.Post("/account", "name", "x", "language", "xx", "digits", ""), 422)
}

func TestPasswordChangeEndsOtherAccess(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	here, there := n.As(workflow.Editor), n.As(workflow.Editor)
	n.See(here.Post("/account/password", "old", "not this", "password", "une autre phrase longue"),
		422, "Le mot de passe actuel est inexact.")
	w := here.Post("/account/password", "old", uitest.TestPassword, "password", "une autre phrase longue")
	n.See(here.Follow(w), 200, "Le mot de passe est changé")
	if w := there.Get("/account"); w.Code != http.StatusSeeOther {
		t.Errorf("the other session still opens the account: %d", w.Code)
	}
}

func TestTokensOpenTheAPIAndNothingElse(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	n.Add(web.Route{Method: "GET", Path: "/api/v1/t", May: workflow.ReadDesk,
		Handle: func(c *web.Call) error { return c.String(200, string(c.Actor.Role)) }},
		web.Route{Method: "GET", Path: "/api/v1/people", May: workflow.ManagePeople,
			Handle: func(c *web.Call) error { return c.String(200, "people") }})
	b := n.As(workflow.Chief)
	page := n.See(b.Post("/account/tokens", "name", "محرّر الموقع", "scope", "read", "days", "30"),
		200, "Copiez-le maintenant")
	uitest.CheckData(t, page, "محرّر الموقع", "Firefox/140")
	secret := regexp.MustCompile(`id="secret"[^>]*>([^<]+)<`).FindStringSubmatch(page)
	if secret == nil {
		t.Fatal("the secret is not on the page")
	}
	if strings.Contains(b.Get("/account").Body.String(), secret[1]) {
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
		{"by another scheme", "/api/v1/t", "Basic " + secret[1], 401},
		{"basic", "/api/v1/t", "Basic eDp5", 401},
		{"none", "/api/v1/t", "", 401},
		{"on a page", "/account", "Bearer " + secret[1], 303},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := httptest.NewRequest("GET", tt.path, nil)
			r.Header.Set("Authorization", tt.header)
			if w := n.Browser().Send(r); w.Code != tt.want {
				t.Errorf("status = %d, want %d: %s", w.Code, tt.want, w.Body)
			}
		})
	}
	id := regexp.MustCompile(`/account/grants/([^/"]+)/revoke`).FindAllStringSubmatch(page, -1)
	w := b.Post("/account/grants/" + id[len(id)-1][1] + "/revoke")
	n.See(b.Follow(w), 200, "L’accès est fermé.")
	r := httptest.NewRequest("GET", "/api/v1/t", nil)
	r.Header.Set("Authorization", "Bearer "+secret[1])
	if w := n.Browser().Send(r); w.Code != 401 {
		t.Errorf("a revoked token still opens: %d", w.Code)
	}
}

func TestSignOutClears(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	for keep, want := range map[string]string{"": `"cache", "storage"`, "yes": `"cache"`} {
		w := n.As(workflow.Translator).Post("/signout", "keep", keep)
		if got := w.Header().Get("Clear-Site-Data"); got != want || w.Code != http.StatusSeeOther {
			t.Errorf("keep %q: status %d, Clear-Site-Data = %q, want %q", keep, w.Code, got, want)
		}
	}
}
