// Package audit has the ledger of the desk, for those who manage people.
package audit

import (
	"truchement/ui/web"
	"truchement/workflow"
)

// Room serves the page of the ledger and its files.
type Room struct {
	*web.Server
}

// Routes are the addresses of the room.
func (r *Room) Routes() []web.Route {
	return []web.Route{
		{Method: "GET", Path: "/audit", May: workflow.ManagePeople, Handle: r.showLedger},
		{Method: "GET", Path: "/audit/file", May: workflow.ManagePeople, Handle: r.ledgerFile},
	}
}
