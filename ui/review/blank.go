package review

import (
	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/bitext"
)

// blankSegment takes the place of the id of a segment in the controls that the page opens by itself.
const blankSegment = "_segment_"

// copyMark ends the ids of those controls that have no segment's id in theirs.
const copyMark = "_copy_"

// Blank is the row whose controls the page copies when it opens a row without the server: all that
// any row may have.
func (p *page) Blank() *row {
	g := workflow.Segment{ID: blankSegment, Snapshot: workflow.Snapshot{State: bitext.Translated,
		Target: bitext.Plain(blankSegment)}}
	r := &part.Row{Base: p.Base, Segment: g, Article: &p.Article, Editable: true, Active: true,
		From: "review", Back: p.Filter.Encode(), Edit: &part.Edit{Segment: blankSegment},
		Codes: []part.CodeButton{{Open: "⟦…⟧", Word: p.T("bench.codes")}}, Path: "#"}
	return &row{Row: r, Own: true, Listed: true, Copy: copyMark, Reasons: p.Reasons}
}

// Sending are the marks of rows whose decision the browser has and the desk not yet, by decision.
func (p *page) Sending() map[workflow.Decision]web.Mark {
	return map[workflow.Decision]web.Mark{
		workflow.Approve: {State: "reviewed", Word: p.T("review.sending-approve"), Icon: p.Icon("s-late")},
		workflow.Return:  {State: "returned", Word: p.T("review.sending-return"), Icon: p.Icon("s-late")},
	}
}

// Final reports whether the article is published as it is.
func (p *page) Final() bool { return p.Article.Stage() == workflow.Published }

// Signed reports whether the article is signed off as it is now.
func (p *page) Signed() bool { return !p.Article.SignedOff.IsZero() }

// Blocking reports whether something keeps the article from being signed off.
func (p *page) Blocking() bool {
	for _, g := range p.Gaps {
		if g.Blocking {
			return true
		}
	}
	return false
}
