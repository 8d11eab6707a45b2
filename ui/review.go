package ui

import (
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"time"

	"truchement/workflow"
	"truchement/workflow/bitext"
)

// reviewMost is how many segments the review shows at once; it is a queue, and what comes after
// them moves up.
const reviewMost = 500

// reviewPage is the data of review.html and of the part "review-part".
type reviewPage struct {
	base
	Article  workflow.ArticleView
	Filter   reviewFilter
	Rows     []*reviewRow
	Active   *reviewRow
	Meter    progress
	Waiting  int
	Listed   int          // segments the filter lets through
	More     int          // of them after the last one shown
	Undo     *undoOffer   // the reader's last decision, while it can be taken back
	Bulk     *form        // a list that was refused
	Gaps     []gapLine    // what stands in the way of a sign-off
	Reasons  []reasonWord // templates of reasons
	Quality  workflow.QualityLine
	Compared string // what the targets are compared with

	trails map[string][]workflow.Change
	faults map[string][]issueView
}

// reviewRow is a segment of the review.
type reviewRow struct {
	*segmentRow
	Against  string // what the target is compared with
	Recoded  bool   // its formatting changed since
	Own      bool   // the reader wrote a part of it
	Toucher  string // who touched it up in place
	Decision *form  // a decision that was refused
	Marking  *form  // an issue that was refused
	Again    *form  // a list that was sent, to keep what was chosen
	Reasons  []reasonWord

	changes ink // the target against what it is compared with
}

// TargetText is the target with what was marked in it, against what it is compared with.
func (r *reviewRow) TargetText() template.HTML {
	i := r.changes
	i.marks = r.inkOfIssues(r.Faults, workflow.TargetSide)
	return r.Inked(r.Target, i, r.Recoded)
}

// reviewFilter chooses the segments on the list, waiting (the zero filter), returned, approved or
// all, and what they are compared with.
type reviewFilter struct{ Show, Base string }

func reviewFilterOf(q url.Values) reviewFilter {
	f := reviewFilter{}
	if show := q.Get("show"); show == "returned" || show == "approved" || show == "all" {
		f.Show = show
	}
	if base := q.Get("base"); slices.Contains(reviewBases(), base) {
		f.Base = base
	}
	return f
}

