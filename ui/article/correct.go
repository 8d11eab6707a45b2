package article

import (
	"errors"
	"net/http"
	"strconv"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/desk"
)

// correctPage is the data of correct.html: the source of one segment, to be corrected.
type correctPage struct {
	web.Base
	Article workflow.ArticleView
	Segment workflow.Segment
	Form    *web.Form
	Grades  []word.Option
}

func correctFields() map[string]string {
	return map[string]string{"correct.no-grade": "grade", "correct.empty": "source",
		"correct.no-reason": "reason", "markup.broken": "source", "markup.unknown": "source",
		"markup.torn": "source", "markup.crossed": "source", "markup.repeated": "source",
		"segment.too-large": "source", "text.override": "source", "text.encoding": "source"}
}

func grades(b web.Base) []word.Option {
	return []word.Option{
		{Value: string(workflow.Typo), Word: b.T("correct.typo")}, {Value: string(workflow.Wording), Word: b.T("correct.wording")},
		{Value: string(workflow.Fact), Word: b.T("correct.fact")},
	}
}

// showCorrection shows the source of a segment to be corrected.
func (r *Room) showCorrection(c *web.Call) error {
	return r.answerCorrection(c, http.StatusOK, nil)
}

func (r *Room) answerCorrection(c *web.Call, status int, f *web.Form) error {
	v, err := r.Article.Read(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	for _, seg := range v.Segments {
		if seg.ID != c.Param("segment") {
			continue
		}
		if f == nil {
			f = web.NewForm("source", seg.Source.Markup(), "grade", string(workflow.Typo),
				"version", strconv.FormatInt(seg.Version, 10))
		}
		page := &correctPage{Base: c.Base("correct.title", "Position", seg.Position),
			Article: v, Segment: seg, Form: f}
		page.Grades = grades(page.Base)
		return c.Page(status, "correct", page)
	}
	return web.NotFound()
}

// correctSource corrects the source of a segment. A change that another person has made since
// the page was loaded is shown beside what was typed.
func (r *Room) correctSource(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	version, err := strconv.ParseInt(f.Value("version"), 10, 64)
	if err != nil {
		return &web.Fault{Status: http.StatusBadRequest, ID: "fault.invalid", Cause: err}
	}
	stands, err := r.Article.Segment(c.Ctx(), c.Actor, c.Param("segment"))
	if err != nil {
		return err
	}
	if stands.Article != c.Param("id") {
		return web.NotFound()
	}
	seg, err := r.Desk.Correct(c.Ctx(), c.Actor, desk.Correction{
		Segment: c.Param("segment"), Version: version, Source: f.Value("source"),
		Grade: workflow.Grade(f.Value("grade")), Reason: f.Value("reason")})
	var conflict *workflow.ConflictError
	if errors.As(err, &conflict) {
		f.Values.Set("version", strconv.FormatInt(conflict.Current.Version, 10))
		f.SetProblem("", c.T("correct.changed"))
		return r.answerCorrection(c, http.StatusConflict, f)
	}
	if err != nil && c.Refused(f, err, correctFields()) {
		return r.answerCorrection(c, web.FormStatus(err), f)
	}
	if err != nil {
		return err
	}
	return c.Done(part.ArticlePath(seg.Article)+"#s"+strconv.Itoa(seg.Position), "correct.done",
		"Position", seg.Position)
}

// retractArticle blocks an article because its source was withdrawn.
func (r *Room) retractArticle(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	v, err := r.Article.Read(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	if len(v.Segments) == 0 {
		return web.NotFound()
	}
	first := v.Segments[0]
	return r.carryOut(c, "article.was-retracted", func() error {
		_, err := r.Desk.Correct(c.Ctx(), c.Actor, desk.Correction{Segment: first.ID,
			Version: first.Version, Grade: workflow.Retraction, Reason: f.Value("reason")})
		return err
	})
}
