// Package edition has what an article can be downloaded as, and files that come back filled.
package edition

import (
	"truchement/ui/web"
	"truchement/workflow"
)

// Room serves the exports and imports of an article.
type Room struct {
	*web.Server
}

// Routes are the addresses of the room.
func (r *Room) Routes() []web.Route {
	return []web.Route{
		{Method: "GET", Path: "/articles/:id/export", May: workflow.ReadPublished, Handle: r.showExport},
		{Method: "GET", Path: "/articles/:id/export/file", May: workflow.ReadPublished,
			Handle: r.File, Slow: true},
		{Method: "GET", Path: "/articles/:id/import", May: workflow.ImportTargets, Handle: r.showImport},
		{Method: "POST", Path: "/articles/:id/import", May: workflow.ImportTargets,
			Handle: r.importTargets, Limit: web.UploadLimit, Slow: true},
		{Method: "POST", Path: "/articles/:id/import/undo", May: workflow.ImportTargets,
			Handle: r.undoImport},
	}
}
