package memory

import (
	"html/template"
	"net/http"
	"strconv"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/unit"
	"truchement/workflow/unit/exchange"
)

// row is a unit in a list, the data of the parts "unit-row" and "unit-form".
type row struct {
	web.Base
	workflow.Unit
	unit.Shared
	May    bool // the reader manages the memory
	Ticked bool // it can be chosen
	Listed bool // it is in a list, in whose place it is edited; else the page has more that an edit changes
	seek   map[unit.Side]string
	Form   *web.Form // of the part "unit-form"
}

func newRow(b web.Base, may bool, u workflow.Unit, s unit.Shared, q unit.UnitQuery) *row {
	for _, fact := range []*string{&u.Origin, &u.Date, &u.Licence, &u.Translator, &u.Approver} {
		*fact = exchange.CleanFact(*fact) // a unit that was imported before they had a length
	}
	r := &row{Base: b, Unit: u, Shared: s, May: may, Ticked: may, seek: map[unit.Side]string{}}
	if q.Side != unit.TargetSide {
		r.seek[unit.SourceSide] = q.Text
	}
	if q.Side != unit.SourceSide {
		r.seek[unit.TargetSide] = q.Text
	}
	return r
}

// SourceText and TargetText are the texts, with what the reader looks for.
func (r *row) SourceText() template.HTML {
	return r.text(r.Unit.Source, r.SourceLang, unit.SourceSide)
}

// TargetText is the target.
func (r *row) TargetText() template.HTML {
	return r.text(r.Unit.Target, r.TargetLang, unit.TargetSide)
}

func (r *row) text(t bitext.Text, tag string, side unit.Side) template.HTML {
	return r.WithOverlay(t, word.Overlay{Hits: part.WordsIn(t, tag, r.seek[side])}, false)
}

// Pair is the data of the part "pair".
func (r *row) Pair() part.Pair { return part.Pair{Source: r.SourceLang, Target: r.TargetLang} }

// Facts are what is known of where the unit comes from, beside its state and origin.
func (r *row) Facts() []word.Option {
	var all []word.Option
	for _, f := range [][2]string{{"memory.of", r.Publications[r.Publication]},
		{"memory.translator", r.Translator}, {"memory.approver", r.Approver},
		{"memory.date", r.Unit.Date}, {"memory.licence", r.Licence}} {
		if f[1] != "" {
			all = append(all, word.Option{Value: r.T(f[0]), Word: f[1]})
		}
	}
	return all
}

// StateMark is the mark of the unit's state.
func (r *row) StateMark() web.Mark {
	if r.IsImported() {
		m := r.MarkOf("memory")
		m.Word = r.T("match.imported")
		return m
	}
	if r.State == workflow.UnitApproved {
		return r.MarkOf("reviewed")
	}
	return r.MarkOf("translated")
}

// KindWord says from what kind of work the unit comes.
func (r *row) KindWord() string { return r.T(kindID(r.Kind())) }

// Origins is where the text is that the unit comes from; empty: not in this desk.
func (r *row) Origins() string {
	switch {
	case r.Segment != "":
		return part.ArticlePath(r.Article) + "/bench?s=" + r.Segment
	case r.Alignment != "":
		return "/align/" + r.Alignment
	case r.Article != "":
		return part.ArticlePath(r.Article)
	}
	return ""
}

// Editable reports whether the reader may edit the unit here.
func (r *row) Editable() bool { return r.May && !r.Gone && r.Segment == "" }

// Refused reports whether the unit was not saved, so that what it is now is shown beside what was typed.
func (r *row) Refused() bool { return r.Form.Problem != "" }

// Lines is how many lines a field for a text of the unit has.
func (r *row) Lines() int {
	return min(max(max(r.Unit.Source.Len(), r.Unit.Target.Len())/60+1, 2), 12)
}

// unitPage is the data of unit.html: a unit with what was done to it.
type unitPage struct {
	web.Base
	frame
	Row      *row
	Position int
	Edits    []editRow
}

// editRow is an edit of a unit, with what it made of the texts.
type editRow struct {
	workflow.UnitEdit
	Word, Name     string
	Source, Target template.HTML // the difference
	Changed        bool          // of the texts
}

