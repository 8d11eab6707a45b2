package bench

import (
	"truchement/ui/review"
	"truchement/ui/web"
	"truchement/workflow"
)

type Room struct {
	*web.Server
	Review *review.Room
}

func (r *Room) Routes() []web.Route {
	routes := []web.Route{
		{Method: "GET", Path: "/articles/:id/bench", May: workflow.ReadDesk, Handle: r.showBench},
		{Method: "GET", Path: "/articles/:id/preview", May: workflow.ReadDesk, Handle: r.showPreview},
		{Method: "GET", Path: "/articles/:id/comments", May: workflow.ReadDesk, Handle: r.showComments},
		{Method: "POST", Path: "/articles/:id/comments", May: workflow.Discuss, Handle: r.addComment},
		{Method: "POST", Path: "/segments/:id/issues", May: workflow.MarkIssues, Handle: r.markIssue},
		{Method: "POST", Path: "/issues/:id", May: workflow.MarkIssues, Handle: r.changeIssue},
		{Method: "POST", Path: "/issues/:id/withdraw", May: workflow.MarkIssues, Handle: r.withdrawIssue},
		{Method: "GET", Path: "/segments/:id", May: workflow.ReadDesk, Handle: r.showSegment},
		{Method: "POST", Path: "/segments/:id", May: workflow.Translate,
			Handle: r.saveSegment, SignedOut: r.keepTyped},
		{Method: "GET", Path: "/segments/:id/cut", May: workflow.ReadDesk, Handle: r.showSplit},
		{Method: "POST", Path: "/segments/:id/cut", May: workflow.RecutSegments, Handle: r.splitSegment},
		{Method: "POST", Path: "/segments/:id/restore", May: workflow.Translate, Handle: r.restoreChange},
		{Method: "POST", Path: "/segments/:id/comments", May: workflow.Discuss, Handle: r.addSegmentComment},
		{Method: "POST", Path: "/comments/:id/resolve", May: workflow.Discuss, Handle: r.resolveComment},
		{Method: "POST", Path: "/comments/:id/reopen", May: workflow.Discuss, Handle: r.reopenComment},
		{Method: "POST", Path: "/batches/:id/undo", May: workflow.Translate, Handle: r.undoBatch},
	}
	for _, t := range tabs() {
		routes = append(routes, web.Route{Method: "GET", Path: "/segments/:id/" + t.name,
			May: workflow.ReadDesk, Handle: r.showTab(t.name)})
	}
	return routes
}
