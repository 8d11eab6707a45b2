package api

import (
	"net/http"

	"truchement/ui/part"
	"truchement/ui/report"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/desk"
	"truchement/workflow/mqm"
)

// listIssues lists what was marked in an article, ended issues too.
func (r *Room) listIssues(c *web.Call) error {
	all, err := r.Quality.Issues(c.Ctx(), c.Actor, workflow.IssueFilter{Article: c.Param("id")})
	if err != nil {
		return err
	}
	out := make([]report.Issue, len(all))
	for n, i := range all {
		out[n] = report.IssueOf(i)
	}
	return c.JSON(http.StatusOK, out)
}

// markIssue marks a passage of the version that If-Match names: by characters, by words, or all.
func (r *Room) markIssue(c *web.Call) error {
	version, err := ifMatch(c)
	if err != nil {
		return err
	}
	var in struct {
		Side     workflow.Side `json:"side"`
		From     int           `json:"from"`
		To       int           `json:"to"`
		Passage  string        `json:"passage"`
		Type     mqm.Type      `json:"type"`
		Severity mqm.Severity  `json:"severity"`
		Note     string        `json:"note"`
	}
	if err := readBody(c, &in); err != nil {
		return err
	}
	i, err := r.Desk.MarkIssue(c.Ctx(), c.Actor, desk.NewIssue{Segment: c.Param("id"),
		Version: version, Side: in.Side, From: in.From, To: in.To, Words: in.Passage,
		Verdict: workflow.Verdict{Type: in.Type, Severity: in.Severity, Note: in.Note}})
	if err != nil {
		return err
	}
	return c.JSON(http.StatusCreated, report.IssueOf(i))
}

// showQuality reports on a period or an article.
func (r *Room) showQuality(c *web.Call) error {
	_, filter, err := part.QualityFilter(c, c.QueryParams())
	if err != nil {
		return err
	}
	q, err := r.Quality.Report(c.Ctx(), c.Actor, filter)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, report.JSON(q))
}

// withdrawIssue takes an issue back.
func (r *Room) withdrawIssue(c *web.Call) error {
	i, err := r.Desk.WithdrawIssue(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, report.IssueOf(i))
}
