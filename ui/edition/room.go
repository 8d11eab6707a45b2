package edition

import (
	"truchement/ui/web"
	"truchement/workflow"
)

type Room struct {
	*web.Server
}

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
