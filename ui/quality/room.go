// Package quality has the report on quality over a period.
package quality

import (
	"truchement/ui/web"
	"truchement/workflow"
)

// Room serves the page of quality.
type Room struct {
	*web.Server
}

// Routes are the addresses of the room.
func (r *Room) Routes() []web.Route {
	return []web.Route{
		{Method: "GET", Path: "/quality", May: workflow.MarkIssues, Handle: r.showQuality},
		{Method: "GET", Path: "/quality/checks", May: workflow.ReviewSegments, Handle: r.showChecks},
		{Method: "GET", Path: "/quality/desk", May: workflow.ReviewSegments, Handle: r.showDesk},
		{Method: "POST", Path: "/quality/desk", May: workflow.ReviewSegments, Handle: r.lookAtDesk},
		{Method: "POST", Path: "/quality/desk/cancel", May: workflow.ReviewSegments, Handle: r.stopLook},
		{Method: "GET", Path: "/quality/file", May: workflow.MarkIssues, Handle: r.qualityFile, Slow: true},
	}
}
