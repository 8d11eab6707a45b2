package publication

import (
	"truchement/ui/web"
	"truchement/workflow"
)

type Room struct {
	*web.Server
}

func (r *Room) Routes() []web.Route {
	return []web.Route{
		{Method: "GET", Path: "/publications", May: workflow.ManagePublication, Handle: r.showPublications},
		{Method: "POST", Path: "/publications", May: workflow.ManagePublication, Handle: r.addPublication},
		{Method: "GET", Path: "/publications/:id", May: workflow.ManagePublication,
			Handle: r.showPublication},
		{Method: "POST", Path: "/publications/:id", May: workflow.ManagePublication,
			Handle: r.savePublication},
		{Method: "GET", Path: "/publications/:id/rules", May: workflow.ManagePublication,
			Handle: r.showRules},
		{Method: "POST", Path: "/publications/:id/rules", May: workflow.ManagePublication,
			Handle: r.changeRules, Limit: rulesLimit, Slow: true},
		{Method: "GET", Path: "/publications/:id/rules/file", May: workflow.ManagePublication,
			Handle: r.exportRules},
	}
}
