package intake

import (
	"truchement/ui/web"
	"truchement/workflow"
)

type Room struct {
	*web.Server
}

func (r *Room) Routes() []web.Route {
	return []web.Route{
		{Method: "GET", Path: "/articles/new", May: workflow.AddArticles, Handle: r.showIntake},
		{Method: "POST", Path: "/articles/new", May: workflow.AddArticles,
			Handle: r.addArticle, Limit: web.UploadLimit, Slow: true},
	}
}
