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
		Counted: "memory.taking", Home: "/memory", HomeWord: "memory.title", Asked: askedOf, Said: outcomeOf}
}

// askedOf says what a change of many units was asked to do.
func askedOf(c *web.Call, first json.RawMessage) (string, error) {
	var change unit.Change
	if err := json.Unmarshal(first, &change); err != nil {
		return "", fmt.Errorf("what a change is about: %w", err)
	}
	switch {
	case change.Undo != "":
		return part.UndoneWord(c, workflow.ManageMemory, unit.ImportJob, change.Undo)
	case change.Merge != nil:
		return c.T("memory.asked-merge", "Pair", pairWord(change.Merge.SourceLang, change.Merge.TargetLang)), nil
	case change.Remove != nil && change.Remove.Query.SourceLang != "":
		return c.T("memory.asked-remove", "Search", searchWord(c, change.Remove.Query)), nil
	}
	return c.T("memory.asked-remove-chosen"), nil
}

func pairWord(source, target string) string { return source + " → " + target }

// searchWord says what a query looks for.
func searchWord(c *web.Call, q unit.UnitQuery) string {
	words := []string{pairWord(q.SourceLang, q.TargetLang)}
	if q.Text != "" {
		words = append(words, c.T("memory.search-text", "Text", q.Text))
	}
	if q.Translator != "" {
		words = append(words, c.T("memory.author")+" "+q.Translator)
	}
	if q.Kind != "" {
		words = append(words, c.T(kindID(q.Kind)))
	}
	switch q.State {
	case workflow.UnitApproved:
		words = append(words, c.T("memory.state-approved"))
	case workflow.UnitTranslated:
		words = append(words, c.T("memory.state-translated"))
	}
	if q.Publication != "" {
		words = append(words, c.T("memory.search-publication"))
	}
	if !q.From.IsZero() || !q.Until.IsZero() {
		words = append(words, c.T("memory.search-days"))
	}
	return c.List(words)
}

// outcomeOf says what became of a change of many units.
func outcomeOf(c *web.Call, j workflow.Job) (o part.ChangeOutcome, err error) {
	var out unit.Outcome
	if len(j.Report) == 0 {
		out, err = c.Server.Units.DoneBy(c.Ctx(), c.Actor, j.ID)
	} else if err = json.Unmarshal(j.Report, &out); err != nil {
		err = fmt.Errorf("report of job %s: %w", j.ID, err)
	}
	if err != nil {
		return o, err
	}
	o.Outcome, o.Warn = said(c, out)
	if o.Undone, err = c.Server.Units.IsUndone(c.Ctx(), c.Actor, j.ID); !o.Undone {
		o.Undo = undoOf(out.Batch)
	}
	return o, err
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
	switch {
	case out.Already:
		text, warn = c.T("undo.already"), true
	case !out.Undone:
		text = c.T("memory.removed", "Count", out.Done)
	default:
		text = c.T("memory.restored", "Count", out.Done)
	}
	if out.Left > 0 {
		text += " " + c.T("memory.not-restored", "Count", out.Left)
	}
	return text, warn || out.Left > 0
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
func (r *Room) showChange(c *web.Call) error { return changes().Show(c) }

func (r *Room) cancelChange(c *web.Call) error { return changes().Cancel(c) }
