// Package desk has the home of each person (their day, or the board), the board and the list of
// articles, the moves between columns, and the work of the whole desk.
package desk

import (
	"truchement/ui/web"
	"truchement/workflow"
)

// Room serves the desk.
type Room struct {
	*web.Server
}

// Routes are the addresses of the room.
func (r *Room) Routes() []web.Route {
	return []web.Route{
		{Method: "GET", Path: "/", May: workflow.ReadPublished, Handle: r.showHome},
		{Method: "POST", Path: "/home", May: workflow.Assign, Handle: r.chooseHome},
		{Method: "GET", Path: "/day", May: workflow.ReadDesk, Handle: r.showDay},
		{Method: "GET", Path: "/board", May: workflow.ReadDesk, Handle: r.showBoard},
		{Method: "GET", Path: "/load", May: workflow.ReadDesk, Handle: r.showLoad},
		{Method: "GET", Path: "/due", May: workflow.ReadDesk, Handle: r.sayDue},
		{Method: "GET", Path: "/articles/:id/move", May: workflow.ReadDesk, Handle: r.showMove},
		{Method: "POST", Path: "/articles/:id/move", May: workflow.Translate, Handle: r.moveArticle},
	}
}
