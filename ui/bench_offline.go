package ui

import (
	"encoding/json"

	"truchement/workflow"
)

// offlineRow is what a row needs beside what it shows so that its editor can open without the
// server. Most rows have no codes and need nothing.
type offlineRow struct {
	Source, Target string // the markup, where it is not the text that is shown
	Codes          string // the buttons of the source's codes, as JSON
}

// Offline is what the row carries for the page to open it by itself. The open row has its editor.
func (r *segmentRow) Offline() (offlineRow, error) {
	var o offlineRow
	if r.Active || !r.Editable {
		return o, nil
	}
	if markup := r.Target.Markup(); markup != r.Target.String() {
		o.Target = markup
	}
	if len(r.Source.Codes()) == 0 {
		if markup := r.Source.Markup(); markup != r.Source.String() {
			o.Source = markup
		}
		return o, nil
	}
	codes, err := json.Marshal(r.codeButtons())
	o.Source, o.Codes = r.Source.Markup(), string(codes)
	return o, err
}

// blankSegment stands for the id of a segment in the editor that the page opens by itself.
const blankSegment = "_segment_"

// Blank is the row whose editor the page copies when it opens a row without the server.
func (p *benchPage) Blank() *segmentRow {
	r := &segmentRow{base: p.base, Article: &p.Article, Editable: true, Active: true,
		Segment: workflow.Segment{ID: blankSegment}, Edit: &segmentEdit{segment: blankSegment},
		Back: p.Filter.Encode(), Codes: []codeButton{{Open: "⟦…⟧", Word: p.T("bench.codes")}}, Path: "#"}
	return r
}

// Waiting is the mark of a row whose text the browser has and the desk not yet.
func (p *benchPage) Waiting() mark {
	return mark{State: "waiting", Word: p.T("unsent.waits"), Icon: p.Icon("s-late")}
}
