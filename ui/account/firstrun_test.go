package account_test

import (
	"strings"
	"testing"

	"truchement/ui/uitest"
	"truchement/workflow"
)

// The sign-in page of a desk without a chief says where the set-up link is.
func TestFirstPageNamesTheLink(t *testing.T) {
	n := uitest.EmptyNewsroom(t)
	b := n.Browser()
	page := n.See(b.Follow(b.Get("/")), 200, "Première ouverture", "dans le terminal")
	if strings.Contains(page, `name="password"`) {
		t.Error("the page asks for the password of an account that nobody has")
	}
	b.Header.Set("Accept-Language", "ar")
	n.See(b.Get("/signin"), 200, "أول تشغيل")

	settled := uitest.OpenNewsroom(t)
	page = settled.See(settled.Browser().Get("/signin"), 200, `name="password"`)
	if strings.Contains(page, "Première ouverture") {
		t.Error("a desk with a chief names the link")
	}
}

// From the link to the first article: each step ticks itself off, and the list goes with the last.
func TestFirstStepsTickThemselvesOff(t *testing.T) {
	n := uitest.EmptyNewsroom(t)
	secret, err := n.Access.Setup(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b := n.Browser()
	w := b.Post("/setup/"+secret, "name", "سعاد", "email", "souad@desk.test", "password", uitest.TestPassword)
	steps := func(page string) int {
		_, list, found := strings.Cut(page, `class="steps"`)
		if !found {
			return -1
		}
		list, _, _ = strings.Cut(list, "</ol>")
		return strings.Count(list, "<a ")
	}
	check := func(page string, want int) {
		t.Helper()
		if got := steps(page); got != want {
			t.Errorf("%d steps are open, want %d", got, want)
		}
	}
	check(n.See(b.Follow(w), 200, "Pour commencer", "truchement serve --demo"), 3)
	if w := b.Post("/publications", "name", "L’Écho", "source-lang", "ar", "target-lang", "fr",
		"french", "fr-FR", "arabic", "ar-MA", "honorifics", "keep"); w.Code != 303 {
		t.Fatal(w.Body)
	}
	check(n.See(b.Get("/"), 200), 2)
	n.See(b.Post("/people", "name", "كريم", "email", "karim@desk.test", "role", "translator",
		"language", "ar"), 200)
	check(n.See(b.Get("/"), 200, "Pour commencer"), 1)

	other := n.Browser()
	other.SignIn("souad@desk.test", uitest.TestPassword)
	check(n.See(other.Get("/"), 200), 1)
	check(n.See(other.Follow(other.Post("/account/first-steps")), 200), -1) // put away
	check(n.See(b.Get("/"), 200), 1)

	v, err := n.Access.People(t.Context(), workflow.Operator())
	if err != nil || len(v) != 2 {
		t.Fatal(v, err)
	}
	for _, p := range v {
		if p.Role == workflow.Chief {
			n.People[workflow.Chief] = p
		}
	}
	n.AddArticle(uitest.ArabicArticle, 0)
	check(n.See(b.Get("/"), 200), -1)
}

// Only those who can take the steps see them.
func TestFirstStepsAreForChiefs(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	for _, role := range workflow.Roles() {
		b := n.As(role)
		home := b.Get("/")
		if role == workflow.Reader {
			home = b.Follow(home)
		}
		page := n.See(home, 200)
		if got := strings.Contains(page, `id="first-steps"`); got != (role == workflow.Chief) {
			t.Errorf("%s sees the first steps: %t", role, got)
		}
	}
}
