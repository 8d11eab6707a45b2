// Package article has the page of an article, and the corrections of its source.
//
// The page is a bar and the text. The bar shows the stage of the article and offers its reader the
// one next step that is theirs (step.go); who works on it, what it lacks and its facts unfold from
// it. The tools of a paragraph are in the page once: tools.js puts them where the reader is, and
// without script ?b=<block> shows them there.
package article

import (
	"truchement/ui/web"
	"truchement/workflow"
)

// Room serves the page of an article.
type Room struct {
	*web.Server
}

// Routes are the addresses of the room.
func (r *Room) Routes() []web.Route {
	return []web.Route{
		{Method: "GET", Path: "/articles/:id", May: workflow.ReadPublished, Handle: r.showArticle},
		{Method: "POST", Path: "/articles/:id", May: workflow.Assign, Handle: r.saveArticle},
		{Method: "POST", Path: "/articles/:id/blocks/:block/kind", May: workflow.AddArticles,
			Handle: r.setBlockKind},
		{Method: "POST", Path: "/articles/:id/sign", May: workflow.Publish, Handle: r.signArticle},
		{Method: "POST", Path: "/articles/:id/publish", May: workflow.Publish, Handle: r.publishArticle},
		{Method: "POST", Path: "/articles/:id/retract", May: workflow.CorrectSource,
			Handle: r.retractArticle},
		{Method: "GET", Path: "/articles/:id/compare", May: workflow.CorrectSource, Handle: r.showCompare},
		{Method: "POST", Path: "/articles/:id/compare", May: workflow.CorrectSource,
			Handle: r.compareSource, Limit: web.UploadLimit, Slow: true},
		{Method: "GET", Path: "/articles/:id/segments/:segment/correct", May: workflow.CorrectSource,
			Handle: r.showCorrection},
		{Method: "POST", Path: "/articles/:id/segments/:segment/correct", May: workflow.CorrectSource,
			Handle: r.correctSource},
		{Method: "POST", Path: "/articles/:id/assignments", May: workflow.Assign, Handle: r.assignSegments},
		{Method: "POST", Path: "/articles/:id/claim", May: workflow.Translate, Handle: r.claimSegments},
		{Method: "POST", Path: "/articles/:id/assignments/:assignment/hand-over", May: workflow.Translate,
			Handle: r.handOver},
		{Method: "POST", Path: "/articles/:id/assignments/:assignment/take-back", May: workflow.Translate,
			Handle: r.takeBack},
	}
}
