package review

import (
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"truchement/ui/part"
	"truchement/ui/web"
	"truchement/ui/word"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/quality"
)

// maxRows is how many segments the review shows at once; it is a queue, and what comes after
// them moves up.
const maxRows = 500

// page is the data of review.html and of the part "review-part".
type page struct {
	web.Base
	Article  workflow.ArticleView
	Filter   Filter
	Rows     []*row
	Active   *row
	Meter    part.Progress
	Waiting  int
	Listed   int            // segments the filter lets through
	More     int            // of them after the last one shown
	Undo     *undoOffer     // the reader's last decision, while it can be taken back
	Bulk     *web.Form      // a list that was refused
	Gaps     []part.GapLine // what must be done before a sign-off
	May      part.Rights
	Reasons  []part.ReasonWord // templates of reasons
	Quality  quality.Line
	Compared string // what the targets are compared with

	trails map[string][]workflow.Change
	faults map[string][]part.IssueView
}

// row is a segment of the review.
type row struct {
	*part.Row
	Against  string            // what the target is compared with
	Recoded  bool              // its formatting changed since
	Own      bool              // the reader is one of its authors
	Listed   bool              // the filter lets it through
	Copy     string            // ends the ids of the blank copy, which the page may have once only
	Toucher  string            // who touched it up in place
	Found    *part.FindingList // what checks found in it; nil: they did not look
	Decision *web.Form         // a decision that was refused
	Marking  *web.Form         // an issue that was refused
	Again    *web.Form         // a list that was sent, to keep what was chosen
	Reasons  []part.ReasonWord

	changes word.Overlay // the target against what it is compared with
}

// TargetText is the target with what was marked in it, against what it is compared with.
func (r *row) TargetText() template.HTML {
	i := r.changes
	i.Marks = part.MarksOf(r.Row.Base.Speech, r.Faults, workflow.TargetSide)
	return r.WithOverlay(r.Target, i, r.Recoded)
}

// Filter chooses the segments on the list, waiting (the zero filter), returned, approved or
// all, and what they are compared with.
type Filter struct{ Show, Base string }

// ParseFilter reads the filter from an address.
func ParseFilter(q url.Values) Filter {
	f := Filter{}
	if show := q.Get("show"); show == "returned" || show == "approved" || show == "all" {
		f.Show = show
	}
	if base := q.Get("base"); slices.Contains(baseNames(), base) {
		f.Base = base
	}
	return f
}

// Encode is the filter as a form's hidden field carries it.
func (f Filter) Encode() string {
	q := url.Values{}
	if f.Show != "" {
		q.Set("show", f.Show)
	}
	if f.Base != "" {
		q.Set("base", f.Base)
	}
	return q.Encode()
}

// segments is the filter as the use cases take it.
func (f Filter) segments() workflow.SegmentFilter {
	switch f.Show {
	case "returned":
		return workflow.SegmentFilter{State: string(bitext.Returned)}
	case "approved":
		return workflow.SegmentFilter{State: workflow.ApprovedState}
	case "all":
		return workflow.SegmentFilter{}
	}
	return workflow.SegmentFilter{State: workflow.WaitingState}
}

func (f Filter) keeps(g workflow.Segment) bool { return f.segments().Matcher("", "")(g) }

// Shows are the choices of the filter; each keeps what the reader compares with.
func (p *page) Shows() []showLink {
	var links []showLink
	for _, o := range []word.Option{{Value: "", Word: p.T("review.show-waiting")}, {Value: "returned", Word: p.T("review.show-returned")},
		{Value: "approved", Word: p.T("review.show-approved")}, {Value: "all", Word: p.T("review.show-all")}} {
		to := Filter{o.Value, p.Filter.Base}
		links = append(links, showLink{Option: o, Path: listPath(p.Article.ID, to),
			Here: o.Value == p.Filter.Show})
	}
	return links
}

// showLink is one choice of the filter as a link.
type showLink struct {
	word.Option
	Path string
	Here bool
}

// Request is what the review is asked to show.
type Request struct {
	Article, Active string
	Filter          Filter
	Edit            *part.Edit // a save that was refused
	decision        *web.Form  // a decision that was refused
	Mark            *web.Form  // an issue that was refused
	Dismissal       *web.Form  // a finding that was to be dismissed, and was refused
	bulk            *web.Form  // a list that was refused
	notice          *web.Notice
}

// showReview shows an article to its editor. What they chose to compare with is theirs until they
// choose anew.
func (r *Room) showReview(c *web.Call) error {
	filter := ParseFilter(c.QueryParams())
	if filter.Base != "" {
		c.KeepCookie(baseCookie, filter.Base, 365*24*time.Hour)
	}
	return r.AnswerPage(c, http.StatusOK, Request{Article: c.Param("id"),
		Active: c.QueryParam("s"), Filter: filter})
}

