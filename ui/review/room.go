// Package review has an article as its editor sees it: decisions on segments one by one or many at once, and
// the queue of what waits.
//
// # Move first, send behind
//
// The next row is in the page: a decision puts an item into the outbox of js/kept (decisions.js) and
// opens the next row before anything is sent, from the row's data and the page's blank copy of what an
// open row has (rowtools.js, page.Blank). So three decisions take three keys and no answer, they
// outlive their tab, and what is typed next is in the next row. The row shows that its decision is not
// sent yet. The answer brings the row, the bar and the end of the page; which row is open is for the
// page to say and never for an answer (updatePage of rows.js).
//
// What the desk refuses, because the text has changed or for four eyes, takes the editor back to its
// segment with the reason as it was typed: at once, or, while they write in another row, with their
// next decision. A decision key in the moment after it was meant for the row before, and decides
// nothing. Without network and without a session nothing is refused: decisions wait.
//
// Touch-ups and issues are sent by review.js itself; who has gone on when their answer comes stays
// where they are. Nothing is approved from a box that holds words: in the box of a reason Enter and
// Ctrl+Enter return the segment, and an approval with a reason written asks first.
package review

import (
	"truchement/ui/web"
	"truchement/workflow"
)

// Room serves the review.
type Room struct {
	*web.Server
}

// Routes are the addresses of the room.
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
