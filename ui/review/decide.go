package review

import (
	"errors"
	"net/http"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/desk"
)

// Path is the address of a segment in the review.
func Path(article, view string, g workflow.Segment) string {
	return part.ReviewPath(article, web.ParseQuery(ParseFilter(web.ParseQuery(view)).Encode()), g)
}

// reviewSegment carries out a decision on one segment.
func (r *Room) reviewSegment(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	if person := f.Value("person"); person != "" && person != c.Actor.ID {
		return &web.Fault{Status: http.StatusUnauthorized, ID: "fault.other-person"}
	}
	in := desk.Review{Segment: c.Param("id"), Version: int64(f.Int("version")),
		Decision: workflow.Decision(f.Value("decision")), Override: f.Value("override")}
	if in.Decision == workflow.Return {
		in.Reason = part.ReasonOf(c, f)
	}
	if in.Decision == workflow.Return && in.Reason == "" {
		if in.Reason, err = r.reasonFromIssues(c, in.Segment); err != nil {
			return err
		}
	}
	in.Op = part.SaveKey(f.Value("op"), f.Value("decision"), in.Reason+"\x00"+in.Override)
	g, err := r.Desk.Review(c.Ctx(), c.Actor, in)
	if err != nil {
		return r.answerRefusedDecision(c, f, err)
	}
	said := "review.was-approved"
	if in.Decision == workflow.Return {
		said = "review.was-returned"
	}
	filter := ParseFilter(web.ParseQuery(f.Value("view")))
	to, err := r.Desk.Neighbour(c.Ctx(), c.Actor, g, filter.segments(), true)
	if err != nil {
		return err
	}
	if to.ID == g.ID { // nothing else is on the list
		to.ID = ""
	}
	if c.WantsPart("review-part") {
		part.TellSaved(c, g)
		return r.AnswerPage(c, http.StatusOK, Request{Article: g.Article, Active: to.ID, Filter: filter,
			notice: &web.Notice{Kind: "ok", Text: c.T(said, "Position", g.Position)}})
	}
	path := listPath(g.Article, filter)
	if to.ID != "" {
		path = Path(g.Article, f.Value("view"), to)
	}
	return c.Done(path, said, "Position", g.Position)
}

// answerRefusedDecision shows the review with a decision that was refused, and all that was written.
func (r *Room) answerRefusedDecision(c *web.Call, f *web.Form, err error) error {
	g, gerr := r.Article.Segment(c.Ctx(), c.Actor, c.Param("id"))
	if gerr != nil {
		return gerr
	}
	t := web.FailureOf(err)
	said := c.T(t.ID, t.Args...)
	switch {
	case errors.Is(err, &workflow.Error{ID: "review.four-eyes"}):
		f.SetProblem("override", said)
	case t.Status == http.StatusConflict:
		said = c.T("review.changed")
		f.Problem = said
	case t.Status == http.StatusUnprocessableEntity || t.NotSaved() ||
		t.Status == http.StatusForbidden:
		f.SetProblem(map[string]string{"review.no-reason": "reason"}[t.ID], said)
	default:
		return err
	}
	c.SetProblem(said)
	return r.AnswerPage(c, t.Status, Request{Article: g.Article, Active: g.ID,
		Filter: ParseFilter(web.ParseQuery(f.Value("view"))), decision: f})
}

// reasonFromIssues puts what was marked in a segment into words: an editor who has marked what is wrong
// need not say it again to return it.
func (r *Room) reasonFromIssues(c *web.Call, segment string) (string, error) {
	g, err := r.Article.Segment(c.Ctx(), c.Actor, segment)
	if err != nil {
		return "", err
	}
	all, err := r.Quality.Issues(c.Ctx(), c.Actor, workflow.IssueFilter{Segment: segment, Open: true})
	if err != nil {
		return "", err
	}
	var said []string
	for _, i := range all {
		if i.Side != workflow.TargetSide || !i.Stands(g) {
			continue
		}
		if quote := i.Quote(); quote != i.Text {
			said = append(said, c.T("issue.as-reason", "Type", c.TypeWord(i.Type), "Quote", quote))
		} else {
			said = append(said, c.TypeWord(i.Type))
		}
	}
	return c.List(said), nil
}
