// Package intake has how a new article is taken in: from typed text or a file, with a preview.
package intake

import (
	"truchement/ui/web"
	"truchement/workflow"
)

// Room serves the form for a new article.
type Room struct {
	*web.Server
}

// Routes are the addresses of the room.
func (r *Room) Routes() []web.Route {
	return []web.Route{
		{Method: "GET", Path: "/articles/new", May: workflow.AddArticles, Handle: r.showIntake},
		{Method: "POST", Path: "/articles/new", May: workflow.AddArticles,
			Handle: r.addArticle, Limit: web.UploadLimit, Slow: true},
	}
}
