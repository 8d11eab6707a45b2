package ui

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"truchement/workflow"
	"truchement/workflow/bitext"
)

// reviewMost is how many segments the review shows at once; it is a queue, and what comes after
// them moves up.
const reviewMost = 500

// reviewPage is the data of review.html.
type reviewPage struct {
	base
	Article workflow.ArticleView
	Filter  reviewFilter
	Rows    []*segmentRow
	Active  *segmentRow
	Meter   progress
	Waiting int
	More    int          // segments after the last one shown
	Undo    string       // batch that can be taken back; empty: none
	Bulk    *form        // a list that was refused
	Gaps    []gapLine    // what stands in the way of a sign-off
	Reasons []reasonWord // templates of reasons
}

// reasonWord is a template of a reason to return a segment.
type reasonWord struct{ Key, Word string }

// reviewFilter chooses the segments on the list: waiting (the zero filter), returned, approved
// or all.
type reviewFilter struct{ Show string }

func reviewFilterOf(q url.Values) reviewFilter {
	if show := q.Get("show"); show == "returned" || show == "approved" || show == "all" {
		return reviewFilter{show}
	}
	return reviewFilter{}
}

// Encode is the filter as a form's hidden field carries it.
func (f reviewFilter) Encode() string {
	if f.Show == "" {
		return ""
	}
	return url.Values{"show": {f.Show}}.Encode()
}

func (f reviewFilter) keeps(g workflow.Segment) bool {
	switch f.Show {
	case "returned":
		return g.SubState == bitext.Returned
	case "approved":
		return g.State.Rank() >= bitext.Reviewed.Rank()
	case "all":
		return true
	}
	return waits(g)
}

// waits says whether a segment waits for a review.
func waits(g workflow.Segment) bool {
	return g.State == bitext.Translated && g.SubState != bitext.Returned && !g.Target.Empty()
}

// Shows are the choices of the filter.
func (p *reviewPage) Shows() []option {
	return []option{{"", p.T("review.show-waiting")}, {"returned", p.T("review.show-returned")},
		{"approved", p.T("review.show-approved")}, {"all", p.T("review.show-all")}}
}

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

// reviewAsk is what the review is asked to show.
type reviewAsk struct {
	article, active string
	filter          reviewFilter
	edit            *segmentEdit // a save that was refused
	decision        *form        // a decision that was refused
	bulk            *form        // a list that was refused
}

// showReview shows an article to its editor.
func (s *Server) showReview(c *call) error {
	return s.reviewPage(c, http.StatusOK, reviewAsk{article: c.Param("id"),
		active: c.QueryParam("s"), filter: reviewFilterOf(c.QueryParams())})
}

func (s *Server) reviewPage(c *call, status int, ask reviewAsk) error {
	v, err := s.config.Desk.Article(c.ctx(), c.actor, ask.article)
	if err != nil {
		return err
	}
	listed := slices.DeleteFunc(slices.Clone(v.Segments), func(g workflow.Segment) bool {
		return !ask.filter.keeps(g) && g.ID != ask.active
	})
	p := &reviewPage{base: c.base("review.title", "Name", v.Title), Article: v, Filter: ask.filter,
		Undo: c.QueryParam("undo"), Bulk: ask.bulk, Reasons: c.reasonWords()}
	p.Meter = p.progressOf(v.Summary)
	for _, g := range workflow.GapsOf(v) {
		p.Gaps = append(p.Gaps, p.gapLine(v, g))
	}
	for _, g := range v.Segments {
		if waits(g) {
			p.Waiting++
		}
	}
	if len(listed) > reviewMost {
		p.More = len(listed) - reviewMost
		listed = listed[:reviewMost]
	}
	if ask.active == "" && len(listed) > 0 {
		ask.active = listed[0].ID
	}
	if err := s.reviewRows(c, p, listed, ask); err != nil {
		return err
	}
	return c.page(status, "review", p)
}

