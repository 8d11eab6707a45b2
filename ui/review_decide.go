package ui

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"truchement/workflow"
)

// reasonWord is a template of a reason to return a segment.
type reasonWord struct{ Key, Word string }

// reasonKeys are the templates of reasons, by MQM's kinds of issues.
func reasonKeys() []string {
	return []string{"review.reason-sense", "review.reason-term", "review.reason-name",
		"review.reason-figure", "review.reason-typography", "review.reason-style"}
}

func (c *call) reasonWords() []reasonWord {
	var words []reasonWord
	for _, id := range reasonKeys() {
		words = append(words, reasonWord{strings.TrimPrefix(id, "review.reason-"), c.T(id)})
	}
	return words
}

// reasonOf is the reason of a form: the template chosen and what was written after it.
func (c *call) reasonOf(f *form) string {
	written := strings.TrimSpace(f.Value("reason"))
	for _, w := range c.reasonWords() {
		if w.Key != f.Value("kind") {
			continue
		}
		if written == "" {
			return w.Word
		}
		return w.Word + " — " + written
	}
	return written
}

// reviewPath is the address of a segment in the review.
func reviewPath(article, view string, g workflow.Segment) string {
	return reviewLink(article, parseView(reviewFilterOf(parseView(view)).Encode()), g)
}

func parseVersion(s string) (int64, error) { return strconv.ParseInt(s, 10, 64) }

func versionText(v int64) string { return strconv.FormatInt(v, 10) }

// reviewSegment carries out a decision on one segment.
func (s *reviewRoom) reviewSegment(c *call) error {
	f, err := c.sent()
	if err != nil {
		return err
	}
	in := workflow.Review{Segment: c.Param("id"), Version: int64(f.number("version")),
		Decision: workflow.Decision(f.Value("decision")), Override: f.Value("override")}
	if in.Decision == workflow.Return {
		in.Reason = c.reasonOf(f)
	}
	if in.Decision == workflow.Return && in.Reason == "" {
		if in.Reason, err = s.issuesAsReason(c, in.Segment); err != nil {
			return err
		}
	}
	in.Op = opOf(f.Value("op"), f.Value("decision"), in.Reason+"\x00"+in.Override)
	g, err := s.Desk.Review(c.ctx(), c.actor, in)
	if err != nil {
		return s.reviewAgain(c, f, err)
	}
	said := "review.was-approved"
	if in.Decision == workflow.Return {
		said = "review.was-returned"
	}
	to, err := s.nextToReview(c, g, reviewFilterOf(parseView(f.Value("view"))))
	if err != nil {
		return err
	}
	path := reviewPath(g.Article, f.Value("view"), to)
	if to.ID == g.ID { // nothing else is on the list
		path = reviewList(g.Article, reviewFilterOf(parseView(f.Value("view"))))
	}
	return c.done(path, said, "Position", g.Position)
}

// reviewAgain shows the review with a decision that was refused, and all that was written.
func (s *reviewRoom) reviewAgain(c *call, f *form, err error) error {
	g, gerr := s.Desk.Segment(c.ctx(), c.actor, c.Param("id"))
	if gerr != nil {
		return gerr
	}
	t := troubleOf(err)
	switch {
	case errors.Is(err, &workflow.Error{ID: "review.four-eyes"}):
		f.wrong("override", c.T(t.id, t.args...))
	case t.status == http.StatusConflict:
		f.Problem = c.T("review.changed")
	case t.status == http.StatusUnprocessableEntity || t.status == http.StatusServiceUnavailable ||
		t.status == http.StatusForbidden:
		f.wrong(map[string]string{"review.no-reason": "reason"}[t.id], c.T(t.id, t.args...))
	default:
		return err
	}
	return s.reviewPage(c, t.status, reviewAsk{article: g.Article, active: g.ID,
		filter: reviewFilterOf(parseView(f.Value("view"))), decision: f})
}

// nextToReview is the next segment on the editor's list after g, else the first, else g.
func (s *reviewRoom) nextToReview(c *call, g workflow.Segment, f reviewFilter) (workflow.Segment, error) {
	v, err := s.Desk.Article(c.ctx(), c.actor, g.Article)
	if err != nil {
		return g, err
	}
	at, n := indexOfSegment(v.Segments, g.ID), len(v.Segments)
	for i := range n {
		next := v.Segments[(at+1+i)%n]
		if next.ID != g.ID && f.keeps(next) && (f.Show != "" || waits(next)) {
			return next, nil
		}
	}
	return g, nil
}

// issuesAsReason puts what was marked in a segment into words: whoever has marked what is wrong
// need not say it again to return it.
func (s *reviewRoom) issuesAsReason(c *call, segment string) (string, error) {
	g, err := s.Desk.Segment(c.ctx(), c.actor, segment)
	if err != nil {
		return "", err
	}
	all, err := s.Desk.Issues(c.ctx(), c.actor, workflow.IssueFilter{Segment: segment, Open: true})
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
