// Package edition has the editions that are published, for readers and for those who have a link; what
// an article can be downloaded as, and files that come back filled.
package edition

import (
	"truchement/ui/web"
	"truchement/workflow"
)

// Room serves the exports and imports of an article.
type Room struct {
	*web.Server
	fonts fonts
}

// Routes are the addresses of the room.
func (r *Room) Routes() []web.Route {
	return []web.Route{
		{Method: "GET", Path: "/editions", May: workflow.ReadPublished, Handle: r.showEditions},
		{Method: "GET", Path: "/editions/:id", May: workflow.ReadPublished, Handle: r.showEdition},
		{Method: "GET", Path: "/editions/fonts/:name", May: web.Anyone, Handle: r.showFont},
		{Method: "GET", Path: "/editions/:id/file", May: workflow.ReadPublished,
			Handle: r.publishedFile, Slow: true},
		{Method: "GET", Path: "/editions/:id/links", May: workflow.ShareEditions, Handle: r.showLinks},
		{Method: "POST", Path: "/editions/:id/links", May: workflow.ShareEditions, Handle: r.addLink},
		{Method: "POST", Path: "/editions/:id/links/:share/revoke", May: workflow.ShareEditions,
			Handle: r.revokeLink},
		{Method: "GET", Path: "/collection", May: workflow.ReadPublished, Handle: r.showCollection, Slow: true},
		{Method: "GET", Path: "/collection/file", May: workflow.ReadPublished, Handle: r.collectionFile, Slow: true},
		{Method: "POST", Path: "/collection/jobs", May: workflow.ReadPublished, Handle: r.addBook, Slow: true},
		{Method: "GET", Path: "/collection/jobs/:job", May: workflow.ReadPublished, Handle: r.showOrder},
		{Method: "GET", Path: "/collection/jobs/:job/file", May: workflow.ReadPublished,
			Handle: r.orderFile, Slow: true},
		{Method: "GET", Path: "/e/:secret", May: web.Anyone, Handle: r.showShared},
		{Method: "GET", Path: "/e/:secret/frame", May: web.Anyone, Handle: r.showFramed},
		{Method: "GET", Path: "/robots.txt", May: web.Anyone, Handle: r.showRobots},
		{Method: "GET", Path: "/articles/:id/export", May: workflow.ReadPublished, Handle: r.showExport},
		{Method: "GET", Path: "/articles/:id/export/file", May: workflow.ReadPublished,
			Handle: r.File, Slow: true},
		{Method: "GET", Path: "/articles/:id/export/preview", May: workflow.ReadDesk,
			Handle: r.showPreview, Slow: true},
		{Method: "POST", Path: "/articles/:id/export/jobs", May: workflow.ReadPublished, Handle: r.addOrder},
		{Method: "GET", Path: "/articles/:id/export/jobs/:job", May: workflow.ReadPublished, Handle: r.showOrder},
		{Method: "GET", Path: "/articles/:id/export/jobs/:job/file", May: workflow.ReadPublished,
			Handle: r.orderFile, Slow: true},
		{Method: "GET", Path: "/articles/:id/import", May: workflow.ImportTargets, Handle: r.showImport},
		{Method: "POST", Path: "/articles/:id/import", May: workflow.ImportTargets,
			Handle: r.importTargets, Limit: web.UploadLimit, Slow: true},
		{Method: "POST", Path: "/articles/:id/import/undo", May: workflow.ImportTargets,
			Handle: r.undoImport},
	}
}
