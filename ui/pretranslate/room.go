// Package pretranslate has the page of what the memory has for an article, and of filling its empty
// segments with it.
package pretranslate

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
		{Method: "GET", Path: "/articles/:id/pretranslate", May: workflow.Translate, Handle: r.showReport},
		{Method: "GET", Path: "/articles/:id/pretranslate/file", May: workflow.Translate, Handle: r.reportFile},
		{Method: "POST", Path: "/articles/:id/pretranslate", May: workflow.Translate, Handle: r.addJob},
		{Method: "GET", Path: "/articles/:id/pretranslate/jobs/:job", May: workflow.Translate, Handle: r.showJob},
	}
}