func (s *Server) reviewRows(c *call, p *reviewPage, listed []workflow.Segment, ask reviewAsk) error {
	maker := c.rows(&p.Article)
	for _, g := range listed {
		row := maker.row(g)
		row.Path, row.From, row.Back = reviewPath(p.Article.ID, p.Filter.Encode(), g), "review", p.Filter.Encode()
		row.Own, row.Again = slices.Contains(g.Authors, c.actor.ID), ask.bulk
		if err := s.compare(c, row); err != nil {
			return err
		}
		if g.ID == ask.active {
			if err := s.activate(c, row, ask.edit, 0); err != nil {
				return err
			}
			row.Decision, row.Reasons = ask.decision, p.Reasons
			p.Active = row
		}
		p.Rows = append(p.Rows, row)
	}
	return nil
}

// compare sets a row's target against the one last approved, else against the translator's
// first version.
func (s *Server) compare(c *call, r *segmentRow) error {
	if r.Target.Empty() {
		return nil
	}
	changes, err := s.config.Desk.History(c.ctx(), c.actor, r.ID)
	if err != nil {
		return err
	}
	var approved, first *workflow.Change
	for i, ch := range changes {
		switch {
		case ch.Segment != r.ID:
		case ch.Kind == workflow.Approved:
			approved = &changes[i]
		case first == nil && ch.Kind == workflow.Confirmed:
			first = &changes[i]
		}
	}
	switch {
	case approved != nil && !approved.To.Target.Equal(r.Target):
		r.Before, r.Against = r.Diff(approved.To.Target, r.Target), r.T("review.against-approved")
	case approved == nil && first != nil && !first.To.Target.Equal(r.Target):
		r.Before, r.Against = r.Diff(first.To.Target, r.Target), r.T("review.against-first")
	}
	return nil
}

// reviewPath is the address of a segment in the review.
func reviewPath(article, view string, g workflow.Segment) string {
	q := parseView(reviewFilterOf(parseView(view)).Encode())
	q.Set("s", g.ID)
	return "/articles/" + article + "/review?" + q.Encode() + "#s" + strconv.Itoa(g.Position)
}

// reviewSegment carries out a decision on one segment.
func (s *Server) reviewSegment(c *call) error {
	f, err := c.sent()
	if err != nil {
		return err
	}
	in := workflow.Review{Segment: c.Param("id"), Version: int64(f.number("version")),
		Decision: workflow.Decision(f.Value("decision")), Override: f.Value("override")}
	if in.Decision == workflow.Return {
		in.Reason = c.reasonOf(f)
	}
	in.Op = opOf(f.Value("op"), f.Value("decision"), in.Reason+"\x00"+in.Override)
	g, err := s.config.Desk.Review(c.ctx(), c.actor, in)
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
		path = "/articles/" + g.Article + "/review?" + reviewFilterOf(parseView(f.Value("view"))).Encode()
	}
	return c.done(path, said, "Position", g.Position)
}

// reviewAgain shows the review with a decision that was refused, and all that was written.
func (s *Server) reviewAgain(c *call, f *form, err error) error {
	g, gerr := s.config.Desk.Segment(c.ctx(), c.actor, c.Param("id"))
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
func (s *Server) nextToReview(c *call, g workflow.Segment, f reviewFilter) (workflow.Segment, error) {
	v, err := s.config.Desk.Article(c.ctx(), c.actor, g.Article)
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

// Pair is the article's pair of languages.
func (p *reviewPage) Pair() pair { return pair{p.Article.SourceLang, p.Article.TargetLang} }

// Waits says whether the segment can be approved.
func (r *segmentRow) Waits() bool { return waits(r.Segment) }

// Decides says whether the editor can decide on the segment at all.
func (r *segmentRow) Decides() bool {
	return r.Article.Retracted == "" && r.Snapshot.State != bitext.Initial && !r.Target.Empty()
}

// Box is the value of the segment's box: it and the version its reader sees.
func (r *segmentRow) Box() string { return r.ID + ":" + strconv.FormatInt(r.Version, 10) }
