package ui_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"truchement/ui/uitest"
	"truchement/ui/web"
	"truchement/workflow"
)

// Every route is tried as every role and as nobody. Whoever the permission table does not let in
// is refused before the handler runs; whoever it does is never refused for their role.
func TestRoutesKeepToThePermissionTable(t *testing.T) {
	n := uitest.OpenNewsroom(t)
	browsers := map[workflow.Role]*uitest.Browser{"": n.Browser()}
	for _, role := range workflow.Roles() {
		browsers[role] = n.As(role)
	}
	for _, r := range n.AllRoutes() {
		for role, b := range browsers {
			actor := workflow.Actor{Person: n.People[role], Scope: workflow.FullScope}
			allowed := r.May == web.Anyone || role != "" && actor.Can(r.May)
			if allowed && r.Live {
				continue // an answer without end has its own test
			}
			name := r.Method + " " + r.Path + " as " + string(role)
			t.Run(name, func(t *testing.T) { checkRoute(t, b, r, role, allowed) })
		}
	}
}

func checkRoute(t *testing.T, b *uitest.Browser, r web.Route, role workflow.Role, allowed bool) {
	t.Helper()
	// A copy: signing out must not change who asks next.
	alone := b.N.Browser()
	for name, c := range b.Cookies {
		alone.Cookies[name] = c
	}
	path := regexp.MustCompile(`:\w+`).ReplaceAllString(r.Path, "none")
	w := alone.Send(httptest.NewRequest(r.Method, path, strings.NewReader("")))
	refused := w.Code == http.StatusUnauthorized || w.Code == http.StatusForbidden ||
		w.Code == http.StatusSeeOther && (strings.HasPrefix(w.Header().Get("Location"), "/signin?next=") ||
			r.Path == "/" && w.Header().Get("Location") == "/signin")
	switch {
	case !allowed && !refused:
		t.Errorf("status %d, want a refusal", w.Code)
	case allowed && refused:
		t.Errorf("status %d, though %s may %s", w.Code, role, r.May)
	case w.Code >= http.StatusInternalServerError:
		t.Errorf("status %d\n%s", w.Code, w.Body)
	}
	if r.Path == "/signout" && allowed {
		signInAgain(b, role)
	}
}

func signInAgain(b *uitest.Browser, role workflow.Role) {
	b.N.TB.Helper()
	b.Cookies = b.N.As(role).Cookies
}

// State changes only by unsafe methods, which the cross-origin check covers.
func TestRoutesAreSound(t *testing.T) {
	seen := map[string]bool{}
	verb := regexp.MustCompile(`/(add|edit|save|delete|remove|end|revoke|disable|enable|approve|return|` +
		`publish|claim|assign|undo|split|merge)$`)
	for _, r := range uitest.OpenNewsroom(t).AllRoutes() {
		key := r.Method + " " + r.Path
		if seen[key] {
			t.Errorf("%s stands twice", key)
		}
		seen[key] = true
		if r.Handle == nil {
			t.Errorf("%s has no handler", key)
		}
		if r.Method == http.MethodGet && verb.MatchString(r.Path) {
			t.Errorf("%s changes something by GET", key)
		}
	}
}

// TestPermissionsOfRoutes compares the verb that each route asks for with a list that a person has
// read, testdata/permissions.txt. A route that is new or opens to others is added or changed there.
func TestPermissionsOfRoutes(t *testing.T) {
	text, err := os.ReadFile("testdata/permissions.txt")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range uitest.EmptyNewsroom(t).AllRoutes() {
		verb := string(r.May)
		if r.May == web.Anyone {
			verb = "anyone"
		}
		got = append(got, verb+" "+r.Method+" "+r.Path)
	}
	slices.Sort(got)
	want := strings.Split(strings.TrimSpace(string(text)), "\n")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("routes are open to others than testdata/permissions.txt says (-want +got):\n%s", diff)
	}
}
