package bench

import (
	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/workflow"
)

// blankSegment takes the place of the id of a segment in the editor that the page opens by itself.
const blankSegment = "_segment_"

// Blank is the row whose editor the page copies when it opens a row without the server.
func (p *page) Blank() *part.Row {
	r := &part.Row{Base: p.Base, Article: &p.Article, Editable: true, Active: true,
		Segment: workflow.Segment{ID: blankSegment}, Edit: &part.Edit{Segment: blankSegment},
		Back: p.Filter.Encode(), Codes: []part.CodeButton{{Open: "⟦…⟧", Word: p.T("bench.codes")}}, Path: "#"}
	return r
}

// Waiting is the mark of a row whose text the browser has and the desk not yet.
func (p *page) Waiting() web.Mark {
	return web.Mark{State: "waiting", Word: p.T("unsent.waits"), Icon: p.Icon("s-late")}
}
