package review

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/desk"
)

// bulkPage is the data of review-many.html: what a decision on many segments would do.
type bulkPage struct {
	web.Base
	Article workflow.ArticleView
	Form    *web.Form
	Reason  string
	Return  bool
	Done    []*part.Row
	Skipped []skippedRow
	Eyes    bool // some are skipped because the reader is one of their authors
	Back    string
}

// skippedRow is a segment that would be left alone, and why.
type skippedRow struct {
	*part.Row
	Why string
}

// previewReview shows what a decision on the chosen segments would do; nothing is changed.
func (r *Room) previewReview(c *web.Call) error {
	f, in, err := r.readBulk(c)
	if err != nil {
		return err
	}
	if len(in.Segments) == 0 && in.Choice == nil {
		return r.answerRefusedBulk(c, f, in, "review.none-chosen")
	}
	if in.Decision == workflow.Return && in.Reason == "" {
		return r.answerRefusedBulk(c, f, in, "review.no-reason")
	}
	out, err := r.Desk.PreviewReview(c.Ctx(), c.Actor, in)
	if err != nil {
		return err
	}
	if len(out.Done)+len(out.Skipped) == 0 {
		return r.answerRefusedBulk(c, f, in, "review.none-chosen")
	}
	v, err := r.Article.Read(c.Ctx(), c.Actor, in.Article)
	if err != nil {
		return err
	}
	return c.Page(http.StatusOK, "review-many", r.bulkPageOf(c, v, f, in, out))
}

func (r *Room) bulkPageOf(c *web.Call, v workflow.ArticleView, f *web.Form, in desk.BulkReview,
	out desk.BulkOutcome,
) *bulkPage {
	p := &bulkPage{Base: c.Base("review.many-title", "Name", v.Title), Article: v, Form: f,
		Reason: in.Reason, Return: in.Decision == workflow.Return,
		Back: listPath(v.ID, ParseFilter(web.ParseQuery(f.Value("view"))))}
	maker := part.NewRowMaker(c, &p.Article)
	for _, g := range out.Done {
		p.Done = append(p.Done, maker.Row(g))
	}
	for _, k := range out.Skipped {
		t := web.FailureOf(k.Why)
		why := c.T(t.ID, t.Args...)
		if workflow.KindOf(k.Why) == workflow.Conflict {
			why = c.T("review.changed")
		}
		if errors.Is(k.Why, &workflow.Error{ID: "review.four-eyes"}) {
			p.Eyes = true
		}
		p.Skipped = append(p.Skipped, skippedRow{maker.Row(k.Segment), why})
	}
	return p
}

// Chosen are the fields that say which segments were chosen, as the form carries them on: each by
// its id and version, or the choice of all that the filter lets through.
func (p *bulkPage) Chosen() []word.Option {
	var fields []word.Option
	names := []string{"seg"}
	if p.Form.Value("every") != "" {
		names = []string{"every", "seen", "except"}
	}
	for _, name := range names {
		for _, value := range p.Form.Values[name] {
			fields = append(fields, word.Option{Value: name, Word: value})
		}
	}
	return fields
}

// readBulk reads which segments were chosen, at which version, and what is to become of them.
func (r *Room) readBulk(c *web.Call) (*web.Form, desk.BulkReview, error) {
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
		// All that the filter lets through, also what the page had no room for.
		seen, err := strconv.ParseInt(f.Value("seen"), 10, 64)
		if err != nil {
			return nil, in, &web.Fault{Status: http.StatusBadRequest, ID: "fault.invalid", Cause: err}
		}
		in.Choice = &desk.Choice{Seen: seen, Except: leftOut(f),
			Filter: ParseFilter(web.ParseQuery(f.Value("view"))).segments()}
		return f, in, nil
	}
	for _, box := range f.Values["seg"] {
		id, version, _ := strings.Cut(box, ":")
		n, err := strconv.ParseInt(version, 10, 64)
		if err != nil {
			return nil, in, &web.Fault{Status: http.StatusBadRequest, ID: "fault.invalid", Cause: err}
		}
		in.Segments = append(in.Segments, desk.SegmentVersion{Segment: id, Version: n})
	}
	return f, in, nil
}

// leftOut are the segments that were taken out of a choice of all.
func leftOut(f *web.Form) []string {
	return strings.Fields(strings.Join(f.Values["except"], " "))
}

func (r *Room) answerRefusedBulk(c *web.Call, f *web.Form, in desk.BulkReview, message string) error {
	f.Problem = c.T(message)
	return r.AnswerPage(c, http.StatusUnprocessableEntity, Request{Article: in.Article,
		Filter: ParseFilter(web.ParseQuery(f.Value("view"))), bulk: f})
}

// reviewMany carries out what the preview showed. The page it comes to can take it back as one.
func (r *Room) reviewMany(c *web.Call) error {
	f, in, err := r.readBulk(c)
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
	return c.Done(listPath(in.Article, ParseFilter(web.ParseQuery(f.Value("view")))), said,
		"Count", len(out.Done))
}
