package ui

import "truchement/workflow"

// RoleWord answers a role in the page's language.
func (b base) RoleWord(role workflow.Role) string {
	switch role {
	case workflow.Reader:
		return b.T("role.reader")
	case workflow.Translator:
		return b.T("role.translator")
	case workflow.Editor:
		return b.T("role.editor")
	case workflow.Chief:
		return b.T("role.chief")
	}
	return string(role)
}

// ScopeWord answers a token's scope in the page's language.
func (b base) ScopeWord(scope workflow.Scope) string {
	switch scope {
	case workflow.ReadScope:
		return b.T("scope.read")
	case workflow.WriteScope:
		return b.T("scope.write")
	case workflow.FullScope:
		return b.T("scope.full")
	}
	return string(scope)
}

// LanguageWord answers the name of a text's language in the page's language; of one that has no
// message, its tag.
func (b base) LanguageWord(tag string) string {
	switch tag {
	case "ar":
		return b.T("language.ar")
	case "fr":
		return b.T("language.fr")
	}
	return tag
}
