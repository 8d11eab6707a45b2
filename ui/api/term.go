package api

import (
	"context"
	"net/http"

	"truchement/ui/part"
	"truchement/ui/report"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/lang"
	"truchement/workflow/termbase"
)

func (r *Room) termRoutes() []web.Route {
	const (
		read    = workflow.ReadDesk
		propose = workflow.ProposeTerms
		manage  = workflow.ManageTerms
	)
	return []web.Route{
		{Method: "GET", Path: "/concepts", May: read, Handle: r.listConcepts},
		{Method: "POST", Path: "/concepts", May: propose, Handle: r.addConcept},
		{Method: "GET", Path: "/concepts/:id", May: read, Handle: r.showConcept},
		{Method: "PUT", Path: "/concepts/:id", May: propose, Handle: r.editConcept},
		{Method: "DELETE", Path: "/concepts/:id", May: manage, Handle: r.removeConcept},
		{Method: "POST", Path: "/concepts/:id/accept", May: manage, Handle: r.acceptConcept},
		{Method: "POST", Path: "/concepts/:id/decline", May: propose, Handle: r.declineConcept},
		{Method: "GET", Path: "/terms", May: read, Handle: r.findTerms},
		{Method: "GET", Path: "/terms/export", May: read, Handle: r.exportTerms, Slow: true},
		{Method: "POST", Path: "/terms/import", May: manage, Handle: r.importTerms, Limit: web.UploadLimit, Slow: true},
		{Method: "POST", Path: "/terms/undo", May: propose, Handle: r.undoTerms},
		{Method: "GET", Path: "/terms/changes/:id", May: manage, Handle: r.showJob(termChanges)},
		{Method: "DELETE", Path: "/terms/changes/:id", May: manage, Handle: r.cancelJob(termChanges)},
	}
}

// conceptQuery reads which concepts are meant.
func conceptQuery(c *web.Call) (termbase.Query, error) {
	return termbase.QueryText{Text: c.QueryParam("q"), Type: c.QueryParam("type"), Domain: c.QueryParam("domain"),
		Publication: c.QueryParam("publication"), State: c.QueryParam("state"), After: c.QueryParam("after")}.Parse()
}

// listConcepts lists a page of concepts.
func (r *Room) listConcepts(c *web.Call) error {
	q, err := conceptQuery(c)
	if err != nil {
		return err
	}
	list, err := r.Termbase.List(c.Ctx(), c.Actor, q)
	if err != nil {
		return err
	}
	out := struct {
		Concepts []report.Concept `json:"concepts"`
		Next     string           `json:"next,omitempty"`
	}{[]report.Concept{}, list.Next}
	for _, one := range list.Concepts {
		out.Concepts = append(out.Concepts, report.ConceptOf(one))
	}
	return c.JSON(http.StatusOK, out)
}

// answerConcept answers a concept that was written, and the batch that undoes it.
func answerConcept(c *web.Call, status int, one workflow.Concept, batch string) error {
	return c.JSON(status, map[string]any{"concept": report.ConceptOf(one), "batch": batch})
}

// addConcept adds a concept; a translator's is a proposal.
func (r *Room) addConcept(c *web.Call) error {
	var sent struct {
		report.Concept
		Anyway bool `json:"anyway"`
	}
	if err := readBody(c, &sent); err != nil {
		return err
	}
	one, batch, err := r.Termbase.Add(c.Ctx(), c.Actor,
		termbase.NewConcept{Concept: sent.Concept.Concept(""), Anyway: sent.Anyway})
	if err != nil {
		return err
	}
	c.Response().Header().Set("Location", "/api/v1/concepts/"+one.ID)
	return answerConcept(c, http.StatusCreated, one, batch)
}

// showConcept shows a concept, one that was removed too.
func (r *Room) showConcept(c *web.Call) error {
	v, err := r.Termbase.Read(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, report.ConceptOf(v.Concept))
}

// editConcept writes a concept whose version If-Match names.
func (r *Room) editConcept(c *web.Call) error {
	version, err := ifMatch(c)
	if err != nil {
		return err
	}
	var sent report.Concept
	if err := readBody(c, &sent); err != nil {
		return err
	}
	one, batch, err := r.Termbase.Edit(c.Ctx(), c.Actor, sent.Concept(c.Param("id")), version)
	if err != nil {
		return err
	}
	return answerConcept(c, http.StatusOK, one, batch)
}

