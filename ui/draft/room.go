// Package draft has the pages of machines that make first drafts: their setting up by a chief, and a draft of an article.
package draft

import (
	"truchement/ui/web"
	"truchement/workflow"
)

// Room serves these pages.
type Room struct {
	*web.Server
}

// Routes are the addresses of the room.
func (r *Room) Routes() []web.Route {
	return []web.Route{
		{Method: "GET", Path: "/publications/:id/machines", May: workflow.ManagePublication, Handle: r.showMachines},
		{Method: "POST", Path: "/publications/:id/machines", May: workflow.ManagePublication, Handle: r.setMachine, Slow: true},
		{Method: "GET", Path: "/articles/:id/draft", May: workflow.Translate, Handle: r.showCosts},
		{Method: "POST", Path: "/articles/:id/draft", May: workflow.Translate, Handle: r.addJob},
		{Method: "GET", Path: "/articles/:id/draft/jobs/:job", May: workflow.Translate, Handle: r.showJob},
	}
}
