// Package termbase has the concepts of the termbase: to look through them, add, edit and remove them, settle
// what translators propose and what the memory suggests, see where terms are used, and bring files in and
// hand them out.
package termbase

import (
	"truchement/ui/web"
	"truchement/workflow"
)

// Room serves the pages of the termbase.
type Room struct{ *web.Server }

// Routes are the addresses of the room. Who proposes terms may edit and withdraw their own proposals: which
// concepts are theirs is for the use cases to say.
func (r *Room) Routes() []web.Route {
	const (
		read    = workflow.ReadDesk
		propose = workflow.ProposeTerms
		manage  = workflow.ManageTerms
	)
	return []web.Route{
		{Method: "GET", Path: "/termbase", May: read, Handle: r.showConcepts},
		{Method: "POST", Path: "/termbase/concepts", May: propose, Handle: r.addConcept},
		{Method: "GET", Path: "/termbase/concepts/:id", May: read, Handle: r.showConcept},
		{Method: "POST", Path: "/termbase/concepts/:id", May: propose, Handle: r.editConcept},
		{Method: "POST", Path: "/termbase/remove", May: manage, Handle: r.removeConcepts},
		{Method: "POST", Path: "/termbase/undo", May: propose, Handle: r.undoEdits},
		{Method: "GET", Path: "/termbase/changes/:id", May: manage, Handle: r.showChange},
		{Method: "POST", Path: "/termbase/changes/:id/cancel", May: manage, Handle: r.cancelChange},
		{Method: "GET", Path: "/termbase/proposals", May: read, Handle: r.showProposals},
		{Method: "POST", Path: "/termbase/proposals/:id/accept", May: manage, Handle: r.acceptProposal},
		{Method: "POST", Path: "/termbase/proposals/:id/decline", May: propose, Handle: r.declineProposal},
		{Method: "GET", Path: "/termbase/suggestions", May: propose, Handle: r.showSuggestions},
		{Method: "POST", Path: "/termbase/suggestions/accept", May: propose, Handle: r.acceptSuggestion},
		{Method: "POST", Path: "/termbase/suggestions/decline", May: manage, Handle: r.declineSuggestion},
		{Method: "GET", Path: "/termbase/file", May: read, Handle: r.exportConcepts, Slow: true},
		{Method: "GET", Path: "/termbase/import", May: manage, Handle: r.showImports},
		{Method: "POST", Path: "/termbase/import", May: manage, Handle: r.tryFile, Limit: web.UploadLimit, Slow: true},
		{Method: "GET", Path: "/termbase/import/:id", May: manage, Handle: r.showImport},
		{Method: "POST", Path: "/termbase/import/:id", May: manage, Handle: r.startImport},
		{Method: "POST", Path: "/termbase/import/:id/cancel", May: manage, Handle: r.cancelImport},
	}
}
