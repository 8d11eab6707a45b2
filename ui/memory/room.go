// Package memory has the units of the memory: to look through them, edit and remove them, settle
// those that contradict or repeat each other, bring in files and hand them out.
package memory

import (
	"truchement/ui/web"
	"truchement/workflow"
)

// Room serves the pages of the memory.
type Room struct{ *web.Server }

// Routes are the addresses of the room.
func (r *Room) Routes() []web.Route {
	const (
		read   = workflow.ReadDesk
		manage = workflow.ManageMemory
	)
	return []web.Route{
		{Method: "GET", Path: "/memory", May: read, Handle: r.showUnits},
		{Method: "GET", Path: "/memory/file", May: read, Handle: r.exportUnits, Slow: true},
		{Method: "POST", Path: "/memory/remove", May: manage, Handle: r.removeUnits},
		{Method: "POST", Path: "/memory/undo", May: manage, Handle: r.undoEdits},
		{Method: "GET", Path: "/memory/changes/:id", May: manage, Handle: r.showChange},
		{Method: "POST", Path: "/memory/changes/:id/cancel", May: manage, Handle: r.cancelChange},
		{Method: "GET", Path: "/memory/units/:id", May: read, Handle: r.showUnit},
		{Method: "POST", Path: "/memory/units/:id", May: manage, Handle: r.editUnit},
		{Method: "GET", Path: "/memory/contradictions", May: read, Handle: r.showContradictions},
		{Method: "GET", Path: "/memory/duplicates", May: read, Handle: r.showDuplicates},
		{Method: "POST", Path: "/memory/keep", May: manage, Handle: r.keepUnit},
		{Method: "POST", Path: "/memory/merge", May: manage, Handle: r.mergeAll},
		{Method: "GET", Path: "/memory/import", May: manage, Handle: r.showImports},
		{Method: "POST", Path: "/memory/import", May: manage, Handle: r.tryFile, Limit: web.MemoryLimit, Slow: true},
		{Method: "GET", Path: "/memory/import/:id", May: manage, Handle: r.showImport},
		{Method: "POST", Path: "/memory/import/:id", May: manage, Handle: r.startImport},
		{Method: "POST", Path: "/memory/import/:id/cancel", May: manage, Handle: r.cancelImport},
	}
}
