package people

import (
	"truchement/ui/web"
	"truchement/workflow"
)

type Room struct {
	*web.Server
}

func (r *Room) Routes() []web.Route {
	return []web.Route{
		{Method: "GET", Path: "/people", May: workflow.ManagePeople, Handle: r.showPeople},
		{Method: "POST", Path: "/people", May: workflow.ManagePeople, Handle: r.addPerson},
		{Method: "POST", Path: "/people/:id/role", May: workflow.ManagePeople, Handle: r.changeRole},
		{Method: "POST", Path: "/people/:id/link", May: workflow.ManagePeople, Handle: r.makeLink},
		{Method: "POST", Path: "/people/:id/disable", May: workflow.ManagePeople, Handle: r.disablePerson},
		{Method: "POST", Path: "/people/:id/enable", May: workflow.ManagePeople, Handle: r.enablePerson},
	}
}
