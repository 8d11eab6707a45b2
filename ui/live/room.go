package live

import (
	"truchement/ui/web"
	"truchement/workflow"
)

type Room struct {
	*web.Server
	hub *hub
}

func (r *Room) Routes() []web.Route {
	return []web.Route{
		{Method: "POST", Path: "/articles/:id/presence", May: workflow.ReadDesk, Handle: r.notePresence},
		{Method: "GET", Path: "/live", May: workflow.ReadDesk, Handle: r.Feed, Live: true},
	}
}
