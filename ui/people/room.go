// Package people has the accounts of the desk, for those who manage them.
package people

import (
	"truchement/ui/web"
	"truchement/workflow"
)

// Room serves the page of people.
type Room struct {
	*web.Server
}

// Routes are the addresses of the room.
func (r *Room) Routes() []web.Route {
	return []web.Route{
		{Method: "GET", Path: "/people", May: workflow.ManagePeople, Handle: r.showPeople},
		{Method: "POST", Path: "/people", May: workflow.ManagePeople, Handle: r.addPerson},
		{Method: "GET", Path: "/people/:id", May: workflow.ManagePeople, Handle: r.showPerson},
		{Method: "POST", Path: "/people/:id/email", May: workflow.ManagePeople, Handle: r.changeEmail},
		{Method: "POST", Path: "/people/:id/grants/:grant/revoke", May: workflow.ManagePeople, Handle: r.revokeGrant},
		{Method: "POST", Path: "/people/:id/erase", May: workflow.ManagePeople, Handle: r.erasePerson},
		{Method: "POST", Path: "/people/:id/role", May: workflow.ManagePeople, Handle: r.changeRole},
		{Method: "POST", Path: "/people/:id/link", May: workflow.ManagePeople, Handle: r.makeLink},
		{Method: "POST", Path: "/people/:id/disable", May: workflow.ManagePeople, Handle: r.disablePerson},
		{Method: "POST", Path: "/people/:id/enable", May: workflow.ManagePeople, Handle: r.enablePerson},
	}
}
