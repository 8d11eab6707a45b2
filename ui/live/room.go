// Package live has what happens on the desk while a page is open: the feed of changes as
// Server-Sent Events, and presence, who is in which segment and holds its typing lock.
//
// The hub reads the feed once for all streams of the process, from the store's table, and wakes on
// the store's Watcher. A stream first reads what its client has missed and then what the hub
// sends; one that is too slow is cut, and resumes. Presence is advice: nothing relies on it, since
// every save names the version that it is based on. One tab of a browser holds the stream for all
// (js/live).
package live

import (
	"truchement/ui/web"
	"truchement/workflow"
)

// Room serves the live feed and takes the heartbeats of presence.
type Room struct {
	*web.Server
	hub *hub
}

// Routes are the addresses of the room.
func (r *Room) Routes() []web.Route {
	return []web.Route{
		{Method: "POST", Path: "/articles/:id/presence", May: workflow.ReadDesk, Handle: r.notePresence},
		{Method: "GET", Path: "/live", May: workflow.ReadDesk, Handle: r.Feed, Live: true},
	}
}
