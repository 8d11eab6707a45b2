// Package review has an article as its editor sees it: decisions on segments one by one or many at once, and
// the queue of what waits.
package review

import (
	"truchement/ui/web"
	"truchement/workflow"
)

// Room serves the review.
type Room struct {
	*web.Server
}

// Routes are the addresses of the room.
func (r *Room) Routes() []web.Route {
	return []web.Route{
		{Method: "GET", Path: "/articles/:id/review", May: workflow.ReviewSegments, Handle: r.showReview},
		{Method: "POST", Path: "/articles/:id/review/preview", May: workflow.ReviewSegments,
			Handle: r.previewReview, Limit: web.ManyLimit},
		{Method: "POST", Path: "/articles/:id/review", May: workflow.ReviewSegments,
			Handle: r.reviewMany, Limit: web.ManyLimit},
		{Method: "POST", Path: "/segments/:id/review", May: workflow.ReviewSegments, Handle: r.reviewSegment},
		{Method: "GET", Path: "/review", May: workflow.ReviewSegments, Handle: r.showQueue},
	}
}
