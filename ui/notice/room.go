// Package notice has the list of a person's notices, and the bell on every page that counts them.
package notice

import (
	"truchement/ui/web"
	"truchement/workflow"
)

// Room serves the notices.
type Room struct {
	*web.Server
}

// Routes are the addresses of the room.
func (r *Room) Routes() []web.Route {
	return []web.Route{
		{Method: "GET", Path: "/notices", May: workflow.ManageSelf, Handle: r.showNotices},
		{Method: "GET", Path: "/notices/bell", May: workflow.ManageSelf, Handle: r.showBell},
		{Method: "GET", Path: "/notices/names", May: workflow.Discuss, Handle: r.showNames},
		{Method: "POST", Path: "/notices/read", May: workflow.ManageSelf, Handle: r.markAll},
		{Method: "POST", Path: "/notices/:id", May: workflow.ManageSelf, Handle: r.openNotice},
		{Method: "POST", Path: "/notices/:id/read", May: workflow.ManageSelf, Handle: r.markNotice},
	}
}
