// Package status has the state of the desk, for those who look after it.
package status

import (
	"truchement/ui/web"
	"truchement/workflow"
)

// Room serves the page of the state.
type Room struct {
	*web.Server
}

// Routes are the addresses of the room.
func (r *Room) Routes() []web.Route {
	return []web.Route{{Method: "GET", Path: "/status", May: workflow.ManagePeople, Handle: r.showStatus}}
}
