package workflow_test

import (
	"strings"
	"testing"

	"truchement/workflow"
)

// actor is a person of a role who came with a scope.
func actor(role workflow.Role, scope workflow.Scope) workflow.Actor {
	return workflow.Actor{Person: workflow.Person{ID: "p", Role: role}, Scope: scope}
}

// TestPermissionTable asks every verb of every role with every scope. Each line lists the roles
// that may, lowest first, and the smallest scope.
func TestPermissionTable(t *testing.T) {
	all := []workflow.Role{workflow.Reader, workflow.Translator, workflow.Editor, workflow.Chief}
	scopes := []workflow.Scope{workflow.ReadScope, workflow.WriteScope, workflow.FullScope}
	for _, c := range []struct {
		verb   workflow.Verb
		roles  string
		scopes string
	}{
		{workflow.ReadPublished, "reader translator editor chief", "read write full"},
		{workflow.ReadDesk, "translator editor chief", "read write full"},
		{workflow.AddArticles, "translator editor chief", "write full"},
		{workflow.Translate, "translator editor chief", "write full"},
		{workflow.RecutSegments, "translator editor chief", "write full"},
		{workflow.Discuss, "translator editor chief", "write full"},
		{workflow.Assign, "editor chief", "write full"},
		{workflow.ReviewSegments, "editor chief", "write full"},
		{workflow.MarkIssues, "editor chief", "write full"},
		{workflow.CorrectSource, "editor chief", "write full"},
		{workflow.ImportTargets, "translator editor chief", "write full"},
		{workflow.AlignTexts, "translator editor chief", "write full"},
		{workflow.Publish, "editor chief", "write full"},
		{workflow.ShareEditions, "editor chief", "write full"},
		{workflow.ManageMemory, "editor chief", "write full"},
		{workflow.ManageTerms, "editor chief", "write full"},
		{workflow.ProposeTerms, "translator editor chief", "write full"},
		{workflow.ManagePeople, "chief", "full"},
		{workflow.ManagePublication, "chief", "full"},
		{workflow.ManageSelf, "reader translator editor chief", "full"},
	} {
		t.Run(string(c.verb), func(t *testing.T) {
			var roles, byScope []string
			for _, role := range all {
				if actor(role, workflow.FullScope).Can(c.verb) {
					roles = append(roles, string(role))
				}
			}
			for _, scope := range scopes {
				if actor(workflow.Chief, scope).Can(c.verb) {
					byScope = append(byScope, string(scope))
				}
			}
			if got := strings.Join(roles, " "); got != c.roles {
				t.Errorf("roles that may: %s, want %s", got, c.roles)
			}
			if got := strings.Join(byScope, " "); got != c.scopes {
				t.Errorf("scopes that may: %s, want %s", got, c.scopes)
			}
		})
	}
}

func TestCanRefusesWhatTheTableDoesNotHold(t *testing.T) {
	disabled := actor(workflow.Chief, workflow.FullScope)
	disabled.Disabled = true
	for _, c := range []struct {
		name string
		who  workflow.Actor
		verb workflow.Verb
	}{
		{"a disabled person", disabled, workflow.ReadPublished},
		{"a verb that is not in the table", actor(workflow.Chief, workflow.FullScope), "delete"},
		{"the empty verb", actor(workflow.Chief, workflow.FullScope), ""},
		{"an unknown role", actor("owner", workflow.FullScope), workflow.ReadPublished},
		{"no role", actor("", workflow.FullScope), workflow.ReadPublished},
		{"an unknown scope", actor(workflow.Chief, "admin"), workflow.ReadPublished},
		{"no scope", actor(workflow.Chief, ""), workflow.ReadPublished},
		{"a high role with a small scope", actor(workflow.Chief, workflow.ReadScope),
			workflow.Translate},
		{"a full scope with a low role", actor(workflow.Reader, workflow.FullScope),
			workflow.Translate},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.who.Can(c.verb) {
				t.Errorf("may %s", c.verb)
			}
		})
	}
}

func TestMaySaysWhyNot(t *testing.T) {
	for _, c := range []struct {
		name string
		who  workflow.Actor
		verb workflow.Verb
		kind workflow.Kind
		id   string
	}{
		{"signed out", workflow.Actor{}, workflow.ReadPublished, workflow.Unauthorized,
			"error.signed-out"},
		{"signed out, with a role all the same",
			workflow.Actor{Person: workflow.Person{Role: workflow.Chief}, Scope: workflow.FullScope},
			workflow.ReadPublished, workflow.Unauthorized, "error.signed-out"},
		{"a translator who reviews", actor(workflow.Translator, workflow.FullScope),
			workflow.ReviewSegments, workflow.Forbidden, "error.forbidden"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := c.who.May(c.verb)
			if workflow.KindOf(err) != c.kind || idOf(err) != c.id {
				t.Errorf("got %v, want %s %s", err, c.kind, c.id)
			}
		})
	}
	if err := actor(workflow.Editor, workflow.WriteScope).May(workflow.ReviewSegments); err != nil {
		t.Errorf("an editor may not review: %v", err)
	}
	err := actor(workflow.Reader, workflow.FullScope).May(workflow.Publish)
	var e *workflow.Error
	if !asError(err, &e) || e.Args["Verb"] != "publish" {
		t.Errorf("got %v, want the verb named", err)
	}
}

func TestRolesAndScopesRankInOrder(t *testing.T) {
	for i, r := range []workflow.Role{"nobody", workflow.Reader, workflow.Translator,
		workflow.Editor, workflow.Chief} {
		if got := r.Rank(); got != i {
			t.Errorf("role %s ranks %d, want %d", r, got, i)
		}
	}
	for i, s := range []workflow.Scope{"nothing", workflow.ReadScope, workflow.WriteScope,
		workflow.FullScope} {
		if got := s.Rank(); got != i {
			t.Errorf("scope %s ranks %d, want %d", s, got, i)
		}
	}
}

func TestRolesListsEveryRoleOnce(t *testing.T) {
	seen := map[workflow.Role]int{}
	for _, r := range workflow.Roles() {
		seen[r]++
		if r.Rank() == 0 {
			t.Errorf("role %q has no rank", r)
		}
	}
	if len(seen) != 4 || len(workflow.Roles()) != 4 {
		t.Errorf("roles %v, want four, each once", workflow.Roles())
	}
}

// TestOperatorMayWhatAChiefMay holds for every verb: a person who can open the data folder may do it.
func TestOperatorMayWhatAChiefMay(t *testing.T) {
	for _, v := range []workflow.Verb{workflow.ReadDesk, workflow.Translate, workflow.Publish,
		workflow.ManagePeople, workflow.ManagePublication, workflow.ManageSelf} {
		if err := workflow.Operator().May(v); err != nil {
			t.Errorf("%s: %v", v, err)
		}
	}
}
