package termbase

import (
	"errors"
	"net/http"
	"strconv"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/lang"
	"truchement/workflow/term"
	"truchement/workflow/termbase"
)

// conceptPage is the data of concept.html: a concept with its form, where it is used and what was done to it.
type conceptPage struct {
	web.Base
	frame
	Card  *card
	Edit  *conceptForm // nil: the reader may not edit it
	Usage usageView
	Edits []editRow
}

// MayUndo reports whether the reader may take back what was done to the concept.
func (p *conceptPage) MayUndo() bool { return p.May || p.Edit != nil }

// addConcept adds a concept: one of an editor holds at once, one of a translator is a proposal.
func (r *Room) addConcept(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	in := termbase.NewConcept{Concept: conceptOf("", f), Anyway: f.Value("anyway") != ""}
	added, batch, err := r.Termbase.Add(c.Ctx(), c.Actor, in)
	if err == nil {
		id := "termbase.added"
		if added.State == workflow.ConceptProposed {
			id = "termbase.proposed"
		}
		c.KeepNotice(doneNotice(c, batch, id))
		return c.Redirect(http.StatusSeeOther, "/termbase/concepts/"+added.ID)
	}
	form := sentForm(c.RowBase(), "/termbase/concepts", "", f)
	if !form.refused(c, err) {
		return err
	}
	var e *workflow.Error
	if errors.As(err, &e) && e.ID == "term.there" {
		if form.There, err = r.readCard(c, e.Args["Concept"]); err != nil {
			return err
		}
	}
	return r.answerConcepts(c, web.FormStatus(e), form)
}

// readCard reads the concept that an error names.
func (r *Room) readCard(c *web.Call, id any) (*card, error) {
	name, _ := id.(string)
	v, err := r.Termbase.Read(c.Ctx(), c.Actor, name)
	return newCard(c.RowBase(), v.Concept, v.Shared), err
}

func (r *Room) showConcept(c *web.Call) error {
	return r.answerConcept(c, http.StatusOK, c.Param("id"), nil)
}

// answerConcept shows a concept, with its form as it was refused; nil: as it is kept.
func (r *Room) answerConcept(c *web.Call, status int, id string, refused *conceptForm) error {
	v, err := r.Termbase.Read(c.Ctx(), c.Actor, id)
	if err != nil {
		return err
	}
	used, err := r.Termbase.Usage(c.Ctx(), c.Actor, id)
	if err != nil {
		return err
	}
	p := &conceptPage{Base: c.Base("termbase.concept"), frame: newFrame(c, 0)}
	p.Card = newCard(c.RowBase(), v.Concept, v.Shared)
	p.Usage = newUsageView(c.RowBase(), v.Concept.Concept, used)
	p.Edits = editRows(c, v)
	own := v.State == workflow.ConceptProposed && v.By == c.Actor.ID && p.Propose
	if !v.Gone && (p.May || own) {
		if p.Edit, err = r.editForm(c, v, refused); err != nil {
			return err
		}
	}
	return c.Page(status, "concept", p)
}

// editForm is the form of a concept that is kept.
func (r *Room) editForm(c *web.Call, v termbase.View, refused *conceptForm) (f *conceptForm, err error) {
	if f = refused; f == nil {
		f = newConceptForm(c.RowBase(), "/termbase/concepts/"+v.ID, v.Concept.Concept)
		f.Form.Values.Set("back", c.QueryParam("back"))
	} else if f.Form.Value("seq") != strconv.FormatInt(v.Seq, 10) {
		f.Now = newCard(c.RowBase(), v.Concept, v.Shared)
	}
	f.Form.Values.Set("seq", strconv.FormatInt(v.Seq, 10)) // a second save is of what the page shows now
	f.Waits = v.State == workflow.ConceptProposed && c.Actor.Can(workflow.ManageTerms)
	if f.Publications, err = part.PublicationChoices(c, f.Form.Value("publication")); err != nil {
		return nil, err
	}
	list, err := r.Termbase.List(c.Ctx(), c.Actor, termbase.Query{})
	f.Domains = list.Domains
	return f, err
}

// editConcept keeps a concept as it was typed, and settles it if it is a proposal that is accepted with that.
func (r *Room) editConcept(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	id := c.Param("id")
	seq, _ := strconv.ParseInt(f.Value("seq"), 10, 64) // 0, which is whatever it is now, for a form without it
	write, done := r.Termbase.Edit, "termbase.edited"
	if f.Value("do") == "accept" {
		write, done = r.Termbase.Accept, "termbase.accepted"
	}
	_, batch, err := write(c.Ctx(), c.Actor, conceptOf(id, f), seq)
	if err == nil {
		back := "/termbase/concepts/" + id
		if f.Value("back") != "" {
			back = web.LocalPath(f.Value("back"))
		}
		c.KeepNotice(doneNotice(c, batch, done))
		return c.Redirect(http.StatusSeeOther, back)
	}
	form := sentForm(c.RowBase(), "/termbase/concepts/"+id, id, f)
	if !form.refused(c, err) {
		return err
	}
	return r.answerConcept(c, web.FormStatus(err), id, form)
}

// editRow is an edit of a concept, with what it made of it.
type editRow struct {
	workflow.ConceptEdit
	Word, Name   string
	Removed, New []line
}

// line is one thing that a concept says, in a language or in that of the page.
type line struct {
	Lang string // empty: not known
	What string // that it is: the status of a term, a field of the concept
	Text string
}

// editRows are the edits of a concept, the newest first.
func editRows(c *web.Call, v termbase.View) (rows []editRow) {
	after := v.Concept.Concept
	for i := len(v.Edits) - 1; i >= 0; i-- {
		e := v.Edits[i]
		row := editRow{ConceptEdit: e, Word: c.T(editID(e.Kind)), Name: v.People[e.By]}
		if e.Kind != workflow.ConceptAdded {
			was, is := linesOf(c, e.Was, v.Publications), linesOf(c, after, v.Publications)
			row.Removed, row.New = without(was, is), without(is, was)
		}
		after = e.Was
		rows = append(rows, row)
	}
	return rows
}

// without are the lines that others have not.
func without(all, others []line) (left []line) {
	there := map[line]bool{}
	for _, l := range others {
		there[l] = true
	}
	for _, l := range all {
		if !there[l] {
			left = append(left, l)
		}
	}
	return left
}

// linesOf is all that a concept says.
func linesOf(c *web.Call, one term.Concept, publications map[string]string) []line {
	lines := []line{{What: c.T("termbase.type"), Text: c.TermWords().TypeWord(one.Type)}}
	for _, f := range [][2]string{{"termbase.domain", one.Domain}, {"termbase.publication", publications[one.Publication]},
		{"termbase.note", one.Note}, {"termbase.source", one.Source}} {
		if f[1] != "" {
			lines = append(lines, line{What: c.T(f[0]), Text: f[1]})
		}
	}
	for _, t := range one.Terms {
		lines = append(lines, line{Lang: t.Lang, What: c.TermWords().StatusWord(t.Status), Text: t.Text})
		for _, f := range [][2]string{{"termbase.short", t.Short}, {"termbase.plural", t.Plural}} {
			if f[1] != "" {
				lines = append(lines, line{Lang: t.Lang, What: c.T(f[0]), Text: f[1]})
			}
		}
		said := termView{c.RowBase(), t}
		for _, f := range [][2]string{{"termbase.grammar", said.Grammar()}, {"termbase.why", t.Note}} {
			if f[1] != "" {
				lines = append(lines, line{What: c.T(f[0]), Text: lang.Isolate(t.Text) + " – " + f[1]})
			}
		}
	}
	return lines
}
