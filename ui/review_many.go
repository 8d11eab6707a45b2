package ui

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"truchement/workflow"
)

// manyPage is the data of review-many.html: what a decision on many segments would do.
type manyPage struct {
	base
	Article workflow.ArticleView
	Form    *form
	Reason  string
	Return  bool
	Done    []*segmentRow
	Skipped []skippedRow
	Eyes    bool // some are skipped because the reader wrote a part of them
	Back    string
}

// skippedRow is a segment that would be left alone, and why.
type skippedRow struct {
	*segmentRow
	Why string
}

// previewReview shows what a decision on the chosen segments would do; nothing is changed.
func (s *reviewRoom) previewReview(c *call) error {
	f, in, err := s.bulkOf(c)
	if err != nil {
		return err
	}
	if len(in.Segments) == 0 {
		return s.bulkAgain(c, f, in, "review.none-chosen")
	}
	if in.Decision == workflow.Return && in.Reason == "" {
		return s.bulkAgain(c, f, in, "review.no-reason")
	}
	in.Preview = true
	out, err := s.Desk.ReviewMany(c.ctx(), c.actor, in)
	if err != nil {
		return err
	}
	v, err := s.Desk.Article(c.ctx(), c.actor, in.Article)
	if err != nil {
		return err
	}
	return c.page(http.StatusOK, "review-many", s.manyPage(c, v, f, in, out))
}

func (s *reviewRoom) manyPage(c *call, v workflow.ArticleView, f *form, in workflow.BulkReview,
	out workflow.BulkOutcome,
) *manyPage {
	p := &manyPage{base: c.base("review.many-title", "Name", v.Title), Article: v, Form: f,
		Reason: in.Reason, Return: in.Decision == workflow.Return,
		Back: reviewList(v.ID, reviewFilterOf(parseView(f.Value("view"))))}
	maker := c.rows(&p.Article)
	for _, g := range out.Done {
		p.Done = append(p.Done, maker.row(currentOf(v, g)))
	}
	for _, k := range out.Skipped {
		t := troubleOf(k.Why)
		why := c.T(t.id, t.args...)
		if workflow.KindOf(k.Why) == workflow.Conflict {
			why = c.T("review.changed")
		}
		if errors.Is(k.Why, &workflow.Error{ID: "review.four-eyes"}) {
			p.Eyes = true
		}
		p.Skipped = append(p.Skipped, skippedRow{maker.row(currentOf(v, k.Segment)), why})
	}
	return p
}

// currentOf is a segment as it stands: a preview answers it as it would be.
func currentOf(v workflow.ArticleView, g workflow.Segment) workflow.Segment {
	if i := indexOfSegment(v.Segments, g.ID); i >= 0 {
		return v.Segments[i]
	}
	return g
}

// Boxes are the chosen segments with their versions, as the form carries them on.
func (p *manyPage) Boxes() []string { return p.Form.values["seg"] }

// bulkOf reads which segments were chosen, at which version, and what is to become of them.
func (s *reviewRoom) bulkOf(c *call) (*form, workflow.BulkReview, error) {
	f, err := c.sent()
	if err != nil {
		return nil, workflow.BulkReview{}, err
	}
	in := workflow.BulkReview{Article: c.Param("id"), Override: f.Value("override"),
		Decision: workflow.Decision(f.Value("decision"))}
	if in.Decision == workflow.Return {
		in.Reason = c.reasonOf(f)
	}
	if f.Value("every") != "" {
		return s.everyOf(c, f, in)
	}
	for _, box := range f.values["seg"] {
		id, version, _ := strings.Cut(box, ":")
		n, err := strconv.ParseInt(version, 10, 64)
		if err != nil {
			return nil, in, &fault{status: http.StatusBadRequest, id: "fault.invalid", cause: err}
		}
		in.Segments = append(in.Segments, workflow.SegmentVersion{Segment: id, Version: n})
	}
	return f, in, nil
}

// everyOf chooses all that the filter lets through, also what the page had no room for.
func (s *reviewRoom) everyOf(c *call, f *form, in workflow.BulkReview) (*form, workflow.BulkReview, error) {
	v, err := s.Desk.Article(c.ctx(), c.actor, in.Article)
	if err != nil {
		return f, in, err
	}
	filter := reviewFilterOf(parseView(f.Value("view")))
	f.values["seg"] = nil
	for _, g := range v.Segments {
		if !filter.keeps(g) || g.Target.Empty() {
			continue
		}
		f.values["seg"] = append(f.values["seg"], g.ID+":"+versionText(g.Version))
		in.Segments = append(in.Segments, workflow.SegmentVersion{Segment: g.ID, Version: g.Version})
	}
	return f, in, nil
}

func (s *reviewRoom) bulkAgain(c *call, f *form, in workflow.BulkReview, message string) error {
	f.Problem = c.T(message)
	return s.reviewPage(c, http.StatusUnprocessableEntity, reviewAsk{article: in.Article,
		filter: reviewFilterOf(parseView(f.Value("view"))), bulk: f})
}

// reviewMany carries out what the preview showed. The page it comes to can take it back as one.
func (s *reviewRoom) reviewMany(c *call) error {
	f, in, err := s.bulkOf(c)
	if err != nil {
		return err
	}
	out, err := s.Desk.ReviewMany(c.ctx(), c.actor, in)
	if err != nil {
		return err
	}
	said := "review.many-approved"
	if in.Decision == workflow.Return {
		said = "review.many-returned"
	}
	return c.done(reviewList(in.Article, reviewFilterOf(parseView(f.Value("view")))), said,
		"Count", len(out.Done))
}