// Encode is the filter as a form's hidden field carries it.
func (f reviewFilter) Encode() string {
	q := url.Values{}
	if f.Show != "" {
		q.Set("show", f.Show)
	}
	if f.Base != "" {
		q.Set("base", f.Base)
	}
	return q.Encode()
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

// Shows are the choices of the filter; each keeps what the reader compares with.
func (p *reviewPage) Shows() []showLink {
	var links []showLink
	for _, o := range []option{{"", p.T("review.show-waiting")}, {"returned", p.T("review.show-returned")},
		{"approved", p.T("review.show-approved")}, {"all", p.T("review.show-all")}} {
		to := reviewFilter{o.Value, p.Filter.Base}
		links = append(links, showLink{option: o, Path: reviewList(p.Article.ID, to),
			Here: o.Value == p.Filter.Show})
	}
	return links
}

// showLink is one choice of the filter as a link.
type showLink struct {
	option
	Path string
	Here bool
}

// reviewAsk is what the review is asked to show.
type reviewAsk struct {
	article, active string
	filter          reviewFilter
	edit            *segmentEdit // a save that was refused
	decision        *form        // a decision that was refused
	mark            *form        // an issue that was refused
	bulk            *form        // a list that was refused
	problem         string       // why something was refused that has no form here
}

// showReview shows an article to its editor. What they chose to compare with is theirs until they
// choose anew.
func (s *reviewRoom) showReview(c *call) error {
	filter := reviewFilterOf(c.QueryParams())
	if filter.Base != "" {
		c.setCookie(baseCookie, filter.Base, 365*24*time.Hour)
	}
	return s.reviewPage(c, http.StatusOK, reviewAsk{article: c.Param("id"),
		active: c.QueryParam("s"), filter: filter})
}

func (s *reviewRoom) reviewPage(c *call, status int, ask reviewAsk) error {
	p, err := s.loadReview(c, ask)
	if err != nil {
		return err
	}
	listed := slices.DeleteFunc(slices.Clone(p.Article.Segments), func(g workflow.Segment) bool {
		return !ask.filter.keeps(g)
	})
	p.Listed = len(listed)
	if len(listed) > reviewMost {
		p.More = len(listed) - reviewMost
		listed = listed[:reviewMost]
	}
	if ask.active == "" && len(listed) > 0 {
		ask.active = listed[0].ID
	}
	some := c.wantsPart("review-part")
	listed = slices.DeleteFunc(slices.Clone(p.Article.Segments), func(g workflow.Segment) bool {
		switch {
		case g.ID == ask.active:
			return false
		case some:
			return !c.wantsPart("r-" + g.ID)
		}
		return indexOfSegment(listed, g.ID) < 0
	})
	if err := s.reviewRows(c, p, listed, ask); err != nil {
		return err
	}
	if some {
		return c.part(status, "review-part", p)
	}
	return c.page(status, "review", p)
}

// loadReview reads all that the page shows, each kind of thing at once.
func (s *reviewRoom) loadReview(c *call, ask reviewAsk) (*reviewPage, error) {
	v, err := s.Desk.Article(c.ctx(), c.actor, ask.article)
	if err != nil {
		return nil, err
	}
	p := &reviewPage{base: c.base("review.title", "Name", v.Title), Article: v, Filter: ask.filter,
		Bulk: ask.bulk, Reasons: c.reasonWords()}
	if p.trails, err = s.Desk.Milestones(c.ctx(), c.actor, v.ID); err != nil {
		return nil, err
	}
	issues, err := s.Desk.Issues(c.ctx(), c.actor, workflow.IssueFilter{Article: v.ID})
	if err != nil {
		return nil, err
	}
	p.faults, p.Quality = c.issueViews(&p.Article, issues), workflow.QualityOf(v, issues)
	p.Undo = p.undoOffer(c.actor.ID, s.Now())
	p.Meter = p.progressOf(v.Summary)
	for _, g := range workflow.GapsOf(v) {
		p.Gaps = append(p.Gaps, p.gapLine(v, g))
	}
	for _, g := range v.Segments {
		if waits(g) {
			p.Waiting++
		}
	}
	if ask.problem != "" {
		p.Notice = &notice{Kind: "error", Text: ask.problem}
	}
	return p, nil
}

func (s *reviewRoom) reviewRows(c *call, p *reviewPage, listed []workflow.Segment, ask reviewAsk) error {
	maker := c.rows(&p.Article)
	p.Compared = c.reviewBase(p.Filter)
	seen := int64(0)
	if n, err := parseVersion(c.QueryParam("seen")); err == nil {
		seen = n
	}
	for _, g := range listed {
		row := &reviewRow{segmentRow: maker.row(g)}
		row.Path, row.From, row.Back = reviewPath(p.Article.ID, p.Filter.Encode(), g), "review", p.Filter.Encode()
		row.Own, row.Again = slices.Contains(g.Authors, c.actor.ID), ask.bulk
		row.Faults = p.faults[g.ID]
		row.compare(p.trails[g.ID], p.Compared)
		row.Toucher = p.Article.People[toucher(p.trails[g.ID])].Name
		if g.ID == ask.active {
			if err := c.activate(row.segmentRow, ask.edit, seen); err != nil {
				return err
			}
			row.Decision, row.Marking, row.Reasons = ask.decision, ask.mark, p.Reasons
			p.Active = row
		}
		p.Rows = append(p.Rows, row)
	}
	return nil
}

// Pair is the article's pair of languages.
func (p *reviewPage) Pair() pair { return pair{p.Article.SourceLang, p.Article.TargetLang} }

// Score is the article's score in words; empty before enough was judged.
func (p *reviewPage) Score() string {
	if p.Quality.Segments == 0 || p.Quality.Small {
		return ""
	}
	return p.Decimal(p.Quality.Quality)
}

// reviewList is the address of the list.
func reviewList(article string, f reviewFilter) string {
	path := "/articles/" + article + "/review"
	if q := f.Encode(); q != "" {
		path += "?" + q
	}
	return path
}

// Waits says whether the segment can be approved.
func (r *reviewRow) Waits() bool { return waits(r.Segment) }

// Decides says whether the editor can decide on the segment at all.
func (r *reviewRow) Decides() bool {
	return r.Article.Retracted == "" && r.Snapshot.State != bitext.Initial && !r.Target.Empty()
}

// Box is the value of the segment's box: it and the version its reader sees.
func (r *reviewRow) Box() string { return r.ID + ":" + versionText(r.Version) }
