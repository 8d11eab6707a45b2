package desk

import (
	"cmp"
	"errors"
	"net/http"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/board"
)

// movePage is the data of move.html: where an article can go from its column, and what each
// move does or why it cannot be made. The board shows the same in a dialog, and reads it before
// an article that is dragged is dropped.
type movePage struct {
	web.Base
	Article workflow.ArticleView
	From    workflow.Stage
	Moves   []moveRow
	Form    *web.Form
	People  []word.Option
	Due     part.DueInput // of the person it is given to
	Reasons []part.ReasonWord
}

// moveRow is one column the article could go to.
type moveRow struct {
	board.Move
	Word  string // of the column
	Says  string // what the move does, or why it cannot be made
	Path  string // where the obstacle is
	Can   bool
	Give  bool // asks to whom the article goes
	Why   bool // asks for a reason
	Final bool // cannot be taken back
}

// Asks reports whether the move wants an answer before it is made.
func (r moveRow) Asks() bool { return r.Give || r.Why || r.Final }

// showMove shows where an article can go.
func (r *Room) showMove(c *web.Call) error {
	return r.answerMoves(c, http.StatusOK, nil)
}

func (r *Room) answerMoves(c *web.Call, status int, f *web.Form) error {
	v, err := r.Article.Read(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	page := &movePage{Base: c.Base("move.title"), Article: v, From: v.Stage(), Form: f,
		Reasons: part.ReasonWords(c)}
	if c.Actor.Can(workflow.Assign) {
		if page.People, _, err = part.Assignees(c); err != nil {
			return err
		}
	}
	if page.Form == nil {
		page.Form = web.NewForm("person", c.ActorID())
	}
	page.Due = part.DueInputOf(page.Base, "move-due", page.Form, r.Now())
	for _, m := range board.MovesOf(v.Summary, c.Actor) {
		page.Moves = append(page.Moves, page.moveRow(v.Summary, m))
	}
	if c.WantsPart("move") {
		return c.Part(status, "move", page)
	}
	return c.Page(status, "move", page)
}

func (p *movePage) moveRow(s workflow.Summary, m board.Move) moveRow {
	r := moveRow{Move: m, Word: p.StageWord(m.To), Can: m.Refused == nil}
	if !r.Can {
		t := web.FailureOf(m.Refused)
		r.Says = p.T(t.ID, t.Args...)
		r.Path = whereToFix(s.ID, m.Refused)
		return r
	}
	r.Says, r.Give = stepWord(p.Base, s, m.Step), m.Step == board.TakeStep && p.People != nil
	r.Why, r.Final = m.Step == board.ReturnStep, m.Step == board.PublishStep
	if r.Give {
		r.Says = p.T("move.give")
	}
	return r
}

// whereToFix is where what refuses a move can be done.
func whereToFix(article string, refusal error) string {
	var e *workflow.Error
	if !errors.As(refusal, &e) {
		return ""
	}
	switch e.ID {
	case "move.untranslated", "move.returned":
		return part.ArticlePath(article) + "/bench"
	case "move.unreviewed", "move.all-reviewed":
		return part.ArticlePath(article) + "/review"
	}
	return ""
}

func stepWord(b web.Base, s workflow.Summary, step board.Step) string {
	switch step {
	case board.TakeStep:
		return b.T("move.take")
	case board.ReleaseStep:
		return b.T("move.release")
	case board.SubmitStep:
		return b.T("move.submit", "Count", s.Segments.Draft)
	case board.ReturnStep:
		return b.T("move.return", "Count", s.Segments.Translated)
	case board.SignStep:
		return b.T("move.sign")
	case board.UnsignStep:
		return b.T("move.unsign")
	}
	return b.T("move.publish")
}

// moveArticle makes a move, and offers to take it back.
func (r *Room) moveArticle(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	in := board.MoveTo{Article: c.Param("id"), From: workflow.Stage(f.Value("from")),
		To: workflow.Stage(f.Value("to")), Person: f.Value("person"), Reason: part.ReasonOf(c, f)}
	if in.Due, err = part.DueTime(c, f); err != nil {
		return r.answerMoves(c, web.FormStatus(err), f)
	}
	moved, err := r.Board.Move(c.Ctx(), c.Actor, in)
	if err != nil && c.Refused(f, err, map[string]string{"review.no-reason": "reason"}) {
		return r.answerMoves(c, web.FormStatus(err), f)
	}
	if err != nil {
		return r.answerForbiddenMove(c, f, err)
	}
	if f.Value("undo") != "" {
		return c.Done(web.LocalPath(cmp.Or(f.Value("back"), boardPath)), "move.undone")
	}
	v, err := r.Article.Read(c.Ctx(), c.Actor, in.Article)
	if err != nil {
		return err
	}
	base := c.RowBase()
	c.KeepNotice(web.Notice{Text: c.T("move.done", "Title", v.Title, "Stage", base.StageWord(in.To)),
		Undo: undoOf(in.Article, moved)})
	return c.Done(web.LocalPath(cmp.Or(f.Value("back"), boardPath)), "")
}

// answerForbiddenMove shows on the page of moves what the desk forbids about this article, and keeps what was
// typed.
func (r *Room) answerForbiddenMove(c *web.Call, f *web.Form, err error) error {
	if workflow.KindOf(err) != workflow.Forbidden ||
		errors.Is(err, &workflow.Error{ID: "error.forbidden"}) {
		return err
	}
	t := web.FailureOf(err)
	f.SetProblem("", c.T(t.ID, t.Args...))
	return r.answerMoves(c, t.Status, f)
}

// undoOf is the form that takes a move back: the move the other way, or the batch it made. A
// publication is not taken back, and neither is an article given back by several people.
func undoOf(article string, m board.Moved) *web.UndoForm {
	switch {
	case m.Batch != "":
		return &web.UndoForm{Path: "/batches/" + m.Batch + "/undo", Fx: "board"}
	case m.Step == board.PublishStep, m.Step == board.ReleaseStep && m.Person == "":
		return nil
	}
	return &web.UndoForm{Path: part.ArticlePath(article) + "/move", Fx: "board", Fields: []word.Option{
		{Value: "from", Word: string(m.To)}, {Value: "to", Word: string(m.From)}, {Value: "person", Word: m.Person}, {Value: "undo", Word: "1"}}}
}