// showUnit shows a unit with its form and its history, or the form alone for its row.
func (r *Room) showUnit(c *web.Call) error { return r.answerUnit(c, http.StatusOK, c.Param("id"), nil) }

func (r *Room) answerUnit(c *web.Call, status int, id string, form *web.Form) error {
	v, err := r.Units.Read(c.Ctx(), c.Actor, id)
	if err != nil {
		return err
	}
	p := &unitPage{Base: c.Base("memory.unit"), Position: v.Position, frame: r.newFrame(c)}
	p.Row = newRow(p.Base, p.May, v.Unit, v.Shared, unit.UnitQuery{})
	p.Row.Ticked = false
	if p.Row.Form = form; form == nil {
		p.Row.Form = web.NewForm("source", v.Unit.Source.Markup(), "target", v.Unit.Target.Markup(),
			"seq", strconv.FormatInt(v.Seq, 10))
	} else {
		form.Values.Set("seq", strconv.FormatInt(v.Seq, 10)) // a second save is of what the page shows now
	}
	if c.WantsPart("u-" + id) {
		p.Row.Ticked, p.Row.Listed = p.May, true
		if c.QueryParam("row") != "" || !p.Row.Editable() {
			return c.Part(status, "unit-row", p.Row)
		}
		return c.Part(status, "unit-form", p.Row)
	}
	p.Edits = editRows(c, v)
	return c.Page(status, "unit", p)
}

// editRows are the edits of a unit, the newest first, each with what it made of the texts.
func editRows(c *web.Call, v unit.UnitView) (rows []editRow) {
	source, target := v.Unit.Source, v.Unit.Target
	for i := len(v.Edits) - 1; i >= 0; i-- {
		e := v.Edits[i]
		row := editRow{UnitEdit: e, Word: c.T(editID(e.Kind)), Name: v.People[e.By]}
		if row.Changed = !source.Equal(e.Source) || !target.Equal(e.Target); row.Changed {
			row.Source, row.Target = c.Diff(e.Source, source), c.Diff(e.Target, target)
		}
		if e.Kind == workflow.UnitRestored && !e.Gone && !row.Changed {
			row.Word = c.T("memory.edit-removed") // an undo was undone
		}
		source, target = e.Source, e.Target
		rows = append(rows, row)
	}
	return rows
}

// editUnit keeps the texts of a unit as they were typed.
func (r *Room) editUnit(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	id := c.Param("id")
	u, batch, err := r.saveUnit(c, f, id)
	if err != nil && c.Refused(f, err, map[string]string{"memory.empty": "target"}) {
		return r.answerUnit(c, web.FormStatus(err), id, f)
	}
	if err != nil {
		return err
	}
	notice := web.Notice{Kind: "ok", Text: c.T("memory.edited")}
	if batch != "" {
		notice.Undo = undoOf(batch)
	}
	if !c.WantsPart("u-" + id) {
		c.KeepNotice(notice)
		return c.Redirect(http.StatusSeeOther, "/memory/units/"+id)
	}
	v, err := r.Units.Read(c.Ctx(), c.Actor, id)
	if err != nil {
		return err
	}
	saved := newRow(c.Base("memory.unit"), true, u, v.Shared, unit.UnitQuery{})
	saved.Notice = &notice
	return c.Part(http.StatusOK, "unit-saved", saved)
}

// saveUnit reads the markup of both fields with the codes that the unit has.
func (r *Room) saveUnit(c *web.Call, f *web.Form, id string) (u workflow.Unit, batch string, err error) {
	v, err := r.Units.Read(c.Ctx(), c.Actor, id)
	if err != nil {
		return u, "", err
	}
	codes := append(v.Unit.Source.Codes(), v.Unit.Target.Codes()...)
	in := unit.UnitText{}
	in.Seq, _ = strconv.ParseInt(f.Value("seq"), 10, 64) // 0 for a form without it
	if in.Source, err = workflow.ParseMarkup(f.Value("source"), codes); err != nil {
		return u, "", err
	}
	if in.Target, err = workflow.ParseMarkup(f.Value("target"), codes); err != nil {
		return u, "", err
	}
	return r.Units.Edit(c.Ctx(), c.Actor, id, in)
}
