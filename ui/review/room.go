package review

import (
	"truchement/ui/web"
	"truchement/workflow"
)

type Room struct {
	*web.Server
}

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
