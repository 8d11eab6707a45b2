// Package align has texts and their translations beside each other: aligning them, correcting the beads, and
// folders of pairs.
package align

import (
	"truchement/ui/web"
	"truchement/workflow"
)

// Room serves the pages of alignments.
type Room struct{ *web.Server }

// NewRoom makes the room.
func NewRoom(s *web.Server) *Room { return &Room{s} }

// Routes are the addresses of the room.
func (r *Room) Routes() []web.Route {
	return []web.Route{
		{Method: "GET", Path: "/align", May: workflow.AlignTexts, Handle: r.showAlignments},
		{Method: "POST", Path: "/align", May: workflow.AlignTexts,
			Handle: r.alignTexts, Limit: alignLimit, Slow: true},
		{Method: "GET", Path: "/align/memory", May: workflow.ReadDesk, Handle: r.exportMemory, Slow: true},
		{Method: "GET", Path: "/align/folder/:id", May: workflow.AlignTexts, Handle: r.showFolder},
		{Method: "GET", Path: "/align/folder/:id/file", May: workflow.AlignTexts, Handle: r.exportFolder},
		{Method: "GET", Path: "/align/:id", May: workflow.AlignTexts, Handle: r.showAlignment},
		{Method: "POST", Path: "/align/:id", May: workflow.AlignTexts, Handle: r.editAlignment},
	}
}
