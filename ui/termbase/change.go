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
		Counted: "termbase.taking", Home: "/termbase", HomeWord: "termbase.title", Asked: askedOf, Said: outcomeOf}
}

// askedOf says what is taken back.
func askedOf(c *web.Call, first json.RawMessage) (string, error) {
	var order termbase.UndoOrder
	if err := json.Unmarshal(first, &order); err != nil {
		return "", fmt.Errorf("what an undo is about: %w", err)
	}
	return part.UndoneWord(c, workflow.ManageTerms, termbase.ImportJob, order.Batch)
}

// outcomeOf says what became of an undo of many concepts.
func outcomeOf(c *web.Call, j workflow.Job) (o part.ChangeOutcome, err error) {
	var out termbase.Undone
	if len(j.Report) > 0 {
		if err := json.Unmarshal(j.Report, &out); err != nil {
			return o, fmt.Errorf("report of job %s: %w", j.ID, err)
		}
	}
	s, err := termbase.StandingOf(c.Ctx(), c.Server.Termbase, c.Actor, j.ID)
	if len(j.Report) == 0 && s.All > 0 {
		out.Done, out.Batch = s.All, j.ID
	}
	o.Outcome, o.Warn = said(c, out)
	if o.Undone = s.IsUndone(); !o.Undone {
		o.Undo = undoOf(out.Batch)
	}
	return o, err
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
	if text = c.T("termbase.restored", "Count", out.Done); out.Already {
		text = c.T("undo.already")
	}
	if out.Left > 0 {
		text += " " + c.T("termbase.not-restored", "Count", out.Left)
	}
	return text, out.Already || out.Left > 0
}

// showChange shows how far a change of many concepts is, and what became of it.
func (r *Room) showChange(c *web.Call) error { return changes().Show(c) }

func (r *Room) cancelChange(c *web.Call) error { return changes().Cancel(c) }
