package ui

import (
	"errors"
	"net/http"

	"truchement/workflow"
)

// movePage is the data of move.html: where an article can go from its column, and what each
// move does or why it cannot be made. The board shows the same in a dialog, and reads it before
// an article that is dragged is dropped.
type movePage struct {
	base
	Article workflow.ArticleView
	From    workflow.Stage
	Moves   []moveRow
	Form    *form
	People  []option
	Reasons []reasonWord
}

// moveRow is one column the article could go to.
type moveRow struct {
	workflow.Move
	Word  string // of the column
	Says  string // what the move does, or why it cannot be made
	Path  string // where what stands in the way is
	Can   bool
	Give  bool // asks to whom the article goes
	Why   bool // asks for a reason
	Final bool // cannot be taken back
}

// Asks says whether the move wants an answer before it is made.
func (r moveRow) Asks() bool { return r.Give || r.Why || r.Final }

// showMove shows where an article can go.
func (s *deskRoom) showMove(c *call) error {
	return s.movePage(c, http.StatusOK, nil)
}

func (s *deskRoom) movePage(c *call, status int, f *form) error {
	v, err := s.Desk.Article(c.ctx(), c.actor, c.Param("id"))
	if err != nil {
		return err
	}
	page := &movePage{base: c.base("move.title"), Article: v, From: v.Stage(), Form: f,
		Reasons: c.reasonWords()}
	if c.actor.Can(workflow.Assign) {
		if page.People, _, err = c.assignees(); err != nil {
			return err
		}
	}
	if page.Form == nil {
		page.Form = filled("person", c.actorID())
	}
	for _, m := range workflow.MovesOf(v.Summary, c.actor) {
		page.Moves = append(page.Moves, page.moveRow(v.Summary, m))
	}
	if c.wantsPart("move") {
		return c.part(status, "move", page)
	}
	return c.page(status, "move", page)
}

func (p *movePage) moveRow(s workflow.Summary, m workflow.Move) moveRow {
	r := moveRow{Move: m, Word: p.StageWord(m.To), Can: m.Refused == nil}
	if !r.Can {
		t := troubleOf(m.Refused)
		r.Says = p.T(t.id, t.args...)
		r.Path = wayTo(s.ID, m.Refused)
		return r
	}
	r.Says, r.Give = p.stepWord(s, m.Step), m.Step == workflow.TakeStep && p.People != nil
	r.Why, r.Final = m.Step == workflow.ReturnStep, m.Step == workflow.PublishStep
	if r.Give {
		r.Says = p.T("move.give")
	}
	return r
}

// wayTo is where what refuses a move can be done.
func wayTo(article string, refusal error) string {
	var e *workflow.Error
	if !errors.As(refusal, &e) {
		return ""
	}
	switch e.ID {
	case "move.untranslated", "move.returned":
		return articlePath(article) + "/bench"
	case "move.unreviewed", "move.all-reviewed":
		return articlePath(article) + "/review"
	}
	return ""
}

func (b base) stepWord(s workflow.Summary, step workflow.Step) string {
	switch step {
	case workflow.TakeStep:
		return b.T("move.take")
	case workflow.ReleaseStep:
		return b.T("move.release")
	case workflow.SubmitStep:
		return b.T("move.submit", "Count", s.Segments.Draft)
	case workflow.ReturnStep:
		return b.T("move.return", "Count", s.Segments.Translated)
	case workflow.SignStep:
		return b.T("move.sign")
	case workflow.UnsignStep:
		return b.T("move.unsign")
	}
	return b.T("move.publish")
}

// moveArticle makes a move, and offers to take it back.
func (s *deskRoom) moveArticle(c *call) error {
	f, err := c.sent()
	if err != nil {
		return err
	}
	in := workflow.MoveTo{Article: c.Param("id"), From: workflow.Stage(f.Value("from")),
		To: workflow.Stage(f.Value("to")), Person: f.Value("person"), Reason: c.reasonOf(f)}
	moved, err := s.Desk.Move(c.ctx(), c.actor, in)
	if err != nil && c.refused(f, err, map[string]string{"review.no-reason": "reason"}) {
		return s.movePage(c, statusOfForm(err), f)
	}
	if err != nil {
		return s.moveDenied(c, f, err)
	}
	if f.Value("undo") != "" {
		return c.done(localPath(f.Value("back")), "move.undone")
	}
	v, err := s.Desk.Article(c.ctx(), c.actor, in.Article)
	if err != nil {
		return err
	}
	base := c.bare()
	c.keepNotice(notice{Text: c.T("move.done", "Title", v.Title, "Stage", base.StageWord(in.To)),
		Undo: undoOf(in.Article, moved)})
	return c.done(localPath(f.Value("back")), "")
}

// moveDenied tells on the page of moves what the desk forbids about this article; nothing typed
// is lost.
func (s *deskRoom) moveDenied(c *call, f *form, err error) error {
	if workflow.KindOf(err) != workflow.Forbidden ||
		errors.Is(err, &workflow.Error{ID: "error.forbidden"}) {
		return err
	}
	t := troubleOf(err)
	f.wrong("", c.T(t.id, t.args...))
	return s.movePage(c, t.status, f)
}

// undoOf is the form that takes a move back: the move the other way, or the batch it made. A
// publication is not taken back, and neither is an article given back by several people.
func undoOf(article string, m workflow.Moved) *undoing {
	switch {
	case m.Batch != "":
		return &undoing{Path: "/batches/" + m.Batch + "/undo"}
	case m.Step == workflow.PublishStep, m.Step == workflow.ReleaseStep && m.Person == "":
		return nil
	}
	return &undoing{Path: articlePath(article) + "/move", Fields: []option{
		{"from", string(m.To)}, {"to", string(m.From)}, {"person", m.Person}, {"undo", "1"}}}
}
