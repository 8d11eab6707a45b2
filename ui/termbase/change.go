package termbase

import (
	"encoding/json"
	"fmt"
	"net/http"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/termbase"
)

// changes is how what was done to many concepts is taken back.
func changes() part.ManyChanges {
	return part.ManyChanges{Path: "/termbase/changes", May: workflow.ManageTerms, Kind: termbase.UndoJob,
		Counted: "termbase.taking", Home: "/termbase", HomeWord: "termbase.title"}
}

// doneNotice says what was done to concepts, and undoes it. With no batch nothing was done.
func doneNotice(c *web.Call, batch, id string, args ...any) web.Notice {
	return web.Notice{Kind: "ok", Text: c.T(id, args...), Undo: undoOf(batch)}
}

// undoOf is the form that undoes a batch; nil for none.
func undoOf(batch string) *web.UndoForm {
	if batch == "" {
		return nil
	}
	return part.UndoBatch("/termbase/undo", batch)
}

// undoEdits takes back what was done to concepts as one, or has a job do so where they are many.
func (r *Room) undoEdits(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	o, err := r.Termbase.OrderUndo(c.Ctx(), f.Value("batch"))
	if err != nil {
		return err
	}
	if o.IsMany() {
		return changes().Begin(c, o.Total, o)
	}
	out, err := r.Termbase.Undo(c.Ctx(), c.Actor, o.Batch)
	if err != nil {
		return err
	}
	notice := web.Notice{Undo: undoOf(out.Batch)}
	var warn bool
	if notice.Text, warn = said(c, out); warn {
		notice.Kind = "warn"
	}
	c.KeepNotice(notice)
	return c.Redirect(http.StatusSeeOther, web.LocalPath(f.Value("back")))
}

// said says what became of an undo, and whether not all was undone.
func said(c *web.Call, out termbase.Undone) (text string, warn bool) {
	text = c.T("termbase.restored", "Count", out.Done)
	if out.Left > 0 {
		text += " " + c.T("termbase.not-restored", "Count", out.Left)
	}
	return text, out.Left > 0
}

// showChange shows how far a change of many concepts is, and what became of it.
func (r *Room) showChange(c *web.Call) error {
	return changes().Show(c, undoOf, func(p *part.ChangePage, j workflow.Job) error {
		var out termbase.Undone
		if err := json.Unmarshal(j.Report, &out); err != nil {
			return fmt.Errorf("report of job %s: %w", j.ID, err)
		}
		p.Outcome, p.Warn = said(c, out)
		p.Undo = undoOf(out.Batch)
		return nil
	})
}

func (r *Room) cancelChange(c *web.Call) error { return changes().Cancel(c) }
