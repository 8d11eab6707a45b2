package ui

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"truchement/workflow"
)

// Every route is tried as every role and as nobody. Whoever the permission table does not let in
// is refused before the handler runs; whoever it does is never refused for their role.
func TestRoutesKeepToThePermissionTable(t *testing.T) {
	n := openNewsroom(t)
	browsers := map[workflow.Role]*browser{"": n.browser()}
	for _, role := range workflow.Roles() {
		browsers[role] = n.as(role)
	}
	for _, r := range n.allRoutes() {
		for role, b := range browsers {
			actor := workflow.Actor{Person: n.people[role], Scope: workflow.FullScope}
			allowed := r.may == anyone || role != "" && actor.Can(r.may)
			if allowed && r.live {
				continue // an answer without end has its own test
			}
			name := r.method + " " + r.path + " as " + string(role)
			t.Run(name, func(t *testing.T) { checkRoute(t, b, r, role, allowed) })
		}
	}
}

func checkRoute(t *testing.T, b *browser, r route, role workflow.Role, allowed bool) {
	t.Helper()
	// A copy: signing out must not change who asks next.
	alone := b.n.browser()
	for name, c := range b.cookies {
		alone.cookies[name] = c
	}
	path := regexp.MustCompile(`:\w+`).ReplaceAllString(r.path, "none")
	w := alone.send(httptest.NewRequest(r.method, path, strings.NewReader("")))
	refused := w.Code == http.StatusUnauthorized || w.Code == http.StatusForbidden ||
		w.Code == http.StatusSeeOther && (strings.HasPrefix(w.Header().Get("Location"), "/signin?next=") ||
			r.path == "/" && w.Header().Get("Location") == "/signin")
	switch {
	case !allowed && !refused:
		t.Errorf("status %d, want a refusal", w.Code)
	case allowed && refused:
		t.Errorf("status %d, though %s may %s", w.Code, role, r.may)
	case w.Code >= http.StatusInternalServerError:
		t.Errorf("status %d\n%s", w.Code, w.Body)
	}
	if r.path == "/signout" && allowed {
		signInAgain(b, role)
	}
}

func signInAgain(b *browser, role workflow.Role) {
	b.n.t.Helper()
	b.cookies = b.n.as(role).cookies
}

// State changes only by unsafe methods, which the cross-origin check covers.
func TestRoutesAreSound(t *testing.T) {
	seen := map[string]bool{}
	verb := regexp.MustCompile(`/(add|edit|save|delete|remove|end|revoke|disable|enable|approve|return|` +
		`publish|claim|assign|undo|split|merge)$`)
	for _, r := range openNewsroom(t).allRoutes() {
		key := r.method + " " + r.path
		if seen[key] {
			t.Errorf("%s stands twice", key)
		}
		seen[key] = true
		if r.handle == nil {
			t.Errorf("%s has no handler", key)
		}
		if r.method == http.MethodGet && verb.MatchString(r.path) {
			t.Errorf("%s changes something by GET", key)
		}
	}
}
