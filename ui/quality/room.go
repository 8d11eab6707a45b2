package quality

import (
	"truchement/ui/web"
	"truchement/workflow"
)

type Room struct {
	*web.Server
}

func (r *Room) Routes() []web.Route {
	return []web.Route{
		{Method: "GET", Path: "/quality", May: workflow.MarkIssues, Handle: r.showQuality},
		{Method: "GET", Path: "/quality/file", May: workflow.MarkIssues, Handle: r.qualityFile, Slow: true},
	}
}
