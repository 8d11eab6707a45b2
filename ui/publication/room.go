// Package publication has publications: their house style, their quality scheme and their rules of sentences.
package publication

import (
	"truchement/ui/web"
	"truchement/workflow"
)

// Room serves the pages of publications.
type Room struct {
	*web.Server
}

// Routes are the addresses of the room.
func (r *Room) Routes() []web.Route {
	return []web.Route{
		{Method: "GET", Path: "/publications", May: workflow.ManagePublication, Handle: r.showPublications},
		{Method: "POST", Path: "/publications", May: workflow.ManagePublication, Handle: r.addPublication},
		{Method: "GET", Path: "/publications/look", May: workflow.ManagePublication, Handle: r.showLook},
		{Method: "GET", Path: "/publications/:id", May: workflow.ManagePublication,
			Handle: r.showPublication},
		{Method: "POST", Path: "/publications/:id", May: workflow.ManagePublication,
			Handle: r.savePublication},
		{Method: "GET", Path: "/publications/:id/logo", May: workflow.ManagePublication, Handle: r.showLogo},
		{Method: "POST", Path: "/publications/:id/logo", May: workflow.ManagePublication, Handle: r.setLogo,
			Limit: logoLimit},
		{Method: "POST", Path: "/publications/:id/logo/remove", May: workflow.ManagePublication,
			Handle: r.removeLogo},
		{Method: "GET", Path: "/publications/:id/checks", May: workflow.ManagePublication, Handle: r.showChecks},
		{Method: "POST", Path: "/publications/:id/checks", May: workflow.ManagePublication, Handle: r.setChecks},
		{Method: "GET", Path: "/publications/:id/rules", May: workflow.ManagePublication,
			Handle: r.showRules},
		{Method: "POST", Path: "/publications/:id/rules", May: workflow.ManagePublication,
			Handle: r.changeRules, Limit: rulesLimit, Slow: true},
		{Method: "GET", Path: "/publications/:id/rules/file", May: workflow.ManagePublication,
			Handle: r.exportRules},
	}
}
