package memory

import (
	"encoding/json"
	"fmt"
	"net/http"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/unit"
)

// changes is how many units are changed.
func changes() part.ManyChanges {
	return part.ManyChanges{Path: "/memory/changes", May: workflow.ManageMemory, Kind: unit.ChangeJob,
		Counted: "memory.taking", Home: "/memory", HomeWord: "memory.title"}
}

// change changes units and goes back, or has a job change them where they are many.
func (r *Room) change(c *web.Call, back string, change unit.Change) error {
	o, err := r.Units.Order(c.Ctx(), c.Actor, change)
	if err != nil {
		return err
	}
	if o.IsMany() {
		return changes().Begin(c, o.Total, o.Parts()...)
	}
	out, err := r.Units.CarryOut(c.Ctx(), c.Actor, o)
	if err != nil {
		return err
	}
	text, warn := said(c, out)
	notice := web.Notice{Text: text, Undo: undoOf(out.Batch)}
	if warn {
		notice.Kind = "warn"
	}
	c.KeepNotice(notice)
	return c.Redirect(http.StatusSeeOther, back)
}

// said says what became of a change, and whether not all was done.
func said(c *web.Call, out unit.Outcome) (text string, warn bool) {
	if !out.Undone {
		return c.T("memory.removed", "Count", out.Done), false
	}
	text = c.T("memory.restored", "Count", out.Done)
	if out.Left > 0 {
		text += " " + c.T("memory.not-restored", "Count", out.Left)
	}
	return text, out.Left > 0
}

// undoOf is the form that undoes a batch; nil for none.
func undoOf(batch string) *web.UndoForm {
	if batch == "" {
		return nil
	}
	return part.UndoBatch("/memory/undo", batch)
}

// undoEdits takes back what was done to units as one.
func (r *Room) undoEdits(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	return r.change(c, web.LocalPath(f.Value("back")), unit.Change{Undo: f.Value("batch")})
}

// showChange shows how far a change of many units is, and what became of it.
func (r *Room) showChange(c *web.Call) error {
	return changes().Show(c, undoOf, func(p *part.ChangePage, j workflow.Job) error {
		var out unit.Outcome
		if err := json.Unmarshal(j.Report, &out); err != nil {
			return fmt.Errorf("report of job %s: %w", j.ID, err)
		}
		p.Outcome, p.Warn = said(c, out)
		p.Undo = undoOf(out.Batch)
		return nil
	})
}

func (r *Room) cancelChange(c *web.Call) error { return changes().Cancel(c) }
