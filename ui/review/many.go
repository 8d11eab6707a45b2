package review

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/desk"
)

// manyPage is the data of review-many.html: what a decision on many segments would do.
type manyPage struct {
	web.Base
	Article workflow.ArticleView
	Form    *web.Form
	Reason  string
	Return  bool
	Done    []*part.Row
	Skipped []skippedRow
	Eyes    bool // some are skipped because the reader wrote a part of them
	Back    string
}

// skippedRow is a segment that would be left alone, and why.
type skippedRow struct {
	*part.Row
	Why string
}

// previewReview shows what a decision on the chosen segments would do; nothing is changed.
func (r *Room) previewReview(c *web.Call) error {
	f, in, err := r.bulkOf(c)
	if err != nil {
		return err
	}
	if len(in.Segments) == 0 {
		return r.bulkAgain(c, f, in, "review.none-chosen")
	}
	if in.Decision == workflow.Return && in.Reason == "" {
		return r.bulkAgain(c, f, in, "review.no-reason")
	}
	in.Preview = true
	out, err := r.Desk.ReviewMany(c.Ctx(), c.Actor, in)
	if err != nil {
		return err
	}
	v, err := r.Article.Read(c.Ctx(), c.Actor, in.Article)
	if err != nil {
		return err
	}
	return c.Page(http.StatusOK, "review-many", r.manyPage(c, v, f, in, out))
}

func (r *Room) manyPage(c *web.Call, v workflow.ArticleView, f *web.Form, in desk.BulkReview,
	out desk.BulkOutcome,
) *manyPage {
	p := &manyPage{Base: c.Base("review.many-title", "Name", v.Title), Article: v, Form: f,
		Reason: in.Reason, Return: in.Decision == workflow.Return,
		Back: reviewList(v.ID, ReviewFilterOf(web.ParseQuery(f.Value("view"))))}
	maker := part.RowsOf(c, &p.Article)
	for _, g := range out.Done {
		p.Done = append(p.Done, maker.Row(currentOf(v, g)))
	}
	for _, k := range out.Skipped {
		t := web.FailureOf(k.Why)
		why := c.T(t.Id, t.Args...)
		if workflow.KindOf(k.Why) == workflow.Conflict {
			why = c.T("review.changed")
		}
		if errors.Is(k.Why, &workflow.Error{ID: "review.four-eyes"}) {
			p.Eyes = true
		}
		p.Skipped = append(p.Skipped, skippedRow{maker.Row(currentOf(v, k.Segment)), why})
	}
	return p
}

// currentOf is a segment as it stands: a preview answers it as it would be.
func currentOf(v workflow.ArticleView, g workflow.Segment) workflow.Segment {
	if i := part.IndexOfSegment(v.Segments, g.ID); i >= 0 {
		return v.Segments[i]
	}
	return g
}

// Boxes are the chosen segments with their versions, as the form carries them on.
func (p *manyPage) Boxes() []string { return p.Form.Values["seg"] }

// bulkOf reads which segments were chosen, at which version, and what is to become of them.
func (r *Room) bulkOf(c *web.Call) (*web.Form, desk.BulkReview, error) {
	f, err := c.ReadForm()
	if err != nil {
		return nil, desk.BulkReview{}, err
	}
	in := desk.BulkReview{Article: c.Param("id"), Override: f.Value("override"),
		Decision: workflow.Decision(f.Value("decision"))}
	if in.Decision == workflow.Return {
		in.Reason = part.ReasonOf(c, f)
	}
	if f.Value("every") != "" {
		return r.everyOf(c, f, in)
	}
	for _, box := range f.Values["seg"] {
		id, version, _ := strings.Cut(box, ":")
		n, err := strconv.ParseInt(version, 10, 64)
		if err != nil {
			return nil, in, &web.Fault{Status: http.StatusBadRequest, Id: "fault.invalid", Cause: err}
		}
		in.Segments = append(in.Segments, desk.SegmentVersion{Segment: id, Version: n})
	}
	return f, in, nil
}

// everyOf chooses all that the filter lets through, also what the page had no room for.
func (r *Room) everyOf(c *web.Call, f *web.Form, in desk.BulkReview) (*web.Form, desk.BulkReview, error) {
	v, err := r.Article.Read(c.Ctx(), c.Actor, in.Article)
	if err != nil {
		return f, in, err
	}
	filter := ReviewFilterOf(web.ParseQuery(f.Value("view")))
	f.Values["seg"] = nil
	for _, g := range v.Segments {
		if !filter.keeps(g) || g.Target.Empty() {
			continue
		}
		f.Values["seg"] = append(f.Values["seg"], g.ID+":"+versionText(g.Version))
		in.Segments = append(in.Segments, desk.SegmentVersion{Segment: g.ID, Version: g.Version})
	}
	return f, in, nil
}

func (r *Room) bulkAgain(c *web.Call, f *web.Form, in desk.BulkReview, message string) error {
	f.Problem = c.T(message)
	return r.ReviewPage(c, http.StatusUnprocessableEntity, ReviewAsk{Article: in.Article,
		Filter: ReviewFilterOf(web.ParseQuery(f.Value("view"))), bulk: f})
}

// reviewMany carries out what the preview showed. The page it comes to can take it back as one.
func (r *Room) reviewMany(c *web.Call) error {
	f, in, err := r.bulkOf(c)
	if err != nil {
		return err
	}
	out, err := r.Desk.ReviewMany(c.Ctx(), c.Actor, in)
	if err != nil {
		return err
	}
	said := "review.many-approved"
	if in.Decision == workflow.Return {
		said = "review.many-returned"
	}
	return c.Done(reviewList(in.Article, ReviewFilterOf(web.ParseQuery(f.Value("view")))), said,
		"Count", len(out.Done))
}
