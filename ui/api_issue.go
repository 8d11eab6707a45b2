package ui

import (
	"net/http"
	"time"

	"truchement/workflow"
	"truchement/workflow/mqm"
)

// apiIssue is an issue as programs get it.
type apiIssue struct {
	ID        string     `json:"id"`
	Article   string     `json:"article"`
	Segment   string     `json:"segment"`
	Position  int        `json:"position,omitempty"`
	Version   int64      `json:"version"`
	Side      string     `json:"side"`
	Text      string     `json:"text"`
	From      int        `json:"from"`
	To        int        `json:"to"`
	Passage   string     `json:"passage"`
	Dimension string     `json:"dimension"`
	Type      string     `json:"type"`
	Severity  string     `json:"severity"`
	Note      string     `json:"note"`
	By        string     `json:"by"`
	Author    string     `json:"author"`
	At        *time.Time `json:"at"`
	Replaces  string     `json:"replaces,omitempty"`
	Ended     *time.Time `json:"ended,omitempty"`
}

func apiIssueOf(i workflow.Issue) apiIssue {
	return apiIssue{ID: i.ID, Article: i.Article, Segment: i.Segment, Version: i.Version,
		Side: string(i.Side), Text: i.Text, From: i.From, To: i.To, Passage: i.Quote(),
		Dimension: string(i.Type.Dimension()), Type: string(i.Type), Severity: string(i.Severity),
		Note: i.Note, By: i.By, Author: i.Author, At: stamp(i.At), Replaces: i.Replaces,
		Ended: stamp(i.Ended)}
}

// apiIssues lists what was marked in an article, ended issues too.
func (s *apiRoom) apiIssues(c *call) error {
	all, err := s.Desk.Issues(c.ctx(), c.actor, workflow.IssueFilter{Article: c.Param("id")})
	if err != nil {
		return err
	}
	out := make([]apiIssue, len(all))
	for n, i := range all {
		out[n] = apiIssueOf(i)
	}
	return c.JSON(http.StatusOK, out)
}

// apiMark marks a passage of the version that If-Match names: by characters, by words, or all.
func (s *apiRoom) apiMark(c *call) error {
	version, err := c.version()
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
	if err := c.body(&in); err != nil {
		return err
	}
	i, err := s.Desk.MarkIssue(c.ctx(), c.actor, workflow.NewIssue{Segment: c.Param("id"),
		Version: version, Side: in.Side, From: in.From, To: in.To, Words: in.Passage,
		Verdict: workflow.Verdict{Type: in.Type, Severity: in.Severity, Note: in.Note}})
	if err != nil {
		return err
	}
	return c.JSON(http.StatusCreated, apiIssueOf(i))
}

// apiQuality reports on a period or an article.
func (s *apiRoom) apiQuality(c *call) error {
	_, filter := c.qualityFilter(c.QueryParams())
	q, err := s.Desk.Quality(c.ctx(), c.actor, filter)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, qualityJSON(q))
}

// apiWithdraw takes an issue back.
func (s *apiRoom) apiWithdraw(c *call) error {
	i, err := s.Desk.WithdrawIssue(c.ctx(), c.actor, c.Param("id"))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, apiIssueOf(i))
}
