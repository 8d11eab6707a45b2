package part

import (
	"encoding/json"
)

// offlineRow is what a row needs beside what it shows so that its editor can open without the
// server. Most rows have no codes and need nothing.
type offlineRow struct {
	Source, Target string // the markup, where it is not the text that is shown
	Codes          string // the buttons of the source's codes, as JSON
}

// Offline is what the row carries for the page to open it by itself. The open row of the workbench has
// its editor.
func (r *Row) Offline() (offlineRow, error) {
	var o offlineRow
	if r.Active && r.From == "" || !r.Editable {
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
