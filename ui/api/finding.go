package api

import (
	"errors"
	"net/http"

	"truchement/ui/report"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/desk"
)

// listFindings lists what the checks find in an article, with what was dismissed of it.
func (r *Room) listFindings(c *web.Call) error {
	v, err := r.Article.Read(c.Ctx(), c.Actor, c.Param("id"))
	if err != nil {
		return err
	}
	all, err := r.Checking.Article(c.Ctx(), c.Actor, &v)
	if err != nil {
		return err
	}
	out := []report.DeskFinding{}
	for _, one := range all {
		out = append(out, report.DeskFindingsOf(c, one)...)
	}
	return c.JSON(http.StatusOK, out)
}

// dismissFinding says, with a reason, that a finding of a segment of the article is none.
func (r *Room) dismissFinding(c *web.Call) error {
	var in struct {
		Segment string                  `json:"segment"`
		Check   string                  `json:"check"`
		Key     string                  `json:"key"`
		Scope   workflow.DismissalScope `json:"scope"`
		Reason  string                  `json:"reason"`
	}
	if err := readBody(c, &in); err != nil {
		return err
	}
	d, err := r.Checking.Dismiss(c.Ctx(), c.Actor, workflow.Dismissal{Article: c.Param("id"), Segment: in.Segment, Check: in.Check,
		Word: in.Key, Scope: in.Scope, Reason: in.Reason})
	if err != nil {
		return err
	}
	return c.JSON(http.StatusCreated, report.DismissalOf(d))
}

// takeDismissalBack opens the finding again that was dismissed in the article.
func (r *Room) takeDismissalBack(c *web.Call) error {
	d, err := r.Checking.TakeBack(c.Ctx(), c.Actor, workflow.Dismissal{ID: c.Param("dismissal"), Article: c.Param("id")})
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, report.DismissalOf(d))
}

// heldBack is a refusal that names the findings that it is for.
type heldBack struct {
	*desk.BlockedError
	findings []report.Finding
}

// Unwrap returns why, for the kernel.
func (h *heldBack) Unwrap() error { return h.BlockedError }

// Problem answers the members that a program gets beside the usual ones: the findings, and the segment as it is now.
func (h *heldBack) Problem() map[string]any {
	return map[string]any{"findings": h.findings, "segment": segmentOf(h.Segment, nil)}
}

// findingsOf are the findings for which a text was held back; nil where it was not.
func findingsOf(c *web.Call, err error) (findings []report.Finding) {
	var held *desk.BlockedError
	if !errors.As(err, &held) {
		return nil
	}
	for _, f := range held.Findings {
		findings = append(findings, report.FindingOf(c, f))
	}
	return findings
}

// withFindings has a refusal name the findings that it is for.
func withFindings(c *web.Call, err error) error {
	var held *desk.BlockedError
	if errors.As(err, &held) {
		return &heldBack{held, findingsOf(c, err)}
	}
	return err
}

// answerSaved is a segment after a save. One that was confirmed, and is a draft since checks keep the new text from being
// confirmed, has the findings.
func answerSaved(c *web.Call, confirm bool) func(workflow.Segment, error) error {
	return func(s workflow.Segment, err error) error {
		findings := findingsOf(c, err)
		if confirm || findings == nil {
			return answerSegment(c)(s, err)
		}
		setVersion(c, s)
		return c.JSON(http.StatusOK, struct {
			Segment
			Findings []report.Finding `json:"findings"`
		}{segmentOf(s, nil), findings})
	}
}
