package api

import (
	"net/http"
	"time"

	"truchement/ui/part"
	"truchement/ui/report"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/lang"
	"truchement/workflow/memory"
	"truchement/workflow/unit"
	"truchement/workflow/unit/exchange"
)

func (r *Room) memoryRoutes() []web.Route {
	const (
		read   = workflow.ReadDesk
		manage = workflow.ManageMemory
	)
	return []web.Route{
		{Method: "GET", Path: "/memory/lookup", May: read, Handle: r.lookUp},
		{Method: "GET", Path: "/memory/units", May: read, Handle: r.listUnits},
		{Method: "GET", Path: "/memory/export", May: read, Handle: r.exportUnits, Slow: true},
		{Method: "GET", Path: "/memory/units/:id", May: read, Handle: r.showUnit},
		{Method: "PUT", Path: "/memory/units/:id", May: manage, Handle: r.editUnit},
		{Method: "DELETE", Path: "/memory/units/:id", May: manage, Handle: r.removeUnit},
		{Method: "POST", Path: "/memory/undo", May: manage, Handle: r.undoUnits},
		{Method: "POST", Path: "/memory/import", May: manage, Handle: r.importUnits,
			Limit: web.MemoryLimit, Slow: true},
		{Method: "GET", Path: "/memory/import/:id", May: manage, Handle: r.showJob(memoryImports)},
		{Method: "DELETE", Path: "/memory/import/:id", May: manage, Handle: r.cancelJob(memoryImports)},
		{Method: "GET", Path: "/memory/changes/:id", May: manage, Handle: r.showJob(memoryChanges)},
		{Method: "DELETE", Path: "/memory/changes/:id", May: manage, Handle: r.cancelJob(memoryChanges)},
	}
}

// Unit is a unit of the memory; source and target are Markup.
type Unit struct {
	ID         string             `json:"id"`
	SourceLang string             `json:"source_lang"`
	TargetLang string             `json:"target_lang"`
	Source     string             `json:"source"`
	Target     string             `json:"target"`
	Codes      []inlineCode       `json:"codes,omitempty"`
	State      workflow.UnitState `json:"state"`
	UnitOrigin
	At      *time.Time `json:"at"`
	Version int64      `json:"version"`
	Gone    bool       `json:"gone,omitempty"`
}

// UnitOrigin is where a unit comes from.
type UnitOrigin struct {
	Kind        workflow.UnitSource `json:"kind"`
	Origin      string              `json:"origin,omitempty"`
	Publication string              `json:"publication,omitempty"`
	Date        string              `json:"date,omitempty"`
	Licence     string              `json:"licence,omitempty"`
	Translator  string              `json:"translator,omitempty"`
	Approver    string              `json:"approver,omitempty"`
	Article     string              `json:"article,omitempty"`
	Segment     string              `json:"segment,omitempty"`
	Alignment   string              `json:"alignment,omitempty"`
	Confidence  float64             `json:"confidence"`
}

func unitOf(u workflow.Unit) Unit {
	out := Unit{ID: u.ID, SourceLang: u.SourceLang, TargetLang: u.TargetLang, Source: u.Source.Markup(),
		Target: u.Target.Markup(), State: u.State, UnitOrigin: UnitOrigin{Kind: u.Kind(),
			Origin: u.Origin, Publication: u.Publication, Date: u.Date, Licence: u.Licence,
			Translator: u.Translator, Approver: u.Approver, Article: u.Article, Segment: u.Segment,
			Alignment: u.Alignment, Confidence: u.Confidence}, At: report.Stamp(u.At), Version: u.Seq, Gone: u.Gone}
	for _, code := range u.Source.Codes() {
		out.Codes = append(out.Codes, inlineCode(code))
	}
	return out
}

// lookUp finds the units that are like ?text=, the best first.
func (r *Room) lookUp(c *web.Call) error {
	text, err := lang.Clean(c.QueryParam("text"))
	if err != nil {
		return workflow.TextError(err)
	}
	q := memory.Query{SourceLang: c.QueryParam("source_lang"), TargetLang: c.QueryParam("target_lang"),
		Text: bitext.Plain(text)}
	for name, to := range map[string]*int{"threshold": &q.Floor, "limit": &q.Limit} {
		if value := c.QueryParam(name); value != "" {
			if *to, err = workflow.ParseNumber(value, 1, 100); err != nil {
				return err
			}
		}
	}
	found, err := r.Memory.Matches(c.Ctx(), c.Actor, q)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, report.MatchesOf(found))
}