// AnswerPage shows the review as ask says, with a form that was refused for example.
func (r *Room) AnswerPage(c *web.Call, status int, ask Request) error {
	p, err := r.loadPage(c, ask)
	if err != nil {
		return err
	}
	listed := slices.DeleteFunc(slices.Clone(p.Article.Segments), func(g workflow.Segment) bool {
		return !ask.Filter.keeps(g)
	})
	p.Listed = len(listed)
	if len(listed) > maxRows {
		p.More = len(listed) - maxRows
		listed = listed[:maxRows]
	}
	if ask.Active == "" && len(listed) > 0 {
		ask.Active = listed[0].ID
	}
	some := c.WantsPart("review-part")
	listed = slices.DeleteFunc(slices.Clone(p.Article.Segments), func(g workflow.Segment) bool {
		switch {
		case g.ID == ask.Active:
			return false
		case some:
			return !c.WantsPart("r-" + g.ID)
		}
		return part.IndexOfSegment(listed, g.ID) < 0
	})
	if err := r.fillRows(c, p, listed, ask); err != nil {
		return err
	}
	if some {
		return c.Part(status, "review-part", p)
	}
	return c.Page(status, "review", p)
}

// loadPage reads all that the page shows, each kind of thing at once.
func (r *Room) loadPage(c *web.Call, ask Request) (*page, error) {
	v, err := r.Article.Read(c.Ctx(), c.Actor, ask.Article)
	if err != nil {
		return nil, err
	}
	p := &page{Base: c.Base("review.title", "Name", v.Title), Article: v, Filter: ask.Filter,
		Bulk: ask.bulk, Reasons: part.ReasonWords(c), May: part.RightsOf(c)}
	if p.trails, err = r.Desk.Milestones(c.Ctx(), c.Actor, v.ID); err != nil {
		return nil, err
	}
	issues, err := r.Quality.Issues(c.Ctx(), c.Actor, workflow.IssueFilter{Article: v.ID})
	if err != nil {
		return nil, err
	}
	p.faults, p.Quality = part.IssueViews(c, &p.Article, issues), quality.LineOf(v, issues)
	p.Undo = p.undoOffer(c.Actor.ID, r.Now())
	p.Meter = part.ProgressOf(p.Base, v.Summary)
	for _, g := range workflow.GapsOf(v) {
		p.Gaps = append(p.Gaps, part.GapLineOf(p.Base, v, g))
	}
	found, err := part.FoundLineOf(c, &p.Article)
	if err != nil {
		return nil, err
	}
	if found != nil {
		p.Gaps = append(p.Gaps, *found)
	}
	for _, g := range v.Segments {
		if g.AwaitsReview() {
			p.Waiting++
		}
	}
	if ask.notice != nil {
		p.Notice = ask.notice
	}
	return p, nil
}

func (r *Room) fillRows(c *web.Call, p *page, listed []workflow.Segment, ask Request) error {
	maker := part.NewRowMaker(c, &p.Article)
	p.Compared = chosenBase(c, p.Filter)
	seen := int64(0)
	if n, err := strconv.ParseInt(c.QueryParam("seen"), 10, 64); err == nil {
		seen = n
	}
	for _, g := range listed {
		row := &row{Row: maker.Row(g)}
		row.Path, row.From, row.Back = Path(p.Article.ID, p.Filter.Encode(), g), "review", p.Filter.Encode()
		row.Own, row.Again = slices.Contains(g.Authors, c.Actor.ID), ask.bulk
		row.Listed = p.Filter.keeps(g)
		row.Faults = p.faults[g.ID]
		row.compare(p.trails[g.ID], p.Compared)
		row.Toucher = p.Article.People[touchedUpBy(p.trails[g.ID])].Name
		if err := r.findIn(c, p, row, ask); err != nil {
			return err
		}
		if g.ID == ask.Active {
			if err := part.OpenEditor(c, row.Row, ask.Edit, seen); err != nil {
				return err
			}
			row.Decision, row.Marking, row.Reasons = ask.decision, ask.Mark, p.Reasons
			p.Active = row
		}
		p.Rows = append(p.Rows, row)
	}
	return nil
}

// Pair is the article's pair of languages.
func (p *page) Pair() part.Pair {
	return part.Pair{Source: p.Article.SourceLang, Target: p.Article.TargetLang}
}

// Score is the article's score in words; empty before enough was judged.
func (p *page) Score() string {
	if p.Quality.Segments == 0 || p.Quality.Small {
		return ""
	}
	return p.Decimal(p.Quality.Quality)
}

// listPath is the address of the list.
func listPath(article string, f Filter) string {
	path := "/articles/" + article + "/review"
	if q := f.Encode(); q != "" {
		path += "?" + q
	}
	return path
}

// Waits reports whether the segment can be approved.
func (r *row) Waits() bool { return r.Segment.AwaitsReview() }

// Decides reports whether the editor can decide on the segment at all.
func (r *row) Decides() bool {
	return r.Article.Retracted == "" && r.Snapshot.State != bitext.Initial && !r.Target.Empty()
}

// Touches reports whether the editor can touch the target up.
func (r *row) Touches() bool { return r.Editable && !r.NoTarget() }

// ReturnOpen reports whether the form that returns the segment shows: it was refused, or has words.
func (r *row) ReturnOpen() bool {
	return r.Decision.Value("reason") != "" || r.Decision.Value("decision") == string(workflow.Return)
}

// ChosenAgain is the attribute of the segment's box in a list that was sent: it was chosen by
// itself, or with all that the filter lets through and not left out of them.
func (r *row) ChosenAgain() template.HTMLAttr {
	if r.Again.Has("every", "1") && !slices.Contains(leftOut(r.Again), r.ID) {
		return "checked"
	}
	return r.Again.Checked("seg", r.ID+":"+strconv.FormatInt(r.Version, 10))
}
