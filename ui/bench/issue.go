package bench

import (
	"truchement/ui/part"
	"truchement/ui/review"
	"truchement/ui/web"
	"truchement/workflow"
	"truchement/workflow/desk"
	"truchement/workflow/mqm"
)

var issuesTab = tab{name: "issues", word: "issue.word", load: loadIssues}

// issuesData is the data of the part "panel-issues".
type issuesData struct {
	*panelBase
	Issues []part.IssueView
}

// Count is how many issues are open.
func (d *issuesData) Count() int { return part.CountOpen(d.Issues) }

func loadIssues(r *Room, c *web.Call, at *panelBase) (tabData, error) {
	all, err := r.Quality.Issues(c.Ctx(), c.Actor, workflow.IssueFilter{Segment: at.Segment.ID})
	if err != nil {
		return nil, err
	}
	return &issuesData{at, part.IssueViews(c, at.Article, all)[at.Segment.ID]}, nil
}

// issueFields maps the refusals of an issue to the fields they are about.
func issueFields() map[string]string {
	return map[string]string{
		"issue.no-type": "type", "issue.no-severity": "severity", "issue.no-side": "side",
		"issue.no-text": "words", "issue.not-there": "words", "issue.ambiguous": "words",
		"text.too-long": "note", "text.encoding": "note", "text.override": "note",
	}
}

func parseVerdict(f *web.Form) workflow.Verdict {
	return workflow.Verdict{Type: mqm.Type(f.Value("type")),
		Severity: mqm.Severity(f.Value("severity")), Note: f.Value("note")}
}

// markIssue marks a passage: the characters that the page's script has found for a selection, or
// the words that were typed.
func (r *Room) markIssue(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	in := desk.NewIssue{Segment: c.Param("id"), Version: int64(f.Int("version")),
		Side: workflow.Side(f.Value("side")), Words: f.Value("words"), Verdict: parseVerdict(f)}
	// The characters count only for the words they were found for.
	if f.Value("words") == f.Value("of") && f.Value("words") != "" {
		in.From, in.To = f.Int("begins"), f.Int("ends")
	}
	i, err := r.Desk.MarkIssue(c.Ctx(), c.Actor, in)
	if err != nil && c.Refused(f, err, issueFields()) {
		return r.answerRefusedIssue(c, f, c.Param("id"), web.FormStatus(err))
	}
	if err != nil {
		return err
	}
	return r.redirectAfterIssue(c, f, i.Segment, "issue.marked")
}

// changeIssue gives an issue another type, severity or note.
func (r *Room) changeIssue(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	i, err := r.Desk.ChangeIssue(c.Ctx(), c.Actor, c.Param("id"), parseVerdict(f))
	return r.answerIssue(c, f, i, err, "issue.changed")
}

// withdrawIssue takes an issue back.
func (r *Room) withdrawIssue(c *web.Call) error {
	f, err := c.ReadForm()
	if err != nil {
		return err
	}
	i, err := r.Desk.WithdrawIssue(c.Ctx(), c.Actor, c.Param("id"))
	return r.answerIssue(c, f, i, err, "issue.withdrawn")
}

func (r *Room) answerIssue(c *web.Call, f *web.Form, i workflow.Issue, err error, said string) error {
	if err == nil {
		return r.redirectAfterIssue(c, f, i.Segment, said)
	}
	old, gone := r.Quality.Issue(c.Ctx(), c.Actor, c.Param("id"))
	if gone != nil || !c.Refused(f, err, nil) {
		return err
	}
	return r.answerRefusedIssue(c, f, old.Segment, web.FormStatus(err))
}

// redirectAfterIssue goes back to where the form was sent from.
func (r *Room) redirectAfterIssue(c *web.Call, f *web.Form, segment, said string) error {
	if f.Value("from") != "review" {
		return c.Done("/segments/"+segment+"/issues", said)
	}
	g, err := r.Article.Segment(c.Ctx(), c.Actor, segment)
	if err != nil {
		return err
	}
	return c.Done(review.Path(g.Article, f.Value("view"), g), said)
}

// answerRefusedIssue shows the page that the form was sent from, with all that was written.
func (r *Room) answerRefusedIssue(c *web.Call, f *web.Form, segment string, status int) error {
	if f.Value("from") != "review" {
		return r.answerPanelOf(c, status, segment, "issues", f)
	}
	g, err := r.Article.Segment(c.Ctx(), c.Actor, segment)
	if err != nil {
		return err
	}
	return r.Review.AnswerPage(c, status, review.Request{Article: g.Article, Active: g.ID, Mark: f,
		Filter: review.ParseFilter(web.ParseQuery(f.Value("view")))})
}
