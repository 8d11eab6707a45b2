package ui

import (
	"errors"
	"net/http"
	"strconv"

	"truchement/workflow"
)

// correctPage is the data of correct.html: the source of one segment, to be corrected.
type correctPage struct {
	base
	Article workflow.ArticleView
	Segment workflow.Segment
	Form    *form
	Grades  []option
}

func correctFields() map[string]string {
	return map[string]string{"correct.no-grade": "grade", "correct.empty": "source",
		"correct.no-reason": "reason", "markup.broken": "source", "markup.unknown": "source",
		"markup.torn": "source", "markup.crossed": "source", "markup.repeated": "source",
		"segment.too-large": "source", "text.override": "source", "text.encoding": "source"}
}

func (b base) grades() []option {
	return []option{
		{string(workflow.Typo), b.T("correct.typo")}, {string(workflow.Wording), b.T("correct.wording")},
		{string(workflow.Fact), b.T("correct.fact")},
	}
}

// showCorrection shows the source of a segment to be corrected.
func (s *articleRoom) showCorrection(c *call) error {
	return s.correctPage(c, http.StatusOK, nil)
}

func (s *articleRoom) correctPage(c *call, status int, f *form) error {
	v, err := s.Desk.Article(c.ctx(), c.actor, c.Param("id"))
	if err != nil {
		return err
	}
	for _, seg := range v.Segments {
		if seg.ID != c.Param("segment") {
			continue
		}
		if f == nil {
			f = filled("source", seg.Source.Markup(), "grade", string(workflow.Typo),
				"version", strconv.FormatInt(seg.Version, 10))
		}
		page := &correctPage{base: c.base("correct.title", "Position", seg.Position),
			Article: v, Segment: seg, Form: f}
		page.Grades = page.grades()
		return c.page(status, "correct", page)
	}
	return errNotFound()
}

// correctSource corrects the source of a segment. Somebody else's change in the meantime is
// shown beside what was typed.
func (s *articleRoom) correctSource(c *call) error {
	f, err := c.sent()
	if err != nil {
		return err
	}
	version, err := strconv.ParseInt(f.Value("version"), 10, 64)
	if err != nil {
		return &fault{status: http.StatusBadRequest, id: "fault.invalid", cause: err}
	}
	stands, err := s.Desk.Segment(c.ctx(), c.actor, c.Param("segment"))
	if err != nil {
		return err
	}
	if stands.Article != c.Param("id") {
		return errNotFound()
	}
	seg, err := s.Desk.Correct(c.ctx(), c.actor, workflow.Correction{
		Segment: c.Param("segment"), Version: version, Source: f.Value("source"),
		Grade: workflow.Grade(f.Value("grade")), Reason: f.Value("reason")})
	var conflict *workflow.ConflictError
	if errors.As(err, &conflict) {
		f.values.Set("version", strconv.FormatInt(conflict.Current.Version, 10))
		f.wrong("", c.T("correct.changed"))
		return s.correctPage(c, http.StatusConflict, f)
	}
	if err != nil && c.refused(f, err, correctFields()) {
		return s.correctPage(c, statusOfForm(err), f)
	}
	if err != nil {
		return err
	}
	return c.done(articlePath(seg.Article)+"#s"+strconv.Itoa(seg.Position), "correct.done",
		"Position", seg.Position)
}

// retractArticle blocks an article because its source was withdrawn.
func (s *articleRoom) retractArticle(c *call) error {
	f, err := c.sent()
	if err != nil {
		return err
	}
	v, err := s.Desk.Article(c.ctx(), c.actor, c.Param("id"))
	if err != nil {
		return err
	}
	if len(v.Segments) == 0 {
		return errNotFound()
	}
	first := v.Segments[0]
	return s.articleStep(c, "article.was-retracted", func() error {
		_, err := s.Desk.Correct(c.ctx(), c.actor, workflow.Correction{Segment: first.ID,
			Version: first.Version, Grade: workflow.Retraction, Reason: f.Value("reason")})
		return err
	})
}
