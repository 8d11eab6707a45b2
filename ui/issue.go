package ui

import (
	"net/http"

	"truchement/workflow"
	"truchement/workflow/mqm"
)

// issueFields maps the refusals of an issue to the fields they are about.
func issueFields() map[string]string {
	return map[string]string{
		"issue.no-type": "type", "issue.no-severity": "severity", "issue.no-side": "side",
		"issue.no-text": "words", "issue.not-there": "words", "issue.ambiguous": "words",
		"text.too-long": "note", "text.encoding": "note", "text.override": "note",
	}
}

func verdictOf(f *form) workflow.Verdict {
	return workflow.Verdict{Type: mqm.Type(f.Value("type")),
		Severity: mqm.Severity(f.Value("severity")), Note: f.Value("note")}
}

// showSegmentIssues shows what was marked in one segment.
func (s *benchRoom) showSegmentIssues(c *call) error {
	return s.segmentPage(c, http.StatusOK, "issues", nil)
}

// markIssue marks a passage: the characters that the page's script has found for a selection, or
// the words that somebody typed.
func (s *benchRoom) markIssue(c *call) error {
	f, err := c.sent()
	if err != nil {
		return err
	}
	in := workflow.NewIssue{Segment: c.Param("id"), Version: int64(f.number("version")),
		Side: workflow.Side(f.Value("side")), Words: f.Value("words"), Verdict: verdictOf(f)}
	// The characters count only for the words they were found for.
	if f.Value("words") == f.Value("of") && f.Value("words") != "" {
		in.From, in.To = f.number("begins"), f.number("ends")
	}
	i, err := s.Desk.MarkIssue(c.ctx(), c.actor, in)
	if err != nil && c.refused(f, err, issueFields()) {
		return s.issueAgain(c, f, c.Param("id"), statusOfForm(err))
	}
	if err != nil {
		return err
	}
	return s.issueDone(c, f, i.Segment, "issue.marked")
}

// changeIssue gives an issue another type, severity or note.
func (s *benchRoom) changeIssue(c *call) error {
	f, err := c.sent()
	if err != nil {
		return err
	}
	i, err := s.Desk.ChangeIssue(c.ctx(), c.actor, c.Param("id"), verdictOf(f))
	return s.issueEnded(c, f, i, err, "issue.changed")
}

// withdrawIssue takes an issue back.
func (s *benchRoom) withdrawIssue(c *call) error {
	f, err := c.sent()
	if err != nil {
		return err
	}
	i, err := s.Desk.WithdrawIssue(c.ctx(), c.actor, c.Param("id"))
	return s.issueEnded(c, f, i, err, "issue.withdrawn")
}

func (s *benchRoom) issueEnded(c *call, f *form, i workflow.Issue, err error, said string) error {
	if err == nil {
		return s.issueDone(c, f, i.Segment, said)
	}
	old, gone := s.Desk.Issue(c.ctx(), c.actor, c.Param("id"))
	if gone != nil || !c.refused(f, err, nil) {
		return err
	}
	return s.issueAgain(c, f, old.Segment, statusOfForm(err))
}

// issueDone goes back to where the form was sent from.
func (s *benchRoom) issueDone(c *call, f *form, segment, said string) error {
	if f.Value("from") != "review" {
		return c.done("/segments/"+segment+"/issues", said)
	}
	g, err := s.Desk.Segment(c.ctx(), c.actor, segment)
	if err != nil {
		return err
	}
	return c.done(reviewPath(g.Article, f.Value("view"), g), said)
}

// issueAgain shows the page that the form was sent from, with all that was written.
func (s *benchRoom) issueAgain(c *call, f *form, segment string, status int) error {
	if f.Value("from") != "review" {
		return s.segmentPageOf(c, status, segment, "issues", f)
	}
	g, err := s.Desk.Segment(c.ctx(), c.actor, segment)
	if err != nil {
		return err
	}
	return s.review.reviewPage(c, status, reviewAsk{article: g.Article, active: g.ID, mark: f,
		filter: reviewFilterOf(parseView(f.Value("view")))})
}
