package ui

import "truchement/workflow"

// RoleWord answers a role in the page's language.
func (s *speech) RoleWord(role workflow.Role) string {
	switch role {
	case workflow.Reader:
		return s.T("role.reader")
	case workflow.Translator:
		return s.T("role.translator")
	case workflow.Editor:
		return s.T("role.editor")
	case workflow.Chief:
		return s.T("role.chief")
	}
	return string(role)
}

// ScopeWord answers a token's scope in the page's language.
func (s *speech) ScopeWord(scope workflow.Scope) string {
	switch scope {
	case workflow.ReadScope:
		return s.T("scope.read")
	case workflow.WriteScope:
		return s.T("scope.write")
	case workflow.FullScope:
		return s.T("scope.full")
	}
	return string(scope)
}

// LanguageWord answers the name of a text's language in the page's language; of one that has no
// message, its tag.
func (s *speech) LanguageWord(tag string) string {
	switch tag {
	case "ar":
		return s.T("language.ar")
	case "fr":
		return s.T("language.fr")
	}
	return tag
}

// StateWord answers the word of a state; empty when there is no such state.
func (s *speech) StateWord(state string) string {
	id := map[string]string{
		"initial":    "state.initial",
		"draft":      "state.draft",
		"memory":     "state.memory",
		"machine":    "state.machine",
		"translated": "state.translated",
		"review":     "state.review",
		"reviewed":   "state.reviewed",
		"final":      "state.final",
		"returned":   "state.returned",
		"stale":      "state.stale",
		"late":       "state.late",
	}[state]
	if id == "" {
		return ""
	}
	return s.T(id)
}
