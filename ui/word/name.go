package word

import (
	"truchement/workflow"
	"truchement/workflow/bitext"
)

// names are the words of roles, states and kinds.
type names struct{ messages }

// BlockWord answers a kind of block in the page's language.
func (s *names) BlockWord(kind bitext.BlockKind) string {
	id := map[bitext.BlockKind]string{
		bitext.Headline: "block.headline", bitext.Deck: "block.deck", bitext.Byline: "block.byline",
		bitext.Paragraph: "block.paragraph", bitext.Heading: "block.heading",
		bitext.Quote: "block.quote", bitext.ListItem: "block.listitem",
		bitext.Caption: "block.caption", bitext.Kicker: "block.kicker",
	}[kind]
	if id == "" {
		return string(kind)
	}
	return s.T(id)
}

// GapWord says what an article lacks. count is how many segments it is.
func (s *names) GapWord(kind workflow.GapKind, count int) string {
	id := map[workflow.GapKind]string{
		workflow.GapUntranslated: "gap.untranslated", workflow.GapReturned: "gap.returned",
		workflow.GapStale: "gap.stale", workflow.GapUnreviewed: "gap.unreviewed",
		workflow.GapMissingCodes: "gap.missing-codes", workflow.GapOpenComments: "gap.open-comments",
		workflow.GapOwnApprovals: "gap.own-approvals",
	}[kind]
	if id == "" {
		return s.T("gap.retracted")
	}
	return s.T(id, "Count", count)
}

// StageWord answers a stage in the page's language.
func (s *names) StageWord(stage workflow.Stage) string {
	switch stage {
	case workflow.Arrived:
		return s.T("stage.arrived")
	case workflow.Translating:
		return s.T("stage.translating")
	case workflow.Reviewing:
		return s.T("stage.reviewing")
	case workflow.Ready:
		return s.T("stage.ready")
	case workflow.Published:
		return s.T("stage.published")
	case workflow.Blocked:
		return s.T("stage.blocked")
	}
	return string(stage)
}

// UrgencyWord is an urgency in a word; empty when it is normal.
func (s *names) UrgencyWord(u workflow.Urgency) string {
	switch u {
	case workflow.Urgent:
		return s.T("urgency.urgent")
	case workflow.Flash:
		return s.T("urgency.flash")
	}
	return ""
}

// RoleWord answers a role in the page's language.
func (s *names) RoleWord(role workflow.Role) string {
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
func (s *names) ScopeWord(scope workflow.Scope) string {
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
func (s *names) LanguageWord(tag string) string {
	switch tag {
	case "ar":
		return s.T("language.ar")
	case "fr":
		return s.T("language.fr")
	}
	return tag
}

// StateWord answers the word of a state; empty when there is no such state.
func (s *names) StateWord(state string) string {
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