// removeConcept takes a concept out of the termbase.
func (r *Room) removeConcept(c *web.Call) error {
	if _, err := r.Termbase.Read(c.Ctx(), c.Actor, c.Param("id")); err != nil {
		return err
	}
	batch, n, err := r.Termbase.Remove(c.Ctx(), c.Actor, []string{c.Param("id")})
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"removed": n, "batch": batch})
}

// acceptConcept settles a proposal: as the body has it, and without one as it is.
func (r *Room) acceptConcept(c *web.Call) error {
	v, err := r.Termbase.Read(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	sent := report.ConceptOf(v.Concept)
	if c.Request().ContentLength != 0 {
		sent = report.Concept{}
		if err := readBody(c, &sent); err != nil {
			return err
		}
	}
	one, batch, err := r.Termbase.Accept(c.Ctx(), c.Actor, sent.Concept(v.ID), v.Seq)
	if err != nil {
		return err
	}
	return answerConcept(c, http.StatusOK, one, batch)
}

// declineConcept declines a proposal; who made it withdraws it so.
func (r *Room) declineConcept(c *web.Call) error {
	var sent struct {
		Reason string `json:"reason"`
	}
	if err := readBody(c, &sent); err != nil {
		return err
	}
	batch, err := r.Termbase.Decline(c.Ctx(), c.Actor, c.Param("id"), sent.Reason, 0)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"batch": batch})
}

// findTerms finds the terms of ?text=.
func (r *Room) findTerms(c *web.Call) error {
	text, err := lang.Clean(c.QueryParam("text"))
	if err != nil {
		return workflow.TextError(err)
	}
	found, err := r.Termbase.Terms(c.Ctx(), c.Actor, termbase.TextQuery{SourceLang: c.QueryParam("source_lang"),
		TargetLang: c.QueryParam("target_lang"), Publication: c.QueryParam("publication"), Text: text})
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, report.TermsOf(text, found))
}

// exportTerms answers concepts as a file.
func (r *Room) exportTerms(c *web.Call) error {
	f, err := termbase.ParseFormat(c.QueryParam("format"))
	if err != nil {
		return err
	}
	q, err := conceptQuery(c)
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set("Content-Type", f.MIME())
	h.Set("Content-Disposition", `attachment; filename="terms`+f.Ext()+`"`)
	return r.Termbase.Export(c.Ctx(), c.Actor, q, f, c.Lang(), c.Response())
}

// importTerms takes a file in, or with dry_run says what it would bring in.
func (r *Room) importTerms(c *web.Call) error {
	f, err := c.ReadFormWithFile()
	if err != nil {
		return err
	}
	name, file, err := part.SentFile(c)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }() // it was only read
	in := termbase.NewImport{Name: name, SourceLang: f.Value("source_lang"),
		TargetLang: f.Value("target_lang"), Publication: f.Value("publication"), Agreeing: f.Value("agreeing") != ""}
	if in.Format, err = termbase.FormatOf(in.Name); err != nil {
		return err
	}
	var out *termbase.ImportReport
	if f.Value("dry_run") != "" {
		out, err = r.Termbase.Try(c.Ctx(), c.Actor, in, file)
	} else { // a client that goes away does not leave half of a file
		out, err = r.Termbase.Import(context.WithoutCancel(c.Ctx()), c.Actor, in, r.Termbase.NewID(), file, func(int, int) {})
	}
	if err != nil {
		return err
	}
	for i, fault := range out.Faults {
		out.Faults[i].Reason = c.T(fault.Reason)
	}
	return c.JSON(http.StatusOK, out)
}

// undoTerms takes back what was done to concepts as one.
func (r *Room) undoTerms(c *web.Call) error {
	var in struct {
		Batch string `json:"batch"`
	}
	if err := readBody(c, &in); err != nil {
		return err
	}
	o, err := r.Termbase.OrderUndo(c.Ctx(), in.Batch)
	if err != nil {
		return err
	}
	if o.IsMany() {
		return r.addChange(c, termChanges, o.Total, o)
	}
	out, err := r.Termbase.Undo(c.Ctx(), c.Actor, in.Batch)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"restored": out.Done, "changed": out.Left,
		"already": out.Already, "batch": out.Batch})
}

var termChanges = jobs{"/terms/changes/", workflow.ManageTerms, []string{termbase.UndoJob}}