// unitQuery reads which units are meant.
func unitQuery(c *web.Call) (q unit.UnitQuery, err error) {
	q, err = unit.QueryText{SourceLang: c.QueryParam("source_lang"), TargetLang: c.QueryParam("target_lang"),
		Text: c.QueryParam("q"), Side: c.QueryParam("side"), Cursor: c.QueryParam("cursor"),
		Publication: c.QueryParam("publication"), Translator: c.QueryParam("translator"),
		Kind: c.QueryParam("kind"), State: c.QueryParam("state")}.Parse()
	if err != nil {
		return q, err
	}
	for name, at := range map[string]*time.Time{"from": &q.From, "until": &q.Until} {
		if text := c.QueryParam(name); text != "" {
			if *at, err = workflow.ParseTime(text); err != nil {
				return q, err
			}
		}
	}
	return q, nil
}

// listUnits lists a page of units.
func (r *Room) listUnits(c *web.Call) error {
	q, err := unitQuery(c)
	if err != nil {
		return err
	}
	list, err := r.Units.List(c.Ctx(), c.Actor, q)
	if err != nil {
		return err
	}
	out := struct {
		Units []Unit `json:"units"`
		Next  string `json:"next,omitempty"`
	}{[]Unit{}, list.Next}
	for _, u := range list.Units {
		out.Units = append(out.Units, unitOf(u))
	}
	return c.JSON(http.StatusOK, out)
}

// exportUnits answers units as a file; ?format= is tmx, tsv or xliff.
func (r *Room) exportUnits(c *web.Call) error {
	f, err := exchange.ParseFormat(c.QueryParam("format"))
	if err != nil {
		return err
	}
	q, err := unitQuery(c)
	if err != nil {
		return err
	}
	if err := workflow.CheckPair(q.SourceLang, q.TargetLang); err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set("Content-Type", f.MIME())
	h.Set("Content-Disposition", `attachment; filename="memory`+f.Ext()+`"`)
	return r.Units.Write(c.Ctx(), c.Actor, q, f, c.Response())
}

// showUnit shows a unit, one that was removed too.
func (r *Room) showUnit(c *web.Call) error {
	v, err := r.Units.Read(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, unitOf(v.Unit))
}

// editUnit writes the texts of the version that If-Match names.
func (r *Room) editUnit(c *web.Call) error {
	version, err := ifMatch(c)
	if err != nil {
		return err
	}
	var sent struct {
		Source string `json:"source"`
		Target string `json:"target"`
	}
	if err := readBody(c, &sent); err != nil {
		return err
	}
	v, err := r.Units.Read(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	in := unit.UnitText{Seq: version}
	codes := append(v.Unit.Source.Codes(), v.Unit.Target.Codes()...)
	if in.Source, err = workflow.ParseMarkup(sent.Source, codes); err != nil {
		return err
	}
	if in.Target, err = workflow.ParseMarkup(sent.Target, codes); err != nil {
		return err
	}
	u, batch, err := r.Units.Edit(c.Ctx(), c.Actor, c.Param("id"), in)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"unit": unitOf(u), "batch": batch})
}

// removeUnit takes a unit out of the memory.
func (r *Room) removeUnit(c *web.Call) error {
	if _, err := r.Units.Read(c.Ctx(), c.Actor, c.Param("id")); err != nil {
		return err
	}
	batch, n, err := r.Units.Remove(c.Ctx(), c.Actor, unit.UnitChoice{IDs: []string{c.Param("id")}})
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"removed": n, "batch": batch})
}

// undoUnits takes back what was done as one.
func (r *Room) undoUnits(c *web.Call) error {
	var in struct {
		Batch string `json:"batch"`
	}
	if err := readBody(c, &in); err != nil {
		return err
	}
	o, err := r.Units.Order(c.Ctx(), c.Actor, unit.Change{Undo: in.Batch})
	if err != nil {
		return err
	}
	if o.IsMany() {
		return r.addChange(c, memoryChanges, o.Total, o.Parts()...)
	}
	out, err := r.Units.CarryOut(c.Ctx(), c.Actor, o)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"restored": out.Done, "changed": out.Left,
		"already": out.Already, "batch": out.Batch})
}

// importUnits takes a file as a job that takes it in, or with dry_run tries it.
func (r *Room) importUnits(c *web.Call) error {
	f, err := c.ReadFormWithFile()
	if err != nil {
		return err
	}
	kind := unit.ImportJob
	if f.Value("dry_run") != "" {
		kind = unit.TrialJob
	}
	j, err := part.TakeUnits(c, web.NewForm("source-lang", f.Value("source_lang"), "target-lang",
		f.Value("target_lang"), "publication", f.Value("publication"), "licence", f.Value("licence"),
		"agreeing", f.Value("agreeing")), kind)
	if err != nil {
		return err
	}
	return accepted(c, memoryImports, j)
}

var (
	memoryImports = jobs{"/memory/import/", workflow.ManageMemory, []string{unit.ImportJob, unit.TrialJob}}
	memoryChanges = jobs{"/memory/changes/", workflow.ManageMemory, []string{unit.ChangeJob}}
)
